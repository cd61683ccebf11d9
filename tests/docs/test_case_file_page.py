"""The reference of the case file: its examples load, its messages are the real ones."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from onetext.errors import InvalidCase
from onetext.formats.case_file import case_text, load_case_text
from onetext.model import Stance


@pytest.fixture(scope="module")
def page(project_dir) -> str:
    return (project_dir / "docs/reference/case-file.md").read_text(encoding="utf-8")


def blocks(page: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", page, re.DOTALL | re.MULTILINE)


def test_every_example_that_is_not_called_broken_loads(page):
    examples = [text for text in blocks(page, "yaml") if not text.startswith("# broken")]
    assert len(examples) == 2
    for example in examples:
        case = load_case_text(example, "example.yaml")
        assert load_case_text(case_text(case)) == case


def test_the_broken_example_is_told_in_these_words(page):
    [broken] = [text for text in blocks(page, "yaml") if text.startswith("# broken")]
    [told] = blocks(page, "text")
    with pytest.raises(InvalidCase) as caught:
        load_case_text(broken, "river.yaml")
    assert str(caught.value) == told.rstrip("\n")


def test_every_date_of_the_table_is_a_date(page):
    table = page.partition("**Dates**")[2].partition("**Stances**")[0]
    dates = [date for row in table.splitlines()[1:] for date in re.findall(r"`(.+?)`", row)]
    assert len(dates) == 10
    for date in dates:
        text = f"id: x\ntitle: X\nmilestones: [{{id: m, title: M, date: {date}}}]\n"
        assert load_case_text(text).milestones[0].date.edtf == date


def test_every_stance_is_explained(page):
    told = page.partition("**Stances**")[2].partition("**Grades**")[0]
    assert set(re.findall(r"`(.+?)`", told)) == set(Stance)


def test_generated_files_are_fresh(project_dir):
    tool = project_dir / "tools/check_generated.py"
    run = subprocess.run([sys.executable, str(tool)], capture_output=True, text=True, check=False)
    assert (run.returncode, run.stderr) == (0, "")
