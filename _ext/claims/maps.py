"""A locator map, drawn from a GeoJSON file that lies beside the chapter (RFC 7946, https://www.rfc-editor.org/rfc/rfc7946).

A map shows what its file says and nothing else: lines of a kind (``border``, ``coast``, ``road``, ``frame``) and named
points (``place``, ``area``). The projection is the plate carrée with true distances at the middle latitude, which is
right to about one part in a hundred over the few degrees of a locator map.
"""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any, ClassVar

from docutils import nodes
from docutils.nodes import Node
from docutils.parsers.rst.directives import unchanged
from sphinx.util.docutils import SphinxDirective

from .build import paragraph
from .nodes import drawn
from .problems import Problem, unknown
from .records import Place
from .svg import ACCENT, FAINT, INK, SIZE, Drawing

WIDTH = 400
"""Width of a map in units of the drawing."""
KM_PER_DEGREE = 111.2
"""Length of a degree of latitude (mean Earth radius of 6,371 km)."""
LINES = {"border": (INK, 1.2), "coast": (FAINT, 0.8), "road": (ACCENT, 2.4), "frame": (INK, 0.8)}
"""Kinds of line: colour and width."""
POINTS = ("area", "place")
SIDES = {"right": ("start", 6, 4), "left": ("end", -6, 4), "above": ("middle", 0, -8), "below": ("middle", 0, 16)}
"""Where a place has its name: how the text is anchored, and its distance from the place."""

Point = tuple[float, float]


class BadMap(ValueError):
    """The file of a map cannot be drawn; the message says why and what to write instead."""


class MapDirective(SphinxDirective):
    """``{map} corridor.geojson``: a map; its text, shown below, tells what the map shows to those who do not see it."""

    required_arguments = 1
    has_content = True
    option_spec: ClassVar = {"title": unchanged}

    def run(self) -> list[Node]:
        relative, path = self.env.relfn2path(self.arguments[0].strip())
        self.env.note_dependency(relative)
        caption = self.parse_content_to_nodes()
        description = " ".join(" ".join(node.astext() for node in caption).split())
        title = self.options.get("title", "").strip()
        try:
            if not (title and description):
                raise BadMap("say what it shows in ':title:' and in a text")
            data = _read(Path(path))
            picture = draw(data, f"map-{Path(path).stem}", title, description)
        except BadMap as error:
            place = Place(self.env.docname, self.lineno)
            problem = Problem("map", f"map {self.arguments[0]}: {error}", place)
            self.env.get_domain("claims").note_problem(problem)  # type: ignore[attr-defined]
            return caption
        source = paragraph(str(data.get("source", "")), classes=["record-meta"])
        return [nodes.container("", drawn(picture), *caption, source, classes=["map"])]


def _read(path: Path) -> dict[str, Any]:
    try:
        data = json.loads(path.read_text("utf-8"))
    except OSError as error:
        raise BadMap("there is no such file beside the chapter") from error
    except ValueError as error:
        raise BadMap(f"it is not JSON: {error}") from error
    if not isinstance(data, dict) or len(data.get("bbox", ())) != 4 or not isinstance(data.get("features"), list):
        raise BadMap('write a GeoJSON FeatureCollection with "bbox": [west, south, east, north] and "features"')
    return data


def draw(data: dict[str, Any], name: str, title: str, description: str) -> Drawing:
    """Return the map of a GeoJSON FeatureCollection (coordinates in degrees, longitude first).

    Raises :class:`BadMap` for a feature that has another kind, geometry or side than those above.
    """
    west, south, east, north = data["bbox"]
    scale = WIDTH / ((east - west) * math.cos(math.radians((south + north) / 2)))  # units per degree of latitude
    picture = Drawing(name, WIDTH, (north - south) * scale, title, description)

    def at(coordinates: list[float]) -> Point:
        longitude, latitude = coordinates[:2]
        return (longitude - west) * WIDTH / (east - west), (north - latitude) * scale

    for number, feature in enumerate(data["features"], 1):
        try:
            kind, geometry = feature["properties"]["kind"], feature["geometry"]
            form = geometry["type"]
            if form == "LineString" and kind in LINES:
                colour, width = LINES[kind]
                picture.line([at(point) for point in geometry["coordinates"]], kind, colour, width)
            elif form == "Point" and kind in POINTS:
                _point(picture, at(geometry["coordinates"]), feature["properties"])
            else:
                raise BadMap(f"feature {number}: {unknown('kind', f'{kind} of {form}', _known())}")
        except (KeyError, TypeError, ValueError) as error:
            if isinstance(error, BadMap):
                raise
            raise BadMap(f"feature {number} lacks {error}: write 'kind', 'name', and coordinates") from error
    _scale_bar(picture, scale)
    return picture


def _known() -> list[str]:
    return [f"{kind} of LineString" for kind in LINES] + [f"{kind} of Point" for kind in POINTS]


def _point(picture: Drawing, place: Point, properties: dict[str, Any]) -> None:
    x, y = place
    if properties["kind"] == "area":
        picture.words(x, y, properties["name"], "area", "middle", SIZE)
        return
    side = properties.get("side", "right")
    if side not in SIDES:
        raise BadMap(unknown("side", side, SIDES))
    anchor, right, down = SIDES[side]
    picture.dot(x, y, 3, "place")
    picture.words(x + right, y + down, properties["name"], "place-name", anchor, SIZE - 2)


def _scale_bar(picture: Drawing, scale: float) -> None:
    """Draw a bar of a round number of kilometres, about a fifth of the map wide, in its lower left corner."""
    km = max(n for n in (1, 2, 5, 10, 20, 50, 100, 200, 500) if n * scale / KM_PER_DEGREE <= WIDTH / 4 or n == 1)
    left, right, y = 12, 12 + km * scale / KM_PER_DEGREE, picture.height - 12
    picture.line([(left, y - 4), (left, y), (right, y), (right, y - 4)], "scale")
    picture.words(left, y - 8, f"{km} km", "scale", size=SIZE - 2)
