"""What is said of an address after a check, given the checks before it."""

from __future__ import annotations

from datetime import date

import pytest

from _tools.verdicts import Answer, Entry, archived, as_json, findings, from_json, judge, merged

TODAY = date(2026, 11, 20)
AT = "https://example.org/a/b"


def broken(code, words="Client Error: x for url: y"):
    return Answer(AT, "broken", 0, f"{code} {words}")


@pytest.mark.parametrize(
    ("answer", "verdict", "why"),
    [
        (Answer(AT, "working"), "ok", ""),
        (Answer(AT, "redirected", 301, f"{AT}/c"), "moved", ""),
        (Answer(AT, "redirected", 308, f"{AT}/c"), "moved", ""),
        (Answer(AT, "redirected", 302, f"{AT}/c"), "ok", ""),
        (Answer(AT, "redirected", 301, "https://example.org/"), "failing", "it leads to the front page"),
        (Answer(AT, "redirected", 301, "https://example.org/?id=7"), "moved", ""),
        (broken(401), "blocked", "status 401"),
        (Answer(AT, "broken", 0, "unauthorized"), "blocked", "status 401"),
        (broken(403), "blocked", "status 403"),
        (broken(429), "blocked", "status 429"),
        (broken(404), "failing", "status 404"),
        (broken(410), "failing", "status 410"),
        (broken(500, "Server Error: x for url: y"), "failing", "status 500"),
        (Answer(AT, "ignored", 0, "service unavailable"), "failing", "status 503"),
        (Answer(AT, "timeout", 0, "timed out"), "failing", "no answer in time"),
        (Answer(AT, "broken", 0, "Anchor 'x' not found"), "failing", "the place on the page is not there"),
        (Answer(AT, "broken", 0, "Exceeded 30 redirects."), "failing", "it redirects without end"),
        (Answer(AT, "ignored", 0, ""), "ignored", ""),
    ],
)
def test_what_one_check_says(answer, verdict, why):
    found = judge(answer, None, TODAY)
    assert (found.verdict, found.why) == (verdict, why)


def after(*checks):
    """Return what is known after checks on days of November 2026: (day, answer)."""
    entry = None
    for day, answer in checks:
        entry = judge(answer, entry, date(2026, 11, day))
    return entry


def test_only_two_failures_a_week_apart_make_an_address_gone():
    ok, lost = Answer(AT, "working"), broken(404)
    assert after((1, ok), (8, lost)).verdict == "failing"
    assert after((1, ok), (8, lost), (14, lost)).verdict == "failing"
    assert after((1, ok), (8, lost), (15, lost)) == Entry(
        "gone", "2026-11-15", "2026-11-08", "2026-11-01", why="status 404"
    )
    assert after((1, lost), (5, ok), (9, lost)).verdict == "failing"  # it answered between
    assert after((1, lost), (5, broken(403)), (9, lost)).verdict == "failing"  # the server was there
    assert after((1, lost), (8, lost), (9, lost)).since == "2026-11-01"
    assert after((1, lost), (8, lost), (20, ok)) == Entry("ok", "2026-11-20", answered="2026-11-20")


def test_without_a_network_what_was_known_stays():
    dead = Answer(AT, "broken", 0, "Failed to resolve 'example.org'")
    before = Entry("ok", "2026-11-01", answered="2026-11-01")
    assert judge(dead, before, TODAY, online=False) == Entry("not checked", "2026-11-01", answered="2026-11-01")
    failing = Entry("failing", "2026-11-01", "2026-11-01")
    assert judge(dead, failing, TODAY, online=False).verdict == "not checked"
    assert judge(dead, judge(dead, failing, TODAY, online=False), TODAY).verdict == "gone"  # its first failure is kept
    assert judge(broken(404), failing, TODAY, online=False).verdict == "gone"  # a server that answers is there


def test_what_someone_must_look_at():
    known = {
        "a": Entry("gone", answered="2026-01-01"), "b": Entry("failing"), "c": Entry("failing", answered="2026-01-01"),
        "d": Entry("moved"), "e": Entry("blocked"), "f": Entry("ok"), "g": Entry("not checked"),
    }  # fmt: skip
    assert list(findings(known)) == ["a", "b"]


def test_the_history_loses_only_what_the_set_has_lost():
    history, found = {"b": Entry("ok"), "a": Entry("ok")}, {"c": Entry("ok"), "a": Entry("gone")}
    assert list(merged(history, found, None)) == ["a", "b", "c"]
    assert merged(history, found, None)["a"].verdict == "gone"
    assert list(merged(history, found, found)) == ["a", "c"]


def test_the_history_is_read_back_as_it_was_written():
    history = {"b": Entry("ok", "2026-11-01"), "a": Entry("gone", to="x", why="y")}
    assert from_json(as_json(history)) == history
    assert list(as_json(history)) == ["a", "b"]
    for damaged in ([], {"a": 1}, {"a": {"unknown": 1}}):
        with pytest.raises(ValueError, match="not a history"):
            from_json(damaged)


def test_where_an_archived_copy_may_be():
    assert archived(AT, "2023-07-25") == f"https://web.archive.org/web/20230725/{AT}"
    assert archived(AT, "") == f"https://web.archive.org/web/2/{AT}"
    assert archived(AT, "2023-07-25/2023-07-26") == f"https://web.archive.org/web/20230725/{AT}"
