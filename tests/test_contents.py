"""Chapters of several pages, and lists that have a page for each of their parts, in the tiny set."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from conftest import page, warnings

PAGES = {
    "part": "# Part\n\n:::{toctree}\nchapter\n:::\n",
    "chapter": "# Chapter\n\nIt was so {source}`yerevan-2023`.\n\n:::{toctree}\none\nC05\n:::\n\n## End\n\nSo it was {source}`yerevan-2023`.\n",
    "one": "# One\n\nIt was so {source}`yerevan-2023`. It was not {source}`baku-2023`.\n",
}


@pytest.fixture
def parted(build):
    """The tiny set with a part that has a chapter of two pages, one of them that of a claim."""
    for name, text in PAGES.items():
        (build.root / f"{name}.md").write_text(text, "utf-8")
    index, claims = build.root / "index.md", build.root / "claims.md"
    index.write_text(index.read_text("utf-8").replace("reference\n", "part\nreference\n"), "utf-8")
    text = claims.read_text("utf-8")
    claim = re.search(r"^:::\{claim\} C05\n.*?^:::\n", text, re.M | re.S)
    claims.write_text(text.replace(claim[0], ""), "utf-8")
    (build.root / "C05.md").write_text(f"# C05 · The road\n\n{claim[0]}\nIt was so {{source}}`baku-2023`.\n", "utf-8")
    return build


def test_a_page_names_its_chapter_and_a_claims_subject_is_the_chapter(parted):
    app = parted()
    assert warnings(app) == []
    assert page(app, "one.html").title.get_text().startswith("One · Chapter —")
    assert page(app, "one.html").h1.get_text().startswith("One")
    assert page(app, "chapter.html").title.get_text().startswith("Chapter —")
    assert app.env.get_domain("claims").corpus.claims["C05"].subject == "Chapter"
    entry = page(app, "reference.html").find(id="cite-baku-2023").find_parent(class_="record").get_text()
    assert "Chapter: One" in entry and "C05" in entry


def test_headings_of_evidence_follow_the_title_of_the_page(parted):
    names = [title.name for title in page(parted(), "C05.html").find_all(class_="relation")]
    assert set(names) == {"h2"}


def test_a_book_numbers_the_notes_of_a_chapter_on_and_names_a_source_once(parted):
    conf = parted.root / "conf.py"
    conf.write_text(conf.read_text("utf-8").replace('"claims"]', '"claims", "typst_builder"]'), "utf-8")
    reference = parted.root / "reference.md"  # where a book has the bibliography alone
    reference.write_text(reference.read_text("utf-8").replace(":::{source-entries}\n:::\n", ""), "utf-8")
    app = parted("typst")
    assert warnings(app) == []
    text = Path(app.outdir, "book.typ").read_text("utf-8")
    notes = re.findall(r"#footnote\[.*", text[text.index("[Chapter]") : text.index("[End]")])
    assert len(notes) > 3
    assert [number for number, note in enumerate(notes) if "The Road Is Closed" in note] == [0]
    assert 'chapter-heading(3, true, ("one#",' in text  # numbers begin anew at levels 1 and 2 only


def test_an_entry_stands_under_the_longest_beginning_of_its_key(build):
    reference = build.root / "reference.md"
    text = reference.read_text("utf-8").replace(
        ":::{source-entries}\n", ":::{source-entries} c\n:::\n\n:::{source-pages}\n"
    )
    reference.write_text(text, "utf-8")
    for name in ("court-2023", "b", "y"):
        (build.root / "more" / f"{name}.md").write_text(f"# {name}\n\n:::{{source-entries}} {name}\n:::\n", "utf-8")
    index = build.root / "index.md"
    index.write_text(
        index.read_text("utf-8").replace("reference\n", "reference\nmore/b\nmore/court-2023\nmore/y\n"), "utf-8"
    )
    app = build()
    assert warnings(app) == []
    found = page(app, "reference.html")
    assert found.find(id="cite-court-2015") and not found.find(id="cite-court-2023-order")
    assert page(app, "more/court-2023.html").find(id="cite-court-2023-order")
    lines = [line.get_text().strip() for line in found.find(class_="list-of-pages").find_all("li")]
    assert lines == ["b (1)", "Reference (1) · court-2023 (1)", "y (1)"]


def test_lists_and_the_timeline_can_be_parted(build):
    (build.root / "list.md").write_text(
        "# Parts\n\n:::{bibliography-by-kind} web a-c\n:::\n\n:::{sources-by-standpoint} court\n:::\n\n:::{timeline} 2022-12/2022-12\n:::\n",
        "utf-8",
    )
    index = build.root / "index.md"
    index.write_text(index.read_text("utf-8").replace("reference\n", "reference\nlist\n"), "utf-8")
    app = build()
    assert warnings(app) == []
    parts = page(app, "list.html")
    assert len(parts.find(class_="bibliography").find_all("li", recursive=False)) == 1
    assert parts.find("a", href="reference.html#cite-court-2015")
    assert not parts.find("a", href="reference.html#cite-yerevan-2023")
    assert {link["href"].partition("#")[2][:13] for link in parts.find(class_="timeline").find_all("a")} == {
        "event-2022-12"
    }
    whole = page(app, "reference.html").get_text()
    assert "Web pages (1): A to C (1)" in whole


@pytest.mark.parametrize(("part", "message"), [
    ("{bibliography-by-kind} webb", "unknown bibliography-by-kind 'webb': did you mean 'web'?"),
    ("{sources-by-standpoint} cuort a-f", "unknown sources-by-standpoint 'cuort': did you mean 'court'?"),
    ("{timeline} 2022", "timeline '2022': write its first and last year or month, like 1915/1994 or 2023-01/2023-06"),
])  # fmt: skip
def test_a_part_that_does_not_exist_is_reported(build, part, message):
    law = build.root / "law.md"
    law.write_text(f"{law.read_text('utf-8')}\n:::{part}\n:::\n", "utf-8")
    assert any(message in line and "law.md" in line for line in warnings(build()))
