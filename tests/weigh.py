"""``make weight``: what pages of the site cost a reader, measured in Chromium, beside the plain theme.

A first visit starts with an empty cache; a second page is opened after the front page. Bytes are those that
come over the wire, heads and bodies, compressed by the server (gzip, as any host of pages does). Exit status 1 if a page costs more
than it may.
"""

from __future__ import annotations

import argparse
import gzip
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from mimetypes import guess_type
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

CHROMIUM = "/usr/bin/chromium"
FIRST, REQUESTS, SECOND = 60_000, 8, 15_000
"""What a first visit may cost in bytes and in requests, and a second page in bytes."""


@dataclass(frozen=True)
class Cost:
    """What one visit costs: requests, bytes, and requests that left the site."""

    requests: int
    size: int
    elsewhere: tuple[str, ...] = ()


class Server(ThreadingHTTPServer):
    """Serves a folder on the loopback interface, compressed, with an hour's leave to keep what was sent."""

    daemon_threads = True

    def __init__(self, folder: Path) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.folder = folder.resolve()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/"

    def handle_error(self, *_: Any) -> None:
        """A browser may close a connection."""

    def __enter__(self) -> Server:
        threading.Thread(target=self.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: Any) -> None:
        self.shutdown()
        self.server_close()


class Handler(BaseHTTPRequestHandler):
    server: Server
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        path = (self.server.folder / unquote(urlsplit(self.path).path).lstrip("/")).resolve()
        path = path / "index.html" if path.is_dir() else path
        found = path.is_file() and self.server.folder in path.parents
        body = packed(path) if found else b""
        self.send_response(200 if found else 404)
        self.send_header("Content-Type", guess_type(path.name)[0] or "application/octet-stream")
        self.send_header("Content-Length", str(len(body)))
        if found:
            self.send_header("Content-Encoding", "gzip")
            self.send_header("Cache-Control", "max-age=3600")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@cache
def packed(path: Path) -> bytes:
    return gzip.compress(path.read_bytes(), 9, mtime=0)


@contextmanager
def browser() -> Iterator[Any]:
    """Start Chromium; it asks for nothing by itself."""
    from playwright.sync_api import sync_playwright

    flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=flags)
        yield started
        started.close()


def visit(page: Any, address: str) -> Cost:
    """Open *address* and return what that cost; what was kept from before costs nothing."""
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    asked: dict[str, str] = {}
    kept: set[str] = set()
    sizes: dict[str, int] = {}
    session.on("Network.requestWillBeSent", lambda event: asked.setdefault(event["requestId"], event["request"]["url"]))
    session.on("Network.requestServedFromCache", lambda event: kept.add(event["requestId"]))
    session.on(
        "Network.loadingFinished", lambda event: sizes.update({event["requestId"]: int(event["encodedDataLength"])})
    )
    page.goto(address, wait_until="networkidle")
    session.detach()
    origin = urlsplit(address).netloc
    sent = {number: url for number, url in asked.items() if number not in kept and not url.startswith("data:")}
    elsewhere = tuple(sorted({url for url in sent.values() if urlsplit(url).netloc != origin}))
    return Cost(len(sent), sum(sizes.get(number, 0) for number in sent), elsewhere)


def costs(chromium: Any, site: Path, names: list[str]) -> dict[str, tuple[Cost, Cost]]:
    """Return for each page what it costs as the first and as the second of a visit."""
    found = {}
    with Server(site) as server:
        for name in names:
            with chromium.new_context() as context:
                first = visit(context.new_page(), server.address + name)
            with chromium.new_context() as context:
                page = context.new_page()
                visit(page, f"{server.address}{'index.html' if name != 'index.html' else 'search.html'}")
                found[name] = (first, visit(page, server.address + name))
    return found


def too_heavy(name: str, first: Cost, second: Cost) -> list[str]:
    """Return what a page may not cost, in words."""
    return [
        *([f"{name}: {first.size} bytes at first, {FIRST} are allowed"] if first.size > FIRST else []),
        *([f"{name}: {first.requests} requests, {REQUESTS} are allowed"] if first.requests > REQUESTS else []),
        *([f"{name}: {second.size} bytes as a second page, {SECOND} are allowed"] if second.size > SECOND else []),
        *(f"{name}: asks for {url}" for url in first.elsewhere),
    ]


def pages(site: Path) -> list[str]:
    """Return every page of a site, heaviest first."""
    found = [path for path in site.rglob("*.html") if path.parent.name != "id" and "_static" not in path.parts]
    ordered = sorted(found, key=lambda path: (-len(packed(path)), path))
    return [path.relative_to(site).as_posix() for path in ordered]


def main() -> int:
    made = argparse.ArgumentParser(prog="make weight", description=(__doc__ or "").split("\n\n")[0])
    made.add_argument("site", type=Path)
    made.add_argument("--plain", type=Path, help="the same set with the plain theme")
    made.add_argument("--all", action="store_true", help="measure every page, not the heaviest and the front page")
    options = made.parse_args()
    if not Path(CHROMIUM).is_file():
        print(f"There is no {CHROMIUM}: install it (Debian: apt-get install chromium).", file=sys.stderr)
        return 1
    names = pages(options.site)
    chosen = names if options.all else ["index.html", *[name for name in names[:12] if name != "index.html"]]
    with browser() as chromium:
        found = costs(chromium, options.site, chosen)
        plain = (
            costs(chromium, options.plain, [n for n in chosen[:4] if (options.plain / n).is_file()])
            if options.plain
            else {}
        )
    head = f"{'page':48} {'first':>9} {'requests':>8} {'second':>9}"
    print(head + (f" | {'plain':>9} {'requests':>8} {'second':>9}" if plain else ""))
    for name, (first, second) in found.items():
        line = f"{name:48} {first.size:9} {first.requests:8} {second.size:9}"
        if name in plain:
            line += f" | {plain[name][0].size:9} {plain[name][0].requests:8} {plain[name][1].size:9}"
        print(line)
    heavy = [words for name, pair in found.items() for words in too_heavy(name, *pair)]
    print("\n".join(heavy), file=sys.stderr) if heavy else print(f"Of {len(names)} pages {len(found)} measured.")
    return 1 if heavy else 0


if __name__ == "__main__":
    sys.exit(main())
