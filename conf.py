"""Sphinx configuration of *Conditions of Life*. https://www.sphinx-doc.org/en/master/usage/configuration.html"""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "_ext"))

# The set
project = "Conditions of Life"
author = "The editors of Conditions of Life"
project_copyright = "The editors of Conditions of Life; text CC BY 4.0, code MIT; quotations belong to their authors"
version = release = "0.1"
language = "en"

# What is read: only the front page and the chapters, so that no other Markdown file becomes a page by accident.
include_patterns = ["index.md", "chapters/**"]
extensions = ["myst_parser", "sphinxcontrib.bibtex", "claims", "typst_builder"]
primary_domain = "claims"  # {claim}, {evidence}, {source} … need no prefix
myst_enable_extensions = ["colon_fence", "deflist", "smartquotes"]
myst_heading_anchors = 3

# The claims extension
claims_bibliography = "references.bib"
claims_retired_ids: dict[str, str] = {}  # identifier -> why it was given up; it is never used again

# The bibliography: one address per source that never changes
bibtex_default_style = bibtex_reference_style = "conditions"
bibtex_cite_id = "cite-{key}"
bibtex_bibliography_id = "bibliography-list"
bibtex_tooltips = False

# Problems are loud
nitpicky = True
show_warning_types = True

# HTML
html_baseurl = os.environ.get("SITE_ADDRESS", "")  # where the site is published, if it is
html_theme = "sphinx_book_theme"
html_title = "Conditions of Life"
html_static_path = ["_static"]
html_css_files = ["claims.css"]
html_js_files = ["tables.js"]
html_copy_source = False
html_show_sourcelink = False
html_show_sphinx = False
html_use_index = False
html_theme_options = {
    "show_toc_level": 2,
    "use_download_button": False,
    "use_fullscreen_button": False,
    "show_navbar_depth": 1,
    "navbar_persistent": [],
}

# The book
typst_name = "conditions-of-life"
typst_fonts = ["fonts"]
typst_style = "_templates/book.typ"
typst_exclude = ["chapters/reference/sources/*", "chapters/reference/sources-by-standpoint", "chapters/reference/data"]
typst_title = {
    "subtitle": "The Lachin Corridor letter, annotated",
    "author": author,
    "edition": f"Edition {version}",
}

# Other formats
latex_documents = [("index", "conditions-of-life.tex", "Conditions of Life", author, "manual", False)]
epub_show_urls = "no"
epub_copyright = project_copyright
epub_tocdup = False
suppress_warnings = ["epub.unknown_project_files"]  # data/ and objects.inv belong to the site, not to the book
text_add_secnumbers = False
