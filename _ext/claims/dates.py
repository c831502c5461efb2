"""ISO 8601 dates, whole or partial, and ranges of them, as ``references.bib`` and the events write them."""

from __future__ import annotations

import calendar
import re

from .vocabulary import LETTER_DATE

_DATE = re.compile(r"^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?$")
PERIODS = ("known", "since", "undated")


def is_date(text: str) -> bool:
    """Tell whether *text* is an ISO 8601 date, possibly partial (``2023``, ``2023-02``), or a range ``a/b``."""
    parts = text.split("/")
    return len(parts) <= 2 and all(_is_day(part) for part in parts) and parts[0] <= last_day(text)


def is_period(text: str) -> bool:
    """Tell whether *text* is two whole days in order: ``2022-12-12/2023-09-19``."""
    parts = text.split("/")
    return len(parts) == 2 and is_date(text) and all(len(part) == len("2022-12-12") for part in parts)


def _is_day(text: str) -> bool:
    found = _DATE.match(text)
    if not found:
        return False
    year, month, day = (int(part) if part else 1 for part in found.groups())
    return 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]


def last_day(text: str) -> str:
    """Return the last day, ISO, that a (partial) date or range can mean: ``2023-02`` -> ``2023-02-28``."""
    year, month, day = [*text.split("/")[-1].split("-"), "", ""][:3]
    month = month or "12"
    return f"{year}-{month}-{day or calendar.monthrange(int(year), int(month))[1]:0>2}"


def period(date: str) -> str:
    """Return ``known`` if a source of that date was certainly out with the letter, else ``since`` or ``undated``."""
    if not is_date(date):
        return "undated"
    return "known" if last_day(date) <= LETTER_DATE else "since"


def prose_date(text: str) -> str:
    """Write an ISO date as prose: ``2023-02-22`` -> ``22 February 2023``; ``a/b`` -> ``a – b``; others unchanged."""
    if not is_date(text):
        return text or "undated"
    return " – ".join(_prose_day(part) for part in text.split("/"))


def _prose_day(text: str) -> str:
    year, month, day = [*text.split("-"), "", ""][:3]
    words = [str(int(day))] if day else []
    return " ".join([*words, *([calendar.month_name[int(month)]] if month else []), year])
