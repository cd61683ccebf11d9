"""Every solution agrees with looking at all packages: rules, ties, no zone, one option."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bargaining_scenarios import METHODS, QUICK, scenarios
from onetext.bargaining import (
    Interaction,
    Scenario,
    Status,
    egalitarian_solution,
    kalai_smorodinsky_solution,
    nash_solution,
    pareto_frontier,
    solutions_on,
    utilitarian_solution,
)
from onetext.bargaining.reference import brute_force


@pytest.mark.parametrize(("method", "oracle"), METHODS, ids=lambda f: f.__name__)
@QUICK
@given(scenario=scenarios())
def test_all_optimal_packages_are_those_of_the_oracle(method, oracle, scenario):
    found = method(scenario, limit=1000)
    expected = oracle(scenario)
    assert list(found.packages) == expected
    assert found.is_complete
    if expected:
        assert found.status is Status.PROVED
    elif brute_force.zone(scenario):
        assert method is nash_solution
        assert found.status is Status.NO_COMMON_GAIN
    elif brute_force.packages(scenario):
        assert found.status is Status.NO_ZONE
    else:
        assert found.status is Status.NO_PACKAGE


@pytest.mark.parametrize(("method", "oracle"), METHODS, ids=lambda f: f.__name__)
@QUICK
@given(scenario=scenarios(numbers=st.integers(0, 999).map(lambda n: n / 1000)))
def test_scores_with_few_decimals_are_exact(method, oracle, scenario):
    found = method(scenario, limit=1000)
    whole = Scenario.of(
        [(table * 1000).round().astype(int) for table in scenario.scores],
        (scenario.reservation * 1000).round().astype(int),
        rules=scenario.space.rules,
        forbidden=scenario.space.forbidden,
        interactions=[
            Interaction(i.where, tuple(round(s * 1000) for s in i.scores))
            for i in scenario.interactions
        ],
    )
    assert found.tolerance == 0
    assert list(found.packages) == oracle(whole)


@QUICK
@given(scenario=scenarios(numbers=st.floats(0, 1, width=32)))
def test_real_scores_are_optimal_up_to_the_tolerance(scenario):
    found = utilitarian_solution(scenario)
    best = brute_force.utilitarian(scenario)
    if found.status is Status.PROVED and best:
        top = max(sum(scenario.utility_of(package)) for package in best)
        gap = top - sum(scenario.utility_of(found.packages[0]))
        assert gap <= 2 * scenario.n_parties * found.tolerance + 1e-9


@QUICK
@given(scenario=scenarios(), limit=st.integers(1, 3))
def test_a_limit_cuts_the_list_and_says_so(scenario, limit):
    found = utilitarian_solution(scenario, limit=limit)
    expected = brute_force.utilitarian(scenario)
    assert set(found.packages) <= set(expected)
    assert len(found.packages) == min(limit, len(expected))
    assert found.is_complete == (len(expected) <= limit)


def test_a_zone_in_which_somebody_cannot_gain():
    """The south is held to what it has: Nash's definition chooses nothing, the others go on."""
    scenario = Scenario.of([[[2, 1], [5, 1], [9, 0]]], [1, 1])
    found = nash_solution(scenario)
    assert (found.status, found.packages) == (Status.NO_COMMON_GAIN, ())
    assert "though some give every party as much" in found.certificate.claim
    assert solutions_on(pareto_frontier(scenario))["nash"].status is Status.NO_COMMON_GAIN
    for method in (kalai_smorodinsky_solution, egalitarian_solution, utilitarian_solution):
        assert method(scenario).packages == ((1,),)
    nowhere = nash_solution(scenario.with_reservation([1, 2]))
    assert nowhere.status is Status.NO_ZONE
