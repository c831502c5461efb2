"""The index of the search, in small files: a reader's browser loads those that a question needs.

Each file is a script that hands over its data, ``found(NAME, …)``: browsers run scripts also from a folder on disk
(``file://``), where they fetch nothing else. The same set gives the same bytes.

``index.js``
    what is needed for any question: for each thing found its kind, its filters and how long it is; which words
    and texts the other files hold; the spellings of names.
``words-N.js``
    for each word where it stands. Words of one stem are kept together. ``"w": "=N"`` says that the word ``w``
    is kept with its stem in file N.
``texts-N.js``
    title, place, address and text of some ten things.

Where a word stands is written ``thing position position,thing position``: every number is the distance from the one
before, in base 36. Positions count the words of title and text, with a gap between the two.
"""

from __future__ import annotations

import bisect
import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import snowballstemmer

from .findable import KINDS, Findable
from .words import words

GAP = 10
"""Words by which the positions of a text are moved on, so that no phrase runs from the title into it."""
WORDS_SIZE = 8_000
"""How many characters a file of words holds, roughly; one frequent word may fill one alone."""
TEXTS_SIZE = 4_000
"""How many characters a file of texts holds, roughly."""
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"

Places = dict[int, list[int]]
"""Thing -> positions of a word in it."""


def index_files(
    things: Sequence[Findable], filters: dict[str, dict[str, str]], names: list[list[str]]
) -> dict[str, str]:
    """Return the text of each file by its name.

    *things* are in the order of their kinds. *filters* has for each filter its values with what readers see, in the
    order in which they are offered; *names* has the spellings of each name, which are one for the search.
    """
    stems = _stems(things)
    shelves = list(_shelves(stems))
    starts = [next(iter(shelf)) for shelf in shelves]
    files = {}
    for number, shelf in enumerate(_with_references(shelves, starts)):
        files[f"words-{number}.js"] = _script(f"words-{number}", shelf)
    blocks = list(_blocks(things))
    first = 0
    firsts = []
    for number, block in enumerate(blocks):
        files[f"texts-{number}.js"] = _script(f"texts-{number}", block)
        firsts.append(first)
        first += len(block)
    head = {
        "kinds": [[kind, shown, sum(thing.kind == kind for thing in things)] for kind, shown in KINDS.items()],
        "filters": {name: _column(things, name, values) for name, values in filters.items()},
        "titles": [len(words(thing.title)) for thing in things],
        "lengths": [len(words(thing.body)) // 20 for thing in things],  # only weighed: roughly is enough
        "words": starts,
        "texts": firsts,
        "gap": GAP,
        "names": [[words(name) for name in group] for group in names],
        "edition": _digest(files.values()),
    }
    return {"index.js": _script("index", head), **files}


def _stems(things: Sequence[Findable]) -> dict[str, dict[str, Places]]:
    """Return for each stem its words, each with its places."""
    forms: dict[str, Places] = {}
    for number, thing in enumerate(things):
        title = words(thing.title)
        for position, word in [*enumerate(title), *enumerate(words(thing.body), len(title) + GAP)]:
            forms.setdefault(word, {}).setdefault(number, []).append(position)
    stemmer = snowballstemmer.stemmer("english")
    found: dict[str, dict[str, Places]] = {}
    for word in sorted(forms):
        found.setdefault(stemmer.stemWord(word) if word.isalpha() else word, {})[word] = forms[word]
    return {stem: found[stem] for stem in sorted(found)}


def _shelves(stems: dict[str, dict[str, Places]]) -> Iterator[dict[str, dict[str, str]]]:
    """Yield the words of each file, stem by stem."""
    shelf: dict[str, dict[str, str]] = {}
    size = 0
    for stem, forms in stems.items():
        written = {word: _written(places) for word, places in forms.items()}
        more = sum(len(word) + len(places) + 6 for word, places in written.items())
        if shelf and size + more > WORDS_SIZE:
            yield shelf
            shelf, size = {}, 0
        shelf[stem] = written
        size += more
    if shelf:
        yield shelf


def _with_references(shelves: list[dict[str, dict[str, str]]], starts: list[str]) -> list[dict[str, Any]]:
    """Return *shelves* with a reference where a word is looked for but its stem is kept elsewhere (``dying``)."""
    found: list[dict[str, Any]] = [dict(shelf) for shelf in shelves]
    for number, shelf in enumerate(shelves):
        for word in (word for forms in shelf.values() for word in forms):
            looked_for = max(bisect.bisect_right(starts, word) - 1, 0)
            if looked_for != number:
                found[looked_for][word] = f"={number}"
    return found


def _written(places: Places) -> str:
    """Return places as they are written.

    >>> _written({3: [0, 40], 4: [7]})
    '3 0 14,1 7'
    """
    last, parts = 0, []
    for number, positions in sorted(places.items()):
        steps = [now - before for before, now in zip([0, *positions], positions, strict=False)]
        parts.append(" ".join(map(_base36, [number - last, *steps])))
        last = number
    return ",".join(parts)


def _base36(number: int) -> str:
    """Return a number in base 36.

    >>> _base36(0), _base36(36)
    ('0', '10')
    """
    digits = ""
    while number >= 36:
        number, rest = divmod(number, 36)
        digits = _DIGITS[rest] + digits
    return _DIGITS[number] + digits


def _blocks(things: Iterable[Findable]) -> Iterator[list[list[str]]]:
    block: list[list[str]] = []
    size = 0
    for thing in things:
        row = [thing.title, thing.where, thing.address, thing.body]
        more = sum(map(len, row))
        if block and size + more > TEXTS_SIZE:
            yield block
            block, size = [], 0
        block.append(row)
        size += more
    if block:
        yield block


def _column(things: Sequence[Findable], name: str, values: dict[str, str]) -> dict[str, Any]:
    """Return a filter: its values, and for each thing which of them it has, as the bits of a number."""
    order = list(values)
    bits = [sum(1 << order.index(value) for value in getattr(thing, name) if value in values) for thing in things]
    return {"values": list(values.items()), "of": bits}


def _script(name: str, data: object) -> str:
    return f"found({json.dumps(name)},{json.dumps(data, ensure_ascii=False, separators=(',', ':'))})\n"


def _digest(texts: Iterable[str]) -> str:
    return hashlib.sha256("".join(texts).encode()).hexdigest()[:12]
