"""The tool that writes the tables of the mediator's method."""

from __future__ import annotations

import importlib.util
import math
import sys

import numpy as np
import pytest

from onetext.mediation.simulation_plays import Play


@pytest.fixture(scope="module")
def tool(project_dir):
    path = project_dir / "tools" / "evaluate_mediation.py"
    spec = importlib.util.spec_from_file_location("evaluate_mediation", path)
    module = importlib.util.module_from_spec(spec)
    sys.modules["evaluate_mediation"] = module
    spec.loader.exec_module(module)
    yield module
    del sys.modules["evaluate_mediation"]


def test_an_interval_holds_the_median_as_often_as_it_says(tool):
    rng = np.random.default_rng(1)
    for n in (8, 23, 60):
        held = [
            least <= math.log(2) <= most  # the median of exponentials
            for least, most in (tool.interval(rng.exponential(size=n)) for _ in range(2000))
        ]
        assert 0.94 <= np.mean(held) <= 0.995


def test_few_negotiations_give_the_whole_range(tool):
    assert tool.interval([0.3, 0.1, 0.2]) == (0.1, 0.3)


def test_a_row_says_median_interval_tenth_and_number(tool):
    plays = [
        Play((0.1, 0.2, 0.3, n / 10), 2, None, ((0.95, True),) * 30, 1.0) for n in range(1, 10)
    ]
    row = tool.row("title", "one-text", plays)
    assert row.startswith("| title | 2 / 2 | .10 (.10–.10) / .10 |")
    assert "| .50 (.20–.80) / .18 |" in row
    assert row.endswith("| .05 / .05 | 9 |")


def test_a_page_is_written_of_what_there_is(tool, tmp_path):
    bench = tool.Bench(tmp_path / "plays", 1, 200, 1, -math.inf)
    page = tool.page_part(bench)
    assert page.count("goal, hardest of 2, 4, 5") == 2
    assert "## Stated against true acceptance" in page


def test_the_error_of_a_bin_counts_parties_not_their_drafts(tool):
    once = [(whose, 0.75, whose % 4 < 3) for whose in range(100)]
    many = [case for case in once for _ in range(16)]
    cells, repeated = tool.calibration_cells(once), tool.calibration_cells(many)
    assert cells[7] == "+.00 ± .04 (100)"
    assert repeated[7] == "+.00 ± .04 (1,600)"
    assert tool.calibration_cells([(n, 0.95, n > 0) for n in range(2)])[9] == "-.45 ± .35 (2)"
    assert cells[0] == ""
    assert tool.calibration_cells([(1, 0.15, True)])[1] == "(1)"


def test_cases_belong_to_a_party_of_a_negotiation(tool, tmp_path):
    bench = tool.Bench(tmp_path / "plays", 1, 200, 1, -math.inf)
    plays = [Play((), None, None, ((0.1, True), (0.2, False)) * 3, 1.0)] * 2
    bench.played = lambda measure: {"one-text": plays}
    cases = tool.cases_of(bench, tool.MAIN[0], "one-text")
    assert len(cases) == 12
    assert len({whose for whose, _, _ in cases}) == 4
    assert {chance for whose, chance, _ in cases if whose == cases[0][0]} == {0.1}
