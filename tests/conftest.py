"""Shared fixtures. Tiny sites live in ``tests/roots``; a test that changes files works on its own copy."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

pytest_plugins = ("sphinx.testing.fixtures",)
collect_ignore = ["roots", "bench.py"]


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

    def build(builder="html"):
        app = make_app(builder, srcdir=root)
        app.build()
        return app

    build.root = root
    return build


def warnings(app):
    """Return the warnings of a build, without colours and without docutils' notes on what tests registered before."""
    plain = re.sub(r"\x1b\[[\d;]*m", "", app.warning.getvalue())
    return [line for line in plain.splitlines() if line and "[app.add_" not in line]
