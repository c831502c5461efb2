"""Sphinx configuration of *Conditions of Life*. https://www.sphinx-doc.org/en/master/usage/configuration.html"""

import os
import sys
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "_ext"))

# The edition: the same commit has the same date
EPOCH = int(os.environ.get("SOURCE_DATE_EPOCH", "0"))
EDITION_DATE = f"{datetime.fromtimestamp(EPOCH, UTC):%-d %B %Y}" if EPOCH else ""
GATHERED = "26 November 2026"  # when sources were looked for last

# The set
project = "Conditions of Life"
author = "The editors of Conditions of Life"
project_copyright = "The editors of Conditions of Life; text CC BY 4.0, code MIT; quotations belong to their authors"
version = release = "0.1"
language = "en"

# What is read: only the front page and the chapters, so that no other Markdown file becomes a page by accident.
include_patterns = ["index.md", "chapters/**"]
extensions = ["myst_parser", "sphinxcontrib.bibtex", "claims", "lean_theme", "typst_builder", "polite_linkcheck"]
primary_domain = "claims"  # {claim}, {evidence}, {source} … need no prefix
myst_enable_extensions = ["colon_fence", "deflist", "smartquotes"]
myst_heading_anchors = 3
myst_disable_syntax = ["html_block", "html_inline"]  # what a contributor writes is never run by a reader's browser

# The claims extension
claims_bibliography = "references.bib"
claims_correction_form = os.environ.get("CORRECTION_FORM", "")  # where readers say what is wrong, if anywhere
claims_downloads = bool(os.environ.get("DOWNLOADS"))  # set by `make site`
claims_moved_pages: dict[str, str] = {}  # a chapter that was renamed -> the one that took its place, both without .md
claims_retired_ids: dict[str, str] = {}  # identifier -> why it was given up; it is never used again
claims_search = [  # what is offered beside the search, and instead of it where no scripts run
    f"chapters/reference/{name}"
    for name in ("all-claims", "bibliography", "people-and-institutions/index", "abbreviations", "timeline/index")
]

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
templates_path = ["_templates"]
lean_styles = ["frame.css", "claims.css"]
lean_scripts = {"site.js": "", "tables.js": '<table class="sortable'}  # with what a page must have to need them
html_copy_source = False
html_show_sourcelink = False
html_show_sphinx = False
html_use_index = False

# The book
typst_name = "conditions-of-life"
typst_fonts = ["fonts"]
typst_style = "_templates/book.typ"
typst_exclude = [  # what a book has no use for: entries and lists whose words stand elsewhere in it
    f"chapters/reference/{name}"
    for name in ("sources/*", "sources-by-standpoint/*", "bibliography/*", "data", "timeline/*", "coverage")
]
typst_title = {
    "subtitle": "The Lachin Corridor letter, annotated",
    "author": author,
    "edition": f"Edition {version}{EDITION_DATE and f' of {EDITION_DATE}'}",
    "note": (
        f"How to cite: {author}, Conditions of Life: the Lachin Corridor letter, annotated (edition {version}"
        f"{EDITION_DATE and f', {EDITION_DATE}'}). Each passage, claim, element, step and source has an identifier "
        f"that never changes, by which it can be cited. Sources were gathered up to {GATHERED}; for events after "
        f"mid-March 2026 nothing reliable was seen. {project_copyright}."
    ),
}

# Links: make linkcheck
linkcheck_workers = 8
linkcheck_host_delay = 1.0  # seconds between two requests to one host
linkcheck_timeout = 20
linkcheck_retries = 2
linkcheck_rate_limit_timeout = 60  # the longest wait, in seconds, for a host that asks for time (429)

# Other formats
latex_engine = "xelatex"  # for the Armenian, Arabic and Cyrillic letters
latex_documents = [("index", "conditions-of-life.tex", "Conditions of Life", author, "manual", False)]
epub_basename = "conditions-of-life"
epub_show_urls = "no"
epub_copyright = project_copyright
epub_tocdup = False
epub_css_files = ["claims.css"]
epub_exclude_files = [f"_static/{name}" for name in ("frame.css", "search.css", "search.js", "site.js", "tables.js")]
suppress_warnings = ["epub.unknown_project_files"]  # data/ and objects.inv belong to the site, not to the book
text_add_secnumbers = False
