"""The Typst builder on a tiny book: what it writes, and what it says when it cannot."""

from __future__ import annotations

import re
import shutil
from io import BytesIO
from pathlib import Path

import pytest
from conftest import warnings
from pypdf import PdfReader
from typst_builder.pack import pack


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


def test_packing_keeps_the_book(book):
    packed = Path(book().outdir, "small.pdf").read_bytes()
    again = pack(packed, {})
    assert [page.extract_text() for page in PdfReader(BytesIO(again)).pages] == [
        page.extract_text() for page in PdfReader(BytesIO(packed)).pages
    ]
