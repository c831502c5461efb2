"""Post-transforms: placeholders become what was collected, for every builder alike."""

from __future__ import annotations

from collections.abc import Iterable

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.transforms.post_transforms import SphinxPostTransform

from . import entries, generated
from .build import bracketed
from .nodes import collected, source_reference
from .notes import Notes, short_citation
from .render import Renderer
from .shelf import SphinxShelf


class CollectedTransform(SphinxPostTransform):
    """Fills placeholders; runs before references are resolved (Sphinx's ReferencesResolver has priority 10)."""

    default_priority = 4

    def run(self, **kwargs: object) -> None:
        shelf: SphinxShelf = self.env.get_domain("claims").shelf  # type: ignore[attr-defined]
        for node in list(self.document.findall(collected)):
            docname = node["docname"]
            kind, ident = node["kind"], node["ident"]
            if kind in generated.PARTS:
                made = generated.make(kind, ident, shelf, docname)
            else:
                made = Renderer(shelf, docname).show(kind, node["part"], ident)
            _start_links_at(made, docname)
            if node["part"] == "tail":
                _move_to_end_of_section(node)
            _set_levels(made, node)
            node.replace_self(made)
        if shelf.noted:
            Notes(self.document, self.env.current_document.docname, shelf).run()
        for ref in list(self.document.findall(source_reference)):
            ref.replace_self(bracketed(short_citation(ref, shelf)))
        if shelf.printed_part:
            links = (link.get("refuri", "") for link in self.document.findall(nodes.reference))
            keys = {address.rpartition("#cite-")[2] for address in links if "#cite-" in address}
            part: nodes.Element = self.document[0]  # type: ignore[assignment]
            part += entries.Entries(shelf, shelf.printed_part).printed_sources(keys)


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


def _set_levels(made: Iterable[nodes.Node], place: nodes.Node) -> None:
    """Give the headings in what was *made* the level below that of the sections around its *place*."""
    level = 1
    while place.parent is not None:
        place = place.parent
        level += isinstance(place, nodes.section)
    for top in made:
        for title in top.findall(nodes.rubric):
            title["heading-level"] = level


def _move_to_end_of_section(node: nodes.Element) -> None:
    """Move *node* behind the text of its section, before the first subsection, so that prose precedes evidence."""
    parent = node.parent
    parent.remove(node)
    place = next(
        (i for i, child in enumerate(parent.children) if isinstance(child, nodes.section)), len(parent.children)
    )
    parent.insert(place, node)
