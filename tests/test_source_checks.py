"""The lint of references.bib: every rule broken once, on purpose, with the place and what to write instead."""

import pytest
from claims.addresses import folded
from claims.canonical import ordered
from claims.model import Corpus
from claims.records import Claim, Evidence, Place, Source
from claims.source_checks import REQUIRED, check_source, check_sources
from claims.vocabulary import Field, SourceType

PAGE = {
    "institution": "{Red Cross}", "title": "T", "date": "2023-07-25", "url": "https://example.org/page", "langid": "english",
    "read": "text", "standpoint": "igo",
}  # fmt: skip
CASE = {**PAGE, "titleaddon": "Judgment", "entrysubtype": "judgment"}
OTHER = {"other": Source("other", "online", PAGE, 1)}


def problems(kind="online", key="new", fields=PAGE, **changes):
    changed = {name: text for name, text in {**fields, **changes}.items() if text}
    return list(check_source(Source(key, kind, changed, 21), OTHER))


def test_sound_sources_have_no_problem():
    assert problems() == []
    assert problems("jurisdiction", fields=CASE) == []
    assert problems(read="secondhand", citedin="other") == []
    assert problems(date="2023-10-12/2023-10-13", urldate="2026-11-23", doi="10.1080/1", inforce="1951-01") == []


@pytest.mark.parametrize(
    ("changes", "code", "says"),
    [
        ({"key": "New_Key"}, "bad_id", "write the key with a-z, 0-9 and hyphens"),
        ({"kind": "onlin"}, "source", "unknown entry type 'onlin': did you mean 'online'?"),
        ({"standpoint": ""}, "source", "field 'standpoint' is missing: write one of court, igo"),
        ({"standpoint": "pres"}, "source", "did you mean 'press'?"),
        ({"read": ""}, "source", "field 'read' is missing"),
        ({"read": "txt"}, "source", "did you mean 'text'?"),
        ({"langid": ""}, "source", "field 'langid' is missing"),
        ({"langid": "en"}, "source", "unknown langid 'en'"),
        ({"langid": "armenain"}, "source", "did you mean 'armenian'?"),
        ({"titlelangid": "englisch"}, "source", "did you mean 'english'?"),
        ({"title": ""}, "source", "field 'title' is missing"),
        ({"institution": ""}, "source", "needs 'author' or 'institution' or 'journaltitle'"),
        ({"url": ""}, "source", "say where it can be found"),
        ({"jurnaltitle": "Daily"}, "source", "unknown field 'jurnaltitle': did you mean 'journaltitle'?"),
        ({"keywords": "hunger"}, "source", "the one keyword is 'background'"),
        ({"urlseen": "no"}, "source", "'urlseen' is 'false'"),
        ({"date": "n.d."}, "date", "is not ISO 8601"),
        ({"date": "2023-02-30"}, "date", "is not ISO 8601"),
        ({"urldate": "yesterday"}, "date", "urldate 'yesterday'"),
        ({"url": "http://example.org/page"}, "address", "write https://example.org/page"),
        ({"url": "example.org/page"}, "address", "'url' is no address"),
        ({"url": "https://example.org/a page"}, "address", "'url' is no address"),
        ({"archiveurl": "http://archive.example.org/1"}, "address", "'archiveurl' is not https"),
        ({"readat": "https://example.org/page"}, "address", "'readat' repeats 'url'"),
        ({"url": "", "readat": "https://copy.example.org", "urlseen": "false"}, "address", "a 'url' that is not there"),
        ({"doi": "https://doi.org/10.1080/1"}, "address", "write it like 10.1080/"),
        ({"url": "javascript://x/alert(1)"}, "address", "'url' is no address"),
        ({"readat": "javascript://x/alert(1)"}, "address", "'readat' is no address"),
        ({"readat": "ftp://example.org/x"}, "address", "'readat' is no address"),
        ({"url": "https://[bad/x"}, "address", "'url' is no address"),
        ({"isbn": "not an isbn"}, "address", "write its ten or thirteen digits"),
        ({"title": "Caf\\'{e}"}, "source", "'title' holds a LaTeX command"),
        ({"date": "2023/2021"}, "date", "is not ISO 8601"),
        ({"date": "2022/2023/2024"}, "date", "is not ISO 8601"),
        ({"key": "a" * 81}, "bad_id", "write the key with a-z"),
        ({"key": "../../references"}, "bad_id", "write the key with a-z"),
        ({"read": "secondhand"}, "source", "say in 'citedin' through what"),
        ({"citedin": "other"}, "source", "'citedin' is for second-hand sources"),
        ({"read": "secondhand", "citedin": "other-2"}, "unknown_key", "did you mean 'other'?"),
    ],
)
def test_each_broken_source_gets_its_message(changes, code, says):
    found = problems(**changes)
    assert [(p.code, says in p.message, p.place) for p in found] == [(code, True, Place("references.bib", 21))]


