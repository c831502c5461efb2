"""Sources in the forms that other programs read: CSL-JSON, RIS, COinS; BibTeX is :mod:`claims.canonical`.

Sources of the forms: the CSL 1.0.2 data schema; the RIS tags that Zotero and EndNote read; Z39.88-2004 with the Dublin
Core profile as Zotero's own OpenURL module writes it (``rft.type`` holds Zotero's item type).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple
from urllib.parse import quote, urlencode

from .dates import is_date
from .records import Source
from .sources import OTHERS, names
from .vocabulary import LANGUAGE_TAGS, Instrument, ReadState, SourceType


class Foreign(NamedTuple):
    """What a kind of source is called in CSL, in RIS and in Zotero."""

    csl: str
    ris: str
    zotero: str


_KINDS: dict[str, Foreign] = {
    SourceType.JURISDICTION: Foreign("legal_case", "CASE", "case"),
    Instrument.TREATY: Foreign("treaty", "STAT", "statute"),
    Instrument.STATUTE: Foreign("legislation", "STAT", "statute"),
    Instrument.BILL: Foreign("bill", "BILL", "bill"),
    SourceType.LEGAL: Foreign("document", "GOVDOC", "document"),
    SourceType.REPORT: Foreign("report", "RPRT", "report"),
    "journal": Foreign("article-journal", "JOUR", "journalArticle"),
    SourceType.ARTICLE: Foreign("article-newspaper", "NEWS", "newspaperArticle"),
    SourceType.BOOK: Foreign("book", "BOOK", "book"),
    SourceType.INCOLLECTION: Foreign("chapter", "CHAP", "bookSection"),
    SourceType.ONLINE: Foreign("webpage", "ELEC", "webpage"),
}
_OTHER = Foreign("document", "GEN", "document")


def foreign(source: Source) -> Foreign:
    """Return the names of the source's kind in other programs."""
    if source.type == SourceType.LEGISLATION:
        return _KINDS.get(source.get("entrysubtype"), _KINDS[Instrument.STATUTE])
    if source.type == SourceType.ARTICLE and source.get("volume"):
        return _KINDS["journal"]
    return _KINDS.get(source.type, _OTHER)


def csl(source: Source) -> dict[str, Any]:
    """Return the source as one CSL-JSON item."""
    court = source.type == SourceType.JURISDICTION
    item = {
        "id": source.key,
        "type": foreign(source).csl,
        "title": source.plain("title"),
        "title-short": source.plain("shorttitle"),
        "author": _csl_names(_makers(source)),
        "editor": _csl_names(_persons(source, "editor")),
        "authority": source.plain("institution") if court else "",
        "genre": source.plain("titleaddon") or source.get("entrysubtype"),
        "container-title": source.plain("booktitle") or source.plain("journaltitle"),
        "collection-title": source.plain("series"),
        "publisher": _publisher(source) if not court else "",
        "publisher-place": source.get("location"),
        "volume": source.get("volume"),
        "issue" if source.get("volume") and not court else "number": source.get("number"),
        "page": re.sub("-+|–", "-", source.get("pages")),
        "edition": source.get("edition"),
        "issued": _csl_date(source.date),
        "accessed": _csl_date(source.get("urldate")),
        "DOI": source.get("doi"),
        "ISBN": source.get("isbn"),
        "URL": source.address,
        "archive_location": source.get("archiveurl"),
        "language": LANGUAGE_TAGS.get(source.get("langid"), ""),
        "note": " ".join(_remarks(source)),
    }  # fmt: skip
    return {name: value for name, value in item.items() if value}


