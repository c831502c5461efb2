"""The rules that judge the records. Imports no Sphinx.

The chain is passage -> claim -> evidence -> source; a claim bears on elements of Article II(c) and on steps of the
opinion. A claim has no verdict: what stands about it is computed from its evidence by :meth:`Corpus.standing`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

from .dates import PERIODS, period
from .records import Claim, Element, Event, Evidence, Passage, Record, Source, Step, Target
from .vocabulary import SIDES, UNREAD, Kind, Outcome, Relation


@dataclass(frozen=True)
class Tally:
    """How many sources stand in each relation to a statement within one period."""

    counts: Mapping[str, int]

    @property
    def total(self) -> int:
        return sum(self.counts.values())


@dataclass(frozen=True)
class Standing:
    """What stands about a claim, computed: a word, and what a reader must know before trusting it."""

    word: str
    sources: Mapping[str, tuple[str, ...]]  # relation -> source keys, sorted
    one_sided: Mapping[str, str] = field(default_factory=dict)  # relation -> the one side all its sources come from
    unread: tuple[str, ...] = ()  # relations of which no source was itself read
    tallies: Mapping[str, Tally] = field(default_factory=dict)  # "known", "since", "undated"


T = TypeVar("T", Passage, Claim, Element, Step, Evidence, Event)


class Corpus:
    """All records and sources of the set, indexed; the first record of an id counts, later ones are duplicates."""

    def __init__(self, records: Iterable[Record], sources: Mapping[str, Source]) -> None:
        self.sources = sources
        self.records = list(records)
        self.duplicates: list[tuple[Record, Record]] = []  # (the later, the first)
        self.passages = self._index(Passage)
        self.claims = self._index(Claim)
        self.elements = self._index(Element)
        self.steps = self._index(Step)
        self.evidence = self._index(Evidence)
        self.events = self._index(Event)
        self._standings: dict[str, Standing] = {}

    def _index(self, kind: type[T]) -> dict[str, T]:
        known: dict[str, T] = {}
        for record in self.records:
            if isinstance(record, kind):
                if record.id in known:
                    self.duplicates.append((record, known[record.id]))
                known.setdefault(record.id, record)
        return {key: known[key] for key in sorted(known, key=natural)}

    @cached_property
    def _about(self) -> dict[str, list[tuple[str, Evidence]]]:
        """Map each target id to its (relation, evidence), oldest source first, undated last."""
        about: dict[str, list[tuple[str, Evidence]]] = {}
        for item in self.evidence.values():
            for relation, target in item.relations:
                about.setdefault(target, []).append((relation, item))
        for found in about.values():
            found.sort(key=lambda pair: (self.date_of(pair[1]) or "9999", pair[1].source, pair[1].part))
        return about

    @cached_property
    def cited(self) -> frozenset[str]:
        """The keys that records, and the entries of other sources, name."""
        return frozenset({*self._citing, *self._known_through})

    @cached_property
    def _citing(self) -> dict[str, list[Record]]:
        citing: dict[str, list[Record]] = {}
        for record in self.records:
            for key in dict.fromkeys(record.cites):
                citing.setdefault(key, []).append(record)
        return citing

    @cached_property
    def _known_through(self) -> dict[str, list[str]]:
        known: dict[str, list[str]] = {}
        for source in self.sources.values():
            for key in source.through:
                known.setdefault(key, []).append(source.key)
        return known

    def citing(self, key: str) -> list[Record]:
        """Return the records that name a source themselves: evidence, passages, claims with outcomes, events."""
        return self._citing.get(key, [])

    def known_through(self, key: str) -> list[str]:
        """Return the keys of the second-hand sources that are known through the source *key*."""
        return self._known_through.get(key, [])

    def date_of(self, item: Evidence) -> str:
        source = self.sources.get(item.source)
        return source.date if source else ""

    def target(self, ident: str) -> Target | None:
        """Return the claim, element or step that evidence names; none if there is no such record."""
        return self.claims.get(ident) or self.elements.get(ident) or self.steps.get(ident)

    def about(self, target: str) -> list[tuple[str, Evidence]]:
        """Return (relation, evidence) on a claim, element or step, oldest source first."""
        return self._about.get(target, [])

    def claims_on(self, target: str) -> list[Claim]:
        """Return the claims that bear on an element or a step, or are drawn from a passage."""
        carried = self.steps[target].claims if target in self.steps else ()
        claims = self.claims.values()
        return [c for c in claims if target in c.elements + c.steps + c.said_in or c.id in carried]

    def steps_of(self, claim: Claim) -> list[str]:
        """Return the steps that a claim bears on, whichever of the two names the other."""
        return [ident for ident, step in self.steps.items() if ident in claim.steps or claim.id in step.claims]

    def standing(self, claim_id: str) -> Standing:
        """Return what stands about a claim; the rules are those printed in the chapter on method."""
        if claim_id not in self._standings:
            self._standings[claim_id] = self._judge(self.claims[claim_id])
        return self._standings[claim_id]

    def _judge(self, claim: Claim) -> Standing:
        by: dict[str, set[str]] = {relation: set() for relation in Relation}
        decided = False
        for relation, item in self.about(claim.id):
            by.setdefault(relation, set()).add(item.source)
            decided = decided or (
                claim.id in item.decides and (relation == Relation.SUPPORTS or claim.kind != Kind.FACT)
            )
        weighed = {Relation.SUPPORTS: by[Relation.SUPPORTS], Relation.DISPUTES: by[Relation.DISPUTES]}
        return Standing(
            word=standing_word(claim, by, decided, self.sources),
            sources={relation: tuple(sorted(keys)) for relation, keys in by.items()},
            one_sided={r: side for r, keys in weighed.items() if len(keys) and (side := self._only_side(keys))},
            unread=tuple(r for r, keys in weighed.items() if self._none_read(keys)),
            tallies=self._tallies(by),
        )

    def _only_side(self, keys: set[str]) -> str:
        sides = {side_of(self.sources.get(key)) for key in keys}
        return sides.pop() if len(sides) == 1 else ""

    def _none_read(self, keys: set[str]) -> bool:
        states = [self.sources[key].read for key in keys if key in self.sources]
        return bool(states) and all(state in UNREAD for state in states)

    def _tallies(self, by: Mapping[str, set[str]]) -> dict[str, Tally]:
        counts = {name: Counter[str]() for name in PERIODS}
        for relation, keys in by.items():
            for key in keys:
                counts[period(self.sources[key].date if key in self.sources else "")][relation] += 1
        return {name: Tally(dict(count)) for name, count in counts.items()}


def standing_word(claim: Claim, by: Mapping[str, set[str]], decided: bool, sources: Mapping[str, Source]) -> str:
    """Return the word that the rules of standing give a claim from its evidence.

    *by* maps each relation to the keys of the sources in it; *decided* tells whether evidence from a final judgment
    is marked as deciding the claim's very question.
    """
    if claim.kind in (Kind.PREDICTION, Kind.APPEAL):
        return claim.outcome or Outcome.OPEN
    pro, con = bool(by[Relation.SUPPORTS]), bool(by[Relation.DISPUTES])
    if claim.kind == Kind.FACT:
        if pro and con:
            return "contested"
        if pro:
            sides = {side_of(sources.get(key)) for key in by[Relation.SUPPORTS]}
            return "established" if decided or {"Armenian", "Azerbaijani"} <= sides else "supported"
        return "disputed" if con else "unsupported"
    if decided:
        return "adjudicated"
    if pro and con:
        return "argued both ways"
    return "argued for" if pro else "argued against" if con else "open"


def side_of(source: Source | None) -> str:
    """Return ``Armenian`` or ``Azerbaijani`` for a source of one of the two sides, else an empty string."""
    return SIDES.get(source.standpoint, "") if source else ""


def natural(text: str) -> tuple[object, ...]:
    """Return a sort key that puts ``E2`` before ``E10``."""
    return tuple((0, int(part), "") if part.isdigit() else (1, 0, part) for part in re.split(r"(\d+)", text) if part)
