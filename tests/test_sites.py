"""Tiny sites, built by Sphinx itself: what readers see, in every format, also after a change."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import parse_qs

import jsonschema
import pytest
from bs4 import BeautifulSoup
from claims.export import FILES, schema
from conftest import differing, page, warnings
from sphinx.util.inventory import InventoryFile


def words(node):
    """Return the text of a node as a reader sees it, white space folded."""
    return " ".join(node.get_text().split())


def test_what_a_reader_sees_at_a_claim(built):
    claims = page(built, "claims.html")
    record = words(claims.find(id="C05").find_parent(class_="record"))
    assert "Claim C05 · fact · said in the letter" in record
    assert "“the only lifeline” — L05 (reading: secure)" in record
    assert "Contested — 2 sources support it, 1 disputes it." in record
    assert "All that disputes it comes from the Azerbaijani side." in record
    assert "Nothing that disputes it was itself read" in record
    assert "Known on 8 September 2023: 2 in support, 0 in dispute, 0 qualifying, 0 as context." in record
    assert "Since then: 0 in support, 1 in dispute" in record
    assert claims.find(id="C05").find_parent(class_="record").find("em").get_text() == "December"


def test_evidence_follows_the_prose_of_its_section_and_precedes_subsections(built):
    section = page(built, "claims.html").find(id="the-road")
    text = words(section)
    assert text.index("Prose of our own.") < text.index("Supports (2 sources)") < text.index("Text of a subsection.")
    entry = section.find(id="ev-court-2023-order").find_parent("li")
    assert "International Court of Justice" not in words(entry)
    assert "ICJ, Armenia v Azerbaijan (Order, 22 February 2023), paras 54–57" in words(entry)
    assert "“take all measures”" in words(entry)
    assert "court · read in part" in words(entry)
    assert entry.find("a", string="C06")["href"] == "#C06"
    assert [h.get_text() for h in section.find_all(class_="relation")][:3] == [
        "Supports (2 sources)", "Disputes (1 source)", "Elements and steps it bears on",
    ]  # fmt: skip


def test_evidence_from_another_chapter_is_collected_and_shown_in_its_own(built):
    here = page(built, "more/record.html").find(id="ev-yerevan-2023").find_parent(class_="record")
    assert "supports C05 supports C07" in words(here)
    there = page(built, "claims.html").find(class_="about-C05")
    assert "The paper reported the closing; see C06." in words(there)
    assert {a["href"] for a in there.find_all("a", string="C06")} == {"#C06"}
    assert here.find("a", string="C06")["href"] == "../claims.html#C06"


def test_a_fact_that_both_sides_state_is_established(built):
    assert "Established" in words(page(built, "claims.html").find(id="C07").find_parent(class_="record"))


def test_references_in_running_text(built):
    links = {a.get_text(): a["href"] for a in page(built, "claims.html").find_all("a", href=True)}
    assert links["E4"] == "law.html#E4"
    assert links["L05"] == "letter.html#L05"
    assert links["event-2022-12-12"] == "more/record.html#event-2022-12-12"
    assert (
        links["ICJ, Armenia v Azerbaijan (Order, 22 February 2023), para. 67"] == "reference.html#cite-court-2023-order"
    )


def test_elements_steps_and_passages_show_what_bears_on_them(built):
    law, letter = page(built, "law.html"), page(built, "letter.html")
    assert "Authorities on its meaning (1 source)" in words(law.find(class_="about-E4"))
    assert "C05 The road has been closed since December 2022. (contested)" in words(law.find(class_="about-E4"))
    assert "O08 Notice" in words(law.find(class_="about-E4"))
    assert "Qualifies (1 source)" in words(law.find(class_="about-O08"))
    assert "C05 The road has been closed" in words(law.find(class_="about-O08"))
    assert "Claims drawn from it: C05" in words(letter)


def test_generated_pages(built):
    reference = page(built, "reference.html")
    rows = [words(row) for row in reference.find("table", class_="claims-table").find_all("tr")]
    assert rows[1] == "C05 The road has been closed since December 2022. fact contested The blockade 2 1 0"
    assert len(rows) == 4
    assert "•" in words(reference.find("table", class_="matrix"))
    assert "Claims without evidence (1) C06" in words(reference)
    assert "12 December 2022: The road was closed. (contested by: azerbaijan)" in words(reference)
    assert "azerbaijan (1)" in words(reference)
    assert "3 claims" in words(page(built, "index.html"))


def entry_of(app, key):
    return page(app, "reference.html").find(id=f"cite-{key}").find_parent(class_="source")


def test_an_entry_says_what_was_read_and_in_which_copy(built):
    order = entry_of(built, "court-2023-order")
    assert words(order.find(class_="source-title")) == "ICJ, Armenia v Azerbaijan (Order, 22 February 2023)"
    assert (
        "Application of the Convention (Armenia v Azerbaijan) (Provisional Measures, Order) General List No 180 "
        "(International Court of Justice, 22 February 2023)." in words(order)
    )
    assert "court-2023-order · court · read in part, in this copy (copies.example.com)" in words(order)
    assert order.find("a", string="in this copy (copies.example.com)")["href"] == "https://copies.example.com/order"


def test_an_entry_leads_to_the_original_to_an_archive_and_to_its_files(built):
    order, daily, baku = (entry_of(built, key) for key in ("court-2023-order", "yerevan-2023", "baku-2023"))
    assert order.find("a", string="original")["href"] == "https://example.org/order"
    lookup = order.find("a", string="look up in the Internet Archive")["href"]
    assert lookup == "https://web.archive.org/web/20230222/https://example.org/order"
    assert daily.find("a", string="archived copy")["href"] == "https://archive.example.net/daily"
    assert "address not verified: https://example.org/baku" in words(baku)
    assert "read only second-hand" in words(baku)
    assert not baku.find("a", string="original")
    for name, extension in (("BibTeX", "bib"), ("CSL-JSON", "json"), ("RIS", "ris")):
        address = order.find("a", string=name)["href"]
        assert address == f"data/sources/court-2023-order.{extension}"
        assert Path(built.outdir, address).is_file()


def test_an_entry_names_every_place_that_uses_its_source(built):
    order, daily, baku = (entry_of(built, key) for key in ("court-2023-order", "yerevan-2023", "baku-2023"))
    lines = [words(line) for line in order.find(class_="cited-in").find_all("li")]
    assert lines == ["supports C05", "qualifies O08", "pages: The blockade"]
    assert order.find("a", string="The blockade")["href"] == "claims.html"
    assert order.find("a", string="C05")["href"] == "claims.html#C05"
    assert "passages and events: L05, 2022-12-12" in words(daily)
    assert "known through it: Daily, ‘The Road Is Closed’ " not in words(daily)
    assert "known through it: Hajiyev, ‘No Blockade, Says Baku’ (September 2023)" in words(daily)
    assert "as cited in Daily, ‘The Road Is Closed’ (2 January 2023)." in words(baku)
    assert baku.find("a", string=re.compile("Daily")) or baku.find("a", href="#cite-yerevan-2023")


def test_the_bibliography_stands_by_kind_and_leads_to_the_entries(built):
    reference = page(built, "reference.html")
    titles = [words(title) for title in reference.find_all(class_="rubric")]
    assert [t for t in titles if t.startswith(("Cases", "Articles", "Web"))] == [
        "Cases (2)", "Articles in journals and the press (1)", "Web pages (1)",
    ]  # fmt: skip
    assert reference.find(class_="bibliography").find("a", href="#cite-court-2015").get_text() == "court-2015"


def test_the_files_of_data_are_listed_and_there(built):
    links = page(built, "reference.html").find("table", class_="data-files").find_all("a")
    assert [link["href"] for link in links] == [f"data/{name}" for name in FILES]
    written = {path.name for path in Path(built.outdir, "data").iterdir() if path.is_file()}
    assert written == set(FILES)


def test_reference_managers_find_the_sources_on_the_page(built):
    spans = page(built, "reference.html").find_all("span", class_="Z3988")
    found = [parse_qs(span["title"]) for span in spans]
    assert [item["rft.type"] for item in found] == [["webpage"], ["case"], ["case"], ["newspaperArticle"]]
    assert found[3]["rft.source"] == ["Daily"]
    assert found[0]["rft.creator"] == ["Hajiyev, Hikmet"]


def test_entries_on_pages_by_initial(build):
    reference = build.root / "reference.md"
    text = reference.read_text("utf-8").replace(":::{source-entries}\n", ":::{source-entries} b\n")
    reference.write_text(text + "\n:::{source-entries} y\n:::\n", "utf-8")
    app = build()
    assert [line.split("WARNING: ")[1] for line in warnings(app)] == [
        f"{key}: no page shows its entry: add c.md with {{source-entries}} c [claims.source]"
        for key in ("court-2015", "court-2023-order")
    ]
    assert not page(app, "reference.html").find(id="cite-court-2015")
    assert "[A v B" not in words(page(app, "claims.html"))


def test_a_claim_says_how_it_is_cited(build, built):
    line = page(built, "claims.html").find(class_="cite-this")
    assert words(line) == "Cite this claim: Set (edition 1), claim C05, id/C05.html."
    assert line.find("a")["href"] == "id/C05.html"
    conf = build.root / "conf.py"
    conf.write_text(conf.read_text("utf-8") + 'html_baseurl = "https://example.org/set"\n', "utf-8")
    link = page(build(), "claims.html").find(class_="cite-this").find("a")
    assert link["href"] == link.get_text() == "https://example.org/set/id/C05.html"


def test_a_permanent_address_leads_to_where_the_record_stands(build, built):
    pages = Path(built.outdir, "id")
    assert {path.stem for path in pages.iterdir()} == {"C05", "C06", "C07", "E4", "O08", "L05"}
    found = BeautifulSoup((pages / "C05.html").read_text("utf-8"), "html.parser")
    assert found.find("meta", {"http-equiv": "refresh"})["content"] == "0; url=../claims.html#C05"
    assert found.find("a")["href"] == found.find("link", rel="canonical")["href"] == "../claims.html#C05"
    claims, law = build.root / "claims.md", build.root / "law.md"
    moved = claims.read_text("utf-8").partition("## What both say")
    claims.write_text(moved[0], "utf-8")
    law.write_text(law.read_text("utf-8") + "\n" + moved[1] + moved[2], "utf-8")
    build()
    assert "../law.html#C07" in (pages / "C07.html").read_text("utf-8")
    assert "../index.html#C05" in Path(build("singlehtml").outdir, "id/C05.html").read_text("utf-8")


def test_a_key_that_names_another_file_writes_none(build):
    bib = build.root / "references.bib"
    entry = (
        bib.read_text("utf-8")
        .split("\n\n")[-1]
        .replace("yerevan-2023", "../../../../references")
        .replace("/daily", "/other")
    )
    text = bib.read_text("utf-8") + "\n" + entry
    bib.write_text(text, "utf-8")
    app = build()
    assert any("write the key with a-z" in line for line in warnings(app))
    assert bib.read_text("utf-8") == text
    assert len(list(Path(app.outdir, "data/sources").iterdir())) == 12


def test_the_citation_role_of_sphinxcontrib_bibtex_gives_the_same_citation(build):
    law = build.root / "law.md"
    law.write_text(
        law.read_text("utf-8") + "\nSee {cite:p}`{see}court-2023-order{para. 9}`, {cite:t}`yerevan-2023`.\n", "utf-8"
    )
    app = build()
    assert warnings(app) == []
    assert "See [see ICJ, Armenia v Azerbaijan (Order, 22 February 2023), para. 9], Daily (2 January 2023)." in words(
        page(app, "law.html")
    )
    assert page(app, "law.html").find("a", href="reference.html#cite-court-2023-order")


def test_every_record_is_in_the_inventory_and_its_anchor_exists(built):
    inventory = InventoryFile.loads(Path(built.outdir, "objects.inv").read_bytes(), uri="").data
    assert sorted(inventory["claims:claim"]) == ["C05", "C06", "C07"]
    assert {f"claims:{k}" for k in ("passage", "element", "step", "evidence", "event", "source")} <= set(inventory)
    assert inventory["claims:source"]["court-2015"].uri == "reference.html#cite-court-2015"
    for kind, items in inventory.items():
        for ident, item in items.items():
            if kind.startswith("claims:"):
                name, anchor = item.uri.split("#")
                assert page(built, name).find(id=anchor), ident


def test_the_export_obeys_its_schema(built):
    data = json.loads(Path(built.outdir, "data/claims.json").read_text("utf-8"))
    published = json.loads(Path(built.outdir, "data/claims.schema.json").read_text("utf-8"))
    assert published == json.loads(json.dumps(schema()))
    jsonschema.Draft202012Validator.check_schema(published)
    jsonschema.validate(data, published)
    claim = next(claim for claim in data["claims"] if claim["id"] == "C05")
    assert claim["standing"]["word"] == "contested"
    assert claim["address"] == "claims.html#C05"
    assert data["evidence"][0]["relations"][0] == {"relation": "disputes", "cito": "disputes", "target": "C05"}
    data["claims"][0]["kind"] = "rumour"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(data, published)


@pytest.mark.parametrize("builder", ["singlehtml", "latex", "epub", "text"])
def test_other_formats_hold_the_same_words(build, builder):
    app = build(builder)
    assert warnings(app) == []
    name = {"singlehtml": "index.html", "latex": "set.tex", "epub": "claims.xhtml", "text": "claims.txt"}[builder]
    text = " ".join(Path(app.outdir, name).read_text("utf-8").split())
    for said in ("Claim C05", "Contested", "Supports (2 sources)", "The adviser said that there was no blockade."):
        assert said in text
    assert text.index("Prose of our own.") < text.index("Supports (2")


def test_formats_without_data_files_offer_none(build):
    text = Path(build("text").outdir, "reference.txt").read_text("utf-8")
    assert "original" in text
    assert "BibTeX" not in text


def test_one_page_has_no_broken_links_within(build):
    html = page(build("singlehtml"), "index.html").find(class_="body")
    ids = {tag["id"] for tag in html.find_all(id=True)}
    targets = {a["href"][1:] for a in html.find_all("a", href=True) if a["href"].startswith("#")}
    assert "C05" in targets
    assert targets <= ids | {""}


def test_without_entries_the_styles_serve_a_bibliography_of_sphinxcontrib_bibtex(build):
    reference = build.root / "reference.md"
    text = reference.read_text("utf-8").replace(":::{source-entries}\n", ":::{bibliography}\n:all:\n")
    reference.write_text(text + "\nSee {cite:p}`{see}court-2023-order{para. 9}`, {cite:t}`yerevan-2023`.\n", "utf-8")
    app = build()
    assert warnings(app) == []
    shown = words(page(app, "reference.html"))
    assert "See [see ICJ, Armenia v Azerbaijan (Order, 22 February 2023), para. 9], Daily (2 January 2023)." in shown
    assert "Hikmet Hajiyev, ‘No Blockade, Says Baku’ (September 2023), as cited in yerevan-2023." in shown
    assert page(app, "reference.html").find("a", href="#cite-court-2023-order")


# After a change


def edit(root, name, old, new):
    path = Path(root, name)
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def test_evidence_changed_in_one_chapter_reaches_the_claim_in_another(build, built):
    edit(build.root, "more/record.md", ":supports: C05 C07", ":disputes: C05")
    again = build()
    assert "1 source supports it, 2 dispute it." in words(page(again, "claims.html"))
    assert "contested The blockade 1 2 0" in words(page(again, "reference.html"))
    assert "disputes C05" in words(entry_of(again, "yerevan-2023"))


def test_what_collected_evidence_cites_and_names_reaches_the_claim(build, built):
    """The text of evidence in another chapter cites a source and names a claim; both change elsewhere."""
    edit(build.root, "more/record.md", "see {claim}`C06`.", "see {claim}`C06` and {source}`court-2015`.")
    app = build()
    assert "ECtHR, A v B (Judgment" in words(page(app, "claims.html"))
    edit(build.root, "references.bib", "title = {A v. B}", "title = {C v. D}")
    assert "ECtHR, C v D (Judgment" in words(page(build(), "claims.html"))
    text = (build.root / "claims.md").read_text("utf-8")
    start = text.index("## The appeal")
    appeal = text[start : text.index("## What both say")]
    (build.root / "claims.md").write_text(text.replace(appeal, ""), "utf-8")
    law = build.root / "law.md"
    law.write_text(law.read_text("utf-8") + "\n" + appeal, "utf-8")
    assert page(build(), "claims.html").find("a", href="law.html#C06")


def test_entries_that_change_places_are_found_again(build):
    reference = build.root / "reference.md"
    text = reference.read_text("utf-8").replace(":::{source-entries}\n", ":::{source-entries} b\n")
    reference.write_text(text + "\n:::{source-entries} y\n:::\n", "utf-8")
    (build.root / "law.md").write_text(
        (build.root / "law.md").read_text("utf-8") + "\n:::{source-entries} c\n:::\n", "utf-8"
    )
    assert page(build(), "claims.html").find("a", href="law.html#cite-court-2023-order")
    edit(build.root, "law.md", "{source-entries} c", "{source-entries} b")
    edit(build.root, "reference.md", "{source-entries} b", "{source-entries} c")
    assert page(build(), "claims.html").find("a", href="reference.html#cite-court-2023-order")


def test_evidence_moved_and_chapters_removed(build, built):
    block = ":::{evidence} yerevan-2023\n:supports: C05 C07\nThe paper reported the closing; see {claim}`C06`.\n:::\n"
    edit(build.root, "more/record.md", block, "")
    edit(build.root, "law.md", "# Law\n", "# Law\n\n" + block)
    again = build()
    assert "2 sources support it" in words(page(again, "claims.html"))
    assert page(again, "law.html").find(id="ev-yerevan-2023")
    edit(build.root, "law.md", block, "")
    assert "1 source supports it" in words(page(build(), "claims.html"))


def test_a_source_changed_in_the_bibliography_reaches_the_claims(build, built):
    edit(build.root, "references.bib", "standpoint = {armenia}", "standpoint = {press}")
    again = build()
    assert "Supported" in words(page(again, "claims.html").find(id="C07").find_parent(class_="record"))


def test_a_removed_source_leaves_no_file_and_no_entry(build, built):
    files = Path(built.outdir, "data/sources")
    assert (files / "court-2015.ris").is_file()
    edit(build.root, "references.bib", "{court-2015,", "{court-2016,")
    edit(build.root, "letter.md", "court-2015", "court-2016")
    edit(build.root, "law.md", "{evidence} court-2015", "{evidence} court-2016")
    again = build()
    assert warnings(again) == []
    assert {path.stem for path in files.iterdir()} == {"baku-2023", "court-2016", "court-2023-order", "yerevan-2023"}
    assert page(again, "reference.html").find(id="cite-court-2016")
    assert not page(again, "reference.html").find(id="cite-court-2015")


def test_a_source_that_only_running_text_cites_is_used(build, built):
    bib = build.root / "references.bib"
    entry = bib.read_text("utf-8").split("\n\n")[-1].replace("yerevan-2023", "yerevan-2024").replace("/daily", "/other")
    bib.write_text(bib.read_text("utf-8") + "\n" + entry, "utf-8")
    assert [line.split("WARNING: ")[1].split(":")[0] for line in warnings(build())] == ["yerevan-2024"]
    law = build.root / "law.md"
    law.write_text(law.read_text("utf-8") + "\nSee {source}`yerevan-2024`.\n", "utf-8")
    again = build()
    assert warnings(again) == []
    assert "pages: Law" in words(entry_of(again, "yerevan-2024"))


def test_only_chapters_that_show_the_change_are_written_again(build, built):
    before = {p.name: p.stat().st_mtime_ns for p in Path(built.outdir).glob("*.html")}
    edit(build.root, "more/record.md", "The road was closed.", "The road was shut.")
    again = build()
    after = {p.name: p.stat().st_mtime_ns for p in Path(again.outdir).glob("*.html")}
    assert before["letter.html"] == after["letter.html"]
    assert before["law.html"] == after["law.html"]
    assert "The road was shut." in words(page(again, "reference.html"))


def test_formats_that_share_what_was_read_do_not_hide_changes_from_each_other(build, built):
    edit(build.root, "more/record.md", ":supports: C05 C07", ":disputes: C05")
    build("text")
    again = build()
    assert "1 source supports it, 2 dispute it." in words(page(again, "claims.html"))


@pytest.mark.slow
def test_parallel_and_serial_builds_are_the_same_bytes(rootdir, tmp_path):
    outs = []
    for jobs in ("1", "2"):
        root = tmp_path / jobs / "set"
        shutil.copytree(rootdir / "test-set", root)
        for n in range(6):  # Sphinx reads in parallel only when there are more than five chapters
            (root / f"more{n}.md").write_text(f":orphan:\n\n# More {n}\n", "utf-8")
        run = [sys.executable, "-m", "sphinx", "-q", "-b", "html", "-j", jobs, str(root), str(tmp_path / jobs / "out")]
        subprocess.run(run, check=True, cwd=root, env={"PYTHONPATH": str(Path("_ext").resolve()), "PATH": ""})
        outs.append(tmp_path / jobs / "out")
    assert differing(*outs) == []


def test_books_are_offered_only_where_they_lie_beside_the_site(build):
    assert page(build(), "reference.html").find_all(class_="downloads") == []
    offered = page(build(claims_downloads=True, epub_basename="small"), "reference.html").find_all(class_="downloads")
    assert [[(a["href"], a.get_text()) for a in line.find_all("a")] for line in offered] == [
        [("files/small.pdf", "the whole set as a PDF"), ("files/small.epub", "as an e-book (EPUB)")],
        [("files/small-law.pdf", "this part as a PDF")],
    ]
    assert page(build("epub", claims_downloads=True), "reference.xhtml").find_all(class_="downloads") == []


def test_a_quotation_leads_to_its_words_on_a_site_alone(build, built):
    links = page(built, "claims.html").find_all("a", class_="to-words")
    assert [(link.get_text(), link["href"]) for link in links] == [
        ("look it up", "https://copies.example.com/order#:~:text=take%20all%20measures")
    ]
    text = page(build("epub"), "claims.xhtml")
    assert not text.find_all("a", class_="to-words")


FORM = "https://example.org/new?template=correction.yml&record=RECORD"


def test_every_record_says_how_to_cite_it_and_leads_to_the_form_for_corrections(build):
    app = build(claims_correction_form=FORM)
    assert warnings(app) == []
    found = {}
    for path in sorted(Path(app.outdir).rglob("*.html")):
        for link in BeautifulSoup(path.read_text("utf-8"), "html.parser").find_all("a", class_="correct-this"):
            found[link["href"].partition("record=")[2]] = words(link.parent)
    assert {"L05", "C05", "E4", "O08", "court-2023-order"} <= set(found)
    assert found["E4"].startswith("Cite this element:")
    assert found["E4"].endswith("element E4, id/E4.html. Suggest a correction.")


def test_without_a_form_nothing_leads_to_one(build, built):
    assert not page(built, "claims.html").find(class_="correct-this")
    app = build("epub", claims_correction_form=FORM)
    assert "Suggest a correction" not in Path(app.outdir, "claims.xhtml").read_text("utf-8")
