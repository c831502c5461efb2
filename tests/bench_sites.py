"""Writes synthetic sites of any size for several stacks, the same words in each: what ``bench_growth.py`` times.

A site is made like the real set: parts of 25 chapters with an index page each, chapters of legal prose under headings,
twenty citations a chapter (two of them as evidence for a claim), ten sources a chapter, every source cited twice.
Everything is drawn from the number of the chapter, so that a size always gives the same site.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

CITATIONS = 20
SOURCES = 10
PART = 25

SUBJECTS = [
    "the duty to prevent",
    "notice",
    "proof of intent",
    "conditions of life",
    "provisional measures",
    "the corridor",
    "relief",
]
ISSUERS = re.findall(
    r"\S+",
    "amnesty baku council delegation embassy freedom government human-rights icj journal kremlin lemkin ministry nations "
    "ocampo parliament quarterly reuters senate tribunal un vatican watch yerevan zeitung",
)
WHO = [
    "the Court",
    "the applicant",
    "the respondent",
    "an observer",
    "the rapporteur",
    "the government",
    "the mission",
    "a witness",
]
DID = ["found", "argued", "reported", "denied", "recalled", "noted in writing", "told the Council", "put on record"]
WHAT = [
    "that the road had been closed to vehicles for several weeks",
    "that relief convoys were let through on two days",
    "that the measure did not prejudge the merits of the case",
    "that the population had been left without *medicine and fuel*",
    "that intent may be inferred from a pattern of conduct",
    "that nothing in the order amounts to a finding of breach",
    "that the duty begins when a State learns of a serious risk",
    "that the parties dispute who controlled the checkpoint",
]
WHEN = [
    "on the day of the hearing",
    "in the months before the letter",
    "when asked by journalists",
    "as the record shows",
    "without naming a source",
    "in a statement of four paragraphs",
    "after the second order",
    "under the **same convention**",
]


@dataclass(frozen=True)
class Source:
    key: str
    title: str
    issuer: str
    year: int


@dataclass(frozen=True)
class Evidence:
    key: str
    part: str
    claim: str
    said: str


@dataclass(frozen=True)
class Section:
    heading: str
    paragraphs: tuple[tuple[tuple[str, str], ...], ...]
    """Each paragraph is a run of (sentence, key of the source that it cites or nothing)."""


@dataclass(frozen=True)
class Chapter:
    number: int
    title: str
    sections: tuple[Section, ...]
    claim: str
    evidence: tuple[Evidence, ...]


class Stack(Protocol):
    """How one stack writes what all of them say."""

    def cite(self, key: str) -> str: ...
    def claim(self, ident: str, said: str) -> str: ...
    def evidence(self, item: Evidence) -> str: ...
    def finish(self, folder: Path, size: int) -> None: ...


def sources(size: int) -> list[Source]:
    found = []
    for number in range(size * SOURCES):
        issuer = ISSUERS[number % len(ISSUERS)]
        title = f"Statement No. {number} on {SUBJECTS[number % len(SUBJECTS)]}"
        found.append(Source(f"{issuer}-{2000 + number % 24}-{number:04d}", title, issuer.title(), 2000 + number % 24))
    return found


def chapters(size: int) -> Iterator[Chapter]:
    """Yield the chapters; every fifth makes a claim, up to the ninety-nine that identifiers allow."""
    keys = [source.key for source in sources(size)]
    claims = [f"C{number:02d}" for number in range(1, min(size // 5, 99) + 1)]
    for number in range(size):
        draw = random.Random(number)
        cited = [keys[(number * CITATIONS + i) * 7 % len(keys)] for i in range(CITATIONS)]
        again = "b" if number >= size // 2 else ""  # by then every source was cited once
        subject = draw.choice(SUBJECTS)
        yield Chapter(
            number,
            f"Chapter {number}: on {subject}",
            tuple(_section(draw, index, cited[2 + index :: 4]) for index in range(4)),
            claims[number // 5] if number % 5 == 0 and number // 5 < len(claims) else "",
            tuple(Evidence(key, again, draw.choice(claims), _sentence(draw)) for key in cited[:2]),
        )


def _section(draw: random.Random, index: int, keys: list[str]) -> Section:
    waiting = list(keys)
    paragraphs = []
    for _ in range(3):
        paragraphs.append(tuple((_sentence(draw), waiting.pop() if i < 2 and waiting else "") for i in range(4)))
    return Section(f"{index + 1}. {draw.choice(WHO).capitalize()} and {draw.choice(SUBJECTS)}", tuple(paragraphs))


def _sentence(draw: random.Random) -> str:
    first = f"{draw.choice(WHO)} {draw.choice(DID)} {draw.choice(WHAT)} {draw.choice(WHEN)}"
    return f"{first[0].upper()}{first[1:]}."


def write(stack: Stack, folder: Path, size: int) -> None:
    """Write the site of *size* chapters as *stack* wants it."""
    for chapter in chapters(size):
        path = folder / chapter_name(chapter.number)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_chapter(stack, chapter), "utf-8")
    stack.finish(folder, size)


def chapter_name(number: int) -> str:
    return f"chapters/part-{number // PART:02d}/chapter-{number:03d}.md"


def parts(size: int) -> list[range]:
    return [range(start, min(start + PART, size)) for start in range(0, size, PART)]


def _chapter(stack: Stack, chapter: Chapter) -> str:
    lines = [f"# {chapter.title}"]
    if chapter.claim:
        lines.append(stack.claim(chapter.claim, f"The statement that chapter {chapter.number} is about."))
    for section in chapter.sections:
        lines.append(f"## {section.heading}")
        for paragraph in section.paragraphs:
            lines.append("\n".join(f"{said[:-1]} {stack.cite(key)}." if key else said for said, key in paragraph))
    lines += [stack.evidence(item) for item in chapter.evidence]
    return "\n\n".join(lines) + "\n"
