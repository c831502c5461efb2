"""Scripts for the pages that need them, and for no others."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx


def setup_page_scripts(app: Sphinx) -> None:
    """Give ``claims_tables_script``, if the set has one, to pages with a table that can be sorted."""
    app.add_config_value("claims_tables_script", "", "html", str)
    app.connect("html-page-context", _add)


def _add(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None) -> None:
    script = app.config.claims_tables_script
    if script and '<table class="sortable' in context.get("body", ""):
        app.add_js_file(script, loading_method="defer")
