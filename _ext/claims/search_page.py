"""The page ``search.html`` and the files of its index, in place of Sphinx's own search."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util import logging

from .explain import READ_WORDS, shown
from .export import STANDINGS
from .export import write as write_folder
from .findable import everything
from .model import Corpus
from .records import Source
from .search_index import index_files
from .sections import noted, setup_sections
from .spellings import read_spellings
from .vocabulary import Standpoint

logger = logging.getLogger(__name__)

FOLDER = "search"
PAGE = "search.html"


def setup_search(app: Sphinx) -> None:
    """Register the settings, the page and the index.

    ``claims_search`` lists the chapters that are offered beside the search, and instead of it where scripts do not run;
    a set without them has Sphinx's own search.
    """
    app.add_config_value("claims_search", [], "html", list)
    app.add_config_value("claims_names", "names.toml", "html", str)
    setup_sections(app)
    app.connect("builder-inited", _replace_search)
    app.connect("env-updated", _report)
    app.connect("html-collect-pages", _page)
    app.connect("build-finished", _write)


def _on(app: Sphinx) -> bool:
    return bool(app.config.claims_search) and app.builder.name in ("html", "dirhtml")


def _replace_search(app: Sphinx) -> None:
    if _on(app):
        app.builder.search = False  # type: ignore[attr-defined]


def _report(app: Sphinx, env: BuildEnvironment) -> None:
    """Warn of what is wrong with the names and the chapters beside the search, in every build."""
    if not _on(app):
        return
    names = Path(app.srcdir, app.config.claims_names)
    for fault in read_spellings(names)[1]:
        logger.warning(fault, location=str(names), type="claims", subtype="names")
    for name in app.config.claims_search:
        if name not in env.found_docs:
            message = f"claims_search: {name} is no chapter; write one, as chapters/reference/all-claims"
            logger.warning(message, location=str(Path(app.srcdir, "conf.py")), type="claims", subtype="search")


def _page(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    if _on(app):
        site = _Site(app)
        beside = [(name, site.title(name)) for name in app.config.claims_search if name in app.env.found_docs]
        yield PAGE.removesuffix(".html"), {"beside": beside, "index": f"{FOLDER}/"}, PAGE


def _write(app: Sphinx, exception: Exception | None) -> None:
    if exception is not None or not _on(app):
        return
    groups, _ = read_spellings(Path(app.srcdir, app.config.claims_names))
    site = _Site(app)
    things = everything(site, noted(app.env))
    write_folder(index_files(things, _filters(site.corpus), groups), Path(app.outdir, FOLDER))


def _filters(corpus: Corpus) -> dict[str, dict[str, str]]:
    """Return for each filter its values with what readers see."""
    return {
        "standing": {shown(word): shown(word) for word in STANDINGS},
        "standpoint": {str(word): word.replace("-", " ") for word in Standpoint},
        "element": {ident: f"{ident} {item.title or item.statement}" for ident, item in corpus.elements.items()},
        "read": {str(word): said for word, said in READ_WORDS.items()},
    }


class _Site:
    """Where things stand in the site that is being built."""

    def __init__(self, app: Sphinx) -> None:
        domain: Any = app.env.get_domain("claims")
        self.corpus: Corpus = domain.corpus
        self._shelf = domain.shelf
        self._builder = app.builder
        self._titles = app.env.titles

    def page(self, docname: str) -> str:
        return str(self._builder.get_target_uri(docname))

    def entry(self, source: Source) -> str:
        page = self._shelf.entry_page(source)
        return f"{self.page(page)}#cite-{source.key}" if page else ""

    def title(self, docname: str) -> str:
        return self._titles[docname].astext() if docname in self._titles else docname
