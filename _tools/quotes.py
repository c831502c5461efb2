"""``make quotecheck``: looks whether each quotation still stands in the copy in which it was read.

Exit status: 0 all that could be read was found, 1 a quotation has changed, 2 there is no built set, 3 not checked for
want of a network.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from claims.addresses import is_web_address

from _tools import network, outside, written
from _tools.bibfile import Refused
from _tools.copies import Cache, Copy, Fetcher
from _tools.quotation import Found, look


class Outcome(StrEnum):
    """What was found of a quotation."""

    FOUND = "found"
    CHANGED = "changed"
    NOT_REACHABLE = "not reachable"
    NOT_CHECKED = "not checked"


@dataclass(frozen=True)
class Quotation:
    """Words of a source, the record in which they are quoted, and the addresses where they may be read."""

    record: str
    words: str
    copies: tuple[str, ...]


@dataclass(frozen=True)
class Result:
    quotation: Quotation
    outcome: Outcome
    address: str = ""
    found: Found | None = None
    why: str = ""


def parser() -> argparse.ArgumentParser:
    made = outside.parser("make quotecheck", __doc__, "quotations", "records or addresses")
    made.add_argument(
        "--data", type=Path, default=Path("_build/html/data/claims.json"), help="the data of the built site"
    )
    made.add_argument(
        "--cache", type=Path, default=Path("_build/links/copies"), help="where the words of copies are kept"
    )
    made.add_argument("--days", type=int, default=30, help="for how many days a copy is kept (30)")
    made.add_argument("--delay", type=float, default=1.0, help="seconds between two requests to one host (1)")
    made.add_argument("--timeout", type=float, default=20.0, help="seconds to wait for an answer (20)")
    return made


def main(arguments: Sequence[str] | None = None) -> int:
    return outside.run(_run, parser().parse_args(arguments))


def _run(options: argparse.Namespace) -> int:
    chosen = _chosen(options, list(quotations(_data(options.data))))
    if not chosen:
        print("No quotation to check: none is on a line that changed, or fits the pattern.")
        return 0
    cache = Cache(options.cache, options.days, options.today)
    addresses = list(dict.fromkeys(address for quotation in chosen for address in quotation.copies))
    if any(cache.get(address) is None for address in addresses) and not network.reachable(addresses):
        print(outside.NO_NETWORK, file=sys.stderr)
        return 3
    copies: dict[str, Copy] = {}
    finished = True
    try:
        for number, copy in enumerate(Fetcher(cache, options.delay, options.timeout).fetch_all(addresses), 1):
            copies[copy.address] = copy
            print(f"{number:5}/{len(addresses)} {copy.why or 'read':20} {copy.address}", flush=True)
    except KeyboardInterrupt:
        finished = False
        print("\nStopped. What was fetched is kept.", file=sys.stderr)
    online = any(not copy.offline for copy in copies.values()) and network.reachable(addresses)
    results = [check(quotation, copies, online) for quotation in chosen if finished or _has_copy(quotation, copies)]
    text = "\n".join(_report(results, finished))
    print(text)
    outcomes = {result.outcome for result in results}
    if outcomes == {Outcome.NOT_CHECKED}:
        return 3
    if options.report:
        options.report.write_text(text + "\n", "utf-8")
    if not finished:
        return 130
    return 1 if Outcome.CHANGED in outcomes else 0


def _has_copy(quotation: Quotation, copies: Mapping[str, Copy]) -> bool:
    return any(address in copies for address in quotation.copies)


def _data(path: Path) -> dict[str, list[dict[str, object]]]:
    try:
        data: dict[str, list[dict[str, object]]] = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as fault:
        raise Refused(f"{path} cannot be read ({fault}): run make html first") from fault
    return data


def quotations(data: Mapping[str, Sequence[Mapping[str, object]]]) -> Iterator[Quotation]:
    """Yield every quotation of the set: words of evidence, and words of passages, to be found in any witness."""
    copies = {str(source["key"]): _copies(source) for source in data["sources"]}
    for item in data["evidence"]:
        if item["quote"]:
            yield Quotation(str(item["id"]), str(item["quote"]), copies[str(item["source"])])
    for passage in data["passages"]:
        witnesses: Sequence[str] = passage.get("witnesses") or ()  # type: ignore[assignment]
        places = tuple(dict.fromkeys(address for key in witnesses for address in copies[key]))
        if passage.get("words"):
            yield Quotation(str(passage["id"]), str(passage["words"]), places)


def _copies(source: Mapping[str, object]) -> tuple[str, ...]:
    """Return where a source was read: the copy, else its own address; then an archived one, and those in its note."""
    named = [
        str(source.get("readat") or source.get("url") or ""),
        str(source.get("archiveurl") or ""),
        *written.ADDRESS.findall(str(source.get("note") or "")),
    ]
    return tuple(dict.fromkeys(address for address in named if is_web_address(address)))


def _chosen(options: argparse.Namespace, found: list[Quotation]) -> list[Quotation]:
    if options.since is not None:
        lines = "\n".join(written.changed_lines(options.set, options.since))
        found = [q for q in found if q.words in lines or any(address in lines for address in q.copies)]
    if options.only is not None:
        has = outside.has(options.only)
        found = [q for q in found if has((q.record, *q.copies))]
    return found


def check(quotation: Quotation, copies: Mapping[str, Copy], online: bool) -> Result:
    """Return what the copies tell of a quotation: found in one, else nearest in one, else not reachable."""
    read = [copies[address] for address in quotation.copies if address in copies]
    looked = []
    for copy in (copy for copy in read if copy.text):
        found = look(quotation.words, copy.text)
        if found.stands:
            return Result(quotation, Outcome.FOUND, copy.address, found)
        looked.append((copy, found))
    if looked:
        copy, found = max(looked, key=lambda pair: pair[1].likeness)
        return Result(quotation, Outcome.CHANGED, copy.address, found)
    if not online and all(copy.offline for copy in read):
        return Result(quotation, Outcome.NOT_CHECKED)
    why = read[0].why if read else "no address is given where it was read"
    return Result(quotation, Outcome.NOT_REACHABLE, read[0].address if read else "", why=why)


def _report(results: Sequence[Result], finished: bool) -> Iterator[str]:
    counts = Counter(result.outcome for result in results)
    yield "" if finished else "The check was stopped; this is what was checked."
    yield "| Outcome | Quotations |\n|---|---:|"
    yield from (f"| {outcome} | {counts[outcome]} |" for outcome in Outcome if counts[outcome])
    for outcome in (Outcome.CHANGED, Outcome.NOT_REACHABLE):
        if counts[outcome]:
            yield f"\n## {outcome.capitalize()} ({counts[outcome]})\n"
            yield from (_line(result) for result in results if result.outcome == outcome)


def _line(result: Result) -> str:
    told = f"- {result.quotation.record} <{result.address}>: “{result.quotation.words}”"
    if result.outcome == Outcome.NOT_REACHABLE:
        return f"{told}: {result.why}"
    if result.found is None or not result.found.nearest:
        return f"{told}: nothing like it stands there"
    return f"{told}\n  nearest ({result.found.likeness:.0f} of 100 alike): {result.found.difference}"


if __name__ == "__main__":
    sys.exit(main())
