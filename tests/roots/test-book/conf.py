project = "Small Book"
extensions = ["myst_parser", "typst_builder"]
myst_enable_extensions = ["colon_fence", "deflist", "attrs_inline"]
typst_name = "small"
typst_title = {"author": "A. Writer", "edition": "Edition 1"}
typst_style = "style.typ"
typst_exclude = ["excluded"]
