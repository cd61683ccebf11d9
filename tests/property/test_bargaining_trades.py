"""Trades, improvements, changes and quotas agree with looking at all packages."""

from __future__ import annotations

from itertools import combinations

import numpy as np
from hypothesis import assume, given
from hypothesis import strategies as st

from bargaining_scenarios import QUICK, scenarios
from onetext.bargaining import (
    Status,
    early_harvest,
    fewest_changes,
    improvement,
    quota_deals,
    trades,
)
from onetext.bargaining.axioms import check_individual_rationality, check_pareto_efficiency
from onetext.bargaining.reference import brute_force


@st.composite
def standing_packages(draw):
    scenario = draw(scenarios())
    packages = brute_force.packages(scenario)
    assume(packages)
    return scenario, packages, draw(st.sampled_from(packages))


@QUICK
@given(standing_packages())
def test_an_improvement_harms_nobody_or_there_is_none(drawn):
    scenario, packages, (start, worth) = drawn
    better = {p for p, w in packages if all(np.array(w) >= worth) and w != worth}
    found = improvement(scenario, start)
    assert found.is_efficient == (not better)
    assert check_pareto_efficiency(scenario, start) == found.package
    if better:
        assert found.package in better
        assert check_pareto_efficiency(scenario, found.package) is None
        assert found.gains == tuple(np.subtract(scenario.utility_of(found.package), worth).tolist())


@QUICK
@given(standing_packages(), st.integers(1, 3))
def test_trades_harm_nobody_and_need_every_change(drawn, k):
    scenario, packages, (start, worth) = drawn
    found = trades(scenario, start, k=k, limit=100)
    assert found.is_complete
    by_changes = {
        frozenset((p, o) for p, o in enumerate(package) if o != start[p])
        for package, w in packages
        if all(np.array(w) >= worth) and w != worth
    }
    smallest = {c for c in by_changes if len(c) <= k and not any(o < c for o in by_changes)}
    listed = [frozenset(trade.changes) for trade in found.trades]
    assert len(listed) == len(set(listed))
    assert set(listed) <= {c for c in by_changes if len(c) <= k}
    for trade in found.trades:
        assert min(trade.gains) >= 0 < max(trade.gains)
    for changes in smallest:  # every bundle is listed itself, or shares its way with one listed
        assert any(other <= changes for other in listed)
    for a, b in combinations(listed, 2):
        assert not a < b or b in by_changes


@QUICK
@given(standing_packages(), st.integers(0, 1))
def test_the_fewest_changes_that_satisfy_a_party(drawn, party):
    scenario, packages, (start, _) = drawn
    reservation = scenario.reservation[party]
    enough = [
        sum(a != b for a, b in zip(package, start, strict=True))
        for package, w in packages
        if w[party] >= reservation
    ]
    found = fewest_changes(scenario, start, party)
    if not enough:
        assert found.status is Status.NO_ZONE
        return
    assert len(found.changes) == min(enough)
    assert scenario.space.is_allowed(found.package)
    assert scenario.utility_of(found.package)[party] >= reservation


@QUICK
@given(scenarios(), st.data())
def test_quota_deals(scenario, data):
    quota = data.draw(st.integers(1, scenario.n_parties))
    vetoes = data.draw(st.lists(st.integers(0, scenario.n_parties - 1), max_size=2))
    expected = {}
    for package, worth in brute_force.packages(scenario):
        signers = tuple(i for i, g in enumerate(brute_force.gains(scenario, worth)) if g >= 0)
        if len(signers) >= quota and set(vetoes) <= set(signers):
            expected[package] = signers
    found = quota_deals(scenario, quota, vetoes=vetoes)
    assert dict(zip(found.packages, found.signers, strict=True)) == expected
    assert found.is_complete


@QUICK
@given(scenarios())
def test_early_harvest_is_in_some_best_package_of_everybody(scenario):
    for point, option in early_harvest(scenario):
        for package, worth in brute_force.packages(scenario):
            changed = (*package[:point], option, *package[point + 1 :])
            assert all(np.array(scenario.utility_of(changed)) >= worth)


@QUICK
@given(standing_packages())
def test_individual_rationality_names_the_party_that_loses(drawn):
    scenario, _, (package, worth) = drawn
    short = [i for i, g in enumerate(brute_force.gains(scenario, worth)) if g < 0]
    witness = check_individual_rationality(scenario, package)
    assert witness == (short[0] if short else None)
