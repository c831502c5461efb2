"""The real book: accessible, archivable, and without a word lost; two engines and the site tell the same."""

from __future__ import annotations

import json
import re

import page as page_validation
import pytest
from conftest import build_site
from pypdf import PdfReader
from pypdf.generic import IndirectObject
from words import lost, runs_of_site, squeezed, words_of_book, words_of_latex

NOT_IN_THE_BOOK = [
    f"chapters/reference/{name}" for name in ("sources/*", "sources-by-standpoint/*", "bibliography/*", "data", "timeline/*", "coverage")
]


@pytest.fixture(scope="module")
def runs(real_site):
    return list(runs_of_site(real_site, []))


@pytest.fixture(scope="module")
def book_words(real_book):
    return words_of_book(real_book)


@pytest.fixture(scope="module")
def reader(real_book):
    return PdfReader(real_book)


def tags(reader):
    """Yield every structure element of the PDF."""
    stack = [reader.trailer["/Root"]["/StructTreeRoot"]]
    while stack:
        element = stack.pop()
        kids = element.get("/K", [])
        for kid in kids if isinstance(kids, list) else [kids]:
            kid = kid.get_object() if isinstance(kid, IndirectObject) else kid
            if isinstance(kid, dict) and "/S" in kid:
                yield kid
                stack.append(kid)


@pytest.fixture(scope="module")
def structure(reader):
    return list(tags(reader))


def test_no_word_of_the_site_is_lost_in_the_book(runs, book_words):
    there = [
        (name, run) for name, run in runs if not any(re.fullmatch(p.replace("*", ".*"), name) for p in NOT_IN_THE_BOOK)
    ]
    assert len(there) > 10_000
    assert lost(there, *book_words) == []


def statements(site, *, among=""):
    """Return the words of every piece of evidence on a record whose id is in *among* (all if it is empty)."""
    evidence = json.loads((site / "data/claims.json").read_text("utf-8"))["evidence"]
    return [
        squeezed(item["statement"])
        for item in evidence
        if len(item["statement"]) > 90 and (not among or {link["target"] for link in item["relations"]} & set(among))
    ]


def test_evidence_on_several_records_stands_in_the_book_in_full_once(real_site, book_words):
    found = statements(real_site)
    there = [book_words[0].count(words) for words in found]
    assert there.count(1) > 900
    assert [words for words, count in zip(found, there, strict=True) if count > found.count(words)] == []


def test_no_word_of_the_site_is_lost_in_the_latex_sources(runs, project, tmp_path):
    text = words_of_latex(build_site(project, tmp_path, 1, "latex") / "conditions-of-life.tex")
    assert lost(runs, text) == []


def test_the_comparison_finds_a_lost_word(runs, book_words):
    name, run = next((name, run) for name, run in runs if len(run.split()) > 20)
    assert lost([(name, run)], *book_words) == []
    words = run.split()
    assert lost([(name, " ".join([*words[:9], "unheard", *words[9:]]))], *book_words) != []


def test_the_book_is_accessible_by_one_validator(real_book):
    report = page_validation.validate_pdf(real_book, profile="ua1")
    assert [(failure.rule_id, failure.message) for failure in report.failures] == []


def test_the_book_is_archivable(real_book):
    """PDF/A-2a. One report is looked into: the validator takes a carriage return that ends packed data for a line's end."""
    failures = page_validation.validate_pdf(real_book, profile="2a").failures
    assert {failure.rule_id for failure in failures} <= {"PDFA2A-STREAM-LENGTH-001"}
    data = real_book.read_bytes()
    streams = list(re.finditer(rb"/Length (\d+)[^>]*>>\nstream\n", data))
    assert len(streams) > 500
    assert all(data[found.end() + int(found[1]) :].startswith(b"\nendstream") for found in streams)


def test_the_book_is_accessible_by_another_validator(real_book):
    import outloud  # here, because it takes a second

    found = [finding for finding in outloud.check(str(real_book)).findings if finding.severity == "error"]
    assert [(finding.rule, finding.page, finding.evidence) for finding in found] == []


def test_the_book_says_what_it_is(reader):
    assert reader.metadata.title == "Conditions of Life"
    assert reader.trailer["/Root"]["/Lang"] == "en"
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert reader.page_labels[10] == "11"
    chapters = [item.title for item in reader.outline if not isinstance(item, list)]
    assert chapters[1:] == [
        "Reading this", "The letter", "The law", "The opinion", "The claims", "History", "The record", "Reference",
    ]  # fmt: skip


def test_notes_pictures_tables_and_languages_are_tagged(structure):
    kinds = {}
    for tag in structure:
        kinds.setdefault(tag["/S"], []).append(tag)
    assert len(kinds["/Note"]) > 1000
    assert all("/ID" in note for note in kinds["/Note"])
    assert all(figure.get("/Alt") for figure in kinds["/Figure"])
    assert len(kinds["/Figure"]) == 4
    scopes = [
        attributes.get("/Scope") for head in kinds["/TH"] for attributes in _attributes(head) if "/Scope" in attributes
    ]
    assert len(scopes) == len(kinds["/TH"]) > 100
    languages = {str(tag["/Lang"])[:2] for tag in structure if "/Lang" in tag}
    assert {"ar", "fr", "hy", "ru", "tr"} <= languages


def _attributes(tag):
    found = tag.get("/A", [])
    return [item.get_object() for item in (found if isinstance(found, list) else [found])]


def test_every_font_is_the_books_own(reader):
    names = {font["/BaseFont"].partition("+")[2] for page in reader.pages for font in _fonts(page)}
    assert names
    assert all(name.startswith(("NotoSerif", "NotoNaskhArabic")) for name in names)


def _fonts(page):
    fonts = page.get("/Resources", {}).get("/Font", {})
    return [font.get_object() for font in fonts.values()]


def test_a_part_is_the_same_bytes_in_two_folders_and_lists_its_sources(project, real_site, tmp_path):
    options = ("-D", "typst_books=chapters/claims/peace/index")
    one, two = (build_site(project, tmp_path / name, 1, "typst", options) for name in ("one", "two"))
    name = "conditions-of-life-claims-peace.pdf"
    assert (one / name).read_bytes() == (two / name).read_bytes()
    words, _ = words_of_book(one / name)
    here = [path.stem for path in (project / "chapters/claims/peace").glob("C*.md")]
    found = [text in words for text in statements(real_site, among=here)]
    assert len(found) > 10
    assert found.count(False) <= 3  # where a page ends within
    text = "".join(page.extract_text() for page in PdfReader(one / name).pages)
    assert text.count("https://") > 20
