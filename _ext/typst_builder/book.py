"""From the chapters of a documentation set to one tree, and what must hold of it before it is set.

Typst stops at the first label that leads nowhere, at a picture without words, at a heading that skips a level and at a
letter no font has, and names none of them by the author's file. They are found here first (PDF/UA-1, ISO 14289-1, asks
for all four).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from fnmatch import fnmatch
from functools import cached_property
from pathlib import Path
from typing import Any

from docutils import nodes
from fontTools.ttLib import TTFont
from sphinx import addnodes

SHOWN_BY_TYPST = frozenset("\n\t\u00ad\u200b")
"""Characters that need no glyph."""


def prune(tree: nodes.document, excluded: Iterable[str]) -> None:
    """Take out of an assembled *tree* the documents that match a pattern."""
    patterns = list(excluded)
    for part in list(tree.findall(addnodes.start_of_file)):
        if any(fnmatch(part["docname"], pattern) for pattern in patterns):
            part.parent.remove(part)


def unlink(tree: nodes.document, outside: Set[str]) -> None:
    """Leave only the words of references to documents that are not in the book."""
    for link in list(tree.findall(nodes.reference)):
        address = link.get("refuri", "")
        if address.startswith("%") and address[1:].partition("#")[0] in outside:
            link.replace_self(nodes.inline("", "", *link.children, classes=link.get("classes", [])))


@dataclass(frozen=True)
class Mistake:
    """What would stop Typst, in words, and the node where it stands (or the nearest that knows its line)."""

    message: str
    node: nodes.Node


class Labels:
    """The names under which ids of a tree are known in the book: ``document#id``, and the document for itself."""

    def __init__(self, tree: nodes.document, root: str) -> None:
        self.root = root
        self.known: set[str] = {f"{root}#"}
        self.twice: list[tuple[str, nodes.Element]] = []
        for docname, node in documents(tree, root):
            if isinstance(node, addnodes.start_of_file) and any(isinstance(c, nodes.section) for c in node.children):
                self.known.add(f"{node['docname']}#")
            ids: list[str] = node.get("ids", [])
            for ident in ids:
                name = f"{docname}#{ident}"
                if name in self.known:
                    self.twice.append((name, node))
                self.known.add(name)

    def target(self, node: nodes.reference, docname: str) -> str:
        """Return the label to which a reference within the book leads; empty if it leads out of it."""
        if node.get("refid"):
            return f"{docname}#{node['refid']}"
        address: str = node.get("refuri", "")
        if address.startswith("%"):
            page, _, ident = address[1:].partition("#")
            return f"{page}#{ident}"
        return f"{docname}{address}" if address.startswith("#") else ""


def documents(tree: nodes.Element, docname: str) -> Iterator[tuple[str, nodes.Element]]:
    """Yield every element of an assembled tree with the document it comes from."""
    for child in tree.children:
        if isinstance(child, nodes.Element):
            name = child["docname"] if isinstance(child, addnodes.start_of_file) else docname
            yield name, child
            yield from documents(child, name)


class Fonts:
    """The fonts of the book: which characters they have."""

    def __init__(self, folders: Iterable[Path]) -> None:
        self.files = sorted(path for folder in folders for path in folder.glob("*.[ot]tf"))

    @cached_property
    def characters(self) -> frozenset[int]:
        found: set[int] = set()
        for path in self.files:
            with TTFont(path, lazy=True) as font:
                found.update(font.getBestCmap())
        return frozenset(found)

    def missing(self, words: str) -> str:
        """Return the characters of *words* that no font has."""
        return "".join(sorted({c for c in words if ord(c) not in self.characters and c not in SHOWN_BY_TYPST}))


def mistakes(tree: nodes.document, labels: Labels, fonts: Fonts) -> Iterator[Mistake]:
    """Yield what would stop Typst or make the PDF inaccessible."""
    for name, node in labels.twice:
        yield Mistake(f"the id {name} stands twice", node)
    for docname, node in documents(tree, labels.root):
        if isinstance(node, nodes.reference):
            target = labels.target(node, docname)
            if target and target not in labels.known:
                yield Mistake(f"a reference leads to {target}, which is not in the book", node)
        if isinstance(node, nodes.image) and not node.get("alt"):
            yield Mistake(
                f"the image {node.get('uri', '')} has no words for those who do not see it: add ':alt:'", node
            )
    if fonts.files:
        for text in tree.findall(nodes.Text):
            lost = fonts.missing(text.astext())
            if lost and not isinstance(text.parent, nodes.raw | nodes.comment):
                yield Mistake(f"no font of the book has {', '.join(f'{c!r} (U+{ord(c):04X})' for c in lost)}", text)


def place(node: nodes.Node) -> Any:
    """Return the nearest node that knows its line, for a message."""
    while node.parent is not None and not (getattr(node, "source", None) and getattr(node, "line", None)):
        node = node.parent
    return node
