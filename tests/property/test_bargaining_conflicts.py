"""Conflicting sets and relaxations agree with trying every set of demands on every package."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onetext.bargaining import (
    Demand,
    Excludes,
    Interaction,
    Requires,
    Scenario,
    floor,
    smallest_conflicting_sets,
    smallest_relaxations,
)
from onetext.bargaining.reference import brute_force

QUICK = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def disputes(draw):
    n_points = draw(st.integers(1, 4))
    n_options = [draw(st.integers(1, 3)) for _ in range(n_points)]
    scores = [[[draw(st.integers(0, 5)) for _ in range(2)] for _ in range(n)] for n in n_options]
    choice = st.integers(0, n_points - 1).flatmap(
        lambda p: st.tuples(st.just(p), st.integers(0, n_options[p] - 1))
    )
    few = st.lists(choice, min_size=1, max_size=2).map(tuple)
    rule = st.one_of(st.builds(Requires, few, few), st.builds(Excludes, few))
    bonus = st.builds(
        lambda where, worth: Interaction(tuple((p, (o,)) for p, o in dict(where).items()), worth),
        few,
        st.tuples(*[st.integers(-4, 4)] * 2),
    )
    scenario = Scenario.of(
        scores,
        rules=draw(st.lists(rule, max_size=2)),
        interactions=draw(st.lists(bonus, max_size=1)),
    )
    forbids = st.frozensets(choice, max_size=3)
    floors = st.one_of(st.just(()), st.tuples(st.tuples(st.integers(0, 1), st.integers(0, 15))))
    pairs = draw(st.lists(st.tuples(forbids, floors), max_size=6))
    return scenario, [Demand(f"d{i}", f, floors=fl) for i, (f, fl) in enumerate(pairs)]


@QUICK
@given(disputes())
def test_smallest_conflicting_sets_are_all_of_them_smallest_first(dispute):
    scenario, demands = dispute
    found = smallest_conflicting_sets(scenario, demands, limit=500)
    assert found.is_complete
    assert list(found.sets) == brute_force.conflicting_sets(scenario, demands)


@QUICK
@given(disputes(), st.integers(0, 4))
def test_with_little_effort_all_sets_up_to_a_size_are_listed_and_no_wrong_one(dispute, effort):
    scenario, demands = dispute
    found = smallest_conflicting_sets(scenario, demands, limit=500, effort=effort)
    everything = brute_force.conflicting_sets(scenario, demands)
    assert set(found.sets) <= set(everything)
    up_to = found.complete_up_to
    assert {s for s in found.sets if len(s) <= up_to} == {s for s in everything if len(s) <= up_to}
    if found.is_complete:
        assert list(found.sets) == everything


def test_effort_is_spent_on_floors_only_where_there_are_some():
    scenario = Scenario.of([[[3, 0], [0, 3]]] * 4)
    floors = [floor("a", 0, 7), floor("b", 1, 6), floor("c", 1, 4)]
    nothing = smallest_conflicting_sets(scenario, floors, effort=0)
    assert (nothing.sets, nothing.is_complete, nothing.complete_up_to) == ((), False, -1)
    found = smallest_conflicting_sets(scenario, floors)
    assert found.sets == (("a", "b"), ("a", "c"))
    assert (found.is_complete, found.complete_up_to) == (True, 3)


def test_a_floor_that_only_an_interaction_reaches_is_no_conflict():
    """The steps towards demands look at single scores; they must not talk the solver out of it."""
    bonus = Interaction(((0, (0,)),), (10,))
    scenario = Scenario.of([[[0], [5]]], interactions=[bonus])
    found = smallest_conflicting_sets(scenario, [floor("a", 0, 10)])
    assert (found.sets, found.is_complete) == ((), True)


@QUICK
@given(disputes())
def test_smallest_relaxations_are_all_of_them_each_with_a_package(dispute):
    scenario, demands = dispute
    found = smallest_relaxations(scenario, demands, limit=500)
    assert found.is_complete
    assert len(found.sets) == len(set(found.sets))
    assert set(found.sets) == brute_force.relaxations(scenario, demands)
    assert [len(s) for s in found.sets] == sorted(len(s) for s in found.sets)
    for dropped, package in zip(found.sets, found.packages, strict=True):
        worth = scenario.utility_of(package)
        assert scenario.space.is_allowed(package)
        assert all(d.is_met(package, worth) for d in demands if d.id not in dropped)


@QUICK
@given(disputes(), st.integers(1, 2))
def test_a_limit_keeps_the_smallest(dispute, limit):
    scenario, demands = dispute
    found = smallest_conflicting_sets(scenario, demands, limit=limit)
    everything = brute_force.conflicting_sets(scenario, demands)
    assert found.is_complete == (len(everything) <= limit)
    assert [len(s) for s in found.sets] == [len(s) for s in everything[:limit]]
    up_to = found.complete_up_to
    assert {s for s in found.sets if len(s) <= up_to} == {s for s in everything if len(s) <= up_to}
