"""Golden citations: the short, the brief and the full form."""

import pytest
from claims.citing import brief, full, plain, short
from claims.records import Source

CASE = Source("k", "jurisdiction", {
    "institution": "{International Court of Justice}", "title": "Application of CERD (Armenia v. Azerbaijan), Order",
    "shorttitle": "Armenia v. Azerbaijan, Order", "number": "General List No. 180", "date": "2023-02-22",
})  # fmt: skip
TREATY = Source("k", "legislation", {"title": "Genocide Convention", "number": "78 UNTS 277", "date": "1948-12-09"})
REPORT = Source("k", "report", {"author": "Moreno Ocampo, Luis", "title": "Genocide against Armenians in 2023", "date": "2023-08-07"})
ARTICLE = Source("k", "article", {"journaltitle": "Turan", "title": "How many Armenians?", "date": "2023-01-23"})
SIGNED = Source("k", "article", {"author": "Mock, Ben", "journaltitle": "HotNewHipHop", "title": "T", "date": "2023-09"})
MANY = Source("k", "online", {"author": "A, B and C, D and E, F and G, H", "title": "T"})
DATED = Source("k", "legal", {"institution": "{UN}", "title": "Meeting of 16 August 2023", "date": "2023-08-16"})


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (CASE, "ICJ, Armenia v. Azerbaijan, Order, 22 February 2023, para. 67"),
        (TREATY, "Genocide Convention, 9 December 1948, para. 67"),
        (REPORT, "Moreno Ocampo, Genocide against Armenians in 2023, 7 August 2023, para. 67"),
        (ARTICLE, "Turan, ‘How many Armenians?’, 23 January 2023, para. 67"),
        (MANY, "A and others, ‘T’, undated, para. 67"),
        (DATED, "UN, Meeting of 16 August 2023, para. 67"),
    ],
)
def test_short(source, expected):
    assert plain(short(source, "para. 67")) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (CASE, "ICJ, Armenia v. Azerbaijan, Order, 22 February 2023"),
        (REPORT, "Moreno Ocampo, 7 August 2023"),
        (ARTICLE, "Turan, 23 January 2023"),
        (SIGNED, "Mock, HotNewHipHop, September 2023"),
        (Source("k", "online", {"title": "A page"}), "‘A page’, undated"),
    ],
)
def test_brief(source, expected):
    assert plain(brief(source)) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (CASE, "International Court of Justice, Application of CERD (Armenia v. Azerbaijan), Order, General List No. 180, 22 February 2023."),
        (REPORT, "Luis Moreno Ocampo, Genocide against Armenians in 2023, 7 August 2023."),
        (ARTICLE, "‘How many Armenians?’, Turan, 23 January 2023."),
        (Source("k", "strange", {"title": "T"}), "‘T’, undated."),
    ],
)
def test_full(source, expected):
    assert plain(full(source)) == expected


def test_the_title_of_a_case_is_set_in_italics():
    assert [part.text for part in short(CASE) if part.italic] == ["Armenia v. Azerbaijan, Order"]
