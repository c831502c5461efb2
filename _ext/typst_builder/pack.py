"""Packs a PDF: the same objects, written in as few bytes as PDF 1.7 allows (ISO 32000-1, 7.5.7 and 7.5.8).

Typst writes each of its hundred thousand small objects, most of them tags and links, uncompressed. Here they go into
large object streams, those of one kind together; the content of pages is rewritten (``content.py``), what is compressed
already is compressed harder, and the places of links are given in whole points.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from itertools import accumulate
from typing import Any

import pikepdf

from .content import Page, renumber
from .links import Place, complete

GROUP = 4000
"""Objects in one object stream: more save little and make a reader unpack more to show a page."""
Group = list[tuple[int, bytes]]
"""Numbers and bodies of objects."""

_PLACED = re.compile(rb"(?:/Rect|/QuadPoints|/XYZ)(?: \[)?[\d. ]+")
"""Where a link or its target is."""
_FRACTION = re.compile(rb"\.\d+")


def pack(pdf: bytes, places: Mapping[str, Place]) -> bytes:
    """Return *pdf* with the same numbered objects, packed, its links completed. It must not be encrypted.

    *places* tells where each name of the book stands. Raises :class:`KeyError` for a link to a name that has no place.
    """
    with pikepdf.open(BytesIO(pdf)) as document:
        missing = complete(document, places)
        if missing:
            raise KeyError(f"links lead to {', '.join(sorted(set(missing)))}, which have no place in the book")
        contents = _contents(document)
        streams, small = [], list[tuple[str, int, bytes]]()
        for thing in document.objects:
            if isinstance(thing, pikepdf.Stream):
                streams.append((thing.objgen[0], *_stream(thing, contents.get(thing.objgen))))
            elif thing is not None:
                small.append((_kind(thing), thing.objgen[0], _body(thing)))
        small.sort()
        groups = [[(number, body) for _, number, body in small[n : n + GROUP]] for n in range(0, len(small), GROUP)]
        info = document.trailer.get("/Info")
        return _written(streams, groups, document.Root.objgen[0], info.objgen[0] if info is not None else 0)


def _contents(document: pikepdf.Pdf) -> dict[tuple[int, int], bytes]:
    """Return the content of every page by the stream that holds it, and make the tags name its marks."""
    tagged = document.Root.get("/StructTreeRoot")
    tags = pikepdf.NumberTree(tagged["/ParentTree"]) if tagged is not None else {}
    found = {}
    for page in document.pages:
        stream, number = page.obj["/Contents"], page.obj.get("/StructParents")
        owners: Any = tags[int(number)] if number is not None else pikepdf.Array()
        rewritten = Page(stream.read_bytes(), [owner.objgen[0] for owner in owners])
        renumber(page.obj, owners, rewritten.numbers)
        found[stream.objgen] = rewritten.content
    return found


def _kind(thing: pikepdf.Object) -> str:
    """Return what objects are sorted by: those of a kind share most of their bytes."""
    if not isinstance(thing, pikepdf.Dictionary):
        return ""
    return "".join(str(thing.get(name, "")) for name in ("/Type", "/S", "/Subtype"))


def _body(thing: pikepdf.Object) -> bytes:
    """Return an object as a PDF writes it, with the places of links in whole points."""
    return _PLACED.sub(lambda found: _FRACTION.sub(b"", found[0]), thing.unparse(resolved=True))


def _stream(stream: pikepdf.Stream, content: bytes | None) -> tuple[dict[str, pikepdf.Object], bytes, bool]:
    """Return the dictionary of a stream, its data (or the *content* of its page), and whether to compress them."""
    names = {name: value for name, value in stream.items() if name not in ("/Length", "/Filter", "/DecodeParms")}
    flate = stream.get("/Filter") in (None, pikepdf.Name.FlateDecode) and "/DecodeParms" not in stream
    if flate and names.get("/Type") != "/Metadata":  # PDF/A wants those to be plain (ISO 19005-2, 6.6.2.1)
        data = stream.read_bytes() if content is None else content
        return names | {"/Filter": pikepdf.Name.FlateDecode}, data, True
    kept = {name: stream[name] for name in ("/Filter", "/DecodeParms") if name in stream}
    return names | kept, stream.read_raw_bytes(), False


def _compressed(data: bytes) -> bytes:
    return zlib.compress(data, 9)


def _written(
    streams: list[tuple[int, dict[str, pikepdf.Object], bytes, bool]], groups: list[Group], root: int, info: int
) -> bytes:
    """Return a PDF of *streams* (number, dictionary, data, whether to compress it) and of objects in *groups*."""
    places: dict[int, tuple[int, int, int]] = {}  # number -> (kind, offset or stream, index within it)
    parts: list[bytes] = [b"%PDF-1.7\n%\x80\x80\x80\x80\n"]
    size = len(parts[0])

    def write(number: int, dictionary: bytes, data: bytes) -> None:
        nonlocal size
        places[number] = (1, size, 0)
        head = b"%d 0 obj\n<<%s/Length %d>>\nstream\n" % (number, dictionary, len(data))
        parts.extend((head, data, b"\nendstream\nendobj\n"))
        size += sum(len(part) for part in parts[-3:])

    with ThreadPoolExecutor() as pool:  # zlib lets other threads run
        packed = pool.map(lambda item: _compressed(item[2]) if item[3] else item[2], streams)
        for (number, names, _, _), data in zip(streams, packed, strict=True):
            write(number, _inside(names.items()), data)
        free = max([*places, *(number for objects in groups for number, _ in objects)]) + 1
        heads = [_index(objects) for objects in groups]
        bodies = [head + b"\n".join(body for _, body in objects) for head, objects in zip(heads, groups, strict=True)]
        for objects, head, data in zip(groups, heads, pool.map(_compressed, bodies), strict=True):
            places.update({number: (2, free, position) for position, (number, _) in enumerate(objects)})
            write(free, b"/Type/ObjStm/N %d/First %d/Filter/FlateDecode" % (len(objects), len(head)), data)
            free += 1
    start = size
    places[free] = (1, start, 0)
    identity = hashlib.sha256(b"".join(parts)).hexdigest()[:32].encode()
    trailer = b"/Size %d/Root %d 0 R%s/ID[<%s><%s>]" % (
        free + 1, root, b"/Info %d 0 R" % info if info else b"", identity, identity,
    )  # fmt: skip
    predicted = b"/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns 7>>"
    write(free, b"/Type/XRef/W[1 4 2]" + trailer + predicted, _compressed(_references(places, free)))
    return b"".join([*parts, b"startxref\n%d\n%%%%EOF\n" % start])


def _index(objects: Group) -> bytes:
    """Return the beginning of an object stream: the number of each object and where it starts."""
    offsets = accumulate((len(body) + 1 for _, body in objects), initial=0)
    return b" ".join(b"%d %d" % (number, at) for (number, _), at in zip(objects, offsets, strict=False)) + b"\n"


def _references(places: Mapping[int, tuple[int, int, int]], last: int) -> bytes:
    """Return the rows of a cross-reference stream, each less the row above it (PNG's "up", ISO 15948)."""
    rows, above = [], bytes(7)
    for number in range(last + 1):
        kind, place, index = places.get(number, (0, 0, 65535 if number == 0 else 0))
        row = bytes([kind]) + place.to_bytes(4, "big") + index.to_bytes(2, "big")
        rows.append(b"\2" + bytes((byte - up) % 256 for byte, up in zip(row, above, strict=True)))
        above = row
    return b"".join(rows)


def _inside(names: Iterable[tuple[str, pikepdf.Object]]) -> bytes:
    """Return the entries of a dictionary as PDF writes them."""
    return b"".join(_name(name) + b" " + _value(value) for name, value in names)


def _name(name: str) -> bytes:
    return pikepdf.Name(name).unparse()


def _value(value: object) -> bytes:
    return value.unparse() if isinstance(value, pikepdf.Object) else str(value).encode()
