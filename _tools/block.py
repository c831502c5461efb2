"""The evidence block that a contributor pastes into a chapter: its parts, its rules, its text. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from claims.checks import check, parts
from claims.model import Corpus
from claims.records import Evidence, Place, Source
from claims.vocabulary import Relation

from .chapters import Chapters

_HERE = Place("the evidence block", 1)


def next_part(taken: Collection[str]) -> str:
    """Return the part of the next block of a source: none for the first, then b, c, … z, za, …

    >>> next_part(set()), next_part({""}), next_part({"", "b"}), next_part({"b"})
    ('', 'b', 'c', 'c')
    """
    return next(part for part in parts() if part not in taken) if taken else ""


def evidence(
    key: str, relations: Iterable[tuple[str, str]], part: str = "", at: str = "", quote: str = "", says: str = ""
) -> Evidence:
    """Return the record of a block; each text is put on one line, and marks around a whole quotation are taken off."""
    words = " ".join(quote.split())
    for left, right in ("“”", "«»", '""', "„“", "‘’"):
        if len(words) > 1 and words[0] == left and words[-1] == right and left not in words[1:-1]:
            words = words[1:-1].strip()
    said = " ".join(says.split()).lstrip(":").strip()
    return Evidence(key, part, tuple(relations), at=" ".join(at.split()), quote=words, statement=said, place=_HERE)


def problems(item: Evidence, chapters: Chapters, sources: Mapping[str, Source]) -> list[str]:
    """Return what the build would say of this block: the same rules, the same messages."""
    corpus = Corpus([*chapters.records, item], sources)
    return list(dict.fromkeys(found.message for found in check(corpus, {}) if found.place == _HERE))


def text(item: Evidence) -> str:
    """Return the block as it is pasted into a chapter.

    >>> print(text(evidence("icrc-2023", [("supports", "C13")], at="para. 2", says="It said so.")))
    :::{evidence} icrc-2023
    :supports: C13
    :at: para. 2
    It said so.
    :::
    """
    options = {"part": item.part}
    options |= {str(name): " ".join(one for rel, one in item.relations if rel == name) for name in Relation}
    options |= {"at": item.at, "quote": item.quote}
    lines = [f":{name}: {_value(value)}" for name, value in options.items() if value]
    return "\n".join([f":::{{evidence}} {item.source}", *lines, item.statement, ":::"])


def _value(value: str) -> str:
    """Return the value of an option, quoted where MyST would read it otherwise: `#` begins a comment there."""
    if value[0] in "\"'|>" or " #" in value or value[0] == "#":
        return '"{}"'.format(value.replace("\\", "\\\\").replace('"', '\\"'))
    return value
