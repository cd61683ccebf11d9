"""The frontier agrees with looking at all packages, by every way of computing it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bargaining_scenarios import METHODS, QUICK, scenarios
from onetext.bargaining import (
    Scenario,
    Status,
    dominance,
    merged_points,
    pareto_cover,
    pareto_frontier,
    solutions_on,
)
from onetext.bargaining.dominance import undominated
from onetext.bargaining.merged_grid import MergedGrid
from onetext.bargaining.reference import brute_force


@QUICK
@given(scenario=scenarios(), within_zone=st.booleans())
def test_the_frontier_is_exact_with_every_tied_package(scenario, within_zone):
    found = pareto_frontier(scenario, within_zone=within_zone)
    expected = brute_force.frontier(scenario, within_zone=within_zone)
    assert [tuple(row) for row in found.utilities.tolist()] == sorted(expected, reverse=True)
    behind = {worth: [] for worth in expected}
    for package, worth in brute_force.packages(scenario):
        if worth in behind:
            behind[worth].append(package)
    for index, worth in enumerate(map(tuple, found.utilities.tolist())):
        assert list(found.packages_at(index, 1000)) == behind[worth]
        assert found.n_packages_at(index) == expected[worth]
        assert tuple(found.packages[index].tolist()) in behind[worth]
    if not expected:
        is_empty = not brute_force.packages(scenario)
        assert found.status is (Status.NO_PACKAGE if is_empty else Status.NO_ZONE)


@QUICK
@given(scenario=scenarios())
def test_solutions_read_off_the_frontier_are_those_of_the_oracle(scenario):
    found = solutions_on(pareto_frontier(scenario), limit=1000)
    for method, oracle in METHODS:
        name = method.__name__.removesuffix("_solution")
        assert list(found[name].packages) == oracle(scenario)
        assert (found[name].status is Status.PROVED) == bool(oracle(scenario))
        assert found[name].status is method(scenario).status


@QUICK
@given(scenario=scenarios(has_rules=False, numbers=st.integers(-2, 3)))
def test_the_grid_gives_the_same_frontier_as_the_oracle(scenario):
    if not all(scenario.space.allowed):
        return
    found = MergedGrid(scenario, [table.astype(float) for table in scenario.scores])
    expected = brute_force.frontier(scenario)
    assert sorted(map(tuple, found.points.astype(int).tolist())) == sorted(expected)
    packages = [tuple(row) for row in found.packages().tolist()]
    for index, worth in enumerate(map(tuple, found.points.astype(int).tolist())):
        listed = list(found.packages_at(index))
        assert packages[index] in listed
        assert len(set(listed)) == len(listed) == found.n_packages_at(index) == expected[worth]
        assert all(scenario.utility_of(package) == worth for package in listed)


@QUICK
@given(scenario=scenarios(), epsilon=st.integers(1, 30))
def test_a_cover_leaves_no_gap_wider_than_epsilon(scenario, epsilon):
    cover = pareto_cover(scenario, epsilon)
    for _, worth in brute_force.packages(scenario):
        assert np.any(np.all(cover.utilities + epsilon >= worth, axis=1))
    for package in cover.packages.tolist():
        assert scenario.space.is_allowed(package)


@QUICK
@given(
    rows=st.integers(1, 5).flatmap(
        lambda d: st.lists(
            st.lists(st.integers(0, 6), min_size=d, max_size=d), min_size=1, max_size=40
        )
    )
)
def test_undominated_rows(rows):
    points = np.array(rows, dtype=float).reshape(len(rows), -1)
    kept = sorted(map(tuple, points[undominated(points)].tolist()))
    distinct = {tuple(map(float, row)) for row in rows}
    best = [p for p in distinct if not any(q != p and np.all(np.array(q) >= p) for q in distinct)]
    assert kept == sorted(best)


@pytest.mark.parametrize("n_parties", [3, 4, 5, 6])
@pytest.mark.parametrize("side", [2, 5, 9])
def test_the_sieve_drops_no_undominated_row(n_parties, side):
    rng = np.random.default_rng(5)
    for span in (4, 30):
        points = rng.integers(0, span, (300, n_parties)).astype(float)
        points[:, 0] += points[:, 1] / 7
        survivors = dominance._sieved(points, side)
        best = {tuple(row) for row in points[dominance._filtered(points)].tolist()}
        assert best <= {tuple(row) for row in points[survivors].tolist()}
        assert span == 4 or side == 2 or len(survivors) < len(points)


def test_many_rows_go_through_the_sieve(monkeypatch):
    rng = np.random.default_rng(6)
    points = rng.random((6_000, 4))
    kept = undominated(points)
    monkeypatch.setattr(dominance, "_WORTH_A_SIEVE", 10**9)
    assert undominated(points).tolist() == kept.tolist()


@pytest.mark.parametrize("n_parties", [3, 4])
def test_grid_and_lists_agree_on_a_space_too_large_to_enumerate(n_parties):
    rng = np.random.default_rng(7)
    scores = [rng.integers(0, 6, (4, n_parties)) for _ in range(12)]
    by_grid = pareto_frontier(Scenario.of(scores))
    by_lists = pareto_frontier(Scenario.of(scores, [-1] * n_parties), within_zone=True)
    assert np.array_equal(by_grid.utilities, by_lists.utilities)
    assert by_grid.n_packages_at(3) == by_lists.n_packages_at(3)
    assert np.array_equal(Scenario.of(scores).utilities(by_grid.packages), by_grid.utilities)


def test_what_needs_too_much_memory_is_not_begun_and_says_so():
    rng = np.random.default_rng(7)
    scenario = Scenario.of([rng.random((5, 5)) for _ in range(20)])
    found = pareto_frontier(scenario, memory=1e6)
    assert found.status is Status.STOPPED
    assert found.certificate.evidence["bytes_needed"] > 1e6
    assert "pareto_cover" in found.certificate.shown_by


def test_the_work_can_be_watched_and_stopped():
    class Enough(Exception):
        pass

    seen = []

    def watch(done, total):
        seen.append((done, total))
        if done == 2:
            raise Enough

    scenario = Scenario.of([[[0, 1], [1, 0]]] * 4)
    with pytest.raises(Enough):
        pareto_frontier(scenario, watch=watch)
    assert seen == [(1, 4), (2, 4)]


@QUICK
@given(scenario=scenarios())
def test_tied_packages_are_looked_up_as_they_are_compared(scenario):
    found = pareto_frontier(scenario)
    compared = [found.packages_at(i, 1000) for i in range(len(found))]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(merged_points, "_FEW_ROWS", -1)
        assert [found.packages_at(i, 1000) for i in range(len(found))] == compared
