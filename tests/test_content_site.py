"""The real site: the same bytes wherever it is built, links that lead somewhere, nothing from elsewhere."""

from __future__ import annotations

import itertools
import re
import shutil

import pytest
from bs4 import BeautifulSoup
from conftest import build_site, differing


def test_two_builds_in_different_folders_are_the_same_bytes(real_site, project, tmp_path):
    """The first is serial, the second parallel."""
    assert differing(real_site, build_site(project, tmp_path / "elsewhere", jobs=2)) == []


@pytest.fixture(scope="module")
def pages(real_site):
    return {path: BeautifulSoup(path.read_bytes(), "html.parser") for path in sorted(real_site.rglob("*.html"))}


def test_no_identifier_stands_twice_on_a_page(real_site, pages):
    for path, soup in pages.items():
        found = [tag["id"] for tag in soup.select("main [id]")]
        assert sorted(found) == sorted(set(found)), path.relative_to(real_site)


def test_no_page_asks_another_host_for_anything(real_site, pages):
    asked = re.compile(r"(https?:)?//")
    for path, soup in pages.items():
        wanted = [tag.get("src") or tag.get("href") for tag in soup.select("script[src], img[src], link[href], iframe[src]")]
        assert [address for address in wanted if asked.match(address)] == [], path.relative_to(real_site)


def test_headings_of_claims_follow_one_another_without_gaps(pages, real_site):
    for path, soup in pages.items():
        levels = [int(tag.name[1]) for tag in soup.select("main article :is(h1, h2, h3, h4, h5, h6)")]
        jumps = [pair for pair in itertools.pairwise(levels) if pair[1] > pair[0] + 1]
        assert jumps == [], path.relative_to(real_site)


def test_what_is_written_as_html_is_shown_and_not_run(project, make_app, tmp_path):
    for name in ("conf.py", "docutils.conf"):
        (tmp_path / name).write_text((project / name).read_text("utf-8"), "utf-8")
    shutil.copytree(project / "_ext", tmp_path / "_ext", ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "_static").mkdir()
    (tmp_path / "references.bib").write_text("", "utf-8")
    raw = ":::{raw} html\n<script>one()</script>\n:::\n\n<script>two()</script>\n\nIn <b onclick='three()'>a line</b>.\n"
    (tmp_path / "index.md").write_text(f"# Set\n\n{raw}", "utf-8")
    app = make_app("html", srcdir=tmp_path)
    app.build()
    assert '"raw" directive disabled' in app.warning.getvalue()
    body = BeautifulSoup((tmp_path / "_build/html/index.html").read_text("utf-8"), "html.parser").find(id="set")
    assert body.find_all(["script", "b"]) == []
    assert "two()" in body.get_text()


def test_every_page_says_what_it_is_about_to_those_who_share_it(pages, real_site):
    said = {}
    for path, soup in pages.items():
        name = path.relative_to(real_site).as_posix()
        if not name.startswith("id/"):
            title, about = (soup.find("meta", property=f"og:{kind}")["content"] for kind in ("title", "description"))
            assert title, name
            assert 20 < len(about) < 600, name
            said[name] = about
    assert said["chapters/claims/blockade/C13.html"].startswith("Claim C13: ")
    assert len(set(said.values())) > 200
