"""The real set: what must be there, and both sides in view."""

from __future__ import annotations

import json

import jsonschema
import pytest
from claims.checks import CODES
from claims.vocabulary import Relation
from content import CHAPTERS


@pytest.fixture(scope="module")
def data(real_site):
    return json.loads((real_site / "data/claims.json").read_text("utf-8"))


def test_the_real_export_obeys_its_schema(data, real_site):
    jsonschema.validate(data, json.loads((real_site / "data/claims.schema.json").read_text("utf-8")))


@pytest.mark.parametrize(("what", "ids"), [
    ("passages", [f"L{n:02}" for n in range(1, 42)]),
    ("claims", [f"C{n:02}" for n in range(1, 52)]),
    ("elements", [f"E{n}" for n in range(1, 13)]),
    ("steps", [f"O{n:02}" for n in range(1, 19)]),
])  # fmt: skip
def test_every_record_is_registered(data, what, ids):
    assert [record["id"] for record in data[what]] == ids


def test_every_claim_has_evidence_or_a_dated_search_and_its_other_side_or_one(data):
    for claim in data["claims"]:
        standing = claim["standing"]["sources"]
        assert any(standing.values()) or claim["contrary_search"], claim["id"]
        assert standing["disputes"] or standing["qualifies"] or claim["contrary_search"], claim["id"]


def test_elements_have_two_authorities_and_steps_two_sources(data):
    for kind, relations, at_least in (("elements", {"interprets"}, 2), ("steps", set(Relation), 2)):
        for record in data[kind]:
            sources = {
                item["source"]
                for item in data["evidence"]
                for edge in item["relations"]
                if edge["target"] == record["id"] and edge["relation"] in relations
            }
            assert len(sources) >= at_least, record["id"]


def test_many_sources_and_every_one_used(data):
    cited = {item["source"] for item in data["evidence"]}
    assert len(cited) >= 350
    text = "".join(path.read_text("utf-8") for path in CHAPTERS)
    assert [source["key"] for source in data["sources"] if source["key"] not in text] == []


@pytest.mark.parametrize("chapter", ["The blockade", "Hunger and Article II(c)"])
def test_the_model_chapters_hear_both_sides(data, chapter):
    standpoints = {source["key"]: source["standpoint"] for source in data["sources"]}
    claims = {claim["id"] for claim in data["claims"] if claim["subject"] == chapter}
    assert len(claims) == 6
    heard = {
        standpoints[item["source"]]
        for item in data["evidence"]
        for edge in item["relations"]
        if edge["target"] in claims and edge["relation"] in ("supports", "disputes", "qualifies")
    }
    assert {"court", "igo", "armenia", "azerbaijan", "artsakh", "third-state", "ngo", "press"} <= heard


def test_the_record_is_dense_and_its_events_say_who_contests_them(data):
    assert len(data["events"]) >= 120
    assert all(event["sources"] for event in data["events"])
    contested = [event for event in data["events"] if event["contested"]]
    assert {"armenia", "azerbaijan"} <= {side for event in contested for side in event["contested"]}
    during = [event for event in data["events"] if "2022-12-12" <= event["date"] <= "2023-09-19"]
    assert 12 <= sum(bool(event["label"]) for event in during) <= 24


def test_outcomes_rest_on_named_evidence(data):
    for claim in data["claims"]:
        if claim["kind"] in ("prediction", "appeal"):
            assert claim["outcome"] == "open" or claim["outcome_by"], claim["id"]
            assert claim["as_of"], claim["id"]


def test_no_court_is_said_to_have_decided_what_none_decided(data):
    """A claim about genocide in Nagorno-Karabakh is adjudicated only when evidence from a judgment says so."""
    stages = {source["key"]: source.get("entrysubtype", "") for source in data["sources"]}
    for item in data["evidence"]:
        if item["decides"]:
            assert stages[item["source"]] == "judgment", item["id"]


def test_the_codes_of_messages_are_documented():
    assert len(CODES) == len(set(CODES.values()))
