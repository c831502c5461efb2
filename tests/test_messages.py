"""Every message as an author meets it: through Sphinx, with file and line, coded, and fatal under ``-W``."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from claims.checks import CODES
from conftest import warnings

CLAIM = ":::{{claim}} {ident}\n:kind: {kind}\n{options}The statement.\n:::\n"
EVIDENCE = ":::{{evidence}} {key}\n{options}The statement.\n:::\n"


def claim(ident="C08", kind="fact", options=":contrary-search: 2026-11-23\n"):
    return CLAIM.format(ident=ident, kind=kind, options=options)


def evidence(key="yerevan-2023", options=":part: z\n:supports: C05\n"):
    return EVIDENCE.format(key=key, options=options)


BROKEN = [
    ("unknown_option", evidence(options=":part: z\n:context: C05\n:suports: C05\n"), "unknown option or relation 'suports': did you mean 'supports'?"),
    ("no_relation", evidence(options=":part: z\n"), "names no relation"),
    ("repeated_option", evidence(options=":part: z\n:supports: C05\n:supports: C07\n"), "':supports:' stands twice"),
    ("footnote", ":::{element} E5\nText[^1].\n:::\n\n[^1]: A note.\n", "it has a footnote"),
    ("unknown_word", ":::{vocabulary} relations\n:::\n", "unknown vocabulary 'relations': did you mean 'relation'?"),
    ("nested", evidence().removesuffix(":::\n") + "\n" + evidence("baku-2023"), "close it with ':::' before the next one"),
    ("unknown_id", evidence(options=":part: z\n:supports: C55\n"), "did you mean 'C05'?"),
    ("unknown_id", claim(options=":elements: E40\n:contrary-search: 2026-11-23\n"), "unknown element 'E40': did you mean 'E4'?"),
    ("unknown_key", evidence("yerevan-2032", ":supports: C05\n"), "did you mean 'yerevan-2023'?"),
    ("unknown_word", claim(kind="fakt"), "did you mean 'fact'?"),
    ("unknown_reference", "See {claim}`C55`.\n", "unknown claim 'C55': did you mean 'C05'?"),
    ("unknown_reference", "See {source}`baku-2032`.\n", "did you mean 'baku-2023'?"),
    ("unknown_reference", "See {cite:p}`{see court-2023-order`.\n", "malformed citation '{see court-2023-order': write the key, or {before}key{after}"),
    ("unknown_reference", "See {cite:p}`baku-2032`.\n", "unknown source 'baku-2032': did you mean 'baku-2023'?"),
    ("unknown_reference", "See {cite:year}`baku-2023`.\n", "{cite:year} has no form of its own: write {cite:p}"),
    ("duplicate", claim("C05"), "C05 stands already in claims:"),
    ("duplicate", evidence(options=":supports: C05\n"), "add ':part: b'"),
    ("retired", claim("C99"), "merged into C05"),
    ("bad_id", claim("claim-8"), "write it like C06"),
    ("quote", evidence(options=":part: z\n:supports: C05\n:quote: " + "word " * 41 + "\n"), "quotation of 41 words"),
    ("no_evidence", claim(options=""), "add an evidence block"),
    ("no_statement", ":::{element} E5\n:::\n", "E5 has no text"),
    ("relation", evidence(options=":part: z\n:interprets: C05\n"), "only elements are interpreted"),
    ("decides", evidence("court-2023-order", ":part: z\n:supports: C05\n:decides: C05\n"), "interim orders decide no breach"),
    ("outcome", claim(kind="appeal"), "write ':outcome:' with one of"),
    ("label", ":::{event} 2022-12-12\n:part: z\n:label: " + "x" * 39 + "\nSomething happened.\n:::\n", "write at most 38, without the date"),
    ("map", ":::{map} none.geojson\n:title: T\nWhat it shows.\n:::\n", "there is no such file beside the chapter"),
    ("map", ":::{map} more/road.geojson\nWhat it shows.\n:::\n", "say what it shows in ':title:'"),
    ("date", ":::{events-drawing} 2022/2023\n:::\n", "write the first and the last day, like 2022-12-12/2023-09-19"),
    ("date", ":::{event} yesterday\nSomething happened.\n:::\n", "write it like 2022-12-12"),
]  # fmt: skip
FIELDS = "@online{x,\n  author = {A, B},\n  title = {T},\n  url = {https://x.example},\n  langid = {english},\n  keywords = {background},\n%s}\n"
SOUND = "  read = {text},\n  standpoint = {press},\n"
BROKEN_BIB = [
    ("bib", "@online{x,\n  title = {T,\n}\n", "look for a missing brace"),
    ("bib", "@online{baku-2023, title = {T}}\n", "key 'baku-2023' stands twice"),
    ("bib", '@string{rc = "Red Cross"}\n', "write the words out, in braces"),
    ("bib", FIELDS % SOUND.replace("{text}", 'te # "xt"'), "write the words out, in braces"),
    ("address", FIELDS.replace("https://x.example", "https://[x") % SOUND, "'url' is no address"),
    ("source", FIELDS % "  read = {text},\n", "field 'standpoint' is missing"),
    ("source", FIELDS % "  standpoint = {press},\n", "field 'read' is missing"),
    ("source", FIELDS % SOUND.replace("text", "texd"), "did you mean 'text'?"),
    ("source", FIELDS % SOUND.replace("press", "pres"), "did you mean 'press'?"),
    ("address", FIELDS.replace("https", "http") % SOUND, "write https://x.example"),
    ("twin", FIELDS.replace("x.example", "example.org/order") % SOUND, "stands already in court-2023-order: merge the two"),
    ("uncited", FIELDS.replace("  keywords = {background},\n", "") % SOUND, "nothing cites it: add an evidence block"),
]  # fmt: skip


def write(root, block):
    """Add a chapter that sorts last, with *block* in its line 7."""
    Path(root, "zextra.md").write_text(f"---\norphan: true\n---\n\n# Extra\n\n{block}", "utf-8")


@pytest.mark.parametrize(("code", "block", "says"), BROKEN, ids=[f"{n}-{b[0]}" for n, b in enumerate(BROKEN)])
def test_a_broken_block_is_reported_where_it_stands(build, code, block, says):
    write(build.root, block)
    app = build()
    assert len(warnings(app)) == 1
    found = warnings(app)[0]
    assert found.endswith(f"[claims.{code}]")
    assert says in found
    assert re.search(r"zextra\.md:7: WARNING", found)


@pytest.mark.parametrize(("code", "entry", "says"), BROKEN_BIB)
def test_a_broken_source_is_reported_where_it_stands_and_nothing_else_is_lost(build, code, entry, says):
    path = build.root / "references.bib"
    line = path.read_text("utf-8").count("\n") + 2
    path.write_text(path.read_text("utf-8") + "\n" + entry, "utf-8")
    app = build()
    assert len(warnings(app)) == 1
    found = warnings(app)[0]
    assert found.endswith(f"[claims.{code}]")
    assert says in found
    assert f"references.bib:{line}: WARNING" in found
    assert "No Blockade, Says Baku" in Path(app.outdir, "reference.html").read_text("utf-8")


def test_a_problem_is_reported_again_when_its_chapter_is_not_read_again(build):
    write(build.root, evidence(options=":part: z\n:suports: C05\n"))
    first, again = warnings(build()), warnings(build())
    assert again == first
    assert {line.split("[")[-1] for line in again} == {"claims.unknown_option]", "claims.no_relation]"}


def test_every_code_is_met_in_these_tests():
    assert {code for code, *_ in BROKEN + BROKEN_BIB} == set(CODES)


def test_a_failed_build_leaves_the_last_good_site(project, tmp_path):
    """``make html`` itself, on a small set: build, break, build again, mend."""
    for name in ("Makefile", "requirements.txt"):
        shutil.copy(project / name, tmp_path)
    shutil.copytree(project / "tests/roots/test-set", tmp_path, dirs_exist_ok=True)
    (tmp_path / ".venv/bin").mkdir(parents=True)
    python = tmp_path / ".venv/bin/python"
    python.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n', "utf-8")
    python.chmod(0o755)
    (tmp_path / ".venv/.installed").touch()
    with (tmp_path / "conf.py").open("a", encoding="utf-8") as conf:
        conf.write(f"import sys\nsys.path.insert(0, {str(project / '_ext')!r})\n")

    def make():
        return subprocess.run(["make", "html"], cwd=tmp_path, capture_output=True, text=True, check=False)

    site = tmp_path / "_build/html/claims.html"
    first = make()
    assert first.returncode == 0, first.stderr
    good = site.read_bytes()
    claims = tmp_path / "claims.md"
    text = claims.read_text("utf-8")
    claims.write_text(text.replace(":kind: fact", ":kind: fakt", 1), "utf-8")
    for _ in range(2):  # it fails the second time too
        failed = make()
        assert failed.returncode != 0
        assert "claims.md:7: WARNING: unknown kind 'fakt': did you mean 'fact'? [claims.unknown_word]" in failed.stderr
        assert "Traceback" not in failed.stderr + failed.stdout
        assert site.read_bytes() == good
    claims.write_text(text, "utf-8")
    assert make().returncode == 0
    assert site.read_bytes() == good
