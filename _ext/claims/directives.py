"""Directives: each turns what an author wrote into a record and leaves a placeholder; none of them judges."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterable
from typing import Any, ClassVar

from docutils import nodes
from docutils.nodes import Node
from docutils.parsers.rst.directives import unchanged
from sphinx.util.docutils import SphinxDirective

from .dates import is_period
from .drawings import EVENTS_DRAWING
from .nodes import collected
from .problems import Problem, unknown
from .records import Claim, Element, Event, Evidence, Passage, Place, Record, Step
from .shelf import BIBLIOGRAPHY_PART, STANDPOINTS_PART
from .vocabulary import BIBLIOGRAPHY_PARTS, VOCABULARIES, Relation, Standpoint

NAMED_PARTS: dict[str, Iterable[str]] = {
    "vocabulary": VOCABULARIES,
    BIBLIOGRAPHY_PART: BIBLIOGRAPHY_PARTS,
    STANDPOINTS_PART: tuple(Standpoint),
}
"""The generated parts that can be asked for by name, and the names."""
SPAN = re.compile(r"\d{4}(-\d\d)?/\d{4}(-\d\d)?")
OPTION_LINE = re.compile(r":[\w-]+:")


class AnyOption(dict[str, Any]):
    """An option list that lets every option through, so that a misspelt one is reported with the nearest word."""

    def __missing__(self, name: str) -> Any:
        return unchanged


class RecordDirective(SphinxDirective):
    """What all record directives share: options as written, a body in the chapter's own markup, one placeholder."""

    required_arguments = 1
    final_argument_whitespace = True
    has_content = True
    option_spec = AnyOption(name=unchanged)
    allowed: ClassVar[tuple[str, ...]] = ()
    kind: ClassVar[str] = ""

    def run(self) -> list[Node]:
        self.place = Place(self.env.docname, self.lineno)
        self._check_options()
        body = self._only_text(self.parse_content_to_nodes())
        record = self.record(self.arguments[0].strip(), " ".join(" ".join(node.astext() for node in body).split()))
        self.env.get_domain("claims").note_record(record, body)  # type: ignore[attr-defined]
        return [
            collected("", kind=self.kind, ident=record.id, docname=self.env.docname, part=part, line=self.lineno)
            for part in self.parts()
        ]

    def _problem(self, code: str, message: str) -> None:
        problem = Problem(code, f"{self.kind}: {message}", self.place)
        self.env.get_domain("claims").note_problem(problem)  # type: ignore[attr-defined]

    def _check_options(self) -> None:
        """Report options that do not exist, and those given twice, of which docutils keeps only the last."""
        for option in self.options:
            if option not in self.allowed:
                self._problem("unknown_option", unknown("option or relation", option, self.allowed))
        lines = itertools.takewhile(OPTION_LINE.match, self.block_text.splitlines()[1:])
        counts = Counter(line.split(":")[1] for line in lines)
        for option in sorted(option for option, count in counts.items() if count > 1):
            self._problem("repeated_option", f"':{option}:' stands twice: write one, with all its words")

    def _only_text(self, body: list[Node]) -> list[Node]:
        """Report and leave out what cannot be shown elsewhere: records within this one's text, and footnotes."""
        nested = [node for top in body for node in top.findall(collected)]
        if nested:
            inner = f"{nested[0]['kind']} in line {nested[0]['line']}"
            self._problem("nested", f"it holds another block ({inner}): close it with ':::' before the next one")
        notes = [node for top in body for node in top.findall(nodes.footnote_reference)]
        if notes:
            self._problem(
                "footnote", "it has a footnote, which cannot follow it: say it in the text or cite a {source}"
            )
        for node in [*nested, *notes]:
            if node.parent is not None:
                node.parent.remove(node)
        return [node for node in body if not isinstance(node, collected)]

    def parts(self) -> tuple[str, ...]:
        return ("head",)

    def record(self, ident: str, text: str) -> Record:
        raise NotImplementedError

    def word(self, name: str, default: str = "") -> str:
        return (self.options.get(name) or default).strip()

    def words(self, name: str) -> tuple[str, ...]:
        return tuple(self.word(name).replace(",", " ").split())


class PassageDirective(RecordDirective):
    """``{passage} L05``: words of the letter, their witnesses, how well they are known, and what they say."""

    kind = "passage"
    allowed = ("source", "witnesses", "reading", "says", "prefix", "suffix")

    def record(self, ident: str, text: str) -> Passage:
        return Passage(
            ident,
            self.word("source"),
            self.words("witnesses"),
            self.word("reading"),
            self.word("says"),
            text,
            self.word("prefix"),
            self.word("suffix"),
            self.place,
        )


