"""The content of a page in fewer operators (ISO 32000-1, 9.4 and 14.6): the same letters in the same places.

Typst sets each piece of a line in a graphics state and a text object of its own, and marks it by itself. Here pieces
that follow one another share one text object, in which font and colour are named where they change and each place is
told from the one before; and marks that follow one another and belong to the same tag become one mark. Whatever has
another shape stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pikepdf

_OCTAL = re.compile(rb"\\[0-7]{3}")
_ESCAPED = {b"(": b"\\(", b")": b"\\)", b"\\": b"\\\\", b"\r": b"\\r"}
"""Bytes that a string must not hold as they are (7.3.4.2); Typst writes many others in octal, too."""
_BYTES = {b"\\%03o" % code: _ESCAPED.get(byte, byte) for code in range(256) for byte in [bytes([code])]}
"""Every byte, as short as may be, by its number in octal."""
_STRING = rb"\((?:\\.|[^\\)])*\)"
_PIECE = (
    rb"q 1 0 0 -1 (?P<x>[\d.]+) (?P<y>[\d.]+) cm/(?P<colour>\w+ cs [\d. ]+ scn)\n"
    rb"BT(?P<mark>(?:/Span<</ActualText<\w+>>>BDC)?) 0 Tr/(?P<font>\w+ [\d.]+ Tf) 1 0 0 -1 0 0 Tm"
    rb"(?P<show>\[(?:" + _STRING + rb"|[-\d. ])+\]TJ|" + _STRING + rb"Tj)\n(?P<unmark>(?:EMC\n)?)ET\nQ\n"
)
"""A piece of text as Typst writes it."""
_PIECES = re.compile(_PIECE, re.DOTALL)
_MARKED = (
    rb"(?P<opening>/\w+(?:<<(?:[^<>]|<<[^<>]*>>)*>>BDC| BMC))\n(?P<pieces>(?:"
    + re.sub(rb"\?P<\w+>", b"?:", _PIECE)
    + rb")+)EMC"
)
"""Pieces of text with one mark."""
_MARKS = re.compile(_MARKED, re.DOTALL)
_RUN = re.compile(rb"(?:" + re.sub(rb"\?P<\w+>", b"?:", _MARKED) + rb"){2,}", re.DOTALL)
"""Marked pieces that follow one another."""
_NUMBER = re.compile(rb"/MCID (\d+)")
"""The number of a mark, by which a tag knows it."""


class Page:
    """The content of a page, rewritten.

    *content* is the decoded content stream; *tags* tells for each number of a mark which tag it belongs to.
    """

    def __init__(self, content: bytes, tags: Sequence[int]) -> None:
        self._tags = tags
        self.numbers: dict[int, int] = {}
        """The new number of each mark by its old one, but of those that became one with the mark before."""
        self.content = _NUMBER.sub(self._renumbered, _RUN.sub(self._text, _short_strings(content)))

    def _renumbered(self, mark: re.Match[bytes]) -> bytes:
        return b"/MCID %d" % self.numbers.setdefault(int(mark[1]), len(self.numbers))

    def _text(self, run: re.Match[bytes]) -> bytes:
        return b"".join(self._pieces(run[0]))

    def _pieces(self, run: bytes) -> Iterator[bytes]:
        """Yield one text object with all that a run of marked pieces shows."""
        yield b"\nq BT 0 Tr\n"
        last: tuple[bytes, int] | None = None
        state: dict[str, bytes] = {}
        at = 0.0, 0.0
        for number, marked in enumerate(_MARKS.finditer(run)):
            mark = self._mark(marked["opening"])
            if mark is None or mark != last:
                yield (b"EMC" if number else b"") + marked["opening"] + b"\n"
            last = mark
            for piece in _PIECES.finditer(marked["pieces"]):
                for what in ("colour", "font"):
                    if state.get(what) != piece[what]:
                        state[what] = piece[what]
                        yield b"/" + piece[what] + b"\n"
                to = round(float(piece["x"]), 1), round(float(piece["y"]), 1)
                yield f"{_short(to[0] - at[0])} {_short(to[1] - at[1])} Td".encode()
                yield piece["mark"] + piece["show"] + b"\n" + piece["unmark"]
                at = to
        yield b"EMC\nET\nQ\n"

    def _mark(self, opening: bytes) -> tuple[bytes, int] | None:
        """Return what a mark must have in common with the next to be one with it, if it belongs to a tag."""
        number = _NUMBER.search(opening)
        return (_NUMBER.sub(b"", opening), self._tags[int(number[1])]) if number else None


def _short_strings(content: bytes) -> bytes:
    """Return *content* with bytes instead of their numbers, except behind a backslash that stands for itself."""
    parts = (part.replace(b"\\000", b"\0") for part in content.split(b"\\\\"))  # most are zeros
    return b"\\\\".join(_OCTAL.sub(lambda number: _BYTES[number[0]], part) for part in parts)


def _short(distance: float) -> str:
    """Return a distance in points, to a tenth: the thickness of the thinnest line."""
    return f"{distance:.1f}".removesuffix(".0")


def renumber(page: pikepdf.Object, owners: pikepdf.Array, numbers: Mapping[int, int]) -> None:
    """Make the tags of a *page* name its marks by their new *numbers*; *owners* are the tags of its old ones."""
    for owner in {owner.objgen: owner for owner in owners}.values():
        kids = [_kid(kid, owner, page, numbers) for kid in owner["/K"]]
        owner["/K"] = pikepdf.Array([kid for kid in kids if kid is not None])
    for new, owner in enumerate([owners[old] for old in numbers]):
        owners[new] = owner
    while len(owners) > len(numbers):
        del owners[len(owners) - 1]


def _kid(kid: Any, owner: pikepdf.Object, page: pikepdf.Object, numbers: Mapping[int, int]) -> Any:
    """Return a kid of a tag with its new number if it is a mark of *page*; nothing if it is one with another."""
    if isinstance(kid, int):
        return numbers.get(kid) if owner["/Pg"].objgen == page.objgen else kid
    if kid.get("/Type") != "/MCR" or kid["/Pg"].objgen != page.objgen:
        return kid
    new = numbers.get(int(kid["/MCID"]))
    if new is not None:
        kid["/MCID"] = new
    return kid if new is not None else None
