"""What a contributor gives, an address, a DOI or a snippet, becomes a draft of an entry of ``references.bib``. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from claims.addresses import clean
from claims.records import Source
from claims.sources import split_names
from claims.vocabulary import SUBTYPES, Field, SourceType

from . import addresses, foreign, latex, snippets
from .snippets import Snippet, Unreadable

_KNOWN = frozenset(str(name) for name in Field)
_ISSUED = frozenset(set(SourceType) - {SourceType.BOOK, SourceType.INCOLLECTION, SourceType.ARTICLE})
"""Types whose publisher, or only author, if that is an organisation, is the institution that speaks."""


@dataclass(frozen=True)
class Draft:
    """A source as far as it is known, what of the given was left out, and what the contributor should know."""

    source: Source
    left_out: tuple[tuple[str, str], ...] = ()
    remarks: tuple[str, ...] = ()
    form: str = ""
    type_known: bool = False


def draft(text: str) -> Draft:
    """Return the draft of the entry that *text*, an address, a DOI or one exported entry, tells of.

    Raises :class:`Unreadable` if it is none of these or cannot be read; the text of the error says what to give.
    """
    text = text.strip().removeprefix("\N{BYTE ORDER MARK}").strip()
    if name := addresses.doi(text):
        return Draft(Source("", SourceType.ARTICLE, {"doi": name}), form="DOI")
    if addresses.is_address(text):
        return _from_address(text)
    snippet = snippets.read(text)
    if snippet is None:
        shown = text.splitlines()[0][:60] if text else "nothing"
        raise Unreadable(f"{shown!r} is no address (https://…), no DOI (10.…) and no BibTeX, CSL-JSON or RIS entry")
    return _from_snippet(snippet)


def _from_address(text: str) -> Draft:
    copy = addresses.original(text)
    fields = {"url": copy, "readat": clean(text)} if copy else {"url": clean(text)}
    remarks = ["it is a copy in the Internet Archive: the original is 'url', the copy 'readat'"] if copy else []
    if not copy and (changed := _changed(text, fields["url"])):
        remarks.append(changed)
    return Draft(Source("", SourceType.ONLINE, fields), remarks=tuple(remarks), form="address")


def _changed(given: str, written: str) -> str:
    return "" if given.strip() == written else f"the address is written as {written}"


@dataclass
class _Sorting:
    """One snippet on its way into our fields; what is taken out of ``rest`` is either kept or left out."""

    type: SourceType
    rest: dict[str, str]
    kept: dict[str, str] = field(default_factory=dict)
    left_out: dict[str, str] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)

    def keep(self, name: str, value: str, given_as: str = "") -> None:
        """Keep a value, or leave it out if the field says something else already."""
        if not self.kept.get(name):
            self.kept[name] = value
        elif self.kept[name].strip("{}") != value.strip("{}"):
            self.left_out[given_as or name] = value


def _from_snippet(snippet: Snippet) -> Draft:
    kind = foreign.TYPES.get(snippet.type)
    work = _Sorting(kind or SourceType.MISC, dict(snippet.fields))
    if kind is None:
        work.remarks.append(f"type {snippet.type!r} is not known here: the entry is drafted as 'misc'")
    if snippet.type in foreign.SUBTYPES:
        work.rest.setdefault("entrysubtype", foreign.SUBTYPES[snippet.type])
    for step in (_dates, _titles, _names, _subtype, _addresses, _containers, _organisations, _languages, _others):
        step(work)
    fields = {str(name): work.kept[name] for name in Field if work.kept.get(name)}
    left_out = tuple(sorted((name, " ".join(value.split())) for name, value in work.left_out.items()))
    ours = snippet.key if "standpoint" in snippet.fields else ""  # keys of other programs mean nothing here
    source = Source(ours, work.type, fields)
    return Draft(source, left_out, tuple(work.remarks), snippet.form, kind not in (None, SourceType.MISC))


def _take(work: _Sorting, *names: str) -> Mapping[str, str]:
    return {name: work.rest.pop(name) for name in names if work.rest.get(name)}


def _dates(work: _Sorting) -> None:
    given = _take(work, "date", "year", "month", "day")
    whole = foreign.date(given.get("date", ""))
    if not whole and given.get("year"):
        whole = foreign.day_of(given["year"], given.get("month", ""), given.get("day", ""))
    if whole:
        work.keep("date", whole)
    for name in ("urldate", "accessed", "lastchecked", "inforce"):
        if value := _take(work, name).get(name):
            work.keep(foreign.FIELDS.get(name, name), foreign.date(value))


def _titles(work: _Sorting) -> None:
    for name in ("title", "booktitle", "journaltitle"):
        sub = {"title": "subtitle", "booktitle": "booksubtitle", "journaltitle": "journalsubtitle"}[name]
        given = _take(work, name, sub)
        if given:
            work.rest[name] = ": ".join(given[part].rstrip(":") for part in (name, sub) if part in given)


def _names(work: _Sorting) -> None:
    """An organisation that is the only author speaks for itself: it is the institution."""
    for name in ("author", "editor"):
        names = split_names(_take(work, name).get(name, ""))
        if "others" in names:
            work.remarks.append(f"the snippet does not name every {name} ('and others'): add them if you can")
        only = len(names) == 1 and latex.is_group(names[0]) and name == "author"
        if only and work.type in _ISSUED:
            work.keep("institution", names[0])
        elif names:
            work.keep(name, latex.joined(names))


def _subtype(work: _Sorting) -> None:
    given = _take(work, "entrysubtype").get("entrysubtype", "")
    words = SUBTYPES.get(work.type)
    if given and words and given.lower() in set(words):
        work.keep("entrysubtype", given.lower())
    elif given:
        work.left_out["entrysubtype"] = given


def _addresses(work: _Sorting) -> None:
    given = _take(work, "url", "link", "howpublished", "doi", "readat", "archiveurl")
    if name := addresses.doi(given.get("doi", "")):
        work.keep("doi", name)
    elif given.get("doi"):
        work.left_out["doi"] = given["doi"]
    for name in ("url", "link", "howpublished"):
        value = given.get(name, "")
        if found := addresses.doi(value):
            if found.lower() != work.kept.get("doi", "").lower():
                work.keep("doi", found, name)
        elif addresses.is_address(value):
            copy = addresses.original(value)
            work.keep("url", copy or clean(value), name)
            if copy:
                work.keep("readat", clean(value), name)
        elif value:
            work.left_out[name] = value
    for name in ("readat", "archiveurl"):
        if given.get(name):
            work.keep(name, given[name])


def _containers(work: _Sorting) -> None:
    """Where it stands: journal, book, site; its issue and pages."""
    if work.type == SourceType.INCOLLECTION and "booktitle" not in work.rest:
        work.rest["booktitle"] = next(iter(_take(work, "journaltitle", "journal").values()), "")
    foreign_site = work.type == SourceType.ONLINE and "standpoint" not in work.rest
    if foreign_site and (site := _take(work, "titleaddon").get("titleaddon")):  # there Zotero has the site's name
        work.keep("journaltitle", site, "titleaddon")
    for name in ("journaltitle", "journal"):
        if value := _take(work, name).get(name):
            work.keep("journaltitle", value, name)
    if value := _take(work, "issue").get("issue"):
        work.keep("number", value, "issue")
    if value := _take(work, "pages").get("pages"):
        work.keep("pages", re.sub(r"(?<=\w)\s*-{1,3}\s*(?=\w)", "–", value))


def _organisations(work: _Sorting) -> None:
    for name in ("institution", "school", "organization"):
        if value := _take(work, name).get(name):
            work.keep("institution", braced(value), name)
    publisher = _take(work, "publisher").get("publisher", "")
    if publisher and work.type in _ISSUED:
        work.keep("institution", braced(publisher), "publisher")
    elif publisher and work.type == SourceType.ARTICLE:
        work.left_out["publisher"] = publisher
    elif publisher:
        work.keep("publisher", publisher)


def _languages(work: _Sorting) -> None:
    for name in ("langid", "language", "titlelangid"):
        value = _take(work, name).get(name, "")
        if not value:
            continue
        if found := foreign.language(value):
            work.keep("titlelangid" if name == "titlelangid" else "langid", found)
        else:
            work.left_out[name] = value


def _others(work: _Sorting) -> None:
    for name, value in work.rest.items():
        if not value:
            continue
        ours = foreign.FIELDS.get(name, name)
        if ours not in _KNOWN or (ours == "keywords" and value != "background"):
            work.left_out[name] = value
        else:
            work.keep(ours, value.rstrip(".") if ours == "note" else value, name)
    if work.kept.get("note"):
        work.remarks.append("'note' is printed for readers: leave it out unless they must know it")


def braced(organisation: str) -> str:
    """Return the name of an organisation in the braces that keep it whole.

    >>> braced("{{Amnesty International}}"), braced("UN")
    ('{Amnesty International}', '{UN}')
    """
    return f"{{{latex.plain(organisation)}}}"


def tidy(name: str, value: str) -> str:
    """Return an answer in the form in which its field is written; what cannot be mended stays for the checks to judge.

    >>> tidy("author", "Hikmət Hacıyev; Aliyev, Ilham"), tidy("institution", "ICRC"), tidy("date", "25 July 2023")
    ('Hacıyev, Hikmət and Aliyev, Ilham', '{ICRC}', '2023-07-25')
    >>> tidy("readat", "in my library"), tidy("readat", "http://hetq.am/en/1?utm_source=x")
    ('in my library', 'http://hetq.am/en/1')
    """
    value = " ".join(value.split())
    if not value:
        return ""
    if name in ("author", "editor"):
        return latex.joined(latex.ordered(one) for part in value.split(";") for one in split_names(part))
    if name == "institution":
        return braced(value)
    if name in ("url", "readat", "archiveurl"):  # words that are no address stay as they are
        return clean(value, https=name != "readat") if addresses.is_address(value) else value
    if name == "doi":
        return addresses.doi(value) or value
    if name in ("date", "urldate", "inforce"):
        return foreign.date(value)
    if name in ("langid", "titlelangid"):
        return foreign.language(value) or value
    return latex.plain(value)