def ris(source: Source) -> str:
    """Return the source as one RIS record, with its final line end."""
    start, end = [*re.split("-+|–", source.get("pages")), ""][:2]
    lines = [
        ("TY", foreign(source).ris),
        ("ID", source.key),
        *(("AU", _inverted(*name)) for name in _makers(source)),
        *(("ED", _inverted(*name)) for name in _persons(source, "editor")),
        ("TI", source.plain("title")),
        ("ST", source.plain("shorttitle")),
        ("T2", source.plain("booktitle") or source.plain("journaltitle")),
        ("T3", source.plain("series")),
        ("PB", source.plain("institution") if source.type == SourceType.JURISDICTION else _publisher(source)),
        ("CY", source.get("location")),
        ("VL", source.get("volume")),
        ("IS" if source.get("volume") else "M1", source.get("number")),
        ("SP", start),
        ("EP", end),
        ("ET", source.get("edition")),
        ("PY", source.date[:4]),
        ("DA", _ris_date(source.date)),
        ("DO", source.get("doi")),
        ("SN", source.get("isbn")),
        ("UR", source.address),
        ("LA", LANGUAGE_TAGS.get(source.get("langid"), "")),
        *(("N1", remark) for remark in _remarks(source)),
        ("ER", ""),
    ]
    return "".join(f"{tag}  - {value}\n" for tag, value in lines if value or tag == "ER")


def coins(source: Source) -> str:
    """Return the source as a Z39.88-2004 context object, to be the title of an HTML span of class ``Z3988``."""
    pairs = [
        ("ctx_ver", "Z39.88-2004"),
        ("rft_val_fmt", "info:ofi/fmt:kev:mtx:dc"),
        ("rft.type", foreign(source).zotero),
        ("rft.title", source.plain("title")),
        ("rft.source", source.plain("booktitle") or source.plain("journaltitle")),
        *(("rft.creator", _inverted(*name)) for name in _makers(source)),
        ("rft.publisher", _publisher(source)),
        ("rft.date", source.date.split("/")[0]),
        ("rft.volume", source.get("volume")),
        ("rft.pages", source.get("pages")),
        ("rft.language", LANGUAGE_TAGS.get(source.get("langid"), "")),
        ("rft_id", f"info:doi/{source.get('doi')}" if source.get("doi") else ""),
        ("rft.identifier", source.address),
    ]
    return urlencode([(name, value) for name, value in pairs if value], quote_via=quote)


def _makers(source: Source) -> list[tuple[str, str]]:
    """Return who made it: its authors, else the organisation; of a case only a judge who wrote an opinion."""
    authors = _persons(source, "author")
    institution = source.plain("institution")
    return authors or ([(institution, "")] if institution and source.type != SourceType.JURISDICTION else [])


def _persons(source: Source, field: str) -> list[tuple[str, str]]:
    return [name for name in names(source.get(field)) if name != OTHERS]


def _publisher(source: Source) -> str:
    return source.plain("publisher") or (source.plain("institution") if source.get("author") else "")


def _remarks(source: Source) -> Iterator[str]:
    """Yield what a reader of the export must know and no field of another program holds."""
    if OTHERS in names(source.get("author")):
        yield "Not every author is named."
    if source.get("titletranslation"):
        yield f"Title in English: {source.get('titletranslation')}."
    if source.get("inforce"):
        yield f"Entered into force: {source.get('inforce')}."
    if source.get("citedin"):
        yield f"Known through: {source.get('citedin')}."
    if source.get("readat"):
        yield f"{'Read at' if source.read == ReadState.SECONDHAND else 'Copy that was read'}: {source.get('readat')}."
    if source.get("urlseen"):
        yield "Address not verified."
    yield f"Read for Conditions of Life: {source.read}. Standpoint: {source.standpoint}."
    if source.get("note"):
        yield f"{source.get('note')}."


def _inverted(family: str, given: str) -> str:
    return f"{family}, {given}" if given else family


def _csl_names(people: Iterable[tuple[str, str]]) -> list[dict[str, str]]:
    return [{"family": family, "given": given} if given else {"literal": family} for family, given in people]


def _csl_date(date: str) -> dict[str, Any]:
    """Return an ISO date or range as CSL date parts: ``2023-02`` -> ``{"date-parts": [[2023, 2]]}``."""
    if not is_date(date):
        return {}
    return {"date-parts": [[int(number) for number in part.split("-")] for part in date.split("/")]}


def _ris_date(date: str) -> str:
    """Return an ISO date as RIS has it, ``YYYY/MM/DD/``, with empty places for what is not known."""
    year, month, day = [*date.split("/")[0].split("-"), "", ""][:3]
    return f"{year}/{month}/{day}/" if year else ""
