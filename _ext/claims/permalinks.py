"""Addresses that never change: a page ``id/C06.html`` for each record, which leads to where the record stands.

A claim may move to another chapter; what cites it should not have to know. The pages work without JavaScript and from a
disk.
"""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from .model import Corpus
from .records import Claim, Element, Passage, Place, Step

FOLDER = "id"
NAMES: dict[type, str] = {Passage: "Passage", Claim: "Claim", Element: "Element", Step: "Step"}
"""The kinds of record that have such a page; a source has its entry, whose address does not change either."""
PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>{title}</title>
<link rel="canonical" href="{goal}">
<meta http-equiv="refresh" content="0; url={goal}">
</head>
<body><p><a href="{goal}">{title}</a></p></body>
</html>
"""


def permalink(ident: str) -> str:
    """Return the permanent address of a record within the site.

    >>> permalink("C06")
    'id/C06.html'
    """
    return f"{FOLDER}/{ident}.html"


def pages(corpus: Corpus, address: Callable[[Place], str], label: str) -> dict[str, str]:
    """Return the text of each page by its file name; *address* is that of a chapter from the site's root."""
    found = {}
    for kind in (corpus.passages, corpus.claims, corpus.elements, corpus.steps):
        for ident, record in kind.items():
            goal = escape(f"../{address(record.place)}#{ident}", quote=True)
            title = escape(f"{NAMES[type(record)]} {ident} · {label}")
            found[f"{ident}.html"] = PAGE.format(title=title, goal=goal)
    return found
