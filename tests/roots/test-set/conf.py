project = "Set"
extensions = ["myst_parser", "claims"]
primary_domain = "claims"
myst_enable_extensions = ["colon_fence"]
bibtex_default_style = bibtex_reference_style = "conditions"
bibtex_cite_id = "cite-{key}"
show_warning_types = True
nitpicky = True
html_theme = "basic"
latex_documents = [("index", "set.tex", "Set", "Editors", "manual", False)]
exclude_patterns = ["_build"]
claims_retired_ids = {"C99": "merged into C05"}
copyright = "the editors"
version = "1"
epub_show_urls = "no"
suppress_warnings = ["epub.unknown_project_files"]
