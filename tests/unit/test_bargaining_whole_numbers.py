"""Whole numbers where scores have many decimals and nothing, or little, is at stake."""

import numpy as np
import pytest

from onetext.bargaining import nash_solution
from onetext.bargaining.scenario import Scenario
from onetext.bargaining.space import Space


def scenario(scores, reservation):
    return Scenario(
        space=Space(points=("p",), options=(("only",),), rules=(), forbidden=frozenset()),
        parties=("a", "b"),
        scores=(np.array([scores]),),
        reservation=np.array(reservation),
        interactions=(),
    )


@pytest.mark.parametrize("reservation", [0.7890625123, 1e9 / 3, -1e15 / 7])
def test_a_reservation_value_far_from_every_score_is_no_overflow(reservation):
    found = nash_solution(scenario([0.0, 0.0], [0.0, reservation]))
    assert found.packages == () or reservation < 0
