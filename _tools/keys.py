"""Suggests the key of a new source, ``issuer-date-thing``, in the manner of the keys that stand already. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping

from claims.dates import is_date
from claims.records import Source
from claims.sources import names

_LETTERS = str.maketrans({
    "ə": "e", "Ə": "e", "ı": "i", "İ": "i", "ß": "ss", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l", "đ": "d", "Đ": "d",
    "æ": "ae", "Æ": "ae", "œ": "oe", "Œ": "oe", "ð": "d", "þ": "th",
})  # fmt: skip
_SMALL = frozenset({
    "a", "an", "and", "are", "as", "at", "be", "by", "for", "from", "has", "have", "how", "in", "into", "is",
    "it", "its", "new", "no", "not", "of", "off", "on", "or", "our", "over", "says", "that", "the", "their",
    "this", "to", "under", "was", "what", "when", "who", "why", "will", "with", "de", "des", "du", "et", "la",
    "le", "les", "der", "die", "das", "und", "von",
})  # fmt: skip
_ISSUERS = ("institution", "journaltitle", "author", "editor")


def suggest(source: Source, sources: Mapping[str, Source]) -> str:
    """Return a key for *source* that none of *sources* has, from its issuer, its date and a word of its title."""
    issuer = _issuer(source, sources)
    words = [word for word in slug(source.get("titletranslation") or source.get("title")).split("-") if word]
    dull = {*_SMALL, *issuer.split("-"), *slug(" ".join(source.get(name) for name in _ISSUERS)).split("-")}
    telling = [word for word in words if word not in dull and len(word) > 2] or words
    date = source.date.split("/")[0] if is_date(source.date) else ""
    base = "-".join(part for part in (issuer, date) if part) or source.type
    for key in _candidates(base, [word for word in telling if not word.isdigit()]):
        if key not in sources:
            return key
    raise AssertionError("candidates never end")


def slug(text: str) -> str:
    """Return text in the letters of keys: a-z, 0-9 and single hyphens.

    >>> slug("Hikmət Hacıyev’s “Étude”")
    'hikmet-haciyevs-etude'
    """
    plain = unicodedata.normalize("NFKD", re.sub(r"['’ʼ]", "", text.translate(_LETTERS)).casefold())
    return "-".join(re.findall(r"[a-z0-9]+", plain.encode("ascii", "ignore").decode()))


def _candidates(base: str, words: list[str]) -> Iterator[str]:
    """Yield base-word, base-word-word2, then numbered keys."""
    longest = "-".join([base, *words[:3]])
    yield from dict.fromkeys("-".join([base, *words[:count]]) for count in (1, 2, 3))
    number = 2
    while True:
        yield f"{longest}-{number}"
        number += 1


def _issuer(source: Source, sources: Mapping[str, Source]) -> str:
    """Return how the keys begin of sources with the same issuer, or else a short form of the issuer's name."""
    name = next((name for name in _ISSUERS if source.get(name)), "")
    if not name:
        return ""
    value = source.get(name)
    same = [other for other in sources.values() if other.get(name) == value and re.search(r"-\d{4}", other.key)]
    begins = Counter(re.split(r"-(?=\d{4})", other.key)[0] for other in same)
    usual = [begin for begin, count in begins.most_common(1) if len(same) > 1 and count * 2 > len(same)]
    return usual[0] if usual else _short(name, value)


def _short(name: str, value: str) -> str:
    if name in ("author", "editor"):
        family = next((family for family, _ in names(value)), "")
        return slug(family)
    if found := re.search(r"\(([^\W\d_]{2,8})\)", value):  # the name gives its own abbreviation
        return slug(found[1])
    words = [word for word in slug(re.split(r"[,(;/]", value)[0]).split("-") if word not in _SMALL]
    return "".join(word[0] for word in words) if len(words) > 3 else "-".join(words[:3])
