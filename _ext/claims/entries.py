"""The entries of sources, each at an address that never changes.

The page of an entry is chosen by how its key begins, its anchor is ``cite-KEY``: neither depends on anything that may
be corrected later, such as a title, a type or a date, nor on how many other sources there are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from docutils import nodes
from sphinx.addnodes import pending_xref

from .addresses import host
from .build import anchor, bullets, inline, label, paragraph, separated, styled, xref
from .checks import kind_of
from .citing import AS_CITED_IN, at_first_hand, brief, full
from .dates import is_date
from .exchange import coins as context_object
from .explain import READ_WORDS
from .nodes import coins
from .records import Event, Evidence, Passage, Source
from .sharing import correction
from .shelf import ENTRIES, Maker
from .vocabulary import Language, ReadState, Relation

WAYBACK = "https://web.archive.org/web/"
"""The Internet Archive's look-up: behind it a date, or ``*`` for all captures, and the address."""
FORMATS = {"bib": "BibTeX", "json": "CSL-JSON", "ris": "RIS"}
"""The files of one source in ``data/sources/``, by extension."""


class Entries(Maker):
    """Makes the entries for one chapter (*docname*), whose links start there."""

    def entries(self, begin: str) -> list[nodes.Node]:
        """The entries of the sources whose keys begin so, but for those that stand under a longer beginning."""
        return [self.entry(source) for source in self.corpus.sources.values() if self.shelf.begins[source.key] == begin]

    def printed_sources(self, keys: Iterable[str]) -> nodes.section:
        """The sources of one part of the set, with those they are known through, for the end of its book."""
        known = self.corpus.sources
        wanted, found = [key for key in keys if key in known], set[str]()
        while wanted:
            found.add(key := wanted.pop())
            wanted += [other for other in known[key].through if other in known and other not in found]
        lines = [self.printed_line(known[key]) for key in sorted(found)]
        title = nodes.title("", "Sources")
        return nodes.section("", title, bullets(lines, "bibliography"), ids=["sources-of-this-part"])

    def printed_line(self, source: Source) -> list[nodes.Node]:
        """One source as a book has it: its citation, from where it speaks, how it was read, the pages that cite it."""
        ident = f"cite-{source.key}"
        read = READ_WORDS.get(source.read, source.read)
        pages = nodes.raw("", f'#pages-that-link-to("{self.docname}#{ident}");', format="typst")
        said = label(f"{source.standpoint}, {read}", "bibliography-meta")
        address = nodes.reference("", source.address, refuri=source.address) if source.address else ""
        key = nodes.literal("", source.key)
        return [paragraph(anchor(ident), *self._full(source), " ", key, " ", address, " ", said, pages)]

    def entry(self, source: Source) -> nodes.container:
        """One source: its citation, how much was read and in which copy, its addresses, and what uses it."""
        title = nodes.rubric("", "", anchor(f"cite-{source.key}"), *styled(brief(source)), classes=["source-title"])
        lines = [title, paragraph(*self._full(source), coins(title=context_object(source))), *self._facts(source)]
        used = [[paragraph(*line)] for line in self._uses(source)]
        if used:
            lines += [paragraph("Cited in:", classes=["record-meta"]), bullets(used, "cited-in")]
        return nodes.container("", *lines, classes=["record", "source"])

    def _full(self, source: Source) -> list[nodes.Node]:
        """Return the full citation, in which the sources that it is known through are links."""
        through = [self._cite(key) for key in source.through if key in self.corpus.sources]
        if not through:
            return styled(full(source))
        return inline(*styled(at_first_hand(source)), AS_CITED_IN, *separated(through, "; "), ".")

    def _facts(self, source: Source) -> Iterator[nodes.Node]:
        language = next((word.meaning for word in Language if word == source.get("langid")), "")
        foreign = f" · in {language}" if language and language != Language.ENGLISH.meaning else ""
        yield paragraph(
            nodes.reference("", "", nodes.literal("", source.key), refuri=f"#cite-{source.key}", internal=True),
            f" · {source.standpoint} · {READ_WORDS.get(source.read, source.read)}{foreign}",
            *self._read_in(source),
            classes=["record-meta"],
        )
        if source.get("note"):
            yield paragraph(f"{source.get('note')}.", classes=["record-meta"])
        addresses = [*self._addresses(source), *self._downloads(source)]
        yield paragraph(*separated(addresses, " · "), *correction(self.shelf, source.key), classes=["record-meta"])

    def _read_in(self, source: Source) -> list[nodes.Node]:
        copy = source.get("readat")
        through = "through this page" if source.read == ReadState.SECONDHAND else "in this copy"
        return inline(", ", _outside(f"{through} ({host(copy)})", copy)) if copy else []

    def _addresses(self, source: Source) -> Iterator[nodes.Node]:
        """Yield the original, its DOI, and an archive: a capture, or a look-up for the source's date."""
        own, doi = source.get("url"), source.get("doi")
        if own and source.get("urlseen"):
            yield nodes.Text(f"address not verified: {own}")
        elif own:
            yield _outside("original", own)
        elif not doi:
            yield nodes.Text("own address not known")
        if doi:
            yield _outside(f"doi:{doi}", f"https://doi.org/{doi}")
        if source.get("archiveurl"):
            yield _outside("archived copy", source.get("archiveurl"))
        elif source.address:
            yield _outside("look up in the Internet Archive", archive_lookup(source))

    def _downloads(self, source: Source) -> Iterator[nodes.Node]:
        for extension, name in FORMATS.items():
            address = self.shelf.data_address(f"sources/{source.key}.{extension}", self.docname)
            if address:
                yield nodes.reference("", name, refuri=address, internal=True)

    def _uses(self, source: Source) -> Iterator[list[nodes.Node]]:
        """Yield a line for each relation, then for passages and events, other sources, and other pages."""
        records = self.corpus.citing(source.key)
        evidence = [item for item in records if isinstance(item, Evidence)]
        for relation in Relation:
            targets = dict.fromkeys(target for item in evidence for name, target in item.relations if name == relation)
            if targets:
                yield inline(f"{relation} ", *separated(xref(kind_of(t), t, self.docname) for t in targets))
        others = [record for record in records if isinstance(record, Passage | Event)]
        if others:
            links = (
                xref(kind_of(r.id), r.id, self.docname, r.id if isinstance(r, Passage) else r.date) for r in others
            )
            yield inline("passages and events: ", *separated(links))
        known = [self._cite(key) for key in self.corpus.known_through(source.key)]
        if known:
            yield inline("known through it: ", *separated(known, "; "))
        named = {target for item in evidence for target in item.targets}
        chapters = {*self.shelf.mentions.get(source.key, ()), *(item.place.docname for item in evidence)}
        pages = [(name, words) for name in sorted(chapters) if (words := self.shelf.page_name(name)) not in named]
        if pages:
            yield inline("pages: ", *separated((self.page(name, words) for name, words in pages), "; "))

    def page(self, name: str, words: str) -> nodes.Node:
        link = pending_xref(
            "", refdomain="std", reftype="doc", reftarget=f"/{name}", refdoc=self.docname, refexplicit=True
        )
        link += nodes.inline("", words)
        return link


def archive_lookup(source: Source) -> str:
    """Return the archive's look-up of the source's address for its date, for all captures if it has none.

    >>> archive_lookup(Source("k", fields={"url": "https://example.org/a", "date": "2023-02"}))
    'https://web.archive.org/web/202302/https://example.org/a'
    """
    date = source.date.split("/")[-1].replace("-", "") if is_date(source.date) else "*"
    return f"{WAYBACK}{date}/{source.address}"


def _outside(text: str, address: str) -> nodes.reference:
    return nodes.reference("", text, refuri=address)


GENERATED: dict[str, Callable[[Entries, str], list[nodes.Node]]] = {
    ENTRIES: Entries.entries,
}
