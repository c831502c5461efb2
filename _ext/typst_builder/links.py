"""Links within the book, completed when it is set.

A link to a label makes Typst set every paragraph that has one again each time it learns where something stands: twice
the time and twice the memory of a book with thousands of them. So the links are written as addresses (``book:NAME``),
Typst is asked once where the names are, and the addresses become destinations (ISO 32000-1, 12.3.2.2).
"""

from __future__ import annotations

from collections.abc import Mapping

import pikepdf

SCHEME = "book:"
"""Beginning of the address that stands for a place of the book; ``template.typ`` writes it."""

ABOVE = 12
"""How far above its place a reader arrives, in points, so that the whole line is seen."""

Place = tuple[int, float, float]
"""A page, counted from 1, and how far from its left and its upper edge, in points."""


def complete(document: pikepdf.Pdf, places: Mapping[str, Place]) -> list[str]:
    """Make every link to a name lead to its place; return the names that have none."""
    pages = [page.obj for page in document.pages]
    heights = [float(page.mediabox[3]) for page in document.pages]
    missing: list[str] = []
    for thing in document.objects:
        if not isinstance(thing, pikepdf.Dictionary) or thing.get("/Subtype") != "/Link":
            continue
        if "/QuadPoints" in thing:
            thing["/QuadPoints"] = pikepdf.Array(joined([float(number) for number in thing["/QuadPoints"]]))
        if "/A" not in thing:
            continue
        address = str(thing["/A"].get("/URI", ""))
        if not address.startswith(SCHEME):
            continue
        name = address.removeprefix(SCHEME)
        if name not in places:
            missing.append(name)
            continue
        number, x, y = places[name]
        del thing["/A"]
        thing["/Dest"] = pikepdf.Array(
            [pages[number - 1], pikepdf.Name.XYZ, round(x), round(heights[number - 1] - y + ABOVE), 0]
        )
        thing["/Contents"] = pikepdf.String(f"page {number}")
    return missing


def joined(quads: list[float]) -> list[float]:
    """Return the places of a link (eight numbers each: left and right, lower edge before upper) with one for each line.

    Typst makes one for each change of font (ISO 32000-1, 12.5.6.5).
    """
    lines: list[list[float]] = []
    for left, low, right, _, _, high, *_ in (quads[n : n + 8] for n in range(0, len(quads), 8)):
        last = lines[-1] if lines else None
        if last and last[1] == low and last[3] == high and abs(last[2] - left) < 1:
            last[2] = right
        else:
            lines.append([left, low, right, high])
    return [number for x, low, right, high in lines for number in (x, low, right, low, right, high, x, high)]
