"""The house rules of the workbench, kept: one door, nothing inline, nothing from elsewhere."""

from __future__ import annotations

import ast
import hashlib
import re

import pytest

FORBIDDEN = ("onetext.storage", "onetext.record", "onetext.wiring", "onetext.formats.case_file")
PAST_THE_DESK = (
    "onetext.web.archive",
    "onetext.web.followed",
    "onetext.web.studies",
    "onetext.web.study_worker",
)
INLINE = re.compile(r"""\sstyle\s*=|<style|\son[a-z]{3,}\s*=\s*["']|javascript:""")
WITHOUT_A_READER = ("health.py",)
"""Pages that show nothing of any case."""


@pytest.fixture(scope="module")
def web(project_dir):
    return project_dir / "src" / "onetext" / "web"


def imported(path):
    """Yield the modules a file imports, at its head or later."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def is_below(name, modules):
    return any(name == module or name.startswith(module + ".") for module in modules)


def test_no_page_goes_round_the_desk(web):
    pages = sorted((web / "pages").rglob("*.py"))
    assert len(pages) > 5
    for page in pages:
        doors = FORBIDDEN if page.name in WITHOUT_A_READER else (*FORBIDDEN, *PAST_THE_DESK)
        wrong = [name for name in imported(page) if is_below(name, doors)]
        assert wrong == [], page.name


def test_the_rule_would_see_a_page_that_does(tmp_path):
    page = tmp_path / "page.py"
    page.write_text("def f():\n    from onetext import wiring\n")
    assert any(is_below(name, FORBIDDEN) for name in imported(page))


def test_no_page_reads_a_clock_or_draws(web):
    for page in (web / "pages").rglob("*.py"):
        words = page.read_text(encoding="utf-8")
        assert not re.search(
            r"\b(datetime\.now|date\.today|timezone\.now|secrets\.|random\.)", words
        )


def test_nothing_stands_inline(web):
    for template in (web / "templates").rglob("*.html"):
        words = template.read_text(encoding="utf-8")
        assert INLINE.search(words) is None, template.name
        for script in re.findall(r"<script[^>]*>", words):
            assert "src=" in script or 'type="application/json"' in script, template.name


def test_nothing_is_asked_from_elsewhere(web):
    for path in [*(web / "templates").rglob("*.html"), *(web / "static").rglob("*.css")]:
        words = path.read_text(encoding="utf-8")
        assert not re.search(r"""(?:src|href|url|action)\s*[=(]\s*["']?(?:https?:)?//""", words), (
            path
        )


def test_what_is_not_ours_is_as_it_was_published(web):
    folder = web / "static" / "vendor"
    listed = dict(
        reversed(line.split()) for line in (folder / "SHA256SUMS").read_text().splitlines()
    )
    found = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.glob("*.js")
    }
    assert found == listed
    read_me = (folder / "README.md").read_text()
    assert all(name in read_me for name in found)
    assert (folder / "htmx-LICENSE.txt").is_file()
    assert (folder / "alpine-LICENSE.txt").is_file()


def test_every_template_speaks_through_the_translations(web):
    """A word between tags that is not in a translate tag would never be translated."""
    for template in (web / "templates").rglob("*.html"):
        words = template.read_text(encoding="utf-8")
        words = re.sub(r"{%\s*blocktranslate.*?endblocktranslate\s*%}", "", words, flags=re.S)
        words = re.sub(r"{#.*?#}|{%.*?%}|{{.*?}}|<!doctype html>", "", words, flags=re.S)
        left = re.findall(r">([^<>]*[A-Za-z]{3,}[^<>]*)<", words)
        assert [word for word in left if word.strip(" ·").split(" ")[0] != "onetext"] == []
