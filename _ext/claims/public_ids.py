"""The kept list of public addresses: the pages of the site, and under each the anchors it has. Pure.

An address is listed once and never struck out: what others have cited must still lead somewhere.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Set

HEAD = """\
# The public addresses of the site: each page, and indented under it the anchors of that page. None may ever lead
# nowhere. Written by `make ids`, which only adds.
"""
_PAGE = re.compile(r"[\w./-]+")
_ANCHOR = re.compile(r" [^\s<>]+")


def read(text: str, name: str) -> dict[str, set[str]]:
    """Return the anchors by page from the text of the list, which is called *name*.

    Raises ValueError, with the line, if one is neither a page nor an anchor: after a clash of two branches, say.

    >>> sorted(read("a.html\\n C01\\n ev-x\\n", "list")["a.html"])
    ['C01', 'ev-x']
    """
    found: dict[str, set[str]] = {}
    page = ""
    for number, line in enumerate(text.splitlines(), 1):
        if _PAGE.fullmatch(line):
            page = line
            found.setdefault(page, set())
        elif page and _ANCHOR.fullmatch(line):
            found[page].add(line[1:])
        elif line and not line.startswith("#"):
            raise ValueError(
                f"{name}:{number}: {line!r} is neither a page, as chapters/law/proof.html, nor an anchor under one, "
                "with one space before it. Take the line out, then run `make ids`."
            )
    return found


def write(addresses: Mapping[str, Set[str]]) -> str:
    """Return the text of the list, sorted.

    >>> print(write({"b.html": set(), "a.html": {"z", "C01"}}).removeprefix(HEAD), end="")
    a.html
     C01
     z
    b.html
    """
    lines = [line for page in sorted(addresses) for line in (page, *(f" {ident}" for ident in sorted(addresses[page])))]
    return HEAD + "".join(f"{line}\n" for line in lines)
