"""The list of chapters beside every page, made once for all pages instead of anew for each.

The theme (pydata-sphinx-theme 0.20, ``toctree.py``, ``generate_toctree_html``) resolves the whole table of contents
anew for every page, renders it, and parses and changes the HTML with BeautifulSoup: pydata/pydata-sphinx-theme#364 and
#2449, executablebooks/sphinx-book-theme#561. But the lists differ only in their relative links and in what marks the
current page. So the theme makes one list, in which no page is current; where links and marks stand in it is noted once,
and for each page they are put there. The HTML is the theme's own, byte for byte.
"""

from __future__ import annotations

import html
import itertools
import posixpath
import re
from collections.abc import Iterator
from typing import Any

from bs4 import BeautifulSoup, Tag
from pydata_sphinx_theme.toctree import add_toctree_functions
from sphinx.application import Sphinx

SIDEBAR = "sbt-sidebar-nav.html"
"""The theme's template of the list."""

NOWHERE = "\0"
"""No chapter has this name, so it is never the current one."""

HOLE = re.compile(r' (?:class|open)="\0(\d+)\0"|(?<=")\0(\d+)\0 ?| \0(\d+)\0')
"""A place for a mark, with the quotes and spaces that come and go with it."""


def setup_navigation(app: Sphinx) -> None:
    navigation = Navigation(app)
    app.connect("write-started", lambda app, builder: navigation.forget())
    # The theme works at priority 500. There it also renders each template of the sidebar, to drop those that are empty.
    app.connect("html-page-context", navigation.hold_back, priority=499)
    app.connect("html-page-context", navigation.put_in, priority=501)


class Navigation:
    """The lists of one build."""

    def __init__(self, app: Sphinx) -> None:
        self.app = app
        self.lists: dict[tuple[object, ...], MarkedList] = {}

    def forget(self) -> None:
        self.lists.clear()

    def hold_back(self, app: Sphinx, pagename: str, template: str, context: dict[str, Any], doctree: object) -> None:
        """Keep the theme from rendering the list before its quick maker is there; it is never empty."""
        if app.builder.name == "html" and SIDEBAR in context.get("sidebars", ()):
            context["held_sidebars"] = context["sidebars"]
            context["sidebars"] = [name for name in context["sidebars"] if name != SIDEBAR]

    def put_in(self, app: Sphinx, pagename: str, template: str, context: dict[str, Any], doctree: object) -> None:
        """Put the list back where it stood, and give it the quick maker."""
        held = context.pop("held_sidebars", None)
        if held is None:
            return
        context["sidebars"] = [name for name in held if name == SIDEBAR or name in context["sidebars"]]
        slow = context["generate_toctree_html"]

        def generate_toctree_html(kind: str, startdepth: int = 1, show_nav_level: int = 1, **kwargs: Any) -> object:
            quick = None
            if startdepth == 0 and show_nav_level >= 1 and not kwargs.get("collapse", True):
                quick = self.list_for(pagename, context, kind, show_nav_level, kwargs)
            return quick if quick is not None else slow(kind, startdepth, show_nav_level, **kwargs)

        context["generate_toctree_html"] = generate_toctree_html

    def list_for(
        self, pagename: str, context: dict[str, Any], kind: str, level: int, kwargs: dict[str, Any]
    ) -> str | None:
        """Return the list with *pagename* marked; nothing if that cannot be done quickly."""
        builder: Any = self.app.builder
        key = (kind, level, *sorted(kwargs.items()))
        if key not in self.lists:
            there = {**context, "toctree": lambda **kwargs: builder._get_local_toctree(NOWHERE, **kwargs)}
            add_toctree_functions(self.app, NOWHERE, "", there, None)
            soup = there["generate_toctree_html"](kind, 0, level, **kwargs)
            names = {builder.get_relative_uri(NOWHERE, name): name for name in sorted(self.app.env.found_docs)}
            self.lists[key] = MarkedList(soup, names)
        found = self.lists[key]
        folder = posixpath.dirname(pagename)
        if folder not in found.links:
            nowhere = posixpath.join(folder, NOWHERE)
            found.links[folder] = {name: builder.get_relative_uri(nowhere, name) for name in found.chains}
        return found.marked(pagename, found.links[folder])


class MarkedList:
    """A list of chapters in which any one of them can be marked as current, as Sphinx and the theme mark it.

    What differs between pages is taken out of its HTML; the holes are filled for each page.
    """

    def __init__(self, soup: BeautifulSoup, names: dict[str, str]) -> None:
        self.links: dict[str, dict[str, str]] = {}  # folder -> the address of each chapter from there
        self.chains: dict[str, set[int]] = {}  # chapter -> the holes that are marked when it is current
        self.holes: list[tuple[str, str]] = []  # what stands in a hole when it is marked; the chapter it links to
        self.usual = True  # whether each chapter stands in it once; if not, Sphinx marks them in another way
        made: dict[int, set[int]] = {}  # identity of a tag -> its holes
        for link in soup.select("a.reference.internal"):
            name = names.get(str(link["href"]), "")
            self.usual = self.usual and bool(name) and name not in self.chains
            self.chains[name] = {self._hole(link, "href", "#", name)}
            for tag in (link, *link.parents):
                if id(tag) not in made:
                    made[id(tag)] = set(self._make_holes(tag))
                self.chains[name] |= made[id(tag)]
        pieces = HOLE.split(str(soup))
        self.literals = pieces[::4]
        self.order = [int("".join(filter(None, pieces[i : i + 3]))) for i in range(1, len(pieces), 4)]

    def _make_holes(self, tag: Tag) -> Iterator[int]:
        """Make the holes for the marks of one tag, each in the form that :data:`HOLE` finds again."""
        if tag.name == "a" or (tag.name == "ul" and "class" in tag.attrs):
            yield self._hole(tag, "class", "current ", position=0)
        elif tag.name == "ul":
            yield self._hole(tag, "class", ' class="current"')
        elif tag.name == "li":
            yield self._hole(tag, "class", " current active", position=1)
            details = tag.find("details", recursive=False)
            if isinstance(details, Tag) and "open" not in details.attrs:
                yield self._hole(details, "open", ' open="open"')

    def _hole(self, tag: Tag, attribute: str, marked: str, name: str = "", position: int | None = None) -> int:
        number = len(self.holes)
        self.holes.append((marked, name))
        words = [] if position is None else list(tag[attribute])
        words.insert(position or 0, f"\0{number}\0")
        tag[attribute] = " ".join(words)
        return number

    def marked(self, pagename: str, links: dict[str, str]) -> str | None:
        """Return the list for one page, whose folder sees the chapters at *links*."""
        if not self.usual:
            return None
        current = self.chains.get(pagename, set())
        filled = (self._filled(hole, hole in current, links) for hole in self.order)
        return "".join(itertools.chain.from_iterable(zip(self.literals, [*filled, ""], strict=True)))

    def _filled(self, hole: int, current: bool, links: dict[str, str]) -> str:
        marked, name = self.holes[hole]
        return marked if current else html.escape(links[name], quote=False) if name else ""
