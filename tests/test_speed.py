"""The build is quick by asking each question once; readers get the very same site as without that."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import claims
import pybtex.plugin
import pytest
from conftest import differing

pytestmark = pytest.mark.slow

CONF = """
project = author = "Speed"
extensions = ["myst_parser", "claims"]
myst_enable_extensions = ["colon_fence"]
primary_domain = "claims"
claims_bibliography = "references.bib"
bibtex_reference_style = bibtex_default_style = "conditions"
bibtex_cite_id = "cite-{key}"
html_theme = "sphinx_book_theme"
"""
ENTRY = "@online{KEY,\n  institution = {{The KEY Press}},\n  title = {On KEY},\n  date = {2023},\n  url = {https://example.org/KEY},\n  langid = {english},\n  read = {text},\n  standpoint = {press},\n}\n"
KEYS = ("alpha-1", "alpha-2", "beta-1", "gamma-1")
SHOWN = {
    "entries": ":::{source-entries} LETTER\n:::\n",
    "bibliography": ':::{bibliography}\n:filter: key % "^LETTER"\n:::\n',
}


def toctree(*names, options=""):
    return "\n".join([":::{toctree}", options, "", *names, ":::\n"]).replace("\n\n\n", "\n\n")


def write_set(root, shown="entries", repeated=False):
    """Write a set of two parts, one of them with a part in it, a page outside every list, and pages of sources."""
    pages = {
        "index": "# The *set*\n\n"
        + toctree(
            "one/index",
            "two/index",
            "sources/index",
            "Outside <https://example.org/?a=1&b=2>",
            options=":caption: Parts",
        ),
        "one/index": "# One & only\n\n" + toctree("a", "b", "deep/index"),
        "one/a": "# A\n\n{source}`alpha-1` and {cite:p}`beta-1`\n\n## Under A\n\nText.\n",
        "one/b": "# B\n\n{cite:p}`alpha-2,gamma-1` {cite:p}`alpha-1{para. 3}`\n",
        "one/deep/index": "# Deep\n\n" + toctree("c"),
        "one/deep/c": "# C\n\n{cite:t}`gamma-1` {doc}`/two/d`\n",
        "two/index": "# Two\n\n" + toctree("d", *(["/one/a"] if repeated else [])),
        "two/d": "# D\n\n{source}`gamma-1, p. 1`\n",
        "outside": "---\norphan: true\n---\n\n# Outside\n",
        "sources/index": "# Sources\n\n" + toctree("a", "b", "g"),
        **{f"sources/{letter}": f"# {letter}\n\n" + SHOWN[shown].replace("LETTER", letter) for letter in "abg"},
    }
    for name, text in pages.items():
        path = root / f"{name}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    (root / "conf.py").write_text(CONF, "utf-8")
    (root / "references.bib").write_text("\n".join(ENTRY.replace("KEY", key) for key in KEYS), "utf-8")


def build(root, out, slow=False):
    """Build in a process of its own, for some of the speed-ups last as long as the process; return the site."""
    off = "claims.setup_speed = lambda app: None\n" if slow else ""
    program = f"import sys, claims\nfrom sphinx.cmd.build import main\n{off}sys.exit(main(sys.argv[1:]))"
    run = [sys.executable, "-c", program, "-q", "-W", "--keep-going", "-b", "html", str(root), str(out)]
    extension = str(Path(claims.__file__).parent.parent)
    done = subprocess.run(run, env={"PYTHONPATH": extension, "PATH": ""}, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return out


@pytest.mark.parametrize(
    "options",
    [{}, {"shown": "bibliography"}, {"repeated": True}],
    ids=lambda options: "-".join(map(str, options)) or "usual",
)
def test_the_site_is_the_same_bytes_with_and_without_the_speed_ups(tmp_path, options):
    write_set(tmp_path / "set", **options)
    quick = build(tmp_path / "set", tmp_path / "quick")
    assert differing(quick, build(tmp_path / "set", tmp_path / "slow", slow=True)) == []


def counted(monkeypatch, owner, name):
    """Count the calls of a function; return the list that grows with each."""
    calls, function = [], getattr(owner, name)

    def count(*args, **kwargs):
        calls.append(args)
        return function(*args, **kwargs)

    monkeypatch.setattr(owner, name, count)
    return calls


def test_plugins_are_not_looked_for_at_every_citation(tmp_path, make_app, monkeypatch):
    calls = counted(monkeypatch, pybtex.plugin, "entry_points")
    looked = []
    for times in (1, 50):
        root = tmp_path / str(times) / "set"
        write_set(root, shown="bibliography")
        (root / "one/a.md").write_text("# A\n\n" + "{cite:p}`beta-1`\n" * times, "utf-8")
        calls.clear()
        make_app("html", srcdir=root).build()
        looked.append(len(calls))
    assert looked[0] == looked[1]


