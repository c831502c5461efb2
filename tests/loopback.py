"""A server on the loopback interface that plays what servers do: answers, moves, walls, faults, large and odd bodies."""

from __future__ import annotations

import gzip
import threading
import time
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

SENTENCE = "The corridor shall remain under the control of the peacekeeping forces."
PAGE = """<!DOCTYPE html><html><head><meta charset="{charset}"><title>Statement</title></head><body>
<nav><a href="/">Home</a></nav><article><h1>Statement</h1><p>On that day the parties met again and spoke at length.</p>
<p>{sentence}</p><p id="third">A third paragraph follows, so that there is an article to be found on this page.</p></article>
<footer>All rights reserved</footer></body></html>"""
BIG = 50 * 1024 * 1024


class Handler(BaseHTTPRequestHandler):
    """Answers by the path; ``server.seen`` counts and ``server.times`` dates the requests."""

    server: Loopback
    protocol_version = "HTTP/1.1"

    def do_HEAD(self):
        self._answer()

    def do_GET(self):
        self._answer()

    def _answer(self):
        path = self.path.split("?")[0]
        self.server.times.append(time.monotonic())
        self.server.seen[path] += 1
        kind = path.strip("/").split("/")[0]
        getattr(self, f"_{kind.replace('-', '_').replace('.', '_') or 'ok'}", self._ok)()

    def _send(self, status, body=b"", kind="text/html; charset=utf-8", **headers):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), str(value))
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(body)

    def _page(self, sentence=SENTENCE, charset="utf-8", kind="text/html; charset=utf-8"):
        self._send(200, PAGE.format(sentence=sentence, charset=charset).encode("utf-8"), kind)

    def _ok(self):
        self._page()

    def _edited(self):
        self._page(SENTENCE.replace("shall remain", "remains"))

    def _curly(self):
        self._page("“The corridor shall re\u00admain under the con-\ntrol of the peace\u2011keeping  forces.”")

    def _mislabelled(self):
        self._page("Əliyev: “" + SENTENCE + "”", "iso-8859-1", "text/html; charset=iso-8859-1")

    def _moved(self):
        self._send(301, Location="/ok")

    def _found(self):
        self._send(302, Location="/ok")

    def _front(self):
        self._send(301, Location="/")

    def _loop(self):
        self._send(302, Location="/loop")

    def _missing(self):
        self._send(404, b"Not here.")

    def _gone(self):
        self._send(410, b"Gone.")

    def _wall(self):
        self._send(403, b"Are you human?")

    def _login(self):
        self._send(401, b"Who are you?")

    def _limited(self):
        if self.server.seen["/limited"] == 1:
            self._send(429, Retry_After=1)
        else:
            self._page()

    def _limited_long(self):
        self._send(429, Retry_After=3600)

    def _flaky(self):
        if self.server.seen["/flaky"] <= 2:  # a HEAD and a GET
            self._send(500)
        else:
            self._page()

    def _broken(self):
        self._send(500)

    def _outage(self):
        self._send(503)

    def _slow(self):
        time.sleep(3)
        self._page()

    def _zipped(self):
        self._send(
            200, gzip.compress(PAGE.format(sentence=SENTENCE, charset="utf-8").encode()), Content_Encoding="gzip"
        )

    def _big(self):
        self._send_start(BIG)
        piece = b"x" * 65536
        try:
            for _ in range(BIG // len(piece) if self.command == "GET" else 0):
                self.wfile.write(piece)
                self.server.sent += len(piece)
        except OSError:
            self.close_connection = True

    def _send_start(self, length):
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(length))
        self.end_headers()

    def _paper_pdf(self):
        self._send(200, self.server.pdf, "application/pdf")

    def log_message(self, *_):
        """Say nothing."""


class Loopback(ThreadingHTTPServer):
    """The server; ``address("/ok")`` is an address on it."""

    daemon_threads = True

    def __init__(self, pdf: bytes = b"") -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.seen: Counter[str] = Counter()
        self.times: list[float] = []
        self.sent = 0
        self.pdf = pdf

    def handle_error(self, *_):
        """A client may leave while a body is sent."""

    def address(self, path: str) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}{path}"

    def __enter__(self):
        threading.Thread(target=self.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.shutdown()
        self.server_close()
