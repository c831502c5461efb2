"""Addresses and DOIs: recognised in all their spellings, cleaned for writing, folded for comparing. Pure."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, unquote, urlsplit, urlunsplit

_DOI = re.compile(
    r"(?:(?P<web>(?:https?://)?(?:www\.|dx\.)?doi\.org/)|(?:info:)?doi\s*[:/]?\s*)?(?P<name>10\.\d{4,9}(?:\.\d+)*/\S+)$",
    re.IGNORECASE,
)
_HOST = re.compile(r"(?:[\w-]+\.)+[^\W\d_]{2,}(?::\d+)?$")
_TRACKING = re.compile(
    r"(?:utm_\w+|fbclid|gclid|gclsrc|dclid|gbraid|wbraid|msclkid|yclid|twclid|ttclid|igshid|igsh|mc_cid|mc_eid|mkt_tok"
    r"|_hsenc|_hsmi|ref_src|ref_url|at_medium|at_campaign|ns_mchannel|ns_campaign|s_cid|cmpid|__twitter_impression)$",
    re.IGNORECASE,
)
_AMP_PAIR = re.compile(r"(?:amp|amp=(?:1|true)?|outputtype=amp)$", re.IGNORECASE)
_ARCHIVE = re.compile(r"https?://web\.archive\.org/web/[0-9a-z_*]+/(?P<original>(?:https?:/{1,2})?.+)$", re.IGNORECASE)
_UNSAFE = {ord(mark): f"%{ord(mark):02X}" for mark in ' {}\\<>"|^`'}


def doi(text: str) -> str:
    """Return the DOI that *text* is, without ``doi:`` or resolver; empty if it is none.

    >>> doi("https://dx.doi.org/10.1080/14623528.2023.1%2A")
    '10.1080/14623528.2023.1*'
    >>> doi("DOI: 10.1017/abc.12.")
    '10.1017/abc.12'
    """
    found = _DOI.match(text.strip().strip("<>\"'“”"))
    if not found:
        return ""
    name = found["name"].split("?")[0].split("#")[0] if found["web"] else found["name"]
    name = (unquote(name) if found["web"] else name).rstrip(".,;")
    return name[:-1] if name.endswith(")") and name.count("(") < name.count(")") else name


def is_address(text: str) -> bool:
    """Tell whether *text* is one web address; without a scheme it must begin with ``www.`` or have a path.

    >>> is_address("https://hetq.am"), is_address("hetq.am/hy/1"), is_address("snippet.bib")
    (True, True, False)
    """
    text = text.strip().strip("<>")
    if not text or any(mark.isspace() for mark in text) or ("{" in text and text.startswith(("@", "{"))):
        return False
    parts = _split(text)
    plain = re.match(r"https?://|www\.|[^/]+/", text, re.IGNORECASE)
    return bool(plain) and parts is not None and parts.scheme in ("http", "https") and bool(_HOST.match(parts.netloc))


def clean(address: str, https: bool = True) -> str:
    """Return an address as it is written: without what only tracks the reader or marks words on the page, and https.

    >>> clean("http://WWW.icrc.org/en/x?utm_source=tw&id=7&fbclid=q#:~:text=aid")
    'https://www.icrc.org/en/x?id=7'
    """
    text = address.strip().strip("<>")
    parts = _split(text)
    if parts is None:
        return text
    pairs = [pair for pair in parts.query.split("&") if pair and not _TRACKING.match(pair.split("=")[0])]
    fragment = parts.fragment.split(":~:")[0]
    scheme = "https" if https and parts.scheme == "http" else parts.scheme
    return urlunsplit((scheme, parts.netloc.lower(), parts.path, "&".join(pairs), fragment)).translate(_UNSAFE)


def original(address: str) -> str:
    """Return the address of which *address* is a copy in the Internet Archive; empty if it is no such copy."""
    found = _ARCHIVE.match(address.strip())
    return clean(re.sub(r"^(https?):/(?!/)", r"\1://", found["original"])) if found else ""


def folded(address: str) -> str:
    """Return what two spellings of one address have in common: no scheme, www, amp, tracking, fragment, last slash.

    >>> folded("https://amp.example.org/News/amp/?b=2&a=1") == folded("http://www.example.org/News?a=1&b=2")
    True
    """
    parts = _split(clean(address))
    if parts is None:
        return address
    host = re.sub(r"^(?:(?:www|amp|m|mobile)\.)+(?=.*\.)", "", parts.netloc.removesuffix(":443").removesuffix(":80"))
    path = re.sub(r"(?:/amp(?=/|$))|(?:\.amp(?=$|\.html?$))", "", unquote(parts.path)).rstrip("/")
    query = "&".join(sorted(pair for pair in unquote(parts.query).split("&") if pair and not _AMP_PAIR.match(pair)))
    return f"{host}{path}" + (f"?{query}" if query else "")


def _split(address: str) -> SplitResult | None:
    """Take an address apart, one without scheme as https; None if it cannot be."""
    scheme = re.match(r"[a-z][a-z0-9+.-]*://", address, re.IGNORECASE)
    try:
        return urlsplit(address if scheme else f"https://{address}")
    except ValueError:
        return None
