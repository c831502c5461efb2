"""What a source's entry in the bibliography says beyond its citation."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from docutils import nodes
from sphinx.addnodes import pending_xref

from .build import bullets, inline, paragraph, separated, xref
from .checks import ID_FORMS
from .explain import READ_WORDS
from .records import Event, Passage, Source
from .vocabulary import Relation


def details(source: Source, domain: Any, docname: str) -> list[nodes.Node]:
    """Return the lines under a source: standpoint and reading, addresses, and every place that uses it."""
    read = READ_WORDS.get(source.read, source.read)
    lines: list[nodes.Node] = [paragraph(f"{source.standpoint} · {read}", *_links(source), classes=["record-meta"])]
    if source.get("note"):
        lines.append(paragraph(f"{source.get('note')}.", classes=["record-meta"]))
    used = [[paragraph(*line)] for line in _uses(source, domain, docname)]
    if used:
        lines += [paragraph("Cited in:", classes=["record-meta"]), bullets(used, "cited-in")]
    return [nodes.container("", *lines, classes=["source-details"])]


def _links(source: Source) -> Iterator[nodes.Node]:
    names = {"url": "original", "readat": "copy that was read", "archiveurl": "archived copy"}
    for field, name in names.items():
        address = source.get(field)
        if address and field == "url" and source.get("urlseen") == "false":
            yield nodes.Text(f" · address not verified: {address}")
        elif address:
            yield nodes.Text(" · ")
            yield nodes.reference("", name, refuri=address)


def _uses(source: Source, domain: Any, docname: str) -> Iterator[list[nodes.Node]]:
    corpus = domain.corpus
    by_relation: dict[str, list[str]] = {}
    for item in corpus.evidence.values():
        if item.source == source.key:
            for relation, target in item.relations:
                by_relation.setdefault(relation, []).append(target)
    for relation in Relation:
        targets = by_relation.get(relation, [])
        links = [xref(_kind(target), target, docname) for target in dict.fromkeys(targets)]
        if links:
            yield inline(f"{relation} ", *separated(links))
    others = [r for r in corpus.records if isinstance(r, Passage | Event) and source.key in r.cites]
    links = [xref("passage" if isinstance(r, Passage) else "event", r.id, docname, _name(r)) for r in others]
    if links:
        yield inline("passages and events: ", *separated(links))
    chapters = [_chapter(name, domain.env.titles[name].astext(), docname) for name in _chapters(source.key, domain)]
    if chapters:
        yield inline("chapters: ", *separated(chapters, "; "))


def _chapter(name: str, title: str, docname: str) -> nodes.Node:
    link = pending_xref("", refdomain="std", reftype="doc", reftarget=f"/{name}", refdoc=docname, refexplicit=True)
    link += nodes.inline("", title)
    return link


def _chapters(key: str, domain: Any) -> Iterator[str]:
    for name, references in sorted(domain.data["references"].items()):
        if any(kind == "source" and target == key for kind, target, _ in references):
            yield name


def _kind(target: str) -> str:
    kinds = {kind: form for kind, form, _ in ID_FORMS.values()}
    return next((kind for kind, form in kinds.items() if form.match(target)), "claim")


def _name(record: Passage | Event) -> str:
    return record.date if isinstance(record, Event) else record.id
