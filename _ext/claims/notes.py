"""Citations as notes, for books: what stands in brackets on a page of the site becomes a note at the foot of a page.

The first note in a chapter that names a source gives its citation, later ones its short form, both with the pinpoint
(OSCOLA, 4th ed., 1.2.1). A citation that is a part of its sentence ("as … reports") stays where it is.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from docutils import nodes

from .build import citation, cited
from .nodes import source_reference
from .shelf import SphinxShelf

_SEPARATOR = re.compile(r"[;,]?\s*$")
_PUNCTUATION = re.compile(r"[.,;:]")
_NEEDS_A_NOUN = re.compile(
    r"(?:^|[.:;]\s+|\b(?:and|as|at|by|for|from|in|like|of|on|or|see|than|that|to|when|where|while|with|but|both)\s+)$",
    re.I,
)
"""Words behind which a citation is a part of the sentence: nothing, a new sentence, a preposition, a conjunction."""


class Notes:
    """Turns the source references of one tree into footnotes."""

    def __init__(self, document: nodes.document, docname: str, shelf: SphinxShelf) -> None:
        self.document, self.docname, self.shelf = document, docname, shelf
        self.numbers = Counter[str]()  # page -> notes it has; a book numbers those of a chapter on
        self.named: set[tuple[str, str]] = set()  # (chapter, key of a source its notes have named)

    def run(self) -> None:
        """Replace every source reference of the tree, but for those that their sentence needs."""
        parents = dict.fromkeys(ref.parent for ref in self.document.findall(source_reference))
        for parent in parents:
            _join_texts(parent)
            for run in list(_runs(parent)):
                if not _part_of_its_sentence(parent, run[0]):
                    self._replace(parent, run)

    def _replace(self, parent: nodes.Element, run: list[source_reference]) -> None:
        """Put one mark where *run* stood, behind the punctuation mark that followed it, and its note at the end."""
        first, last = parent.index(run[0]), parent.index(run[-1])
        before = _text_at(parent, first - 1)
        after = _text_at(parent, last + 1)
        lead, rest = before.rstrip(), after
        if lead.endswith("(") and rest.startswith(")"):
            lead, rest = lead[:-1].rstrip(), rest[1:]
        if _PUNCTUATION.match(rest):
            lead, rest = lead + rest[0], rest[1:]
        mark = self._note(parent, run)
        made = [*([nodes.Text(lead)] if lead else []), mark, *([nodes.Text(rest)] if rest else [])]
        start, end = first - bool(before), last + 1 + bool(after)
        parent.children[start:end] = made
        for node in made:
            parent.setup_child(node)

    def _note(self, parent: nodes.Element, run: list[source_reference]) -> nodes.footnote_reference:
        page, place = self._page(parent)
        self.numbers[page] += 1
        number = str(self.numbers[page])
        line = nodes.paragraph()
        for ref in run:
            line += [nodes.Text("; ")] if line.children else []
            line += self._cite(self.shelf.chapter_of(page), ref)
        line += nodes.Text(".")
        ident, back = f"note-{number}", f"note-{number}-mark"
        note = nodes.footnote("", nodes.label("", number), line, ids=[ident], backrefs=[back], docname=page)
        place += note
        return nodes.footnote_reference("", number, ids=[back], refid=ident, docname=page)

    def _cite(self, chapter: str, ref: source_reference) -> nodes.Node:
        key = ref["key"]
        if (chapter, key) in self.named:
            return short_citation(ref, self.shelf)
        self.named.add((chapter, key))
        address = self.shelf.source_address(key, ref["docname"])
        return citation(self.shelf.corpus.sources.get(key), key, ref["pinpoint"], address)

    def _page(self, node: nodes.Element) -> tuple[str, nodes.Element]:
        """Return the page on which *node* is shown and the element at whose end its notes stand.

        In an assembled book each section says of which document it is; its parents end with that document, because
        Sphinx (``inline_all_toctrees``) gives the children of a document to the book without telling them.
        """
        page = ""
        while node.parent is not None:
            page = page or node.get("docname", "")
            node = node.parent
        return page or self.docname, node


def short_citation(ref: source_reference, shelf: SphinxShelf) -> nodes.Node:
    """Return the short citation that a source reference stands for, linked to the source's entry."""
    key = ref["key"]
    return cited(shelf.corpus.sources.get(key), key, ref["pinpoint"], shelf.source_address(key, ref["docname"]))


def _join_texts(parent: nodes.Element) -> None:
    """Make one of neighbouring texts, into which MyST splits what stands on several lines."""
    joined: list[nodes.Node] = []
    for child in parent.children:
        if joined and isinstance(child, nodes.Text) and isinstance(joined[-1], nodes.Text):
            joined[-1] = nodes.Text(joined[-1].astext() + child.astext())
        else:
            joined.append(child)
    parent.children = joined
    for child in joined:
        parent.setup_child(child)


def _runs(parent: nodes.Element) -> Iterator[list[source_reference]]:
    """Yield the references among the children of *parent*, those together that only separators part."""
    run: list[source_reference] = []
    for child in [*parent.children, None]:
        if isinstance(child, source_reference):
            run.append(child)
        elif run and not (isinstance(child, nodes.Text) and _SEPARATOR.match(child.astext())):
            yield run
            run = []


def _text_at(parent: nodes.Element, index: int) -> str:
    node = parent.children[index] if 0 <= index < len(parent.children) else None
    return node.astext() if isinstance(node, nodes.Text) else ""


def _part_of_its_sentence(parent: nodes.Element, ref: source_reference) -> bool:
    """Tell whether the sentence needs the citation, as in "Reuters reports …": then it must stay in it."""
    index = parent.index(ref)
    before = _text_at(parent, index - 1)
    return bool(_NEEDS_A_NOUN.search(before)) if before or index == 0 else False
