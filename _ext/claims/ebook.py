"""What an e-book needs beyond the pages of the site: notes that a reading system can show where they are called.

EPUB's own words for notes and their marks (EPUB 3 Structural Semantics Vocabulary, https://www.w3.org/TR/epub-ssv-11/)
are what reading systems look for; docutils writes only the ARIA roles that say the same.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.writers.html5 import HTML5Translator

EPUB_TYPES = {'role="doc-noteref"': 'epub:type="noteref"', 'role="doc-footnote"': 'epub:type="footnote"'}
"""Each role of docutils with the type that says the same in an e-book."""


class EbookTranslator(HTML5Translator):
    """Writes HTML whose notes have the types of EPUB beside the roles of ARIA."""

    def visit_footnote(self, node: nodes.Element) -> None:
        self._typed(super().visit_footnote, node)

    def visit_footnote_reference(self, node: nodes.Element) -> None:
        self._typed(super().visit_footnote_reference, node)

    def _typed(self, visit: Callable[[Any], None], node: nodes.Element) -> None:
        start = len(self.body)
        visit(node)
        for place in range(start, len(self.body)):
            for role, kind in EPUB_TYPES.items():
                self.body[place] = self.body[place].replace(role, f"{role} {kind}")


def setup_ebook(app: Sphinx) -> None:
    """Register the translator for the e-book builder."""
    app.set_translator("epub", EbookTranslator)
