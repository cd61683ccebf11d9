"""The published tables of Adjusted Winner, in exact fractions."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ortools.linear_solver import pywraplp

from onetext.bargaining import adjusted_winner
from onetext.errors import ImpossibleRequest

TABLES = {
    # name: first's points, second's points, initial totals, (point, share moved), both totals
    "Camp David": (
        [35, 10, 20, 10, 5, 20], [55, 5, 10, 5, 20, 5], (60, 75), (0, Fraction(1, 6)), "395/6"
    ),
    "Panama": (
        [22, 22, 15, 14, 11, 6, 4, 2, 2, 2], [9, 15, 15, 3, 15, 5, 11, 7, 7, 13],
        (64, 68), (2, Fraction(2, 15)), "66",
    ),
    "Trump": (
        [10, 40, 10, 38, 2], [38, 20, 30, 10, 2], (78, 70), (1, Fraction(13, 15)), "218/3"
    ),
    "divorce": ([23, 60, 15], [65, 25, 10], (75, 65), (2, Fraction(3, 5)), "69"),
    "Jolis": (
        [35, 6, 8, 8, 5, 18, 15, 5], [55, 1, 1, 1, 6, 17, 15, 4], (60, 61),
        (4, Fraction(1, 11)), "665/11",
    ),
    "five items": (
        [50, 20, 15, 10, 5], [40, 30, 10, 10, 10], None, (0, Fraction(5, 6)), "170/3"
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", TABLES)
def test_published_tables(name):
    first, second, initial, (point, share), total = TABLES[name]
    found = adjusted_winner(first, second)
    if initial and name not in ("Trump",):
        assert found.initial == initial
    assert found.totals == (Fraction(total), Fraction(total))
    assert found.divided == point
    assert found.shares[point] == share


weights = st.integers(1, 8).flatmap(
    lambda n: st.tuples(*[st.lists(st.integers(0, 20), min_size=n, max_size=n)] * 2)
)


@given(weights)
def test_equal_and_efficient_with_at_most_one_point_divided(pair):
    first, second = pair
    if not any(first) or not any(second):
        with pytest.raises(ImpossibleRequest):
            adjusted_winner(first, second)
        return
    found = adjusted_winner(first, second)
    assert found.totals[0] == found.totals[1] or not any(
        x and y for x, y in zip(first, second, strict=True)
    )
    assert sum(0 < share < 1 for share in found.shares) <= 1
    wanted = [p for p in range(len(first)) if first[p] or second[p]]
    for p in wanted:  # what the first holds, it values relatively more than what the second holds
        for q in wanted:
            if found.shares[p] > 0 and found.shares[q] < 1:
                assert first[p] * second[q] >= first[q] * second[p]


def egalitarian_by_linear_programme(first, second):
    """The largest total that both can have at once, by a solver that knows no procedure."""
    solver = pywraplp.Solver.CreateSolver("GLOP")
    shares = [solver.NumVar(0, 1, "") for _ in first]
    least = solver.NumVar(-solver.infinity(), solver.infinity(), "")
    solver.Add(sum(x * s for x, s in zip(first, shares, strict=True)) >= least)
    solver.Add(sum(y * (1 - s) for y, s in zip(second, shares, strict=True)) >= least)
    solver.Maximize(least)
    assert solver.Solve() == pywraplp.Solver.OPTIMAL
    return least.solution_value()


hundred = st.lists(st.integers(0, 40), min_size=2, max_size=7).filter(any)


@given(first=hundred, data=st.data())
def test_on_scales_that_sum_alike_it_is_the_egalitarian_solution(first, data):
    """And so the Kalai–Smorodinsky one: with nothing given up, everybody's best is the whole."""
    second = data.draw(st.permutations(first))  # another taste, the same sum
    found = adjusted_winner(first, second)
    assert float(found.totals[0]) == pytest.approx(egalitarian_by_linear_programme(first, second))
