"""The builder: assembles the chapters of a book, checks them, writes Typst and has it set."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar

from docutils import nodes
from sphinx import addnodes
from sphinx.builders import Builder
from sphinx.util import logging
from sphinx.util.nodes import inline_all_toctrees

from .book import Fonts, Labels, documents, mistakes, place, prune, unlink
from .markup import string
from .pack import pack
from .setting import set_book
from .writer import TypstTranslator

logger = logging.getLogger(__name__)
TEMPLATE = Path(__file__).parent / "template.typ"
CALLS = ("boxed", "para", "span", "quoted", "rubric", "items", "admonition", "rows", "to")
"""The functions of the template that a project's style can change."""


class TypstBuilder(Builder):
    """Sets all documents as one book, or some of them each as its own: PDFs, beside their Typst files."""

    name = "typst"
    format = "typst"
    epilog = "The PDF is in %(outdir)s."
    allow_parallel = False
    default_translator_class = TypstTranslator
    supported_image_types: ClassVar[list[str]] = ["image/svg+xml", "image/png", "image/jpeg"]
    book: str = ""
    """The document that the book being made is: the root for the whole set. Other extensions may ask for it."""
    chapters: frozenset[str] = frozenset()
    """The documents of the book being made."""

    def get_outdated_docs(self) -> str:
        return "all documents"

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        return f"%{docname}"

    def get_relative_uri(self, from_: str, to: str, typ: str | None = None) -> str:
        return self.get_target_uri(to)

    def prepare_writing(self, docnames: Any) -> None:
        """Nothing is written document by document."""

    def write_documents(self, docnames: Any) -> None:
        """Make each book that is asked for."""
        shutil.copy(TEMPLATE, Path(self.outdir, "template.typ"))
        style = self.config.typst_style
        Path(self.outdir, "style.typ").write_text(
            Path(self.srcdir, style).read_text("utf-8") if style else "#let styles = (:)\n", "utf-8"
        )
        for name in self.config.typst_books or [self.config.root_doc]:
            if name in self.env.found_docs:
                self._make(name)
            else:
                self._fail(f"there is no document {name!r}: name one without its ending, like chapters/law/index")

    def _fail(self, message: str, location: Any = None) -> None:
        """Report what keeps a book from being made, and fail. (Raised, an error would be shown with a traceback.)"""
        logger.error(message, location=location, type="typst", subtype="book")
        self._app.statuscode = 1

    def _make(self, root: str) -> None:
        """Assemble, check and write one book, then have it set."""
        self.book = root
        tree = self._assemble(root)
        self.labels = Labels(tree, root)
        found = list(mistakes(tree, self.labels, Fonts(self._fonts())))
        for mistake in found:
            self._fail(mistake.message, place(mistake.node))
        if found:
            return
        visitor: Any = self.create_translator(tree, self)
        tree.walkabout(visitor)
        for node, message in visitor.unknown:
            self._fail(message, place(node))
        if visitor.unknown:
            return
        source = Path(self.outdir, f"{self.file_name(root)}.typ")
        source.write_text("".join(self._head(root)) + visitor.astext(), "utf-8")
        self._copy_images()
        self._set(source)

    def file_name(self, root: str) -> str:
        """Return the name of the book of a document: the set's name and, for a part, its path without its first folder.

        ``chapters/law/index`` of ``small`` is ``small-law``.
        """
        path = [part for part in root.split("/") if part != "index"] if root != self.config.root_doc else []
        return "-".join([self.config.typst_name, *path[len(path) > 1 :]])

    def _assemble(self, root: str) -> nodes.document:
        """Return the tree of the whole book with every reference resolved."""
        tree = self.env.get_doctree(root)
        whole: Any = inline_all_toctrees(self, set(), root, tree, lambda text: text, [root])
        whole["docname"] = root
        prune(whole, self.config.typst_exclude)
        self.chapters = frozenset({root, *(part["docname"] for part in whole.findall(addnodes.start_of_file))})
        self.env.resolve_references(whole, root, self)
        unlink(whole, self.env.found_docs - self.chapters)
        self.post_process_images(whole)
        for node in list(whole.findall(addnodes.pending_xref)):
            node.replace_self(node.children)
        return whole  # type: ignore[no-any-return]

    def documents_of(self, tree: nodes.document) -> Iterator[tuple[str, nodes.Element]]:
        """Yield every element of the book with the document it comes from."""
        return documents(tree, tree["docname"])

    def _head(self, root: str) -> Iterator[str]:
        """Yield what stands before the text: the template, the style, the settings of the book."""
        whole = root == self.config.root_doc
        named = {"title": self.config.project, "paper": self.config.typst_paper, "lang": self.config.language or "en"}
        settings = named | ({} if whole else {"part-title": self.env.titles[root].astext()}) | self.config.typst_title
        fields = [f"{name}: {string(value)}" for name, value in sorted(settings.items())]
        yield '#import "template.typ": *\n#import "style.typ": styles\n'
        yield f"#let ({', '.join(CALLS)}) = make(styles)\n#show: book.with({', '.join(fields)})\n\n"

    def _fonts(self) -> list[Path]:
        return [Path(self.srcdir, folder) for folder in self.config.typst_fonts]

    def _set(self, source: Path) -> None:
        """Have Typst set *source*, complete its links and pack it; Typst's warnings are ours."""
        made = set_book(
            source,
            fonts=[str(folder) for folder in self._fonts()],
            standards=self.config.typst_standards,
            timestamp=int(os.environ.get("SOURCE_DATE_EPOCH", "0")),  # PDF/A asks for a date; no clock gives it
        )
        if "error" in made:
            self._fail(f"Typst could not set {source.name}: {made['error']}")
            return
        for warning in dict.fromkeys(made["warnings"]):
            logger.warning(warning, type="typst", subtype="setting")
        pdf = source.with_suffix(".pdf")
        pdf.write_bytes(pack(pdf.read_bytes(), {name: (page, x, y) for name, page, x, y in made["places"]}))

    def _copy_images(self) -> None:
        """Copy the pictures of the book beside its Typst file."""
        for uri, name in sorted(self.images.items()):
            target = Path(self.outdir, "images", name)
            target.parent.mkdir(exist_ok=True)
            shutil.copy(Path(self.srcdir, uri), target)

    def finish(self) -> None:
        """Nothing is left to do."""
