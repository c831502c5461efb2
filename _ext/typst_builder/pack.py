"""Packs a PDF: the same objects, written in as few bytes as PDF 1.7 allows (ISO 32000-1, 7.5.7 and 7.5.8).

Typst writes each of its hundred thousand small objects, most of them tags and links, uncompressed. Here they go into
large object streams, those of one kind together; what is compressed already is compressed harder; and places, which
Typst gives to a hundred-thousandth of a point, are rounded to a hundredth, which no eye sees.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from collections.abc import Iterable
from io import BytesIO

import pikepdf

GROUP = 4000
"""Objects in one object stream: more save little and make a reader unpack more to show a page."""

_MOVED = re.compile(rb"q 1 0 0 -1 [\d.]+ [\d.]+ cm")
"""How a page moves to the next piece of text."""
_PLACED = re.compile(rb"(/Rect|/QuadPoints|/XYZ)( \[)?[\d. ]+")
"""Where a link or its target is."""
_LONG = re.compile(rb"(\d\.\d\d)\d+")


def pack(pdf: bytes) -> bytes:
    """Return *pdf* with the same numbered objects, packed. It must not be encrypted."""
    with pikepdf.open(BytesIO(pdf)) as document:
        writer = _Writer()
        small: list[tuple[str, int, bytes]] = []
        for thing in document.objects:
            if isinstance(thing, pikepdf.Stream):
                writer.stream(thing.objgen[0], thing)
            elif thing is not None:
                small.append((_kind(thing), thing.objgen[0], _rounded(_PLACED, thing.unparse(resolved=True))))
        small.sort()
        for start in range(0, len(small), GROUP):
            writer.group([(number, body) for _, number, body in small[start : start + GROUP]])
        info = document.trailer.get("/Info")
        return writer.finish(document.Root.objgen[0], info.objgen[0] if info is not None else 0)


def _kind(thing: pikepdf.Object) -> str:
    """Return what objects are sorted by: those of a kind share most of their bytes."""
    if not isinstance(thing, pikepdf.Dictionary):
        return ""
    return "".join(str(thing.get(name, "")) for name in ("/Type", "/S", "/Subtype"))


def _rounded(where: re.Pattern[bytes], data: bytes) -> bytes:
    """Return *data* with the numbers that *where* matches cut to two decimals."""
    return where.sub(lambda found: _LONG.sub(rb"\1", found[0]), data)


class _Writer:
    """Writes objects one after the other and remembers where each stands."""

    def __init__(self) -> None:
        self.parts: list[bytes] = [b"%PDF-1.7\n%\x80\x80\x80\x80\n"]
        self.size = len(self.parts[0])
        self.places: dict[int, tuple[int, int, int]] = {}  # number -> (kind, offset or stream, index within it)
        self.groups: list[list[tuple[int, bytes]]] = []

    def _write(self, number: int, dictionary: bytes, data: bytes) -> None:
        self.places[number] = (1, self.size, 0)
        head = b"%d 0 obj\n<<%s/Length %d>>\nstream\n" % (number, dictionary, len(data))
        for part in (head, data, b"\nendstream\nendobj\n"):
            self.parts.append(part)
            self.size += len(part)

    def stream(self, number: int, stream: pikepdf.Stream) -> None:
        """Write a stream object, compressed anew unless its filter is another than Flate."""
        names = {name: value for name, value in stream.items() if name not in ("/Length", "/Filter", "/DecodeParms")}
        data = stream.read_raw_bytes()
        flate = stream.get("/Filter") in (None, pikepdf.Name.FlateDecode) and "/DecodeParms" not in stream
        if flate and names.get("/Type") != "/Metadata":  # PDF/A wants those to be plain (ISO 19005-2, 6.6.2.1)
            data = zlib.compress(_rounded(_MOVED, stream.read_bytes()), 9)
            names["/Filter"] = pikepdf.Name.FlateDecode
        else:
            names |= {name: stream[name] for name in ("/Filter", "/DecodeParms") if name in stream}
        self._write(number, _inside(names.items()), data)

    def group(self, objects: list[tuple[int, bytes]]) -> None:
        """Keep objects that are no streams for an object stream, whose number is not known yet."""
        self.groups.append(objects)

    def finish(self, root: int, info: int) -> bytes:
        """Write the object streams and the cross-reference stream, and return the whole."""
        numbers = [*self.places, *(number for objects in self.groups for number, _ in objects)]
        free = max(numbers) + 1
        for objects in self.groups:
            index, offset = [], 0
            for position, (number, body) in enumerate(objects):
                self.places[number] = (2, free, position)
                index.append(b"%d %d" % (number, offset))
                offset += len(body) + 1
            head = b" ".join(index) + b"\n"
            data = zlib.compress(head + b"\n".join(body for _, body in objects), 9)
            names = b"/Type/ObjStm/N %d/First %d/Filter/FlateDecode" % (len(objects), len(head))
            self._write(free, names, data)
            free += 1
        return self._references(free, root, info)

    def _references(self, number: int, root: int, info: int) -> bytes:
        start = self.size
        self.places[number] = (1, start, 0)
        rows, above = [], bytes(7)
        for n in range(number + 1):
            kind, place, index = self.places.get(n, (0, 0, 65535 if n == 0 else 0))
            row = bytes([kind]) + place.to_bytes(4, "big") + index.to_bytes(2, "big")
            rows.append(b"\2" + bytes((byte - up) % 256 for byte, up in zip(row, above, strict=True)))  # PNG's "up"
            above = row
        identity = hashlib.sha256(b"".join(self.parts)).hexdigest()[:32].encode()
        names = b"/Type/XRef/W[1 4 2]/Size %d/Root %d 0 R%s/ID[<%s><%s>]/Filter/FlateDecode%s" % (
            number + 1, root, b"/Info %d 0 R" % info if info else b"", identity, identity,
            b"/DecodeParms<</Predictor 12/Columns 7>>",
        )  # fmt: skip
        self._write(number, names, zlib.compress(b"".join(rows), 9))
        return b"".join([*self.parts, b"startxref\n%d\n%%%%EOF\n" % start])


def _inside(names: Iterable[tuple[str, pikepdf.Object]]) -> bytes:
    """Return the entries of a dictionary as PDF writes them."""
    return b"".join(_name(name) + b" " + _value(value) for name, value in names)


def _name(name: str) -> bytes:
    return pikepdf.Name(name).unparse()


def _value(value: object) -> bytes:
    return value.unparse() if isinstance(value, pikepdf.Object) else str(value).encode()
