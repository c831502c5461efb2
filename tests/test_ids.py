"""The kept list of public addresses: what is listed, what counts as lost, and what keeps an old address alive."""

from __future__ import annotations

from pathlib import Path

import pytest
from claims import public_ids
from claims.moved import Note, faults, find_notes
from conftest import page, warnings

from _tools.ids import Gone, Site, added, anchors, collect, main, missing, successor

LEADS = '<noscript><meta http-equiv="refresh" content="0; url={}"></noscript>'


def article(*idents):
    return "<article>" + "".join(f'<p id="{ident}">' for ident in idents) + "</article>"


@pytest.fixture
def site(tmp_path, monkeypatch):
    """Return a function that writes pages into a site in ``out``; the list stands beside it."""
    monkeypatch.chdir(tmp_path)

    def write(**pages):
        for name, text in {"index": "", **pages}.items():
            path = tmp_path / "out" / ("index.html" if name == "index" else f"chapters/{name}.html")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
        return tmp_path / "out"

    return write


# The list


def test_the_list_is_sorted_and_reads_as_it_was_written():
    addresses = {"b.html": {"z", "C01", "ev-a"}, "a.html": set()}
    text = public_ids.write(addresses)
    assert text.startswith("#") and text.endswith("a.html\nb.html\n C01\n ev-a\n z\n")
    assert public_ids.read(text, "list") == addresses


@pytest.mark.parametrize("line", ["<<<<<<< HEAD", "=======", "  C02", " C02 C03", "a page"])
def test_what_is_no_address_is_named_with_its_line(line):
    with pytest.raises(ValueError, match=r"^list:3: .*neither a page.*make ids"):
        public_ids.read(f"a.html\n C01\n{line}\n", "list")


def test_an_anchor_needs_a_page():
    with pytest.raises(ValueError, match=r"^list:1: "):
        public_ids.read(" C01\n", "list")


# What a site has


def test_anchors_are_those_of_the_article():
    html = '<nav id="menu"></nav><article><h1 id="a&amp;b">x</h1><svg id="d"><title id="t"></title></svg><i class="x" id="C01"><b id="id7"></article><i id="end">'
    assert anchors(html) == {"a&b", "C01"}


def test_the_endings_that_every_source_has_are_listed(site):
    root = site(x=article("C01"))
    (root / "data/sources").mkdir(parents=True)
    for name in ("data/claims.json", "data/sources/a.bib", "data/sources/a.ris", "data/sources/b.bib", "objects.inv"):
        (root / name).touch()
    assert collect(root).pages == {
        "index.html": set(), "chapters/x.html": {"C01"}, "data/claims.json": set(), "data/sources/": {"KEY.bib"}, "objects.inv": set(),
    }  # fmt: skip


def test_a_page_that_leads_on_is_known_by_its_goal(site):
    assert collect(site(old=LEADS.format("../chapters/new.html"))).leads == {"chapters/old.html": "chapters/new.html"}


# What is lost


def test_what_is_lost_is_told_apart_by_what_keeps_it_alive():
    listed = {"gone.html": {"x"}, "a.html": {"C01", "ev-b", "proof", "kept"}, "id/C01.html": set(), "data/x.ris": set()}
    gone = missing(listed, Site({"a.html": {"kept", "new"}}))
    assert gone == Gone(["gone.html"], ["a.html#C01", "a.html#ev-b", "id/C01.html"], ["a.html#proof"], ["data/x.ris"])


def test_nothing_is_lost_where_all_stands():
    assert not missing({"a.html": {"C01"}}, Site({"a.html": {"C01", "C02"}}))


def test_a_page_that_was_renamed_hands_its_anchors_on():
    site = Site({"old.html": set(), "new.html": {"C01"}}, {"old.html": "new.html"})
    assert not missing({"old.html": {"C01"}}, site)
    assert missing({"old.html": {"C01", "C02"}}, site).records == ["old.html#C02"]


def test_a_page_that_leads_nowhere_is_lost():
    assert missing({"old.html": set()}, Site({"old.html": set()}, {"old.html": "new.html"})).pages == ["old.html"]


def test_what_is_new_is_told_but_not_pages_that_only_lead_on():
    site = Site({"a.html": {"C01", "C02"}, "b.html": set(), "old.html": set()}, {"old.html": "b.html"})
    assert added({"a.html": {"C01"}}, site) == {"a.html": {"C02"}, "b.html": set()}


def test_the_page_that_took_the_place_of_another_is_guessed():
    site = Site({"a.html": {"x", "y"}, "new.html": {"x"}, "other.html": {"z"}})
    assert successor("old.html", {"old.html": {"x", "y"}, "a.html": set()}, site) == "new"
    assert successor("old.html", {"old.html": {"q"}, "a.html": set()}, site) == "chapters/…"


# The commands


