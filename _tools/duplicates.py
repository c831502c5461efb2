"""Finds the entry of ``references.bib`` that a new source repeats, or may repeat. Pure."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from claims.addresses import folded
from claims.records import Source

from .latex import plain

ALIKE = 0.9
"""From this share of equal letters on, two titles of one date are said to be alike."""


@dataclass(frozen=True)
class Duplicate:
    """An entry that stands already: why it is taken for the same, and whether it certainly is."""

    source: Source
    why: str
    certain: bool

    @property
    def message(self) -> str:
        shown = plain(self.source.get("title"))
        state = "stands already as" if self.certain else "may stand already as"
        return f"it {state} {self.source.key} (references.bib:{self.source.line}, “{shown}”): {self.why}"


def find(source: Source, sources: Mapping[str, Source]) -> Duplicate | None:
    """Return the first entry that *source* repeats: by key, DOI, address, or a very similar title of the same date.

    The same key, DOI or own address is certain: the build allows each only once. An address that is another entry's
    copy, and a similar title, are not: those may be two sources.
    """
    found = sorted(_find(source, sources), key=lambda one: not one.certain)
    return found[0] if found else None


def _find(source: Source, sources: Mapping[str, Source]) -> Iterator[Duplicate]:
    if source.key in sources:
        yield Duplicate(sources[source.key], "it has the same key", True)
    own = {folded(source.get(name)): name for name in ("archiveurl", "readat", "url") if source.get(name)}
    doi = source.get("doi").casefold()
    for other in sources.values():
        if doi and other.get("doi").casefold() == doi:
            yield Duplicate(other, f"it has the same DOI, {other.get('doi')}", True)
        for name in ("url", "readat", "archiveurl"):
            address = other.get(name)
            ours = own.get(folded(address)) if address else None
            if ours:
                certain = name == ours == "url"
                yield Duplicate(other, f"its '{name}' is the same address, {address}", certain)
        if same_date(source.date, other.date) and alike(source.get("title"), other.get("title")):
            yield Duplicate(other, f"it has nearly the same title and date, {other.date or 'none'}", False)


def same_date(one: str, other: str) -> bool:
    """Tell whether two dates can be one: equal, or one the beginning of the other.

    >>> same_date("2023-07", "2023-07-25"), same_date("", "2023"), same_date("", "")
    (True, False, True)
    """
    return one == other or (bool(one and other) and (one.startswith(f"{other}-") or other.startswith(f"{one}-")))


def alike(one: str, other: str) -> bool:
    """Tell whether two titles are the same but for marks, capitals and a few letters.

    >>> alike("No Blockade, Says Baku", "‘No blockade’, says Baku"), alike("The Road", "The Boat")
    (True, False)
    """
    first, second = (" ".join(re.findall(r"\w+", title.casefold())) for title in (one, other))
    if not first or not second:
        return False
    match = difflib.SequenceMatcher(None, first, second, autojunk=False)
    return match.quick_ratio() >= ALIKE and match.ratio() >= ALIKE
