"""Tables: from docutils' rows of entries to one call with columns, a head that is repeated, and cells."""

from __future__ import annotations

from typing import Any

from docutils import nodes

from .markup import string, strings

Element = nodes.Element


class TableTranslator:
    """The part of the translator that writes tables."""

    body: list[str]
    anchors: Any

    def visit_table(self, node: Element) -> None:
        self.anchors(node)
        widths = [column["colwidth"] for column in node.findall(nodes.colspec)]
        title = next((child.astext() for child in node.children if isinstance(child, nodes.title)), "")
        columns = "".join(f"{width}fr," for width in widths)
        self.body.append(f"#rows({strings(node.get('classes', []))}, ({columns}), caption: {string(title)}, ")

    def depart_table(self, node: Element) -> None:
        self.body.append(")\n\n")

    def visit_tgroup(self, node: Element) -> None: ...

    depart_tgroup = visit_tbody = depart_tbody = visit_row = depart_row = visit_tgroup

    def visit_colspec(self, node: Element) -> None:
        raise nodes.SkipNode

    def visit_thead(self, node: Element) -> None:
        self.body.append("table.header(repeat: true, ")

    def depart_thead(self, node: Element) -> None:
        self.body.append("), ")

    def visit_entry(self, node: Element) -> None:
        spans = {"colspan": node.get("morecols", 0) + 1, "rowspan": node.get("morerows", 0) + 1}
        spanned = ", ".join(f"{name}: {number}" for name, number in spans.items() if number > 1)
        self.body.append(f"table.cell({spanned})[" if spanned else "[")

    def depart_entry(self, node: Element) -> None:
        self.body.append("], ")
