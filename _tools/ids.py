"""``make ids``: keep the list of public addresses, and hold what was built against it.

The anchors of a page are the ids in its article: records, evidence, events, sources and headings. What the theme has
around it is not promised, nor are the parts of a drawing, nor what is only numbered (``id1``).
"""

from __future__ import annotations

import argparse
import posixpath
import re
import sys
from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path

from claims import public_ids

LIST = Path("public-ids.txt")
FORMS = "data/sources/"
"""The folder that has each source in files of its own: their endings are listed, as the sources are already."""
_ARTICLE = re.compile(r"<article\b.*</article>", re.DOTALL)
_NOT_PROMISED = re.compile(r"<svg\b.*?</svg>", re.DOTALL)
_ANCHOR = re.compile(r"""<[a-z][^<>]*?\sid="([^"]+)\"""")
_LEADS = re.compile(r'<meta http-equiv="refresh" content="0; url=([^"#]+)"')
_RECORD = re.compile(r"[LCEO]\d+|(?:ev|event|cite)-.+")


@dataclass
class Site:
    """What was built: the anchors of each page, and for each page that was renamed the one that it leads to."""

    pages: dict[str, set[str]] = field(default_factory=dict)
    leads: dict[str, str] = field(default_factory=dict)


@dataclass
class Gone:
    """The addresses that were promised and lead nowhere, by what keeps them alive."""

    pages: list[str] = field(default_factory=list)
    records: list[str] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.pages or self.records or self.headings or self.files)


def anchors(html: str) -> set[str]:
    """Return the anchors of a page that are promised.

    >>> sorted(anchors('<nav id="menu"></nav><article><h1 id="proof"><span id="id2"></span><p id="C01"></article>'))
    ['C01', 'proof']
    """
    article = _ARTICLE.search(html)
    found = _ANCHOR.findall(_NOT_PROMISED.sub("", article[0])) if article else []
    return {unescape(ident) for ident in found if not re.fullmatch(r"id\d+", ident)}


def collect(root: Path) -> Site:
    """Return what stands in the folder of a built site: pages, their anchors, and data files.

    Raises ValueError if there is no site.
    """
    if not (root / "index.html").is_file():
        raise ValueError(f"{root} holds no site: run `make html` first")
    site = Site()
    for path in sorted([root / "index.html", *root.glob("chapters/**/*.html"), *root.glob("id/*.html")]):
        html = path.read_text("utf-8")
        page = path.relative_to(root).as_posix()
        site.pages[page] = anchors(html)
        if leads := _LEADS.search(html):
            site.leads[page] = posixpath.normpath(posixpath.join(posixpath.dirname(page), unescape(leads[1])))
    for path in (*root.glob("data/*.*"), *root.glob("objects.inv")):
        site.pages[path.relative_to(root).as_posix()] = set()
    if forms := _forms(root / FORMS):
        site.pages[FORMS] = forms
    return site


def _forms(folder: Path) -> set[str]:
    """Return the endings, as ``KEY.bib``, that every source in *folder* has."""
    names = {path.stem: set[str]() for path in folder.glob("*.*")}
    for path in folder.glob("*.*"):
        names[path.stem].add(f"KEY{path.suffix}")
    return set.intersection(*names.values()) if names else set()


def missing(listed: Mapping[str, Set[str]], site: Site) -> Gone:
    """Return what is *listed* and leads nowhere.

    A page that was renamed hands its anchors on: they are looked for on the page that took its place.
    """
    gone = Gone()
    for page in sorted(listed):
        goal = site.leads.get(page, page)
        if page not in site.pages or goal not in site.pages:
            is_record, is_page = page.startswith("id/"), page.endswith(".html")
            (gone.records if is_record else gone.pages if is_page else gone.files).append(page)
            continue
        for ident in sorted(listed[page] - site.pages[goal]):
            if page == FORMS:
                gone.files.append(page + ident)
            else:
                (gone.records if _RECORD.fullmatch(ident) else gone.headings).append(f"{page}#{ident}")
    return gone


