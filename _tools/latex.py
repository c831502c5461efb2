"""Text as LaTeX writes it, and names in BibTeX's order, turned into the letters and the order of ``references.bib``."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from pybtex.database import Person
from pybtex.exceptions import PybtexError
from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec, get_default_latex_context_db

_CONTEXT = get_default_latex_context_db()
_CONTEXT.add_context_category(
    "names",
    prepend=True,
    macros=[
        *(MacroTextSpec(name, letter) for name, letter in (("schwa", "ə"), ("textschwa", "ə"), ("Schwa", "Ə"))),
        MacroTextSpec("url", "%s"),
        MacroTextSpec("nolinkurl", "%s"),
    ],
)
_TO_TEXT = LatexNodes2Text(latex_context=_CONTEXT, math_mode="verbatim", keep_comments=True)
_MARKED = str.maketrans({"\N{NO-BREAK SPACE}": " ", "\N{SOFT HYPHEN}": None, "\N{ZERO WIDTH SPACE}": None})


def decoded(text: str) -> str:
    r"""Return LaTeX as plain text: escapes as letters, no braces, single spaces.

    >>> decoded(r"{\.I}lham H{\textschwa}s{\textschwa}nov on {{Nagorno-Karabakh}}: 5% \& more")
    'İlham Həsənov on Nagorno-Karabakh: 5% & more'
    """
    escaped = re.sub(r"(?<!\\)[%&#]", r"\\\g<0>", text)
    if len(re.findall(r"(?<!\\)\$", escaped)) % 2:
        escaped = re.sub(r"(?<!\\)\$", r"\\$", escaped)
    return plain(_TO_TEXT.latex_to_text(escaped))


def plain(text: str) -> str:
    """Return text fit for a field: no markup tags, no braces that do not pair, single spaces.

    >>> plain("The <i>Road</i>  {closed")
    'The Road closed'
    """
    text = re.sub(r"</?(?:i|b|em|strong|sub|sup|sc|span|jats:\w+)(?:\s[^<>]*)?>", "", text, flags=re.IGNORECASE)
    kept = "".join(mark for mark in text.translate(_MARKED) if mark.isspace() or unicodedata.category(mark) != "Cc")
    return " ".join(kept.replace("{", "").replace("}", "").split())


def verbatim(text: str) -> str:
    r"""Return an address or an identifier without LaTeX's escapes.

    >>> verbatim(r"\url{https://example.org/a\_b\%20c}")
    'https://example.org/a_b%20c'
    """
    text = re.sub(r"^\\url\s*\{(.*)\}$", r"\1", text.strip()).replace(r"{\textasciitilde}", "~")
    return re.sub(r"\\([_%&#$~{}])", r"\1", text.replace(r"\textasciitilde{}", "~")).strip("{}")


def is_group(text: str) -> bool:
    """Tell whether *text* is wholly in one pair of braces, as an organisation's name is written.

    >>> is_group("{Amnesty International}"), is_group("{de} Waal {x}")
    (True, False)
    """
    depth = 0
    for place, mark in enumerate(text):
        depth += (mark == "{") - (mark == "}")
        if depth == 0:
            return place == len(text) - 1 and text.startswith("{")
    return False


def bibtex_name(text: str) -> str:
    r"""Return one name of BibTeX, BibLaTeX or Better BibLaTeX as ``Family, Given``; an organisation in braces.

    >>> bibtex_name(r"Thomas {\relax de} Waal"), bibtex_name("{{Human Rights Watch}}")
    ('{de Waal}, Thomas', '{Human Rights Watch}')
    >>> bibtex_name("family=Waal, given=Thomas, prefix=de, useprefix=true")
    '{de Waal}, Thomas'
    """
    if is_group(text):
        return f"{{{decoded(text)}}}"
    if re.match(r"\"?(?:family|given)\s*=", text):
        parts = {key.strip(' "'): value.strip(' "') for key, _, value in (p.partition("=") for p in text.split(","))}
        return person(*(decoded(parts.get(name, "")) for name in ("family", "given", "prefix", "suffix")))
    family, comma, rest = text.partition(",")
    if comma and is_group(family.strip()):  # what stands in braces is all one family name
        return person(decoded(family), decoded(rest))
    return ordered(decoded(re.sub(r"\{\\relax\s+([^{}]*)\}", r"\1", text)))


def ordered(name: str) -> str:
    """Return a plain name, in either order, as ``Family, Given``; a single word and braces stay.

    >>> ordered("Hikmət Hacıyev"), ordered("de Waal, Thomas"), ordered("Bono")
    ('Hacıyev, Hikmət', '{de Waal}, Thomas', 'Bono')
    """
    name = " ".join(name.split())
    if "{" in name or " " not in name:
        return name
    try:
        parts = Person(name)
    except PybtexError:
        return name
    given = " ".join([*parts.first_names, *parts.middle_names])
    return person(" ".join(parts.last_names), given, " ".join(parts.prelast_names), " ".join(parts.lineage_names))


def person(family: str, given: str = "", particle: str = "", suffix: str = "") -> str:
    """Return a name as ``Family, Given``, a family name with a particle in braces, so that it stays whole."""
    whole = f"{particle} {family}".strip()
    whole = f"{{{whole}}}" if whole[:1].islower() and " " in whole else whole
    return ", ".join(part for part in (whole, suffix, given) if part)


def joined(names: Iterable[str]) -> str:
    """Return a list of names as one field."""
    return " and ".join(names)
