"""The check of quotations against a real server: pages, PDFs, walls and odd bodies."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from loopback import SENTENCE, Loopback

from _tools import quotes
from _tools.copies import LARGEST, Cache, Copy, Fetcher
from _tools.page_text import Unreadable, words

TODAY = date(2026, 11, 20)


@pytest.fixture(scope="module")
def pdf():
    import pymupdf  # here, because it takes a second

    with pymupdf.open() as document:
        page = document.new_page()
        page.insert_textbox((72, 72, 250, 300), f"Order of the day. {SENTENCE} Done.")
        return document.tobytes()


@pytest.fixture
def server(pdf):
    with Loopback(pdf) as server:
        yield server


@pytest.fixture
def check(tmp_path, server):
    """Return a function that checks one quotation for each path, and gives exit status and report."""

    def check(*paths, words=SENTENCE, arguments=()):
        data = {
            "sources": [
                {"key": path, "readat": server.address(path) if path.startswith("/") else path} for path in paths
            ],
            "evidence": [{"id": f"ev-{path}", "quote": words, "source": path} for path in paths],
            "passages": [],
        }
        (tmp_path / "claims.json").write_text(json.dumps(data), "utf-8")
        given = ["--data", str(tmp_path / "claims.json"), "--cache", str(tmp_path / "copies"), "--delay", "0"]
        given += ["--timeout", "1", "--report", str(tmp_path / "report.md"), "--today", "2026-11-20", *arguments]
        status = quotes.main(given)
        return status, Path(tmp_path / "report.md").read_text("utf-8")

    return check


def outcome(report, path):
    """Return under which heading the record of a path stands; found if it stands nowhere."""
    before = report.partition(f"- ev-{path} ")
    if not before[1]:
        return "found"
    return before[0].rpartition("## ")[2].partition(" (")[0].lower()


@pytest.mark.parametrize(
    ("path", "expected", "said"),
    [
        ("/ok", "found", ""),
        ("/moved", "found", ""),
        ("/found", "found", ""),
        ("/curly", "found", ""),
        ("/mislabelled", "found", ""),
        ("/zipped", "found", ""),
        ("/paper.pdf", "found", ""),
        ("/flaky", "found", ""),
        ("/limited", "found", ""),
        ("/edited", "changed", "the corridor [shall remain → remains] under the control"),
        ("/missing", "not reachable", "status 404"),
        ("/gone", "not reachable", "status 410"),
        ("/wall", "not reachable", "status 403"),
        ("/login", "not reachable", "status 401"),
        ("/limited-long", "not reachable", "the host asks to be left alone"),
        ("/broken", "not reachable", "status 500"),
        ("/loop", "not reachable", "it redirects without end"),
        ("/slow", "not reachable", "no answer in time"),
        ("/big", "not reachable", "it is larger than 30 MB"),
    ],
)
def test_what_servers_do(check, server, path, expected, said):
    status, report = check(path)
    assert outcome(report, path) == expected
    assert said in report
    assert status == (1 if expected == "changed" else 0)
    assert server.sent < LARGEST + 16 * 1024 * 1024  # what the kernel holds


def test_words_that_are_nowhere_on_the_page(check):
    status, report = check("/ok", words="Wheat and barley were sold in the market of another town.")
    assert (status, outcome(report, "/ok")) == (1, "changed")
    assert "nothing like it stands there" in report


def test_a_copy_is_asked_for_again_only_when_it_is_old(check, server):
    check("/ok")
    check("/ok", arguments=("--today", "2026-12-19"))
    assert server.seen["/ok"] == 1
    check("/ok", arguments=("--today", "2026-12-20"))
    assert server.seen["/ok"] == 2


def test_a_failure_is_not_kept(check, server):
    check("/missing")
    check("/missing")
    assert server.seen["/missing"] == 2


def test_a_damaged_copy_is_fetched_again(check, server, tmp_path):
    check("/ok")
    for file in (tmp_path / "copies").iterdir():
        file.write_text("{", "utf-8")
    assert outcome(check("/ok")[1], "/ok") == "found"
    assert server.seen["/ok"] == 2


def test_without_a_network_nothing_is_said(check, server, capsys, tmp_path):
    check("/ok")
    server.shutdown()
    server.server_close()
    (tmp_path / "report.md").write_text("", "utf-8")
    assert check("/ok")[0] == 0  # what is kept needs no network
    (tmp_path / "report.md").write_text("", "utf-8")
    assert check("/ok", "/edited") == (3, "")
    assert "Is there a network?" in capsys.readouterr().err


def test_without_a_built_site_it_says_what_to_do(tmp_path, capsys):
    assert quotes.main(["--data", str(tmp_path / "none.json")]) == 2
    assert "run make html first" in capsys.readouterr().err


def test_only_what_is_chosen_is_asked_for(check, server, capsys):
    check("/ok", "/edited", arguments=("--only", "edited"))
    assert (server.seen["/ok"], server.seen["/edited"]) == (0, 1)
    check("/ok", arguments=("--only", "nowhere"))
    assert "No quotation to check" in capsys.readouterr().out


def test_any_of_several_copies_will_do():
    quotation = quotes.Quotation("L01", SENTENCE, ("a", "b"))
    copies = {"a": Copy("a", why="status 403"), "b": Copy("b", text=f"So: {SENTENCE}")}
    assert quotes.check(quotation, copies, online=True).outcome == "found"
    assert quotes.check(quotation, {"a": copies["a"]}, online=True).outcome == "not reachable"
    gone = {"a": Copy("a", why="no connection", offline=True)}
    assert quotes.check(quotation, gone, online=False).outcome == "not checked"
    assert quotes.check(quotation, gone, online=True).outcome == "not reachable"


def test_where_quotations_were_read():
    data = {
        "sources": [
            {
                "key": "a",
                "url": "https://a.org/1",
                "readat": "https://b.org/2",
                "note": "Words read at https://c.org/3.",
            },
            {"key": "d", "url": "https://d.org/4"},
        ],
        "evidence": [{"id": "ev-a", "quote": "x", "source": "a"}, {"id": "ev-d", "quote": "", "source": "d"}],
        "passages": [{"id": "L01", "words": "y", "witnesses": ["d", "a"]}],
    }
    assert [(q.record, q.copies) for q in quotes.quotations(data)] == [
        ("ev-a", ("https://b.org/2", "https://c.org/3")),
        ("L01", ("https://d.org/4", "https://b.org/2", "https://c.org/3")),
    ]


@pytest.mark.parametrize(
    ("body", "kind", "says"),
    [
        (b"%PDF-1.4 nothing", "application/pdf", "the PDF cannot be read"),
        (b"", "text/html", "the page is empty"),
        (b"<html><body><script>x()</script></body></html>", "text/html", "may need a script"),
        (b"\x00\x01", "image/png", "it is image/png"),
    ],
)
def test_copies_without_words(body, kind, says):
    with pytest.raises(Unreadable, match=says):
        words(body, kind)


@pytest.mark.slow
def test_a_pdf_is_known_by_its_first_bytes(pdf):
    assert "peacekeeping" in words(pdf, "application/octet-stream").replace("\n", " ")


def test_hosts_are_asked_one_after_the_other(tmp_path, server):
    fetcher = Fetcher(Cache(tmp_path, 30, TODAY), delay=0.2)
    copies = list(fetcher.fetch_all([server.address("/ok"), server.address("/zipped"), server.address("/ok")]))
    assert [bool(copy.text) for copy in copies] == [True, True]
    assert server.times[1] - server.times[0] >= 0.2


def test_what_was_fetched_is_kept_when_nobody_wants_more(tmp_path, server):
    fetcher = Fetcher(Cache(tmp_path, 30, TODAY), delay=0)
    for _ in fetcher.fetch_all([server.address("/ok"), server.address("/slow")]):
        break
    assert len(list(tmp_path.iterdir())) == 1


def test_every_quotation_of_the_set_has_a_copy_to_look_at(real_site):
    data = json.loads((real_site / "data/claims.json").read_text("utf-8"))
    found = list(quotes.quotations(data))
    assert len(found) > 400
    assert [quotation.record for quotation in found if not quotation.copies] == []
