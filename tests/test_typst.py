"""The Typst builder on a tiny book: what it writes, and what it says when it cannot."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from conftest import warnings
from docutils import nodes
from docutils.utils import new_document
from pypdf import PdfReader
from typst_builder.book import Fonts, Labels, mistakes
from typst_builder.setting import set_book
from typst_builder.writer import TypstTranslator


@pytest.fixture
def book(tmp_path, rootdir, make_app):
    """Return a function that makes this test's own copy of the tiny book."""
    root = tmp_path / "book"
    shutil.copytree(rootdir / "test-book", root)

    def book(**confoverrides):
        app = make_app("typst", srcdir=root, confoverrides=confoverrides)
        app.build()
        return app

    book.root = root
    return book


def text_of(app, name="small"):
    return " ".join("".join(page.extract_text() for page in PdfReader(Path(app.outdir, f"{name}.pdf")).pages).split())


def write(root, text, name="two.md"):
    (root / name).write_text(f"# Two\n\n{text}\n", "utf-8")


def test_a_book_of_all_kinds_of_nodes(book):
    app = book()
    assert warnings(app) == []
    text = text_of(app)
    for words in (
        "Small Book A. Writer Edition 1", "emphasis, strong words, code_with_#signs, a link",
        "signs that Typst reads: # $ * _ ` < > @ [ ] ~ – = + / ‘ “ 1915. 3.5 … \\ end.", "Head Other head cell A place",
        "– one – two", "3. three 4. four", "Term Definition of it.", "A quotation.", 'print("block")', "Note. An admonition.",
        "In a frame.", "The caption.", "Une phrase.", "Фраза",
    ):  # fmt: skip
        assert words in text, words


def test_notes_are_on_the_page_and_their_marks_stay_apart(book):
    text = text_of(book())
    assert re.search(r"together1 ?, ?2, and the first again1", text)
    assert text.count("The first note.") == 1


def test_references_have_the_page_they_lead_to(book):
    app = book()
    reader = PdfReader(Path(app.outdir, "small.pdf"))
    place = next(n for n, page in enumerate(reader.pages, 1) if "Text with emphasis" in page.extract_text())
    text = text_of(app).replace("\u00a0", " ")
    assert f"See A place (p. {place})" in text
    assert f"What it is: see One (p. {place}), Two" in text


def test_what_is_not_in_the_book_is_named_without_a_link(book):
    app = book()
    assert "two and Excluded." not in text_of(app)
    assert "Not in the book" not in text_of(app)
    assert "Excluded." in text_of(app)


def test_a_style_shows_its_class(book):
    source = Path(book().outdir, "small.typ").read_text("utf-8")
    assert '#boxed(("framed",))[' in source


def test_a_passage_in_another_language_says_so(book):
    source = Path(book().outdir, "small.typ").read_text("utf-8")
    assert '#para(("language-fr",), lang: "fr")[Une phrase.]' in source
    assert '#span(("language-ru",), lang: "ru")[Фраза];' in source


def test_one_document_is_a_book_of_its_own(book):
    app = book(typst_books=["one"])
    assert warnings(app) == []
    assert [path.name for path in Path(app.outdir).glob("*.pdf")] == ["small-one.pdf"]
    assert text_of(app, "small-one").count("Text with emphasis") == 1


def test_paper_is_as_asked(book):
    box = PdfReader(Path(book(typst_paper="us-letter").outdir, "small.pdf")).pages[0].mediabox
    assert (round(box.width), round(box.height)) == (612, 792)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("A ☃ here.", "no font of the book has '☃' (U+2603)"),
        ("![](picture.svg)", "has no words for those who do not see it: add ':alt:'"),
        (":::{math}\na\n:::", "the book has no form for math_block"),
    ],
)
def test_what_would_stop_typst_is_named_where_it_stands(book, project, text, says):
    write(book.root, text)
    app = book(typst_fonts=[str(project / "fonts")])
    assert len(warnings(app)) == 1
    assert says in warnings(app)[0]
    assert re.search(r"two\.md:3: ERROR", warnings(app)[0])
    assert app.statuscode == 1
    assert not Path(app.outdir, "small.pdf").exists()


def test_a_document_that_does_not_exist_is_reported(book):
    app = book(typst_books=["chapters/none"])
    assert "there is no document 'chapters/none'" in warnings(app)[0]
    assert app.statuscode == 1