@pytest.mark.parametrize("kind", [str(kind) for kind in SourceType])
def test_each_type_needs_its_fields(kind):
    bare = {name: text for name, text in PAGE.items() if name != "institution"}
    if kind in ("jurisdiction", "legislation"):
        bare["entrysubtype"] = "judgment" if kind == "jurisdiction" else "treaty"
    messages = [problem.message for problem in problems(kind, fields=bare)]
    assert len(messages) == len(REQUIRED[kind])
    for message, group in zip(messages, REQUIRED[kind], strict=True):
        assert message == f"new: a source of type {kind!r} needs {' or '.join(repr(name) for name in group)}"
    whole = {**bare, **{group[0]: "{X}" for group in REQUIRED[kind]}}
    assert problems(kind, fields=whole) == []


@pytest.mark.parametrize("key", ["Big-Key", "a_b", "é-2023", "a--b", "-a"])
def test_a_key_is_made_of_small_letters_digits_and_hyphens(key):
    assert [problem.code for problem in problems(key=key)] == ["bad_id"]


def test_a_case_needs_its_stage_and_a_law_its_kind():
    assert problems("jurisdiction", fields={**CASE, "entrysubtype": "order"})[0].message == (
        "new: 'entrysubtype' must be one of judgment, provisional, decision, opinion, filing"
    )
    assert problems("legislation")[0].message == "new: 'entrysubtype' must be one of treaty, statute, bill"


def test_one_address_or_one_doi_is_one_source():
    first = Source("a", "online", {**PAGE, "doi": "10.1080/a"}, 1)
    for twin in ({**PAGE, "url": "http://www.example.org/page/"}, {**PAGE, "url": "https://b.example", "doi": "10.1080/A"}):
        found = list(check_sources({"a": first, "b": Source("b", "online", twin, 9)}, {"a", "b"}))
        assert [(p.code, p.place.line) for p in found if p.code == "twin"] == [("twin", 9)]
    copy = Source("b", "online", {**PAGE, "url": "", "readat": PAGE["url"]}, 9)
    assert list(check_sources({"a": first, "b": copy}, {"a", "b"})) == []


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://example.org/a/", "http://www.example.org:80/a", True),
        ("https://example.org/a?id=1", "https://example.org/a?id=2", False),
        ("https://example.org/A", "https://example.org/a", False),
        ("https://example.org/a#x", "https://example.org/a", True),
    ],
)
def test_what_makes_an_address_the_same(one, other, same):
    assert (folded(one) == folded(other)) is same


def test_a_source_that_nothing_cites_is_background_or_a_mistake():
    idle = Source("idle", "online", PAGE, 3)
    found = list(check_sources({"idle": idle}, set()))
    assert [(p.code, "add an evidence block" in p.message) for p in found] == [("uncited", True)]
    marked = Source("idle", "online", {**PAGE, "keywords": "background"}, 3)
    assert list(check_sources({"idle": marked}, set())) == []
    assert ["remove" in p.message for p in check_sources({"idle": marked}, {"idle"})] == [True]


def test_what_counts_as_citing():
    """Evidence, witnesses, events, carriers of outcomes, and other sources that are known through it."""
    known = Source("known", "book", {**PAGE, "read": "secondhand", "citedin": "through-it"})
    corpus = Corpus(
        [Evidence("proof", relations=(("supports", "C05"),)), Claim("C05", outcome_by=("carrier",))],
        {"known": known, "proof": OTHER["other"], "carrier": OTHER["other"], "through-it": OTHER["other"]},
    )
    assert corpus.cited == {"proof", "carrier", "through-it"}
    assert corpus.known_through("through-it") == ["known"]


def test_every_field_has_a_meaning_and_a_place():
    assert all(field.meaning for field in Field)
    fields = dict.fromkeys(reversed([str(name) for name in Field]), "x")
    assert list(ordered({"zebra": "x", **fields})) == [*map(str, Field), "zebra"]
