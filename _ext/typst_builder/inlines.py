"""What stands within a line: text, emphasis, links, notes."""

from __future__ import annotations

from typing import Any

from docutils import nodes

from .markup import label, string, strings, text

Element = nodes.Element


class InlineTranslator:
    """The part of the translator that writes what stands within a line."""

    body: list[str]
    builder: Any
    docname: str
    notes: dict[str, nodes.footnote]
    noted: set[str]
    anchors: Any
    _call: Any

    def _end_inline(self, node: Element) -> None:
        self.body.append("];")

    def visit_Text(self, node: nodes.Text) -> None:
        self.body.append(text(node.astext().replace("\n", " ")))

    def depart_Text(self, node: nodes.Text) -> None: ...

    def visit_emphasis(self, node: Element) -> None:
        self.body.append("#emph[")

    def visit_strong(self, node: Element) -> None:
        self.body.append("#strong[")

    def visit_literal(self, node: Element) -> None:
        self.body.append(f"#raw({string(node.astext())});")
        raise nodes.SkipNode

    def visit_superscript(self, node: Element) -> None:
        self.body.append("#super[")

    def visit_subscript(self, node: Element) -> None:
        self.body.append("#sub[")

    depart_emphasis = depart_strong = depart_superscript = depart_subscript = _end_inline

    def visit_title_reference(self, node: Element) -> None:
        self.body.append("#work[")  # slanted, but not stressed

    depart_title_reference = _end_inline

    def visit_inline(self, node: Element) -> None:
        self._call("span", node)

    depart_inline = _end_inline

    def visit_target(self, node: Element) -> None:
        self.anchors(node)

    def depart_target(self, node: Element) -> None: ...

    def visit_reference(self, node: Element) -> None:
        target = self.builder.labels.target(node, self.docname)
        classes = strings(node.get("classes", []))
        if target:
            self.body.append(f"#to({string(target)}, {classes})[")
        else:
            self.body.append(f"#link({string(node.get('refuri', ''))})[")
        self.anchors(node)

    depart_reference = _end_inline

    def visit_footnote_reference(self, node: Element) -> None:
        name = f"{self.docname}#{node['refid']}"
        if _follows_a_note(node):
            self.body.append("#note-comma;")
        if name in self.noted or name not in self.notes:
            self.body.append(f"#footnote(label({string(f'note:{name}')}));")
            raise nodes.SkipNode
        self.noted.add(name)
        self.body.append("#footnote[")
        for child in self.notes[name].children:
            if not isinstance(child, nodes.label):
                child.walkabout(self)  # type: ignore[arg-type]
        self.body.append(f"]{label(f'note:{name}')};")
        raise nodes.SkipNode


def _follows_a_note(node: Element) -> bool:
    """Tell whether the mark of a note stands right before this one, so that the two would read as one number."""
    before = node.parent.children[: node.parent.index(node)]
    return bool(before) and isinstance(before[-1], nodes.footnote_reference)
