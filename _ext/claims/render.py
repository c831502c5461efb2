"""What a reader sees at a passage, claim, element, step, piece of evidence or event.

Only plain docutils nodes are made here (paragraphs, lists, containers, links), so every builder can write them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from docutils import nodes

from .addresses import is_web_address
from .build import anchor, bullets, cited, heading, inline, label, paragraph, separated, strong, xref
from .checks import kind_of
from .dates import prose_date
from .explain import READ_WORDS, explain, shown, tally_lines
from .fragments import address_of_words
from .model import Standing
from .records import Claim, Element, Event, Evidence, Passage, Source, Step, Target
from .sharing import cite_this
from .shelf import Maker
from .vocabulary import Relation, Speaker

GROUPS = {
    Relation.SUPPORTS: "Supports",
    Relation.DISPUTES: "Disputes",
    Relation.QUALIFIES: "Qualifies",
    Relation.CONTEXT: "Context",
    Relation.INTERPRETS: "Authorities on its meaning",
}

IN_FULL = "in-full"
"""What ends the address of evidence where a book has it in full, if that is not its own place."""


class Renderer(Maker):
    """Makes the nodes for one chapter (*docname*), whose links start there."""

    def show(self, kind: str, part: str, ident: str) -> list[nodes.Node]:
        """Return the nodes for the *part* (``head`` or ``tail``) of a record; none if it is a duplicate or unknown."""
        record = getattr(self.corpus, "evidence" if kind == "evidence" else f"{kind}s").get(ident)
        makers: dict[str, Callable[..., list[nodes.Node]]] = {
            "passage-head": self.passage, "claim-head": self.claim, "claim-tail": self.claim_tail,
            "element-head": self.element, "element-tail": self.cited_tail, "step-head": self.step,
            "step-tail": self.cited_tail,
            "evidence-head": self.evidence_in_place, "event-head": self.event,
        }  # fmt: skip
        return makers[f"{kind}-{part}"](record) if record else []

    # Records

    def passage(self, passage: Passage) -> list[nodes.Node]:
        words = self._quoted(self.shelf.body(passage)) if passage.words else []
        lines: list[nodes.Node] = [
            paragraph(
                anchor(passage.id),
                strong(f"Passage {passage.id}"),
                f" · reading {passage.reading}",
                classes=["record-line"],
            ),
            *([nodes.block_quote("", *words, classes=["letter-words"])] if words else []),
            paragraph(strong("In our words: "), passage.says),
        ]
        witnesses = [
            nodes.inline("", "", self._cite(key), *self._to_words(key, passage.words)) for key in passage.witnesses
        ]
        if witnesses:
            lines.append(paragraph("Witnesses: ", *separated(witnesses, "; "), ".", classes=["record-meta"]))
        claims = [xref("claim", claim.id, self.docname) for claim in self.corpus.claims_on(passage.id)]
        if claims:
            lines.append(paragraph("Claims drawn from it: ", *separated(claims), ".", classes=["record-meta"]))
        lines.append(cite_this(self.shelf, passage, self.docname))
        return [nodes.container("", *lines, classes=["record", "passage"])]

    def claim(self, claim: Claim) -> list[nodes.Node]:
        standing = self.corpus.standing(claim.id)
        said = f" · {claim.kind} · said in {_meaning(Speaker, claim.said_by)}"
        lines: list[nodes.Node] = [
            paragraph(anchor(claim.id), strong(f"Claim {claim.id}"), said, classes=["record-line"]),
            nodes.container("", *self.shelf.body(claim), classes=["statement"]),
            *self._words_of(claim),
            self._standing_line(claim, standing),
            bullets(
                [[paragraph(strong(f"{name}: "), said)] for name, said in tally_lines(standing, self.corpus)], "tallies"
            ),
        ]
        return [nodes.container("", *lines, classes=["record", "claim", claim.kind])]

    def claim_tail(self, claim: Claim) -> list[nodes.Node]:
        return [*self.tail(claim), *self._law(claim), cite_this(self.shelf, claim, self.docname)]

    def cited_tail(self, record: Element | Step) -> list[nodes.Node]:
        return [*self.tail(record), cite_this(self.shelf, record, self.docname)]

    def element(self, element: Element) -> list[nodes.Node]:
        return [self._plain_head("Element", element.title, element)]

    def step(self, step: Step) -> list[nodes.Node]:
        head = self._plain_head("Step", step.title, step)
        if step.elements:
            links = separated(xref("element", ident, self.docname) for ident in step.elements)
            head += paragraph("Elements it meets or leaves open: ", *links, ".", classes=["record-meta"])
        return [head]

    def event(self, event: Event) -> list[nodes.Node]:
        meta = separated([self._cite(key) for key in event.sources], "; ")
        contested = [f" Contested by: {', '.join(event.contested)}."] if event.contested else []
        return [
            nodes.container(
                "",
                paragraph(anchor(event.id), strong(prose_date(event.date)), classes=["record-line"]),
                *self.shelf.body(event),
                paragraph(*meta, ".", *contested, classes=["record-meta"]),
                classes=["record", "event"],
            )
        ]

    def evidence_in_place(self, item: Evidence) -> list[nodes.Node]:
        """Show evidence where it is written, unless the chapter holds a record that collects it anyway."""
        if self._collected_at(item):
            return []
        bears: list[nodes.Node] = []
        for relation, target in item.relations:
            bears += inline(f" {relation} ", xref(kind_of(target), target, self.docname))
        entry = self._entry(item, here=True, at="", bears=bears)
        return [nodes.container("", *entry, classes=["record", "evidence"])]

    def tail(self, record: Target) -> list[nodes.Node]:
        """Return all evidence about a record, grouped by relation; then the claims that bear on it."""
        found: list[nodes.Node] = []
        for relation, title in GROUPS.items():
            items = [item for rel, item in self.corpus.about(record.id) if rel == relation]
            if items:
                found.append(heading(f"{title} ({_number(items)})", "relation", relation))
                entries = [self._entry(item, self._collected_at(item) == record.id, record.id) for item in items]
                found.append(bullets(entries, "evidence-list", relation))
        if not found:
            found.append(paragraph("No evidence is recorded on this point.", classes=["record-meta"]))
        found += self._claims_on(record)
        return [nodes.container("", *found, classes=["collected", f"about-{record.id}"])]

    # Parts of records

    def _plain_head(self, what: str, title: str, record: Element | Step) -> nodes.container:
        line = paragraph(
            anchor(record.id), strong(f"{what} {record.id}"), f" · {title}" if title else "", classes=["record-line"]
        )
        body = nodes.container("", *self.shelf.body(record), classes=["statement"])
        return nodes.container("", line, body, classes=["record", what.lower()])

    def _words_of(self, claim: Claim) -> list[nodes.Node]:
        lines: list[nodes.Node] = []
        for ident in claim.said_in:
            passage = self.corpus.passages.get(ident)
            link = xref("passage", ident, self.docname)
            if passage and passage.words:
                lines.append(
                    paragraph(f"“{passage.words}” — ", link, f" (reading: {passage.reading})", classes=["claim-words"])
                )
            elif passage:
                lines.append(paragraph("Words: ", link, f" (reading: {passage.reading}).", classes=["claim-words"]))
        return lines or [paragraph("Not in the words of the letter that were seen.", classes=["claim-words"])]

    def _standing_line(self, claim: Claim, standing: Standing) -> nodes.paragraph:
        word = shown(standing.word)
        return paragraph(
            label(word[0].upper() + word[1:], "standing", f"standing-{standing.word.replace(' ', '-')}"),
            " — ",
            " ".join(explain(claim, standing)),
            *(self._outcome(claim)),
            classes=["standing-line"],
        )

    def _outcome(self, claim: Claim) -> list[nodes.Node]:
        carriers = [self._cite(key) for key in claim.outcome_by]
        return inline(" Carried by: ", *separated(carriers, "; "), ".") if carriers else []

    def _law(self, claim: Claim) -> list[nodes.Node]:
        items = []
        for kind, ids, table in (
            ("element", claim.elements, self.corpus.elements),
            ("step", self.corpus.steps_of(claim), self.corpus.steps),
        ):
            for ident in ids:
                record = table.get(ident)
                title = f" — {record.title}" if record and record.title else ""
                items.append([paragraph(xref(kind, ident, self.docname), title)])
        if not items:
            return []
        return [
            nodes.container("", heading("Elements and steps it bears on", "relation"), bullets(items), classes=["law"])
        ]

    def _claims_on(self, record: Target) -> list[nodes.Node]:
        if isinstance(record, Claim):
            return []
        items = []
        for claim in self.corpus.claims_on(record.id):
            word = label(shown(self.corpus.standing(claim.id).word), "standing")
            items.append([paragraph(xref("claim", claim.id, self.docname), " ", claim.statement, " (", word, ")")])
        steps = [step for step in self.corpus.steps.values() if record.id in step.elements]
        for step in steps:
            items.append([paragraph(xref("step", step.id, self.docname), f" {step.title or step.statement}")])
        return [heading("Claims and steps that bear on it", "relation"), bullets(items)] if items else []

    def _entry(self, item: Evidence, here: bool, at: str, bears: Sequence[nodes.Node] = ()) -> list[nodes.Node]:
        """Return one piece of evidence as it stands *at* a record, or in place; its address is here if *here*."""
        first = paragraph(*([anchor(item.id)] if here else []), classes=["evidence-text"])
        full = self._printed_at(item)
        if full and full.id != at:
            return self._pointer(item, full, first, bears)
        if full and not here:
            first += anchor(f"{item.id}-{IN_FULL}")
        first += inline(self._cite(item.source, item.at), ". ")
        body = self.shelf.body(item)
        if body and isinstance(body[0], nodes.paragraph):
            first += body.pop(0).children
        if item.quote:
            first += inline(f" “{item.quote}”", *self._to_words(item.source, item.quote))
        source = self.corpus.sources.get(item.source)
        meta = inline(_source_words(source)) if source else []
        if item.decides:
            meta += inline(f" · decides {', '.join(item.decides)}")
        return [first, *body, paragraph(*meta, *(inline(" ·", *bears) if bears else []), classes=["record-meta"])]

    def _to_words(self, key: str, words: str) -> list[nodes.Node]:
        """Return a link to quoted *words* in the copy of a source that was read; only a site has it."""
        source = self.corpus.sources.get(key)
        address = (source.get("readat") or source.get("url")) if source and self.shelf.on_site else ""
        if not words or not is_web_address(address):
            return []
        link = nodes.reference("", "look it up", refuri=address_of_words(address, words), classes=["to-words"])
        return inline(" (", link, ")")

    def _pointer(
        self, item: Evidence, full: Target, line: nodes.paragraph, bears: Sequence[nodes.Node]
    ) -> list[nodes.Node]:
        """Return *line* with what names a piece of evidence and tells where the book has it in full."""
        source = self.corpus.sources.get(item.source)
        ident = item.id if self._collected_at(item) == full.id else f"{item.id}-{IN_FULL}"
        address = self.shelf.record_address(full, self.docname, ident)
        link = nodes.reference("", "", nodes.inline("", full.id), refuri=address, internal=True)
        line += cited(source, item.source, item.at, self.shelf.source_address(item.source, self.docname))
        line += inline(f" · {source.standpoint}" if source else "", *(inline(" ·", *bears) if bears else []))
        line += inline(". In full at ", link, ".")
        return [line]

    def _printed_at(self, item: Evidence) -> Target | None:
        """Return the record at which a book has evidence in full, the first of its chapters that collects it.

        Pages are turned, and the same words twice make a book heavier; on a site every record has all of its evidence.
        """
        found = (self.corpus.target(target) for target in item.targets)
        return next(
            (record for record in found if record and record.place.docname in self.shelf.printed_chapters), None
        )

    def _collected_at(self, item: Evidence) -> str:
        """Return the first record in the item's own chapter that collects it; its address is there."""
        for target in item.targets:
            record = self.corpus.target(target)
            if record and record.place.docname == item.place.docname:
                return target
        return ""

    def _quoted(self, body: list[nodes.Node]) -> list[nodes.Node]:
        if body and isinstance(body[0], nodes.paragraph):
            body[0].insert(0, nodes.Text("“"))
            body[-1] += nodes.Text("”")  # type: ignore[operator]
        return body


def _source_words(source: Source) -> str:
    """Return who speaks and how much was read; the date stands in the citation."""
    return f"{source.standpoint} · {READ_WORDS.get(source.read, source.read)}"


def _meaning(words: type, word: str) -> str:
    return next((term.meaning for term in words if term == word), word)  # type: ignore[attr-defined]


def _number(items: list[Evidence]) -> str:
    sources = len({item.source for item in items})
    return f"{sources} source" + ("s" if sources != 1 else "")
