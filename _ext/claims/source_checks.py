"""Every rule that an entry of ``references.bib`` can break, with a message that says what to write instead.

Pure: :func:`check_sources` takes sources and returns problems; :mod:`claims.checks` runs it over the whole set and
``make cite`` over the one entry that it is about to write.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

from .addresses import folded, is_web_address
from .dates import is_date
from .problems import KEY, Problem, unknown
from .records import Place, Source
from .vocabulary import SUBTYPES, Field, Language, ReadState, SourceType, Standpoint

BACKGROUND = "background"
"""The word in ``keywords`` that marks a source which nothing cites."""

REQUIRED: dict[str, tuple[tuple[str, ...], ...]] = {
    SourceType.JURISDICTION: (("institution",), ("titleaddon",)),
    SourceType.LEGISLATION: (("institution", "number"),),
    SourceType.LEGAL: (("institution", "author"),),
    SourceType.REPORT: (("institution", "author"),),
    SourceType.ARTICLE: (("journaltitle", "institution"),),
    SourceType.BOOK: (("author", "editor"),),
    SourceType.INCOLLECTION: (("author",), ("booktitle",)),
    SourceType.ONLINE: (("author", "institution", "journaltitle"),),
    SourceType.MISC: (("author", "institution"),),
}
"""What each type must say besides its title: of each group of fields at least one."""

_WORDS = {"standpoint": Standpoint, "read": ReadState, "langid": Language}
_ADDRESSES = ("url", "readat", "archiveurl")
_DATES = ("date", "inforce", "urldate")
_DOI = re.compile(r"10\.\d{4,9}/\S+$")
_ISBN = re.compile(r"\d{9}[\dXx]$|97[89]\d{10}$")


def check_sources(sources: Mapping[str, Source], cited: Collection[str]) -> Iterator[Problem]:
    """Yield every broken rule of all *sources*; *cited* holds the keys that something in the set uses."""
    for source in sources.values():
        yield from check_source(source, sources)
        yield from _check_use(source, cited)
    yield from _check_twins(sources)


def check_source(source: Source, sources: Mapping[str, Source]) -> Iterator[Problem]:
    """Yield every rule that one source breaks by itself; *sources* are those that its ``citedin`` can name."""
    for rule in _RULES:
        yield from rule(source)
    yield from _check_second_hand(source, sources)


def _problem(source: Source, message: str, code: str = "source") -> Problem:
    return Problem(code, f"{source.key}: {message}", Place("references.bib", source.line))


_FIELDS = frozenset(Field)


def _check_identity(source: Source) -> Iterator[Problem]:
    if not KEY.match(source.key):
        yield _problem(source, "write the key with a-z, 0-9 and hyphens: issuer-date-thing", "bad_id")
    if source.type not in set(SourceType):
        yield _problem(source, unknown("entry type", source.type, SourceType))


def _check_fields(source: Source) -> Iterator[Problem]:
    for name in source.fields:
        if name not in _FIELDS:
            yield _problem(source, unknown("field", name, Field))


def _check_words(source: Source) -> Iterator[Problem]:
    """The words of closed vocabularies: standpoint, reading, language, kind of document, marks."""
    for name, words in _WORDS.items():
        word = source.get(name)
        if not word:
            yield _problem(source, f"field '{name}' is missing: write one of {', '.join(words)}")
        elif word not in set(words):
            yield _problem(source, unknown(name, word, words))
    if source.get("titlelangid") and source.get("titlelangid") not in set(Language):
        yield _problem(source, unknown("titlelangid", source.get("titlelangid"), Language))
    kinds = SUBTYPES.get(source.type)
    if kinds and source.get("entrysubtype") not in set(kinds):
        yield _problem(source, f"'entrysubtype' must be one of {', '.join(kinds)}")
    if source.get("urlseen") not in ("", "false"):
        yield _problem(source, "'urlseen' is 'false' for an address that was not seen, else leave it out")
    if source.get("keywords") not in ("", BACKGROUND):
        yield _problem(source, f"the one keyword is '{BACKGROUND}', for a source that nothing cites")


def _check_required(source: Source) -> Iterator[Problem]:
    if not source.get("title"):
        yield _problem(source, "field 'title' is missing")
    for group in REQUIRED.get(source.type, ()):
        if not any(source.get(name) for name in group):
            needed = " or ".join(repr(name) for name in group)
            yield _problem(source, f"a source of type '{source.type}' needs {needed}")
    if not any(source.get(name) for name in ("url", "readat", "doi", "isbn")):
        yield _problem(source, "say where it can be found: 'url', 'readat', 'doi' or 'isbn'")


def _check_dates(source: Source) -> Iterator[Problem]:
    for name in _DATES:
        if source.get(name) and not is_date(source.get(name)):
            message = f"{name} {source.get(name)!r} is not ISO 8601: write 2023-09-08, 2023-09, 2023 or a range a/b"
            yield _problem(source, message, "date")


def _check_addresses(source: Source) -> Iterator[Problem]:
    for name in _ADDRESSES:
        address = source.get(name)
        if address and not is_web_address(address):
            yield _problem(source, f"'{name}' is no address: write it like https://example.org/page", "address")
        elif address and not address.startswith("https://") and name != "readat":
            yield _problem(source, f"'{name}' is not https: write https://{address.partition('://')[2]}", "address")
    if source.get("doi") and not _DOI.match(source.get("doi")):
        yield _problem(source, f"doi {source.get('doi')!r}: write it like 10.1080/09668136.2011.642583", "address")
    if source.get("isbn") and not _ISBN.match(source.get("isbn").replace("-", "")):
        yield _problem(source, f"isbn {source.get('isbn')!r}: write its ten or thirteen digits", "address")
    if source.get("urlseen") and not source.get("url"):
        yield _problem(source, "'urlseen' speaks of a 'url' that is not there: remove it", "address")
    if source.get("readat") and source.get("readat") == source.get("url"):
        yield _problem(source, "'readat' repeats 'url': remove it", "address")


def _check_letters(source: Source) -> Iterator[Problem]:
    for name, text in source.fields.items():
        if "\\" in text and name not in _ADDRESSES:
            yield _problem(source, f"'{name}' holds a LaTeX command: write the letter itself, é and not \\'{{e}}")


def _check_second_hand(source: Source, sources: Mapping[str, Source]) -> Iterator[Problem]:
    second_hand = source.read == ReadState.SECONDHAND
    if second_hand and not source.get("citedin"):
        example = "the key of a source, or a name and date"
        yield _problem(source, f"it is known second-hand: say in 'citedin' through what ({example})")
    if source.get("citedin") and not second_hand:
        yield _problem(source, f"'citedin' is for second-hand sources, this one has 'read = {{{source.read}}}'")
    for key in source.through:
        if key not in sources:
            yield _problem(source, unknown("source in 'citedin'", key, sources), "unknown_key")


def _check_use(source: Source, cited: Collection[str]) -> Iterator[Problem]:
    background = source.get("keywords") == BACKGROUND
    if source.key not in cited and not background:
        message = "nothing cites it: add an evidence block, or mark it with 'keywords = {background}'"
        yield _problem(source, message, "uncited")
    if source.key in cited and background:
        yield _problem(source, "it is cited: remove 'keywords = {background}'", "uncited")


def _check_twins(sources: Mapping[str, Source]) -> Iterator[Problem]:
    """Two entries with one DOI, or with one address of their own, are one source."""
    for name in ("doi", "url"):
        first: dict[str, str] = {}
        for source in sources.values():
            same = folded(source.get(name)).lower() if name == "doi" else folded(source.get(name))
            if same and same in first:
                message = f"{name} stands already in {first[same]}: merge the two, or put the copy into 'readat'"
                yield _problem(source, message, "twin")
            first.setdefault(same, source.key)


_RULES = (
    _check_identity, _check_fields, _check_letters, _check_words, _check_required, _check_dates, _check_addresses,
)  # fmt: skip
