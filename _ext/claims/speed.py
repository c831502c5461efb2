"""What makes the build quick without changing a byte of the site. Each part names the fault that it works around."""

from __future__ import annotations

import gc

import pybtex.plugin
from pybtex.backends.plaintext import Backend as PlainText
from sphinx.application import Sphinx

USUAL = gc.get_threshold()
GARBAGE = (1_000_000, 20, 100)
"""New objects for which Python waits before it looks for garbage, and looks before it looks at older ones."""


def setup_speed(app: Sphinx) -> None:
    """Register everything; called after sphinxcontrib-bibtex and its domain were set up."""
    _remember_plugins()
    _look_for_garbage_seldom(app)


def _remember_plugins() -> None:
    """Register the plugin for which BibtexDomain.resolve_xref asks at every citation.

    ``pybtex.plugin.find_plugin`` (0.26) reads the metadata of every installed package each time, but first looks among
    the plugins that were registered. No issue of pybtex about this was found; pygments/pygments#2979 is the same fault.
    """
    pybtex.plugin.register_plugin("pybtex.backends", "plaintext", PlainText, force=True)


def _look_for_garbage_seldom(app: Sphinx) -> None:
    """Most of what a build makes, chapters as trees, is no garbage: Python's usual 700 objects are far too few."""
    app.connect("builder-inited", lambda app: gc.set_threshold(*GARBAGE))
    app.connect("build-finished", lambda app, exception: gc.set_threshold(*USUAL), priority=900)
