"""Web addresses: taken apart without failing, cleaned for writing, folded for comparing. Pure."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, unquote, urlsplit, urlunsplit

_TRACKING = re.compile(
    r"(?:utm_\w+|fbclid|gclid|gclsrc|dclid|gbraid|wbraid|msclkid|yclid|twclid|ttclid|igshid|igsh|mc_cid|mc_eid|mkt_tok"
    r"|_hsenc|_hsmi|ref_src|ref_url|at_medium|at_campaign|ns_mchannel|ns_campaign|s_cid|cmpid|__twitter_impression)$",
    re.IGNORECASE,
)
_AMP_PAIR = re.compile(r"(?:amp|amp=(?:1|true)?|outputtype=amp)$", re.IGNORECASE)
_UNSAFE = {ord(mark): f"%{ord(mark):02X}" for mark in ' {}\\<>"|^`'}


def split(address: str) -> SplitResult | None:
    """Take an address apart, one without scheme as https; None if it cannot be, as with a broken host ``[``."""
    scheme = re.match(r"[a-z][a-z0-9+.-]*://", address, re.IGNORECASE)
    try:
        return urlsplit(address if scheme else f"https://{address}")
    except ValueError:
        return None


def host(address: str) -> str:
    """Return the host of an address, for showing where something stands.

    >>> host("https://www.icrc.org/en/x"), host("https://[bad/x")
    ('www.icrc.org', '')
    """
    parts = split(address)
    return (parts.hostname or "") if parts else ""


def is_web_address(address: str) -> bool:
    """Tell whether *address* is a whole one of the web, which alone may become a link.

    >>> [is_web_address(text) for text in ("https://a.org/x", "javascript://a/x", "a.org/x", "https://[bad")]
    [True, False, False, False]
    """
    parts = split(address) if "://" in address else None
    return bool(parts and parts.scheme in ("http", "https") and parts.netloc) and not re.search(r"\s", address)


def clean(address: str, https: bool = True) -> str:
    """Return an address as it is written: without what only tracks the reader or marks words on the page, and https.

    >>> clean("http://WWW.icrc.org/en/x?utm_source=tw&id=7&fbclid=q#:~:text=aid")
    'https://www.icrc.org/en/x?id=7'
    """
    text = address.strip().strip("<>")
    parts = split(text)
    if parts is None:
        return text
    pairs = [pair for pair in parts.query.split("&") if pair and not _TRACKING.match(pair.split("=")[0])]
    fragment = parts.fragment.split(":~:")[0]
    scheme = "https" if https and parts.scheme == "http" else parts.scheme
    return urlunsplit((scheme, parts.netloc.lower(), parts.path, "&".join(pairs), fragment)).translate(_UNSAFE)


def folded(address: str) -> str:
    """Return what two spellings of one address have in common: no scheme, www, amp, tracking, fragment, last slash.

    >>> folded("https://amp.example.org/News/amp/?b=2&a=1") == folded("http://www.example.org/News?a=1&b=2")
    True
    """
    parts = split(clean(address)) if address else None
    if parts is None:
        return address
    name = re.sub(r"^(?:(?:www|amp|m|mobile)\.)+(?=.*\.)", "", parts.netloc.removesuffix(":443").removesuffix(":80"))
    path = re.sub(r"(?:/amp(?=/|$))|(?:\.amp(?=$|\.html?$))", "", unquote(parts.path)).rstrip("/")
    query = "&".join(sorted(pair for pair in unquote(parts.query).split("&") if pair and not _AMP_PAIR.match(pair)))
    return f"{name.removesuffix('.')}{path}" + (f"?{query}" if query else "")
