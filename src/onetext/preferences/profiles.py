"""Draws of one party's preferences that fit what is on record of it.

A draw first draws which statements hold (`holding`), and then a profile:

- weights of the points, uniform on the simplex (exponentials, normalised), or as declared;
- values of the options of a point, on the side of no agreement that the stances put them, in
  their order (`anchors`), or as scored;
- the no-agreement value *r*, uniform on [0, 1], inside the interval that the party's answers to
  whole texts leave: what a package is worth over no agreement falls as *r* rises, so that every
  answer bounds *r* on one side. The draw counts with the length of that interval: the
  probability, given everything else in it, that the answers come out as they did. The lengths
  are then scaled to a mean of 1 among the draws in which the same answers hold, so that an
  answer holds in the share of draws its credence says, however hard it is to fit.

So far every draw is an exact and independent sample; nothing is approximate but the number of
draws [lahdelma2001]_; an order in which points matter is kept exactly, too (`orders`). Where other
statements join several points (comparisons by how much, or of options and texts, conditions,
events that moved no agreement), the draws in which one holds are moved on by a Markov chain each
(`chains`).

Utilities are additive: the sum over points of weight times value, on the party's own scale from
0 to 1, not comparable between parties.

.. [lahdelma2001] R. Lahdelma, P. Salminen, "SMAA-2", Operations Research 49(3), 2001.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from onetext.bargaining.space import Space
from onetext.model import Weights
from onetext.preferences.anchors import RULED_OUT, Anchored, sample_anchored
from onetext.preferences.answers import (
    answers_held,
    highest_r,
    reservation_between,
    stances_held,
)
from onetext.preferences.chains import State, run_chains
from onetext.preferences.claims import Claim
from onetext.preferences.demands import Demands, demands_of
from onetext.preferences.holding import Clash, own_stream, sample_holding
from onetext.preferences.orders import orders_of, put_in_order
from onetext.preferences.stated import sample_weights, with_scores
from onetext.preferences.statements import Statement

F = TypeVar("F", bound=np.floating[Any])

PENALTY = 4.0
"""Taken off the utility of a package per red line in it: with utilities and *r* in [0, 1], one is
enough for the package never to be accepted, and float32 keeps its precision."""


FEW_DRAWS = 50


@dataclass(frozen=True, slots=True)
class Prior:
    """What is taken for granted where nothing is on record; other choices show what hangs on it.

    Parameters
    ----------
    evenness : float
        Shape of the weights before they are normalised: 1 is uniform on the simplex, larger
        makes points matter more alike, smaller lets a few points matter most. Of exact draws
        alone: chains take 1.
    least_r, most_r : float
        Between which no agreement lies, evenly.
    """

    evenness: float = 1.0
    least_r: float = 0.0
    most_r: float = 1.0


USUAL = Prior()


@dataclass(frozen=True, slots=True)
class PartyRecord:
    """All that is on record of one party, ready to draw from.

    Parameters
    ----------
    party : str
    statements : tuple of Statement
        Oldest first.
    weights : tuple of (Weights, float)
        Declared weights with their credence; where several hold in a draw, the last counts.
    claims : tuple of Claim
        Comparisons, scores and events, oldest first.
    clashes : tuple of Clash
        Smallest sets of these that no profile satisfies together.
    prior : Prior
    """

    party: str
    statements: tuple[Statement, ...]
    weights: tuple[tuple[Weights, float], ...] = ()
    claims: tuple[Claim, ...] = ()
    clashes: tuple[Clash, ...] = ()
    prior: Prior = USUAL


@dataclass(frozen=True)
class Profiles:
    """Draws of one party's preferences.

    Parameters
    ----------
    gains : ndarray of float32, shape (n_draws, n_points, n_max_options)
        Weight times value of every option, less `PENALTY` where a red line holds. Options that
        a point does not have hold NaN-free rubbish (0) and are never chosen.
    weights : ndarray of float32, shape (n_draws, n_points)
        Sum to 1.
    reservation : ndarray of float32, shape (n_draws,)
        Value of no agreement, in [0, 1].
    likelihood : ndarray of float64, shape (n_draws,)
        How much each draw counts: in [0, 1] until scaled.
    answered : ndarray of int8, shape (n_draws, n_texts)
        Answers that hold: 1 could sign the text, -1 could not, 0 neither.
    red_lines : ndarray of bool, shape (n_draws, n_points, n_max_options)
        Where a red line holds.
    r_hat : float
        Largest split R-hat of the chains; 1 where every draw is exact.
    chained : ndarray of bool, shape (n_draws,)
        Draws that a chain made, rather than exact ones.
    ordered : ndarray of int64, shape (n_draws,)
        Which orders of points hold: the same number, the same orders; 0: none.
    """

    gains: NDArray[np.float32]
    weights: NDArray[np.float32]
    reservation: NDArray[np.float32]
    likelihood: NDArray[np.float64]
    answered: NDArray[np.int8]
    red_lines: NDArray[np.bool_]
    r_hat: float = 1.0
    chained: NDArray[np.bool_] = field(default_factory=lambda: np.zeros(0, dtype=bool))
    ordered: NDArray[np.int64] = field(default_factory=lambda: np.zeros(0, dtype=np.int64))


def sample_profiles(
    record: PartyRecord,
    space: Space,
    readings: Mapping[str, NDArray[np.int64]],
    n_draws: int,
    rng: np.random.Generator,
    *,
    answers_count: bool = True,
) -> Profiles:
    """Draw preference profiles of one party.

    Parameters
    ----------
    record : PartyRecord
    space : Space
    readings : mapping of str to ndarray, shape (n_draws, n_points)
        Per text the party has spoken of, what it comes to in each draw. Common to all parties.
    n_draws : int
    rng : Generator
    answers_count : bool
        False leaves the answers to whole texts out of account.
    """
    holds = sample_holding(record.statements, record.claims, record.clashes, n_draws, rng)
    tiers = stances_held(record.statements, holds, space, n_draws, rng)
    anchored = with_scores(sample_anchored(tiers, space, rng), record.claims, holds, space, rng)
    weights, fixed = sample_weights(
        record.weights, space, n_draws, rng, evenness=record.prior.evenness
    )
    orders = orders_of(record.claims, space, holds)
    in_order, ordered = put_in_order(weights, orders, own_stream(rng, "orders of points"), fixed)
    red_lines = tiers == RULED_OUT
    known = readings if answers_count else {}
    told = answers_held(record.statements, holds, n_draws, rng)
    told = {text: answer for text, answer in told.items() if text in known}
    ceilings = {text: highest_r(anchored, weights, red_lines, known[text]) for text in told}
    between = (record.prior.least_r, record.prior.most_r)
    reservation, likelihood = reservation_between(told, ceilings, anchored, tiers, between, rng)
    said = (record.statements, record.claims)
    demands = demands_of(record.party, said, space, known, holds, tiers, fixed, in_order, rng)
    r_hat = _chained(demands, tiers, anchored, weights, reservation, likelihood, rng)
    gains = weights[:, :, None] * anchored.values(reservation) - PENALTY * red_lines
    return Profiles(
        gains=gains.astype(np.float32),
        weights=weights.astype(np.float32),
        reservation=reservation.astype(np.float32),
        likelihood=likelihood,
        answered=np.stack([told[t] for t in sorted(told)], axis=1)
        if told
        else np.zeros((n_draws, 0), dtype=np.int8),
        red_lines=red_lines,
        r_hat=r_hat,
        chained=demands.joins,
        ordered=ordered,
    )


def _chained(
    demands: Demands,
    tiers: NDArray[np.int8],
    anchored: Anchored,
    weights: NDArray[np.float64],
    reservation: NDArray[np.float64],
    likelihood: NDArray[np.float64],
    rng: np.random.Generator,
) -> float:
    """Move on the draws that rows join, in place, and return how well the chains mixed.

    A chain leaves alone which statements hold and how a text is read: how well answers to texts
    fit these is told by the likelihood that the draw had before. Where events moved no agreement,
    or no draw fitted by itself, it tells nothing, and all that the chains made count alike.
    """
    here = demands.joins
    if not here.any():
        return 1.0
    start = np.repeat(reservation[here, None], demands.n_times, axis=1)
    # shares times the sum of as many exponentials as points: exponentials again
    total = rng.standard_gamma(weights.shape[1], size=int(here.sum()))
    state = State(weights[here] * total[:, None], anchored.at(here), tiers[here], start)
    mixing = run_chains(state, demands.rules_at(here), rng)
    weights[here] = state.weights / state.weights.sum(axis=1, keepdims=True)
    reservation[here] = state.reservation[:, -1]
    anchored.share[here] = state.anchored.share
    foretold = np.where((demands.rules.rises[here] != 0).any(axis=1), 1.0, likelihood[here])
    fits = mixing.fits & ~demands.impossible[here]
    likelihood[here] = fits * (foretold if (fits * foretold).any() else 1.0)
    return mixing.r_hat


def scaled_likelihood(
    likelihood: NDArray[np.float64],
    answered: NDArray[np.int8],
    chained: NDArray[np.bool_] | None = None,
    ordered: NDArray[np.int64] | None = None,
) -> NDArray[np.float64]:
    """Scale likelihoods to a mean of 1 among the draws in which the same statements hold.

    Draws whose answers fit no profile at all keep 0. What a chain made is scaled by itself. Orders
    of points that hold in few draws are scaled together: of few, a mean would undo what it scales.
    """
    groups = answered
    if chained is not None and len(chained):
        groups = np.column_stack([answered, chained])
    if ordered is not None and len(ordered):
        _, same, n_same = np.unique(ordered, return_inverse=True, return_counts=True)
        few = n_same[same.reshape(-1)] < FEW_DRAWS
        groups = np.column_stack([groups, np.where(few, -1, ordered)])
    if not groups.shape[1]:
        return likelihood
    _, group = np.unique(groups, axis=0, return_inverse=True)
    group = group.reshape(-1)
    mean = np.bincount(group, likelihood) / np.bincount(group)
    scaled: NDArray[np.float64] = likelihood / np.where(mean > 0, mean, 1.0)[group]
    return scaled


def utilities(gains: NDArray[F], packages: NDArray[np.int64]) -> NDArray[F]:
    """Return what a package is worth in each draw.

    Parameters
    ----------
    gains : ndarray, shape (n_draws, n_points, n_max_options)
    packages : ndarray of int, shape (n_draws, n_points)
        One package per draw.

    Returns
    -------
    ndarray, shape (n_draws,)
    """
    chosen: NDArray[F] = np.take_along_axis(gains, packages[:, :, None], axis=2)[:, :, 0]
    total: NDArray[F] = chosen.sum(axis=1)
    return total
