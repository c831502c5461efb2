"""The rules of standing, without Sphinx."""

import pytest
from claims.explain import explain
from claims.model import Corpus, natural
from claims.records import Claim, Evidence, Source, Step
from claims.vocabulary import SIDES, Standpoint


def source(key, standpoint="press", date="2023-01-01", read="text", stage=""):
    return Source(key, "online", {"title": key, "standpoint": standpoint, "date": date, "read": read, "entrysubtype": stage})


SOURCES = {
    s.key: s
    for s in [
        source("court", "court", stage="judgment"),
        source("yerevan", "armenia"),
        source("stepanakert", "artsakh"),
        source("baku", "azerbaijan"),
        source("paper", "press", date="2023-09"),
        source("hearsay", "press", read="secondhand"),
        source("undated", "press", date=""),
    ]
}


def standing(kind, *edges, decides=(), **fields):
    """Judge a claim C01 of *kind* with evidence given as (relation, source key)."""
    evidence = [
        Evidence(key, part=f"p{n}", relations=((relation, "C01"),), decides=decides if key == "court" else ())
        for n, (relation, key) in enumerate(edges)
    ]
    return Corpus([Claim("C01", kind=kind, **fields), *evidence], SOURCES).standing("C01")


@pytest.mark.parametrize(
    ("edges", "word"),
    [
        ([], "unsupported"),
        ([("context", "paper"), ("qualifies", "baku")], "unsupported"),
        ([("supports", "paper")], "supported"),
        ([("supports", "paper"), ("qualifies", "baku")], "supported"),
        ([("supports", "yerevan"), ("supports", "stepanakert")], "supported"),
        ([("supports", "yerevan"), ("supports", "baku")], "established"),
        ([("supports", "yerevan"), ("supports", "baku"), ("disputes", "paper")], "contested"),
        ([("supports", "court"), ("disputes", "baku")], "contested"),
        ([("disputes", "baku")], "disputed"),
    ],
)
def test_a_fact(edges, word):
    assert standing("fact", *edges).word == word


@pytest.mark.parametrize("kind", ["law", "characterisation"])
@pytest.mark.parametrize(
    ("edges", "word"),
    [
        ([], "open"),
        ([("qualifies", "paper")], "open"),
        ([("supports", "paper")], "argued for"),
        ([("disputes", "paper")], "argued against"),
        ([("supports", "paper"), ("disputes", "baku")], "argued both ways"),
    ],
)
def test_law_and_characterisation(kind, edges, word):
    assert standing(kind, *edges).word == word


def test_a_court_must_be_said_to_decide():
    assert standing("fact", ("supports", "court")).word == "supported"
    assert standing("fact", ("supports", "court"), decides=("C01",)).word == "established"
    assert standing("fact", ("supports", "court"), ("disputes", "baku"), decides=("C01",)).word == "contested"
    assert standing("fact", ("disputes", "court"), ("supports", "paper"), decides=("C01",)).word == "contested"
    assert standing("law", ("disputes", "court"), ("supports", "paper"), decides=("C01",)).word == "adjudicated"


def test_predictions_and_appeals_carry_the_authored_outcome():
    assert standing("prediction", ("supports", "paper"), outcome="partly").word == "partly"
    assert standing("appeal").word == "open"


def test_one_side_and_unread_are_told_for_each_relation():
    found = standing("fact", ("supports", "yerevan"), ("supports", "stepanakert"), ("disputes", "hearsay"))
    assert found.one_sided == {"supports": "Armenian"}
    assert found.unread == ("disputes",)
    assert standing("fact", ("supports", "yerevan"), ("supports", "paper")).one_sided == {}
    said = " ".join(explain(Claim("C01", kind="fact"), found))
    assert "All that supports it comes from the Armenian side." in said
    assert "Nothing that disputes it was itself read" in said


def test_the_two_sides_and_those_outside():
    assert {word: SIDES.get(word) for word in Standpoint} == {
        "court": None, "igo": None, "third-state": None, "ngo": None, "press": None, "scholar": None,
        "armenia": "Armenian", "artsakh": "Armenian", "diaspora": "Armenian", "expert-for-armenia": "Armenian",
        "azerbaijan": "Azerbaijani", "expert-for-azerbaijan": "Azerbaijani",
    }  # fmt: skip


def test_tallies_count_each_source_once_per_relation_and_period():
    found = standing("fact", ("supports", "yerevan"), ("supports", "yerevan"), ("supports", "paper"), ("context", "undated"))
    assert found.tallies["known"].counts == {"supports": 1}
    assert found.tallies["since"].counts == {"supports": 1}
    assert found.tallies["undated"].counts == {"context": 1}


def test_evidence_is_given_oldest_first_whatever_the_order_of_writing():
    items = [Evidence(key, relations=(("supports", "C01"),)) for key in ("undated", "paper", "court", "baku")]
    corpus = Corpus([Claim("C01"), *items], SOURCES)
    assert [item.source for _, item in corpus.about("C01")] == ["baku", "court", "paper", "undated"]


def test_a_claim_and_a_step_find_each_other_whichever_names_the_other():
    claims = [Claim("C01", steps=("O02",)), Claim("C02")]
    corpus = Corpus([*claims, Step("O01", claims=("C02",)), Step("O02")], {})
    assert [corpus.steps_of(claim) for claim in claims] == [["O02"], ["O01"]]
    assert [[c.id for c in corpus.claims_on(step)] for step in ("O01", "O02")] == [["C02"], ["C01"]]


def test_identifiers_sort_by_their_numbers():
    assert sorted(["E10", "E2", "E1"], key=natural) == ["E1", "E2", "E10"]
