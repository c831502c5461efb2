"""Drawings: their numbers are those of the records, and what cannot be seen is told in words."""

from __future__ import annotations

import itertools
from pathlib import Path
from xml.etree import ElementTree

import pytest
from claims.drawings import _spread
from claims.maps import KM_PER_DEGREE, WIDTH, BadMap, draw
from claims.svg import Drawing
from conftest import page, warnings

SVG = "{http://www.w3.org/2000/svg}"


def pictures(app, name):
    return {svg["class"][-1]: svg for svg in page(app, name).find_all("svg", class_="drawing")}


def test_the_balance_has_one_square_for_each_source_of_each_claim(built):
    rows = [
        row.find_all("td")
        for row in page(built, "reference.html").find("table", class_="balance-table").tbody.find_all("tr")
    ]
    numbers = {row[0].get_text().split()[0]: [cell.get_text() for cell in row[1:]] for row in rows}
    assert numbers["C05"] == ["2 + 0", "0 + 1", "0 + 0"]
    known = sum(int(cell.split(" + ")[0]) for row in numbers.values() for cell in row)
    later = sum(int(cell.split(" + ")[1]) for row in numbers.values() for cell in row)
    picture = pictures(built, "reference.html")["balance"]
    assert len(picture.find_all("rect", class_="full")) == known > 0
    assert len(picture.find_all("rect", class_="hollow")) == later > 0
    assert {a["href"] for a in picture.find_all("a")} == {f"claims.html#{ident}" for ident in numbers}


def test_disputes_stand_left_of_the_axis_and_supports_right_of_it(built):
    picture = pictures(built, "reference.html")["balance"]
    height = {a.get_text(): float(a.find("text")["y"]) for a in picture.find_all("a")}
    axis = float(picture.find("polyline", class_="axis")["points"].split(",")[0])
    row = [rect for rect in picture.find_all("rect") if 0 <= height["C05"] - float(rect["y"]) < 17]
    assert sorted(float(rect["x"]) < axis for rect in row) == [False, False, True]


def test_events_are_drawn_at_their_day_and_a_label_leads_to_its_event(built):
    picture = pictures(built, "more/record.html")["events"]
    first = float(picture.find("circle")["cy"])
    months = {text.get_text(): float(text["y"]) for text in picture.find_all("text", class_="month")}
    assert list(months) == ["Dec 2022", "Jan 2023", "Feb 2023"]
    assert first - (months["Dec 2022"] - 4) == pytest.approx(11 * (months["Jan 2023"] - months["Dec 2022"]) / 31)
    assert picture.find("circle")["class"] == ["event", "hollow"]  # contested
    label = picture.find("a")
    assert label["href"] == "#event-2022-12-12"
    assert label.get_text() == "12 Dec: The road is closed"
    assert "12 December 2022, The road is closed" in picture.find("desc").get_text()


def test_every_drawing_has_a_title_and_a_description_of_its_own(built):
    for name in ("reference.html", "more/record.html"):
        for svg in pictures(built, name).values():
            for attribute in ("aria-labelledby", "aria-describedby"):
                assert svg.find(id=svg[attribute]).get_text()


@pytest.mark.parametrize("builder", ["text", "latex"])
def test_a_format_without_drawings_has_the_words(build, builder):
    app = build(builder)
    assert warnings(app) == []
    text = " ".join("".join(path.read_text("utf-8") for path in Path(app.outdir).rglob("*.t*x*")).split())
    assert "The road. The road runs from one town to another." in text
    assert "One square is one source" in text


def test_an_ebook_has_its_drawings_as_files(build):
    app = build("epub")
    images = [image for image in page(app, "more/record.xhtml").find_all("img") if "_images" in image["src"]]
    assert [image["src"] for image in images] == ["../_images/events.svg", "../_images/map-road.svg"]
    assert images[1]["alt"] == "The road. The road runs from one town to another."
    for image in images:
        assert ElementTree.parse(Path(app.outdir, "more", image["src"])).getroot().tag == f"{SVG}svg"
    manifest = Path(app.outdir, "content.opf").read_text("utf-8")
    assert 'href="_images/events.svg"' in manifest
    assert 'media-type="image/svg+xml"' in manifest


def test_places_are_moved_apart_no_more_than_they_must():
    assert _spread([0, 100], 10) == [0, 100]
    assert _spread([50, 50], 10) == [45, 55]
    assert _spread([], 10) == []
    moved = _spread([0, 2, 4, 20, 21], 10)
    assert all(after - before >= 10 - 1e-9 for before, after in itertools.pairwise(moved))


def feature(kind="place", form="Point", coordinates=(47.0, 39.5), **properties):
    return {
        "properties": {"kind": kind, "name": "N", **properties},
        "geometry": {"type": form, "coordinates": coordinates},
    }


def drawn(*features, bbox=(46, 39, 48, 40)):
    data = {"bbox": list(bbox), "features": list(features)}
    return ElementTree.fromstring(draw(data, "map", "Title", "Description.").svg())


def test_a_place_stands_where_its_degrees_say_and_the_bar_is_as_long_as_it_says():
    root = drawn(feature())
    height = float(root.get("viewBox").split()[3])
    dot = root.find(f"{SVG}circle")
    assert (float(dot.get("cx")), float(dot.get("cy"))) == pytest.approx((WIDTH / 2, height / 2), abs=0.01)
    bar = root.find(f"{SVG}polyline[@class='scale']").get("points").split()
    length = float(bar[2].split(",")[0]) - float(bar[1].split(",")[0])
    km = int(root.findall(f"{SVG}text")[-1].text.split()[0])
    assert length / height * KM_PER_DEGREE == pytest.approx(km, rel=0.001)  # the map is one degree high


def test_a_degree_of_longitude_is_as_short_as_its_latitude_makes_it():
    root = drawn(feature(coordinates=(1.0, 59.5)), feature(coordinates=(2.0, 60.5)), bbox=(0, 59, 4, 61))
    (x1, y1), (x2, y2) = ((float(dot.get("cx")), float(dot.get("cy"))) for dot in root.findall(f"{SVG}circle"))
    assert (x2 - x1) / (y1 - y2) == pytest.approx(0.5, rel=0.01)  # the cosine of sixty degrees


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (feature("lake"), "unknown kind 'lake of Point'"),
        (feature("border"), "unknown kind 'border of Point'"),
        (feature(side="up"), "unknown side 'up': write one of above, below, left, right"),
        ({"properties": {}, "geometry": {}}, "feature 1 lacks 'kind'"),
        (feature(coordinates=("x", "y")), "feature 1 lacks"),
    ],
)
def test_a_map_that_cannot_be_drawn_says_why(wrong, says):
    with pytest.raises(BadMap, match=says):
        drawn(wrong)


def test_words_are_escaped_and_numbers_short():
    picture = Drawing("x", 10, 10, "A & B", "<b>")
    picture.words(1.23456, 2.0, "<script>", link='"x"')
    assert 'x="1.23" y="2"' in picture.svg()
    assert "<script>" not in picture.svg()
    assert ElementTree.fromstring(picture.svg()).find(f"{SVG}title").text == "A & B"
