"""Small builders of docutils nodes, shared by what is shown at a record and by the generated pages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from docutils import nodes
from sphinx.addnodes import pending_xref

from .citing import brief, short
from .parts import Part
from .records import Source


def inline(*content: nodes.Node | str) -> list[nodes.Node]:
    """Return *content* with strings made into text nodes."""
    return [nodes.Text(item) if isinstance(item, str) else item for item in content]


def literals(text: str) -> list[nodes.Node]:
    """Return *text* with the words between back-ticks set as literals."""
    parts = enumerate(text.split("`"))
    return [nodes.literal("", part) if number % 2 else nodes.Text(part) for number, part in parts]


def paragraph(*content: nodes.Node | str, classes: Sequence[str] = ()) -> nodes.paragraph:
    return nodes.paragraph("", "", *inline(*content), classes=list(classes))


def strong(text: str) -> nodes.strong:
    return nodes.strong("", text)


def label(text: str, *classes: str) -> nodes.inline:
    """Return a word set apart, for instance a standing or a standpoint."""
    return nodes.inline("", text, classes=list(classes))


def anchor(ident: str) -> nodes.target:
    """Return an invisible target: the permanent address of a record, in every output format."""
    return nodes.target("", "", ids=[ident])


def bullets(items: Iterable[Sequence[nodes.Node]], *classes: str) -> nodes.bullet_list:
    return nodes.bullet_list("", *(nodes.list_item("", *item) for item in items), bullet="-", classes=list(classes))


def heading(text: str, *classes: str) -> nodes.rubric:
    """Return a heading that stands outside the table of contents; its level follows from where it is put."""
    return nodes.rubric("", text, classes=list(classes))


def xref(kind: str, ident: str, docname: str, text: str = "") -> pending_xref:
    """Return a link to a record, to be resolved like one that an author wrote in *docname*."""
    node = pending_xref("", refdomain="claims", reftype=kind, reftarget=ident, refdoc=docname, refexplicit=bool(text))
    node += nodes.inline("", text or ident)
    return node


def separated(items: Iterable[nodes.Node], separator: str = ", ") -> list[nodes.Node]:
    """Return *items* with *separator* between them."""
    found: list[nodes.Node] = []
    for item in items:
        found += [nodes.Text(separator), item] if found else [item]
    return found


def styled(parts: Iterable[Part]) -> list[nodes.Node]:
    """Return the parts of a citation as nodes; what is not in English carries its language (as docutils reads it)."""
    return [_styled(part) for part in parts]


def _styled(part: Part) -> nodes.Node:
    node = nodes.title_reference("", part.text) if part.italic else nodes.Text(part.text)
    return nodes.inline("", "", node, classes=[f"language-{part.language}"]) if part.language else node


def citation(source: Source | None, key: str, pinpoint: str, address: str) -> nodes.Node:
    """Return the citation of a source as it stands in a list, linked to its entry at *address* (if there is one)."""
    return _linked(styled(short(source, pinpoint)) if source else inline(key), address)


def cited(source: Source | None, key: str, pinpoint: str, address: str) -> nodes.Node:
    """Return the citation of a source as it stands within a sentence, linked to its entry."""
    return _linked(styled(brief(source, pinpoint)) if source else inline(key), address)


def _linked(content: list[nodes.Node], address: str) -> nodes.Element:
    if not address:
        return nodes.inline("", "", *content, classes=["citation-short"])
    return nodes.reference("", "", *content, refuri=address, internal=True, classes=["citation-short"])


def bracketed(*content: nodes.Node) -> list[nodes.Node]:
    return inline("[", *content, "]")


def table(
    head: Sequence[str], rows: Iterable[Sequence[Sequence[nodes.Node]]], widths: Sequence[int], *classes: str
) -> nodes.table:
    """Return a table with one head row; *widths* are relative column widths, cells are lists of body nodes."""
    body = nodes.tbody("", *(nodes.row("", *(nodes.entry("", *cell) for cell in row)) for row in rows))
    top = nodes.thead("", nodes.row("", *(nodes.entry("", paragraph(text)) for text in head)))
    columns = [nodes.colspec("", colwidth=width) for width in widths]
    group = nodes.tgroup("", *columns, top, body, cols=len(widths))
    return nodes.table("", group, classes=[*classes, "colwidths-given"])
