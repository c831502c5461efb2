"""Addresses and DOIs that a contributor gives, recognised in all their spellings. Pure."""

from __future__ import annotations

import re
from urllib.parse import unquote

from claims.addresses import clean, split

_DOI = re.compile(
    r"(?:(?P<web>(?:https?://)?(?:www\.|dx\.)?doi\.org/)|(?:info:)?doi\s*[:/]?\s*)?(?P<name>10\.\d{4,9}(?:\.\d+)*/\S+)$",
    re.IGNORECASE,
)
_HOST = re.compile(r"(?:[\w-]+\.)+[^\W\d_]{2,}(?::\d+)?$")
_ARCHIVE = re.compile(r"https?://web\.archive\.org/web/[0-9a-z_*]+/(?P<original>(?:https?:/{1,2})?.+)$", re.IGNORECASE)


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
    parts = split(text)
    plain = re.match(r"https?://|www\.|[^/]+/", text, re.IGNORECASE)
    return bool(plain) and parts is not None and parts.scheme in ("http", "https") and bool(_HOST.match(parts.netloc))


def original(address: str) -> str:
    """Return the address of which *address* is a copy in the Internet Archive; empty if it is no such copy."""
    found = _ARCHIVE.match(address.strip())
    return clean(re.sub(r"^(https?):/(?!/)", r"\1://", found["original"])) if found else ""
