"""Addresses that lead to words on a page: text fragments, which browsers scroll to and mark.

Rules: WICG, "URL Fragment Text Directives" (``#:~:text=START,END``). A fragment matches whole words only, and exactly;
so words with apostrophes or insertions, which a page may write otherwise, are left out of it.
"""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

_PLAIN = re.compile(r"\w+(?:-\w+)*[.,;:!?]?")
_LENGTH = 3
"""Words by which each end is known."""


def fragment(words: str) -> str:
    """Return the directive that finds quoted *words*, from their first plain words to their last; empty without such.

    >>> fragment("to starve")
    ':~:text=to%20starve'
    >>> fragment("Azerbaijan’s army must open the road, now and for all, … as the well-known order says")
    ':~:text=army%20must%20open,well%2Dknown%20order%20says'
    """
    runs = _runs(words)
    if not runs:
        return ""
    first, last = runs[0], runs[-1]
    if len(runs) == 1 and len(first) <= 2 * _LENGTH:
        return f":~:text={_encoded(first)}"
    return f":~:text={_encoded(first[:_LENGTH])},{_encoded(last[-_LENGTH:])}"


def address_of_words(address: str, words: str) -> str:
    """Return the *address* of a page with the fragment for quoted *words*; that of a PDF stays as it is.

    >>> address_of_words("https://a.org/x", "to starve"), address_of_words("https://a.org/x.pdf", "to starve")
    ('https://a.org/x#:~:text=to%20starve', 'https://a.org/x.pdf')
    """
    directive = fragment(words)
    if not directive or urlsplit(address).path.lower().endswith(".pdf"):
        return address
    return f"{address}{'' if '#' in address else '#'}{directive}"


def _runs(words: str) -> list[list[str]]:
    """Return the runs of two or more plain words (of any length if there is no longer one)."""
    runs: list[list[str]] = [[]]
    for word in words.split():
        if _PLAIN.fullmatch(word):
            runs[-1].append(word)
        else:
            runs.append([])
    long = [run for run in runs if len(run) > 1]
    return long or [run for run in runs if run][:1]


def _encoded(words: list[str]) -> str:
    """Return words as a fragment writes them: with the marks encoded that have a meaning in it."""
    return quote(" ".join(words).rstrip(".,;:!?"), safe="").replace("-", "%2D")
