"""What a reader needs to cite a record and to say that it is wrong."""

from __future__ import annotations

from collections.abc import Iterator

from docutils import nodes

from .build import inline, paragraph
from .model import Corpus
from .records import Claim, Element, Passage, Step
from .shelf import Shelf

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


def description(corpus: Corpus, page: str) -> str:
    """Return what a page with one claim, element or step says: its name and statement; empty for other pages."""
    kinds = (corpus.claims, corpus.elements, corpus.steps)
    found = [record for kind in kinds for record in kind.values() if record.place.docname == page]
    if len(found) != 1:
        return ""
    record = found[0]
    return f"{KINDS[type(record)].capitalize()} {record.id}: {record.statement}"
