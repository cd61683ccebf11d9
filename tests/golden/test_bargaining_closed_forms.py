"""Closed forms of bargaining theory: their printed numbers, and a slow way to the same numbers."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onetext.bargaining import legislative_shares, rubinstein_shares
from onetext.errors import ImpossibleRequest

patience = st.floats(0.05, 0.97)


@pytest.mark.parametrize(
    ("first", "second", "share"),
    [(0.9, 0.9, 0.526316), (0.9, 0.5, 0.909091), (0.99, 0.99, 0.502513)],
)
def test_rubinstein_1982(first, second, share):
    assert rubinstein_shares(first, second)[0] == pytest.approx(share, abs=5e-7)


def backward_induction(first, second, n_offers):
    """What the first offerer keeps where the last of so many offers takes all or leaves nothing."""
    keeps = 1.0  # of the last offer
    for offer in reversed(range(n_offers - 1)):
        waits = second if offer % 2 == 0 else first  # who answers this offer, and would offer next
        keeps = 1 - waits * keeps
    return keeps


@given(first=patience, second=patience)
def test_rubinstein_is_the_limit_of_ever_more_offers(first, second):
    share = rubinstein_shares(first, second)
    assert backward_induction(first, second, 2001) == pytest.approx(share[0], abs=1e-9)
    assert sum(share) == pytest.approx(1)


def test_rubinstein_goes_to_the_nash_solution_as_waiting_costs_less():
    shares = [rubinstein_shares(1 - Fraction(1, 10**k), 1 - Fraction(1, 10**k)) for k in (1, 3, 6)]
    gaps = [abs(mine - Fraction(1, 2)) for mine, _ in shares]
    assert gaps == sorted(gaps, reverse=True)
    assert gaps[-1] < Fraction(1, 10**6)


@pytest.mark.parametrize(
    ("n_parties", "delta", "proposer"), [(3, 1, 2 / 3), (5, 1, 0.6), (3, 0.8, 0.733333)]
)
def test_baron_and_ferejohn_1989(n_parties, delta, proposer):
    found = legislative_shares(n_parties, delta)
    assert found.proposer == pytest.approx(proposer, abs=5e-7)
    assert found.partner == pytest.approx(delta / n_parties)
    assert found.proposer + found.n_partners * found.partner == pytest.approx(1)


@given(n_others=st.integers(1, 10), delta=patience)
def test_baron_ferejohn_is_what_buying_the_cheapest_majority_settles_at(n_others, delta):
    """Start from any worth of waiting, let the proposer buy a majority at that price, and repeat:
    the worth of the next round is the mean over who is drawn."""
    n = 2 * n_others + 1
    waiting = 0.9
    for _ in range(2000):
        price = delta * waiting
        waiting = (1 - n_others * price) / n + price * n_others / n
    found = legislative_shares(n, delta)
    assert delta * waiting == pytest.approx(found.partner)
    assert 1 - n_others * delta * waiting == pytest.approx(found.proposer)


@pytest.mark.parametrize(
    "misuse",
    [
        lambda: rubinstein_shares(1.0, 0.5),
        lambda: rubinstein_shares(0.5, 0),
        lambda: rubinstein_shares(float("nan"), 0.5),
        lambda: legislative_shares(4),
        lambda: legislative_shares(3, 1.5),
    ],
)
def test_impatience_beyond_reason_is_refused(misuse):
    with pytest.raises(ImpossibleRequest, match="discount factor"):
        misuse()
