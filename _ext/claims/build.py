"""Small builders of docutils nodes, shared by what is shown at a record and by the generated pages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from docutils import nodes
from sphinx.addnodes import pending_xref

from .citing import Part, brief, plain, short
from .records import Source


def inline(*content: nodes.Node | str) -> list[nodes.Node]:
    """Return *content* with strings made into text nodes."""
    return [nodes.Text(item) if isinstance(item, str) else item for item in content]


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


def heading(text: str, level: int = 3, *classes: str) -> nodes.rubric:
    """Return a heading that stands outside the table of contents."""
    rubric = nodes.rubric("", text, classes=list(classes))
    rubric["heading-level"] = level
    return rubric


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
    return [nodes.emphasis("", part.text) if part.italic else nodes.Text(part.text) for part in parts]


def citation(source: Source | None, key: str, pinpoint: str, address: str, in_text: bool = False) -> nodes.Node:
    """Return the citation of a source, linked to its entry at *address* (unlinked when that is empty).

    Inside a sentence (*in_text*) it is brief and bracketed, and its title tells the rest.
    """
    if not source:
        return nodes.inline("", f"[{key}]", classes=["citation-short"])
    content = styled(brief(source, pinpoint) if in_text else short(source, pinpoint))
    if in_text:
        content = inline("[", *content, "]")
    if not address:
        return nodes.inline("", "", *content, classes=["citation-short"])
    link = nodes.reference("", "", *content, refuri=address, internal=True, classes=["citation-short"])
    if in_text:
        link["reftitle"] = plain(short(source))
    return link


def table(
    head: Sequence[str], rows: Iterable[Sequence[Sequence[nodes.Node]]], widths: Sequence[int], *classes: str
) -> nodes.table:
    """Return a table with one head row; *widths* are relative column widths, cells are lists of body nodes."""
    body = nodes.tbody("", *(nodes.row("", *(nodes.entry("", *cell) for cell in row)) for row in rows))
    top = nodes.thead("", nodes.row("", *(nodes.entry("", paragraph(text)) for text in head)))
    columns = [nodes.colspec("", colwidth=width) for width in widths]
    group = nodes.tgroup("", *columns, top, body, cols=len(widths))
    return nodes.table("", group, classes=[*classes, "colwidths-given"])
