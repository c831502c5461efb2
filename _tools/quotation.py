"""Whether a quotation stands in a text, and if not, which passage is nearest and how it differs. Pure.

What a copy may change without changing the words is folded: spaces, the forms of quotation marks, dashes and hyphens,
hyphenation at the end of a line, soft hyphens, ligatures, capitals. A quotation's own omissions ("…") and insertions
("[the]") may stand for anything.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from difflib import SequenceMatcher

from rapidfuzz import fuzz

_OMITTED = re.compile(r"\s*(?:\[[^\]]*\]|\(…\)|…|\.\.\.)\s*")
_HYPHENS = "-\u00ad\u2010\u2011"
_DASHES = re.compile("\\s*[\u2012-\u2015\u2212]\\s*|\\s+-+\\s+")
_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff"
_MARKS = "\"'`´‘’‚‛“”„‟‹›«»"
_DROPPED = str.maketrans("", "", _HYPHENS + _INVISIBLE + _MARKS)
FAR = 60
"""Below this likeness (of 100) a passage has nothing to do with the quotation."""
LONGEST = 4_000_000
"""Letters of a text that are searched for a likeness; a longer one is searched for the exact words only."""


@dataclass(frozen=True)
class Found:
    """What is known of a quotation in a text: whether it *stands* there; else the *nearest* passage.

    *likeness* says how near, of 100; *difference* shows that passage, ``[as quoted → as it stands]`` where it differs.
    """

    stands: bool
    nearest: str = ""
    difference: str = ""
    likeness: float = 0


def folded(text: str) -> str:
    """Return *text* without what a copy may change.

    >>> folded("“Peace-\\n keepers’  duty”") == folded('"PEACEKEEPERS\\u2019 duty"')
    True
    """
    text = re.sub(rf"(?<=\w)[{_HYPHENS}]\s*\n\s*(?=\w)", "", unicodedata.normalize("NFKC", text))
    return " ".join(_DASHES.sub("", text).translate(_DROPPED).casefold().split())


def look(quotation: str, text: str) -> Found:
    """Look for a quotation in a text."""
    whole = folded(text)
    parts = [part for piece in _OMITTED.split(quotation) if (part := folded(piece))]
    if parts and _in_order(parts, whole):
        return Found(stands=True, likeness=100)
    return _nearest(folded(quotation), whole)


def _in_order(parts: list[str], text: str) -> bool:
    at = 0
    for part in parts:
        at = text.find(part, at)
        if at < 0:
            return False
        at += len(part)
    return True


def _nearest(quotation: str, text: str) -> Found:
    if not quotation or not text or len(text) > LONGEST:
        return Found(stands=False)
    best = fuzz.partial_ratio_alignment(quotation, text)
    if best is None or best.score < FAR:
        return Found(stands=False, likeness=round(best.score) if best else 0)
    start, end = best.dest_start, best.dest_end
    passage = text[text.rfind(" ", 0, start + 1) + 1 : _word_end(text, end)]
    return Found(False, passage, difference(quotation, passage), round(best.score))


def _word_end(text: str, at: int) -> int:
    end = text.find(" ", at)
    return len(text) if end < 0 else end


def difference(quoted: str, stands: str) -> str:
    """Return *stands* with the words that differ from *quoted* as ``[quoted → stands]``.

    >>> difference("the corridor shall remain open", "the corridor remains open")
    'the corridor [shall remain → remains] open'
    """
    one, other = quoted.split(), stands.split()
    steps = SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
    told = []
    for kind, a, b, c, d in steps[steps[0][0] == "insert" : len(steps) - (steps[-1][0] == "insert")]:
        told += other[c:d] if kind == "equal" else [f"[{' '.join(one[a:b])} → {' '.join(other[c:d])}]"]
    return " ".join(told)