class ClaimDirective(RecordDirective):
    """``{claim} C06``: one statement; its standing and evidence are collected, the latter at the end of the section."""

    kind = "claim"
    allowed = (
        "kind", "said-by", "said-in", "elements", "steps", "contrary-search", "outcome", "outcome-by", "as-of",
    )  # fmt: skip

    def parts(self) -> tuple[str, ...]:
        return ("head", "tail")

    def record(self, ident: str, text: str) -> Claim:
        return Claim(
            id=ident,
            kind=self.word("kind"),
            said_by=self.word("said-by", "letter"),
            said_in=self.words("said-in"),
            elements=self.words("elements"),
            steps=self.words("steps"),
            contrary_search=self.word("contrary-search"),
            outcome=self.word("outcome"),
            outcome_by=self.words("outcome-by"),
            as_of=self.word("as-of"),
            statement=text,
            place=self.place,
        )


class ElementDirective(RecordDirective):
    """``{element} E4``: one element of Article II(c)."""

    kind = "element"
    allowed = ("title",)

    def parts(self) -> tuple[str, ...]:
        return ("head", "tail")

    def record(self, ident: str, text: str) -> Element:
        return Element(ident, self.word("title"), text, self.place)


class StepDirective(RecordDirective):
    """``{step} O08``: one step of the opinion's argument."""

    kind = "step"
    allowed = ("title", "elements", "claims")

    def parts(self) -> tuple[str, ...]:
        return ("head", "tail")

    def record(self, ident: str, text: str) -> Step:
        return Step(ident, self.word("title"), self.words("elements"), self.words("claims"), text, self.place)


class EvidenceDirective(RecordDirective):
    """``{evidence} KEY``: what one source says, and its relation to claims, elements and steps."""

    kind = "evidence"
    allowed = (*Relation, "decides", "at", "quote", "part")

    def record(self, ident: str, text: str) -> Evidence:
        relations = tuple((str(rel), target) for rel in Relation for target in self.words(rel))
        return Evidence(
            ident,
            self.word("part"),
            relations,
            self.words("decides"),
            self.word("at"),
            self.word("quote"),
            text,
            self.place,
        )


class EventDirective(RecordDirective):
    """``{event} 2022-12-12``: a dated happening."""

    kind = "event"
    allowed = ("sources", "contested", "part", "label")

    def record(self, ident: str, text: str) -> Event:
        sources, contested = self.words("sources"), self.words("contested")
        return Event(ident, self.word("part"), sources, contested, self.word("label"), text, self.place)


class GeneratedDirective(SphinxDirective):
    """A page part made from all records, for instance ``{claims-table}``; the directive's name says which."""

    optional_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[Node]:
        kind = self.name.split(":")[-1]
        ident = self.arguments[0] if self.arguments else ""
        domain = self.env.get_domain("claims")
        domain.note_generated(self.env.docname, kind, ident)  # type: ignore[attr-defined]
        place = Place(self.env.docname, self.lineno)
        known, name = NAMED_PARTS.get(kind, ()), ident.partition(" ")[0]
        if known and name not in known and (ident or kind == "vocabulary"):
            domain.note_problem(Problem("unknown_word", unknown(kind, name, known), place))  # type: ignore[attr-defined]
        if kind == "timeline" and ident and not SPAN.fullmatch(ident):
            message = f"timeline {ident!r}: write its first and last year or month, like 1915/1994 or 2023-01/2023-06"
            domain.note_problem(Problem("date", message, place))  # type: ignore[attr-defined]
        if kind == EVENTS_DRAWING and not is_period(ident):
            message = f"{EVENTS_DRAWING} {ident!r}: write the first and the last day, like 2022-12-12/2023-09-19"
            domain.note_problem(Problem("date", message, place))  # type: ignore[attr-defined]
        return [collected("", kind=kind, ident=ident, docname=self.env.docname, part="head", line=self.lineno)]


def detach(body: list[Node]) -> list[Node]:
    """Return copies of *body* without any link to the chapter they were read in, fit to be kept and shown elsewhere."""
    copies = [node.deepcopy() for node in body]
    for copy in copies:
        for node in copy.findall():
            node.document = None  # type: ignore[assignment]
            if isinstance(node, nodes.Element):
                node["ids"], node["names"] = [], []
    return copies
