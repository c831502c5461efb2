"""The order of the set: the root lists parts, a part lists chapters, and what a chapter lists are its pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

from docutils import nodes


class Contents:
    """Which documents list which (``toctree_includes`` of a Sphinx environment), from the *root* on."""

    def __init__(self, root: str, listed: Mapping[str, Iterable[str]]) -> None:
        self.root = root
        self.listed = listed

    @cached_property
    def _above(self) -> dict[str, str]:
        return {name: above for above, names in sorted(self.listed.items()) for name in names}

    def chapter_of(self, docname: str) -> str:
        """Return the chapter to which a page belongs; any other document is returned as it is.

        >>> contents = Contents("index", {"index": ["law"], "law": ["elements"], "elements": ["E4"]})
        >>> contents.chapter_of("E4"), contents.chapter_of("elements"), contents.chapter_of("law")
        ('elements', 'elements', 'law')
        """
        path = [docname]
        while (above := self._above.get(path[-1])) and above not in path:
            path.append(above)
        return path[-3] if len(path) > 3 and path[-1] == self.root else docname


def name_pages(env: Any) -> None:
    """Name the chapter in the title of each of its pages, for the browser's tab and for search: it may be “2024”.

    What a page calls itself, and what the contents call it, stays as its author wrote it.
    """
    contents = Contents(env.config.root_doc, env.toctree_includes)
    for docname in env.found_docs:
        chapter = contents.chapter_of(docname)
        if chapter != docname:
            title = f"{env.titles[docname].astext()} · {env.titles[chapter].astext()}"
            env.longtitles[docname] = nodes.title("", title)
