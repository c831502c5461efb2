"""Reads what reference managers export: one entry of BibTeX or BibLaTeX, CSL-JSON or RIS.

Every reader returns the entry as :class:`Snippet`, with fields under BibLaTeX's names and their text decoded;
:mod:`_tools.intake` maps it to our types and fields.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bibtexparser.entrypoint import parse_string
from bibtexparser.middlewares import RemoveEnclosingMiddleware, ResolveStringReferencesMiddleware
from bibtexparser.model import DuplicateFieldKeyBlock, ParsingFailedBlock
from claims.sources import split_names

from . import foreign, latex

logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)  # what is wrong with a block is said in our own words

_NAMES = ("author", "editor")
_AS_IS = ("url", "doi", "readat", "archiveurl", "isbn", "howpublished", "citedin", "crossref")


class Unreadable(ValueError):
    """What was given cannot be used; the text says why and what to give instead."""


@dataclass(frozen=True)
class Snippet:
    """One entry as another program wrote it: its form, key, foreign type, and fields by their BibLaTeX names."""

    form: str
    key: str = ""
    type: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)


def read(text: str) -> Snippet | None:
    """Return the entry that *text* holds; None if it is no snippet of a known form.

    Raises :class:`Unreadable` if it has a known form but cannot be read, or holds several entries.
    """
    text = text.strip().removeprefix("\N{BYTE ORDER MARK}").lstrip()
    if re.match(r"TY  ?-", text):
        return _ris(text)
    if text.startswith(("[", "{")):
        return _csl(text)
    return _bibtex(text) if re.search(r"^\s*@\s*\w+\s*[{(]", text, re.MULTILINE) else None


def is_whole(text: str) -> bool:
    """Tell whether the braces of *text* pair, so that a snippet pasted line by line is known to be complete."""
    depth = 0
    for mark in re.sub(r"\\[{}]", "", text):
        depth += (mark == "{") - (mark == "}")
    return depth <= 0


def _bibtex(text: str) -> Snippet:
    text = re.sub(r"(^\s*@\s*\w+\s*\{)(?=\s*\w+\s*=)", r"\1nokey,", text, flags=re.MULTILINE)  # Zotero without a key
    stack = [ResolveStringReferencesMiddleware(True), RemoveEnclosingMiddleware(True)]
    library = parse_string(text, parse_stack=stack)
    for block in library.failed_blocks:
        raise Unreadable(_fault(block))
    entry = _one(library.entries, "BibTeX")
    fields = {item.key.lower(): str(item.value) for item in entry.fields if str(item.value).strip()}
    key = "" if entry.key == "nokey" else entry.key
    return Snippet("BibTeX", key, entry.entry_type.lower(), {name: _decoded(name, fields[name]) for name in fields})


def _fault(block: ParsingFailedBlock) -> str:
    if isinstance(block, DuplicateFieldKeyBlock):
        twice = ", ".join(sorted(str(key) for key in block.duplicate_keys))
        return f"the BibTeX entry has a field twice ({twice}): keep one"
    first = " ".join((block.raw or "").strip().splitlines()[:1])
    return f"the BibTeX entry cannot be read ({first}): look for a missing brace or comma, and give one entry, whole"


def _decoded(name: str, value: str) -> str:
    if name in _NAMES:
        return latex.joined(latex.bibtex_name(one) for one in split_names(value))
    return latex.verbatim(value) if name in _AS_IS else latex.decoded(value)


def _one(entries: list[Any], form: str) -> Any:
    if len(entries) != 1:
        raise Unreadable(f"the {form} holds {len(entries)} entries: give one entry at a time")
    return entries[0]


def _csl(text: str) -> Snippet:
    try:
        data = json.loads(text)
    except json.JSONDecodeError as fault:
        raise Unreadable(f"the JSON cannot be read (line {fault.lineno}: {fault.msg}): export it anew") from fault
    item = _one(data.get("items", [data]) if isinstance(data, dict) else data, "CSL-JSON")
    if not isinstance(item, dict) or not ({"type", "title"} & set(item)):
        raise Unreadable("this JSON is no CSL-JSON: it has neither 'type' nor 'title'; export it as CSL JSON")
    kind = str(item.get("type") or "")
    fields = {name: latex.joined(map(_csl_name, item.get(name) or ())) for name in _NAMES}
    fields |= {"date": _csl_date(item.get("issued")), "urldate": _csl_date(item.get("accessed"))}
    for name, value in item.items():
        if isinstance(value, str | int | float) and name not in ("type", "id", "citation-key"):
            ours = foreign.CSL.get(name, name.lower())
            fields[ours] = str(value) if ours in _AS_IS else latex.plain(str(value))
        elif name not in (*_NAMES, "issued", "accessed", "id", "type") and value:
            fields[name.lower()] = json.dumps(value, ensure_ascii=False)
    key = str(item.get("citation-key") or item.get("id") or "")
    return Snippet("CSL-JSON", key, kind.lower(), {name: value for name, value in fields.items() if value})


def _csl_name(name: Any) -> str:
    if not isinstance(name, dict):
        return latex.ordered(latex.plain(str(name)))
    part = {key: latex.plain(str(value)) for key, value in name.items()}
    if part.get("literal"):
        return f"{{{part['literal']}}}"
    particle = part.get("non-dropping-particle") or part.get("dropping-particle") or ""
    return latex.person(part.get("family", ""), part.get("given", ""), particle, part.get("suffix", ""))


def _csl_date(value: Any) -> str:
    if not isinstance(value, dict):
        return str(value or "")
    days = value.get("date-parts") or []
    if not days or not days[0]:
        return foreign.date(str(value.get("raw") or value.get("literal") or ""))
    return "/".join("-".join([str(day[0]), *(f"{int(part):02}" for part in day[1:3])]) for day in days if day)


def _ris(text: str) -> Snippet:
    kind, key, ended = "", "", 0
    found: dict[str, list[str]] = {}
    for line in text.splitlines():
        match = re.match(r"([A-Z][A-Z0-9])  ?-\s?(.*)$", line.rstrip())
        if not match:
            continue
        tag, value = match[1], latex.plain(match[2])
        ended += tag == "TY"
        if tag == "TY":
            kind = value.lower()
        elif tag == "ID":
            key = value
        elif tag != "ER" and value:
            found.setdefault(foreign.RIS.get(tag, tag.lower()), []).append(value)
    if ended != 1:
        raise Unreadable(f"the RIS holds {ended} entries: give one entry at a time")
    fields = {name: values[0] for name, values in found.items()}
    fields |= {name: latex.joined(_ris_name(one) for one in found[name]) for name in _NAMES if name in found}
    fields |= {name: "; ".join(found[name]) for name in ("keywords", "note") if name in found}
    fields |= {"pages": "–".join(dict.fromkeys(found["pages"]))} if "pages" in found else {}
    fields |= {"date": max(map(foreign.date, found["date"]), key=len)} if "date" in found else {}
    return Snippet("RIS", key, kind, fields)


def _ris_name(name: str) -> str:
    """Return a name; one without a comma is an organisation's."""
    return latex.ordered(name) if "," in name or " " not in name else f"{{{name}}}"
