"""Keeps of style sheets what the pages of a site use; the theme's have rules for a hundred things more. Pure.

A selector is kept if the pages have every element, class and id that it names; pseudo-classes and attributes are taken
as given. Fonts and animations go. Comments and needless spaces go, too (CSS Syntax Level 3, 8).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import tinycss2
from tinycss2.ast import Node

_ATTRIBUTES = re.compile(r'\b(?:class|id)="([^"]*)"')
_ELEMENT = re.compile(r"<([a-z][a-z0-9-]*)")
_PSEUDO = re.compile(r"::?(?!is\b|where\b|has\b|not\b)[\w-]+(?:\([^()]*\))?|:not\((?:[^()]|\([^()]*\))*\)|\[[^\]]*\]")
_NAMED = re.compile(r"[.#]((?:[\w-]|\\.)+)")
_TYPE = re.compile(r"(?<![\w.#\\-])([a-z][a-z0-9-]*)")
_COMMA = re.compile(r",(?![^(]*\))")
_VARIABLE = re.compile(r"var\(\s*(--[\w-]+)")
_LIGHT, _DARK, _NONE = "[data-theme=light]", "[data-theme=dark]", ":not([data-theme])"
_NESTED = frozenset({"media", "supports"})


@dataclass(frozen=True)
class Used:
    """What the pages of a site have: names of classes and ids, and elements."""

    names: frozenset[str]
    elements: frozenset[str]

    @classmethod
    def of(cls, pages: Iterable[str], more: Iterable[str] = ()) -> Used:
        """Return what is used in the HTML of *pages*; *more* are names that a script adds."""
        names, elements = set(more), set[str]()
        for page in pages:
            for value in _ATTRIBUTES.findall(page):
                names.update(value.split())
            elements.update(_ELEMENT.findall(page))
        return cls(frozenset(names), frozenset(elements))

    def has(self, selector: str) -> bool:
        """Tell whether the pages may have something that *selector* selects."""
        plain = _PSEUDO.sub("", selector)
        names = (name.replace("\\", "") for name in _NAMED.findall(plain))
        return all(name in self.names for name in names) and all(
            element in self.elements for element in _TYPE.findall(_NAMED.sub("", plain)) if element not in _FUNCTIONS
        )


_FUNCTIONS = frozenset({"is", "where", "has", "not"})


def purge(sheets: Iterable[str], used: Used) -> str:
    """Return one style sheet with the rules of *sheets* that select something, and the variables that these need."""
    text = "".join(_rules(tinycss2.parse_stylesheet("\n".join(sheets), skip_comments=True, skip_whitespace=True), used))
    while (fewer := _without_unused_variables(text)) != text:
        text = fewer
    return re.sub(r"[^{}]+\{\}", "", text)


def shortened(sheet: str) -> str:
    """Return a style sheet of ours, all its rules, without comments and needless spaces."""
    return _short(tinycss2.parse_component_value_list(sheet))


def _rules(rules: Iterable[Node], used: Used) -> Iterator[str]:
    for rule in rules:
        if rule.type == "qualified-rule":
            wanted = [one for one in _COMMA.split(_short(rule.prelude)) if used.has(one)]
            if wanted:
                yield from _for_both_systems(wanted, _short(rule.content))
        elif rule.type == "at-rule" and rule.lower_at_keyword in _NESTED:
            content = tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
            inner = "".join(_rules(content, used))
            if inner:
                yield f"@{rule.at_keyword} {_short(rule.prelude)}{{{inner}}}"


def _for_both_systems(selectors: list[str], body: str) -> Iterator[str]:
    """Yield a rule, and the same for a page on which no colours were chosen: it follows the reader's system.

    The theme has a script choose instead.
    """
    yield f"{','.join(selectors)}{{{body}}}"
    light = [one.replace(_LIGHT, _NONE) for one in selectors if _LIGHT in one]
    dark = [one.replace(_DARK, _NONE) for one in selectors if _DARK in one]
    if light:
        yield f"{','.join(light)}{{{body}}}"
    elif dark:
        yield f"@media (prefers-color-scheme:dark){{{','.join(dark)}{{{body}}}}}"


def _short(tokens: Iterable[Node]) -> str:
    """Return tokens as they are written, without comments and with single spaces, and none where they mean nothing."""
    text = tinycss2.serialize([token for token in tokens if token.type != "comment"])
    return _SPACE.sub(_shorter, text).strip().rstrip(";")


_SPACE = re.compile(
    r"""(?P<string>"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')|[\s;]*(?P<end>\})\s*|\s*(?P<mark>[;,{>])\s*|(?P<colon>:)\s+|\s+"""
)
"""What may become shorter, and strings, which may not."""


def _shorter(found: re.Match[str]) -> str:
    return next((part for part in found.groups() if part), " ")


def _without_unused_variables(text: str) -> str:
    used = set(_VARIABLE.findall(text))
    return re.sub(r"(--[\w-]+):[^;{}]*(;|(?=\}))", lambda found: found[0] if found[1] in used else "", text)
