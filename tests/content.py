"""The real chapters as their tests see them: as they are written, without building any page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

PROJECT = Path(__file__).parent.parent
CHAPTERS = sorted((PROJECT / "chapters").rglob("*.md"))
BLOCK = re.compile(
    r"^:{3,}\{(?P<kind>[\w-]+)\} *(?P<name>\S*)\n"  # :::{evidence} KEY
    r"(?P<options>(?::[\w-]+:[^\n]*\n)*)"  # :supports: C05
    r"(?P<body>.*?)^:{3,} *$",
    re.M | re.S,
)


def blocks(kind: str) -> Iterator[tuple[Path, str, dict[str, str], str]]:
    """Yield (file, argument, options, body) of every directive of one kind, as it is written."""
    for path in CHAPTERS:
        for found in BLOCK.finditer(path.read_text("utf-8")):
            if found["kind"] == kind:
                options = dict(re.findall(r"^:([\w-]+): *(.*)$", found["options"], re.M))
                yield path, found["name"], options, found["body"].strip()


def prose() -> Iterator[tuple[Path, int, str]]:
    """Yield (file, line number, text) of every line outside options and quotations."""
    for path in CHAPTERS:
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            if not re.match(r":[\w-]+:", line):
                yield path, number, re.sub(r"“[^”]*”", "“”", line)


def chapters() -> Iterator[tuple[Path, str]]:
    """Yield each chapter with its text: that of a chapter of several pages is theirs, in the order in which it lists them."""
    for path in CHAPTERS:
        text = path.read_text("utf-8")
        if len(path.relative_to(PROJECT).parts) == 3:  # chapters/PART/CHAPTER.md
            yield path, text
        elif path.name == "index.md":  # chapters/PART/CHAPTER/index.md
            before, _, rest = text.partition(":::{toctree}\n")
            listed, _, after = rest.partition(":::\n")
            pages = [path.with_name(f"{name}.md") for name in listed.split() if path.with_name(f"{name}.md").is_file()]
            yield path, "\n".join([before, *(page.read_text("utf-8") for page in pages), after])


def where(path: Path, number: int = 0) -> str:
    return f"{path.relative_to(PROJECT)}:{number}"


CLAIM = re.compile(r"^:{3,}\{claim\} (C\d\d)\n.*?^:{3,}$(.*?)(?=^#{1,2} |^:{3,}\{claim\}|\Z)", re.M | re.S)
REFERENCES = re.compile(r"\{(?:source|claim|passage|element|step|doc|event)\}`[^`]*`")


def claims_prose() -> dict[str, str]:
    """Map each claim to our own words around its evidence: the text of its section without blocks and references."""
    found = {}
    for path in CHAPTERS:
        for claim in CLAIM.finditer(path.read_text("utf-8")):
            found[claim[1]] = REFERENCES.sub("", BLOCK.sub("", claim[2]))
    return found
