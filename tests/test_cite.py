"""``make cite`` as a contributor meets it: by options alone, by questions, and when it refuses."""

from __future__ import annotations

import os
import pty
import re
import select
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from claims.source_checks import REQUIRED
from claims.sources import read_bibliography
from claims.vocabulary import SourceType
from conftest import warnings
from myst_parser.parsers.options import options_to_items
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from _tools import bibfile, block, cite, fmt, questions
from _tools.chapters import read_chapters

pytestmark = pytest.mark.slow

PROJECT = Path(__file__).parent.parent
ADDRESS = "https://www.icrc.org/en/aid"
FIELDS = ["--title", "Aid could not pass", "--institution", "Red Cross", "--date", "2023-07-25", "--langid", "en", "--standpoint", "igo", "--read", "text"]
BLOCK = ["--supports", "C05", "C07", "--at", "para. 2", "--says", "Aid could not pass."]
WHOLE = ["--from", ADDRESS, *FIELDS, *BLOCK]
KEY = "red-cross-2023-07-25-aid"


@pytest.fixture
def desk(tmp_path, rootdir):
    """This test's own copy of the tiny set, its bibliography in canonical form."""
    root = tmp_path / "set"
    shutil.copytree(rootdir / "test-set", root)
    assert fmt.main([str(root / "references.bib")]) == 0
    return root


def places(root):
    return ["--bib", str(root / "references.bib"), "--chapters", str(root)]


def run(root, *arguments, stdin=None):
    """Run the command without a terminal."""
    command = [sys.executable, "-m", "_tools.cite", *arguments, *places(root)]
    environment = {**os.environ, "PYTHONPATH": str(PROJECT / "_ext"), "PYTHONIOENCODING": "utf-8"}
    given = {"input": stdin} if stdin is not None else {"stdin": subprocess.DEVNULL}
    done = subprocess.run(command, cwd=PROJECT, env=environment, capture_output=True, text=True, encoding="utf-8", check=False, **given)
    assert "Traceback" not in done.stderr
    return done


def bib(root):
    return (root / "references.bib").read_bytes()


def block_of(output):
    return output[output.index(":::{evidence}") :]


def test_by_options_alone_the_entry_is_written_and_the_block_printed(desk):
    before = bib(desk)
    done = run(desk, *WHOLE, "--quote", "“no # aid passed”")
    assert done.returncode == 0, done.stderr
    line = next(n for n, text in enumerate(bib(desk).decode().splitlines(), 1) if text == f"@online{{{KEY},")
    assert f"references.bib:{line}" in done.stdout
    entry = f"@online{{{KEY},\n  institution = {{{{Red Cross}}}},\n  title = {{Aid could not pass}},\n  date = {{2023-07-25}},\n  url = {{{ADDRESS}}},\n  langid = {{english}},\n  read = {{text}},\n  standpoint = {{igo}},\n}}\n\n".encode()
    assert bib(desk).replace(entry, b"") == before  # nothing else was touched
    assert fmt.main([str(desk / "references.bib"), "--check"]) == 0
    assert block_of(done.stdout) == f':::{{evidence}} {KEY}\n:supports: C05 C07\n:at: para. 2\n:quote: "no # aid passed"\nAid could not pass.\n:::\n'
    assert re.search(r"where C05 stands \(\S*claims\.md:7\)", done.stdout)
    assert "make html" in done.stdout
    assert not list(desk.glob(".references*"))  # no temporary file is left


def test_the_set_builds_with_the_printed_block(build):
    root = build.root
    assert fmt.main([str(root / "references.bib")]) == 0
    done = run(root, *WHOLE, "--quote", "“no # aid” passed: 'none'", "--interprets", "E4", "--qualifies", "O08")
    assert done.returncode == 0, done.stderr
    with (root / "claims.md").open("a", encoding="utf-8") as chapter:
        chapter.write("\n" + block_of(done.stdout))
    app = build()
    assert warnings(app) == []
    page = Path(app.outdir, "claims.html").read_text("utf-8")
    assert "no # aid" in page
    assert "Aid could not pass" in page


