"""The one form of references.bib: stable, lossless, and never written over something that could not be read."""

import subprocess
import sys

import pytest
from claims.canonical import canonical, entry_text
from claims.records import Source
from claims.sources import read_bibliography

MESSY = """% Kept at the top.

@Online{b-2023, standpoint={press},
   title = {Two
     lines},
 zebra = {kept}, url={https://example.org/b},
  read = "text" }
@book{a-2023,
  date = {2023}, author = {Akçam, Taner and {de Waal}, Thomas}, title = {T},
}
"""
TIDY = """% Kept at the top.

@book{a-2023,
  author = {Akçam, Taner and {de Waal}, Thomas},
  title = {T},
  date = {2023},
}

@online{b-2023,
  title = {Two lines},
  url = {https://example.org/b},
  read = {text},
  standpoint = {press},
  zebra = {kept},
}
"""


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "references.bib"
    path.write_text(MESSY, "utf-8")
    return path


def command(project, *arguments):
    run = [sys.executable, "-m", "_tools.fmt", *map(str, arguments)]
    environment = {"PYTHONPATH": f"{project}:{project / '_ext'}", "PATH": ""}
    return subprocess.run(run, capture_output=True, text=True, check=False, env=environment, cwd=project)


def test_sorted_ordered_and_nothing_lost(path):
    assert canonical(path) == TIDY
    path.write_text(TIDY, "utf-8")
    assert canonical(path) == TIDY


def test_the_command_rewrites_and_checks(project, path):
    checked = command(project, path, "--check")
    assert (checked.returncode, path.read_text("utf-8")) == (1, MESSY)
    assert "run `make fmt`" in checked.stderr
    assert command(project, path).returncode == 0
    assert path.read_text("utf-8") == TIDY
    assert command(project, path, "--check").returncode == 0


@pytest.mark.parametrize("broken", ["@online{x,\n  title = {T,\n}\n", "@book{a-2023,\n  title = {Again},\n}\n"])
def test_a_file_that_cannot_be_read_is_left_as_it_is(project, path, broken):
    path.write_text(MESSY + broken, "utf-8")
    refused = command(project, path)
    assert refused.returncode == 1
    assert "references.bib:11: " in refused.stderr
    assert "Traceback" not in refused.stderr
    assert path.read_text("utf-8") == MESSY + broken


def test_empty_fields_are_left_out():
    assert entry_text(Source("k", "misc", {"title": "T", "note": ""})) == "@misc{k,\n  title = {T},\n}"


def test_the_real_bibliography_is_in_canonical_form(project):
    path = project / "references.bib"
    assert canonical(path) == path.read_text("utf-8"), "run `make fmt`"
    assert len(read_bibliography(path).sources) >= 350
