"""Every rule that a record can break, each with a code and a message that says what to write instead.

Pure: takes a :class:`Corpus`, returns problems. The domain reports them as Sphinx warnings ``claims.<code>``.
"""

from __future__ import annotations

import itertools
import re
import string
from collections.abc import Callable, Iterable, Iterator, Mapping

from .dates import is_date
from .model import Corpus
from .problems import Problem, unknown
from .records import Claim, Element, Event, Evidence, Passage, Record, Step
from .source_checks import check_sources
from .vocabulary import (
    OUTCOMES,
    Kind,
    Outcome,
    Reading,
    ReadState,
    Relation,
    Speaker,
    Stage,
    Standpoint,
)

QUOTE_LIMIT = 40
"""Words that may be quoted from one source in one place (editorial rule 4)."""

LABEL_LIMIT = 38
"""Characters for which a drawing has room beside the date of an event."""

CODES = {
    "bib": "an entry of references.bib cannot be read",
    "source": "a source lacks a field that the set needs, or a field or its word is unknown",
    "address": "an address or a DOI is malformed, or not https",
    "twin": "two sources have one address or one DOI",
    "uncited": "nothing cites a source, and it is not marked as background",
    "unknown_word": "a word is not in the closed vocabulary",
    "unknown_option": "a directive has an option that does not exist, for instance a misspelt relation",
    "repeated_option": "an option stands twice in one block",
    "footnote": "the text of a block has a footnote",
    "nested": "a block stands inside another one, most often because a closing fence is missing",
    "unknown_id": "a claim, passage, element or step is named that does not exist",
    "unknown_key": "a source is named that references.bib does not hold",
    "bad_id": "an identifier has not the form of its kind",
    "duplicate": "an identifier is used twice",
    "retired": "an identifier is used again that was given up",
    "quote": "a quotation is longer than forty words, or from a source that was not read",
    "no_relation": "evidence says nothing of its relation to a claim, element or step",
    "relation": "a relation does not fit its target, or a target has two relations to one block",
    "no_statement": "a block says nothing",
    "no_evidence": "a claim has no evidence and no date on which contrary evidence was looked for",
    "decides": "evidence is said to decide a claim, but is not from a judgment",
    "outcome": "an outcome is missing, does not fit the kind of claim, or nothing carries it",
    "date": "a date is not ISO 8601",
    "label": "the label of an event is longer than a drawing has room for",
    "map": "a map has no title or text, or its file cannot be drawn",
    "unknown_reference": "a role in running text names something that does not exist",
}

ID_FORMS = {
    Passage: ("passage", re.compile(r"L\d\d$"), "L05"),
    Claim: ("claim", re.compile(r"C\d\d$"), "C06"),
    Element: ("element", re.compile(r"E\d{1,2}$"), "E4"),
    Step: ("step", re.compile(r"O\d\d$"), "O08"),
}


PART = re.compile(r"(?!a$)z*[a-z]$")


def kind_of(ident: str) -> str:
    """Return what kind of record an identifier of this form names; an event has no form of its own.

    >>> kind_of("L05"), kind_of("C06"), kind_of("event-2022-12-12")
    ('passage', 'claim', 'event')
    """
    return next((kind for kind, form, _ in ID_FORMS.values() if form.match(ident)), "event")


def check(corpus: Corpus, retired: Mapping[str, str], mentioned: Iterable[str] = ()) -> list[Problem]:
    """Return every broken rule among the records and sources.

    *retired* maps given-up ids to the reason, *mentioned* are the keys that running text cites.
    """
    problems = [*_duplicates(corpus), *check_sources(corpus.sources, {*mentioned, *corpus.cited})]
    for record in corpus.records:
        problems += _check_identity(record, retired)
        problems += _CHECKS[type(record)](record, corpus)
    return problems


def _duplicates(corpus: Corpus) -> Iterator[Problem]:
    for later, first in corpus.duplicates:
        where = f"{first.place.docname}:{first.place.line}"
        if isinstance(later, Evidence | Event):
            taken = {r.part for r in corpus.records if isinstance(r, type(later)) and _same(r, later)}
            free = next(part for part in parts() if part not in taken)
            yield Problem("duplicate", f"{later.id} stands already in {where}: add ':part: {free}'", later.place)
        else:
            yield Problem("duplicate", f"{later.id} stands already in {where}: take a new identifier", later.place)


