"""Placeholders that directives leave in a chapter, and the one node that only HTML has."""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.writers.html5 import HTML5Translator


class collected(nodes.General, nodes.Element):
    """Stands for what is collected about a record.

    Attributes: ``kind`` (a record kind, or the name of a generated table), ``ident``, ``docname``, and ``part``:
    ``head`` stays where it is written, ``tail`` moves to the end of its section's own text.
    """


class source_reference(nodes.Inline, nodes.TextElement):
    """Stands for the short citation of a source; attributes ``key``, ``pinpoint``, ``docname``."""


class coins(nodes.Inline, nodes.Element):
    """A source for reference managers, as COinS (Z39.88-2004 in an empty HTML span); attribute ``title``."""


def add_nodes(app: Sphinx) -> None:
    """Register the nodes; the post-transforms replace the placeholders, so only :class:`coins` is ever written."""
    app.add_node(collected)
    app.add_node(source_reference)
    silent = (_skip, None)
    app.add_node(coins, html=(_visit_coins, None), latex=silent, text=silent, texinfo=silent, man=silent)


def _visit_coins(translator: HTML5Translator, node: coins) -> None:
    translator.body.append(translator.starttag(node, "span", "", CLASS="Z3988", title=node["title"]) + "</span>")
    raise nodes.SkipNode


def _skip(translator: nodes.NodeVisitor, node: coins) -> None:
    raise nodes.SkipNode