def added(listed: Mapping[str, Set[str]], site: Site) -> dict[str, set[str]]:
    """Return what was built and is not listed; a page that only leads to another is none of these."""
    pages = {page: idents for page, idents in site.pages.items() if page not in site.leads}
    new = {page: idents - listed.get(page, set()) for page, idents in pages.items()}
    return {page: idents for page, idents in new.items() if idents or page not in listed}


def successor(page: str, listed: Mapping[str, Set[str]], site: Site) -> str:
    """Return the page that seems to have taken the place of *page*, without ``.html``: the new one most like it."""
    likeness = {name: len(idents & listed[page]) for name, idents in site.pages.items() if name not in listed}
    best = max(sorted(likeness), key=lambda name: likeness[name], default="")
    return best.removesuffix(".html") if best and likeness[best] else "chapters/…"


def explain(gone: Gone, listed: Mapping[str, Set[str]], site: Site) -> str:
    """Return what to tell a contributor: each lost address, and under each kind what keeps it alive."""
    said = ["Others may have cited these addresses, and the site no longer has them:"]
    for addresses, remedy in (
        (gone.pages, _PAGES), (gone.records, _RECORDS), (gone.headings, _HEADINGS), (gone.files, _FILES),
    ):  # fmt: skip
        if addresses:
            page, _, ident = addresses[0].partition("#")
            chapter = site.leads.get(page, page).removesuffix(".html")
            new = successor(page, listed, site) if remedy is _PAGES else ""
            old = page.removesuffix(".html")
            told = remedy.format(page=old, new=new, ident=ident or Path(page).stem, chapter=f"{chapter}.md")
            said += ["", *(f"  {address}" for address in addresses), "", told]
    return "\n".join(said)


_PAGES = """\
    Was the page renamed? Say in conf.py which took its place:
        claims_moved_pages = {{"{page}": "{new}"}}
    Was it taken out by mistake? Put it back."""
_RECORDS = """\
    Was the block taken out, or its name changed, by mistake? Put it back as it was.
    Is it given up for good? Say why in conf.py; readers will find the reason at the old address:
        claims_retired_ids = {{"{ident}": "why, in a few words"}}
    One that only moved to another chapter needs nothing: its old address leads there by itself."""
_HEADINGS = """\
    Was a heading reworded? Keep its old address with a line of its own under the heading, with blank lines around it;
    for the first of these, in {chapter}:
        <span id="{ident}"></span>
    Was the section moved or taken out? Put that line before a sentence that says where to read on."""

_FILES = """\
    Other programs read these files under these names: have them written again."""


def _count(addresses: Mapping[str, Set[str]]) -> int:
    return sum(len(idents) or 1 for idents in addresses.values())


def main(arguments: list[str] | None = None) -> int:
    """Check or extend the list; return 1 if an address leads nowhere, 2 if the list or the site cannot be read."""
    parser = argparse.ArgumentParser(prog="python -m _tools.ids", description="Keep the list of public addresses.")
    parser.add_argument("do", choices=("check", "add"), help="check: none may be lost; add: list the new ones")
    parser.add_argument("site", type=Path, help="the folder of the built site")
    options = parser.parse_args(arguments)
    try:
        listed = public_ids.read(LIST.read_text("utf-8") if LIST.is_file() else "", LIST.name)
        site = collect(options.site)
    except ValueError as fault:
        print(fault, file=sys.stderr)
        return 2
    new = added(listed, site)
    if options.do == "add":
        together = {page: listed.get(page, set()) | new.get(page, set()) for page in {*listed, *new}}
        LIST.write_bytes(public_ids.write(together).encode())
        print(f"{LIST}: {_count(new)} added")
        return 0
    if new:
        print(f"Not in {LIST} yet: {_count(new)}. `make ids` adds them; this is no error.")
    gone = missing(listed, site)
    if gone:
        print(explain(gone, listed, site), file=sys.stderr)
    return 1 if gone else 0


if __name__ == "__main__":
    sys.exit(main())
