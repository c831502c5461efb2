"""The Sphinx domain ``claims``: keeps the records of every chapter and resolves references to them.

What is stored per chapter is exactly what an author wrote, so that a chapter can be read again, dropped or merged
from a parallel reader without a trace. Everything judged (:class:`Corpus`, problems) is computed from it anew.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Any, ClassVar

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.builders import Builder
from sphinx.domains import Domain, ObjType
from sphinx.environment import BuildEnvironment
from sphinx.util import logging
from sphinx.util.nodes import make_refnode

from . import generated
from .checks import check
from .contents import Contents
from .directives import (
    ClaimDirective,
    ElementDirective,
    EventDirective,
    EvidenceDirective,
    GeneratedDirective,
    PassageDirective,
    StepDirective,
    detach,
)
from .maps import MapDirective
from .model import Corpus
from .problems import Problem, unknown
from .records import Claim, Element, Event, Evidence, Passage, Place, Record, Step
from .roles import RecordRole, SourceRole
from .shelf import ENTRIES, SphinxShelf
from .sources import Bibliography, read_bibliography

logger = logging.getLogger(__name__)

TYPES: dict[type, str] = {
    Passage: "passage", Claim: "claim", Element: "element", Step: "step", Evidence: "evidence", Event: "event",
}  # fmt: skip


class ClaimsDomain(Domain):
    """Passages, claims, evidence, elements, steps and events."""

    name = "claims"
    label = "Claims and evidence"
    data_version = 2
    object_types: ClassVar = {kind: ObjType(kind, kind) for kind in (*TYPES.values(), "source")}
    directives: ClassVar = {
        "passage": PassageDirective,
        "claim": ClaimDirective,
        "element": ElementDirective,
        "step": StepDirective,
        "evidence": EvidenceDirective,
        "event": EventDirective,
        "map": MapDirective,
        **dict.fromkeys(generated.PARTS, GeneratedDirective),
    }
    roles: ClassVar = {
        **{kind: RecordRole() for kind in ("passage", "claim", "element", "step", "event")},
        "source": SourceRole(),
    }
    initial_data: ClassVar[dict[str, Any]] = {
        "records": {},  # docname -> [(record, body nodes)]
        "references": {},  # docname -> [(kind, target, place)]
        "problems": {},  # docname -> [problem]
        "generated": {},  # docname -> {(name of a generated part, its argument)}
    }
    bibliography = Bibliography({}, (), "")
    builder: Builder
    fingerprints: dict[str, str]  # docname -> digest of what it shows
    _referred_by: dict[str, list[object]]  # docname -> what its references lead to
    _corpus: Corpus | None = None
    _shelf: SphinxShelf | None = None
    moved: ClassVar[Mapping[str, object]] = {}  # docname -> notes on what stood there: moved.py

    # Reading

    def note_record(self, record: Record, body: list[nodes.Node]) -> None:
        self.data["records"].setdefault(record.place.docname, []).append((record, detach(body)))

    def note_reference(self, kind: str, target: str, place: Place) -> None:
        self.data["references"].setdefault(place.docname, []).append((kind, target, place))

    def note_problem(self, problem: Problem) -> None:
        self.data["problems"].setdefault(problem.place.docname, []).append(problem)

    def note_generated(self, docname: str, name: str, ident: str) -> None:
        self.data["generated"].setdefault(docname, set()).add((name, ident))

    def clear_doc(self, docname: str) -> None:
        self._corpus = None
        for name in ("records", "references", "problems", "generated"):
            self.data[name].pop(docname, None)

    def merge_domaindata(self, docnames: Set[str], otherdata: dict[str, Any]) -> None:
        self._corpus = None
        for name in ("records", "references", "problems", "generated"):
            for docname in docnames & otherdata[name].keys():
                self.data[name][docname] = otherdata[name][docname]

    def read_sources(self, path: Path) -> None:
        """Read the bibliography; called once per build, before the chapters."""
        self.bibliography = read_bibliography(path)
        self._corpus = None

    # What was read

    @property
    def corpus(self) -> Corpus:
        """All records with their sources; a claim's subject is the title of the chapter to which its page belongs."""
        if self._corpus is None:
            self._corpus = Corpus(self._records(), self.bibliography.sources)
        return self._corpus

    @property
    def shelf(self) -> SphinxShelf:
        """What the chapters are rendered from, made once for all of them."""
        if self._shelf is None or self._shelf.corpus is not self.corpus:
            self._shelf = SphinxShelf(self)
        return self._shelf

    def _records(self) -> Iterator[Record]:
        contents = Contents(self.env.config.root_doc, self.env.toctree_includes)
        for docname in sorted(self.data["records"]):
            title = self.env.titles.get(contents.chapter_of(docname))
            for record, _ in self.data["records"][docname]:
                if isinstance(record, Claim) and title:
                    record = replace(record, subject=title.astext())
                yield record

    def body(self, record: Record) -> list[nodes.Node]:
        """Return a fresh copy of the text of a record as nodes."""
        for known, body in self.data["records"].get(record.place.docname, ()):
            if known.id == record.id and known.place == record.place:
                return detach(body)
        return []

    def record(self, kind: str, ident: str) -> Record | None:
        table: dict[str, Record] = getattr(self.corpus, "evidence" if kind == "evidence" else f"{kind}s", {})
        return table.get(ident)

    # Writing again what shows something that changed elsewhere

    def outdated(self, memory: Path) -> list[str]:
        """Return the chapters whose collected parts differ from those last written, as *memory* (a file) knows them."""
        self._referred_by = {}
        old = json.loads(memory.read_text("utf-8")) if memory.is_file() else {}
        # The theme lists every chapter's title on every page; Sphinx itself writes again only neighbours in a toctree.
        titles = _digest(sorted((name, title.astext()) for name, title in self.env.titles.items()))
        generated = sorted((docname, sorted(parts)) for docname, parts in self.data["generated"].items())
        sources, moved = sorted(self.corpus.sources.items()), sorted(self.moved.items())
        everything = _digest([self.corpus.records, sources, self.mentions, titles, generated, moved])
        found = sorted(self.env.found_docs)
        self.fingerprints = {docname: self._fingerprint(docname, titles, everything) for docname in found}
        return [docname for docname, digest in self.fingerprints.items() if old.get(docname) != digest]

    def remember(self, memory: Path) -> None:
        """Note in *memory* what each chapter showed; called only when all of them were written."""
        memory.write_text(json.dumps(self.fingerprints), "utf-8")

    def _fingerprint(self, docname: str, titles: str, everything: str) -> str:
        """Return a digest of what a chapter shows: *everything* where a part of it is generated."""
        return everything if self.data["generated"].get(docname) else _digest([*self._shown(docname), titles])

    def _shown(self, docname: str) -> Iterator[object]:
        corpus = self.corpus
        yield self.shelf.entry_pages
        yield self.moved.get(docname)
        chapters = {docname}  # whose text is shown here: its own, and that of the evidence that is collected here
        for record, _ in self.data["records"].get(docname, ()):
            chapters.update(item.place.docname for _, item in corpus.about(record.id))
            yield record
            yield corpus.about(record.id)
            yield corpus.claims_on(record.id)
            keys = {*record.cites, *(item.source for _, item in corpus.about(record.id))}
            if isinstance(record, Claim):
                yield [corpus.passages.get(ident) for ident in record.said_in]
                yield [corpus.elements.get(ident) for ident in record.elements]
                yield [corpus.steps.get(ident) for ident in corpus.steps_of(record)]
            if isinstance(record, Element | Step | Passage):
                yield [(claim.id, corpus.standing(claim.id).word) for claim in corpus.claims_on(record.id)]
            yield [corpus.sources.get(key) for key in sorted(keys)]
        for name in sorted(chapters):
            yield self._referred(name)

    def _referred(self, docname: str) -> list[object]:
        """Return what the references of a chapter lead to."""
        if docname not in self._referred_by:
            references = self.data["references"].get(docname, ())
            self._referred_by[docname] = [
                self.corpus.sources.get(target) if kind == "source" else self._address(kind, target)
                for kind, target, _ in references
            ]
        return self._referred_by[docname]

    # References

    def _address(self, kind: str, ident: str) -> tuple[str, str] | None:
        record = self.record(kind, ident)
        return (record.place.docname, record.id) if record else None

    def get_objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        for record in self.corpus.records:
            yield record.id, record.id, TYPES[type(record)], record.place.docname, record.id, 1
        for source in self.corpus.sources.values():
            page = self.shelf.entry_page(source)
            if page:
                yield source.key, source.key, "source", page, f"cite-{source.key}", 1

    def resolve_xref(
        self, env: BuildEnvironment, fromdocname: str, builder: Builder, typ: str, target: str,
        node: pending_xref, contnode: nodes.Element,
    ) -> nodes.reference | None:  # fmt: skip
        found = self._address(typ, target)
        if not found:  # reported with the nearest id by `problems`; returning the text spares a second warning
            return contnode  # type: ignore[return-value]
        link = make_refnode(builder, fromdocname, found[0], found[1], nodes.Text(contnode.astext()))
        link["classes"] += ["record-id", typ]
        return link

    def resolve_any_xref(
        self, env: BuildEnvironment, fromdocname: str, builder: Builder, target: str,
        node: pending_xref, contnode: nodes.Element,
    ) -> list[tuple[str, nodes.reference]]:  # fmt: skip
        kinds = [kind for kind in self.object_types if self._address(kind, target)]
        return [(f"claims:{k}", self.resolve_xref(env, fromdocname, builder, k, target, node, contnode)) for k in kinds]  # type: ignore[misc]

    @property
    def mentions(self) -> dict[str, list[str]]:
        """Map the key of each source that running text cites, by ``{source}`` or ``{cite}``, to the chapters."""
        found: dict[str, set[str]] = {}
        for docname, references in self.data["references"].items():
            for kind, target, _ in references:
                if kind == "source":
                    found.setdefault(target, set()).add(docname)
        return {key: sorted(docnames) for key, docnames in sorted(found.items())}

    # Problems

    def problems(self) -> list[Problem]:
        """Return every broken rule of the whole set, also in chapters that were not read again in this build."""
        found = [*self.bibliography.problems, *check(self.corpus, self.env.config.claims_retired_ids, self.mentions)]
        for docname in sorted(self.data["problems"]):
            found += self.data["problems"][docname]
        for docname in sorted(self.data["references"]):
            found += self._unknown_references(self.data["references"][docname])
        found += self._without_page()
        return sorted(found, key=lambda p: (p.place.docname, p.place.line, p.code, p.message))

    def _unknown_references(self, references: Iterable[tuple[str, str, Place]]) -> Iterator[Problem]:
        for kind, target, place in references:
            known: Mapping[str, object] = self.corpus.sources if kind == "source" else getattr(self.corpus, f"{kind}s")
            if target not in known:
                yield Problem("unknown_reference", unknown(kind, target, known), place)

    def _without_page(self) -> Iterator[Problem]:
        """Where entries stand on pages by the beginnings of keys, each source needs one that has it."""
        shown = self.shelf.entry_pages
        for source in self.corpus.sources.values() if shown else ():
            if not self.shelf.entry_page(source):
                page = f"{PurePosixPath(min(shown.values())).parent / source.initial}.md"
                message = f"{source.key}: no page shows its entry: add {page} with {{{ENTRIES}}} {source.initial}"
                yield Problem("source", message, Place("references.bib", source.line))

    def report(self) -> None:
        """Warn of every problem, in every build; Sphinx's own consistency check runs only when something was read."""
        for problem in self.problems():
            place = problem.place
            location: Any = (place.docname, place.line)
            if place.docname not in self.env.found_docs:
                location = f"{self.env.srcdir / place.docname}:{place.line}"
            logger.warning(problem.message, location=location, type="claims", subtype=problem.code)


def _digest(shown: object) -> str:
    return hashlib.sha256(repr(shown).encode()).hexdigest()
