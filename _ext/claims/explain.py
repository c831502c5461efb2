"""The sentences that say why a claim stands as it does, for readers who do not know the rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from .dates import PERIODS, prose_date
from .model import Corpus, Standing
from .records import Claim
from .vocabulary import Kind, ReadState, Relation, Standpoint, Term

PERIOD_NAMES = {"known": "Known on 8 September 2023", "since": "Since then", "undated": "Undated"}
READ_WORDS: dict[str, str] = {
    ReadState.TEXT: "read in full",
    ReadState.EXCERPT: "read in part",
    ReadState.SECONDHAND: "read only second-hand",
    ReadState.METADATA: "only its catalogue data seen",
}
_COUNTED = {
    Relation.SUPPORTS: "in support",
    Relation.DISPUTES: "in dispute",
    Relation.QUALIFIES: "qualifying",
    Relation.CONTEXT: "as context",
}


def shown(word: str) -> str:
    """Return a standing as readers see it: ``not-adopted`` -> ``not adopted``."""
    return word.replace("-", " ")


def explain(claim: Claim, standing: Standing) -> list[str]:
    """Return sentences: how many sources on each side, from one side only, unread, as of when, searched when."""
    pro, con = len(standing.sources[Relation.SUPPORTS]), len(standing.sources[Relation.DISPUTES])
    said = [f"{_sources(pro, 'supports', 'support')} it, {con or 'none'} {'disputes' if con == 1 else 'dispute'} it."]
    said += [f"All that {relation} it comes from the {side} side." for relation, side in standing.one_sided.items()]
    said += [f"Nothing that {relation} it was itself read: it is known second-hand." for relation in standing.unread]
    if claim.as_of:
        said.append(f"As of {prose_date(claim.as_of)}.")
    if claim.contrary_search and not con and not standing.sources[Relation.QUALIFIES]:
        said.append(f"Contrary evidence was looked for on {prose_date(claim.contrary_search)} and not found.")
    if claim.kind == Kind.LAW and standing.word != "adjudicated":
        said.append("No judgment in this set decides it.")
    return said


def tally_lines(standing: Standing, corpus: Corpus) -> Iterator[tuple[str, str]]:
    """Yield (name, sentence): the tallies by period, who speaks, and how much of it was read."""
    for name in PERIODS:
        tally = standing.tallies[name]
        if tally.total or name != "undated":
            yield (
                PERIOD_NAMES[name],
                ", ".join(f"{tally.counts.get(r, 0)} {word}" for r, word in _COUNTED.items()) + ".",
            )
    speakers = []
    for relation in (Relation.SUPPORTS, Relation.DISPUTES, Relation.QUALIFIES):
        counts = _count(corpus, standing.sources[relation], "standpoint", Standpoint)
        if counts:
            speakers.append(f"{_COUNTED[relation]} — {counts}")
    if speakers:
        yield "Who speaks", "; ".join(speakers) + "."
    read = _count(corpus, {key for keys in standing.sources.values() for key in keys}, "read", ReadState, READ_WORDS)
    if read:
        yield "How much was read", f"{read}."


def _count(
    corpus: Corpus, keys: Iterable[str], field: str, words: Iterable[Term], names: Mapping[str, str] | None = None
) -> str:
    values = [corpus.sources[key].get(field) for key in keys if key in corpus.sources]
    return ", ".join(f"{(names or {}).get(word, word)} {values.count(word)}" for word in words if word in values)


def _sources(count: int, one: str, many: str) -> str:
    return f"{count or 'No'} source {one}" if count == 1 else f"{count or 'No'} sources {many}"
