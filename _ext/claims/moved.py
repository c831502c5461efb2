"""Old addresses that still help: a page where a page stood, and a note where a record stood.

A page that was renamed is said in ``claims_moved_pages``. Where a record stood is known from the list of public
addresses: if it stands in another chapter now, a note at its old place leads there; if it was given up
(``claims_retired_ids``), the note says why. A note shows only to a reader who comes by the old address. All this works
without JavaScript; only for a page that was renamed does the browser need it to keep the anchor of the address.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging
from sphinx.util.osutil import relative_uri

from . import permalinks, public_ids

logger = logging.getLogger(__name__)

Pages = Mapping[str, str]
"""Each chapter that is no more, with the chapter that took its place; without ``.html``."""
PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>{title}</title>
<link rel="canonical" href="{goal}">
<script>location.replace({script} + location.hash)</script>
<noscript><meta http-equiv="refresh" content="0; url={goal}"></noscript>
</head>
<body><p>This page has a new address: <a href="{goal}">{title}</a></p></body>
</html>
"""


_PERMANENT = re.compile(r"[LCEO]\d+")  # what has a page in id/


@dataclass(frozen=True)
class Note:
    """What is said where *ident* stood: the chapter in which it stands now; if there is none, why it was given up."""

    ident: str
    chapter: str
    reason: str = ""


def find_notes(
    listed: Mapping[str, Set[str]], places: Mapping[str, str], retired: Mapping[str, str], pages: Pages
) -> dict[str, tuple[Note, ...]]:
    """Return the notes of each chapter, sorted.

    *listed* has the public anchors by page (``chapters/x.html``), *places* the chapter of each record, *retired* why an
    id was given up. What stood on a page that was renamed is looked for on the page that took its place.
    """
    found: dict[str, set[Note]] = {}
    for page, idents in listed.items():
        stood = page.removesuffix(".html")
        here = pages.get(stood, stood)
        for ident in idents:
            if places.get(ident, here) != here:
                found.setdefault(here, set()).add(Note(ident, places[ident]))
            elif ident in retired and ident not in places:
                found.setdefault(here, set()).add(Note(ident, "", retired[ident]))
    return {here: tuple(sorted(notes, key=lambda note: note.ident)) for here, notes in sorted(found.items())}


def faults(pages: Pages, chapters: Set[str]) -> Iterator[str]:
    """Yield what is wrong in ``claims_moved_pages``."""
    for old, new in sorted(pages.items()):
        if old in chapters:
            yield f"claims_moved_pages: {old} is still a chapter; take it out of conf.py, or rename the chapter"
        if new not in chapters:
            yield f"claims_moved_pages: {old} leads to {new}, which is no chapter; write one, as chapters/law/proof"


class MovedNotes(SphinxPostTransform):
    """Puts the notes at the end of a page of the site; other formats have no old addresses."""

    default_priority = 6  # after what is collected has taken its place
    builders = ("html",)

    def run(self, **kwargs: object) -> None:
        domain: Any = self.env.get_domain("claims")
        here = self.env.current_document.docname
        for note in domain.moved.get(here, ()):
            said = nodes.paragraph("", f"{note.ident} stood on this page. ")
            if note.chapter:
                goal = f"{domain.builder.get_relative_uri(here, note.chapter)}#{note.ident}"
                link = nodes.reference("", domain.shelf.page_name(note.chapter), refuri=goal, internal=True)
                said += [nodes.Text("It stands now in: "), link]
            else:
                said += nodes.Text(f"It was given up: {note.reason}")
            last: nodes.Element = self.document[-1]  # type: ignore[assignment]
            last += nodes.container("", said, ids=[note.ident], classes=["moved"])


def setup_moved(app: Sphinx) -> None:
    """Register the settings, the notes and the pages."""
    app.add_config_value("claims_public_ids", "public-ids.txt", "env", str)  # a site without such a list has no notes
    app.add_config_value("claims_moved_pages", {}, "env", dict)
    app.add_post_transform(MovedNotes)
    app.connect("env-updated", _find, priority=400)  # before the domain asks which pages have changed
    app.connect("build-finished", _write_pages, priority=600)  # after the other permanent pages


def _find(app: Sphinx, env: BuildEnvironment) -> None:
    domain: Any = env.get_domain("claims")
    path = Path(app.srcdir, app.config.claims_public_ids)
    listed: dict[str, set[str]] = {}
    try:
        listed = public_ids.read(path.read_text("utf-8"), path.name) if path.is_file() else {}
    except ValueError as fault:
        logger.warning(str(fault), type="claims", subtype="public_ids")
    for message in faults(app.config.claims_moved_pages, env.found_docs):
        logger.warning(message, location=str(Path(app.srcdir, "conf.py")), type="claims", subtype="moved")
    places = {anchor: docname for _, _, _, docname, anchor, _ in domain.get_objects()}
    domain.moved = find_notes(listed, places, app.config.claims_retired_ids, app.config.claims_moved_pages)


def _write_pages(app: Sphinx, exception: Exception | None) -> None:
    """Write a page for each that was renamed, and the permanent one of each record that was given up."""
    if exception is not None or app.builder.name != "html":
        return
    domain: Any = app.env.get_domain("claims")
    for old, new in app.config.claims_moved_pages.items():
        if new in app.env.found_docs and old not in app.env.found_docs:
            goal = relative_uri(f"{old}.html", f"{new}.html")
            title = escape(f"{domain.shelf.page_name(new)} · {app.config.project}")
            page = PAGE.format(goal=escape(goal, quote=True), script=json.dumps(goal), title=title)
            _write(Path(app.outdir, f"{old}.html"), page)
    for here, notes in domain.moved.items():
        for note in notes:
            if _PERMANENT.fullmatch(note.ident) and not note.chapter:
                goal = escape(f"../{here}.html#{note.ident}", quote=True)
                page = permalinks.PAGE.format(goal=goal, title=escape(f"{note.ident} · {app.config.project}"))
                _write(Path(app.outdir, permalinks.permalink(note.ident)), page)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())
