"""Shared fixtures. Tiny sites live in ``tests/roots``; a test that changes files works on its own copy."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from weigh import CHROMIUM, Server, browser

pytest_plugins = ("sphinx.testing.fixtures",)
collect_ignore = ["roots", "bench.py", "bench_book.py"]


NEEDS_CHROMIUM = pytest.mark.skipif(
    not Path(CHROMIUM).is_file(), reason=f"there is no {CHROMIUM} (Debian: apt-get install chromium)"
)

SLOW = {"make_app", "project", "real_site", "real_book", "server"}
"""Fixtures of tests that build something, or wait for a server; `make check` leaves them out."""


def pytest_collection_modifyitems(items):
    for item in items:
        if SLOW & set(getattr(item, "fixturenames", ())):
            item.add_marker("slow")


@pytest.fixture(scope="session")
def rootdir() -> Path:
    return Path(__file__).parent / "roots"


@pytest.fixture(scope="session")
def project() -> Path:
    return Path(__file__).parent.parent


@pytest.fixture
def build(tmp_path, rootdir, make_app):
    """Return a function that builds this test's own copy of the tiny set; every call continues where the last ended."""
    root = tmp_path / "set"
    shutil.copytree(rootdir / "test-set", root)

    def build(builder="html", **confoverrides):
        app = make_app(builder, srcdir=root, confoverrides=confoverrides)
        app.build()
        return app

    build.root = root
    return build


@pytest.fixture
def built(build):
    """The tiny set as a site, built without a warning."""
    app = build()
    assert warnings(app) == []
    return app


def page(app, name):
    """Return one page of what was built, parsed."""
    return BeautifulSoup(Path(app.outdir, name).read_text("utf-8"), "html.parser")


def warnings(app):
    """Return the warnings of a build, without colours and without docutils' notes on what tests registered before."""
    plain = re.sub(r"\x1b\[[\d;]*m", "", app.warning.getvalue())
    return [line for line in plain.splitlines() if line and "[app.add_" not in line]


@pytest.fixture(scope="session")
def real_site(project, tmp_path_factory) -> Path:
    """Build the real set once, serially, with every warning an error; return the folder of the site."""
    return build_site(project, tmp_path_factory.mktemp("real"), jobs=1)


@pytest.fixture(scope="session")
def real_book(project, tmp_path_factory) -> Path:
    """Set the real book once; return the PDF."""
    return build_site(project, tmp_path_factory.mktemp("book"), 1, "typst") / "conditions-of-life.pdf"


@pytest.fixture(scope="module")
def served(real_site):
    """The address at which the real site is served on this machine."""
    with Server(real_site) as server:
        yield server.address


@pytest.fixture(scope="module")
def chromium():
    """A real browser, in which each test opens pages of its own."""
    with browser() as started:
        yield started


def build_site(project, folder, jobs, builder="html", options=()):
    """Build the real set from a copy in *folder* as the Makefile does, and return the folder of what was built."""
    for name in ("_ext", "_static", "_templates", "fonts", "chapters"):
        shutil.copytree(project / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"), dirs_exist_ok=True)
    for name in ("conf.py", "docutils.conf", "index.md", "references.bib", "links.toml", "names.toml", "public-ids.txt"):
        shutil.copy(project / name, folder)
    run = [sys.executable, "-m", "sphinx", "-n", "-W", "--keep-going", "-q", "-b", builder, "-j", str(jobs), *options]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "0"}
    done = subprocess.run([*run, ".", "out"], cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return folder / "out"


def differing(one, other):
    """Return the files that differ between two sites, or stand in one only, but for Sphinx's own cache."""
    names = {path.relative_to(root) for root in (one, other) for path in root.rglob("*") if path.is_file()}
    kept = sorted(name for name in names if name.parts[0] != ".doctrees")
    return [str(name) for name in kept if _bytes(one / name) != _bytes(other / name)]


def _bytes(path):
    return path.read_bytes() if path.is_file() else None
