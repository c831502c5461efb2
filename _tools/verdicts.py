"""What is known of each address after a check, and after the checks before it. Pure.

An address is *gone* only when it failed in two checks at least a week apart with none between in which it answered: a
server may be down for a day. A bot wall says nothing about what a reader would see.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from urllib.parse import urlsplit

WEEK = timedelta(days=7)
WALLS = frozenset({401, 402, 403, 406, 407, 429, 451, 999})
"""Statuses by which a server turns a program away, not by which it says that nothing is there (RFC 9110, 15.5)."""
PERMANENT = frozenset({301, 308})


class Verdict(StrEnum):
    """What a check says of an address."""

    OK = "ok"
    MOVED = "moved"
    BLOCKED = "blocked"
    FAILING = "failing"
    GONE = "gone"
    IGNORED = "ignored"
    NOT_CHECKED = "not checked"


MEANING = {
    Verdict.OK: "it answers",
    Verdict.MOVED: "it leads for good to another address",
    Verdict.BLOCKED: "the server turns programs away; a reader may see it",
    Verdict.FAILING: "it does not answer, for less than a week so far",
    Verdict.GONE: "it did not answer in two checks at least a week apart",
    Verdict.IGNORED: "it is not asked for, for a reason given in links.toml",
    Verdict.NOT_CHECKED: "there was no network",
}


@dataclass(frozen=True)
class Answer:
    """What Sphinx's checker says of one address: *status* and *info* are its own, *code* that of a redirect."""

    address: str
    status: str
    code: int = 0
    info: str = ""

    @property
    def http(self) -> int:
        """The HTTP status of an answer that is an error; 0 if there was none.

        >>> Answer("", "broken", 0, "404 Client Error: Not Found for url: https://x.org/").http
        404
        """
        found = re.match(r"(\d{3}) (?:Client|Server) Error", self.info)
        told = {"unauthorized": 401, "service unavailable": 503}
        return int(found[1]) if found else told.get(self.info, 0)


@dataclass(frozen=True)
class Entry:
    """What the history keeps of an address; dates are ISO 8601 days."""

    verdict: str
    checked: str = ""
    since: str = ""
    """The first of the checks that failed since it last answered; empty if it answers."""
    answered: str = ""
    """The last check in which it answered, or turned the program away."""
    to: str = ""
    why: str = ""

    @property
    def never_answered(self) -> bool:
        return not self.answered


def judge(answer: Answer, before: Entry | None, today: date, online: bool = True) -> Entry:
    """Return what is known of an address after *answer*, given what was known *before*.

    Without a network (*online* is false) only an answer of a server counts; else what was known stays.
    """
    day, old = today.isoformat(), before or Entry(Verdict.NOT_CHECKED)
    if answer.status == "ignored" and answer.http != 503:
        return replace(old, verdict=Verdict.IGNORED)
    if answer.status == "working":
        return Entry(Verdict.OK, day, answered=day)
    if answer.status == "redirected" and not _leads_to_the_front_page(answer):
        verdict = Verdict.MOVED if answer.code in PERMANENT else Verdict.OK
        return Entry(verdict, day, answered=day, to=answer.info)
    if answer.http in WALLS:
        return Entry(Verdict.BLOCKED, day, answered=day, why=f"status {answer.http}")
    if not online and not answer.http:
        return replace(old, verdict=Verdict.NOT_CHECKED)
    since = old.since or day
    gone = old.verdict == Verdict.GONE or today - date.fromisoformat(since) >= WEEK
    return Entry(Verdict.GONE if gone else Verdict.FAILING, day, since, old.answered, why=reason(answer))


def reason(answer: Answer) -> str:
    """Return why an address fails, in a few words."""
    if answer.http:
        return f"status {answer.http}"
    if answer.status == "redirected":
        return "it leads to the front page"
    if answer.status == "timeout":
        return "no answer in time"
    known = {
        "Anchor": "the place on the page is not there",
        "NameResolution": "the host has no address",
        "Failed to resolve": "the host has no address",
        "Connection refused": "the host refuses the connection",
        "certificate": "the certificate is not valid",
        "redirects": "it redirects without end",
    }
    return next((words for part, words in known.items() if part in answer.info), answer.info[:120] or "no answer")


def _leads_to_the_front_page(answer: Answer) -> bool:
    """Tell a "soft 404": what stood deep in a site leads to its first page."""
    asked, led = urlsplit(answer.address), urlsplit(answer.info)
    return asked.path.strip("/") != "" and led.path.strip("/") == "" and not led.query


def merged(history: Mapping[str, Entry], found: Mapping[str, Entry], known: Iterable[str] | None) -> dict[str, Entry]:
    """Return the history with what was *found*; with *known*, all addresses of the set, without those it lost."""
    whole = {**history, **found}
    keep = set(whole) if known is None else set(known)
    return {address: whole[address] for address in sorted(whole) if address in keep}


def findings(found: Mapping[str, Entry]) -> dict[str, Entry]:
    """Return what someone must look at: what is gone, and what fails and never answered (a slip in the address?)."""
    return {
        address: entry
        for address, entry in found.items()
        if entry.verdict == Verdict.GONE or (entry.verdict == Verdict.FAILING and entry.never_answered)
    }


def archived(address: str, day: str) -> str:
    """Return where the Internet Archive shows the copy nearest to a *day* (ISO 8601, also a year or a month).

    >>> archived("https://x.org/a", "2023-07")
    'https://web.archive.org/web/202307/https://x.org/a'
    """
    return f"https://web.archive.org/web/{''.join(re.findall(r'[0-9]', day[:10])) or '2'}/{address}"


def as_json(history: Mapping[str, Entry]) -> dict[str, dict[str, str]]:
    """Return the history as it is written: sorted, without empty fields."""
    return {address: {k: v for k, v in asdict(history[address]).items() if v} for address in sorted(history)}


def from_json(data: object) -> dict[str, Entry]:
    """Read a history back; raises :class:`ValueError` if it is none."""
    try:
        return {str(address): Entry(**entry) for address, entry in data.items()}  # type: ignore[attr-defined]
    except (AttributeError, TypeError) as fault:
        raise ValueError(f"not a history of links: {fault}") from fault
