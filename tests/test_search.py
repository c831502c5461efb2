"""What the search finds, the words it compares and the files of its index; a browser asks in test_search_browser.py."""

from __future__ import annotations

import bisect
import gzip
import json
import re
import shutil
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from claims.findable import KINDS, Findable
from claims.search_index import GAP, TEXTS_SIZE, index_files
from claims.spellings import read_spellings
from claims.words import words
from conftest import page, warnings


def data(text):
    """Return what a file of the index hands over."""
    return json.loads(re.fullmatch(r'found\("[\w-]+",(.*)\)\n', text, re.S)[1])


def places(written):
    """Read places as _static/search.js does."""
    found, thing = {}, 0
    for part in written.split(","):
        step, *steps = (int(number, 36) for number in part.split(" "))
        thing += step
        position = 0
        found[thing] = [position := position + by for by in steps]
    return found


def look_up(files, word):
    """Return the words of the stem of *word* with their places, by the road that a browser takes."""
    starts = data(files["index.js"])["words"]
    shelf = data(files[f"words-{max(bisect.bisect_right(starts, word) - 1, 0)}.js"])
    if isinstance(shelf.get(word), str):
        shelf = data(files[f"words-{shelf[word][1:]}.js"])
    return next(
        (
            {w: places(p) for w, p in forms.items()}
            for forms in shelf.values()
            if isinstance(forms, dict) and word in forms
        ),
        {},
    )


def thing(title, body="", kind="claim", **more):
    return Findable(kind, title, "page.html#x", body, **more)


# The index


def test_a_word_is_found_where_it_stands_in_title_and_text():
    files = index_files([thing("The road", "A road, and roads"), thing("Hunger", "On the Road")], {}, [])
    assert look_up(files, "road") == {"road": {0: [1, 2 + GAP + 1], 1: [1 + GAP + 2]}, "roads": {0: [2 + GAP + 3]}}


def test_every_word_is_found_with_its_stem_however_many_files_there_are():
    many = [
        thing(f"{start}{end}ing {start}{end}ed", "dying die")
        for start in "abcdefghij"
        for end in "bcdfgklmnprtvz"
        for _ in range(9)
    ]
    files = index_files(many, {}, [])
    assert sum(name.startswith("words-") for name in files) > 3
    written = {word for thing in many for word in words(f"{thing.title} {thing.body}")}
    assert {word for word in written if word not in look_up(files, word)} == set()
    assert set(look_up(files, "dying")) == {"die", "dying"}


def test_texts_are_kept_in_small_files_in_their_order():
    many = [thing(f"Title {number}", "word " * 100) for number in range(50)]
    files = index_files(many, {}, [])
    index = data(files["index.js"])
    texts = [data(files[f"texts-{number}.js"]) for number in range(len(index["texts"]))]
    assert [row[0] for block in texts for row in block] == [thing.title for thing in many]
    assert index["texts"] == [sum(map(len, texts[:number])) for number in range(len(texts))]
    assert max(len(text) for name, text in files.items() if name.startswith("texts-")) < TEXTS_SIZE * 1.3


def test_filters_are_bits_in_the_order_of_their_values():
    things = [thing("One", standing=("contested",)), thing("Two", standing=("contested", "open")), thing("Three")]
    column = data(index_files(things, {"standing": {"open": "Open", "contested": "Contested"}}, [])["index.js"])[
        "filters"
    ]
    assert column == {"standing": {"values": [["open", "Open"], ["contested", "Contested"]], "of": [2, 3, 0]}}


def test_a_changed_text_changes_the_edition_by_which_browsers_keep_files():
    one, other = (data(index_files([thing("Title", body)], {}, [])["index.js"])["edition"] for body in ("one", "other"))
    assert one != other


# Names


def test_names_have_their_spellings_and_the_short_names_of_courts():
    groups, faults = read_spellings(Path(__file__).parent.parent / "names.toml")
    assert faults == []
    assert ["International Court of Justice", "ICJ"] in groups
    assert any({"Stepanakert", "Khankendi", "Xankəndi"} <= set(group) for group in groups)


def test_every_place_and_person_of_the_chapter_on_names_can_be_found_by_each_name(project):
    known = {
        tuple(words(name)): number
        for number, group in enumerate(read_spellings(project / "names.toml")[0])
        for name in group
    }
    text = (project / "chapters/reading/names.md").read_text("utf-8")
    table = re.search(r"\|---.*?\n\n", text, re.S)[0].splitlines()[1:]
    for row in filter(None, table):
        names = [name.strip() for cell in row.split("|")[1:3] for name in re.split("[,;]", cell)]
        groups = {known.get(tuple(words(name))) for name in names}
        assert len(groups) == 1 and None not in groups, names
    for one, other in re.findall(r"((?:[A-ZÉ]\w+ )?[A-Z]\w+) \(((?:\w+ )?\w*[əğışçöü]\w*)\)", text):
        assert known.get(tuple(words(other))) is not None, (one, other)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("places = [", "it is no TOML"),
        ('places = ["Shusha"]', 'write a list of lists of names: [["Türkiye", "Turkey"], …]'),
        ('places = [["Shusha"]]', "write a list of lists of names"),
        ('places = [["Shusha", "…"]]', "write a list of lists of names"),
        ('places = [["Shusha", "Shushi"], ["SHUSHI", "Şuşa"]]', "'SHUSHI' stands with 'Shusha' and with 'SHUSHI': leave it in one of the two"),
    ],
)  # fmt: skip
def test_a_mistake_in_the_names_is_told(text, said, tmp_path):
    (tmp_path / "names.toml").write_text(text, "utf-8")
    assert any(said in fault for fault in read_spellings(tmp_path / "names.toml")[1])


