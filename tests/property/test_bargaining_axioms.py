"""Every solution keeps the axioms it must keep; the checks find those it breaks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bargaining_scenarios import METHODS, QUICK, scenarios
from onetext.bargaining import (
    AtMost,
    Certificate,
    Excludes,
    Scenario,
    Solution,
    Status,
    egalitarian_solution,
    kalai_smorodinsky_solution,
    nash_solution,
    satisfaction_solution,
    utilitarian_solution,
)
from onetext.bargaining.axioms import (
    check_independence_of_irrelevant_alternatives,
    check_individual_rationality,
    check_monotonicity,
    check_pareto_efficiency,
    check_scale_invariance,
    check_symmetry,
)
from onetext.bargaining.reference import brute_force

SOLUTIONS = [method for method, _ in METHODS]


def with_room(method):
    return lambda scenario: method(scenario, limit=1000)


@pytest.mark.parametrize("method", SOLUTIONS, ids=lambda f: f.__name__)
@QUICK
@given(scenario=scenarios())
def test_optimal_packages_are_efficient_and_individually_rational(method, scenario):
    for package in method(scenario).packages[:3]:
        assert check_pareto_efficiency(scenario, package) is None
        assert check_individual_rationality(scenario, package) is None


@pytest.mark.parametrize("method", SOLUTIONS, ids=lambda f: f.__name__)
@QUICK
@given(scenario=scenarios(), data=st.data())
def test_the_order_of_the_parties_does_not_matter(method, scenario, data):
    order = data.draw(st.permutations(range(scenario.n_parties)))
    assert check_symmetry(with_room(method), scenario, order) is None


@pytest.mark.parametrize(
    "method", [nash_solution, kalai_smorodinsky_solution], ids=lambda f: f.__name__
)
@QUICK
@given(scenario=scenarios(), data=st.data())
def test_nash_and_kalai_smorodinsky_do_not_depend_on_scales(method, scenario, data):
    n = scenario.n_parties
    factors = data.draw(st.lists(st.integers(1, 4), min_size=n, max_size=n))
    shifts = data.draw(st.lists(st.integers(-9, 9), min_size=n, max_size=n))
    assert check_scale_invariance(with_room(method), scenario, factors, shifts) is None


@pytest.mark.parametrize(
    "method",
    [nash_solution, egalitarian_solution, utilitarian_solution],
    ids=lambda f: f.__name__,
)
@QUICK
@given(scenario=scenarios(), data=st.data())
def test_options_nobody_takes_do_not_matter(method, scenario, data):
    point = data.draw(st.integers(0, scenario.n_points - 1))
    option = data.draw(st.integers(0, scenario.space.n_options[point] - 1))
    witness = check_independence_of_irrelevant_alternatives(
        with_room(method), scenario, [(point, option)]
    )
    assert witness is None


def test_the_egalitarian_solution_depends_on_scales():
    scenario = Scenario.of([[[4, 1], [2, 2], [1, 4]]])
    assert check_scale_invariance(egalitarian_solution, scenario, [1, 4], [0, 0]) is not None


def test_kalai_smorodinsky_depends_on_options_nobody_takes():
    scenario = Scenario.of([[[10, 0], [5, 5], [4, 7], [0, 10], [0, 20]]])
    witness = check_independence_of_irrelevant_alternatives(
        kalai_smorodinsky_solution, scenario, [(0, 4)]
    )
    assert witness is not None


def test_nash_can_harm_a_party_that_gets_more_options():
    """The triangle of Kalai and Smorodinsky (1975), in steps of a hundredth."""
    small = [[x, min(300 - 3 * x, 100 - x // 3)] for x in range(101)]
    large = [[x, 100 - 3 * x // 10] for x in range(101)]
    before = Scenario.of([small])
    after = Scenario.of([small + large])
    party, loss = check_monotonicity(nash_solution, before, after)
    assert party == 1
    assert loss == pytest.approx(5, abs=1)
    assert check_monotonicity(kalai_smorodinsky_solution, before, after) is None


@QUICK
@given(scenario=scenarios())
def test_satisfaction_is_kalai_smorodinsky_from_everybodys_worst(scenario):
    packages = brute_force.packages(scenario)
    found = satisfaction_solution(scenario, limit=1000)
    if not packages:
        assert not found.packages
        return
    worst = [min(w[i] for _, w in packages) for i in range(scenario.n_parties)]
    expected = brute_force.kalai_smorodinsky(scenario.with_reservation(worst))
    assert list(found.packages) == expected


def dictator(scenario):
    """Whatever the first party likes best: breaks what a fair method keeps."""
    worths = brute_force.packages(scenario)
    top = max(worth[0] for _, worth in worths)
    best = [(package, worth) for package, worth in worths if worth[0] == top]
    return Solution(
        "dictator",
        Status.PROVED,
        tuple(package for package, _ in best),
        tuple(worth for _, worth in best),
        (top,),
        True,
        Certificate("the first party's best", "looked at"),
        0.0,
        scenario.fingerprint,
    )


def test_each_check_finds_what_breaks_it():
    """A check that never complains would pass everything above."""
    scenario = Scenario.of([[[3, 1], [2, 2], [1, 1], [0, 3]]], [1, 2])
    assert check_pareto_efficiency(scenario, (2,)) in {(0,), (1,)}
    assert check_individual_rationality(scenario, (0,)) == 1
    assert check_individual_rationality(scenario, (3,)) == 0
    assert check_individual_rationality(scenario, (1,)) is None
    assert check_symmetry(dictator, scenario, [1, 0]) is not None
    assert check_symmetry(dictator, scenario, [0, 1]) is None
    unequal = Scenario.of([[[4, 0], [0, 3]]])
    assert check_scale_invariance(utilitarian_solution, unequal, [1, 2], [0, 0]) is not None
    assert check_scale_invariance(utilitarian_solution, unequal, [2, 2], [5, 0]) is None
    larger = Scenario.of([[[3, 1], [2, 2], [1, 1], [0, 3], [4, 0]]], [1, 2])
    assert check_monotonicity(dictator, scenario, larger) == (1, 1.0)


CORNERS = {
    "one option": ([[[1, 1]]], [0, 0], ()),
    "one point, all tied": ([[[1, 1], [1, 1], [1, 1]]], [0, 0], ()),
    "ties between parties": ([[[1, 0], [0, 1]]] * 2, [0, 0], ()),
    "no zone": ([[[1, 0], [0, 1]]], [1, 1], ()),
    "a zone of one package": ([[[2, 0], [0, 2], [1, 1]]], [1, 1], ()),
    "nobody can gain": ([[[1, 1], [0, 0]]], [1, 1], ()),
    "rules leave nothing": ([[[1, 0], [0, 1]]], [0, 0], (AtMost(0, ((0, 0), (0, 1))),)),
    "a rule takes the best": ([[[3, 3], [2, 1], [1, 2]]], [0, 0], (Excludes(((0, 0),)),)),
    "below zero": ([[[-5, -1], [-1, -5], [-3, -2]]], [-6, -6], ()),
}


@pytest.mark.parametrize("n_parties", [2, 3, 4, 5])
@pytest.mark.parametrize("corner", CORNERS, ids=lambda name: name.replace(" ", "-"))
def test_every_method_in_every_corner(corner, n_parties):
    """The corners of two parties, with further parties that want what one of the two wants."""
    scores, reservation, rules = CORNERS[corner]
    wants = [i % 2 for i in range(n_parties)]
    scenario = Scenario.of(
        [[[row[i] for i in wants] for row in table] for table in scores],
        [reservation[i] for i in wants],
        rules=rules,
    )
    for method, oracle in METHODS:
        found = method(scenario, limit=1000)
        assert list(found.packages) == oracle(scenario), method.__name__
        for package in found.packages:
            assert check_pareto_efficiency(scenario, package) is None
            assert check_individual_rationality(scenario, package) is None
        order = range(n_parties - 1, -1, -1)
        assert check_symmetry(with_room(method), scenario, list(order)) is None
