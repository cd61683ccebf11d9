"""Every solution agrees with looking at all packages: rules, ties, no zone, one option."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onetext.bargaining import (
    AtMost,
    Excludes,
    IfThen,
    Interaction,
    Linear,
    Requires,
    Scenario,
    Status,
    egalitarian_solution,
    kalai_smorodinsky_solution,
    nash_solution,
    utilitarian_solution,
)
from onetext.bargaining.reference import brute_force

QUICK = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])

METHODS = [
    (nash_solution, brute_force.nash),
    (egalitarian_solution, brute_force.egalitarian),
    (kalai_smorodinsky_solution, brute_force.kalai_smorodinsky),
    (utilitarian_solution, brute_force.utilitarian),
]


@st.composite
def scenarios(draw, max_points=4, max_options=4, numbers=None):
    n_parties = draw(st.integers(2, 5))
    n_points = draw(st.integers(1, max_points))
    n_options = [draw(st.integers(1, max_options)) for _ in range(n_points)]
    if numbers is None:
        numbers = draw(st.sampled_from([st.integers(0, 3), st.integers(-20, 60)]))
    row = st.lists(numbers, min_size=n_parties, max_size=n_parties)
    scores = [[draw(row) for _ in range(n)] for n in n_options]
    choice = st.integers(0, n_points - 1).flatmap(
        lambda p: st.tuples(st.just(p), st.integers(0, n_options[p] - 1))
    )
    interaction = st.builds(
        lambda choices, worth: Interaction(
            tuple((p, (o,)) for p, o in dict(choices).items()), tuple(worth)
        ),
        st.lists(choice, min_size=1, max_size=2),
        row,
    )
    return Scenario.of(
        scores,
        draw(row),
        rules=draw(st.lists(rules(choice), max_size=3)),
        forbidden=draw(st.lists(choice, max_size=1)),
        interactions=draw(st.lists(interaction, max_size=1)),
    )


def rules(choice):
    few = st.lists(choice, min_size=1, max_size=3).map(tuple)
    terms = st.lists(st.tuples(choice, st.integers(-3, 3)), min_size=1, max_size=4).map(tuple)
    return st.one_of(
        st.builds(Requires, few, few),
        st.builds(Excludes, few),
        st.builds(AtMost, st.integers(0, 2), few),
        st.builds(IfThen, few, few),
        st.builds(Linear, terms, st.integers(-2, 3)),
    )


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
