"""Reads ``references.bib``: every sound entry becomes a :class:`Source`, every fault a :class:`Problem` with its line.

Nothing is lost by a broken entry but that entry: the rest of the file is read and used.
"""

from __future__ import annotations

import codecs
import functools
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bibtexparser.entrypoint import parse_string
from bibtexparser.model import DuplicateBlockKeyBlock, DuplicateFieldKeyBlock, Entry, Field, ParsingFailedBlock
from pybtex.database import Person
from pybtex.database.input.bibtex import Parser
from pybtex.exceptions import PybtexError

from .problems import Problem
from .records import Place, Source

# bibtexparser also prints what is wrong with a block; here it comes back as the failed block itself.
logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)


OTHERS = ("others", "")
"""What :func:`names` yields at the end of a list that does not name everybody."""


@dataclass(frozen=True)
class Bibliography:
    """What was read from one ``.bib`` file: sound sources by key, faults, and the text of the sound entries only."""

    sources: dict[str, Source]
    problems: tuple[Problem, ...]
    sound: str


def read_bibliography(path: Path) -> Bibliography:
    """Read a UTF-8 BibLaTeX file.

    A missing file, a block that cannot be parsed, a key or field given twice and a name that BibTeX cannot take apart
    are reported as problems with code ``bib``; none of them raises.
    """
    if not path.is_file():
        return Bibliography({}, (_problem(path, 0, f"{path.name} is missing; write the bibliography there"),), "")
    return _parse(path, path.read_bytes())


@functools.lru_cache(maxsize=2)
def _parse(path: Path, data: bytes) -> Bibliography:
    """Read *data*, the content of *path*; remembered, because a build needs it before and after it has its domains."""
    text, problems = _decoded(path, data)
    library = parse_string(text)
    problems += [_problem(path, block.start_line, _fault(block)) for block in library.failed_blocks]
    problems += [_problem(path, macro.start_line, _MACRO) for macro in library.strings]
    problems += [_problem(path, entry.start_line, _MACRO) for entry in library.entries if _joined(entry)]
    sound = [entry for entry in library.entries if not _joined(entry)]
    if not library.strings and (whole := _pybtex_fault(text)):
        faults = {entry.key: _pybtex_fault(entry.raw or "") for entry in sound}
        found = [
            _problem(path, entry.start_line, f"entry {entry.key!r}: {faults[entry.key]}")
            for entry in sound
            if faults[entry.key]
        ]
        sound = [entry for entry in sound if not faults[entry.key]]
        problems += found or ([] if problems else [_problem(path, None, f"BibTeX cannot read the file: {whole}")])
    sources = {entry.key: _source(entry) for entry in sorted(sound, key=lambda entry: entry.key)}
    return Bibliography(sources, tuple(problems), "\n\n".join(entry.raw or "" for entry in sound) + "\n")


def names(field: str) -> Iterator[tuple[str, str]]:
    """Yield (family name, given names) of each author in a BibTeX name list.

    An institution has no given names; ``and others`` yields :data:`OTHERS`.
    """
    for name in split_names(field):
        if name.startswith("{") and name.endswith("}"):
            yield _bare(name), ""
        else:
            person = Person(name)
            family = " ".join([*person.prelast_names, *person.last_names, *person.lineage_names])
            yield _bare(family), _bare(" ".join([*person.first_names, *person.middle_names]))


def _bare(text: str) -> str:
    return text.replace("{", "").replace("}", "")


def split_names(text: str) -> list[str]:
    """Split a list of names at the word ``and`` outside braces."""
    found, depth = [""], 0
    for piece in re.split(r"(\s+and\s+|[{}])", text.strip()):
        depth += (piece == "{") - (piece == "}")
        if depth == 0 and piece.strip() == "and":
            found.append("")
        else:
            found[-1] += piece
    return [name.strip() for name in found if name.strip()]


def _source(entry: Entry) -> Source:
    fields = {field.key.lower(): " ".join(str(field.value).split()) for field in entry.fields}
    return Source(entry.key, entry.entry_type.lower(), fields, (entry.start_line or 0) + 1)


def _decoded(path: Path, data: bytes) -> tuple[str, list[Problem]]:
    """Return the text of a file, with a mark for every byte that is not UTF-8 and a problem for the first of them."""
    text = data.removeprefix(codecs.BOM_UTF8).decode("utf-8", errors="replace")
    bad = text.find("\N{REPLACEMENT CHARACTER}")
    fault = (
        [_problem(path, text.count("\n", 0, bad), "a letter is not UTF-8: save the file in UTF-8")] if bad >= 0 else []
    )
    return text, fault


_MACRO = "@string and # are not supported here, because a value would be lost: write the words out, in braces"


def _joined(entry: Entry) -> list[Field]:
    """Return the fields whose value is put together with ``#`` or named by a macro that does not exist."""
    enclosing = entry.parser_metadata.get("removed_enclosing", {})
    return [f for f in entry.fields if enclosing.get(f.key) == "no-enclosing" and not str(f.value).isdigit()]


def _pybtex_fault(text: str) -> str:
    """Return why pybtex, which sets the bibliography, could not take *text* (empty if it can)."""
    try:
        Parser().parse_string(text)
    except PybtexError as fault:
        return str(fault)
    return ""


def _fault(block: ParsingFailedBlock) -> str:
    if isinstance(block, DuplicateBlockKeyBlock):
        return f"key {block.key!r} stands twice; give the second entry a key of its own or merge the two"
    if isinstance(block, DuplicateFieldKeyBlock):
        twice = ", ".join(sorted(str(key) for key in block.duplicate_keys))
        return f"a field stands twice in one entry ({twice}); keep one"
    first = (block.raw or "").strip().splitlines()[:1]
    return f"this entry cannot be read ({' '.join(first)}); look for a missing brace or comma"


def _problem(path: Path, line: int | None, message: str) -> Problem:
    return Problem("bib", message, Place(path.name, (line or 0) + 1))
