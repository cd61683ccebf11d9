"""How far draws can be trusted: effective size, split R-hat."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray


def effective_size(likelihood: ArrayLike) -> float:
    """Return how many equally weighted draws some weighted ones are worth, after Kish.

    Parameters
    ----------
    likelihood : array_like, shape (n_draws,)
        At least 0. If all are 0, all count alike.
    """
    weight = np.asarray(likelihood, dtype=np.float64)
    total = float(weight.sum())
    return total**2 / float(np.square(weight).sum()) if total > 0 else float(len(weight))


def split_r_hat_within(chains: ArrayLike) -> float:
    """Return split R-hat [vehtari2021]_ of chains without a common target, each against itself.

    The halves of a chain are compared with each other alone, and the comparison is pooled over
    the chains: draws in which other statements hold have other profiles to go to.

    Parameters
    ----------
    chains : array_like, shape (n_chains, n_steps)
        At least four steps.

    Returns
    -------
    float
        1 where the halves of every chain look alike; above about 1.05 they have not mixed.
        1 where nothing varies at all.
    """
    halves, half = _halves(chains)
    between = float(halves.mean(axis=2).var(axis=0, ddof=1).mean())
    return _r_hat(halves, between, half)


def _halves(chains: ArrayLike) -> tuple[NDArray[np.float64], int]:
    """Both halves of every chain, shape (2, n_chains, n_steps // 2)."""
    steps = np.asarray(chains, dtype=np.float64)
    half = steps.shape[1] // 2
    return np.stack([steps[:, :half], steps[:, -half:]]), half


def _r_hat(halves: NDArray[np.float64], between: float, half: int) -> float:
    within = float(halves.var(axis=2, ddof=1).mean())
    if within <= 1e-18:
        return 1.0 if between <= 1e-18 else float("inf")
    return float(np.sqrt((half - 1) / half + between / within))
