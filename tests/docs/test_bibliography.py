"""Every work that a docstring or a page names has its entry."""

import re


def test_every_key_that_is_cited_is_in_the_bibliography(project_dir):
    keys = set(re.findall(r"^@\w+\{(\w+),", (project_dir / "bibliography.bib").read_text(), re.M))
    cited = {}
    for folder, pattern in (("src", "*.py"), ("docs", "*.md")):
        for path in (project_dir / folder).rglob(pattern):
            for key in re.findall(r"\[([a-z]+\d{4}[a-z]?)\]_", path.read_text(encoding="utf-8")):
                cited.setdefault(key, path)
    assert {key: path for key, path in cited.items() if key not in keys} == {}
