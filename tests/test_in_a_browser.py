"""The search and the tables in Debian's Chromium, against a server on this machine and from a folder on disk."""

from __future__ import annotations

import gzip
import json
import re
from urllib.parse import urlencode

import pytest
from claims.words import words
from conftest import NEEDS_CHROMIUM
from test_search import data

pytestmark = NEEDS_CHROMIUM
COUNTED = "!/^$|Searching/.test(document.querySelector('.search-count').textContent)"


@pytest.fixture
def tab(chromium):
    """A page of its own, that lets no error of a script and no request to another host pass."""
    context = chromium.new_context()
    page = context.new_page()
    page.errors, page.asked = [], []
    page.on("pageerror", lambda error: page.errors.append(str(error)))
    page.on("request", lambda request: page.asked.append(request.url))
    yield page
    assert page.errors == []
    assert [url for url in page.asked if not re.match(r"http://127\.0\.0\.1:|file://|data:", url)] == []
    context.close()


def search(tab, served, question="", **filters):
    """Ask, and return what is said of the number of results."""
    tab.goto(f"{served}search.html?{urlencode({'q': question, **filters}, doseq=True)}")
    tab.wait_for_function(COUNTED)
    return tab.text_content(".search-count")


def number(said):
    return int(re.match(r"(?:Nothing has all these words; these have some of them\. )?(\d+) result", said)[1])


def titles(tab):
    return [link.inner_text() for link in tab.query_selector_all(".search-results h3 a")]


# The search


@pytest.mark.parametrize(
    "spellings",
    [
        ("Stepanakert", "Khankendi", "Xankəndi", "xankendi", "Степанакерт"),
        ("Aliyev", "Əliyev", "ƏLİYEV"),
        ("Hajiyev", "Hacıyev", "haciyev"),
        ("Ocampo", "Moreno Ocampo", "Luis Moreno Ocampo", "Օկամպո"),
        ("Méndez", "Mendez", "mendez's"),
        ("ICRC", "International Committee of the Red Cross"),
        ("Türkiye", "Turkey", "Turkiye"),
    ],
)
def test_each_spelling_of_a_name_finds_the_same(spellings, tab, served):
    found = {spelling: number(search(tab, served, spelling)) for spelling in spellings}
    assert len(set(found.values())) == 1 and min(found.values()) > 5, found


def test_a_phrase_in_quotation_marks_is_found_exactly(tab, served, real_site):
    index = data((real_site / "search/index.js").read_text("utf-8"))
    rows = [row for n in range(len(index["texts"])) for row in data((real_site / f"search/texts-{n}.js").read_text("utf-8"))]
    for phrase in ("conditions of life", "of the Red Cross", "starvation as a weapon"):
        want = f" {' '.join(words(phrase))} "
        true = [row for row in rows if any(want in f" {' '.join(words(text))} " for text in (row[0], row[3]))]
        assert number(search(tab, served, f"“{phrase}”")) == len(true) > 0
        assert number(search(tab, served, phrase)) >= len(true)
    assert "Nothing was found" in search(tab, served, '"life of conditions"')


def test_the_id_of_a_record_leads_to_it(tab, served):
    for ident in ("C06", "E4", "O08", "L05"):
        search(tab, served, ident)
        assert titles(tab)[0].startswith(f"{ident} ·")
    tab.click(".search-results h3 a")
    assert tab.url.endswith("#L05") and tab.query_selector("#L05")


def test_words_of_one_stem_are_found_together_and_marked(tab, served):
    assert number(search(tab, served, "dying")) == number(search(tab, served, "die"))
    marks = {mark.inner_text().lower() for mark in tab.query_selector_all(".search-results mark")}
    assert marks and marks <= {"die", "dies", "died", "dying"}


def test_the_beginning_of_a_word_will_do_and_words_that_never_meet_are_said_to_be_so(tab, served):
    assert number(search(tab, served, "starvati")) > 10
    assert search(tab, served, "flour travaux parachute").startswith("Nothing has all these words")
    assert search(tab, served, "xyzzyq").startswith("Nothing was found for xyzzyq. Try fewer words")


def test_filters_narrow_what_is_found_show_how_many_and_stand_in_the_address(tab, served):
    whole = number(search(tab, served, "food"))
    label = tab.locator("label", has=tab.locator("[name=kind][value=claim]"))
    claims = int(re.search(r"\((\d+)\)", label.inner_text())[1])
    tab.focus("[name=kind][value=claim]")
    tab.keyboard.press("Space")
    tab.wait_for_function(f"document.querySelector('.search-count').textContent.startsWith('{claims} result')")
    assert 0 < claims < whole and tab.url.endswith("?q=food&kind=claim")
    assert tab.evaluate("document.activeElement.value") == "claim"
    tab.reload()
    tab.wait_for_function(COUNTED)
    assert number(tab.text_content(".search-count")) == claims
    assert {said.inner_text().split(" ·")[0] for said in tab.query_selector_all(".search-said")} == {"claim"}


def test_filters_without_words_list_what_has_them(tab, served, real_site):
    known = json.loads((real_site / "data/claims.json").read_text("utf-8"))
    contested = [claim for claim in known["claims"] if claim["standing"]["word"] == "contested"]
    assert number(search(tab, served, kind="claim", standing="contested")) == len(contested)
    courts = [s for s in known["sources"] if s["standpoint"] == "court" and s["read"] == "text"]
    assert number(search(tab, served, kind="source", standpoint="court", read="text")) == len(courts)
    on_e4 = [claim for claim in known["claims"] if "E4" in claim["elements"]]
    assert number(search(tab, served, kind="claim", element="E4")) == len(on_e4)


