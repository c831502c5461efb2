"""A broken rule: its code, what to write instead, and where; and the forms of keys."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from .records import Place
from .vocabulary import nearest

KEY = re.compile(r"(?=.{1,80}$)[a-z0-9]+(-[a-z0-9]+)*$")
"""A key is a part of addresses and the name of files, so nothing else may stand in it."""


@dataclass(frozen=True, order=True)
class Problem:
    """A broken rule: its code (a key of :data:`claims.checks.CODES`), what to write instead, and where."""

    code: str
    message: str
    place: Place = Place()


def unknown(what: str, word: str, words: Iterable[str]) -> str:
    """Return a message that *word* is no known *what*, naming the nearest one or the whole set if it is small."""
    known = sorted(str(word) for word in words)
    near = nearest(word, known)
    if near:
        return f"unknown {what} {word!r}: did you mean {near!r}?"
    return f"unknown {what} {word!r}" + (f": write one of {', '.join(known)}" if 0 < len(known) <= 15 else "")
