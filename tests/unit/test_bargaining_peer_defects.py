"""What went wrong in peers and must not here: each once, as small as it can be."""

from __future__ import annotations

import pytest

from onetext.bargaining import (
    Linear,
    Scenario,
    Status,
    kalai_smorodinsky_solution,
    nash_solution,
    pareto_frontier,
)


def test_the_frontier_keeps_the_rules():
    values = [[0, 0], [1, 1], [2, 2]]
    at_most_two = Linear(tuple(((p, o), o) for p in (0, 1) for o in range(3)), 2)
    scenario = Scenario.of([values, values], rules=[at_most_two])
    found = pareto_frontier(scenario)
    assert found.utilities.tolist() == [[2, 2]]
    assert found.packages_at(0) == ((0, 2), (1, 1), (2, 0))


def test_every_tied_optimum_is_returned():
    scenario = Scenario.of([[[1, 0], [0, 1]], [[1, 0], [0, 1]]])
    assert nash_solution(scenario).packages == ((0, 1), (1, 0))
    assert pareto_frontier(scenario).n_packages_at(1) == 2


def test_a_nash_point_is_never_below_reservation():
    """Two losses multiply to more than two small gains."""
    scenario = Scenario.of([[[0, 0], [0.55, 0.55]]], [0.5, 0.5])
    assert nash_solution(scenario).packages == ((1,),)
    nothing = Scenario.of([[[0, 0], [0.1, 0.2]]], [0.5, 0.5])
    assert nash_solution(nothing).status is Status.NO_ZONE


def test_kalai_smorodinsky_maximises_the_least_share_not_the_evenness():
    rows = [[100, 34, 34], [33, 33, 33], [70, 70, 10], [100, 0, 0], [0, 100, 0], [0, 0, 100]]
    found = kalai_smorodinsky_solution(Scenario.of([rows]))
    assert found.packages == ((0,),)
    assert found.value == pytest.approx((0.34, 0.34, 1))


def test_utilities_below_reservation_do_not_raise_the_ideal():
    """The best gain is looked for where everybody would sign."""
    scenario = Scenario.of([[[9, 0], [4, 2], [3, 4]]], [1, 1])
    found = kalai_smorodinsky_solution(scenario)
    assert found.certificate.evidence["best_gains"] == [3, 3]
    assert found.packages == ((2,),)
