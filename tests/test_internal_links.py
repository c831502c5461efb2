"""Links within what was built: the site's, by lychee and by us where it does not look; the book's, by their places."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from pypdf import PdfReader

LYCHEE = Path(sys.executable).parent / "lychee"


def run_lychee(project, site):
    run = [LYCHEE, "--config", project / ".ci/lychee.toml", "--root-dir", site, site]
    return subprocess.run(run, capture_output=True, text=True, check=False)


def test_lychee_finds_every_link_of_the_real_site_alive(real_site, project):
    done = run_lychee(project, real_site)
    assert done.returncode == 0, done.stdout
    assert int(re.search(r"(\d+) Total", done.stdout)[1]) > 20_000  # it saw the links of all pages


@pytest.mark.parametrize(
    "broken",
    [
        '<a href="gone.html">x</a>',
        '<a href="/gone.html">x</a>',
        '<a href="other.html#gone">x</a>',
        '<a href="other.html#Here">x</a>',
        '<a href="#gone">x</a>',
        '<code><a href="gone.html">x</a></code>',
        '<svg><a href="gone.html"><text>x</text></a></svg>',
        '<img src="gone.png" alt="x">',
        '<img src="other.html" srcset="gone.png 2x" alt="x">',
        '<link rel="stylesheet" href="gone.css">',
        '<script src="gone.js"></script>',
        '<form action="gone.html"></form>',
    ],
)
def test_lychee_finds_a_broken(broken, project, tmp_path):
    (tmp_path / "other.html").write_text('<p id="here">x</p>', "utf-8")
    page = tmp_path / "page.html"
    page.write_text('<a href="other.html#here">x</a><a href="/other.html">x</a>', "utf-8")
    assert run_lychee(project, tmp_path).returncode == 0
    page.write_text(broken, "utf-8")
    assert run_lychee(project, tmp_path).returncode == 2


def unseen(root: Path) -> Iterator[str]:
    """Yield the broken references that lychee 0.24 does not look at: of pages that lead on, and by ``aria-…``."""
    for path in sorted(root.rglob("*.html")):
        text = path.read_text("utf-8")
        for goal in map(urlsplit, re.findall(r'http-equiv="refresh" content="0; url=([^"]*)"', text)):
            page = (path.parent / goal.path).resolve()
            if not page.is_file() or (goal.fragment and goal.fragment not in ids(page.read_text("utf-8"))):
                yield f"{path.relative_to(root)}: {goal.geturl()}"
        named = " ".join(re.findall(r' aria-(?:labelledby|describedby|controls)="([^"]*)"', text)).split()
        yield from (f"{path.relative_to(root)}: {ident}" for ident in sorted({*named} - ids(text)))


def ids(text: str) -> set[str]:
    return set(re.findall(r' id="([^"]*)"', text))


def test_what_lychee_does_not_look_at_leads_somewhere(real_site):
    assert list(unseen(real_site)) == []


@pytest.mark.parametrize(
    ("broken", "named"),
    [
        ('<meta http-equiv="refresh" content="0; url=gone.html">', "gone.html"),
        ('<meta http-equiv="refresh" content="0; url=other.html#gone">', "other.html#gone"),
        ('<nav aria-labelledby="here gone"></nav><p id="here">', "gone"),
    ],
)
def test_what_lychee_does_not_look_at_is_found_when_broken(broken, named, tmp_path):
    (tmp_path / "other.html").write_text('<p id="here">x</p>', "utf-8")
    (tmp_path / "page.html").write_text('<meta http-equiv="refresh" content="0; url=other.html#here">', "utf-8")
    assert list(unseen(tmp_path)) == []
    (tmp_path / "page.html").write_text(broken, "utf-8")
    assert list(unseen(tmp_path)) == [f"page.html: {named}"]


@pytest.fixture(scope="module")
def book(real_book):
    return PdfReader(real_book)


def astray(pages, place) -> str:
    """Return what is wrong with a place of the form [page, /XYZ, left, top, zoom]; empty if it lies within a page."""
    if not isinstance(place, list) or place[1] != "/XYZ":
        return f"no place: {place}"
    box = pages.get(getattr(place[0], "idnum", None))
    if box is None:
        return f"no page of the book: {place}"
    left, top = (float(number) for number in place[2:4])
    inside = box.left <= left <= box.right and box.bottom <= top <= box.top
    return "" if inside else f"beside the page: {place}"


@pytest.fixture(scope="module")
def pages(book):
    return {page.indirect_reference.idnum: page.mediabox for page in book.pages}


def flat(items):
    for item in items:
        yield from flat(item) if isinstance(item, list) else [item]


def test_every_outline_entry_of_the_book_leads_to_a_place_in_it(book, pages):
    entries = list(flat(book.outline))
    assert len(entries) > 400
    places = {entry.title: [entry.raw_get("/Page"), *entry.dest_array[1:]] for entry in entries}
    assert {title: wrong for title, place in places.items() if (wrong := astray(pages, place))} == {}


def test_every_link_of_the_book_leads_to_a_place_in_it_or_to_the_web(book, pages):
    named = {name: place.dest_array for name, place in book.named_destinations.items()}
    wrong, within = [], 0
    for number, page in enumerate(book.pages, 1):
        for link in (note.get_object() for note in page.get("/Annots", ())):
            action = link.get("/A", {})
            if action.get("/S") == "/URI":
                found = "" if re.match(r"https?://[^/\s]", action["/URI"]) else f"not of the web: {action['/URI']}"
            else:
                place = link["/Dest"] if "/Dest" in link else action["/D"]
                found = astray(pages, named.get(place) if isinstance(place, str) else place)
                within += 1
            wrong += [f"page {number}: {found}"] if found else []
    assert wrong == []
    assert within > 10_000


def test_a_place_outside_the_book_is_found(book, pages):
    page = book.pages[0].indirect_reference
    assert astray(pages, [page, "/XYZ", 70, 700, 0]) == ""
    assert astray(pages, [page, "/XYZ", 70, 900, 0]).startswith("beside")
    assert astray(pages, [book.trailer["/Root"].indirect_reference, "/XYZ", 70, 700, 0]).startswith("no page")
    assert astray(pages, None).startswith("no place")
