"""The one form in which ``references.bib`` is written: sorted by key, fields in one order, one field a line.

Nothing is lost: comments are kept at the top, unknown fields after the known ones, and a file with an entry that
cannot be read is not given a form. ``make fmt`` rewrites the file (:mod:`_tools.fmt`).
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from bibtexparser.entrypoint import parse_string
from bibtexparser.model import ExplicitComment, ImplicitComment, Preamble

from .records import Source
from .sources import read_bibliography
from .vocabulary import Field

_ORDER = {str(name): place for place, name in enumerate(Field)}


def entry_text(source: Source) -> str:
    """Return one entry in canonical form, without a blank line after it.

    >>> print(entry_text(Source("k", "online", {"read": "text", "title": "T"})))
    @online{k,
      title = {T},
      read = {text},
    }
    """
    lines = (f"  {name} = {{{value}}},\n" for name, value in ordered(source.fields).items())
    return f"@{source.type}{{{source.key},\n{''.join(lines)}}}"


def ordered(fields: Mapping[str, str]) -> dict[str, str]:
    """Return the fields that say something in the order of :class:`Field`, unknown ones last and by name."""
    names = sorted((name for name in fields if fields[name]), key=lambda name: (_ORDER.get(name, len(_ORDER)), name))
    return {name: fields[name] for name in names}


def canonical(path: Path) -> str:
    """Return the canonical form of the bibliography in *path*.

    Raises ValueError, with the file and line of each fault, if an entry cannot be read: rewriting would lose it.
    """
    found = read_bibliography(path)
    if found.problems:
        raise ValueError("\n".join(f"{p.place.docname}:{p.place.line}: {p.message}" for p in found.problems))
    library = parse_string(path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n"))
    kept = [block.raw for block in library.blocks if isinstance(block, ImplicitComment | ExplicitComment | Preamble)]
    entries = [entry_text(source) for source in found.sources.values()]
    return "\n\n".join([*(raw.strip() for raw in kept if raw and raw.strip()), *entries]) + "\n"
