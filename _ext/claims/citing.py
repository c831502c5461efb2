"""How a source is written: in short where it is cited, in full in the bibliography.

Both forms are made of :class:`Part`, so that one set of templates serves docutils, plain text and the pybtex style.
Titles keep their capitals. Model: OSCOLA for cases and treaties; author, title, container, date for the rest.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from pybtex.database import Entry
from pybtex.richtext import Tag, Text
from pybtex.style import FormattedEntry
from pybtex.style.formatting import BaseStyle

from .dates import prose_date
from .records import Source
from .sources import names
from .vocabulary import SourceType


class Part(NamedTuple):
    """A run of text and whether it is set in italics."""

    text: str
    italic: bool = False


ABBREVIATIONS = {
    "Extraordinary Chambers in the Courts of Cambodia": "ECCC",
    "European Court of Human Rights": "ECtHR",
    "European Court of Human Rights, Grand Chamber": "ECtHR (Grand Chamber)",
    "International Court of Justice": "ICJ",
    "International Criminal Court": "ICC",
    "International Criminal Court, Appeals Chamber": "ICC (Appeals Chamber)",
    "International Criminal Court, Office of the Prosecutor": "ICC (Prosecutor)",
    "International Criminal Court, Pre-Trial Chamber I": "ICC (Pre-Trial Chamber I)",
    "International Criminal Tribunal for Rwanda, Trial Chamber I": "ICTR",
    "International Criminal Tribunal for Rwanda, Trial Chamber II": "ICTR",
    "International Criminal Tribunal for the former Yugoslavia": "ICTY",
    "International Criminal Tribunal for the former Yugoslavia, Appeals Chamber": "ICTY (Appeals Chamber)",
    "International Criminal Tribunal for the former Yugoslavia, Trial Chamber II": "ICTY",
    "International Residual Mechanism for Criminal Tribunals, Appeals Chamber": "IRMCT (Appeals Chamber)",
    "Parliamentary Assembly of the Council of Europe": "PACE",
    "United Nations General Assembly": "UN General Assembly",
    "United Nations Security Council": "UN Security Council",
    "United States Department of State": "US Department of State",
}

_ITALIC = {SourceType.JURISDICTION, SourceType.BOOK, SourceType.REPORT}
_NAMED = {SourceType.JURISDICTION, SourceType.LEGISLATION}
_PLAIN = {SourceType.LEGISLATION, SourceType.LEGAL}


def short(source: Source, pinpoint: str = "") -> list[Part]:
    """Return the citation as it stands in a list: who, what, when, and the *pinpoint* if there is one.

    >>> "".join(part.text for part in short(Source("k", "book", {"author": "Power, Samantha", "title": "T"})))
    'Power, T, undated'
    """
    title = source.get("shorttitle") or source.get("title") or source.key
    return _pinned(_join([_who(source), _title(source, title), _when(source, title)]), pinpoint)


def brief(source: Source, pinpoint: str = "") -> list[Part]:
    """Return the citation as it stands within a sentence: cases and treaties by name, the rest by who and when.

    >>> plain(brief(Source("k", "article", {"journaltitle": "Turan", "title": "T", "date": "2023-01-23"})))
    'Turan, 23 January 2023'
    """
    if source.type in _NAMED or not plain(_who(source)):
        return short(source, pinpoint)
    container = [Part(source.get("journaltitle"), italic=True)] if source.get("author") else []
    return _pinned(_join([_who(source), container, _when(source, "")]), pinpoint)


def full(source: Source) -> list[Part]:
    """Return the citation as it stands in the bibliography, without addresses."""
    title = source.get("title") or source.key
    institution = _plain(source.get("institution"))
    number = source.get("number")
    return [
        *_join(
            [
                [Part(_people(source, given=True) or institution)],
                _title(source, title),
                [Part(_plain(source.get("booktitle")), italic=True)],
                [Part(source.get("journaltitle"), italic=True)],
                [Part(institution if _people(source, given=True) else "")],
                [Part(number)],
                [Part(prose_date(source.date) if source.date else "undated")],
            ]
        ),
        Part("."),
    ]


def plain(parts: Iterable[Part]) -> str:
    """Return *parts* as plain text."""
    return "".join(part.text for part in parts)


def _pinned(parts: list[Part], pinpoint: str) -> list[Part]:
    return [*parts, Part(f", {pinpoint}")] if pinpoint else parts


def _who(source: Source) -> list[Part]:
    people, institution = _people(source), _plain(source.get("institution"))
    who = people or ABBREVIATIONS.get(institution, institution) or source.get("journaltitle")
    return [Part(who)]


def _people(source: Source, given: bool = False) -> str:
    people = [f"{first} {family}".strip() if given else family for family, first in names(source.get("author"))]
    if len(people) > 3 and not given:
        return f"{people[0]} and others"
    return " and ".join([", ".join(people[:-1]), people[-1]]) if len(people) > 1 else "".join(people)


def _title(source: Source, title: str) -> list[Part]:
    if source.type in _ITALIC:
        return [Part(_plain(title), italic=True)]
    if source.type in _PLAIN:
        return [Part(_plain(title))]
    return [Part(f"‘{_plain(title)}’")]


def _when(source: Source, title: str) -> list[Part]:
    date = prose_date(source.date) if source.date else "undated"
    return [Part("" if date in title else date)]


def _plain(text: str) -> str:
    return text.replace("{", "").replace("}", "")


def _join(groups: Iterable[list[Part]]) -> list[Part]:
    """Join the groups that say something with commas."""
    joined: list[Part] = []
    for group in groups:
        said = [part for part in group if part.text]
        if said and joined:
            joined.append(Part(", "))
        joined += said
    return joined


class ConditionsStyle(BaseStyle):  # type: ignore[misc]
    """pybtex style of the bibliography page; every BibLaTeX type has a form because :func:`full` has.

    Sorted by key and labelled with it: a key never changes, a number would.
    """

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.sort = lambda entries: sorted(entries, key=lambda entry: entry.key)
        self.format_labels = lambda entries: [entry.key for entry in entries]

    def format_entry(self, label: str, entry: Entry, bib_data: object = None) -> FormattedEntry:
        fields = dict(entry.fields)
        for role, persons in entry.persons.items():
            fields[role] = " and ".join(_bibtex_name(person) for person in persons)
        parts = full(Source(entry.key, entry.type, fields))
        return FormattedEntry(entry.key, Text(*[Tag("em", text) if italic else text for text, italic in parts]), label)


def _bibtex_name(person: Any) -> str:
    family = " ".join(person.prelast_names + person.last_names)
    given = " ".join(person.first_names + person.middle_names)
    return f"{family}, {given}" if given else f"{{{family.strip('{}')}}}"