def test_every_kind_of_snippet_through_a_file_and_standard_input(desk):
    snippet = '@report{x, title={{Q}arabağ v{\\textschwa} yol}, author={{Red Cross}}, year=2023, month=jul, url={https://icrc.org/r}, language={az}, abstract={A}}'
    file = desk / "snippet.txt"
    file.write_text("\ufeff" + snippet, "utf-8")
    answers = ["--standpoint", "igo", "--read", "excerpt", "--context", "C05,C07", "--says", "S.", "--dry-run"]
    one, other = run(desk, "--from-file", str(file), *answers), run(desk, "--from-file", "-", *answers, stdin=snippet)
    assert one.returncode == other.returncode == 0, one.stderr
    assert one.stdout == other.stdout
    assert "title = {Qarabağ və yol}," in one.stdout
    assert "Left out: abstract = A" in one.stderr
    assert ":context: C05 C07" in one.stdout


def test_a_dry_run_prints_the_entry_and_writes_nothing(desk):
    before = bib(desk)
    done = run(desk, *WHOLE, "--dry-run")
    assert done.returncode == 0
    assert f"@online{{{KEY}," in done.stdout
    assert "Nothing was written" in done.stderr
    assert bib(desk) == before


def test_only_the_entry(desk):
    done = run(desk, "--from", ADDRESS, *FIELDS, "--entry-only", "--key", "icrc-2023-aid", "--keywords", "background")
    assert done.returncode == 0, done.stderr
    assert ":::" not in done.stdout
    assert "icrc-2023-aid" in read_bibliography(desk / "references.bib").sources


def test_every_field_has_an_option(desk):
    done = run(desk, "--from", "doi:10.1080/x.1", "--type", "incollection", "--author", "Hikmət Hacıyev", "--author", "de Waal, Thomas", "--booktitle", "B", "--publisher", "P", "--pages", "1–2", *FIELDS[:2], *FIELDS[4:], *BLOCK, "--dry-run")
    assert done.returncode == 0, done.stderr
    assert "author = {Hacıyev, Hikmət and {de Waal}, Thomas}," in done.stdout
    assert "doi = {10.1080/x.1}," in done.stdout


REFUSED = [
    (["--standpoint", "igoo"], "unknown standpoint 'igoo': did you mean 'igo'?"),
    (["--read", "secondhand"], "say in 'citedin' through what"),
    (["--read", "secondhand", "--citedin", "baku-2032"], "did you mean 'baku-2023'?"),
    (["--type", "jurisdiction"], "'entrysubtype' must be one of"),
    (["--type", "legislation"], "'entrysubtype' must be one of"),
    (["--type", "onlin"], "unknown entry type 'onlin': did you mean 'online'?"),
    (["--date", "2023-13"], "is not ISO 8601: write"),
    (["--langid", "klingon"], "unknown langid 'klingon'"),
    (["--title", " "], "field 'title' is missing"),
    (["--key", "Red Cross"], "write the key with a-z, 0-9 and hyphens"),
    (["--readat", ADDRESS], "'readat' repeats 'url'"),
    (["--disputes", "C55"], "unknown claim, element or step 'C55': did you mean 'C05'?"),
    (["--interprets", "C06"], "only elements are interpreted"),
    (["--disputes", "C05"], "C05 stands twice in one block"),
    (["--quote", "word " * 41], "quotation of 41 words, 40 are allowed: shorten it"),
    (["--says", " "], "has no text: say it in our own words"),
    (["--from", "snippet.bib"], "'snippet.bib' is no address"),
    (["--from", "nonsense"], "is no address (https://…), no DOI (10.…)"),
    (["--from", "@online{a, title={T}"], "missing brace or comma"),
]  # fmt: skip


@pytest.mark.parametrize(("arguments", "says"), REFUSED, ids=[says for _, says in REFUSED])
def test_what_breaks_a_rule_is_refused_and_nothing_is_written(desk, capsys, arguments, says):
    before = bib(desk)
    assert cite.main([*WHOLE, *arguments, *places(desk)], terminal=False) == 1
    printed = capsys.readouterr()
    assert says in printed.err
    assert "Nothing was written." in printed.err
    assert bib(desk) == before