def test_a_mistake_in_names_and_settings_is_a_warning_of_the_build(build):
    (build.root / "names.toml").write_text('places = ["Shusha"]', "utf-8")
    found = warnings(with_search(build, ["gone"]))
    assert any("names.toml" in line and "list of lists" in line for line in found)
    assert any("claims_search: gone is no chapter" in line for line in found)


# A tiny site


def with_search(build, beside):
    """Build the tiny site with the search; its theme is not that of the real site, so it takes one template only."""
    templates = build.root / "_templates"
    templates.mkdir(exist_ok=True)
    shutil.copy(Path(__file__).parent.parent / "_templates/search.html", templates)
    return build(claims_search=beside, templates_path=["_templates"])


def found_in(app):
    folder = Path(app.outdir, "search")
    index = data((folder / "index.js").read_text("utf-8"))
    rows = [
        row for number in range(len(index["texts"])) for row in data((folder / f"texts-{number}.js").read_text("utf-8"))
    ]
    kinds = [kind for kind, _, many in index["kinds"] for _ in range(many)]
    return index, [(kind, *row) for kind, row in zip(kinds, rows, strict=True)]


def test_prose_belongs_to_the_one_claim_of_its_section_and_generated_text_to_none(build):
    path = build.root / "claims.md"
    path.write_text(
        path.read_text("utf-8") + "\n## Ours\n\nAs {doc}`law` says {source}`icrc-2023-07-25-statement`.\n", "utf-8"
    )
    app = with_search(build, ["reference"])
    index, found = found_in(app)
    ours = next(row for row in found if row[1] == "Ours")
    assert ours[0] == "chapter" and ours[3] == "claims.html#ours"
    assert ours[4] == f"As {app.env.titles['law'].astext()} says."
    sections = [row for row in found if row[0] == "chapter"]
    assert not [row for row in sections if "Supports (" in row[4]]
    assert set(index["filters"]) == {"standing", "standpoint", "element", "read"}


def test_a_chapter_that_is_changed_or_removed_is_found_as_it_is_now(build):
    extra = build.root / "extra.md"
    extra.write_text("---\norphan: true\n---\n\n# Extra\n\nOnce.\n", "utf-8")
    with_search(build, ["reference"])
    extra.write_text("---\norphan: true\n---\n\n# Extra\n\nTwice.\n", "utf-8")
    assert [row[4] for row in found_in(with_search(build, ["reference"]))[1] if row[1] == "Extra"] == ["Twice."]
    extra.unlink()
    assert [row for row in found_in(with_search(build, ["reference"]))[1] if row[1] == "Extra"] == []


def test_without_scripts_the_page_leads_to_the_lists_and_sphinx_own_search_is_gone(build):
    app = with_search(build, ["reference"])
    shown = page(app, "search.html")
    assert "needs JavaScript" in shown.find(class_="search-without").get_text()
    assert shown.select("#lists + ul a[href='reference.html']")
    assert shown.find("form", hidden=True) is not None
    assert not Path(app.outdir, "searchindex.js").exists()
    assert "searchtools" not in shown.decode()


def test_a_set_that_asks_for_none_has_sphinx_own_search(built):
    assert Path(built.outdir, "searchindex.js").exists()
    assert not Path(built.outdir, "search").exists()


# The real site


@pytest.fixture(scope="module")
def real(real_site):
    folder = real_site / "search"
    index = data((folder / "index.js").read_text("utf-8"))
    rows = [
        row for number in range(len(index["texts"])) for row in data((folder / f"texts-{number}.js").read_text("utf-8"))
    ]
    return index, rows


def test_every_record_source_and_chapter_is_found_where_it_stands(real, real_site):
    index, rows = real
    known = json.loads((real_site / "data/claims.json").read_text("utf-8"))
    addresses = [row[2] for row in rows]
    records = [
        record["address"]
        for kind in ("passages", "claims", "elements", "steps", "evidence", "events")
        for record in known[kind]
    ]
    assert set(records) <= set(addresses)
    assert {source["key"] for source in known["sources"]} == {
        a.partition("#cite-")[2] for a in addresses if "#cite-" in a
    }
    assert len(set(addresses)) == len(addresses) == len(index["titles"])
    pages = {
        path: BeautifulSoup((real_site / path).read_bytes(), "html.parser")
        for path in {a.partition("#")[0] for a in addresses}
    }
    ids = {path: {tag["id"] for tag in soup.find_all(id=True)} for path, soup in pages.items()}
    assert [a for a in addresses if "#" in a and a.partition("#")[2] not in ids[a.partition("#")[0]]] == []
    assert [kind for kind, _, _ in index["kinds"]] == list(KINDS)


def test_what_any_question_needs_is_small(real_site):
    size = {path.name: len(gzip.compress(path.read_bytes(), 9)) for path in (real_site / "search").iterdir()}
    assert size["index.js"] < 16_000
    assert sorted(size.values())[-10] < 8_000  # but for the most frequent words, which only a quoted phrase asks for
