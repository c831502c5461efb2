"""How a source is cited: briefly within a sentence, in short in a list, in full in its own entry.

All forms are made of :class:`~claims.parts.Part`, so that one set of templates serves docutils, plain text and pybtex.
The two styles at the end give the same forms to sphinxcontrib-bibtex, for ``{bibliography}`` and ``{cite}``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from pybtex.database import Entry
from pybtex.richtext import Tag, Text
from pybtex.style import FormattedEntry
from pybtex.style.formatting import BaseStyle
from pybtex.style.template import Node, node
from sphinxcontrib.bibtex.style.referencing import BaseReferenceStyle
from sphinxcontrib.bibtex.style.template import reference

from .parts import Part, bracketed, commas, joined, plain
from .records import Source
from .templates import FULL, Template, container, page, said, set_title, when, who
from .vocabulary import ABBREVIATIONS, SourceType

AS_CITED_IN = ", as cited in "


def brief(source: Source, pinpoint: str = "") -> list[Part]:
    """Return the citation as it stands within a sentence: cases and treaties by name, the rest by who and when.

    >>> plain(brief(Source("k", "article", {"journaltitle": "Turan", "title": "T", "date": "2023-01-23"})))
    'Turan (23 January 2023)'
    """
    if source.type in _NAMED:
        return _pinned(_NAMED[source.type](source), pinpoint)
    speaker = who(source)
    if not plain(speaker):
        return short(source, pinpoint)
    carried = source.get("author") and source.type in (SourceType.ARTICLE, SourceType.ONLINE)
    named = set_title(source, said(source, "shorttitle")) if source.get("shorttitle") else []
    cited = commas(speaker, container(source) if carried else [], named)
    return _pinned([*cited, *bracketed([Part(when(source, plain(named)))])], pinpoint)


def short(source: Source, pinpoint: str = "") -> list[Part]:
    """Return the citation as it stands in a list: who, what, where it appeared, when, and the *pinpoint*.

    >>> plain(short(Source("k", "book", {"author": "Power, Samantha", "title": "T"}), "p 7"))
    'Power, T (undated), p 7'
    """
    if source.type in _NAMED:
        return _pinned(_NAMED[source.type](source), pinpoint)
    title = _short_title(source)
    speaker = who(source)
    carrier = container(source) if said(source, "journaltitle") not in plain(speaker) else []
    date = [Part(when(source, title))]
    return _pinned([*commas(speaker, set_title(source, title)), *bracketed(commas(carrier, date))], pinpoint)


def full(source: Source, sources: Mapping[str, Source] | None = None) -> list[Part]:
    """Return the citation as it stands in the source's own entry, without addresses.

    Of a source known only second-hand it ends “as cited in …”; *sources* resolves the keys named there.
    """
    cited = [Part(AS_CITED_IN), *_through(source, sources or {})] if source.get("citedin") else []
    return [*at_first_hand(source), *cited, Part(".")]


def at_first_hand(source: Source) -> list[Part]:
    """Return the full citation without its end: what it was cited in, and the full stop."""
    return FULL.get(source.type, page)(source)


# Short forms of what is cited by its name


def _short_case(source: Source) -> list[Part]:
    """Court, *name* (document, date): the last words of ``titleaddon`` say what the document is."""
    court = said(source, "institution").split(", ")[0]
    name = _short_title(source)
    inner = commas([Part(source.get("titleaddon").split(", ")[-1])], [Part(when(source))])
    return commas([Part(ABBREVIATIONS.get(court, court))], [Part(name, italic=True), *bracketed(inner)])


def _short_law(source: Source) -> list[Part]:
    name = _short_title(source)
    return [Part(name), *bracketed([Part(source.date[:4] if source.date[:4] not in name else "")])]


_NAMED: dict[str, Template] = {SourceType.JURISDICTION: _short_case, SourceType.LEGISLATION: _short_law}


def _short_title(source: Source) -> str:
    return said(source, "shorttitle") or said(source, "title") or source.key


def _through(source: Source, sources: Mapping[str, Source]) -> list[Part]:
    known = [brief(sources[key]) for key in source.through if key in sources]
    return joined(known, "; ") if known else [Part(said(source, "citedin"))]


def _pinned(parts: list[Part], pinpoint: str) -> list[Part]:
    return [*parts, Part(f", {pinpoint}")] if pinpoint else parts


# The same forms for sphinxcontrib-bibtex


class ConditionsStyle(BaseStyle):  # type: ignore[misc]
    """pybtex style of the bibliography; every BibLaTeX type has a form because :func:`full` has.

    Sorted by key and labelled with it: a key never changes, a number would.
    """

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.sort = lambda entries: sorted(entries, key=lambda entry: entry.key)
        self.format_labels = lambda entries: [entry.key for entry in entries]

    def format_entry(self, label: str, entry: Entry, bib_data: Any = None) -> FormattedEntry:
        """Format one entry; the keys of sources that it is known through are resolved if *bib_data* is given."""
        source = source_of(entry)
        known = bib_data.entries if bib_data else {}
        through = {key: source_of(known[key]) for key in source.through if key in known}
        return FormattedEntry(entry.key, _rich(full(source, through)), label)


@dataclass
class ConditionsReferenceStyle(BaseReferenceStyle):
    """sphinxcontrib-bibtex reference style: ``{cite:p}`` and its like give the brief citation instead of a number.

    ``{cite:p}`key{paras 54–57}``` prints *[ICJ, Armenia v Azerbaijan (Order, 22 February 2023), paras 54–57]*;
    ``{cite:t}`` the same without brackets.
    """

    def role_names(self) -> Iterable[str]:
        return [f"{name}{full}" for name in ("p", "t") for full in ("", "s")]

    def outer(self, role_name: str, children: list[Any]) -> Node:
        between = [part for child in children for part in ("; ", child)][1:]
        return _text["[", *between, "]"] if role_name.startswith("p") else _text[tuple(between)]

    def inner(self, role_name: str) -> Node:
        return _reference()


@node  # type: ignore[untyped-decorator]
def _text(children: list[Any], data: dict[str, Any]) -> Text:
    return Text(*children)


@node  # type: ignore[untyped-decorator]
def _reference(children: list[Any], data: dict[str, Any]) -> Text:
    """Return the brief citation of one entry, linked, between what the author wrote before and after its key."""
    info = data["reference_info"]
    linked = reference[_rich(brief(source_of(data["entry"])))].format_data(data)
    before = [info.pre_text, " "] if info.pre_text else []
    return Text(*before, linked, *([", ", info.post_text] if info.post_text else []))


def source_of(entry: Entry) -> Source:
    """Return a pybtex entry as a :class:`Source`."""
    fields = {name.lower(): text for name, text in entry.fields.items()}
    for role, persons in entry.persons.items():
        fields[role] = " and ".join(_bibtex_name(person) for person in persons)
    return Source(entry.key, entry.type, fields)


def _rich(parts: Iterable[Part]) -> Text:
    return Text(*(Tag("em", part.text) if part.italic else part.text for part in parts))


def _bibtex_name(person: Any) -> str:
    family = " ".join(person.prelast_names + person.last_names)
    given = " ".join(person.first_names + person.middle_names)
    return f"{family}, {given}" if given else f"{{{family.strip('{}')}}}"
