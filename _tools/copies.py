"""Fetches the copies in which sources were read, politely, and keeps their words for a while.

One request at a time to a host, with time between; a host that asks for time (429, 503 with ``Retry-After``) gets it,
or is left alone. Of a body no more is read than :data:`LARGEST`.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path
from queue import SimpleQueue
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter
from urllib3.exceptions import InvalidHeader, ReadTimeoutError
from urllib3.util.retry import Retry

from _tools.page_text import Unreadable, words

LARGEST = 30 * 1024 * 1024
"""Bytes."""
AGENT = "Mozilla/5.0 (compatible; conditions-of-life-quotecheck/1; checks whether what it quotes still stands)"


@dataclass(frozen=True)
class Copy:
    """What was fetched from an address: its words, or *why* there are none; *offline* if nobody answered at all."""

    address: str
    text: str = ""
    why: str = ""
    fetched: str = ""
    offline: bool = False


class Cache:
    """Keeps the words of copies in a folder, one file each, for *days*."""

    def __init__(self, folder: Path, days: int, today: date) -> None:
        self.folder, self.oldest, self.today = folder, today - timedelta(days=days), today

    def get(self, address: str) -> Copy | None:
        """Return the copy that is kept, if it is young enough and whole."""
        try:
            copy = Copy(**json.loads(self._file(address).read_text("utf-8")))
            young = date.fromisoformat(copy.fetched) > self.oldest
        except (OSError, ValueError, TypeError):
            return None
        return copy if young and copy.address == address else None

    def keep(self, copy: Copy) -> None:
        """Keep a copy that has words; a failure is asked for again."""
        if copy.text:
            self.folder.mkdir(parents=True, exist_ok=True)
            new = self._file(copy.address).with_suffix(".new")
            new.write_text(json.dumps(asdict(copy), ensure_ascii=False), "utf-8")
            new.replace(self._file(copy.address))

    def _file(self, address: str) -> Path:
        return self.folder / f"{sha256(address.encode()).hexdigest()[:32]}.json"


class Patience(Retry):
    """Gives up on a host that asks for more time than it can have; urllib3 would come back before that time."""

    def parse_retry_after(self, retry_after: str) -> float:
        seconds = super().parse_retry_after(retry_after)
        if seconds >= self.retry_after_max:
            raise InvalidHeader(retry_after)
        return seconds


class Fetcher:
    """Fetches copies that the cache lacks; *delay* and *timeout* in seconds."""

    def __init__(self, cache: Cache, delay: float = 1.0, timeout: float = 20.0, wait: int = 60) -> None:
        self.cache, self.delay, self.timeout, self.wait = cache, delay, timeout, wait
        self._stopped = False

    def fetch_all(self, addresses: Iterable[str], workers: int = 8) -> Iterator[Copy]:
        """Yield the copy of each address as it comes; those of one host one after the other."""
        hosts: dict[str, list[str]] = {}
        missing = []
        for address in dict.fromkeys(addresses):
            kept = self.cache.get(address)
            if kept:
                yield kept
            else:
                missing.append(address)
                hosts.setdefault(urlsplit(address).netloc, []).append(address)
        done: SimpleQueue[Copy] = SimpleQueue()
        pool = ThreadPoolExecutor(workers)
        try:
            for queue in hosts.values():
                pool.submit(self._one_host, queue, done)
            for _ in missing:
                copy = done.get()
                self.cache.keep(copy)
                yield copy
        finally:  # also when nobody wants more: what is under way ends, what waits is dropped
            self._stopped = True
            pool.shutdown(wait=False, cancel_futures=True)

    def _one_host(self, addresses: list[str], done: SimpleQueue[Copy]) -> None:
        with self._session() as session:
            for number, address in enumerate(addresses):
                if self._stopped:
                    return
                if number:
                    time.sleep(self.delay)
                done.put(self._fetch(session, address))

    def _session(self) -> requests.Session:
        session = requests.Session()
        session.headers["User-Agent"] = AGENT
        again = Patience(total=2, connect=1, read=1, status_forcelist=[429, 500, 502, 503, 504], backoff_factor=0.5,
                      retry_after_max=self.wait, raise_on_status=False, redirect=20)  # fmt: skip
        for scheme in ("http://", "https://"):
            session.mount(scheme, HTTPAdapter(max_retries=again))
        return session

    def _fetch(self, session: requests.Session, address: str) -> Copy:
        today = self.cache.today.isoformat()
        try:
            with session.get(address, timeout=self.timeout, stream=True) as answer:
                if not answer.ok:
                    return Copy(address, why=f"status {answer.status_code}", fetched=today)
                kind = answer.headers.get("Content-Type", "").partition(";")[0].strip().lower()
                return Copy(address, words(self._body(answer), kind), fetched=today)
        except Unreadable as fault:
            return Copy(address, why=str(fault), fetched=today)
        except requests.exceptions.InvalidHeader:
            return Copy(address, why="the host asks to be left alone", fetched=today)
        except requests.exceptions.TooManyRedirects:
            return Copy(address, why="it redirects without end", fetched=today)
        except requests.exceptions.Timeout:
            return Copy(address, why="no answer in time", fetched=today)
        except requests.exceptions.ConnectionError as fault:
            if isinstance(getattr(fault.args[0], "reason", None) if fault.args else None, ReadTimeoutError):
                return Copy(address, why="no answer in time", fetched=today)
            return Copy(address, why="no connection", fetched=today, offline=True)
        except (requests.exceptions.RequestException, UnicodeError, ValueError) as fault:
            return Copy(address, why=f"not an address that answers ({type(fault).__name__})", fetched=today)

    def _body(self, answer: requests.Response) -> bytes:
        body, start = bytearray(), time.monotonic()
        for piece in answer.iter_content(65536):
            body += piece
            if len(body) > LARGEST:
                raise Unreadable(f"it is larger than {LARGEST // 1024 // 1024} MB")
            if time.monotonic() - start > 6 * self.timeout:  # a time-out counts anew with each piece
                raise Unreadable("it takes too long to come")
        return bytes(body)
