"""Stability agrees with the book taken at its word, and its definitions imply each other."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from bargaining_scenarios import scenarios
from onetext.bargaining import Scenario
from onetext.bargaining.reference import brute_force
from onetext.bargaining.reference import graph_model as oracle
from onetext.bargaining.stability import (
    CONCEPTS,
    Breach,
    GraphModel,
    reachable,
    reachable_by_improvements,
    signed_package,
    stability_table,
)
from onetext.errors import ImpossibleRequest, InvalidCase

QUICK = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def models(draw):
    """One to four decision makers, ties, moves one way and both ways, states nobody leaves."""
    n_states, n_makers = draw(st.integers(1, 6)), draw(st.integers(1, 4))
    state = st.integers(0, n_states - 1)
    move = st.tuples(state, state).filter(lambda pair: pair[0] != pair[1])
    few = st.frozensets(move, max_size=10) if n_states > 1 else st.just(frozenset())
    ranks = st.tuples(*[st.integers(0, 4)] * n_states)
    return GraphModel(
        tuple("abcd"[:n_makers]),
        tuple(f"s{n}" for n in range(n_states)),
        tuple(draw(few) for _ in range(n_makers)),
        tuple(draw(ranks) for _ in range(n_makers)),
    )


def coalitions(model):
    everybody = range(len(model.decision_makers))
    return [frozenset(c) for size in everybody for c in combinations(everybody, size + 1)]


@QUICK
@given(models())
def test_standings_are_those_of_the_oracle(model):
    table = stability_table(model, coalition_size=len(model.decision_makers))
    assert list(table.coalitions) == coalitions(model)
    for (concept, movers, state), standing in table.standings.items():
        assert standing.is_stable == oracle.is_stable(model, concept, movers, state)


@QUICK
@given(models())
def test_what_is_reached_is_what_the_oracle_reaches(model):
    for movers in coalitions(model):
        for state in range(model.n_states):
            found = reachable(model, movers, state)
            assert set(found) == oracle.reached(
                lambda who, here: oracle.moves(model, who, here), movers, state
            )
            found = reachable_by_improvements(model, movers, state)
            assert set(found) == oracle.reached(
                lambda who, here: oracle.improving_moves(model, who, here), movers, state
            )


@QUICK
@given(models())
def test_definitions_imply_each_other(model):
    """Nash ⊆ SMR ⊆ GMR and Nash ⊆ SEQ ⊆ GMR, for whoever might move."""
    standings = stability_table(model, coalition_size=len(model.decision_makers)).standings
    for narrow, wide in [("Nash", "SMR"), ("SMR", "GMR"), ("Nash", "SEQ"), ("SEQ", "GMR")]:
        for (concept, movers, state), standing in standings.items():
            if concept == narrow and standing.is_stable:
                assert standings[wide, movers, state].is_stable


@QUICK
@given(models())
def test_reasons_can_be_checked(model):
    for (_, movers, state), standing in stability_table(model).standings.items():
        (who,) = movers
        others = model.everybody - movers
        for answer in standing.answers:
            assert answer.improvement in model.moves_from(who, state)
            assert model.prefers(who, answer.improvement, state)
            assert answer.leads_to in reachable(model, others, answer.improvement)
            assert not model.prefers(who, answer.leads_to, state)
        if standing.escape is not None:
            assert model.prefers(who, standing.escape, state)


@QUICK
@given(models(), st.data())
def test_the_order_of_decision_makers_does_not_matter(model, data):
    order = data.draw(st.permutations(range(len(model.decision_makers))))
    renamed = GraphModel(
        tuple(model.decision_makers[i] for i in order),
        model.states,
        tuple(model.moves[i] for i in order),
        tuple(model.ranks[i] for i in order),
    )
    for concept in CONCEPTS:
        found = stability_table(renamed).equilibria(concept)
        assert found == stability_table(model).equilibria(concept)


def test_every_problem_of_a_model_is_named_at_once():
    with pytest.raises(InvalidCase) as raised:
        GraphModel.of(["s", "t"], {"a": ["s"], "b": ["s", "t", "t"]}, {"c": [("s", "u")]})
    assert len(raised.value.problems) == 3
    with pytest.raises(InvalidCase):
        GraphModel(("a",), ("s", "t"), (frozenset({(0, 0)}),), ((0, 1),))
    with pytest.raises(InvalidCase):
        GraphModel(("a", "b"), ("s",), (frozenset(),), ((0,),))


@st.composite
def signed(draw):
    scenario = draw(scenarios(max_points=3, max_options=3))
    packages = [package for package, _ in brute_force.packages(scenario)]
    assume(packages)
    package = draw(st.sampled_from(packages))
    possible = [
        (p, o) for p, n in enumerate(scenario.space.n_options) for o in range(n) if o != package[p]
    ]
    assume(possible)
    breach = st.builds(
        lambda party, choice, undone: Breach(party, *choice, undone),
        st.integers(0, scenario.n_parties - 1),
        st.sampled_from(possible),
        st.booleans(),
    )
    leavers = st.sets(st.integers(0, scenario.n_parties - 1))
    return scenario, package, draw(st.lists(breach, min_size=1, max_size=4)), draw(leavers)


@QUICK
@given(signed())
def test_a_signed_package_moves_only_by_breaches_and_ranks_by_utility(drawn):
    scenario, package, breaches, leavers = drawn
    found = signed_package(scenario, package, breaches, leavers)
    assert found.packages[0] == package
    assert found.model.states[0] == "as signed"
    worth = [
        tuple(scenario.reservation.tolist())
        if of_state is None
        else tuple(brute_force.utility(scenario, of_state, i) for i in range(scenario.n_parties))
        for of_state in found.packages
    ]
    for party, moves in enumerate(found.model.moves):
        mine = [b for b in breaches if b.party == party]
        own = {(b.point, b.option): False for b in mine}
        own |= {(b.point, b.option): True for b in mine if b.can_be_undone}
        for start, end in moves:
            before, after = found.packages[start], found.packages[end]
            if after is None:
                assert party in leavers
                continue
            (point,) = [p for p in range(scenario.n_points) if before[p] != after[p]]
            if before[point] == package[point]:
                assert (point, after[point]) in own
            else:  # back to what was signed
                assert after[point] == package[point]
                assert own[point, before[point]]
        for a, of_a in enumerate(worth):
            for b, of_b in enumerate(worth):
                assert found.model.prefers(party, a, b) == (of_a[party] > of_b[party])
    for breach in breaches:  # from the package as signed each of them is possible
        there = (*package[: breach.point], breach.option, *package[breach.point + 1 :])
        end = found.packages.index(there)
        assert (0, end) in found.model.moves[breach.party]
        assert not breach.can_be_undone or (end, 0) in found.model.moves[breach.party]


@QUICK
@given(signed())
def test_nobody_leaves_a_package_that_is_best_for_all(drawn):
    scenario, package, breaches, leavers = drawn
    found = signed_package(scenario, package, breaches, leavers)
    if all(max(ranks) == ranks[0] for ranks in found.model.ranks):
        assert "as signed" in stability_table(found.model).equilibria("Nash")


def test_a_breach_that_breaks_nothing_is_misuse():
    scenario = Scenario.of([[[1, 2], [2, 1]]] * 13)
    package = (0,) * 13
    for wrong in (Breach(0, 0, 0), Breach(2, 0, 1), Breach(0, 13, 1), Breach(0, 0, 2)):
        with pytest.raises(ImpossibleRequest):
            signed_package(scenario, package, [wrong])
    with pytest.raises(ImpossibleRequest, match="8,192 states"):
        signed_package(scenario, package, [Breach(0, p, 1) for p in range(13)])
    with pytest.raises(ImpossibleRequest):
        signed_package(scenario, package, [], walks_away=[5])