def test_an_error_of_typst_is_reported_without_a_traceback(book):
    (book.root / "style.typ").write_text("#let styles = (1 +)\n", "utf-8")
    app = book()
    assert "Typst could not set small.typ" in warnings(app)[0]
    assert app.statuscode == 1


def test_a_book_is_the_same_bytes_each_time(book):
    first = Path(book().outdir, "small.pdf").read_bytes()
    assert Path(book().outdir, "small.pdf").read_bytes() == first


def letters(pdf):
    """Return every letter of a PDF with its page, font, size and place."""
    import pymupdf  # here, because it takes a second

    with pymupdf.open(pdf) as document:
        return [
            ((number, span["font"], round(span["size"], 1), letter["c"]), letter["origin"])
            for number, page in enumerate(document)
            for block in page.get_text("rawdict")["blocks"]
            for line in block.get("lines", [])
            for span in line["spans"]
            for letter in span["chars"]
            if letter["c"] != " "  # the program adds some where it sees a gap
        ]


def test_packing_keeps_every_letter_in_its_place(book):
    folder = Path(book().outdir)
    packed = letters(folder / "small.pdf")
    set_book(folder / "small.typ", fonts=[], standards=["ua-1", "a-2a"], timestamp=0)
    plain = letters(folder / "small.pdf")
    assert [what for what, _ in packed] == [what for what, _ in plain]
    assert len(packed) > 800
    moved = [
        max(abs(a - b) for a, b in zip(one[1], other[1], strict=True)) for one, other in zip(packed, plain, strict=True)
    ]
    assert max(moved) < 0.06


def test_a_head_is_repeated_where_its_table_goes_on(book):
    rows = "\n".join(f"| {n} | row |" for n in range(120))
    write(book.root, f"| First head | Second head |\n|---|---|\n{rows}")
    sheets = [page.extract_text() for page in PdfReader(Path(book().outdir, "small.pdf")).pages]
    with_rows = [sheet for sheet in sheets if "row" in sheet]
    assert len(with_rows) > 2
    assert all("First head" in sheet for sheet in with_rows)


def test_a_link_leads_to_the_place_itself(book):
    reader = PdfReader(Path(book().outdir, "small.pdf"))
    links = [link.get_object() for page in reader.pages for link in page.get("/Annots", [])]
    assert not [link for link in links if str(link.get("/A", {}).get("/URI", "")).startswith("book:")]
    there = [link["/Dest"] for link in links if link.get("/Contents") == "page 4"]
    height = float(reader.pages[3].mediabox.height)
    assert sorted({round(height - place[3]) for place in there if not isinstance(place, str)}) == [62, 108]


def tree(*children):
    document = new_document("book")
    document["docname"] = "index"
    document += nodes.section("", nodes.title("", "T"), *children, ids=["t"])
    return document


def test_labels_that_lead_nowhere_or_stand_twice_are_found_before_typst_finds_them():
    lost = tree(nodes.paragraph("", "", nodes.reference("", "x", refid="nowhere")))
    twice = tree(nodes.paragraph("", "x", ids=["t"]))
    found = [[m.message for m in mistakes(t, Labels(t, "index"), Fonts([]))] for t in (lost, twice, tree())]
    assert found == [
        ["a reference leads to index#nowhere, which is not in the book"], ["the id index#t stands twice"], [],
    ]  # fmt: skip


def test_a_heading_that_skips_a_level_is_kept_as_a_mistake():
    translator = TypstTranslator.__new__(TypstTranslator)
    translator.heading, translator.unknown = 1, []
    for level in (2, 3, 1):
        translator._heading(level, nodes.title())
    assert translator.unknown == []
    translator._heading(3, nodes.title())
    assert [message for _, message in translator.unknown] == ["a heading of level 3 follows one of level 1"]


def test_a_part_lists_the_sources_through_which_its_sources_are_known(build):
    options = {"extensions": ["myst_parser", "claims", "typst_builder"], "typst_name": "set"}
    Path(build.root, "extra.md").write_text("---\norphan: true\n---\n\n# Extra\n\nOpen {source}`baku-2023`.\n", "utf-8")
    app = build("typst", typst_books=["extra"], **options)
    text = " ".join(page.extract_text() for page in PdfReader(Path(app.outdir, "set-extra.pdf")).pages)
    listed = text.partition("Sources")[2]
    assert "No Blockade, Says Baku" in listed
    assert "The Road Is Closed" in listed
