"""Sphinx's check of links, polite: it leaves time between two requests to one host and waits no hour for a 429.

Sphinx 9.0's checker knows no delay for a host that has not complained yet, and obeys a ``Retry-After`` of any length.
Its worker is extended here; the requests, and what they find, are Sphinx's own.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from queue import PriorityQueue
from threading import Lock
from typing import Any
from urllib.parse import urlsplit

from sphinx.application import Sphinx
from sphinx.builders import linkcheck
from sphinx.config import Config
from sphinx.util.typing import ExtensionMetadata


class Turns:
    """Gives each host its turns, *delay* seconds apart, to threads that ask."""

    def __init__(self, delay: float) -> None:
        self._delay = delay
        self._next: dict[str, float] = {}
        self._lock = Lock()

    def wait(self, host: str) -> None:
        """Return when it is the caller's turn at *host*."""
        with self._lock:
            now = time.monotonic()
            turn = max(now, self._next.get(host, now))
            self._next[host] = turn + self._delay
        time.sleep(max(0.0, turn - now))


class Worker(linkcheck.HyperlinkAvailabilityCheckWorker):
    """Waits for its turn at a host; gives up on one that wants to be left alone for longer than it may wait."""

    turns: Turns

    def _check_uri(self, uri: str, hyperlink: linkcheck.Hyperlink) -> Any:
        self.turns.wait(urlsplit(uri).netloc)
        return super()._check_uri(uri, hyperlink)

    def limit_rate(self, response_url: str, retry_after: str | None) -> float | None:
        until = super().limit_rate(response_url, retry_after)
        if until is not None and until - time.time() > self.rate_limit_timeout:
            self.rate_limits.pop(urlsplit(response_url).netloc, None)
            return None
        return until


class InOrder(PriorityQueue[linkcheck.CheckRequest]):
    """Hands out what can be checked at once in the order in which it came: Sphinx's queue would sort it by address."""

    def __init__(self) -> None:
        super().__init__()
        self._came = count(1)  # long past, as times go

    def put(self, item: linkcheck.CheckRequest, block: bool = True, timeout: float | None = None) -> None:
        if item.hyperlink and item.next_check == linkcheck.CHECK_IMMEDIATELY:
            item = item._replace(next_check=next(self._came))
        super().put(item, block, timeout)


class Checker(linkcheck.HyperlinkAvailabilityChecker):
    """Starts polite workers."""

    def __init__(self, config: Config) -> None:
        super().__init__(config)
        self.wqueue = InOrder()

    def invoke_threads(self) -> None:
        turns = Turns(self.config.linkcheck_host_delay)
        for _ in range(self.num_workers):
            worker = Worker(self.config, self.rqueue, self.wqueue, self.rate_limits)
            worker.turns = turns
            worker.start()
            self.workers.append(worker)


class LinkcheckBuilder(linkcheck.CheckExternalLinksBuilder):
    """Checks the addresses that the documents show, those that a plan names, or both, and says how far it is.

    The plan (``linkcheck_plan``) is a JSON file: ``addresses`` to check in any case; ``whole``, whether what the
    documents show is checked besides, but for what begins as ``skip`` does; ``ignore``, a list of patterns.
    """

    def finish(self) -> None:
        if self.config.linkcheck_plan:
            self._follow(json.loads(Path(self.config.linkcheck_plan).read_text("utf-8")))
        self.hyperlinks = {link.uri: link for link in spread(self.hyperlinks) if _is_of_the_web(link.uri)}
        checker = Checker(self.config)
        with (
            open(self.outdir / "output.txt", "w", encoding="utf-8") as self.txt_outfile,
            open(self.outdir / "output.json", "w", encoding="utf-8") as self.json_outfile,
        ):
            for number, result in enumerate(checker.check(self.hyperlinks), 1):
                print(f"{number:5}/{len(self.hyperlinks)} {result.status:10} {result.uri}", flush=True)
                self.write_linkstat(result._asdict())
                self.json_outfile.flush()  # what is checked is kept, whatever comes

    def _follow(self, plan: dict[str, Any]) -> None:
        """Choose what is checked."""
        root = self.config.root_doc
        named = {uri: linkcheck.Hyperlink(uri, root, self.env.doc2path(root), 0) for uri in plan["addresses"]}
        shown = {
            uri: link for uri, link in self.hyperlinks.items() if plan["whole"] and not uri.startswith(plan["skip"])
        }
        self.hyperlinks = named | shown
        self.config.linkcheck_ignore = [*self.config.linkcheck_ignore, *plan["ignore"]]


def spread(links: dict[str, linkcheck.Hyperlink]) -> Iterator[linkcheck.Hyperlink]:
    """Yield the links so that those of one host stand far apart: the first of each host, the second of each …"""
    seen: dict[str, int] = {}
    ranked = []
    for link in links.values():
        host = urlsplit(link.uri).netloc
        seen[host] = seen.get(host, 0) + 1
        ranked.append((seen[host], link))
    for _, link in sorted(ranked, key=lambda pair: pair[0]):
        yield link


def _is_of_the_web(uri: str) -> bool:
    return uri.startswith(("http:", "https:"))


def setup(app: Sphinx) -> ExtensionMetadata:
    app.setup_extension("sphinx.builders.linkcheck")
    app.add_builder(LinkcheckBuilder, override=True)
    app.add_config_value("linkcheck_host_delay", 1.0, "", types=frozenset({float, int}))
    app.add_config_value("linkcheck_plan", "", "", types=frozenset({str}))
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
