"""The pieces of a citation: runs of text, plain or in italics, and the ways to join them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple


class Part(NamedTuple):
    """A run of text, whether it is set in italics, and its language (BCP 47) if it is not English."""

    text: str
    italic: bool = False
    language: str = ""


def plain(parts: Iterable[Part]) -> str:
    """Return *parts* as plain text."""
    return "".join(part.text for part in parts)


def joined(groups: Iterable[list[Part]], separator: str = ", ") -> list[Part]:
    """Join the groups that say something with *separator*."""
    found: list[Part] = []
    for group in groups:
        said = [part for part in group if part.text]
        found += [Part(separator), *said] if said and found else said
    return found


def commas(*groups: list[Part]) -> list[Part]:
    """Join the groups that say something with commas."""
    return joined(groups)


def bracketed(parts: list[Part]) -> list[Part]:
    """Return *parts* in round brackets after a space; nothing if they say nothing."""
    return [Part(" ("), *parts, Part(")")] if plain(parts) else []


def after(parts: list[Part]) -> list[Part]:
    """Return *parts* after a space; nothing if they say nothing."""
    return [Part(" "), *parts] if plain(parts) else []


def spaced(*words: str) -> str:
    """Join the words that say something with spaces."""
    return " ".join(word for word in words if word)


def quotes(text: str, left: str, right: str) -> str:
    """Return *text* with typographic marks; words that it quotes stand between *left* and *right*.

    >>> quotes("Blockade 'must end now', says Baku's rival", "“", "”")
    'Blockade “must end now”, says Baku’s rival'
    """
    straight = r"(?<!\w)(['\"])(?=\S)(.+?)(?<=\S)\1(?!\w)"
    within = ("‘", "’") if left == "“" else ("“", "”")
    text = re.sub(r"[“‘](?=\w)([^“”‘’]*)[”’](?!\w)", rf"{left}\1{right}", text)
    text = re.sub(straight, rf"{left}\2{right}", text)
    text = re.sub(straight, rf"{within[0]}\2{within[1]}", text)
    return text.replace("'", "’").replace(" - ", " – ")
