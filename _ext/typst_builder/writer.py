"""The translator: from docutils nodes to calls of the functions that ``template.typ`` defines."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.util.docutils import SphinxTranslator

from .inlines import InlineTranslator
from .markup import string, strings
from .tables import TableTranslator

Element = nodes.Element
LANGUAGE = "language-"
"""Beginning of the class that tells the language of a passage, as in docutils' HTML writer."""


class TypstTranslator(TableTranslator, InlineTranslator, SphinxTranslator):
    """Writes one tree as Typst markup; nodes it does not know are kept in :attr:`unknown`."""

    builder: Any

    def __init__(self, document: nodes.document, builder: Any) -> None:
        super().__init__(document, builder)
        self.body: list[str] = []
        self.docname: str = document["docname"]
        self.level = 0  # of the section one is in
        self.outer: list[tuple[str, int]] = []  # document and level of the documents around this one
        self.notes = {
            f"{docname}#{ident}": note
            for docname, note in builder.documents_of(document)
            if isinstance(note, nodes.footnote)
            for ident in note["ids"]
        }
        self.noted: set[str] = set()
        self.heading = 0  # the level of the last heading
        self.unknown: list[tuple[nodes.Node, str]] = []  # what it cannot write, each with a message

    def astext(self) -> str:
        return "".join(self.body)

    def unknown_visit(self, node: nodes.Node) -> None:
        message = f"the book has no form for {type(node).__name__}: add its visit_ and depart_ methods to the writer"
        self.unknown.append((node, message))
        raise nodes.SkipNode

    # What every element may have

    def anchors(self, node: Element) -> None:
        """Write a place to link to for each id of *node*."""
        ids: list[str] = node.get("ids", [])
        for ident in ids:
            self.body.append(f"#anchor({string(f'{self.docname}#{ident}')});")

    def _call(self, name: str, node: Element, *arguments: str) -> None:
        """Begin a call that takes the node's classes, *arguments*, its language if it has one, and its content."""
        classes: list[str] = node.get("classes", [])
        language = next((c.removeprefix(LANGUAGE) for c in classes if c.startswith(LANGUAGE)), "").partition("-")[0]
        spoken = [f"lang: {string(language)}"] if language else []
        self.body.append(f"#{name}({', '.join([strings(classes), *arguments, *spoken])})[")
        self.anchors(node)

    def _end_block(self, node: Element) -> None:
        self.body.append("]\n\n")

    def _pass(self, node: Element) -> None:
        """Show the content of a node as if the node were not there."""
        self.anchors(node)

    def _nothing(self, node: Element) -> None: ...

    def _skip(self, node: Element) -> None:
        raise nodes.SkipNode

    # Structure

    visit_document = _pass
    depart_document = _nothing
    visit_compound = visit_tabular_col_spec = _pass
    depart_compound = depart_tabular_col_spec = _nothing

    def visit_start_of_file(self, node: Element) -> None:
        self.outer.append((self.docname, self.level))
        self.docname, self.level = node["docname"], len(self.outer) - 1  # wherever the toctree stood that names it

    def depart_start_of_file(self, node: Element) -> None:
        self.docname, self.level = self.outer.pop()

    def visit_section(self, node: Element) -> None:
        self.level += 1

    def depart_section(self, node: Element) -> None:
        self.level -= 1

    def visit_title(self, node: Element) -> None:
        section = node.parent
        if not isinstance(section, nodes.section):  # of an admonition or a topic
            self.body.append("#caption-line[")
            return
        level, opens = max(self.level, 1), _opens_a_document(section)
        self._heading(level, node)
        names = [f"{self.docname}#{ident}" for ident in (*([""] if opens else []), *section.get("ids", []))]
        self.body.append(f"\n#chapter-heading({level}, {'true' if opens else 'false'}, {strings(names)})[")

    def depart_title(self, node: Element) -> None:
        self.body.append("]\n\n")

    def _heading(self, level: int, node: Element) -> None:
        """Note a heading that skips a level, which PDF/UA-1 forbids (ISO 14289-1, 7.4.2)."""
        if level > self.heading + 1:
            self.unknown.append((node, f"a heading of level {level} follows one of level {self.heading}"))
        self.heading = level

    def visit_rubric(self, node: Element) -> None:
        self._heading(self.level + 1, node)
        self._call("rubric", node, str(self.level + 1))

    depart_rubric = _end_block

    # Blocks

    def visit_paragraph(self, node: Element) -> None:
        if node.get("classes") or node.get("ids"):
            self._call("para", node)

    def depart_paragraph(self, node: Element) -> None:
        self.body.append("]\n\n" if node.get("classes") or node.get("ids") else "\n\n")

    visit_compact_paragraph = visit_paragraph
    depart_compact_paragraph = depart_paragraph

    def visit_container(self, node: Element) -> None:
        self._call("boxed", node)

    depart_container = _end_block

    def visit_block_quote(self, node: Element) -> None:
        self._call("quoted", node)

    depart_block_quote = _end_block

    def visit_attribution(self, node: Element) -> None:
        self.body.append("#attribution[")

    depart_attribution = _end_block

    def visit_bullet_list(self, node: Element) -> None:
        self.anchors(node)
        self.body.append(f"#items({strings(node.get('classes', []))}, ")

    def depart_bullet_list(self, node: Element) -> None:
        self.body.append(")\n\n")

    def visit_enumerated_list(self, node: Element) -> None:
        self.anchors(node)
        self.body.append(f"#numbered({node.get('start', 1)}, ")

    depart_enumerated_list = depart_bullet_list

    def visit_list_item(self, node: Element) -> None:
        self.body.append("[")
        self.anchors(node)

    def depart_list_item(self, node: Element) -> None:
        self.body.append("], ")

    def visit_definition_list(self, node: Element) -> None:
        self.anchors(node)
        self.body.append("#definitions(")

    depart_definition_list = depart_bullet_list

    def visit_definition_list_item(self, node: Element) -> None:
        self.body.append("([")
        self.anchors(node)

    def depart_definition_list_item(self, node: Element) -> None:
        self.body.append("]), ")

    def visit_term(self, node: Element) -> None:
        self.anchors(node)

    def depart_term(self, node: Element) -> None:
        following = node.next_node(descend=False, siblings=True)
        self.body.append("; " if isinstance(following, nodes.term) else "")

    def visit_definition(self, node: Element) -> None:
        self.body.append("], [")

    visit_glossary = _pass
    depart_definition = depart_glossary = _nothing

    def visit_literal_block(self, node: Element) -> None:
        language = node.get("language", "")
        self.anchors(node)
        self.body.append(f"#raw({string(node.astext())}, block: true, lang: {string(language)})\n\n")
        raise nodes.SkipNode

    def visit_line_block(self, node: Element) -> None:
        self._call("boxed", node)

    depart_line_block = _end_block

    def visit_line(self, node: Element) -> None: ...

    def depart_line(self, node: Element) -> None:
        self.body.append("#linebreak();")

    def visit_transition(self, node: Element) -> None:
        if "footnotes" not in node.get("classes", []):  # which stand on their pages, so nothing is to be parted
            self.body.append("#pause-line\n\n")

    depart_transition = _nothing

    def visit_admonition(self, node: Element) -> None:
        name = type(node).__name__
        self._call("admonition", node, string("" if name == "admonition" else name))

    depart_admonition = _end_block
    visit_note = visit_warning = visit_tip = visit_important = visit_hint = visit_caution = visit_admonition
    depart_note = depart_warning = depart_tip = depart_important = depart_hint = depart_caution = _end_block
    visit_seealso = visit_attention = visit_danger = visit_error = visit_topic = visit_sidebar = visit_admonition
    depart_seealso = depart_attention = depart_danger = depart_error = depart_topic = depart_sidebar = _end_block

    # Pictures

    def visit_image(self, node: Element) -> None:
        self.anchors(node)
        name = self.builder.images[node["uri"]]
        self.body.append(f"#picture({string(f'images/{name}')}, alt: {string(node['alt'])})\n\n")
        raise nodes.SkipNode

    def visit_figure(self, node: Element) -> None:
        self._call("boxed", node)

    depart_figure = _end_block

    def visit_caption(self, node: Element) -> None:
        self.body.append("#caption-line[")

    depart_caption = _end_block
    visit_legend = _pass
    depart_legend = _nothing

    def svg(self, name: str, drawing: str, alt: str) -> None:
        """Show a drawing that exists as text only; *alt* tells what it shows. For other extensions to call."""
        Path(self.builder.outdir, f"{name}.svg").write_text(drawing, "utf-8")
        self.body.append(f"#picture({string(f'{name}.svg')}, alt: {string(alt)})\n\n")

    visit_footnote = visit_comment = visit_index = visit_substitution_definition = _skip
    visit_toctree = visit_meta = visit_system_message = _skip

    def visit_raw(self, node: Element) -> None:
        if "typst" in node.get("format", "").split():
            self.body.append(node.astext())
        raise nodes.SkipNode


def _opens_a_document(section: Element) -> bool:
    """Tell whether a section is the first of its document, which has that section's title."""
    document = section.parent
    if not isinstance(document, nodes.document | addnodes.start_of_file):
        return False
    return next(child for child in document.children if isinstance(child, nodes.section)) is section
