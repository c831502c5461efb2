"""The words of each section of a chapter, noted while it is read: what the search finds besides records.

Prose that stands in a section with one claim, element or step belongs to that record; other sections are found as
parts of their chapter. What is generated (tables, evidence, entries) is not noted: it comes from the records.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Set
from dataclasses import dataclass
from typing import Any

from docutils import nodes
from sphinx.addnodes import pending_xref, toctree
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from .nodes import collected

_OWNERS = ("claim", "element", "step")
_SILENT = (nodes.Invisible, nodes.raw, nodes.image, toctree, collected)


@dataclass(frozen=True)
class Section:
    """A section without its subsections: *anchor* is empty for the chapter itself, *owner* the record it is about.

    In *text*, a chapter that is linked without words of its own stands as ``\\0name\\0``.
    """

    anchor: str
    title: str
    text: str
    owner: str = ""


def read_sections(doctree: nodes.document, docname: str) -> list[Section]:
    """Return the sections of a chapter as it was read, in their order."""
    return [_section(node, docname) for node in doctree.findall(nodes.section)]


def _section(node: nodes.section, docname: str) -> Section:
    own = [child for child in node.children if not isinstance(child, nodes.section | nodes.title)]
    title = node.next_node(nodes.title)
    found = {mark["ident"] for child in own for mark in child.findall(collected) if mark["kind"] in _OWNERS}
    text = " ".join(block for child in own for block in _blocks(child, docname))
    top = not isinstance(node.parent, nodes.section)
    return Section(
        "" if top else node["ids"][0],
        title.astext() if title else "",
        re.sub(r"\s+(?=[.,;:)])", "", " ".join(text.split())),  # a citation stood before the mark
        found.pop() if len(found) == 1 else "",
    )


def _blocks(node: nodes.Node, docname: str) -> Iterator[str]:
    """Yield the text of each paragraph, term, cell and the like below *node*."""
    if isinstance(node, _SILENT):
        return
    if isinstance(node, nodes.TextElement):
        yield "".join(_runs(node, docname))
    elif isinstance(node, nodes.Element):
        for child in node.children:
            yield from _blocks(child, docname)


def _runs(node: nodes.Node, docname: str) -> Iterator[str]:
    if isinstance(node, nodes.Text):
        yield node.astext()
    elif isinstance(node, pending_xref) and node["reftype"] == "doc" and not node["refexplicit"]:
        chapter = posixpath.normpath(posixpath.join("/", posixpath.dirname(docname), node["reftarget"]))
        yield f"\0{chapter.lstrip('/')}\0"
    elif isinstance(node, nodes.Element) and not isinstance(node, _SILENT):
        for child in node.children:
            yield from _runs(child, docname)


# Kept in the environment, chapter by chapter


def setup_sections(app: Sphinx) -> None:
    """Note the sections of each chapter that is read, and forget those of chapters that are not there any more."""
    app.connect("doctree-read", _note)
    app.connect("env-purge-doc", _forget)
    app.connect("env-merge-info", _merge)


def noted(env: BuildEnvironment) -> dict[str, list[Section]]:
    """Return the sections of every chapter by its name."""
    if not hasattr(env, "claims_sections"):
        env.claims_sections = {}  # type: ignore[attr-defined]
    found: dict[str, list[Section]] = env.claims_sections  # type: ignore[attr-defined]
    return found


def _note(app: Sphinx, doctree: nodes.document) -> None:
    docname = app.env.current_document.docname
    noted(app.env)[docname] = read_sections(doctree, docname)


def _forget(app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    noted(env).pop(docname, None)


def _merge(app: Sphinx, env: BuildEnvironment, docnames: Set[str], other: Any) -> None:
    noted(env).update((name, sections) for name, sections in noted(other).items() if name in docnames)
