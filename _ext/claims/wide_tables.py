"""Tables of many columns stand in a region that scrolls, on the site: on a phone the page itself must not.

The region has a name and can be reached by keyboard. Tables that a reader can sort need none: their rows become blocks.
"""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from .shelf import SITES

WIDE = 3
"""The number of columns from which a table may be too wide for a phone."""


def setup_wide_tables(app: Sphinx) -> None:
    """Register what writes the tables of the site."""
    app.add_node(nodes.table, override=True, html=(_visit, _depart))


def _is_wide(translator: Any, node: nodes.table) -> bool:
    columns = sum(1 for _ in node.findall(nodes.colspec))
    return translator.builder.name in SITES and columns >= WIDE and "sortable" not in node["classes"]


def _visit(translator: Any, node: nodes.table) -> None:
    if _is_wide(translator, node):
        named = {"aria-label": f"Table: {_heads(node)}"}
        region = translator.starttag({}, "div", "", CLASS="table-scroll", role="region", tabindex="0", **named)
        translator.body.append(region)
    type(translator).visit_table(translator, node)


def _depart(translator: Any, node: nodes.table) -> None:
    type(translator).depart_table(translator, node)
    if _is_wide(translator, node):
        translator.body.append("</div>\n")


def _heads(node: nodes.table) -> str:
    """Return the heads of a table's columns: several tables of one section need names of their own."""
    heads = [entry.astext() for head in node.findall(nodes.thead) for entry in head.findall(nodes.entry)]
    return ", ".join(filter(None, heads))
