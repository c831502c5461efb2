"""The frame of a page: the list of chapters, the one style sheet, and no more requests than it needs."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from lean_theme.navigation import items, path
from lean_theme.purge import Used, purge, shortened

INCLUDES = {"index": ["one/index", "two"], "one/index": ["one/a", "one/b"], "one/b": ["one/c"]}


def shown(found):
    return [(item.title, "→" * item.leads + "•" * item.current, shown(item.items)) for item in found]


def test_the_list_opens_the_way_to_the_page():
    found = items(INCLUDES, "index", "one/c", str.upper, lambda name: f"{name}.html")
    assert shown(found) == [
        ("ONE/INDEX", "→", [("ONE/A", "", []), ("ONE/B", "→", [("ONE/C", "→•", [])])]),
        ("TWO", "", []),
    ]
    assert found[1].address == "two.html"


def test_a_page_outside_the_list_opens_nothing():
    assert path(INCLUDES, "index", "search") == []
    assert path({"index": ["a"], "a": ["index"]}, "x", "a") == []  # a ring has no beginning
    assert [item.items for item in items(INCLUDES, "index", "index", str, str)] == [(), ()]


USED = Used.of(['<p class="a b"><a id="c" href="#">x</a></p>'], ["made"])


@pytest.mark.parametrize(
    ("selector", "kept"),
    [
        ("p", True), (".a", True), (".a .b", True), ("a#c:hover", True), (".made", True), ("*", True), (":root", True),
        (".a:not(.x)", True), ("p > a::before", True), ("a[href^='#']", True), ("[data-x]", True), ("a.a", True),
        ("table", False), (".x", False), (".a .x", False), ("#d", False), (".a:is(.x)", False), ("p table", False),
        (".bd-a", False),
    ],
)  # fmt: skip
def test_rules_are_kept_for_what_the_pages_have(selector, kept):
    assert (purge([f"{selector}{{color:red}}"], USED) != "") == kept


def test_a_list_of_selectors_keeps_those_that_select():
    assert purge([".x, .a , table{ color : red ; margin: 0 }"], USED) == ".a{color :red;margin:0}"


def test_media_queries_stay_around_what_is_kept_and_fonts_go():
    sheet = "@media (min-width: 9px) { .a { color: red } .x { color: red } } @media print { .x { color: red } }"
    assert purge([sheet, '@font-face{font-family:"F"}', "@keyframes k{to{top:0}}"], USED) == (
        "@media (min-width:9px){.a{color:red}}"
    )


def test_variables_that_nothing_needs_go():
    sheet = ":root{--one:red;--two:var(--one);--three:blue} .a{color:var(--two)}"
    assert purge([sheet], USED) == ":root{--one:red;--two:var(--one);}.a{color:var(--two)}"


def test_without_a_choice_the_colours_follow_the_system():
    sheet = "html[data-theme=light]{--a:1} html[data-theme=dark]{--a:2} .a{color:var(--a)}"
    used = Used(USED.names, USED.elements | {"html"})
    assert purge([sheet], used) == (
        "html[data-theme=light]{--a:1}html:not([data-theme]){--a:1}html[data-theme=dark]{--a:2}"
        "@media (prefers-color-scheme:dark){html:not([data-theme]){--a:2}}.a{color:var(--a)}"
    )


def test_strings_and_selectors_survive_shortening():
    assert shortened('/* x */ a:hover > b { content: "a  : b" ; }') == 'a:hover>b{content:"a  : b"}'


SET = {
    "index": "# Set\n\n:::{toctree}\none\ntwo\n:::\n",
    "one": "# One\n\n## Under\n\nText and {math}`x`.\n",
    "two": "# Two\n\nText.\n",
}
CONF = """
project = author = "Lean"
extensions = ["myst_parser", "lean_theme"]
myst_enable_extensions = ["colon_fence"]
html_theme = "sphinx_book_theme"
templates_path = ["_templates"]
html_static_path = ["_static"]
lean_styles = ["own.css"]
lean_scripts = {"site.js": "", "tables.js": "<table"}
html_use_index = False
"""


@pytest.fixture
def site(tmp_path, project, make_app):
    """Return a function that builds the tiny site, again if it was built before."""
    root = tmp_path / "set"
    (root / "_static").mkdir(parents=True)
    (root / "conf.py").write_text(CONF, "utf-8")
    shutil.copytree(project / "_templates", root / "_templates", ignore=shutil.ignore_patterns("search.html"))
    (root / "_static/own.css").write_text(".own { color: red; }", "utf-8")
    (root / "_static/site.js").write_text('"use strict";', "utf-8")

    def site(**pages):
        for name, text in {**(SET if not (root / "index.md").exists() else {}), **pages}.items():
            (root / f"{name}.md").write_text(text, "utf-8")
        app = make_app("html", srcdir=root)
        app.build()
        return Path(app.outdir)

    return site


def soup(page: Path) -> BeautifulSoup:
    return BeautifulSoup(page.read_text("utf-8"), "html.parser")


def test_a_page_asks_for_one_style_sheet_and_our_scripts(site):
    out = site()
    page = soup(out / "one.html")
    assert [link["href"] for link in page.find_all("link", rel="stylesheet")] == ["_static/site.css"]
    assert [script["src"] for script in page.find_all("script", src=True)] == ["_static/site.js"]
    assert not page.find_all(["dialog", "i", "svg"])
    for asked in page.find_all(["link", "script"]):
        address = asked.get("href") or asked.get("src")
        assert address is None or address.startswith("data:") or (out / address).is_file()
    sheet = (out / "_static/site.css").read_text("utf-8")
    assert ".own{color:red}" in sheet
    assert "fontawesome" not in sheet.lower()
    assert not list(out.glob("_static/**/*.map"))
    assert not (out / "_static/scripts").exists()


def test_a_second_build_gives_the_same_style_sheet(site):
    first = (site() / "_static/site.css").read_bytes()
    assert (site(two="# Two\n\nOther text.\n") / "_static/site.css").read_bytes() == first


def test_the_list_is_right_after_a_new_chapter_and_a_new_title(site):
    site()
    out = site(index=SET["index"].replace("two", "two\nthree"), three="# Three\n", one="# One anew\n")
    for name in ("index", "one", "two", "three"):
        links = [link.get_text() for link in soup(out / f"{name}.html").select("nav.bd-links a")]
        assert links == ["One anew", "Two", "Three"], name
    assert soup(out / "two.html").find(attrs={"aria-current": "page"}).get_text() == "Two"


def test_every_page_has_landmarks_and_a_way_past_the_menu(site):
    out = site()
    for page in (soup(out / f"{name}.html") for name in SET):
        assert page.find("a", class_="skip-link")["href"] == "#main-content"
        assert page.find("main", id="main-content")
        names = [
            nav.get("aria-label") or page.find(id=nav["aria-labelledby"]).get_text() for nav in page.find_all("nav")
        ]
        assert len(set(names)) == len(names) >= 1
        assert len(page.find_all("h1")) == 1
        assert page.find("label", attrs={"for": "site-search"})


def test_no_style_of_the_theme_asks_for_another_file(site):
    sheet = (site() / "_static/site.css").read_text("utf-8")
    assert re.findall(r"url\((?!\"?data:)[^)]*\)|@import", sheet) == []
