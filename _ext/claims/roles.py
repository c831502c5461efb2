"""Roles for running text: ``{claim}``, ``{passage}``, ``{element}``, ``{step}`` and ``{source}``."""

from __future__ import annotations

from docutils import nodes
from docutils.nodes import Node, system_message
from sphinx.roles import XRefRole
from sphinx.util.docutils import SphinxRole

from .nodes import source_reference
from .records import Place


class RecordRole(XRefRole):
    """``{claim}`C05``` or ``{claim}`the blockade <C05>```: a link to a record; unknown ids are reported."""

    def result_nodes(
        self, document: nodes.document, env: object, node: nodes.Element, is_ref: bool
    ) -> tuple[list[Node], list[system_message]]:
        if is_ref:
            domain = self.env.get_domain("claims")
            domain.note_reference(node["reftype"], node["reftarget"], Place(self.env.docname, self.lineno))  # type: ignore[attr-defined]
        return [node], []


class SourceRole(SphinxRole):
    """``{source}`KEY``` or ``{source}`KEY, paras 54–57```: the short citation of a source, linked to its entry."""

    def run(self) -> tuple[list[Node], list[system_message]]:
        key, _, pinpoint = (part.strip() for part in self.text.partition(","))
        domain = self.env.get_domain("claims")
        domain.note_reference("source", key, Place(self.env.docname, self.lineno))  # type: ignore[attr-defined]
        node = source_reference(self.rawtext, key=key, pinpoint=pinpoint, docname=self.env.docname)
        return [node], []
