"""Reads ``links.toml``: addresses that are not asked for, each with a reason and the day until which it holds."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from _tools.bibfile import Refused

EXAMPLE = "pattern = '…', reason = \"…\", until = 2027-06-30"


@dataclass(frozen=True)
class Ignore:
    """A *pattern* (a regular expression that the whole address matches), why, and the last day on which it holds."""

    pattern: str
    reason: str
    until: date

    def matches(self, address: str) -> bool:
        return re.fullmatch(self.pattern, address) is not None


def read(path: Path) -> list[Ignore]:
    """Return what *path* tells, nothing without such a file; raises :class:`Refused` with what to write instead."""
    if not path.is_file():
        return []
    try:
        data = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise Refused(f"{path}: not TOML: {fault}") from fault
    entries = data.get("ignore", [])
    if set(data) - {"ignore"} or not isinstance(entries, list):
        raise Refused(f"{path}: only tables [[ignore]] may stand here, each with {EXAMPLE}")
    return [_ignore(path, number, entry) for number, entry in enumerate(entries, 1)]


def _ignore(path: Path, number: int, entry: object) -> Ignore:
    where = f"{path}: ignore {number}"
    if not isinstance(entry, dict) or set(entry) != {"pattern", "reason", "until"}:
        raise Refused(f"{where}: needs pattern, reason and until, and nothing else: {EXAMPLE}")
    if not isinstance(entry["until"], date):
        raise Refused(f"{where}: until is a day, without quotation marks: until = 2027-06-30")
    if not str(entry["reason"]).strip():
        raise Refused(f"{where}: say in reason why the address is not asked for")
    try:
        re.compile(str(entry["pattern"]))
    except re.error as fault:
        raise Refused(f"{where}: pattern is no regular expression: {fault}") from fault
    return Ignore(str(entry["pattern"]), str(entry["reason"]), entry["until"])
