"""Placeholders that directives leave in a chapter; the post-transform puts the collected records in their place."""

from __future__ import annotations

from docutils import nodes


class collected(nodes.General, nodes.Element):
    """Stands for what is collected about a record.

    Attributes: ``kind`` (a record kind, or the name of a generated table), ``ident``, ``docname``, and ``part``:
    ``head`` stays where it is written, ``tail`` moves to the end of its section's own text.
    """


class source_reference(nodes.Inline, nodes.TextElement):
    """Stands for the short citation of a source; attributes ``key``, ``pinpoint``, ``docname``."""
