"""Drawings as SVG: lines, marks and words, with a title and a description for those who do not see them.

Colours and sizes are written as attributes, so that a drawing is whole in a file of its own; on the site the style
sheet overrides them by class and makes them follow the theme. Numbers are rounded: the same data, the same bytes.
Rules: SVG 1.1, https://www.w3.org/TR/SVG11/; names and descriptions: https://www.w3.org/TR/svg-aam-1.0/.
"""

from __future__ import annotations

from xml.etree import ElementTree

INK, FAINT, ACCENT, PAPER = "#222832", "#8a8f98", "#176de8", "#ffffff"
SIZE = 13
"""Height of the letters, in the units of every drawing; a drawing is about 400 units wide."""


class Drawing:
    """A drawing of *width* by *height* units; *name* tells it apart from others on its page."""

    def __init__(self, name: str, width: float, height: float, title: str, description: str) -> None:
        self.name, self.height, self.title, self.description = name, height, title, description
        self.root = ElementTree.Element(
            "svg",
            {
                "xmlns": "http://www.w3.org/2000/svg",
                "class": f"drawing {name}",
                "viewBox": f"0 0 {_number(width)} {_number(height)}",
                "role": "group",
                "aria-labelledby": f"{name}-title",
                "aria-describedby": f"{name}-description",
                "font-family": "sans-serif",
                "font-size": str(SIZE),
            },
        )
        self._add(self.root, "title", {"id": f"{name}-title"}, title)
        self._add(self.root, "desc", {"id": f"{name}-description"}, description)

    def _add(self, parent: ElementTree.Element, tag: str, attributes: dict[str, str], text: str = "") -> None:
        ElementTree.SubElement(parent, tag, attributes).text = text or None

    def line(self, points: list[tuple[float, float]], kind: str, colour: str = INK, width: float = 1) -> None:
        """Draw a line through *points*; *kind* is its class."""
        at = " ".join(f"{_number(x)},{_number(y)}" for x, y in points)
        style = {"fill": "none", "stroke": colour, "stroke-width": _number(width), "stroke-linejoin": "round"}
        self._add(self.root, "polyline", {"class": kind, "points": at, **style})

    def square(self, x: float, y: float, side: float, kind: str, full: bool = True) -> None:
        """Draw a square from its upper left corner, full or only its outline."""
        inset = 0 if full else 0.5
        box = {"x": _number(x + inset), "y": _number(y + inset)}
        size = {"width": _number(side - 2 * inset), "height": _number(side - 2 * inset)}
        self._add(self.root, "rect", {"class": _kind(kind, full), **box, **size, **_filled(full)})

    def dot(self, x: float, y: float, radius: float, kind: str, full: bool = True) -> None:
        """Draw a dot around its middle, full or only its outline."""
        at = {"cx": _number(x), "cy": _number(y), "r": _number(radius - (0 if full else 0.5))}
        self._add(self.root, "circle", {"class": _kind(kind, full), **at, **_filled(full)})

    def words(
        self, x: float, y: float, text: str, kind: str = "", anchor: str = "start", size: float = SIZE, link: str = ""
    ) -> None:
        """Write *text* on the line at *y*, beginning (or ending, or centred) at *x*, as a link if there is one."""
        parent = ElementTree.SubElement(self.root, "a", {"href": link}) if link else self.root
        style = {"fill": ACCENT if link else INK, "text-anchor": anchor, "font-size": _number(size)} | _HALO
        self._add(parent, "text", {"class": kind or "words", "x": _number(x), "y": _number(y), **style}, text)

    def svg(self, linked: bool = True) -> str:
        """Return the drawing as SVG; where nothing can be clicked, *linked* is false and it is one image."""
        root = self.root
        if not linked:
            root = ElementTree.fromstring(ElementTree.tostring(root))
            root.set("role", "img")
            for place, child in enumerate(root):
                if child.tag.endswith("}a"):
                    root[place] = child[0]
            ElementTree.register_namespace("", "http://www.w3.org/2000/svg")
        return ElementTree.tostring(root, encoding="unicode")


_HALO = {"stroke": PAPER, "stroke-width": "3", "stroke-linejoin": "round", "style": "paint-order: stroke"}
"""Words stay readable where they cross a line."""


def _kind(kind: str, full: bool) -> str:
    return f"{kind} {'full' if full else 'hollow'}"


def _filled(full: bool) -> dict[str, str]:
    return {"fill": INK if full else PAPER, "stroke": INK, "stroke-width": "0" if full else "1"}


def _number(value: float) -> str:
    """Return a number with at most two decimals.

    >>> _number(3.0), _number(2.3456)
    ('3', '2.35')
    """
    return f"{value:.2f}".rstrip("0").rstrip(".")
