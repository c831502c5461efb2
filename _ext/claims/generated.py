"""The generated parts of all kinds, by the names under which a chapter asks for them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from docutils import nodes

from . import drawings, entries, lists, tables
from .shelf import Maker, Shelf

_KINDS: tuple[tuple[type[Maker], Mapping[str, Callable[..., list[nodes.Node]]]], ...] = (
    (tables.Tables, tables.GENERATED),
    (entries.Entries, entries.GENERATED),
    (lists.Lists, lists.GENERATED),
    (drawings.Drawings, drawings.GENERATED),
)
PARTS: dict[str, Any] = {name: (maker, parts[name]) for maker, parts in _KINDS for name in parts}
"""Each part with who makes it, and how."""


def make(name: str, ident: str, shelf: Shelf, docname: str) -> list[nodes.Node]:
    """Return the nodes of one part, *ident* its argument, for the chapter that shows it."""
    maker, made_by = PARTS[name]
    found: list[nodes.Node] = made_by(maker(shelf, docname), ident)
    return found