def test_more_is_shown_on_demand_and_the_keyboard_stays_there(tab, served):
    search(tab, served, "blockade")
    assert len(titles(tab)) == 10
    tab.focus(".search-more")
    tab.keyboard.press("Enter")
    tab.wait_for_function("document.querySelectorAll('.search-results li').length === 30")
    assert tab.evaluate("document.activeElement.textContent") == titles(tab)[10]


def test_what_is_asked_is_never_read_as_html(tab, served):
    asked = "<img src=x onerror=alert(1)>"
    assert asked in search(tab, served, asked)
    assert tab.query_selector(".search-count img") is None


def test_the_first_search_is_light(tab, served, real_site):
    search(tab, served, "Khankendi flour")
    own = {url.partition("?")[0].removeprefix(served) for url in tab.asked if "/search" in url.partition("?")[0]}
    size = sum(len(gzip.compress((real_site / name).read_bytes(), 9)) for name in own if not name.endswith(".html"))
    assert {"_static/search.js", "_static/search.css", "search/index.js"} <= own
    assert size < 60_000


def test_the_search_works_from_a_folder_on_disk(tab, real_site):
    assert number(search(tab, f"{real_site.as_uri()}/", "Hacıyev")) > 5
    tab.check("[name=kind][value=source]")
    tab.wait_for_function("document.querySelectorAll('.search-said').length === [...document.querySelectorAll('.search-said')].filter((said) => said.textContent.startsWith('source')).length")
    tab.fill("#search-words", '"conditions of life"')
    tab.keyboard.press("Enter")
    tab.wait_for_function("/\\d results? for .*conditions of life/.test(document.querySelector('.search-count').textContent)")
    assert number(tab.text_content(".search-count")) > 0 and "conditions+of+life" in tab.url


def test_without_scripts_the_page_shows_the_lists_alone(chromium, served):
    page = chromium.new_context(java_script_enabled=False).new_page()
    page.goto(f"{served}search.html?q=food")
    assert page.is_visible("text=needs JavaScript") and not page.is_visible("#search form")
    assert page.locator("#lists + ul a").count() >= 4


def test_browser_and_index_take_texts_apart_alike(tab, served, real_site, project):
    """The script that the page runs is asked for the words of every text that it may have to mark."""
    script = (project / "_static/search.js").read_text("utf-8")
    folding = re.search(r"  const WORD = .*?(?=  // What is asked)", script, re.S)[0]
    index = data((real_site / "search/index.js").read_text("utf-8"))
    rows = [row for n in range(len(index["texts"])) for row in data((real_site / f"search/texts-{n}.js").read_text("utf-8"))]
    texts = [text for row in rows for text in (row[0], row[3])] + ["Ƶ’s O’Brien’s İIı Łß e\u0301 ٣٤ ½ x_y 'a' don't", "Հայոց ёй"]
    tab.goto(f"{served}search.html")
    taken = tab.evaluate(f"(texts) => {{ {folding}; return texts.map((text) => words(text).join(' ')); }}", texts)
    assert [(t, mine, theirs) for t, mine, theirs in zip(texts, (" ".join(words(t)) for t in texts), taken, strict=True) if mine != theirs] == []


# Tables

CLAIMS = "chapters/reference/all-claims.html"


def column(tab, number):
    return [cell.inner_text().strip() for cell in tab.query_selector_all(f".claims-table tbody tr:not([hidden]) td:nth-child({number})")]


def test_a_table_is_sorted_by_keyboard_and_says_how(tab, served):
    tab.goto(served + CLAIMS)
    head = ".claims-table th:nth-child(6)"
    for order in ("ascending", "descending"):
        tab.focus(f"{head} button")
        tab.keyboard.press("Enter")
        assert tab.get_attribute(head, "aria-sort") == order
        numbers = [int(text) for text in column(tab, 6)]
        assert numbers == sorted(numbers, reverse=order == "descending")
    tab.click(".claims-table th:nth-child(1) button")
    assert tab.locator(".claims-table [aria-sort]").count() == 1


def test_a_table_is_filtered_by_words_and_values_and_says_how_many_are_left(tab, served):
    tab.goto(served + CLAIMS)
    rows = len(column(tab, 1))
    assert tab.text_content(".table-count") == f"{rows} rows"
    tab.get_by_label("Kind").select_option("law")
    law = column(tab, 3)
    assert set(law) == {"law"} and tab.text_content(".table-count") == f"{len(law)} of {rows} rows"
    tab.get_by_label("Words in a row").fill("LÉGAL genocide")
    assert len(column(tab, 1)) < len(law)
    assert tab.get_attribute(".table-count", "role") == "status"


def test_a_table_is_complete_without_scripts(chromium, served):
    page = chromium.new_context(java_script_enabled=False).new_page()
    page.goto(served + CLAIMS)
    assert page.locator(".claims-table tbody tr:visible").count() > 40
    assert page.locator(".claims-table button, .table-filters").count() == 0


def test_on_a_phone_no_page_with_a_table_is_wider_than_the_screen_and_tables_stay_tables(chromium, served, real_site):
    page = chromium.new_context(viewport={"width": 360, "height": 740}).new_page()
    with_table = [path for path in sorted(real_site.rglob("*.html")) if "<table" in path.read_text("utf-8")]
    assert len(with_table) > 20
    for path in with_table:
        page.goto(served + path.relative_to(real_site).as_posix())
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, path
        loose = page.evaluate("[...document.querySelectorAll('table')].filter((table) => table.getBoundingClientRect().right > 360 && !table.closest('[role=region][tabindex][aria-label]')).length")
        assert loose == 0, path
    page.goto(served + CLAIMS)
    assert page.get_by_role("table").get_by_role("row").count() > 40
    assert page.get_by_role("columnheader", name="Standing").is_visible()
