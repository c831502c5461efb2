"""Adds one entry to ``references.bib`` and changes nothing else in it."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

from claims.canonical import canonical, entry_text
from claims.records import Source
from claims.sources import Bibliography, read_bibliography


class Refused(Exception):
    """Something is not done; every argument is a message that says what to write instead."""


def read(path: Path) -> Bibliography:
    """Return the bibliography; raises :class:`Refused`, with file and line of each fault, if it cannot be read."""
    found = read_bibliography(path)
    if found.problems:
        raise Refused(*(f"{path}:{p.place.line}: {p.message}" for p in found.problems))
    return found


def is_canonical(path: Path) -> bool:
    """Tell whether the file is in the one form in which it is written."""
    return canonical(path).encode() == path.read_bytes()


def add(path: Path, source: Source) -> int:
    """Write the entry of *source* at its place in the order of keys; return its line.

    The file is replaced whole, in one step, and only if it then reads as before and with the new entry besides.
    Raises :class:`Refused`, nothing written, if the key stands already or the file cannot be read or written.
    """
    path = path.resolve()
    before = read(path).sources
    if source.key in before:
        raise Refused(f"{source.key} stands already in {path.name}:{before[source.key].line}: take another key")
    data = path.read_bytes()
    whole, line = _inserted(data, source, before)
    temporary = ""
    try:
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}-", delete=False) as file:
            temporary = file.name
            file.write(whole)
        after = read_bibliography(Path(temporary))
        if after.problems or _plain(after.sources) != _plain({**before, source.key: source}):
            detail = "; ".join(problem.message for problem in after.problems)
            raise Refused(f"{source.key} would not be read back as it is{detail and f' ({detail})'}: look for braces")
        if path.read_bytes() != data:
            raise Refused(f"{path.name} was changed meanwhile: run the command again")
        shutil.copymode(path, temporary)
        os.replace(temporary, path)
    except OSError as fault:
        raise Refused(f"{path} cannot be written: {fault.strerror}") from fault
    finally:
        if temporary:
            Path(temporary).unlink(missing_ok=True)
    return line


def _plain(sources: dict[str, Source]) -> dict[str, tuple[str, dict[str, str]]]:
    return {key: (source.type, dict(source.fields)) for key, source in sources.items()}


def _inserted(data: bytes, source: Source, sources: dict[str, Source]) -> tuple[bytes, int]:
    """Return the bytes of the file with the entry, and its line."""
    end = b"\r\n" if b"\r\n" in data else b"\n"
    entry = entry_text(source).encode().replace(b"\n", end) + end
    lines = data.splitlines(keepends=True)
    later = [other.line for key, other in sources.items() if key > source.key]
    if not later:
        kept = data.rstrip()
        lead = kept + end + end if kept else b""
        return lead + entry, lead.count(b"\n") + 1
    at = min(later) - 1
    while at and lines[at - 1].lstrip().startswith(b"%"):  # a comment belongs to the entry below it
        at -= 1
    return b"".join([*lines[:at], entry, end, *lines[at:]]), at + 1
