"""Which way a party wants a point where that was not told: learned from the points where it was.

Two adversaries want nearly all points opposite ways. A mediator who was told what each of them
wants at twenty points, and saw that, does not toss a coin for the others: whoever does believes in
agreements that are not there, and is too sure that drafts will be accepted.

Every point has an orientation, towards one end of its options or the other, and every party a
leaning, the share of points that it wants as they are oriented; neither is told. That is how
answers and the reliability of those who give them are told apart [dawid1979]_, with priors: an even
one on orientations, Beta(1/2, 1/2) on leanings. Of a party that leans neither way nothing is
learned from the others, nor of them from it. Which end of a point is called its first does not
matter: turning its options round turns what is said of it, and changes nothing else.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

N_CHAINS = 64
N_SWEEPS = 60
N_FORGOTTEN = 20
"""Sweeps before any counts."""
_PRIOR = 0.5
"""Both parameters of a leaning's beta distribution."""


def rising_chances(
    directions: NDArray[np.int64], known: NDArray[np.bool_], rng: np.random.Generator
) -> NDArray[np.float64]:
    """Return how likely later options are better for each party at each point.

    Orientations and leanings are drawn in turn, in many chains side by side (Gibbs sampling).

    Parameters
    ----------
    directions : ndarray of int, shape (n_parties, n_points)
        1 if later options are better for the party, -1 if earlier ones, as told.
    known : ndarray of bool, shape (n_parties, n_points)
        Where the direction is told; nothing is read of the others.
    rng : Generator

    Returns
    -------
    ndarray, shape (n_parties, n_points)
        1 or 0 where it is told, about 1/2 where nothing can be learned.
    """
    told = np.where(known, directions, 0).astype(np.float64)
    n_told = known.sum(axis=1)
    toward = rng.choice([-1.0, 1.0], (N_CHAINS, told.shape[1]))
    total = np.zeros(told.shape)
    for sweep in range(N_SWEEPS):
        alike = (n_told + toward @ told.T) / 2
        leaning = rng.beta(_PRIOR + alike, _PRIOR + n_told - alike)
        leaning = np.clip(leaning, 1e-9, 1 - 1e-9)
        odds = np.log(leaning / (1 - leaning)) @ told
        chance = 1 / (1 + np.exp(-odds))
        toward = np.where(rng.random(chance.shape) < chance, 1.0, -1.0)
        if sweep >= N_FORGOTTEN:
            up = chance[:, None] * leaning[:, :, None]
            total += (up + (1 - chance[:, None]) * (1 - leaning[:, :, None])).mean(axis=0)
    learned = total / (N_SWEEPS - N_FORGOTTEN)
    rising: NDArray[np.float64] = np.where(known, directions > 0, learned)
    return rising
