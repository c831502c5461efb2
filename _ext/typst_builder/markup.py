"""Typst markup: how text, strings and calls are written. Syntax: https://typst.app/docs/reference/syntax/."""

from __future__ import annotations

import json
import re

_SPECIAL = re.compile(r"""[\\#$*_`<>@\[\]~\-=+/'"]|(?<=\d)\.|\.(?=\.)|(?<=\.)\.""")


def text(words: str) -> str:
    """Return *words* as markup that shows them and means nothing.

    >>> text("C_5 #1 -- https://a.example [1915. x]")
    'C\\\\_5 \\\\#1 \\\\-\\\\- https:\\\\/\\\\/a.example \\\\[1915\\\\. x\\\\]'
    """
    return _SPECIAL.sub(r"\\\g<0>", words)


def string(words: str) -> str:
    """Return *words* as a string of Typst's code mode.

    >>> string('a "b"')
    '"a \\\\"b\\\\""'
    """
    return json.dumps(words, ensure_ascii=False)


def strings(words: list[str]) -> str:
    """Return an array of strings; one with a single member needs its comma.

    >>> strings(["a"]), strings([])
    ('("a",)', '()')
    """
    return f"({''.join(f'{string(word)},' for word in words)})"


def label(name: str) -> str:
    """Return what attaches the label *name* to what stands before it."""
    return f"#label({string(name)})"
