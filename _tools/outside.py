"""What the checks of links and of quotations share: their options, their choice by pattern, and how they end."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from _tools.bibfile import Refused

NO_NETWORK = "Not checked: no host of the set can be reached. Is there a network?"


def parser(program: str, description: str | None, since: str, only: str) -> argparse.ArgumentParser:
    """Return a parser with the options of both checks; *since* and *only* name what the two options choose."""
    made = argparse.ArgumentParser(prog=program, description=(description or "").split("\n\n")[0])
    made.add_argument("--set", type=Path, default=Path(), metavar="DIR", help="the folder of conf.py")
    made.add_argument("--report", type=Path, help="write what was found as Markdown, too")
    made.add_argument("--since", metavar="REF", help=f"only {since} on lines that changed since a Git revision")
    made.add_argument("--only", metavar="PATTERN", help=f"only {only} in which a regular expression is found")
    made.add_argument("--today", type=date.fromisoformat, default=datetime.now(UTC).date(), help=argparse.SUPPRESS)
    return made


def run(check: Callable[[argparse.Namespace], int], options: argparse.Namespace) -> int:
    """Return the exit status of a check; 2, with what it says, if it refuses."""
    try:
        return check(options)
    except Refused as fault:
        print("\n".join(str(message) for message in fault.args), file=sys.stderr)
        return 2


def has(pattern: str) -> Callable[[Sequence[str]], bool]:
    """Return what tells whether *pattern* is found in one of some texts; raises :class:`Refused` if it is none."""
    try:
        compiled = re.compile(pattern)
    except re.error as fault:
        raise Refused(f"--only {pattern}: no regular expression: {fault}") from fault
    return lambda texts: any(compiled.search(text) for text in texts)
