"""Words as the search compares them: without case, marks and apostrophes. ``_static/search.js`` does the same."""

from __future__ import annotations

import functools
import re
import unicodedata

_WORD = re.compile(r"[^\W_]+(?:['’ʼ][^\W_]+)*")
_BARE = str.maketrans({"ə": "e", "ı": "i", "ł": "l", "ø": "o", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe"})
"""Letters that Unicode does not take apart into a letter and a mark."""


@functools.cache
def fold(word: str) -> str:
    """Return what two spellings of a word have in common.

    >>> fold("Hacızadə"), fold("Azerbaijan’s"), fold("Méndez"), fold("İşcan"), fold("Ереван")
    ('hacizade', 'azerbaijan', 'mendez', 'iscan', 'ереван')
    """
    parts = unicodedata.normalize("NFD", word.lower())
    bare = "".join(part for part in parts if not unicodedata.category(part).startswith("M")).translate(_BARE)
    return re.sub(r"['’ʼ]", "", re.sub(r"['’ʼ]s$", "", bare))


def words(text: str) -> list[str]:
    """Return the words of *text* in their order, folded.

    >>> words("Nagorno-Karabakh’s 1,500 people")
    ['nagorno', 'karabakh', '1', '500', 'people']
    """
    return [fold(word) for word in _WORD.findall(unicodedata.normalize("NFC", text))]