def parts() -> Iterator[str]:
    """Yield b, c, … z, za, zb, …: the parts that may tell statements of one source apart."""
    for prefix in itertools.accumulate(itertools.repeat("z"), initial=""):
        yield from (prefix + letter for letter in string.ascii_lowercase if prefix + letter != "a")


def _same(one: Record, other: Record) -> bool:
    return (getattr(one, "source", "") or getattr(one, "date", "")) == (
        getattr(other, "source", "") or getattr(other, "date", "")
    )


def _check_identity(record: Record, retired: Mapping[str, str]) -> Iterator[Problem]:
    if record.id in retired:
        yield Problem("retired", f"{record.id} was given up ({retired[record.id]}): take a new one", record.place)
    if type(record) in ID_FORMS:
        kind, form, example = ID_FORMS[type(record)]
        if not form.match(record.id):
            yield Problem("bad_id", f"{record.id!r} is no {kind} identifier: write it like {example}", record.place)
    if isinstance(record, Evidence | Event) and record.part and not PART.match(record.part):
        yield Problem("bad_id", f"':part: {record.part}' is no letter from b on: write it like b", record.place)


def _check_words(record: Record, what: str, word: str, words: Iterable[str]) -> Iterator[Problem]:
    if word not in set(words):
        yield Problem("unknown_word", unknown(what, word, words), record.place)


def _check_keys(record: Record, keys: Iterable[str], corpus: Corpus) -> Iterator[Problem]:
    for key in keys:
        if key not in corpus.sources:
            yield Problem("unknown_key", unknown("source", key, corpus.sources), record.place)


def _check_ids(record: Record, what: str, ids: Iterable[str], known: Iterable[str]) -> Iterator[Problem]:
    for one in ids:
        if one not in set(known):
            yield Problem("unknown_id", unknown(what, one, known), record.place)


def _check_statement(record: Record) -> Iterator[Problem]:
    if not isinstance(record, Passage) and not record.statement:
        yield Problem("no_statement", f"{record.id} has no text: say it in our own words", record.place)


def _check_passage(passage: Passage, corpus: Corpus) -> Iterator[Problem]:
    yield from _check_keys(passage, [passage.source, *passage.witnesses], corpus)
    yield from _check_words(passage, "reading", passage.reading, Reading)
    if not passage.says:
        yield Problem("no_statement", f"{passage.id}: ':says:' is missing: say it in our own words", passage.place)


def _check_claim(claim: Claim, corpus: Corpus) -> Iterator[Problem]:
    yield from _check_statement(claim)
    yield from _check_words(claim, "kind", claim.kind, Kind)
    yield from _check_words(claim, "speaker", claim.said_by, Speaker)
    yield from _check_ids(claim, "passage", claim.said_in, corpus.passages)
    yield from _check_ids(claim, "element", claim.elements, corpus.elements)
    yield from _check_ids(claim, "step", claim.steps, corpus.steps)
    if claim.contrary_search and not is_date(claim.contrary_search):
        yield Problem("date", f"contrary-search {claim.contrary_search!r}: write it like 2026-11-23", claim.place)
    if not corpus.about(claim.id) and not claim.contrary_search:
        yield Problem(
            "no_evidence",
            f"{claim.id} has no evidence: add an evidence block, or ':contrary-search:' with the date of the search",
            claim.place,
        )
    yield from _check_outcome(claim, corpus)


