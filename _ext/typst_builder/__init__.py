"""Sphinx builder that sets a documentation set as a book: one accessible, archivable PDF, made by Typst.

Independent of any other extension. Numbers, labels and references come from Sphinx; the looks from ``template.typ``
beside this file and from a style file of the project (``typst_style``).
"""

from __future__ import annotations

from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

from .builder import TypstBuilder


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the builder and its configuration."""
    app.add_builder(TypstBuilder)
    # Paths start at the source folder.
    app.add_config_value("typst_name", "book", "", str)  # the name of the PDF, without its extension
    app.add_config_value("typst_title", {}, "", dict)  # of the title page: subtitle, author, edition, date, note
    app.add_config_value("typst_paper", "a4", "", str)  # a paper of Typst: a4, us-letter …
    app.add_config_value("typst_style", "", "", str)  # a Typst file with the looks of the project
    app.add_config_value("typst_fonts", [], "", list)  # the only folders of fonts that are used
    app.add_config_value("typst_exclude", [], "", list)  # patterns of documents that are not in the book
    app.add_config_value("typst_standards", ["ua-1", "a-2a"], "", list)  # what the PDF conforms to
    app.add_config_value("typst_books", [], "", list)  # documents, each to be a book of its own; none: the whole set
    return {"version": "0.1.0", "parallel_read_safe": True, "parallel_write_safe": True}
