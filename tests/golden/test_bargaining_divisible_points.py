"""Points that can be split, by the engine for whole options: each point cut into equal shares.

With shares fine enough to hold the published division, the egalitarian and the Kalai–Smorodinsky
package are Adjusted Winner's, and the Nash package stands where the closed form has it: at a
corner for Camp David, Trump and Jolis, in between for Panama.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import pytest

from onetext.bargaining import (
    Scenario,
    adjusted_winner,
    analysis,
    kalai_smorodinsky_solution,
    nash_solution,
)

TABLES = {
    # name: the parties' points, shares per point, both totals, Nash utilities and product
    "Camp David": (
        [35, 10, 20, 10, 5, 20], [55, 5, 10, 5, 20, 5], 6, "395/6", (60, 75), 4500
    ),
    "Panama": (
        [22, 22, 15, 14, 11, 6, 4, 2, 2, 2], [9, 15, 15, 3, 15, 5, 11, 7, 7, 13],
        15, "66", (66, 66), 4356,
    ),
    "Trump": ([10, 40, 10, 38, 2], [38, 20, 30, 10, 2], 15, "218/3", (78, 70), 5460),
    "Jolis": (
        [35, 6, 8, 8, 5, 18, 15, 5], [55, 1, 1, 1, 6, 17, 15, 4], 11, "665/11", (60, 61), 3660
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", TABLES)
def test_divisible_points_cut_into_shares(name):
    first, second, n_shares, total, nash, product = TABLES[name]
    # scores in shares: whole numbers, so that everything is exact
    cut = Scenario.of(
        [
            [[x * k, y * (n_shares - k)] for k in range(n_shares + 1)]
            for x, y in zip(first, second, strict=True)
        ]
    )
    found = analysis(cut).solutions
    both = Fraction(total) * n_shares
    for method in ("egalitarian", "kalai_smorodinsky"):
        assert set(found[method].utilities) == {(both, both)}, method
    assert set(found["nash"].utilities) == {(nash[0] * n_shares, nash[1] * n_shares)}
    assert found["nash"].value == (product * n_shares**2,)
    assert adjusted_winner(first, second).totals == (Fraction(total), Fraction(total))


def hull(*corners, steps):
    """Return the outcomes along the edges between corners, in steps, as one point's options."""
    rows = []
    for (x, y), (u, v) in pairwise(corners):
        rows += [
            [x + (u - x) * Fraction(k, steps), y + (v - y) * Fraction(k, steps)]
            for k in range(steps + 1)
        ]
    scale = max(value.denominator for row in rows for value in row)
    for row in rows:
        for value in row:
            assert scale % value.denominator == 0
    whole = [[int(value * scale) for value in row] for row in dict.fromkeys(map(tuple, rows))]
    return Scenario.of([whole]), scale


def test_kalai_and_smorodinskys_example_of_monotonicity():
    """Kalai and Smorodinsky (1975): more for the second at every level, and yet Nash gives less.

    Lotteries over the corners are written out as outcomes along the edges.
    """
    three_quarters = Fraction(3, 4)
    small, scale = hull((0, 1), (three_quarters, three_quarters), (1, 0), steps=4)
    for method in (nash_solution, kalai_smorodinsky_solution):
        assert method(small).utilities == ((three_quarters * scale, three_quarters * scale),)
    large, scale = hull((0, 1), (1, Fraction(7, 10)), (1, 0), steps=13)
    assert nash_solution(large).utilities == ((scale, Fraction(7, 10) * scale),)
    share = Fraction(10, 13) * scale
    assert kalai_smorodinsky_solution(large).utilities == ((share, share),)
