"""What a reader needs to cite a record and to say that it is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import shorten

from docutils import nodes

from .build import inline, paragraph
from .model import Corpus
from .records import Claim, Element, Passage, Step
from .shelf import Shelf

SHORTEST, LONGEST = 40, 200
"""Letters of a description: a date alone says nothing, and search engines show no more."""
KINDS: dict[type, str] = {Passage: "passage", Claim: "claim", Element: "element", Step: "step"}
"""The records that have an address of their own, and what they are called."""


def cite_this(shelf: Shelf, record: Passage | Claim | Element | Step, docname: str) -> nodes.paragraph:
    """Return the line by which a record is cited: its permanent address and, on a site, the form for corrections."""
    edition, address = shelf.how_to_cite(record)
    target = address if "://" in address else shelf.file_address(address, docname)
    link = nodes.reference("", address, refuri=target, internal=True) if target else nodes.Text(address)
    kind = KINDS[type(record)]
    said = inline(f"Cite this {kind}: {edition}, {kind} {record.id}, ", link, ".")
    return paragraph(*said, *correction(shelf, record.id), classes=["record-meta", "cite-this"])


def correction(shelf: Shelf, ident: str) -> Iterator[nodes.Node]:
    """Yield a link to the form for corrections, filled in for a record or a source; nothing where there is none."""
    address = shelf.correction_address(ident)
    if address:
        yield nodes.Text(" ")
        yield nodes.reference("", "Suggest a correction", refuri=address, classes=["correct-this"])
        yield nodes.Text(".")


def description(corpus: Corpus, page: str, doctree: nodes.document | None) -> str:
    """Return what a page is about: the statement of its one claim, element or step, or else how its text begins."""
    kinds = (corpus.claims, corpus.elements, corpus.steps)
    found = [record for kind in kinds for record in kind.values() if record.place.docname == page]
    if len(found) == 1:
        return f"{KINDS[type(found[0])].capitalize()} {found[0].id}: {found[0].statement}"
    paragraphs = (node.astext() for node in doctree.findall(nodes.paragraph)) if doctree else ()
    return shorten(next((text for text in paragraphs if len(text) > SHORTEST), ""), LONGEST, placeholder=" …")
