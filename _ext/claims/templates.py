"""The full citation of a source, one template for each type, and the pieces that citations share.

Model: OSCOLA (4th edition) for cases, treaties and statutes, and its guide to citing international law sources for
documents of the United Nations; author, title, container and date for everything else. Titles keep their capitals.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from .dates import is_date, prose_date
from .parts import Part, after, bracketed, commas, joined, quotes, spaced
from .records import Source
from .sources import OTHERS, names
from .vocabulary import ABBREVIATIONS, LANGUAGE_TAGS, Instrument, Language, SourceType

Template = Callable[[Source], list[Part]]

_UNPOINTED = {
    " v. ": " v ", "No. ": "No ", "no. ": "no ", "Nos. ": "Nos ", "Doc. ": "Doc ", "pp. ": "pp ", "p. ": "p ",
    "U.S.C.": "USC", "Pub. L.": "Pub L", "Stat.": "Stat", "Cong.": "Cong", "H.R.": "HR", "H.Res. ": "H Res ",
    "S.Res. ": "S Res ", "I.C.J.": "ICJ",
}  # fmt: skip
"""Abbreviations that OSCOLA (1.3.1) writes without full stops."""
_OTHER_SCRIPTS = ("ar", "hy", "ru")
"""Languages that are not written in Latin letters."""
_OTHER_LETTER = re.compile(r"[\u0370-\u1fff]")
"""A letter of a script between Greek and extended Greek: Cyrillic, Armenian, Arabic …"""


def _case(source: Source) -> list[Part]:
    """*Name* (Document) [volume] report page, docket (court, date)."""
    author = people(source, given=True)
    heard = author if author and author.split()[-1] not in source.get("titleaddon") else ""
    report = spaced(
        f"[{source.get('volume')}]" if source.get("volume") else "",
        ABBREVIATIONS.get(source.get("journaltitle"), said(source, "journaltitle")),
        source.get("pages"),
    )
    return [
        *commas([Part(heard)], _name(source, said(source, "title"), source.get("titleaddon"))),
        *after(commas([Part(report)], [Part(said(source, "number"))])),
        *bracketed(commas([Part(said(source, "institution"))], [Part(when(source))])),
    ]


def _legislation(source: Source) -> list[Part]:
    """Treaty (adopted date, entered into force date) series; or statute, number (legislature, date)."""
    title = [Part(said(source, "title")), *_translated(source), *bracketed([Part(said(source, "titleaddon"))])]
    number = [Part(said(source, "number"))]
    if source.get("entrysubtype") == Instrument.TREATY:
        force = f"entered into force {prose_date(source.get('inforce'))}" if source.get("inforce") else ""
        adopted = f"adopted {when(source)}" if source.date else "undated"
        return [*title, *bracketed(commas([Part(adopted)], [Part(force)])), *after(number)]
    passed = commas([Part(said(source, "institution"))], [Part(when(source))])
    return [*commas(title, number), *bracketed(passed)]


def _official(source: Source) -> list[Part]:
    """Organ, title (date) document symbol, as carried by outlet."""
    carrier = container(source)
    return [
        *commas(_signed(source), _titled(source)),
        *bracketed([Part(when(source))]),
        *after([Part(said(source, "number"))]),
        *([Part(", as carried by "), *carrier] if carrier else []),
    ]


def _report(source: Source) -> list[Part]:
    """Who, *title* (issuer if a person wrote it, outlet, number, date)."""
    issuer = said(source, "institution") if source.get("author") else ""
    issued = commas([Part(issuer)], [Part(said(source, "publisher"))], container(source))
    inner = commas(issued, [Part(said(source, "number"))], [Part(when(source))])
    return [*commas([Part(_author(source))], _titled(source)), *bracketed(inner)]


def _article(source: Source) -> list[Part]:
    """Author, ‘title’ (year) volume(number) journal pages; of the press: author, ‘title’, *paper* (date)."""
    head = commas([Part(_author(source))], _titled(source))
    journal = said(source, "journaltitle")
    issuer = [Part(said(source, "institution") if source.get("author") else "")]
    if source.get("volume"):
        issue = source.get("volume") + (f"({source.get('number')})" if source.get("number") else "")
        return [*head, *bracketed([Part(_year(source))]), *after([Part(spaced(issue, journal, _pages(source)))])]
    number = [Part(said(source, "number"))]
    return [*commas(head, container(source)), *bracketed(commas(issuer, number, [Part(when(source))]))]


def _book(source: Source) -> list[Part]:
    """Author, *title* (edition, publisher year); or editor (ed), *title* …"""
    head = commas([Part(_author(source) or _editors(source))], _titled(source))
    return [*head, *_published(source), *after(commas([Part(said(source, "number"))], [Part(_pages(source))]))]


def _chapter(source: Source) -> list[Part]:
    """Author, ‘title’ in editor (ed), *book* (publisher year) pages."""
    book = commas([Part(_editors(source))], [Part(said(source, "booktitle"), italic=True)])
    head = commas([Part(_author(source))], _titled(source))
    return [*head, Part(" in "), *book, *_published(source), *after([Part(_pages(source))])]


def page(source: Source) -> list[Part]:
    """Who, ‘title’ (site, issuer if a person wrote it, number, date); also the fallback for unknown types."""
    issuer = said(source, "institution") if source.get("author") else ""
    rest = ([Part(text)] for text in (issuer, said(source, "number"), when(source)))
    title = _titled(source)
    return [*commas([Part(_author(source))], title), *bracketed(commas(container(source), *rest))]


FULL: dict[str, Template] = {
    SourceType.JURISDICTION: _case,
    SourceType.LEGISLATION: _legislation,
    SourceType.LEGAL: _official,
    SourceType.REPORT: _report,
    SourceType.ARTICLE: _article,
    SourceType.BOOK: _book,
    SourceType.INCOLLECTION: _chapter,
    SourceType.ONLINE: page,
    SourceType.MISC: page,
}


# Pieces


def said(source: Source, field: str) -> str:
    """Return a field without braces; in law, abbreviations without full stops."""
    text = source.plain(field)
    if field in ("institution", "journaltitle", "publisher"):
        text = text.replace("'", "’")
    if field == "number":
        text = re.sub(r"\bS\. (?=\d)", "S ", text)
    if field == "number" or source.type in (SourceType.JURISDICTION, SourceType.LEGISLATION):
        for pointed, unpointed in _UNPOINTED.items():
            text = text.replace(pointed, unpointed)
    return text.replace("; ", ", ") if field == "number" else text


def people(source: Source, given: bool = False, field: str = "author") -> str:
    named = list(names(source.get(field)))
    written = [f"{first} {family}".strip() if given else family for family, first in named if (family, first) != OTHERS]
    if OTHERS in named or (len(written) > 3 and not given):
        return f"{', '.join(written) if given else written[0]} and others"
    return " and ".join([", ".join(written[:-1]), written[-1]]) if len(written) > 1 else "".join(written)


def _author(source: Source) -> str:
    return people(source, given=True) or said(source, "institution")


def _signed(source: Source) -> list[Part]:
    """Return who speaks and for whom: a person with the organ in brackets."""
    person, organ = people(source, given=True), said(source, "institution")
    return [Part(person), *bracketed([Part(organ)])] if person else [Part(organ)]


def who(source: Source) -> list[Part]:
    """Return who speaks, in short: family names, or the organisation, or else the outlet."""
    body, comma, office = said(source, "institution").partition(", ")
    speaker = people(source) or people(source, field="editor") or ABBREVIATIONS.get(body, body) + comma + office
    return [Part(speaker)] if speaker else container(source)


def container(source: Source) -> list[Part]:
    """Return the outlet in italics; of *agency, in newspaper* both names."""
    carriers = said(source, "journaltitle").split(", in ")
    return joined(([Part(carrier, italic=True)] for carrier in carriers), ", in ")


def _editors(source: Source) -> str:
    editors = list(names(source.get("editor")))
    return f"{people(source, given=True, field='editor')} ({'eds' if len(editors) > 1 else 'ed'})" if editors else ""


def _published(source: Source) -> list[Part]:
    """Return the volume, then in brackets edition, series, publisher and year."""
    publisher = said(source, "publisher") or (said(source, "institution") if source.get("author") else "")
    pieces = (_edition(source.get("edition")), said(source, "series"), spaced(publisher, _year(source)))
    volume = [Part(f", vol {source.get('volume')}")] if source.get("volume") else []
    return [*volume, *bracketed(commas(*([Part(text)] for text in pieces)))]


def _edition(text: str) -> str:
    """Write an edition: ``2`` and ``2nd`` as *2nd edn*, words as they stand."""
    number = re.match(r"(\d+)(?:st|nd|rd|th)?$", text)
    if not number:
        return text
    ending = {1: "st", 2: "nd", 3: "rd"}.get(int(number[1]) % 10, "th") if int(number[1]) not in (11, 12, 13) else "th"
    return f"{number[1]}{ending} edn"


def _pages(source: Source) -> str:
    return re.sub("-+", "–", source.get("pages"))


def set_title(source: Source, title: str) -> list[Part]:
    """Set a title as its type demands: italics, plain, or between quotation marks.

    A resolution loses the year at its end, because its date follows: *Resolution 822 (30 April 1993)*.
    """
    if source.type in (SourceType.BOOK, SourceType.REPORT):
        return [Part(quotes(title, "‘", "’"), italic=True)]
    if source.type == SourceType.LEGAL:
        return [Part(quotes(title.removesuffix(f" ({_year(source)})"), "‘", "’"))]
    return [Part(f"‘{quotes(title, '“', '”')}’")]


def _titled(source: Source) -> list[Part]:
    title = set_title(source, said(source, "title") or source.key)
    return [*(part._replace(language=title_language(source)) for part in title), *_translated(source)]


def title_language(source: Source) -> str:
    """Return the language tag (BCP 47) of a title that is not in English; of one in Latin letters it says so.

    >>> title_language(Source("k", fields={"langid": "russian", "title": "Kak armyanka"}))
    'ru-Latn'
    >>> title_language(Source("k", fields={"langid": "russian", "titlelangid": "english", "title": "Interview"}))
    ''
    """
    language = source.get("titlelangid") or source.get("langid")
    tag = LANGUAGE_TAGS.get(language, "")
    if tag in ("", "en"):
        return ""
    return f"{tag}-Latn" if tag in _OTHER_SCRIPTS and not _OTHER_LETTER.search(source.get("title")) else tag


def _name(source: Source, name: str, document: str) -> list[Part]:
    return [Part(name, italic=True), *_translated(source), *bracketed([Part(document)])]


def _translated(source: Source) -> list[Part]:
    """Mark a title that is not in the source's own words: its translation, or that we gave it an English one."""
    if source.get("titletranslation"):
        return [Part(f" [{said(source, 'titletranslation')}]")]
    if source.get("titlelangid") and source.get("titlelangid") != source.get("langid"):
        language = next((word.meaning for word in Language if word == source.get("langid")), source.get("langid"))
        return [Part(f" [in {language}; English title ours]")]
    return []


def when(source: Source, title: str = "") -> str:
    """Return the date in words, nothing if *title* says that very day, and ``undated`` where none is known."""
    date = prose_date(source.date) if is_date(source.date) else source.date or "undated"
    return "" if len(source.date) == len("2023-09-08") and date in title else date


def _year(source: Source) -> str:
    return source.date[:4] or "undated"
