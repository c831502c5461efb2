"""The looks of sphinx-book-theme at a fraction of its weight: its templates and rules, without its scripts and fonts.

The theme sends 17 files, two of them scripts that draw icons and open menus. Here a page has one style sheet, which
holds the rules that some page uses, and one script for the choice of colours; the menus are links.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.util import logging
from sphinx.util.typing import ExtensionMetadata

from .navigation import items
from .purge import Used, purge, shortened

logger = logging.getLogger(__name__)

SHEETS = ("styles/pydata-sphinx-theme.css", "basic.css", "styles/sphinx-book-theme.css")
"""The theme's style sheets, in the order in which its pages name them."""
UNUSED = (
    *SHEETS, "styles/theme.css", "styles/*.map", "scripts", "vendor", "locales", "images", "webpack-macros.html",
    "sbt-webpack-macros.html", "pygments.css", "doctools.js", "documentation_options.js", "sphinx_highlight.js",
    "file.png", "minus.png", "plus.png",
)  # fmt: skip
"""Files of the theme and of Sphinx that no page asks for."""
PARTS = (
    "secondary_sidebar_items",
    "article_header_start",
    "article_header_end",
    "footer_content_items",
    "primary_sidebar_end",
)
"""Options of the theme that name parts of a page."""
SEARCH = ("searchtools.js", "language_data.js", "*-stemmer.js")
"""Files of Sphinx's own search."""


def setup(app: Sphinx) -> ExtensionMetadata:
    app.add_config_value("lean_styles", [], "html", types=frozenset({list}))
    app.add_config_value("lean_scripts", {}, "html", types=frozenset({dict}))  # name -> what a page that needs it has
    app.add_config_value("lean_names", [], "html", types=frozenset({list}))
    app.connect("config-inited", _no_parts_of_the_theme)
    app.connect("env-updated", _pages_with_another_list)
    app.connect("html-page-context", _add_context, priority=900)  # after the theme
    app.connect("build-finished", _write_styles, priority=900)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}


def _no_parts_of_the_theme(app: Sphinx, config: Config) -> None:
    """Leave out the parts that our frame does not show: the theme renders each for every page, shown or not."""
    config.html_sidebars = {"**": []}
    config.html_theme_options = {**{name: [] for name in PARTS}, **config.html_theme_options}


def _pages_with_another_list(app: Sphinx, env: Any) -> list[str]:
    """Return all chapters if one came, went or got another title since the last build: every page has the list."""
    now = (sorted(env.toctree_includes.items()), sorted((name, title.astext()) for name, title in env.titles.items()))
    before, env.lean_list = getattr(env, "lean_list", None), now
    return sorted(env.found_docs) if before != now else []


def _add_context(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: object) -> None:
    env, relative = app.env, context["pathto"]

    def title(name: str) -> str:
        return env.titles[name].astext()

    if app.builder.name == "html":
        context["site_items"] = items(env.toctree_includes, app.config.root_doc, page, title, relative)
    body = context.get("body", "")
    context["site_scripts"] = [name for name, needs in app.config.lean_scripts.items() if needs in body]


def _write_styles(app: Sphinx, exception: Exception | None) -> None:
    """Write the one style sheet, and take away what nothing asks for any more."""
    static = Path(app.outdir, "_static")
    if exception or app.builder.format != "html" or app.builder.name == "epub" or not static.is_dir():
        return
    pages = (path.read_text("utf-8") for path in sorted(Path(app.outdir).rglob("*.html")) if static not in path.parents)
    used = Used.of(pages, app.config.lean_names)
    theirs = purge(((static / name).read_text("utf-8") for name in SHEETS), used)
    ours = shortened("\n".join(_own(app)))
    (static / "site.css").write_text(theirs + ours, "utf-8")
    search = () if app.builder.search else SEARCH  # type: ignore[attr-defined]
    for pattern in (*UNUSED, *search, *app.config.lean_styles):
        for path in static.glob(pattern):
            shutil.rmtree(path) if path.is_dir() else path.unlink()


def _own(app: Sphinx) -> Iterator[str]:
    """Yield the style sheets of the set itself; one that is not there is reported."""
    for name in app.config.lean_styles:
        found = [path for folder in app.config.html_static_path if (path := Path(app.confdir, folder, name)).is_file()]
        if found:
            yield found[0].read_text("utf-8")
        else:
            logger.warning("lean_styles: there is no %s in a folder of html_static_path", name, type="lean_theme")
