"""Parties with hidden preferences, to measure a mediator's method; never a forecast of real people.

One party wants the last option of every point, one the first, the others either, point by point.
Weights are uniform on the simplex, values between worst and best are ordered uniforms, and every
party has the same no-agreement value. An answer can be wrong.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

N_NAMED = 3
"""How many points a party names as those that hurt most."""


@dataclass(frozen=True)
class HiddenParties:
    """What the mediator does not see, and the directions it is told.

    Parameters
    ----------
    gains : ndarray, shape (n_parties, n_points, n_options)
        Weight times value; the best option of every point summed over the points gives 1.
    reservation : ndarray, shape (n_parties,)
        Value of no agreement.
    directions : ndarray of int, shape (n_parties, n_points)
        1 if later options are better, -1 if earlier ones are.
    known : ndarray of bool, shape (n_parties, n_points)
        Which directions the mediator is told.
    """

    gains: NDArray[np.float64]
    reservation: NDArray[np.float64]
    directions: NDArray[np.int64]
    known: NDArray[np.bool_]

    def utilities(self, drafts: NDArray[np.int64]) -> NDArray[np.float64]:
        """Utilities of drafts, shape (..., n_points); returns shape (..., n_parties)."""
        points = np.arange(self.gains.shape[1])
        worth: NDArray[np.float64] = self.gains[:, points, drafts].sum(axis=-1)
        return np.moveaxis(worth, 0, -1)


@dataclass(frozen=True)
class Answers:
    """What the parties say to one draft.

    Parameters
    ----------
    accepts : ndarray of bool, shape (n_parties,)
    better : ndarray of int, shape (n_parties,)
        1 better than the last draft, -1 worse, 0 where there was none.
    hurts : ndarray of int, shape (n_parties, N_NAMED)
        The points that hurt most, worst first.
    """

    accepts: NDArray[np.bool_]
    better: NDArray[np.int64]
    hurts: NDArray[np.int64]


def sample_hidden_parties(
    n_points: int,
    n_options: int,
    n_parties: int,
    *,
    reservation: float,
    known_directions: float,
    rng: np.random.Generator,
) -> HiddenParties:
    """Draw parties at random.

    Parameters
    ----------
    n_points, n_options, n_parties : int
    reservation : float
        No-agreement value of every party, in [0, 1].
    known_directions : float
        Share of (party, point) pairs whose direction the mediator is told.
    rng : Generator
    """
    weights = rng.dirichlet(np.ones(n_points), n_parties)
    inside = np.sort(rng.random((n_parties, n_points, max(n_options - 2, 0))), axis=2)
    ends = np.zeros((n_parties, n_points, 1))
    values = np.concatenate([ends, inside, ends + 1.0], axis=2)[:, :, -n_options:]
    directions = rng.choice([-1, 1], (n_parties, n_points))
    directions[0] = 1
    directions[1:2] = -1
    values = np.where(directions[:, :, None] > 0, values, values[:, :, ::-1])
    known = rng.random((n_parties, n_points)) < known_directions
    gains = weights[:, :, None] * values
    return HiddenParties(gains, np.full(n_parties, reservation), directions, known)


def answers_to(
    parties: HiddenParties,
    draft: NDArray[np.int64],
    last: NDArray[np.int64] | None,
    *,
    wrong: float,
    rng: np.random.Generator,
) -> Answers:
    """Ask all parties about a draft.

    Parameters
    ----------
    parties : HiddenParties
    draft : ndarray of int, shape (n_points,)
    last : ndarray or None
        The draft shown before.
    wrong : float
        Chance that "accept" or "better" is told the wrong way round, and that one of the points
        named is another one.
    rng : Generator
    """
    utility = parties.utilities(draft)
    accepts = (utility >= parties.reservation) ^ (rng.random(len(utility)) < wrong)
    better = np.zeros(len(utility), dtype=np.int64)
    if last is not None:
        better = np.where(utility >= parties.utilities(last), 1, -1)
        better = np.where(rng.random(len(utility)) < wrong, -better, better)
    best = parties.gains.max(axis=2)
    losses = best - parties.gains[:, np.arange(len(draft)), draft]
    hurts = np.argsort(-losses, axis=1, kind="stable")[:, :N_NAMED]
    for named in hurts:
        if rng.random() < wrong and len(draft) > N_NAMED:
            others = np.setdiff1d(np.arange(len(draft)), named)
            named[rng.integers(N_NAMED)] = rng.choice(others)
    return Answers(accepts, better, hurts)
