"""The check of links against a real server: what each answer leads to, what is remembered, what is said."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from loopback import Loopback

from _tools import links

CONF = """
import sys
sys.path.insert(0, {extensions!r})
extensions = ["myst_parser", "polite_linkcheck"]
linkcheck_host_delay = {delay}
linkcheck_timeout = 1
linkcheck_retries = 2
linkcheck_rate_limit_timeout = 5
"""
CASES = {
    "/ok": "ok", "/moved": "moved", "/found": "ok", "/front": "failing", "/loop": "failing", "/missing": "failing",
    "/gone": "failing", "/wall": "blocked", "/login": "blocked", "/limited": "ok", "/limited-long": "blocked",
    "/flaky": "ok", "/broken": "failing", "/outage": "failing", "/slow": "failing", "/ok#third": "ok",
    "/ok#fourth": "failing", "/paper.pdf": "ok", "/mislabelled": "ok", "/big": "ok", "/zipped": "ok",
}  # fmt: skip


@pytest.fixture
def server():
    with Loopback(b"%PDF-1.4") as server:
        yield server


@pytest.fixture
def tiny(tmp_path, project, server):
    """Return a function that writes a tiny set with links to *paths* and checks it."""
    root = tmp_path / "tiny"
    root.mkdir()

    def check(*paths, arguments=(), day="2026-11-20", delay=0, bib=""):
        extensions = str(project / "_ext")
        (root / "conf.py").write_text(CONF.format(extensions=extensions, delay=delay), "utf-8")
        lines = "\n".join(f"- <{path if '://' in path else server.address(path)}>" for path in paths)
        (root / "index.md").write_text(f"# Links\n\n{lines}\n", "utf-8")
        (root / "references.bib").write_text(bib, "utf-8")
        return links.main(["--set", str(root), "--history", str(root / "h.json"), "--today", day, *arguments])

    check.root = root
    check.history = lambda: {
        path.replace(server.address(""), ""): entry for path, entry in json.loads((root / "h.json").read_text()).items()
    }
    return check


def test_what_servers_do(tiny, server, capfd):
    assert tiny(*CASES) == 1
    assert {path: entry["verdict"] for path, entry in tiny.history().items()} == dict(sorted(CASES.items()))
    assert tiny.history()["/moved"]["to"] == server.address("/ok")
    said = capfd.readouterr().out
    failing = list(CASES.values()).count("failing")
    assert f"| failing | {failing} | it does not answer, for less than a week so far |" in said
    assert f"   21/{len(CASES)} " in said
    assert f"- <{server.address('/moved')}> → <{server.address('/ok')}> (in a chapter)" in said
    assert server.sent < 50 * 1024 * 1024  # a large body is not fetched to the end


def test_gone_after_two_checks_a_week_apart_with_an_archived_copy(tiny, server, capfd):
    address = server.address("/missing")
    bib = f"@online{{a, title = {{A}}, date = {{2023-07-25}}, url = {{{address}}}}}\n"
    assert tiny("/missing", day="2026-11-01", bib=bib) == 1
    assert "never answered" in capfd.readouterr().out
    tiny("/missing", day="2026-11-05", bib=bib)
    assert tiny.history()["/missing"]["verdict"] == "failing"
    assert tiny("/missing", day="2026-11-08", bib=bib) == 1
    assert tiny.history()["/missing"]["verdict"] == "gone"
    said = capfd.readouterr().out
    assert f"- <{address}>: status 404, since 2026-11-01 (references.bib:1 a)" in said
    assert f"perhaps archived: <https://web.archive.org/web/20230725/{address}>" in said


def test_an_address_that_answered_once_may_fail_for_a_week(tiny, server):
    address = server.address("/broken")
    known = {address: {"verdict": "ok", "checked": "2026-11-01", "answered": "2026-11-01"}}
    (tiny.root / "h.json").write_text(json.dumps(known), "utf-8")
    assert tiny("/broken") == 0
    assert tiny.history()["/broken"]["verdict"] == "failing"


def test_without_a_network_nothing_is_said_of_any_address(tiny, server, capfd):
    server.shutdown()
    server.server_close()
    (tiny.root / "h.json").write_text("{}", "utf-8")
    assert tiny("/ok", "/missing") == 3
    assert "Is there a network?" in capfd.readouterr().err
    assert tiny.history() == {}


def test_a_network_that_goes_while_the_check_runs(tiny, server, capfd, monkeypatch):
    monkeypatch.setattr(links.network, "reachable", lambda *_: not answered)
    answered = []
    real = links.ask
    monkeypatch.setattr(links, "ask", lambda *given: answered.append(1) or real(*given))
    assert tiny("http://127.0.0.1:9/closed") == 3
    assert "not checked | 1" in capfd.readouterr().out


def test_hosts_get_time_between_requests(tiny, server):
    tiny("/ok", "/found", "/zipped", "/paper.pdf", delay=0.3)
    starts = [server.times[0]]
    starts += [later for before, later in zip(server.times, server.times[1:], strict=False) if later - before > 0.2]
    assert len(starts) == 4  # /found is followed at once


def test_an_entry_of_links_toml_holds_until_its_day(tiny, server, capfd):
    pattern = server.address("/missing").replace(".", r"\.")
    ignore = f"[[ignore]]\npattern = '{pattern}'\nreason = \"a test\"\nuntil = 2026-11-20\n"
    (tiny.root / "links.toml").write_text(ignore, "utf-8")
    assert tiny("/missing", "/ok", day="2026-11-20") == 0
    assert server.seen["/missing"] == 0
    assert tiny("/missing", "/ok", day="2026-11-21") == 1
    assert server.seen["/missing"] > 0
    assert "held until 2026-11-20: look again" in capfd.readouterr().out


@pytest.mark.parametrize(
    ("toml", "says"),
    [
        ("[[ignore]]\npattern = 'x'\n", "needs pattern, reason and until"),
        ("[[ignore]]\npattern = 'x'\nreason = 'y'\nuntil = '2026-01-01'\n", "until is a day, without quotation marks"),
        ("[[ignore]]\npattern = '('\nreason = 'y'\nuntil = 2026-01-01\n", "pattern is no regular expression"),
        ("[[ignore]]\npattern = 'x'\nreason = ' '\nuntil = 2026-01-01\n", "say in reason why"),
        ("ignored = 1\n", "only tables [[ignore]] may stand here"),
        ("[[", "not TOML"),
    ],
)
def test_what_is_wrong_in_links_toml_is_said(tiny, capfd, toml, says):
    (tiny.root / "links.toml").write_text(toml, "utf-8")
    assert tiny("/ok") == 2
    assert says in capfd.readouterr().err


def test_a_damaged_history_is_not_overwritten(tiny, capfd):
    (tiny.root / "h.json").write_text("[1", "utf-8")
    assert tiny("/ok") == 2
    assert "put an older copy in its place" in capfd.readouterr().err
    assert (tiny.root / "h.json").read_text() == "[1"


def test_only_what_a_pattern_or_a_revision_chooses_is_asked_for(tiny, server, capfd):
    def git(*words):
        named = ("-c", "user.name=A", "-c", "user.email=a@example.org")
        subprocess.run(["git", *named, *words], cwd=tiny.root, check=True, capture_output=True)

    tiny("/ok", arguments=("--only", "nothing"))
    assert "No address to check" in capfd.readouterr().out
    git("init", "-b", "main")
    git("add", ".")
    git("commit", "-m", "first")
    assert tiny("/ok", "/zipped", arguments=("--since", "main")) == 0
    assert (server.seen["/ok"], server.seen["/zipped"]) == (0, 1)
    assert tiny("/ok", arguments=("--since", "nowhere")) == 2
    assert "--since nowhere:" in capfd.readouterr().err


def test_a_report_is_written(tiny, tmp_path):
    tiny("/missing", arguments=("--report", str(tmp_path / "r.md")))
    assert "## Fails, and never answered: is the address right? (1)" in (tmp_path / "r.md").read_text("utf-8")


def test_what_was_checked_is_kept_when_the_check_is_stopped(tiny, server, project):
    tiny("/ok")
    (tiny.root / "h.json").unlink()
    page = "\n".join(f"- <{server.address(f'/ok?{number}')}>" for number in range(40))
    (tiny.root / "index.md").write_text(f"# Links\n\n{page}\n", "utf-8")
    conf = (tiny.root / "conf.py").read_text("utf-8").replace("delay = 0", "delay = 0.5")
    (tiny.root / "conf.py").write_text(conf, "utf-8")
    run = [sys.executable, "-m", "_tools.links", "--set", str(tiny.root), "--history", str(tiny.root / "h.json")]
    paths = {**os.environ, "PYTHONPATH": f"{project / '_ext'}"}
    started = subprocess.Popen(run, cwd=project, env=paths, start_new_session=True, stdout=subprocess.PIPE, text=True)
    before = server.seen["/ok"]
    while server.seen["/ok"] < before + 3:
        time.sleep(0.05)
    os.killpg(started.pid, signal.SIGINT)  # as a terminal does
    said, _ = started.communicate(timeout=60)
    assert started.returncode == 130
    assert "The check was stopped; this is what was checked." in said
    assert 1 <= len(tiny.history()) < 40
    assert Path(tiny.root / "_build").is_dir()
