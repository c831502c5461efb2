"""The list of chapters beside a page: the parts of the set and, of the part one is in, the way to where one is."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Item:
    """A chapter in the list: whether it is the *current* one, or *leads* to it, and the list within it."""

    title: str
    address: str
    current: bool
    leads: bool
    items: Sequence[Item] = ()


def items(
    includes: Mapping[str, Sequence[str]],
    root: str,
    page: str,
    title: Callable[[str], str],
    address: Callable[[str], str],
) -> list[Item]:
    """Return the list for a *page*; *includes* maps each chapter to those that it includes, in reading order."""
    way = path(includes, root, page)

    def of(chapter: str) -> list[Item]:
        return [
            Item(title(name), address(name), name == page, name in way, of(name) if name in way else ())
            for name in includes.get(chapter, ())
        ]

    return of(root)


def path(includes: Mapping[str, Sequence[str]], root: str, page: str) -> list[str]:
    """Return the chapters from the *root* (left out) to a *page*; empty if none leads there."""
    above = {name: chapter for chapter, names in includes.items() for name in names}
    way: list[str] = []
    while page in above and page not in way:
        way.insert(0, page)
        page = above[page]
    return way if page == root else []
