"""Reading in a real browser: from the front page to a source and back, by keyboard, on a phone, without JavaScript."""

from __future__ import annotations

import json
from io import BytesIO

import pytest
from conftest import NEEDS_CHROMIUM
from pypdf import PdfReader

pytestmark = NEEDS_CHROMIUM

WIDTHS = {"phone": 360, "desk": 1280}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture
def open_page(chromium, served):
    """Return a function that opens a page of the site in a browser of its own."""
    contexts = []

    def open_page(address="index.html", width="desk", root=None, **options):
        context = chromium.new_context(viewport={"width": WIDTHS[width], "height": 900}, **options)
        contexts.append(context)
        page = context.new_page()
        page.goto((root or served) + address)
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture(scope="module")
def kinds(real_site):
    """Return the address of one page of each kind."""
    data = json.loads((real_site / "data/claims.json").read_text("utf-8"))

    def first(kind, ident=None):
        return next(record["address"] for record in data[kind] if ident in (None, record["id"])).partition("#")[0]

    reference = "chapters/reference"
    return {
        "front": "index.html", "claim": first("claims", "C13"), "element": first("elements", "E4"),
        "step": first("steps", "O08"), "passage": first("passages"), "event": first("events"),
        "law": "chapters/law/convention.html", "map": "chapters/record/map.html", "search": "search.html",
        "names": "chapters/reading/names.html", "matrix": f"{reference}/matrix.html",
        "claims": f"{reference}/all-claims.html", "balance": f"{reference}/balance.html",
        "data": f"{reference}/data.html", "sources": f"{reference}/sources/index.html",
    }  # fmt: skip


KINDS = [
    "front",
    "claim",
    "element",
    "step",
    "passage",
    "event",
    "law",
    "map",
    "search",
    "names",
    "matrix",
    "claims",
    "balance",
    "data",
    "sources",
]


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_from_the_front_page_to_a_source_and_back(open_page, script):
    page = open_page(java_script_enabled=script)
    page.click(".standings >> text=C13")
    page.wait_for_url("**#C13")
    assert page.locator("#C13").count() == 1
    assert "Claim C13" in page.inner_text("main")
    page.locator(".evidence-list .citation-short").first.click()
    page.wait_for_url("**#cite-*")
    entry = page.url.partition("#")[2]
    assert page.locator(f"[id='{entry}']").count() == 1
    page.go_back()
    page.wait_for_url("**#C13")


def test_it_works_from_a_disk(open_page, real_site):
    page = open_page(root=f"file://{real_site}/")
    page.click(".standings >> text=C13")
    assert "Claim C13" in page.inner_text("main")
    assert page.evaluate("getComputedStyle(document.querySelector('.standing')).borderStyle") == "solid"


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_the_menu_of_a_phone_opens_and_closes(open_page, script):
    page = open_page(width="phone", java_script_enabled=script)
    menu = page.locator("nav.bd-docs-nav")
    assert not menu.is_visible()
    page.click("a.to-menu")
    assert menu.is_visible()
    page.click("a.close-menu")
    assert not menu.is_visible()
    page.click("a.to-menu")
    menu.get_by_text("The law", exact=True).click()
    page.wait_for_url("**/law/index.html")


def test_the_keyboard_reaches_everything_in_the_order_of_reading(open_page, kinds):
    page = open_page(kinds["claim"])
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to main content"
    assert page.evaluate("document.activeElement.getBoundingClientRect().left >= 0")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main-content"
    wanted = page.evaluate(
        "[...document.querySelectorAll('main a[href], main button, main input, main select, main [tabindex]')]"
        ".filter(e => e.offsetParent && e.tabIndex >= 0).length"
    )
    seen = []
    for _ in range(wanted):
        page.keyboard.press("Tab")
        seen.append(page.evaluate("[...document.querySelectorAll('*')].indexOf(document.activeElement)"))
    assert seen == sorted(set(seen))
    assert len(seen) == wanted > 20
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


def test_nothing_is_kept_but_the_choice_of_colours(open_page):
    page = open_page(color_scheme="light")
    kept = "[document.cookie, Object.keys(localStorage).join(), Object.keys(sessionStorage).join()].join('|')"
    assert page.evaluate(kept) == "||"
    background = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(background)
    page.click("text=Dark colours")
    dark = page.evaluate(background)
    assert dark != light
    page.reload()
    assert page.evaluate(background) == dark
    assert page.evaluate(kept) == "|theme|"


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_without_a_choice_the_colours_follow_the_system(open_page, script):
    shades = {
        scheme: open_page(color_scheme=scheme, java_script_enabled=script)
        .locator("body")
        .evaluate("e => getComputedStyle(e).backgroundColor")
        for scheme in ("light", "dark")
    }
    assert shades["light"] == "rgb(255, 255, 255)"
    assert shades["dark"] != shades["light"]


def test_a_chapter_prints_without_the_frame_and_with_its_addresses(open_page, kinds):
    page = open_page(kinds["claim"])
    text = "".join(sheet.extract_text() for sheet in PdfReader(BytesIO(page.pdf(format="A4"))).pages)
    assert "Claim C13" in text
    assert "Skip to main content" not in text
    assert "Reading this" not in text
    assert "look it up" not in text
    source = open_page(kinds["law"])
    assert "Menu" not in "".join(sheet.extract_text() for sheet in PdfReader(BytesIO(source.pdf())).pages)


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_is_accessible_in_both_colours_at_both_widths(open_page, kinds, kind):
    """axe-core finds no violation of WCAG 2.2 A and AA, and nothing hangs over the edge of the screen."""
    from axe_playwright_python.sync_playwright import Axe

    for width in WIDTHS:
        for scheme in ("light", "dark"):
            page = open_page(kinds[kind], width, color_scheme=scheme)
            found = Axe().run(page, options={"runOnly": RULES}).response["violations"]
            assert [(v["id"], v["nodes"][0]["html"][:200]) for v in found] == [], (width, scheme)
            overhang = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert overhang <= 1, (width, scheme)
