"""Post-transforms: placeholders become what was collected, for every builder alike."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.transforms.post_transforms import SphinxPostTransform

from .build import citation
from .entries import details
from .model import Corpus
from .nodes import collected, source_reference
from .records import Record
from .render import Renderer
from .tables import GENERATED, Tables


class SphinxShelf:
    """What rendering needs (:class:`claims.render.Shelf`), taken from the build environment."""

    def __init__(self, env: Any) -> None:
        self.domain = env.get_domain("claims")
        self.corpus: Corpus = self.domain.corpus
        cited = env.get_domain("cite").citations
        self.entries = {entry.key: (entry.bibliography_key.docname, entry.citation_id) for entry in cited}

    def body(self, record: Record) -> list[nodes.Node]:
        body: list[nodes.Node] = self.domain.body(record)
        return body

    def source_address(self, key: str, docname: str) -> str:
        """Return the address of a source's entry, relative to *docname*; empty if no bibliography shows it."""
        if key not in self.entries:
            return ""
        target, ident = self.entries[key]
        return f"{self.domain.builder.get_relative_uri(docname, target)}#{ident}" if target != docname else f"#{ident}"


class CollectedTransform(SphinxPostTransform):
    """Fills placeholders; runs before references are resolved (Sphinx's ReferencesResolver has priority 10)."""

    default_priority = 4

    def run(self, **kwargs: object) -> None:
        shelf = SphinxShelf(self.env)
        for node in list(self.document.findall(collected)):
            docname = node["docname"]
            if node["kind"] in GENERATED:
                made = GENERATED[node["kind"]](Tables(shelf, docname), node["ident"])
            else:
                made = Renderer(shelf, docname).show(node["kind"], node["part"], node["ident"])
            _start_links_at(made, docname)
            if node["part"] == "tail":
                _move_to_end_of_section(node)
            node.replace_self(made)
        for ref in list(self.document.findall(source_reference)):
            key = ref["key"]
            address = shelf.source_address(key, ref["docname"])
            ref.replace_self(citation(shelf.corpus.sources.get(key), key, ref["pinpoint"], address, in_text=True))


class EntryTransform(SphinxPostTransform):
    """Adds to each entry of the bibliography its standpoint, how much was read, its addresses and where it is cited.

    Runs after sphinxcontrib-bibtex has made the entries (priority 5) and before references are resolved.
    """

    default_priority = 6

    def run(self, **kwargs: object) -> None:
        domain = self.env.get_domain("claims")
        for entry in list(self.document.findall(nodes.citation)):
            source = domain.corpus.sources.get(entry[0].astext())  # type: ignore[attr-defined]
            if source:
                docname = entry.get("docname", self.env.docname)
                entry += details(source, domain, docname)


class OnePageLinks(SphinxPostTransform):
    """Shortens ``#document-CHAPTER#ID`` to ``#ID`` where the whole set is one page.

    Sphinx 9's singlehtml builder makes the long form, which leads nowhere, and no longer calls its own ``fix_refuris``.
    """

    default_priority = 900
    builders = ("singlehtml",)

    def run(self, **kwargs: object) -> None:
        for link in self.document.findall(nodes.reference):
            before, _, ident = link.get("refuri", "").rpartition("#")
            if before.startswith("#document-"):
                link["refuri"] = f"#{ident}"


def _start_links_at(made: Iterable[nodes.Node], docname: str) -> None:
    """Make links inside collected text start at the chapter that shows it, not at the one it was written in."""
    for top in made:
        for node in top.findall():
            if isinstance(node, pending_xref):
                node["refdoc"] = docname
            elif isinstance(node, source_reference):
                node["docname"] = docname


def _move_to_end_of_section(node: nodes.Element) -> None:
    """Move *node* behind the text of its section, before the first subsection, so that prose precedes evidence."""
    parent = node.parent
    parent.remove(node)
    place = next(
        (i for i, child in enumerate(parent.children) if isinstance(child, nodes.section)), len(parent.children)
    )
    parent.insert(place, node)
