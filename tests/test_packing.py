"""How the pages of a book are packed: fewer operators, fewer marks, the same letters and the same tags."""

from __future__ import annotations

import pikepdf
import pytest
from typst_builder.content import Page, renumber
from typst_builder.links import joined


def piece(x, y, text, font="f0 10 Tf", colour="c0 cs 0 scn", *, hyphen=False):
    mark, unmark = ("/Span<</ActualText<FEFF00AD>>>BDC", "EMC\n") if hyphen else ("", "")
    return f"q 1 0 0 -1 {x} {y} cm/{colour}\nBT{mark} 0 Tr/{font} 1 0 0 -1 0 0 Tm[({text})]TJ\n{unmark}ET\nQ\n".encode()


def marked(number, *pieces, more=""):
    return b"/Span<</MCID %d%s>>BDC\n%sEMC" % (number, more.encode(), b"".join(pieces))


def test_pieces_that_follow_one_another_share_a_text_object():
    content = marked(0, piece(72, 700.12, "One"), piece(100.5, 700.12, "two", "f1 10 Tf"))
    content += marked(1, piece(72, 686.78, "three", "f1 10 Tf"))
    assert Page(content, [5, 6]).content.decode() == (
        "\nq BT 0 Tr\n/Span<</MCID 0>>BDC\n/c0 cs 0 scn\n/f0 10 Tf\n72 700.1 Td[(One)]TJ\n"
        "/f1 10 Tf\n28.5 0 Td[(two)]TJ\nEMC/Span<</MCID 1>>BDC\n-28.5 -13.3 Td[(three)]TJ\nEMC\nET\nQ\n"
    )


def test_marks_of_one_tag_become_one_and_the_rest_is_counted_anew():
    content = b"".join(marked(number, piece(72, 700 - number, "x")) for number in range(4))
    page = Page(content, [5, 5, 6, 5])
    assert page.numbers == {0: 0, 2: 1, 3: 2}
    assert page.content.count(b"BDC") == page.content.count(b"EMC") == 3


@pytest.mark.parametrize(
    "between",
    [
        marked(1, piece(72, 690, "x"), more="/Lang(fr)"),
        b"/Artifact BMC\n" + piece(72, 690, "x") + b"EMC",
        b"q 1 0 0 -1 72 690 cm/c0 CS 0 SCN 0.6 w 0 0 m 9 9 l S\nQ\n",
    ],
)
def test_marks_are_kept_apart_by_what_stands_between_them(between):
    content = marked(0, piece(72, 700, "x")) + between + marked(2, piece(72, 680, "x"))
    assert {0, 2} <= set(Page(content, [5, 5, 5]).numbers)


def test_what_has_another_shape_stays_as_it_is():
    for content in (b"q 1 0 0 1 5 5 cm\n/x0 Do\nQ\n", b"BT /f0 9 Tf 5 5 Td(words q 1 0 0 -1)Tj\nET\n", b""):
        assert Page(content, []).content == content


def test_a_hyphen_keeps_the_text_that_stands_for_it():
    content = marked(0, piece(72, 700, "hy"), piece(90, 700, "-", hyphen=True)) + marked(1, piece(72, 690, "phen"))
    written = Page(content, [5, 6]).content
    assert b"18 0 Td/Span<</ActualText<FEFF00AD>>>BDC[(-)]TJ\nEMC\n" in written
    assert written.count(b"BDC") == written.count(b"EMC") == 3


def test_bytes_are_written_as_they_are_but_for_those_that_would_end_a_string():
    content = Page(rb"BT(\000\051\\\134\015\0501)Tj ET", []).content
    assert content == b"BT(\0\\)\\\\\\\\\\r\\(1)Tj ET"


def test_tags_name_the_marks_by_their_new_numbers():
    pdf = pikepdf.new()
    here, other = (pdf.add_blank_page().obj for _ in range(2))
    link = pikepdf.Dictionary(Type=pikepdf.Name.OBJR)
    far = pikepdf.Dictionary(Type=pikepdf.Name.MCR, Pg=here, MCID=3)
    one = pdf.make_indirect(pikepdf.Dictionary(Pg=here, K=pikepdf.Array([0, 1, link])))
    two = pdf.make_indirect(pikepdf.Dictionary(Pg=other, K=pikepdf.Array([0, far])))
    owners = pikepdf.Array([one, one, one, two])
    renumber(here, owners, {0: 0, 2: 1, 3: 2})
    assert list(one.K)[:1] == [0]
    assert len(one.K) == 2  # the mark that became one with the first is gone, the link is there
    assert (int(two.K[0]), int(two.K[1].MCID)) == (0, 2)
    assert [owner.objgen for owner in owners] == [one.objgen, one.objgen, two.objgen]


def test_a_link_has_one_place_on_each_line():
    def box(left, low, right, high):
        return [left, low, right, low, right, high, left, high]

    pieces = [*box(10, 50, 20, 62), *box(20.3, 50, 90, 62), *box(5, 36, 30, 48), *box(40, 36, 50, 48)]
    assert joined(pieces) == [*box(10, 50, 90, 62), *box(5, 36, 30, 48), *box(40, 36, 50, 48)]
