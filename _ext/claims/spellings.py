"""The spellings of names that the search takes for one: of ``names.toml``, and the short names of courts and organs."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

from .vocabulary import ABBREVIATIONS
from .words import words


def read_spellings(path: Path) -> tuple[list[list[str]], list[str]]:
    """Return the groups of spellings in a file, and what is wrong with it, in words; no file has no groups."""
    groups = [[name, short] for name, short in sorted(ABBREVIATIONS.items())]
    try:
        data = tomllib.loads(path.read_text("utf-8")) if path.is_file() else {}
    except tomllib.TOMLDecodeError as fault:
        return groups, [f"it is no TOML: {fault}"]
    faults = []
    for part, listed in data.items():
        if not (isinstance(listed, list) and all(_is_group(group) for group in listed)):
            faults.append(f'{part}: write a list of lists of names: [["Türkiye", "Turkey"], …]')
        else:
            groups += listed
    return groups, [*faults, *_repeated(groups)]


def _is_group(group: object) -> bool:
    return isinstance(group, list) and len(group) > 1 and all(isinstance(name, str) and words(name) for name in group)


def _repeated(groups: list[list[str]]) -> Iterator[str]:
    """Yield a message for each spelling of two names: the search could not tell which is meant."""
    seen: dict[tuple[str, ...], list[str]] = {}
    for group in groups:
        for name in group:
            other = seen.setdefault(tuple(words(name)), group)
            if other is not group:
                yield f"{name!r} stands with {other[0]!r} and with {group[0]!r}: leave it in one of the two"
