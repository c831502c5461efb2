"""Citations as notes, in books: one mark behind the punctuation, the citation first and its short form later."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from conftest import warnings

TEXT = """---
orphan: true
---

# Extra

It was closed {source}`yerevan-2023`. It was open {source}`baku-2023, p. 3`; {source}`court-2023-order`, said some
({source}`yerevan-2023, para. 2`). As {source}`baku-2023` tells it, all passed.
"""


@pytest.fixture
def page(build):
    Path(build.root, "extra.md").write_text(TEXT, "utf-8")
    app = build("epub")
    assert warnings(app) == []
    return BeautifulSoup(Path(app.outdir, "extra.xhtml").read_text("utf-8"), "html.parser")


def notes(page):
    return [" ".join(note.find("p").get_text().split()) for note in page.find_all("aside", role="doc-footnote")]


def test_marks_stand_behind_the_punctuation_and_citations_that_belong_together_share_one(page):
    text = " ".join(page.find("section").find("p").get_text().split())
    assert text == (
        "It was closed.[1] It was open,[2] said some.[3] As [Hajiyev (September 2023)] tells it, all passed."
    )


def test_a_note_gives_the_citation_first_and_its_short_form_later(page):
    assert notes(page) == [
        "Daily, ‘The Road Is Closed’ (2 January 2023).",
        "Hajiyev, ‘No Blockade, Says Baku’ (September 2023), p. 3; ICJ, Armenia v Azerbaijan (Order, 22 February 2023).",
        "Daily (2 January 2023), para. 2.",
    ]


def test_an_ebook_calls_notes_by_epubs_own_words(page):
    marks = page.find_all("a", role="doc-noteref")
    assert marks
    assert {mark["epub:type"] for mark in marks} == {"noteref"}
    assert {note["epub:type"] for note in page.find_all("aside", role="doc-footnote")} == {"footnote"}


def test_every_chapter_of_a_book_counts_its_own_notes(real_book):
    source = real_book.with_suffix(".typ").read_text("utf-8")
    numbers: dict[str, list[int]] = {}
    for chapter, number in re.findall(r'#label\("note:([^"#]+)#note-(\d+)"\)', source):
        numbers.setdefault(chapter, []).append(int(number))
    assert len(numbers) > 30
    assert all(sorted(found) == list(range(1, len(found) + 1)) for found in numbers.values())
