"""The files in ``data/``: everything the site knows, sorted, without clock or machine; and the schema of it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from . import web_annotations
from .canonical import entry_text
from .dates import PERIODS
from .exchange import csl, ris
from .model import Corpus
from .problems import KEY
from .records import Claim, Element, Event, Evidence, Passage, Place, Record, Source, Step
from .vocabulary import (
    CITO,
    Instrument,
    Kind,
    Outcome,
    Reading,
    ReadState,
    Relation,
    SourceType,
    Speaker,
    Stage,
    Standpoint,
)

SCHEMA_NAME = "claims.schema.json"
FILES: dict[str, str] = {
    "claims.json": "Claims, passages, elements, steps, evidence, events and sources.",
    SCHEMA_NAME: "The form of claims.json, as a JSON Schema (2020-12).",
    web_annotations.NAME: "What the set says of the letter’s words, as W3C Web Annotations.",
    "references.bib": "The bibliography as BibLaTeX.",
    "references.csl.json": "The bibliography as CSL-JSON.",
    "references.ris": "The bibliography as RIS.",
}
"""The files in ``data/`` and what each holds; besides them, ``sources/`` holds each source in the same three forms."""
STANDINGS = (
    "established", "supported", "contested", "disputed", "unsupported",
    "adjudicated", "argued for", "argued both ways", "argued against", *Outcome,
)  # fmt: skip


def export(corpus: Corpus, address: Callable[[Place], str]) -> dict[str, Any]:
    """Return the whole set as JSON data; *address* turns a record's place into a page address within the site."""

    def at(record: Record) -> str:
        return f"{address(record.place)}#{record.id}"

    return {
        "$schema": SCHEMA_NAME,
        "passages": [_passage(passage) | {"address": at(passage)} for passage in corpus.passages.values()],
        "claims": [_claim(claim, corpus) | {"address": at(claim)} for claim in corpus.claims.values()],
        "elements": [_element(element) | {"address": at(element)} for element in corpus.elements.values()],
        "steps": [_step(step) | {"address": at(step)} for step in corpus.steps.values()],
        "evidence": [_evidence(item) | {"address": at(item)} for item in corpus.evidence.values()],
        "events": [_event(event) | {"address": at(event)} for event in corpus.events.values()],
        "sources": [_source(source) for source in corpus.sources.values()],
    }


def _passage(passage: Passage) -> dict[str, Any]:
    return {
        "id": passage.id,
        "source": passage.source,
        "reading": passage.reading,
        "says": passage.says,
        "words": passage.words,
        "witnesses": list(passage.witnesses),
    }


def _claim(claim: Claim, corpus: Corpus) -> dict[str, Any]:
    standing = corpus.standing(claim.id)
    return {
        "id": claim.id,
        "kind": claim.kind,
        "statement": claim.statement,
        "subject": claim.subject,
        "said_by": claim.said_by,
        "said_in": list(claim.said_in),
        "elements": list(claim.elements),
        "steps": list(claim.steps),
        "contrary_search": claim.contrary_search,
        "outcome": claim.outcome,
        "outcome_by": list(claim.outcome_by),
        "as_of": claim.as_of,
        "standing": {
            "word": standing.word,
            "sources": {relation: list(standing.sources[relation]) for relation in Relation},
            "one_sided": dict(standing.one_sided),
            "unread": list(standing.unread),
            "tallies": {name: dict(sorted(standing.tallies[name].counts.items())) for name in PERIODS},
        },
    }


def _evidence(item: Evidence) -> dict[str, Any]:
    return {
        "id": item.id,
        "source": item.source,
        "relations": [{"relation": rel, "cito": CITO.get(rel, ""), "target": target} for rel, target in item.relations],
        "decides": list(item.decides),
        "at": item.at,
        "quote": item.quote,
        "statement": item.statement,
    }


def _element(element: Element) -> dict[str, Any]:
    return {"id": element.id, "title": element.title, "statement": element.statement}


def _step(step: Step) -> dict[str, Any]:
    return {
        "id": step.id,
        "title": step.title,
        "statement": step.statement,
        "elements": list(step.elements),
        "claims": list(step.claims),
    }


def _event(event: Event) -> dict[str, Any]:
    return {
        "id": event.id,
        "date": event.date,
        "statement": event.statement,
        "sources": list(event.sources),
        "contested": list(event.contested),
        "label": event.label,
    }


def _source(source: Source) -> dict[str, Any]:
    return {"key": source.key, "type": source.type, **dict(sorted(source.fields.items()))}


def schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of the export; its sets of words are those of :mod:`claims.vocabulary`."""
    text, day = {"type": "string"}, {"type": "string", "pattern": r"^(\d{4}(-\d\d){0,2}(/\d{4}(-\d\d){0,2})?)?$"}
    texts, passages, claims, elements, steps = _list(text), *(_list(_id(letter)) for letter in "LCEO")
    counts = {
        "type": "object",
        "propertyNames": _one_of(Relation),
        "additionalProperties": {"type": "integer", "minimum": 0},
    }
    standing = _object(
        word=_one_of(STANDINGS),
        sources=_object(**{str(relation): _list(text) for relation in Relation}),
        one_sided={"type": "object", "additionalProperties": _one_of(["Armenian", "Azerbaijani"])},
        unread=_list(_one_of(Relation)),
        tallies=_object(**dict.fromkeys(PERIODS, counts)),
    )
    relation = _object(relation=_one_of(Relation), cito=_one_of(sorted(set(CITO.values()))), target=_id("[CEO]"))
    source = {
        "type": "object",
        "required": ["key", "type", "title", "standpoint", "read"],
        "properties": {
            "type": _one_of(SourceType),
            "standpoint": _one_of(Standpoint),
            "read": _one_of(ReadState),
            "entrysubtype": _one_of([*Stage, *Instrument]),
            "date": day,
        },
        "additionalProperties": text,
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Conditions of Life: passages, claims, evidence, elements, steps, events and sources",
        **_object(
            **{"$schema": text},
            passages=_records("L", source=text, reading=_one_of(Reading), says=text, words=text, witnesses=texts),
            claims=_records("C", kind=_one_of(Kind), statement=text, subject=text, said_by=_one_of(Speaker),
                            said_in=passages, elements=elements, steps=steps, contrary_search=day,
                            outcome=_one_of(["", *Outcome]), outcome_by=texts, as_of=day, standing=standing),
            elements=_records("E", title=text, statement=text),
            steps=_records("O", title=text, statement=text, elements=elements, claims=claims),
            evidence=_records("ev-", source=text, relations=_list(relation), decides=claims, at=text, quote=text,
                              statement=text),
            events=_records("event-", date=day, statement=text, sources=texts, contested=_list(_one_of(Standpoint)),
                            label=text),
            sources=_list(source),
        ),
    }  # fmt: skip


def files(corpus: Corpus, address: Callable[[Place], str], label: str, base: str = "") -> dict[str, str]:
    """Return what ``data/`` holds: the text of each file by its name.

    The set as JSON with its schema, its annotations of the letter, the bibliography in three forms, each source in
    the same three. *label* names the edition, *base* is the address of the published site, if it has one. A source
    whose key is none, and could name any file, is left out.
    """
    sources = [source for source in corpus.sources.values() if KEY.match(source.key)]
    found = {
        "claims.json": _json(export(corpus, address)),
        SCHEMA_NAME: _json(schema()),
        web_annotations.NAME: _json(web_annotations.collection(corpus, label, base)),
        "references.bib": "\n\n".join(entry_text(source) for source in sources) + "\n",
        "references.csl.json": _json([csl(source) for source in sources]),
        "references.ris": "\n".join(ris(source) for source in sources),
    }
    for source in sources:
        found[f"sources/{source.key}.bib"] = entry_text(source) + "\n"
        found[f"sources/{source.key}.json"] = _json([csl(source)])
        found[f"sources/{source.key}.ris"] = ris(source)
    return found


def write(files: Mapping[str, str], folder: Path) -> None:
    """Write *files* into *folder*, which holds nothing else afterwards: a removed source leaves no file."""
    if folder.is_dir():
        shutil.rmtree(folder)
    for place in sorted({(folder / name).parent for name in files}):
        place.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name).write_bytes(text.encode())


def _json(data: Mapping[str, Any] | Sequence[Any]) -> str:
    """Return JSON with a line for each member, and for each member of its lists: fit to be compared line by line."""
    if isinstance(data, Mapping):
        members = (f"{_compact(name)}: {_listed(value)}" for name, value in data.items())
        return "{\n" + ",\n".join(members) + "\n}\n"
    return _listed(data) + "\n"


def _listed(value: object) -> str:
    if not isinstance(value, list) or not value:
        return _compact(value)
    return "[\n" + ",\n".join(map(_compact, value)) + "\n]"


def _compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _object(**properties: Mapping[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


def _records(letter: str, **properties: Mapping[str, Any]) -> dict[str, Any]:
    """Return the schema of a list of records: an id that begins with *letter*, *properties*, and an address."""
    return _list(_object(id={"type": "string", "pattern": f"^{letter}"}, **properties, address={"type": "string"}))


def _list(items: Mapping[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items}


def _one_of(words: Iterable[str]) -> dict[str, Any]:
    return {"enum": list(words)}


def _id(letter: str) -> dict[str, Any]:
    return {"type": "string", "pattern": rf"^{letter}\d+$"}
