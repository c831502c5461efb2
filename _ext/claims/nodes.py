"""Placeholders that directives leave in a chapter, and the nodes that only some formats can show."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.osutil import relative_uri
from sphinx.writers.html5 import HTML5Translator

from .svg import Drawing


class collected(nodes.General, nodes.Element):
    """Stands for what is collected about a record.

    Attributes: ``kind`` (a record kind, or the name of a generated table), ``ident``, ``docname``, and ``part``:
    ``head`` stays where it is written, ``tail`` moves to the end of its section's own text.
    """


class source_reference(nodes.Inline, nodes.TextElement):
    """Stands for the short citation of a source; attributes ``key``, ``pinpoint``, ``docname``."""


class coins(nodes.Inline, nodes.Element):
    """A source for reference managers, as COinS (Z39.88-2004 in an empty HTML span); attribute ``title``."""


class drawing(nodes.General, nodes.Element):
    """A drawing; its words serve where it cannot be shown.

    Attributes ``svg``, ``image`` (the same without links), ``name``, ``title``, ``description``.
    """


def drawn(picture: Drawing) -> drawing:
    """Return the node of a finished drawing."""
    return drawing(
        "",
        svg=picture.svg(),
        image=picture.svg(linked=False),
        name=picture.name,
        title=picture.title,
        description=picture.description,
    )


def add_nodes(app: Sphinx) -> None:
    """Register the nodes; the post-transforms replace the placeholders before anything is written."""
    app.add_node(collected)
    app.add_node(source_reference)
    silent = (_skip, None)
    app.add_node(coins, html=(_visit_coins, None), typst=silent, latex=silent, text=silent, texinfo=silent, man=silent)
    told = (_describe, None)
    app.add_node(drawing, html=(_draw, None), typst=(_typeset, None), latex=told, text=told, texinfo=told, man=told)


def _visit_coins(translator: HTML5Translator, node: coins) -> None:
    translator.body.append(translator.starttag(node, "span", "", CLASS="Z3988", title=node["title"]) + "</span>")
    raise nodes.SkipNode


def _skip(translator: nodes.NodeVisitor, node: coins) -> None:
    raise nodes.SkipNode


def _draw(translator: HTML5Translator, node: drawing) -> None:
    """Set the drawing into the page; an e-book, whose pages must declare such content, gets a file beside them."""
    builder: Any = translator.builder
    if builder.name == "epub":
        name = f"_images/{node['name']}.svg"
        path = Path(builder.outdir, name)
        path.parent.mkdir(exist_ok=True)
        path.write_text(node["image"], "utf-8")
        here = builder.get_target_uri(builder.current_docname)
        alt = f"{node['title']}. {node['description']}"
        shown = translator.emptytag(node, "img", "", src=relative_uri(here, name), alt=alt)
    else:
        shown = node["svg"]
    translator.body.append(f'<div class="drawing">{shown}</div>\n')
    raise nodes.SkipNode


def _typeset(translator: Any, node: drawing) -> None:
    translator.svg(node["name"], node["image"], f"{node['title']}. {node['description']}")
    raise nodes.SkipNode


def _describe(translator: nodes.NodeVisitor, node: drawing) -> None:
    words = nodes.paragraph("", f"{node['title']}. {node['description']}")
    node.replace_self(words)
    words.walkabout(translator)
    raise nodes.SkipNode
