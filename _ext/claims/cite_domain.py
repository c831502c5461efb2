"""sphinxcontrib-bibtex's ``{cite}`` roles, leading to the entries of this set.

Upstream (2.7.0) resolves a citation by passing over all citations of all bibliographies, and asks pybtex for a plugin
each time (no issue of upstream about it was found); a malformed target stops the build with a traceback. Here a source
is looked up by its key, and mistakes are reported with their line. Where no chapter shows entries, upstream's way
remains, with ``{bibliography}`` and the reference style of :mod:`claims.citing`.
"""

from __future__ import annotations

from typing import Any, ClassVar

from docutils import nodes
from sphinxcontrib.bibtex.citation_target import CitationTarget, parse_citation_targets
from sphinxcontrib.bibtex.domain import BibtexDomain
from sphinxcontrib.bibtex.roles import CiteRole

from .build import bracketed, cited, inline, separated
from .problems import Problem
from .records import Place

FORMS = ("cite", "p", "ps", "t", "ts")
"""The roles of sphinxcontrib-bibtex that this set has a form for."""


class ReportingCiteRole(CiteRole):
    """``{cite:p}`key``` or ``{cite:p}`{see}key{para. 7}```, known to our domain like a ``{source}``.

    A malformed target is reported, not raised.
    """

    def result_nodes(self, document: nodes.document, env: Any, node: nodes.Element, is_ref: bool) -> Any:
        claims, place = env.get_domain("claims"), Place(env.docname, self.lineno)
        try:
            targets = list(parse_citation_targets(self.target))
        except ValueError:
            message = f"malformed citation {self.target!r}: write the key, or {{before}}key{{after}}"
            claims.note_problem(Problem("unknown_reference", message, place))
            return [nodes.inline("", self.target)], []
        if node["reftype"] not in FORMS:
            message = f"{{cite:{node['reftype']}}} has no form of its own: write {{cite:p}}, in brackets, or {{cite:t}}"
            claims.note_problem(Problem("unknown_reference", message, place))
        for target in targets:
            claims.note_reference("source", target.key, place)
        return super().result_nodes(document, env, node, is_ref)  # type: ignore[no-untyped-call]


class CiteDomain(BibtexDomain):
    """Upstream's domain, whose citations lead to the entries of sources."""

    roles: ClassVar = {name: ReportingCiteRole() for name in BibtexDomain.roles}

    def resolve_xref(  # type: ignore[override]
        self, env: Any, fromdocname: str, builder: Any, typ: str, target: str, node: Any, contnode: Any
    ) -> nodes.Element:
        shelf = env.get_domain("claims").shelf
        if not shelf.entry_pages:
            found: nodes.Element = super().resolve_xref(env, fromdocname, builder, typ, target, node, contnode)
            return found
        targets = list(parse_citation_targets(target))
        content = separated((self._one(shelf, item, fromdocname) for item in targets), "; ")
        return nodes.inline("", "", *(content if typ.startswith("t") else bracketed(*content)))

    def _one(self, shelf: Any, target: CitationTarget, docname: str) -> nodes.Node:
        source = shelf.corpus.sources.get(target.key)
        link = cited(source, target.key, target.post, shelf.source_address(target.key, docname))
        return nodes.inline("", "", *inline(f"{target.pre} " if target.pre else "", link))
