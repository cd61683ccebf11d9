"""Every example on the bargaining pages and in its docstrings runs and says what is printed."""

from __future__ import annotations

import doctest
import importlib
import pkgutil
from fractions import Fraction
from pathlib import Path

import pytest

import onetext.bargaining

PAGES = sorted((Path(__file__).parents[2] / "docs/bargaining").glob("*.md"))
MODULES = [
    module.name
    for module in pkgutil.walk_packages(onetext.bargaining.__path__, "onetext.bargaining.")
]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_examples_of_the_page(page, monkeypatch):
    monkeypatch.chdir(page.parents[2])  # an example names a file as a reader of the page would
    text = page.read_text(encoding="utf-8")
    parser = doctest.DocTestParser()
    test = parser.get_doctest(text, {"Fraction": Fraction}, page.name, str(page), 0)
    result = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(test)
    assert result.failed == 0
    assert result.attempted > 0 or page.stem == "growth"


@pytest.mark.parametrize("name", [*MODULES, "onetext.formats.scorable_game"])
def test_examples_of_docstrings(name):
    assert doctest.testmod(importlib.import_module(name)).failed == 0
