"""Reads an issue that was opened with the form "New source", so that ``make cite`` goes on as if it had asked itself.

GitHub turns a form into text: for each field a heading ``### Label``, an empty line and the answer. The form,
``.github/ISSUE_TEMPLATE/source.yml``, tells which heading is which field, and a field has the name of its option.
https://docs.github.com/en/communities/using-templates-to-encourage-useful-issues-and-pull-requests/syntax-for-issue-forms
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml  # type: ignore[import-untyped]
from claims.problems import unknown
from claims.vocabulary import Field, Relation

from .bibfile import Refused

FORM = Path(__file__).resolve().parent.parent / ".github" / "ISSUE_TEMPLATE" / "source.yml"
_EMPTY = frozenset({"", "_No response_", "None"})
"""What GitHub writes where nothing was answered."""

_FENCED = re.compile(r"```\w*\n(?P<inner>.*?)\n?```", re.DOTALL)
_FIELDS = "|".join(Field)
_NAMED = re.compile(rf"'({_FIELDS})'|(?:^|: )(?:unknown )?({_FIELDS}) '")
_SPOKEN_OF = {
    "unknown entry type": "type",
    "claim, element or step": "claims",
    "stands twice in one block": "claims",
    "is a passage": "claims",
    "relation": "relation",
    "quotation of": "quote",
    "nothing is quoted": "quote",
    "has no text": "says",
}
"""Words by which a message that names no field tells which one it means."""


@dataclass(frozen=True)
class Answers:
    """What an issue answers: its name for messages, the label of each field of the form, and text and line by field."""

    name: str
    labels: Mapping[str, str]
    texts: Mapping[str, str]
    lines: Mapping[str, int]

    def fill(self, options: argparse.Namespace) -> None:
        """Put every answer into *options*, where none is given; raises :class:`Refused` for a relation that is none."""
        for field, text in self.texts.items():
            option = "given" if field == "from" else field
            taken = getattr(options, option, None) or (field == "from" and options.from_file)
            if field not in ("relation", "claims") and text and not taken:
                setattr(options, option, [text] if field in ("author", "editor") else text)
        if not any(getattr(options, relation) for relation in Relation):
            self._relate(options)

    def _relate(self, options: argparse.Namespace) -> None:
        relation, claims = self.texts.get("relation", ""), self.texts.get("claims", "")
        if claims and not relation:
            raise Refused(f"{self.place('relation')}: choose one for {claims}: {', '.join(Relation)}")
        if relation and relation not in set(Relation):
            raise Refused(f"{self.place('relation')}: {unknown('relation', relation, Relation)}")
        if relation and not claims:
            raise Refused(f"{self.place('claims')}: name what the source {relation}, like C13 or E4")
        if relation:
            setattr(options, relation, re.split(r"\s*[,;\s]\s*(?:and\s+)?", claims))

    def place(self, field: str) -> str:
        """Return where a field stands: ``issue.md:31 (Standpoint)``, without a line if the issue lacks its heading."""
        line = f":{self.lines[field]}" if field in self.lines else ""
        return f"{self.name}{line} ({self.labels[field]})"

    def named(self, message: str) -> str:
        """Return a message with the fields of the form that it speaks of before it; unchanged if it speaks of none."""
        fields = [one or other for one, other in _NAMED.findall(message)]
        fields = fields or [field for words, field in _SPOKEN_OF.items() if words in message][:1]
        places = dict.fromkeys(self.place(field) for field in fields if field in self.labels)
        return f"{', '.join(places)}: {message}" if places else message


def read(text: str, name: str, form: Path = FORM) -> Answers:
    """Return the answers that *text*, the text of an issue, gives to *form*; *name* stands for it in messages.

    Raises :class:`Refused`, with the line, if the text has a heading that the form lacks, one twice, or none at all.
    """
    items = _items(form)
    by_label = {item["attributes"]["label"]: field for field, item in items.items()}
    lines: dict[str, int] = {}
    parts: dict[str, list[str]] = {}
    field = ""
    for number, line in enumerate(text.removeprefix("\N{BYTE ORDER MARK}").splitlines(), 1):
        if line.startswith("### "):
            label = line.removeprefix("### ").strip()
            if label not in by_label:
                fault = unknown("heading", label, by_label)
                raise Refused(f"{name}:{number}: {fault} (only issues of the form 'New source' are read)")
            field = by_label[label]
            if field in lines:
                raise Refused(f"{name}:{number}: the heading {label!r} stands twice: keep one, with its answer")
            lines[field] = number
        elif field:
            parts.setdefault(field, []).append(line)
    if not lines:
        raise Refused(
            f"{name} is no issue of the form 'New source': it has no heading like '### {next(iter(by_label))}'"
        )
    texts = {name: _answer(items[name]["type"], "\n".join(part)) for name, part in parts.items()}
    return Answers(name, {name: label for label, name in by_label.items()}, texts, lines)


def _items(form: Path) -> dict[str, Any]:
    """Return the fields of the form by their ids; what is only text for the reader has none."""
    return {item["id"]: item for item in yaml.safe_load(form.read_text("utf-8"))["body"] if "id" in item}


def _answer(kind: str, text: str) -> str:
    """Return an answer without what GitHub put around it; of a choice only its word, which stands before the colon."""
    text = text.strip()
    if text in _EMPTY or kind == "checkboxes":
        return ""
    if found := _FENCED.fullmatch(text):
        return found["inner"].strip()
    return text.partition(": ")[0] if kind == "dropdown" else text
