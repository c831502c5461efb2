"""The lists of sources: by the pages of their entries, by kind, by the place from which they speak.

A list of a few hundred sources is too long for one page of the site. So each has pages for its parts, and a *part* is
asked for by name (``books``, ``press``) or by name and first letters of keys (``articles a-f``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from itertools import groupby

from docutils import nodes

from .build import bullets, heading, paragraph, separated, styled
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
            line = (self._counted(pages[begin], numbers[begin]) for begin in begins)
            lines.append([paragraph(*separated(line, " · "))])
        return [bullets(lines, "source-pages")]

    def bibliography(self, part: str) -> list[nodes.Node]:
        """The sources of one *part* in full, each with a link to its entry: a kind, with letters or without.

        Without a part: the list of those that have pages; in a book, and where no part has one, every source by kind.
        """
        pages = {name: page for name, page in self.shelf.pages_of(BIBLIOGRAPHY_PART).items() if name}
        if part:
            name, between = selection(part)
            types = BIBLIOGRAPHY.get(BIBLIOGRAPHY_PARTS.get(name, ""), ())
            chosen = (source for source in self.corpus.sources.values() if source.type in types and between(source))
            return [bullets(map(self._line, chosen), "bibliography")]
        found: list[nodes.Node] = []
        for name, title in BIBLIOGRAPHY_PARTS.items():
            types = BIBLIOGRAPHY[title]
            sources = [source for source in self.corpus.sources.values() if source.type in types]
            if not sources:
                continue
            found.append(heading(f"{title} ({len(sources)})"))
            if pages and not self.shelf.printed:
                found.append(self._parts(name, sources, pages))
            else:
                found.append(bullets(map(self._line, sources), "bibliography"))
        return found

    def standpoints(self, part: str) -> list[nodes.Node]:
        """The sources of one standpoint, with letters or without; without a *part* all, with their pages."""
        pages = {name: page for name, page in self.shelf.pages_of(STANDPOINTS_PART).items() if name}
        found: list[nodes.Node] = []
        for standpoint in Standpoint:
            sources = [source for source in self.corpus.sources.values() if source.standpoint == standpoint]
            if part:
                name, between = selection(part)
                sources = [source for source in sources if between(source) and name == standpoint]
            if not sources:
                continue
            found += [] if part else [heading(f"{standpoint} ({len(sources)})")]
            found.append(paragraph(standpoint.meaning))
            if pages and not part:
                found.append(self._parts(standpoint, sources, pages))
            else:
                found.append(bullets([paragraph(self._cite(source.key), f" — {_read(source)}")] for source in sources))
        return found

    def _parts(self, name: str, sources: list[Source], pages: Mapping[str, str]) -> nodes.paragraph:
        """Return a line that leads to the *pages* of the parts called *name*, each with the number of its sources."""
        links = []
        for part, page in pages.items():
            called, between = selection(part)
            if called == name:
                links.append(self._counted(page, sum(map(between, sources))))
        return paragraph(*separated(links, " · "))

    def _counted(self, page: str, number: int) -> nodes.Node:
        return nodes.inline("", "", self.page(page, self.shelf.own_title(page)), nodes.Text(f" ({number})"))

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


def _read(source: Source) -> str:
    return READ_WORDS.get(source.read, source.read)


GENERATED: dict[str, Callable[[Lists, str], list[nodes.Node]]] = {
    "source-pages": Lists.entry_pages,
    BIBLIOGRAPHY_PART: Lists.bibliography,
    STANDPOINTS_PART: Lists.standpoints,
}