def test_addresses_are_added_and_never_removed(site, capsys):
    assert main(["add", str(site(x=article("C01", "proof")))]) == 0
    assert main(["check", str(site(x=article("C01", "proof", "C02")))]) == 0
    assert "yet: 1." in capsys.readouterr().out
    assert main(["check", str(site(x=article("C02", "proof")))]) == 1
    assert "chapters/x.html#C01" in capsys.readouterr().err
    assert main(["add", "out"]) == 0
    listed = public_ids.read(Path("public-ids.txt").read_text("utf-8"), "")
    assert listed["chapters/x.html"] == {"C01", "C02", "proof"}


def test_each_lost_address_comes_with_its_remedy(site, capsys):
    main(["add", str(site(x=article("ev-a", "proof"), old=article("C01", "q")))])
    (site() / "chapters/old.html").unlink()
    assert main(["check", str(site(x=article(), new=article("C01")))]) == 1
    said = capsys.readouterr().err
    assert 'claims_moved_pages = {"chapters/old": "chapters/new"}' in said
    assert 'claims_retired_ids = {"ev-a": "' in said
    assert '<span id="proof"></span>' in said and "chapters/x.md" in said


def test_without_a_site_or_with_a_broken_list_the_command_says_so(site, capsys):
    assert main(["check", "nowhere"]) == 2
    assert "run `make html` first" in capsys.readouterr().err
    root = site()
    Path("public-ids.txt").write_text("a.html\n>>>>>>> x\n", "utf-8")
    assert main(["check", str(root)]) == 2
    assert "public-ids.txt:2" in capsys.readouterr().err


# What keeps an old address alive


def test_a_record_that_stands_elsewhere_or_was_given_up_has_a_note_where_it_stood():
    listed = {"a.html": {"C01", "C02", "ev-x", "proof"}, "old.html": {"C03", "C04"}}
    places = {"C01": "a", "C02": "b", "C03": "b", "C04": "a"}
    found = find_notes(listed, places, {"ev-x": "withdrawn"}, {"old": "a"})
    assert found == {"a": (Note("C02", "b"), Note("C03", "b"), Note("ev-x", "", "withdrawn"))}


def test_pages_that_were_renamed_are_checked():
    assert list(faults({"old": "new"}, {"new"})) == []
    assert "still a chapter" in next(faults({"a": "new"}, {"a", "new"}))
    assert "no chapter" in next(faults({"old": "older"}, {"new"}))


def test_a_site_leads_from_old_addresses_to_new_ones(build):
    text = "law.html\n C05\n C06\nclaims.html\n C99\n C05\nold.html\n C07\nid/C99.html\n"
    (build.root / "public-ids.txt").write_text(text, "utf-8")
    app = build(claims_moved_pages={"more/old": "claims"})
    assert warnings(app) == []
    notes = page(app, "law.html").select(".moved")
    assert [note["id"] for note in notes] == ["C05", "C06"]
    assert notes[0].a["href"] == "claims.html#C05" and notes[0].a.text == "The blockade"
    (note,) = page(app, "claims.html").select(".moved")
    assert note["id"] == "C99" and note.text.strip().endswith("It was given up: merged into C05")
    assert page(app, "more/old.html").a["href"] == "../claims.html"
    assert page(app, "id/C99.html").a["href"] == "../claims.html#C99"


def test_a_note_follows_its_record(build):
    (build.root / "public-ids.txt").write_text("law.html\n C07\n", "utf-8")
    build()
    claims = build.root / "claims.md"
    kept, heading, moved = claims.read_text("utf-8").partition("## What both say")
    claims.write_text(kept, "utf-8")
    with open(build.root / "letter.md", "a", encoding="utf-8") as letter:
        letter.write(f"\n{heading}{moved}")
    app = build()
    assert page(app, "law.html").select_one(".moved a")["href"] == "letter.html#C07"


@pytest.mark.parametrize(
    ("moved", "said"),
    [({"old": "nowhere"}, "leads to nowhere, which is no chapter"), ({"law": "claims"}, "law is still a chapter")],
)
def test_a_page_that_leads_nowhere_is_reported(build, moved, said):
    (warning,) = warnings(build(claims_moved_pages=moved))
    assert said in warning and "conf.py" in warning


def test_a_broken_list_is_reported(build):
    (build.root / "public-ids.txt").write_text("law.html\n<<<<<<< HEAD\n", "utf-8")
    (warning,) = warnings(build())
    assert "public-ids.txt:2" in warning


# The real site


def test_no_public_address_of_the_real_site_is_lost(real_site, project):
    listed = public_ids.read((project / "public-ids.txt").read_text("utf-8"), "public-ids.txt")
    gone = missing(listed, collect(real_site))
    assert not gone, gone
    assert sum(map(len, listed.values())) > 3000
