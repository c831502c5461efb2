"""What the search finds: each record, source and section with its words, its address and what it is filtered by."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from .citing import full, short
from .dates import prose_date
from .explain import shown
from .model import Corpus
from .parts import plain
from .records import Element, Evidence, Place, Source, Step
from .sections import Section

KINDS = {
    "claim": "Claims", "passage": "Passages of the letter", "element": "Elements of Article II(c)",
    "step": "Steps of the opinion", "evidence": "Evidence", "event": "Events", "source": "Sources",
    "chapter": "Chapters",
}  # fmt: skip
"""The kinds of what is found, in the order in which they are kept, with what a filter calls them."""


@dataclass(frozen=True)
class Findable:
    """One thing that is found: *where* names what it belongs to, the tuples what it is filtered by."""

    kind: str
    title: str
    address: str
    body: str = ""
    where: str = ""
    standing: tuple[str, ...] = ()
    standpoint: tuple[str, ...] = ()
    element: tuple[str, ...] = ()
    read: tuple[str, ...] = ()


class Site(Protocol):
    """Where things stand: addresses are from the site's root."""

    corpus: Corpus

    def page(self, docname: str) -> str: ...

    def entry(self, source: Source) -> str: ...

    def title(self, docname: str) -> str: ...


def everything(site: Site, sections: Mapping[str, Sequence[Section]]) -> list[Findable]:
    """Return all that is found, kind by kind; *sections* are those of each chapter, in any order."""
    said = Chapters(site, sections)
    found = [*Records(site, said).all(), *said.parts()]
    order = list(KINDS)
    return sorted(found, key=lambda item: order.index(item.kind))  # a stable sort: within a kind as they came


class Chapters:
    """The prose of the chapters: that which belongs to a record, and the rest."""

    def __init__(self, site: Site, sections: Mapping[str, Sequence[Section]]) -> None:
        self.site = site
        self.sections = [(docname, section) for docname in sorted(sections) for section in sections[docname]]
        self.prose = {section.owner: self._owned(section) for _, section in self.sections if section.owner}

    def parts(self) -> Iterator[Findable]:
        """Yield the sections that belong to no record; of those without words only the chapters themselves."""
        for docname, section in self.sections:
            if section.owner or not (section.text or not section.anchor):
                continue
            address = f"{self.site.page(docname)}{section.anchor and '#' + section.anchor}"
            where = self.site.title(docname) if section.anchor else ""
            yield Findable("chapter", section.title, address, self._text(section), where)

    def _owned(self, section: Section) -> str:
        """Return a section's text, after its title if that says more than the record itself."""
        titled = "" if section.title.startswith(section.owner) else f"{section.title}. "
        return f"{titled}{self._text(section)}"

    def _text(self, section: Section) -> str:
        return re.sub("\0(.*?)\0", lambda found: self.site.title(found[1]), section.text)


class Records:
    """The records and sources of the set."""

    def __init__(self, site: Site, chapters: Chapters) -> None:
        self.site = site
        self.corpus = site.corpus
        self.prose = chapters.prose

    def all(self) -> Iterator[Findable]:
        yield from self.claims()
        yield from self.passages()
        yield from self.elements()
        yield from self.steps()
        yield from (self.evidence(item) for item in self.corpus.evidence.values())
        yield from self.events()
        yield from (self.source(source) for source in self.corpus.sources.values())

    def claims(self) -> Iterator[Findable]:
        for claim in self.corpus.claims.values():
            standing = self.corpus.standing(claim.id)
            keys = [key for relation in standing.sources.values() for key in relation]
            yield Findable(
                "claim", f"{claim.id} · {claim.statement}", self._at(claim.id, claim.place),
                self.prose.get(claim.id, ""), claim.subject, (shown(standing.word),), self._standpoints(keys),
                claim.elements,
            )  # fmt: skip

    def passages(self) -> Iterator[Findable]:
        for passage in self.corpus.passages.values():
            elements = _each(ident for claim in self.corpus.claims_on(passage.id) for ident in claim.elements)
            words = passage.words and f"“{passage.words}”"
            title = f"{passage.id} · {passage.says}"
            where = self.site.title(passage.place.docname)
            yield Findable("passage", title, self._at(passage.id, passage.place), words, where, element=elements)

    def elements(self) -> Iterator[Findable]:
        for element in self.corpus.elements.values():
            yield self._titled("element", element, (element.id,))

    def steps(self) -> Iterator[Findable]:
        for step in self.corpus.steps.values():
            yield self._titled("step", step, step.elements)

    def _titled(self, kind: str, record: Element | Step, elements: tuple[str, ...]) -> Findable:
        text = f"{record.statement} {self.prose.get(record.id, '')}"
        title = f"{record.id} · {record.title or record.statement}"
        return Findable(
            kind, title, self._at(record.id, record.place), text,
            standpoint=self._bearing(record.id), element=elements,
        )  # fmt: skip

    def evidence(self, item: Evidence) -> Findable:
        source = self.corpus.sources.get(item.source)
        pinpoint = item.at and f", {item.at}"
        title = f"{plain(short(source)) if source else item.source}{pinpoint}"
        bears = ", ".join(f"{relation} {target}" for relation, target in item.relations)
        text = " ".join(filter(None, (item.statement, item.quote and f"“{item.quote}”")))
        elements = _each(ident for target in item.targets for ident in self._elements(target))
        return Findable(
            "evidence", title, self._at(item.id, item.place), text, bears,
            standpoint=self._standpoints([item.source]), element=elements, read=self._read([item.source]),
        )  # fmt: skip

    def events(self) -> Iterator[Findable]:
        for event in self.corpus.events.values():
            title = f"{prose_date(event.date)}{event.label and ' · ' + event.label}"
            where = self.site.title(event.place.docname)
            points = self._standpoints(event.sources)
            yield Findable("event", title, self._at(event.id, event.place), event.statement, where, standpoint=points)

    def source(self, source: Source) -> Findable:
        text = " ".join(filter(None, (plain(full(source, self.corpus.sources)), source.get("note"), source.key)))
        return Findable(
            "source", plain(short(source)), self.site.entry(source), text,
            standpoint=self._standpoints([source.key]), read=self._read([source.key]),
        )  # fmt: skip

    def _at(self, ident: str, place: Place) -> str:
        return f"{self.site.page(place.docname)}#{ident}"

    def _elements(self, target: str) -> tuple[str, ...]:
        """Return the elements that a claim or step bears on; of an element, itself."""
        record = self.corpus.target(target)
        return (target,) if target in self.corpus.elements else getattr(record, "elements", ())

    def _bearing(self, target: str) -> tuple[str, ...]:
        return self._standpoints(item.source for _, item in self.corpus.about(target))

    def _standpoints(self, keys: Iterable[str]) -> tuple[str, ...]:
        return self._words(keys, lambda source: source.standpoint)

    def _read(self, keys: Iterable[str]) -> tuple[str, ...]:
        return self._words(keys, lambda source: source.read)

    def _words(self, keys: Iterable[str], word: Callable[[Source], str]) -> tuple[str, ...]:
        return _each(word(self.corpus.sources[key]) for key in keys if key in self.corpus.sources)


def _each(found: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(found)))