def test_letters_that_are_not_utf_8_or_cannot_be_shown(desk):
    done = run(desk, *WHOLE, "--title", b"Aid \xff".decode("utf-8", "surrogateescape"))
    assert (done.returncode, "is not UTF-8: give it again" in done.stderr) == (1, True)
    environment = {**os.environ, "PYTHONPATH": str(PROJECT / "_ext"), "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    command = [sys.executable, "-m", "_tools.cite", *WHOLE, "--titletranslation", "Ճ", "--says", "Ճանապարհ", *places(desk)]
    done = subprocess.run(command, cwd=PROJECT, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "titletranslation = {Ճ}" in bib(desk).decode()


def test_missing_answers_are_named_without_a_terminal(desk):
    done = run(desk, "--from", ADDRESS)
    assert done.returncode == 1
    for message in ("field 'title' is missing", "field 'standpoint' is missing: write one of court", "field 'read' is missing", "names no relation", "has no text", "option of its name"):
        assert message in done.stderr


@pytest.mark.parametrize("arguments", [[], ["--frm", "x"], ["--from", "a", "--from-file", "b"], ["--supports"], ["--from-file", "-", "--rea", "text"]])
def test_wrong_usage(desk, arguments):
    done = run(desk, *arguments, stdin="")
    assert done.returncode == 2
    assert "usage:" in done.stderr


def test_files_that_cannot_be_read_are_refused(desk):
    (desk / "latin").write_bytes("@online{a, title={Ö}}".encode("latin-1"))
    assert "is not UTF-8: save it in UTF-8" in run(desk, "--from-file", str(desk / "latin")).stderr
    assert "missing: No such file or directory" in run(desk, "--from-file", "missing").stderr
    (desk / "references.bib").write_text("@online{a,\n  title = {T},\n}\n\n@online{b,\n  title = {T,\n}\n", "utf-8")
    before = bib(desk)
    done = run(desk, *WHOLE)
    assert done.returncode == 1
    assert "references.bib:5: this entry cannot be read" in done.stderr
    assert bib(desk) == before
    (desk / "references.bib").unlink()
    assert "references.bib is missing" in run(desk, *WHOLE).stderr
    assert not (desk / "references.bib").exists()
    nowhere = [*WHOLE, "--bib", str(PROJECT / "references.bib"), "--chapters", str(desk / "none")]
    assert cite.main(nowhere, terminal=False) == 1


DUPLICATES = [
    (["--key", "baku-2023"], "baku-2023", "it has the same key", True),
    (["--from", "http://example.org/baku/?utm_source=x#top"], "baku-2023", "'url' is the same address", True),
    (["--from", "https://www.example.org/order/amp"], "court-2023-order", "'url' is the same address", True),
    (["--readat", "https://example.org/baku"], "baku-2023", "'url' is the same address", False),
    (["--title", "“No blockade”, says Baku", "--date", "2023-09-04"], "baku-2023", "nearly the same title and date", False),
]  # fmt: skip


@pytest.mark.parametrize(("arguments", "key", "why", "certain"), DUPLICATES)
def test_what_stands_already_is_named_and_never_changed(desk, capsys, arguments, key, why, certain):
    before = bib(desk)
    assert cite.main([*WHOLE, *arguments, *places(desk)], terminal=False) == 1
    printed = capsys.readouterr()
    assert f"stand{'s' if certain else ''} already as {key} (references.bib:" in printed.err
    assert why in printed.err
    assert ("--another" in printed.err) is not certain
    assert cite.main([*WHOLE, *arguments, "--use-existing", *places(desk)], terminal=False) == 0
    printed = capsys.readouterr()
    part = {"baku-2023": "\n:part: c", "court-2023-order": "\n:part: b"}[key]
    assert f":::{{evidence}} {key}{part}\n:supports: C05 C07\n" in printed.out
    assert bib(desk) == before
    assert cite.main([*WHOLE, *arguments, "--another", *places(desk)], terminal=False) == (1 if certain else 0)
    assert (bib(desk) == before) is certain


def test_the_same_doi_is_a_duplicate(desk):
    assert run(desk, "--from", "doi:10.1080/ABC.1", "--type", "article", "--journaltitle", "J", *FIELDS, *BLOCK).returncode == 0
    before = bib(desk)
    done = run(desk, "--from", "https://doi.org/10.1080/abc.1", *FIELDS, *BLOCK)
    assert (done.returncode, bib(desk)) == (1, before)
    assert "it has the same DOI, 10.1080/ABC.1" in done.stderr
    done = run(desk, "--from", "10.1080/abc.1", "--use-existing", *BLOCK)
    assert done.returncode == 0
    assert block_of(done.stdout).startswith(":::{evidence} red-cross-2023-07-25-aid\n")


def test_a_second_source_of_the_day_gets_a_key_of_its_own(desk):
    assert run(desk, *WHOLE).returncode == 0
    assert run(desk, "--from", "https://icrc.org/b", *FIELDS, *BLOCK, "--another").returncode == 0
    assert "red-cross-2023-07-25-aid-could" in read_bibliography(desk / "references.bib").sources


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_first_last_and_commented_places_keep_every_other_byte(desk, end):
    path = desk / "references.bib"
    old = "% A note on top.\n\n@online{m,\n  title = {T},\n}\n\n% About z.\n@online{z,\n  title = {U},\n}".replace("\n", end)
    path.write_bytes(old.encode())
    path.chmod(0o640)
    for key in ("a", "n", "zz"):
        line = bibfile.add(path, cite.Source(key, "online", {"title": "N"}))
        assert path.read_bytes().decode().splitlines()[line - 1] == f"@online{{{key},"
    new = f"@online{{%s,{end}  title = {{N}},{end}}}{end}"
    text = path.read_bytes().decode()
    assert list(read_bibliography(path).sources) == ["a", "m", "n", "z", "zz"]
    assert text == old.replace("@online{m", new % "a" + end + "@online{m").replace("% About", new % "n" + end + "% About") + end * 2 + new % "zz"
    assert path.stat().st_mode & 0o777 == 0o640


def test_nothing_is_written_over_a_change_made_meanwhile_or_half(desk, monkeypatch):
    path = desk / "references.bib"
    before = bib(desk)
    source = cite.Source("new", "online", {"title": "N"})

    def fail(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(bibfile.os, "replace", fail)
    with pytest.raises(bibfile.Refused, match="cannot be written: No space left"):
        bibfile.add(path, source)
    monkeypatch.setattr(bibfile.shutil, "copymode", lambda *_: None)
    with pytest.raises(bibfile.Refused, match="would not be read back"):
        bibfile.add(path, cite.Source("new", "online", {"title": "N {"}))
    with pytest.raises(bibfile.Refused, match="baku-2023 stands already"):
        bibfile.add(path, cite.Source("baku-2023", "online", {"title": "N"}))
    reading = bibfile.read_bibliography

    def change(other):
        if other != path:
            path.write_bytes(before + b"\n")
        return reading(other)

    monkeypatch.setattr(bibfile, "read_bibliography", change)
    with pytest.raises(bibfile.Refused, match="was changed meanwhile"):
        bibfile.add(path, source)
    assert bib(desk) == before + b"\n"
    assert [file.name for file in desk.iterdir() if file.name.startswith(".")] == []


@pytest.mark.parametrize("words", ["plain", "a # b", '"a" said b', "'tis \\x", "> so", "# so", "| so", "a: b", "[a] {b}"])
def test_options_of_a_block_are_read_by_myst_as_they_were_given(words):
    text = block.text(block.evidence("k", [("supports", "C05")], quote=words + " x", says="S."))
    line = next(line for line in text.splitlines() if line.startswith(":quote:"))
    assert dict(options_to_items(line[1:])[0]) == {"quote": words + " x"}


def test_chapters_are_read_as_far_as_needed(desk):
    (desk / "_build").mkdir()
    (desk / "_build/old.md").write_text(":::{claim} C99\nOld.\n:::\n", "utf-8")
    (desk / "new.md").write_text("````{evidence} baku-2023\n:part: d\n\n:::{note}\n:::\nText.\n````\n", "utf-8")
    found = read_chapters(desk)
    assert {"C05", "C06", "C07", "E4", "O08"} <= set(found.targets)
    assert "C99" not in found.targets
    assert found.targets["C05"].statement == "The road has been closed since *December* 2022."
    assert found.parts("baku-2023") == {"", "b", "d"}
    assert block.next_part(found.parts("baku-2023")) == "c"


def test_what_a_type_needs_is_asked():
    for kind in SourceType:
        asked = {"title", *questions.ASKED[kind]}
        assert all(set(group) & asked for group in REQUIRED.get(kind, ()))


DOWN, ENTER = "\x1b[B", "\r"


def ask(root, keys, *arguments):
    """Run the command with *keys* typed at its questions."""
    with create_pipe_input() as typed, create_app_session(input=typed, output=DummyOutput()):
        typed.send_text(keys + "\x03")  # so that a question without an answer ends the test
        return cite.main([*arguments, *places(root)], terminal=True)


def test_every_answer_asked(desk, capsys):
    typed = [
        "http://icrc.org/aid?utm_source=x", "online", "Aid could not pass", "Red Cross", "Anna Smith; de Waal, Thomas", "",
        "25 July 2023", "english", "igo", "excerpt", "https://copy.org/aid", "",  # the suggested key
        "c05", DOWN + "", "E4", DOWN * 4 + "", "", "p. 7", "no aid passed", "Aid could not pass.", "y",
    ]  # fmt: skip
    assert ask(desk, ENTER.join(typed)) == 0, capsys.readouterr().err
    source = read_bibliography(desk / "references.bib").sources["red-cross-2023-07-25-aid"]
    assert source.type == "online"
    assert source.get("author") == "Smith, Anna and {de Waal}, Thomas"
    assert (source.get("url"), source.get("readat")) == ("https://icrc.org/aid", "https://copy.org/aid")
    assert (source.date, source.read, source.standpoint, source.get("langid")) == ("2023-07-25", "excerpt", "igo", "english")
    expected = ":::{evidence} red-cross-2023-07-25-aid\n:disputes: C05\n:interprets: E4\n:at: p. 7\n:quote: no aid passed\nAid could not pass.\n:::\n"
    assert block_of(capsys.readouterr().out) == expected


def test_an_answer_that_breaks_a_rule_is_asked_again(desk, capsys):
    wrong = "\x15"  # Ctrl-U: wipe the line after it was not accepted
    typed = ["", wrong + "Aid", "2023-13", wrong + "2023-07", ""]
    given = ["--from", ADDRESS, "--type", "report", "--institution", "Red Cross", "--author", "Smith, Anna", "--number", "1", "--langid", "en", "--standpoint", "igo", "--read", "metadata"]
    blocks = ["--supports", "C05", "--at", "p. 1", "--says", "S."]
    assert ask(desk, ENTER.join([*typed, "y"]), *given, *blocks) == 0, capsys.readouterr().err
    source = read_bibliography(desk / "references.bib").sources["red-cross-2023-07-aid"]
    assert (source.get("title"), source.date) == ("Aid", "2023-07")


def test_an_unusable_option_is_asked_again_where_there_is_a_terminal(desk, capsys):
    assert ask(desk, "".join(["igo", ENTER, ENTER, "y"]), *WHOLE, "--type", "online", "--standpoint", "igoo", "--quote", "q", "--author", "A, B", "--journaltitle", "J", "--readat", "https://copy.org/x") == 0
    printed = capsys.readouterr()
    assert "standpoint = igoo cannot stay: unknown standpoint 'igoo': did you mean 'igo'?" in printed.out


def test_a_duplicate_is_settled_before_anything_is_asked(desk, capsys):
    before = bib(desk)
    assert ask(desk, ENTER, "--from", "https://example.org/baku", *BLOCK, "--quote", "q") == 0
    assert ":::{evidence} baku-2023\n:part: c\n" in capsys.readouterr().out
    assert ask(desk, ENTER.join(["", "C06", DOWN + "", "", "", "", "S.", ""]), "--from", "https://example.org/baku") == 0
    assert ":::{evidence} baku-2023\n:part: c\n:disputes: C06\nS.\n:::" in capsys.readouterr().out
    assert ask(desk, DOWN + ENTER, "--from", "https://example.org/baku", *BLOCK) == 1
    assert "Left as it is: baku-2023." in capsys.readouterr().err
    assert bib(desk) == before


def test_a_likely_duplicate_may_be_another_source(desk, capsys):
    given = ["--from", "https://example.org/new", "--type", "online", *FIELDS[2:], "--date", "2023-09", "--author", "A, B", "--journaltitle", "J", "--readat", "https://copy.org/x"]
    typed = ["No blockade, says Baku", DOWN + "", "", "y"]  # the title, another source, the key
    assert ask(desk, ENTER.join(typed), *given, *BLOCK, "--quote", "q") == 0, capsys.readouterr().err
    assert "red-cross-2023-09-blockade" in read_bibliography(desk / "references.bib").sources


@pytest.mark.parametrize("keys", ["\x03", "https://icrc.org/x" + ENTER + "\x03", "https://icrc.org/x" + ENTER * 2 + "T" + ENTER + "\x04"])
def test_stopping_leaves_everything_untouched_and_says_so(desk, capsys, keys):
    before = bib(desk)
    assert ask(desk, keys) == 130
    assert "Stopped: nothing was written." in capsys.readouterr().err
    assert bib(desk) == before


def test_saying_no_at_the_end_writes_nothing(desk, capsys):
    before = bib(desk)
    given = [*WHOLE, "--type", "online", "--quote", "q", "--author", "A, B", "--journaltitle", "J", "--readat", "https://copy.org/x"]
    assert ask(desk, ENTER + "n", *given) == 1
    assert "Nothing was written." in capsys.readouterr().err
    assert bib(desk) == before


def test_a_snippet_pasted_line_by_line(desk, capsys):
    snippet = ["@report{x,", "  title = {Aid},", "  author = {{Red Cross}}, year = 2023,", "  url = {https://icrc.org/r}, language = {en},", "  number = {7}", "}"]
    given = ["--standpoint", "igo", "--read", "text", "--author", "A, B", "--readat", "https://copy.org/x", "--entry-only"]
    assert ask(desk, ENTER.join([*snippet, "", "y"]), *given) == 0, capsys.readouterr().err
    assert read_bibliography(desk / "references.bib").sources["red-cross-2023-aid"].get("number") == "7"


def test_in_a_real_terminal(desk):
    """The command as a process with a terminal of its own: asked, answered, written."""
    master, slave = pty.openpty()
    environment = {**os.environ, "PYTHONPATH": str(PROJECT / "_ext"), "PROMPT_TOOLKIT_NO_CPR": "1", "TERM": "xterm", "COLUMNS": "100", "LINES": "40"}
    given = ["--from", ADDRESS, "--type", "online", *FIELDS, *BLOCK, "--author", "A, B", "--journaltitle", "J", "--readat", "https://copy.org/x"]
    command = [sys.executable, "-m", "_tools.cite", *given, *places(desk)]
    process = subprocess.Popen(command, cwd=PROJECT, env=environment, stdin=slave, stdout=slave, stderr=slave, close_fds=True)
    os.close(slave)
    seen = ""

    def await_text(text):
        nonlocal seen
        while text not in seen:
            assert select.select([master], [], [], 60)[0], seen
            try:
                seen += os.read(master, 4096).decode("utf-8", "replace")
            except OSError:  # Linux: the other side is closed
                break
        assert text in seen

    for question, answer in (("Key", "\r"), ("exactly as read", "no aid passed\r"), ("Write it to", "y")):
        await_text(question)
        os.write(master, answer.encode())
    await_text(":::{evidence}")
    await_text("Aid could not pass.\r\n:::")
    assert process.wait() == 0
    os.close(master)
    assert "Traceback" not in seen
    assert KEY in read_bibliography(desk / "references.bib").sources
