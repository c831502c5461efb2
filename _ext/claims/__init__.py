"""Sphinx extension of *Conditions of Life*: passages, claims, evidence, elements, steps and events."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pybtex.plugin
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.util.typing import ExtensionMetadata
from sphinxcontrib.bibtex.plugin import register_plugin

from . import export, permalinks
from .cite_domain import CiteDomain
from .citing import ConditionsReferenceStyle, ConditionsStyle
from .contents import name_pages
from .domain import ClaimsDomain
from .ebook import setup_ebook
from .moved import setup_moved
from .nodes import add_nodes
from .records import Place
from .search_page import setup_search
from .sharing import description
from .shelf import SITES
from .sources import read_bibliography
from .speed import setup_speed
from .transforms import CollectedTransform, OnePageLinks
from .wide_tables import setup_wide_tables


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the domain, its transforms and its export."""
    pybtex.plugin.register_plugin("pybtex.style.formatting", "conditions", ConditionsStyle)
    register_plugin("sphinxcontrib.bibtex.style.referencing", "conditions", ConditionsReferenceStyle)
    app.setup_extension("sphinxcontrib.bibtex")
    app.add_config_value("claims_bibliography", "references.bib", "env", str)
    app.add_config_value("claims_retired_ids", {}, "env", dict)
    app.add_config_value("claims_correction_form", "", "html", str)  # its address, RECORD in it for the identifier
    app.connect("html-page-context", _describe)
    app.add_config_value("claims_downloads", False, "html", bool)  # whether books lie in files/ beside the site
    app.add_domain(ClaimsDomain)
    app.add_domain(CiteDomain, override=True)
    setup_speed(app)
    setup_ebook(app)
    setup_moved(app)
    setup_search(app)
    add_nodes(app)
    setup_wide_tables(app)
    app.add_post_transform(CollectedTransform)
    app.add_post_transform(OnePageLinks)
    app.connect("config-inited", _give_bibtex_sound_entries)
    app.connect("builder-inited", _prepare)
    app.connect("env-updated", _write_again)
    app.connect("build-finished", _finish)
    return {"version": "0.1.0", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}


def _give_bibtex_sound_entries(app: Sphinx, config: Config) -> None:
    """Hand sphinxcontrib-bibtex only entries that it can parse: it stops the build at the first that it cannot."""
    config.bibtex_bibfiles = [config.claims_bibliography]
    bibliography = read_bibliography(Path(app.srcdir, config.claims_bibliography))
    if bibliography.problems:
        sound = Path(app.doctreedir, "sound.bib")
        sound.parent.mkdir(parents=True, exist_ok=True)
        sound.write_text(bibliography.sound, "utf-8")
        config.bibtex_bibfiles = [str(sound)]


def _prepare(app: Sphinx) -> None:
    domain: Any = app.env.get_domain("claims")
    domain.builder = app.builder
    domain.read_sources(Path(app.srcdir, app.config.claims_bibliography))


def _write_again(app: Sphinx, env: BuildEnvironment) -> list[str]:
    domain: Any = env.get_domain("claims")
    name_pages(env)
    domain.report()
    found: list[str] = domain.outdated(_memory(app))
    return found


def _finish(app: Sphinx, exception: Exception | None) -> None:
    if exception is not None:
        return
    domain: Any = app.env.get_domain("claims")
    domain.remember(_memory(app))
    if app.builder.name in SITES:
        label = f"{app.config.project} {app.config.version}"
        address = _page_address(app)
        export.write(export.files(domain.corpus, address, label, domain.shelf.base), Path(app.outdir, "data"))
        export.write(permalinks.pages(domain.corpus, address, label), Path(app.outdir, permalinks.FOLDER))


def _describe(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None) -> None:
    """Say what a page is about, for those who share it or find it: in its author's words or those of its record."""
    domain: Any = app.env.get_domain("claims")
    context["description"] = (context.get("meta") or {}).get("description") or description(domain.corpus, page, doctree)


def _page_address(app: Sphinx) -> Callable[[Place], str]:
    """Return what turns the place of a record into the address of its page from the site's root."""
    if app.builder.name == "singlehtml":
        return lambda place: app.builder.get_target_uri(app.config.root_doc).partition("#")[0] or "index.html"
    return lambda place: app.builder.get_target_uri(place.docname)


def _memory(app: Sphinx) -> Path:
    """Each builder remembers for itself what it wrote last; they may share what was read."""
    return Path(app.doctreedir, f"claims-{app.builder.name}.json")
