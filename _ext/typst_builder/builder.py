"""The builder: assembles the chapters, checks them, writes Typst and has it set."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, ClassVar

import typst
from docutils import nodes
from sphinx import addnodes
from sphinx.builders import Builder
from sphinx.errors import SphinxError
from sphinx.util import logging
from sphinx.util.nodes import inline_all_toctrees

from .book import Fonts, Labels, documents, mistakes, place, prune, unlink
from .markup import string
from .writer import TypstTranslator

logger = logging.getLogger(__name__)
TEMPLATE = Path(__file__).parent / "template.typ"
CALLS = ("boxed", "para", "span", "quoted", "rubric", "items", "admonition", "rows", "to")
"""The functions of the template that a project's style can change."""


class TypstError(SphinxError):
    """Typst could not set the book."""

    category = "Typst"


class TypstBuilder(Builder):
    """Sets all documents as one book: a PDF, beside the Typst file it is set from."""

    name = "typst"
    format = "typst"
    epilog = "The book is in %(outdir)s."
    allow_parallel = False
    default_translator_class = TypstTranslator
    supported_image_types: ClassVar[list[str]] = ["image/svg+xml", "image/png", "image/jpeg"]
    supported_linkcode = "typst"

    def get_outdated_docs(self) -> str:
        return "all documents"

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        return f"%{docname}"

    def get_relative_uri(self, from_: str, to: str, typ: str | None = None) -> str:
        return self.get_target_uri(to)

    def prepare_writing(self, docnames: Any) -> None:
        """Nothing is written document by document."""

    def write_documents(self, docnames: Any) -> None:
        """Assemble, check and write the book, then set it."""
        root = self.config.typst_only or self.config.root_doc
        if root not in self.env.found_docs:
            raise TypstError(
                f"there is no document {root!r}: name one without its extension, for instance chapters/law/index"
            )
        tree = self._assemble(root)
        self.labels = Labels(tree, root)
        fonts = Fonts(Path(self.srcdir, folder) for folder in self.config.typst_fonts)
        found = list(mistakes(tree, self.labels, fonts))
        for mistake in found:
            logger.warning(mistake.message, location=place(mistake.node), type="typst", subtype="book")
        if found:
            raise TypstError(f"the book was not set: {len(found)} mistakes, named above, would have stopped Typst")
        visitor: Any = self.create_translator(tree, self)
        tree.walkabout(visitor)
        source = Path(self.outdir, f"{self.config.typst_name}.typ")
        shutil.copy(TEMPLATE, source.parent / "template.typ")
        style = Path(self.srcdir, self.config.typst_style) if self.config.typst_style else None
        if style:
            shutil.copy(style, source.parent / "style.typ")
        source.write_text("".join(self._head(root, tree, bool(style))) + visitor.astext(), "utf-8")
        self.copy_images()
        self._set(source)

    def _assemble(self, root: str) -> nodes.document:
        """Return the tree of the whole book with every reference resolved."""
        tree = self.env.get_doctree(root)
        whole: Any = inline_all_toctrees(self, set(), root, tree, lambda text: text, [root])
        whole["docname"] = root
        prune(whole, self.config.typst_exclude)
        self.env.resolve_references(whole, root, self)
        unlink(whole, set(self.env.found_docs))
        self.post_process_images(whole)
        for node in list(whole.findall(addnodes.pending_xref)):
            node.replace_self(node.children)
        return whole  # type: ignore[no-any-return]

    def _head(self, root: str, tree: nodes.document, styled: bool) -> Iterator[str]:
        """Yield what stands before the text: the template, the style, the settings of the book."""
        yield '#import "template.typ": *\n'
        yield '#import "style.typ": styles\n' if styled else "#let styles = (:)\n"
        whole = root == self.config.root_doc
        named = {"title": self.config.project, "paper": self.config.typst_paper, "lang": self.config.language or "en"}
        settings = named | ({} if whole else {"part-title": self.env.titles[root].astext()}) | self.config.typst_title
        fields = [f"{name}: {string(value)}" for name, value in sorted(settings.items())]
        yield f"#let ({', '.join(CALLS)}) = make(styles)\n#show: book.with({', '.join(fields)})\n\n"

    def _set(self, source: Path) -> None:
        """Have Typst set *source*; its warnings are ours."""
        folders = [str(Path(self.srcdir, folder)) for folder in self.config.typst_fonts]
        options: dict[str, Any] = {
            "root": str(self.outdir),
            "font_paths": folders,
            "ignore_system_fonts": bool(folders),
            "pdf_standards": self.config.typst_standards,
            "timestamp": int(os.environ.get("SOURCE_DATE_EPOCH", "0")),  # PDF/A asks for a date; no clock gives it
        }
        try:
            pdf, warnings = typst.compile_with_warnings(str(source), format="pdf", **options)
        except typst.TypstError as error:
            raise TypstError(f"{error}\n{getattr(error, 'diagnostic', '') or ''}".strip()) from error
        for warning in _unique(str(warning) for warning in warnings):
            logger.warning(warning, type="typst", subtype="setting")
        source.with_suffix(".pdf").write_bytes(pdf)

    def documents_of(self, tree: nodes.document) -> Iterator[tuple[str, nodes.Element]]:
        """Yield every element of the book with the document it comes from."""
        return documents(tree, tree["docname"])

    def copy_images(self) -> None:
        """Copy the pictures of the book beside its Typst file."""
        for uri, name in sorted(self.images.items()):
            target = Path(self.outdir, "images", name)
            target.parent.mkdir(exist_ok=True)
            shutil.copy(Path(self.srcdir, uri), target)

    def finish(self) -> None:
        """Nothing is left to do."""


def _unique(words: Iterator[str]) -> Sequence[str]:
    return list(dict.fromkeys(words))
