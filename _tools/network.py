"""Whether there is a network at all: without one, nothing can be said of any address."""

from __future__ import annotations

import socket
from collections import Counter
from collections.abc import Iterable
from urllib.parse import urlsplit

from requests.utils import get_environ_proxies


def reachable(addresses: Iterable[str], hosts: int = 5, timeout: float = 5.0) -> bool:
    """Tell whether one of the most frequent *hosts* of the addresses, or a proxy, can be connected to.

    *timeout* is in seconds and for each host.
    """
    addresses = list(addresses)
    proxies = {proxy for address in addresses for proxy in get_environ_proxies(address).values()}
    addresses = sorted(proxies) or addresses
    places = Counter(place for address in addresses if (place := _place(address)))
    return any(_connects(place, timeout) for place, _ in sorted(places.most_common(hosts)))


def _place(address: str) -> tuple[str, int] | None:
    try:
        parts = urlsplit(address)
        return (parts.hostname, parts.port or (80 if parts.scheme == "http" else 443)) if parts.hostname else None
    except ValueError:
        return None


def _connects(place: tuple[str, int], timeout: float) -> bool:
    try:
        socket.create_connection(place, timeout).close()
    except OSError:
        return False
    return True
