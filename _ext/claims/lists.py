"""The lists of sources: by the pages of their entries, by kind, by the place from which they speak.

A list of a few hundred sources is too long for one page of the site. So each has pages for its parts, and a *part* is
asked for by name (``books``, ``press``) or by name and first letters of keys (``articles a-f``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from itertools import groupby

from docutils import nodes

from .build import bullets, heading, inline, paragraph, separated, styled, table
from .citing import full
from .entries import Entries
from .explain import READ_WORDS
from .records import Source
from .shelf import BIBLIOGRAPHY_PART, ENTRIES, STANDPOINTS_PART
from .vocabulary import BIBLIOGRAPHY, BIBLIOGRAPHY_PARTS, Standpoint


class Lists(Entries):
    """Makes the lists of one page (*docname*), whose links start there."""

    def entry_pages(self, _: str) -> list[nodes.Node]:
        """The pages of entries, a line for each letter, each with the number of its entries."""
        pages, numbers = self.shelf.pages_of(ENTRIES), Counter(self.shelf.begins.values())
        lines = []
        for _, begins in groupby(pages, lambda begin: begin[:1]):
            line = (self._counted(pages[begin], self.shelf.own_title(pages[begin]), numbers[begin]) for begin in begins)
            lines.append([paragraph(*separated(line, " · "))])
        return [bullets(lines, "list-of-pages")]

    def bibliography(self, part: str) -> list[nodes.Node]:
        """The sources of one *part* in full, each with a link to its entry: a kind, with letters or without.

        Without a part: a line for each kind that leads to its pages; in a book, and where there are none, every source.
        """
        of_kind = {
            name: [source for source in self.corpus.sources.values() if source.type in BIBLIOGRAPHY[title]]
            for name, title in BIBLIOGRAPHY_PARTS.items()
        }
        if part:
            name, between = selection(part)
            return [bullets(map(self._line, filter(between, of_kind.get(name, ()))), "bibliography")]
        pages = {} if self.shelf.printed else self._pages(BIBLIOGRAPHY_PART)
        if pages:
            used = (name for name, sources in of_kind.items() if sources)
            parts = (self._parts(name, BIBLIOGRAPHY_PARTS[name], of_kind[name], pages) for name in used)
            return [bullets(([paragraph(*links)] for links in parts), "list-of-pages")]
        found: list[nodes.Node] = []
        for name, sources in of_kind.items():
            if sources:
                found.append(heading(f"{BIBLIOGRAPHY_PARTS[name]} ({len(sources)})"))
                found.append(bullets(map(self._line, sources), "bibliography"))
        return found

    def standpoints(self, part: str) -> list[nodes.Node]:
        """The sources of one standpoint, with letters or without.

        Without a *part*: a line for each standpoint that leads to its pages; where there are none, every source.
        """
        pages = {} if part else self._pages(STANDPOINTS_PART)
        name, between = selection(part)
        found: list[nodes.Node] = []
        lines = []
        for standpoint in Standpoint:
            sources = [source for source in self.corpus.sources.values() if source.standpoint == standpoint]
            if pages and sources:
                links = self._parts(standpoint, standpoint, sources, pages)
                lines.append([paragraph(*links, f" — {standpoint.meaning}")])
            elif sources and name in ("", standpoint):
                found += [] if part else [heading(f"{standpoint} ({len(sources)})")]
                found.append(paragraph(standpoint.meaning))
                found.append(self._sources_table(filter(between, sources)))
        return [bullets(lines, "list-of-pages")] if pages else found

    def _pages(self, list_name: str) -> dict[str, str]:
        """Return the pages of the parts of a list, without that of the whole list."""
        return {part: page for part, page in self.shelf.pages_of(list_name).items() if part}

    def _parts(self, name: str, title: str, sources: list[Source], pages: Mapping[str, str]) -> list[nodes.Node]:
        """Return the *title* of what is called *name* as a link to its page, or with links to its pages by letters."""
        if name in pages:
            return [self._counted(pages[name], title, len(sources))]
        links = []
        for part, page in pages.items():
            called, between = selection(part)
            if called == name:
                links.append(self._counted(page, _letters(part), sum(map(between, sources))))
        return inline(f"{title} ({len(sources)}): ", *separated(links, " · "))

    def _counted(self, page: str, words: str, number: int) -> nodes.Node:
        return nodes.inline("", "", self.page(page, words), nodes.Text(f" ({number})"))

    def _sources_table(self, sources: Iterable[Source]) -> nodes.table:
        """Return sources as a table, one row each; dates are written so that they can be sorted."""
        rows = [
            [
                [paragraph(self._cite(source.key))],
                [paragraph(source.date)],
                [paragraph(READ_WORDS.get(source.read, source.read))],
            ]
            for source in sources
        ]
        return table(("Source", "Date", "How it was read"), rows, (62, 16, 22), "sortable", "sources-table")

    def _line(self, source: Source) -> list[nodes.Node]:
        if self.shelf.printed:
            return self.printed_line(source)
        address = self.shelf.source_address(source.key, self.docname)
        link = nodes.reference("", "", nodes.literal("", source.key), refuri=address, internal=True)
        return [paragraph(*styled(full(source, self.corpus.sources)), " ", link if address else "")]


def selection(part: str) -> tuple[str, Callable[[Source], bool]]:
    """Return the name of a part of a list, and what tells whether a source is between its letters.

    >>> name, between = selection("articles 0-f")
    >>> name, between(Source("1915-report")), between(Source("fader-2023")), between(Source("geo-2023"))
    ('articles', True, True, False)
    """
    name, _, letters = part.partition(" ")
    first, _, last = letters.partition("-")
    return name, lambda source: not letters or first <= source.key[:1] <= (last or first)


def _letters(part: str) -> str:
    """Return the letters of a part in words; digits, which stand before the letters, go without saying.

    >>> _letters("articles 0-f"), _letters("web a"), _letters("books")
    ('A to F', 'A', '')
    """
    first, _, last = part.partition(" ")[2].upper().replace("0", "A").partition("-")
    return f"{first} to {last}" if last not in ("", first) else first


GENERATED: dict[str, Callable[[Lists, str], list[nodes.Node]]] = {
    "source-pages": Lists.entry_pages,
    BIBLIOGRAPHY_PART: Lists.bibliography,
    STANDPOINTS_PART: Lists.standpoints,
}
