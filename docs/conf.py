"""How the documentation is built: Sphinx, Markdown by MyST, the furo theme."""

project = "onetext"
author = "the onetext contributors"
copyright = author  # noqa: A001 - Sphinx's own name
extensions = ["myst_parser"]
myst_enable_extensions = ["dollarmath", "deflist", "colon_fence"]
myst_heading_anchors = 3
html_theme = "furo"
html_title = "onetext"
exclude_patterns = ["_build"]
nitpicky = True
