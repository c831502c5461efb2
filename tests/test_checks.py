"""Every coded message: broken once, on purpose, and never by a sound record."""

import pytest
from claims.checks import CODES, check
from claims.model import Corpus
from claims.records import Claim, Element, Event, Evidence, Passage, Place, Source, Step

GOOD = {
    "title": "T", "institution": "{I}", "titleaddon": "Order", "standpoint": "press", "read": "text", "langid": "english",
    "date": "2023-01-01",
}  # fmt: skip
SOURCES = {
    "paper": Source("paper", "online", {**GOOD, "url": "https://example.org/paper"}, 1),
    "catalogue": Source("catalogue", "online", {**GOOD, "read": "metadata", "url": "https://example.org/c"}, 5),
    "order": Source("order", "jurisdiction", {**GOOD, "url": "https://example.org/order", "entrysubtype": "provisional"}, 9),
}
BASE = [
    Passage("L05", source="paper", reading="secure", says="It says so."),
    Claim("C05", kind="fact", contrary_search="2026-11-23", statement="So."),
    Element("E4", statement="Aim."),
    Step("O08", statement="Notice."),
]


def problems(*records, retired=None):
    return check(Corpus([*BASE, *records], SOURCES), retired or {}, mentioned=["order", "catalogue"])


def evidence(**fields):
    return Evidence(**{"source": "paper", "relations": (("supports", "C05"),), "statement": "S.", "place": Place("a", 7), **fields})


def claim(**fields):
    return Claim(**{"id": "C06", "kind": "fact", "contrary_search": "2026-11-23", "statement": "S.", **fields})


def test_sound_records_have_no_problem():
    assert problems(evidence(), Event("2022-12-12", sources=("paper",), statement="S.")) == []


@pytest.mark.parametrize(
    ("record", "code", "says"),
    [
        (claim(kind="fct"), "unknown_word", "unknown kind 'fct': did you mean 'fact'?"),
        (claim(said_by="leter"), "unknown_word", "did you mean 'letter'?"),
        (claim(said_in=("L5",)), "unknown_id", "unknown passage 'L5': did you mean 'L05'?"),
        (claim(elements=("E44",)), "unknown_id", "did you mean 'E4'?"),
        (claim(steps=("O8",)), "unknown_id", "did you mean 'O08'?"),
        (claim(contrary_search="yesterday"), "date", "2026-11-23"),
        (claim(contrary_search=""), "no_evidence", "':contrary-search:'"),
        (claim(statement=""), "no_statement", "C06 has no text"),
        (claim(id="C6"), "bad_id", "write it like C06"),
        (evidence(part="Ä b"), "bad_id", "write it like b"),
        (evidence(part="a"), "bad_id", "write it like b"),
        (claim(id="C99"), "retired", "merged into C05"),
        (claim(id="C05"), "duplicate", "C05 stands already in"),
        (claim(kind="appeal"), "outcome", "adopted, partly, not-adopted, open"),
        (claim(kind="prediction", outcome="adopted"), "outcome", "came-about"),
        (claim(kind="fact", outcome="open"), "outcome", "a fact has no outcome"),
        (claim(kind="appeal", outcome="open"), "outcome", "':as-of:'"),
        (claim(kind="appeal", outcome="adopted", as_of="2024"), "outcome", "':outcome-by:'"),
        (claim(kind="appeal", outcome="open", as_of="2024", outcome_by=("paper",)), "outcome", "no evidence block on C06"),
        (evidence(source="papr"), "unknown_key", "did you mean 'paper'?"),
        (evidence(relations=()), "no_relation", "supports, disputes, qualifies, context, interprets"),
        (evidence(relations=(("supports", "C55"),)), "unknown_id", "did you mean 'C05'?"),
        (evidence(relations=(("supports", "L05"),)), "unknown_id", "L05 is a passage: name the claim that says it"),
        (evidence(source="catalogue", quote="Seen nowhere."), "quote", "nothing is quoted from it: remove ':quote:'"),
        (evidence(relations=(("interprets", "C05"),)), "relation", "only elements are interpreted"),
        (evidence(relations=(("supports", "C05"), ("disputes", "C05"))), "relation", "twice in one block"),
        (evidence(quote=" ".join(["word"] * 41)), "quote", "quotation of 41 words, 40 are allowed"),
        (evidence(statement=""), "no_statement", "say it in our own words"),
        (evidence(decides=("C05",)), "decides", "interim orders decide no breach"),
        (evidence(source="order", decides=("C05",)), "decides", "order is no judgment"),
        (Passage("L06", source="paper", reading="sure", says="S."), "unknown_word", "did you mean 'secure'?"),
        (Passage("L06", source="paper", reading="good"), "no_statement", "':says:' is missing"),
        (Passage("L06", source="paper", witnesses=("x",), reading="good", says="S."), "unknown_key", "unknown source 'x'"),
        (Step("O09", elements=("E9",), statement="S."), "unknown_id", "unknown element"),
        (Event("12 December", statement="S."), "date", "write it like 2022-12-12"),
        (Event("2022", contested=("baku",), statement="S."), "unknown_word", "unknown standpoint 'baku'"),
    ],
)
def test_each_broken_record_gets_its_message(record, code, says):
    found = problems(record, retired={"C99": "merged into C05"})
    assert [(p.code, says in p.message) for p in found if p.code == code] == [(code, True)]
    assert {p.code for p in found} <= {code, "duplicate"}


def test_a_second_statement_of_one_source_is_told_its_free_letter():
    found = problems(evidence(), evidence(part="b"), evidence(place=Place("b", 3)))
    assert [p.message for p in found] == ["ev-paper stands already in a:7: add ':part: c'"]


def test_free_letters_never_run_out():
    found = problems(evidence(), *(evidence(part=letter) for letter in "bcdefghijklmnopqrstuvwxyz"), evidence())
    assert found[0].message.endswith("add ':part: za'")


def test_every_code_is_explained():
    assert all(CODES.values())
