"""What rendering works from: where it finds records, addresses, titles and mentions; the base of what makes nodes."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Any, Protocol
from urllib.parse import quote

from docutils import nodes
from sphinx.util.osutil import relative_uri

from .build import citation
from .contents import Contents
from .model import Corpus
from .permalinks import permalink
from .records import Record, Source

ENTRIES = "source-entries"
"""The name of the generated part that shows the entries of sources."""
BIBLIOGRAPHY_PART = "bibliography-by-kind"
"""The name of the generated part that lists sources in full."""
STANDPOINTS_PART = "sources-by-standpoint"
"""The name of the generated part that lists sources by the place from which they speak."""
SITES = ("html", "dirhtml", "singlehtml")
"""The builders that make a site, beside whose pages files are written."""


class Shelf(Protocol):
    """What rendering needs; addresses are relative to the chapter that shows them (*docname*)."""

    corpus: Corpus
    mentions: dict[str, list[str]]

    @property
    def printed(self) -> bool: ...

    @property
    def printed_chapters(self) -> frozenset[str]: ...

    @property
    def on_site(self) -> bool: ...

    def body(self, record: Record) -> list[nodes.Node]: ...

    def source_address(self, key: str, docname: str) -> str: ...

    def record_address(self, record: Record, docname: str, ident: str = "") -> str: ...

    def data_address(self, name: str, docname: str) -> str: ...

    @property
    def book_name(self) -> str: ...

    def download_address(self, name: str, docname: str) -> str: ...

    def chapter_of(self, docname: str) -> str: ...

    def own_title(self, docname: str) -> str: ...

    def page_name(self, docname: str) -> str: ...

    def pages_of(self, part: str) -> dict[str, str]: ...

    @property
    def begins(self) -> dict[str, str | None]: ...

    def file_address(self, name: str, docname: str) -> str: ...

    def how_to_cite(self, record: Record) -> tuple[str, str]: ...

    def correction_address(self, ident: str) -> str: ...


class SphinxShelf:
    """The shelf of a build: one for all its chapters (:attr:`claims.domain.ClaimsDomain.shelf`)."""

    def __init__(self, domain: Any) -> None:
        self.domain = domain
        self.corpus: Corpus = domain.corpus
        self.mentions: dict[str, list[str]] = domain.mentions

    @cached_property
    def contents(self) -> Contents:
        env = self.domain.env
        return Contents(env.config.root_doc, env.toctree_includes)

    def body(self, record: Record) -> list[nodes.Node]:
        """Return a fresh copy of the text of a record."""
        body: list[nodes.Node] = self.domain.body(record)
        return body

    def pages_of(self, part: str) -> dict[str, str]:
        """Map each argument with which a generated *part* is asked for to the page on which it stands."""
        generated = sorted(self.domain.data["generated"].items())
        return dict(sorted((ident, docname) for docname, parts in generated for name, ident in parts if name == part))

    @cached_property
    def begins(self) -> dict[str, str | None]:
        """Map each key to the beginning under which its entry stands: the longest of those that have a page."""
        pages = self.pages_of(ENTRIES)
        return {key: longest(source, pages) for key, source in self.corpus.sources.items()}

    @cached_property
    def entry_pages(self) -> dict[str, str]:
        """Map beginnings of keys to the page that shows their entries; an empty one stands for all.

        A printed book has no entries: there the lines of the whole bibliography serve.
        """
        if not self.printed:
            return self.pages_of(ENTRIES)
        return {begin: page for begin, page in self.pages_of(BIBLIOGRAPHY_PART).items() if not begin}

    @property
    def printed(self) -> bool:
        """Whether the set is built as a book of pages, on which a reader cannot click."""
        return bool(self.domain.builder.name == "typst")

    @property
    def on_site(self) -> bool:
        """Whether the set is built as a site, whose readers can follow any link."""
        return self.domain.builder.name in SITES

    @property
    def printed_chapters(self) -> frozenset[str]:
        """The chapters of the book that is being made; none for other builders."""
        chapters: frozenset[str] = self.domain.builder.chapters if self.printed else frozenset()
        return chapters

    @property
    def printed_part(self) -> str:
        """The chapter that is being made into a book of its own; empty if the whole set is, or none."""
        builder = self.domain.builder
        return str(builder.book) if self.printed and builder.book != self.domain.env.config.root_doc else ""

    @property
    def noted(self) -> bool:
        """Whether citations are notes, as in a book, and not in brackets."""
        return self.domain.builder.name in ("typst", "epub")

    def entry_page(self, source: Source) -> str:
        """Return the page that shows a source's entry (a part that is a book lists its own); empty if none does."""
        begin = "" if self.printed else self.begins.get(source.key)
        return self.printed_part or ("" if begin is None else self.entry_pages.get(begin, ""))

    def source_address(self, key: str, docname: str) -> str:
        """Return the address of a source's entry; empty if no chapter shows it."""
        source = self.corpus.sources.get(key)
        page = self.entry_page(source) if source else ""
        if not page:
            return ""
        return self._address(page, f"cite-{key}", docname)

    def record_address(self, record: Record, docname: str, ident: str = "") -> str:
        """Return the address of a record where it is written, or of another *ident* in the same chapter."""
        return self._address(record.place.docname, ident or record.id, docname)

    def _address(self, page: str, ident: str, docname: str) -> str:
        builder = self.domain.builder
        here = page == docname or builder.name == "singlehtml"
        return f"#{ident}" if here else f"{builder.get_relative_uri(docname, page)}#{ident}"

    def data_address(self, name: str, docname: str) -> str:
        """Return the address of a file in ``data/``; empty for builders that write no such files."""
        return self.file_address(f"data/{name}", docname)

    def file_address(self, name: str, docname: str) -> str:
        """Return the address of a file that is written beside the pages; empty for builders that write none."""
        if not self.on_site:
            return ""
        here = self.domain.builder.get_target_uri(docname).partition("#")[0]
        return relative_uri(here, name)

    @property
    def book_name(self) -> str:
        """The name of the files that hold the whole set, without their endings."""
        name: str = self.domain.env.config.epub_basename
        return name

    def download_address(self, name: str, docname: str) -> str:
        """Return the address of a book; empty unless the site is built to have them beside it."""
        return self.file_address(f"files/{name}", docname) if self.domain.env.config.claims_downloads else ""

    def chapter_of(self, docname: str) -> str:
        """Return the chapter to which a page belongs; a chapter belongs to itself."""
        return self.contents.chapter_of(docname)

    def own_title(self, docname: str) -> str:
        title: str = self.domain.env.titles[docname].astext()
        return title

    def page_name(self, docname: str) -> str:
        """Return how a page is called elsewhere: by the record it is about, else by its title, behind its chapter's."""
        title, chapter = self.own_title(docname), self.chapter_of(docname)
        if chapter == docname:
            return title
        ident = title.partition(" · ")[0]
        return ident if self.corpus.target(ident) else f"{self.own_title(chapter)}: {title}"

    def how_to_cite(self, record: Record) -> tuple[str, str]:
        """Return the name of this edition and the permanent address of a record.

        It starts at the site's root or, if the configuration says where the site stands (``html_baseurl``), on the web.
        """
        config = self.domain.env.config
        return f"{config.project} (edition {config.version})", f"{self.base}{permalink(record.id)}"

    def correction_address(self, ident: str) -> str:
        """Return the address of the form for corrections, filled in for *ident*; empty where there is none."""
        form: str = self.domain.env.config.claims_correction_form if self.on_site else ""
        return form.replace("RECORD", quote(ident, safe=""))

    @property
    def base(self) -> str:
        """Return the address at which the site is published, with a slash at its end; empty if it is not said."""
        base: str = self.domain.env.config.html_baseurl
        return base and f"{base.rstrip('/')}/"


def longest(source: Source, beginnings: Iterable[str]) -> str | None:
    """Return the longest of some *beginnings* of keys that a source's key has; none if it has none of them.

    >>> longest(Source("armenia-2023"), ["", "a", "arm", "art"]), longest(Source("1915-order"), ["0-9", "a"])
    ('arm', '0-9')
    """
    fitting = [begin for begin in beginnings if source.key.startswith(begin) or begin == source.initial]
    return max(fitting, key=len, default=None)


class Maker:
    """Makes the nodes for one chapter (*docname*), whose links start there."""

    def __init__(self, shelf: Shelf, docname: str) -> None:
        self.shelf = shelf
        self.corpus = shelf.corpus
        self.docname = docname

    def _cite(self, key: str, pinpoint: str = "") -> nodes.Node:
        """Return the citation of a source as it stands in a list, linked to its entry."""
        return citation(self.corpus.sources.get(key), key, pinpoint, self.shelf.source_address(key, self.docname))
