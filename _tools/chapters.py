"""What stands in the chapters, as far as a new citation needs it: claims, elements, steps and evidence blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from claims.records import Claim, Element, Evidence, Place, Record, Step

_OPEN = re.compile(
    r"(?P<fence>:{3,}|`{3,}|~{3,})\{(?:claims:)?(?P<kind>claim|element|step|evidence)\}\s+(?P<name>\S+)\s*$"
)
_OPTION = re.compile(r":(?P<name>[\w-]+):\s*(?P<value>.*)$")


@dataclass(frozen=True)
class Chapters:
    """The statements that evidence can name, by id, and the evidence blocks; each record knows its file and line."""

    targets: dict[str, Claim | Element | Step] = field(default_factory=dict)
    blocks: tuple[Evidence, ...] = ()

    @property
    def records(self) -> list[Record]:
        return [*self.targets.values(), *self.blocks]

    def parts(self, key: str) -> set[str]:
        """Return the parts that the blocks of one source have; empty if it has no block yet."""
        return {block.part for block in self.blocks if block.source == key}


def read_chapters(folder: Path) -> Chapters:
    """Read the ``.md`` files below *folder*, in the order of their names; what is built or hidden is passed over.

    A folder that does not exist holds nothing; letters that are not UTF-8 are replaced, the build reports them.
    """
    targets: dict[str, Claim | Element | Step] = {}
    blocks: list[Evidence] = []
    for path in sorted(folder.rglob("*.md")):
        inner = path.relative_to(folder).parts
        if any(part.startswith((".", "_")) for part in inner):
            continue
        for record in _records(path.read_text("utf-8", errors="replace"), str(path)):
            if isinstance(record, Evidence):
                blocks.append(record)
            else:
                targets.setdefault(record.id, record)
    return Chapters(targets, tuple(blocks))


def _records(text: str, name: str) -> Iterator[Claim | Element | Step | Evidence]:
    lines = text.splitlines()
    for number, line in enumerate(lines, 1):
        if found := _OPEN.match(line):
            options, body = _content(lines[number:], found["fence"])
            place = Place(name, number)
            said = " ".join(" ".join(body).split())
            if found["kind"] == "claim":
                yield Claim(found["name"], options.get("kind", ""), statement=said, place=place)
            elif found["kind"] == "evidence":
                yield Evidence(found["name"], options.get("part", ""), statement=said, place=place)
            else:
                kind = Element if found["kind"] == "element" else Step
                yield kind(found["name"], options.get("title", ""), statement=said, place=place)


def _content(lines: list[str], fence: str) -> tuple[dict[str, str], list[str]]:
    """Return the options and the text of a block whose content begins with the first of *lines*."""
    options: dict[str, str] = {}
    body: list[str] = []
    for line in lines:
        if line.startswith(fence):
            break
        option = None if body else _OPTION.match(line)
        if option:
            options[option["name"]] = option["value"].strip()
        else:
            body.append(line)
    return options, body
