"""Tells what a check of links found, as Markdown that a terminal shows as well."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from claims.records import Source

from _tools.ignores import Ignore
from _tools.verdicts import MEANING, Entry, Verdict, archived, findings
from _tools.written import of_source


@dataclass(frozen=True)
class Places:
    """Where each address stands: in which entries of the bibliography."""

    by_address: Mapping[str, list[Source]]

    @classmethod
    def of(cls, sources: Mapping[str, Source]) -> Places:
        found: dict[str, list[Source]] = {}
        for source in sources.values():
            for address in dict.fromkeys(of_source(source)):
                found.setdefault(address, []).append(source)
        return cls(found)

    def of_address(self, address: str) -> list[Source]:
        return self.by_address.get(address, [])

    def words(self, address: str) -> str:
        named = [f"references.bib:{source.line} {source.key}" for source in self.of_address(address)]
        return ", ".join(named) or "in a chapter"

    def day(self, address: str) -> str:
        """Return the date of the oldest source at an address, to look for an archived copy."""
        return min((source.date for source in self.of_address(address) if source.date), default="")


def report(found: Mapping[str, Entry], places: Places, expired: Sequence[Ignore], finished: bool) -> str:
    """Return what a check found: counts, then what must be looked at, then what may be mended."""
    return "\n".join(_lines(found, places, expired, finished))


def _lines(found: Mapping[str, Entry], places: Places, expired: Sequence[Ignore], finished: bool) -> Iterator[str]:
    counts = Counter(entry.verdict for entry in found.values())
    yield "" if finished else "The check was stopped; this is what was checked."
    yield "| Verdict | Addresses | What it means |\n|---|---:|---|"
    yield from (f"| {v} | {counts[v]} | {MEANING[v]} |" for v in Verdict if counts[v])
    for entry in expired:
        yield f"\n- links.toml: `{entry.pattern}` held until {entry.until}: look again, then remove or prolong it"
    urgent = findings(found)
    for verdict, title in TITLES.items():
        lines = [
            _line(address, found[address], places)
            for address in sorted(found)
            if _under(verdict, found, address, urgent)
        ]
        if lines:
            yield f"\n## {title} ({len(lines)})\n"
            yield from lines


TITLES: dict[str, str] = {
    "gone": "Gone: look for another copy",
    "new": "Fails, and never answered: is the address right?",
    "failing": "Fails now: will be asked for again",
    "moved": "Moved: write the new address",
    "blocked": "Turns programs away: look with your own eyes now and then",
}


def _under(title: str, found: Mapping[str, Entry], address: str, urgent: Mapping[str, Entry]) -> bool:
    verdict = found[address].verdict
    if verdict == Verdict.FAILING:
        return title == ("new" if address in urgent else "failing")
    return title == verdict


def _line(address: str, entry: Entry, places: Places) -> str:
    told = f"- <{address}>"
    told += f": {entry.why}" if entry.why else ""
    told += f", since {entry.since}" if entry.since else ""
    told += f" → <{entry.to}>" if entry.to else ""
    told += f" ({places.words(address)})"
    if entry.verdict == Verdict.GONE:
        told += f"; perhaps archived: <{archived(address, places.day(address))}>"
    return told
