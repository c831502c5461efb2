"""The generated pages: all claims, claims and elements, coverage, timeline, sources, figures, vocabularies."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from docutils import nodes

from .build import bullets, heading, inline, label, literals, paragraph, separated, strong, table, xref
from .dates import prose_date
from .explain import READ_WORDS, shown
from .export import FILES
from .records import Claim
from .shelf import Maker
from .vocabulary import UNREAD, VOCABULARIES, Relation, Term


class Tables(Maker):
    """Makes the generated parts of one chapter (*docname*), whose links start there."""

    def claims_table(self, _: str) -> list[nodes.Node]:
        """All claims, one row each; the page's script makes the columns sortable."""
        rows = []
        for claim in self.corpus.claims.values():
            standing = self.corpus.standing(claim.id)
            counts = [[paragraph(str(len(standing.sources[relation])))] for relation in _WEIGHED]
            rows.append(
                [
                    [paragraph(xref("claim", claim.id, self.docname))],
                    [paragraph(claim.statement)],
                    [paragraph(claim.kind)],
                    [paragraph(label(shown(standing.word), "standing"))],
                    [paragraph(claim.subject)],
                    *counts,
                ]
            )
        head = ("Claim", "Statement", "Kind", "Standing", "Subject", *(relation.capitalize() for relation in _WEIGHED))
        return [table(head, rows, (6, 28, 14, 13, 12, 9, 9, 9), "sortable", "claims-table")]

    def claims_matrix(self, _: str) -> list[nodes.Node]:
        """Claims against elements; only claims that bear on an element have a row."""
        elements = list(self.corpus.elements)
        rows = []
        for claim in self.corpus.claims.values():
            if claim.elements:
                marks = [[paragraph("•" if ident in claim.elements else "")] for ident in elements]
                word = label(shown(self.corpus.standing(claim.id).word), "standing")
                rows.append([[paragraph(xref("claim", claim.id, self.docname), f" {claim.statement} ", word)], *marks])
        legend = [
            [paragraph(xref("element", element.id, self.docname), f" {element.title or element.statement}")]
            for element in self.corpus.elements.values()
        ]
        widths = (52, *(4 for _ in elements))
        return [bullets(legend, "legend"), table(("Claim", *elements), rows, widths, "matrix")]

    def coverage(self, _: str) -> list[nodes.Node]:
        """What the set lacks: each gap with the records it concerns."""
        corpus, found = self.corpus, list[nodes.Node]()
        for title, records in self._gaps():
            links = [xref(kind, ident, self.docname) for kind, ident in records]
            found += [heading(f"{title} ({len(links)})"), paragraph(*(separated(links) or inline("None.")))]
        unread = [key for key in sorted(corpus.sources) if corpus.sources[key].read in UNREAD]
        title = "Sources known only second-hand or by their catalogue data"
        found.append(heading(f"{title} ({len(unread)} of {len(corpus.sources)})"))
        found.append(bullets([[paragraph(self._cite(key), f" — {self._read(key)}")] for key in unread]))
        return found

    def timeline(self, period: str) -> list[nodes.Node]:
        """The events of a *period* (``1915/1994``, ``2023-01/2023-06``), or all, by date under their years."""
        first, _, last = period.partition("/")
        found: list[nodes.Element] = []
        year = ""
        for event in sorted(self.corpus.events.values(), key=lambda event: (event.date, event.part)):
            if period and not (first <= event.date[: len(first)] and event.date[: len(last)] <= last):
                continue
            if event.date[:4] != year:
                year = event.date[:4]
                found += [heading(year), nodes.bullet_list("", bullet="-", classes=["timeline"])]
            contested = f" (contested by: {', '.join(event.contested)})" if event.contested else ""
            line = paragraph(
                xref("event", event.id, self.docname, prose_date(event.date)), f": {event.statement}{contested}"
            )
            found[-1].append(nodes.list_item("", line))
        return list(found)

    def figures(self, _: str) -> list[nodes.Node]:
        """How many claims, passages, pieces of evidence, sources … the set holds, counted when it is built."""
        corpus = self.corpus
        used = {item.source for item in corpus.evidence.values()}
        parts = [
            (len(corpus.passages), "passages"),
            (len(corpus.claims), "claims"),
            (len(corpus.evidence), "pieces of evidence"),
            (len(corpus.elements), "elements"),
            (len(corpus.steps), "steps of the opinion"),
            (len(corpus.events), "dated events"),
            (len(corpus.sources), f"sources, {len(used)} of them as evidence"),
        ]
        lines = [[paragraph(strong(str(number)), f" {what}")] for number, what in parts]
        return [bullets(lines, "figures")]

    def standings(self, _: str) -> list[nodes.Node]:
        """How the claims stand: each standing with the claims that have it, the most frequent first."""
        by_word: dict[str, list[Claim]] = {}
        for claim in self.corpus.claims.values():
            by_word.setdefault(shown(self.corpus.standing(claim.id).word), []).append(claim)
        rows = []
        for word, claims in sorted(by_word.items(), key=lambda item: (-len(item[1]), item[0])):
            links = separated((xref("claim", claim.id, self.docname) for claim in claims), " ")
            named = label(word[0].upper() + word[1:], "standing")
            rows.append([paragraph(named, f" {len(claims)}: ", *links)])
        return [bullets(rows, "standings")]

    def vocabulary(self, name: str) -> list[nodes.Node]:
        """The words of one closed vocabulary with their meaning."""
        terms: Iterable[Term] = VOCABULARIES.get(name, ())
        rows = [[[paragraph(nodes.literal("", term))], [paragraph(*literals(term.meaning))]] for term in terms]
        return [table(("Word", "What it means"), rows, (20, 80), "vocabulary")] if rows else []

    def data_files(self, _: str) -> list[nodes.Node]:
        """The files in ``data/`` with what each holds, linked where they are written."""
        rows = []
        for name, holds in FILES.items():
            address = self.shelf.data_address(name, self.docname)
            named = nodes.literal("", name)
            link = nodes.reference("", "", named, refuri=address, internal=True) if address else named
            rows.append([[paragraph(link)], [paragraph(holds)]])
        return [table(("File", "What it holds"), rows, (30, 70), "data-files")]

    def downloads(self, part: str) -> list[nodes.Node]:
        """Links to the books: the whole set, or one *part* of it; nothing where none lie beside the site."""
        name = "-".join(filter(None, (self.shelf.book_name, part)))
        files = [(f"{name}.pdf", "this part as a PDF" if part else "the whole set as a PDF")]
        files += [] if part else [(f"{name}.epub", "as an e-book (EPUB)")]
        links = [(self.shelf.download_address(file, self.docname), words) for file, words in files]
        shown = [nodes.reference("", words, refuri=address, internal=True) for address, words in links if address]
        return [paragraph("To keep or to print: ", *separated(shown), ".", classes=["downloads"])] if shown else []

    # Gaps

    def _gaps(self) -> Iterator[tuple[str, list[tuple[str, str]]]]:
        """Yield the name of each kind of gap with the (kind, id) of the records that have it."""
        corpus = self.corpus

        def claims(has_gap: Callable[[Claim], bool]) -> list[tuple[str, str]]:
            return [("claim", claim.id) for claim in corpus.claims.values() if has_gap(claim)]

        def others(kind: str, ids: Iterable[str], has_gap: Callable[[str], bool]) -> list[tuple[str, str]]:
            return [(kind, ident) for ident in ids if has_gap(ident)]

        yield "Claims without evidence", claims(lambda claim: not corpus.about(claim.id))
        yield "Claims whose evidence comes from one side only", claims(self._one_sided)
        yield "Claims of which one side is known only second-hand", claims(lambda c: bool(corpus.standing(c.id).unread))
        yield "Claims with no contrary evidence and no search for it", claims(self._unsought)
        yield (
            "Claims that bear on no element and no step",
            claims(lambda claim: not (claim.elements or corpus.steps_of(claim))),
        )
        yield (
            "Passages from which no claim is drawn",
            others("passage", corpus.passages, lambda i: not corpus.claims_on(i)),
        )
        yield (
            "Elements with fewer than two authorities",
            others("element", corpus.elements, lambda i: self._authorities(i) < 2),
        )
        yield "Steps with fewer than two sources", others("step", corpus.steps, lambda i: self._sources(i) < 2)
        yield "Steps that no source disputes or qualifies", others("step", corpus.steps, lambda i: not self._opposed(i))

    def _one_sided(self, claim: Claim) -> bool:
        standing = self.corpus.standing(claim.id)
        given = [relation for relation in (Relation.SUPPORTS, Relation.DISPUTES) if standing.sources[relation]]
        return len(given) == 1 and bool(standing.one_sided.get(given[0]))

    def _unsought(self, claim: Claim) -> bool:
        return not claim.contrary_search and not self._opposed(claim.id)

    def _opposed(self, ident: str) -> bool:
        return any(relation in (Relation.DISPUTES, Relation.QUALIFIES) for relation, _ in self.corpus.about(ident))

    def _authorities(self, ident: str) -> int:
        return len({item.source for relation, item in self.corpus.about(ident) if relation == Relation.INTERPRETS})

    def _sources(self, ident: str) -> int:
        return len({item.source for _, item in self.corpus.about(ident)})

    def _read(self, key: str) -> str:
        read = self.corpus.sources[key].read
        return READ_WORDS.get(read, read)


_WEIGHED = (Relation.SUPPORTS, Relation.DISPUTES, Relation.QUALIFIES)

GENERATED: dict[str, Callable[[Tables, str], list[nodes.Node]]] = {
    "claims-table": Tables.claims_table,
    "claims-matrix": Tables.claims_matrix,
    "coverage": Tables.coverage,
    "timeline": Tables.timeline,
    "figures": Tables.figures,
    "standings": Tables.standings,
    "vocabulary": Tables.vocabulary,
    "data-files": Tables.data_files,
    "downloads": Tables.downloads,
}
