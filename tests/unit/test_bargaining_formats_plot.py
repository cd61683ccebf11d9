"""What a picture of a scenario holds: every solution once, with what is there without agreement."""

from __future__ import annotations

import vl_convert

from onetext.bargaining import Excludes, Scenario, analysis
from onetext.formats.scenario_plot_spec import MOST_DRAWN, plot_spec

TWO = Scenario.of(
    [[[3, 0], [0, 2]], [[1, 4], [4, 0]]],
    [1, 1],
    parties=["north", "south"],
    rules=[Excludes(((0, 0), (1, 1)))],
)
THREE = Scenario.of([[[3, 0, 1], [0, 2, 2], [1, 1, 1]], [[0, 5, 1], [4, 0, 0]]], [0, 0, 0])


def drawn(spec):
    """Render, so that a description Vega-Lite does not take is seen; return all rows by layer."""
    svg = vl_convert.vegalite_to_svg(spec)
    assert svg.startswith("<svg")
    assert "NaN" not in svg
    return [layer["data"]["values"] for layer in spec["layer"]]


def test_two_parties_see_every_allowed_package_and_what_each_has_without_agreement():
    rows = drawn(plot_spec(analysis(TWO), "talks"))
    assert rows[0] == [{"x": 1.0, "y": 6.0}, {"x": 4.0, "y": 2.0}, {"x": 4.0, "y": 4.0}]
    assert {"x": 7.0, "y": 0.0} not in rows[0]  # a rule excludes it
    assert rows[1] == [{"x": 4.0, "y": 4.0}, {"x": 1.0, "y": 6.0}]
    assert [{"x": 1.0}] in rows
    assert [{"y": 1.0}] in rows


def test_solutions_that_coincide_are_one_mark_with_all_their_names():
    *_, solutions = drawn(plot_spec(analysis(TWO), "talks"))
    together = "nash, kalai-smorodinsky, egalitarian, utilitarian"
    assert solutions == [{"x": 4.0, "y": 4.0, "solution": together}]


def test_three_parties_have_a_line_per_package_and_a_bar_without_agreement():
    lines, bars, marks, _ = drawn(plot_spec(analysis(THREE), "talks"))
    assert len(lines) == 3 * len(analysis(THREE).frontier)
    assert [bar["utility"] for bar in bars] == [0, 0, 0]
    assert {mark["party"] for mark in marks} == {"a", "b", "c"}


def test_parties_on_unlike_scales_are_drawn_as_shares_of_their_range():
    wide = Scenario.of([table * [1000, 1, 1] for table in THREE.scores], [0, 0, 0])
    spec = plot_spec(analysis(wide), "talks")
    lines = drawn(spec)[0]
    assert {min(r["utility"] for r in lines), max(r["utility"] for r in lines)} == {0, 1}
    assert "share" in spec["layer"][0]["encoding"]["y"]["title"]
    assert plot_spec(analysis(THREE), "")["layer"][0]["encoding"]["y"]["title"] == "utility"


def test_pictures_of_findings_that_hold_no_package():
    nothing = TWO.with_reservation([9, 9])
    assert drawn(plot_spec(analysis(nothing), "no zone"))[-1] == []
    impossible = TWO.with_forbidden([(0, 0), (0, 1)])
    assert drawn(plot_spec(analysis(impossible), "no package"))[1] == []
    several = THREE.with_forbidden([(0, 0), (0, 1), (0, 2)])
    assert drawn(plot_spec(analysis(several), "no package"))[0] == []


def test_a_large_frontier_is_thinned_and_says_so():
    n = MOST_DRAWN + 500
    line = Scenario.of([[[k, n - k] for k in range(n)]])
    spec = plot_spec(analysis(line), "line")
    assert len(spec["layer"][1]["data"]["values"]) == n / 2
    assert spec["title"]["subtitle"] == "2,500 packages, 2,500 undominated, 1,250 of them drawn"