def _check_outcome(claim: Claim, corpus: Corpus) -> Iterator[Problem]:
    allowed = OUTCOMES.get(claim.kind, ())
    if not allowed:
        if claim.outcome:
            yield Problem("outcome", f"a {claim.kind} has no outcome: leave ':outcome:' out", claim.place)
        return
    if claim.outcome not in allowed:
        message = f"{claim.id} is of kind {claim.kind}: write ':outcome:' with one of {', '.join(allowed)}"
        yield Problem("outcome", message, claim.place)
        return
    if not claim.as_of or not is_date(claim.as_of):
        yield Problem("outcome", f"{claim.id}: write ':as-of:' with the last date seen, like 2026-03-15", claim.place)
    if claim.outcome != Outcome.OPEN and not claim.outcome_by:
        yield Problem("outcome", f"{claim.id}: name in ':outcome-by:' the sources that carry it", claim.place)
    here = {item.source for _, item in corpus.about(claim.id)}
    for key in claim.outcome_by:
        if key not in here:
            message = f"{claim.id}: {key!r} carries the outcome but has no evidence block on {claim.id}"
            yield Problem("outcome", message, claim.place)


def _check_element(element: Element, corpus: Corpus) -> Iterator[Problem]:
    yield from _check_statement(element)


def _check_step(step: Step, corpus: Corpus) -> Iterator[Problem]:
    yield from _check_statement(step)
    yield from _check_ids(step, "element", step.elements, corpus.elements)
    yield from _check_ids(step, "claim", step.claims, corpus.claims)


def _check_evidence(item: Evidence, corpus: Corpus) -> Iterator[Problem]:
    yield from _check_statement(item)
    yield from _check_keys(item, [item.source], corpus)
    if not item.relations:
        example = "':supports: C05'"
        yield Problem(
            "no_relation",
            f"{item.id} names no relation: write one of {', '.join(Relation)}, like {example}",
            item.place,
        )
    targets = {**corpus.claims, **corpus.elements, **corpus.steps}
    passages = [target for target in item.targets if kind_of(target) == "passage"]
    for target in passages:
        yield Problem("unknown_id", f"{target} is a passage: name the claim that says it, like C05", item.place)
    others = [target for target in item.targets if target not in passages]
    yield from _check_ids(item, "claim, element or step", others, targets)
    for relation, target in item.relations:
        if relation == Relation.INTERPRETS and target not in corpus.elements:
            yield Problem(
                "relation", f"only elements are interpreted, {target} is none: choose another relation", item.place
            )
    for target in sorted({target for target in item.targets if item.targets.count(target) > 1}):
        yield Problem("relation", f"{target} stands twice in one block: write two blocks", item.place)
    words = len(item.quote.split())
    if words > QUOTE_LIMIT:
        yield Problem("quote", f"quotation of {words} words, {QUOTE_LIMIT} are allowed: shorten it", item.place)
    source = corpus.sources.get(item.source)
    if item.quote and source and source.read == ReadState.METADATA:
        message = f"{item.source} was not read ('read = {{metadata}}'), so nothing is quoted from it: remove ':quote:'"
        yield Problem("quote", message, item.place)
    yield from _check_decides(item, corpus)


def _check_decides(item: Evidence, corpus: Corpus) -> Iterator[Problem]:
    source = corpus.sources.get(item.source)
    if item.decides and source and source.get("entrysubtype") != Stage.JUDGMENT:
        yield Problem(
            "decides", f"{item.source} is no judgment: interim orders decide no breach; remove ':decides:'", item.place
        )
    for target in item.decides:
        if target not in item.targets:
            yield Problem("decides", f"{target} is decided but not named in a relation: add it there too", item.place)


def _check_event(event: Event, corpus: Corpus) -> Iterator[Problem]:
    yield from _check_statement(event)
    yield from _check_keys(event, event.sources, corpus)
    if not is_date(event.date):
        yield Problem("date", f"event date {event.date!r} is not ISO 8601: write it like 2022-12-12", event.place)
    for word in event.contested:
        yield from _check_words(event, "standpoint", word, Standpoint)
    if len(event.label) > LABEL_LIMIT:
        message = f"label of {len(event.label)} characters: write at most {LABEL_LIMIT}, without the date"
        yield Problem("label", message, event.place)


_CHECKS: dict[type, Callable[..., Iterator[Problem]]] = {
    Passage: _check_passage,
    Claim: _check_claim,
    Element: _check_element,
    Step: _check_step,
    Evidence: _check_evidence,
    Event: _check_event,
}
