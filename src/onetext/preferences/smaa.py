"""The indices of stochastic multicriteria acceptability analysis, for one party's draws.

What share of the draws puts an alternative (a text, a package) in which place; which weights a
party would typically have that likes it best; how sure that is at those weights; and which of two
is better how often. All after [lahdelma2001]_, with ties shared evenly.

.. [lahdelma2001] R. Lahdelma, P. Salminen, "SMAA-2", Operations Research 49(3), 2001.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


def rank_acceptability(utilities: ArrayLike, likelihood: ArrayLike | None = None) -> Floats:
    """Return the share of draws in which each alternative takes each place.

    Parameters
    ----------
    utilities : array_like, shape (n_draws, n_alternatives)
        One party's, on its own scale. Larger is better.
    likelihood : array_like, shape (n_draws,), optional
        How much each draw counts; by default all alike.

    Returns
    -------
    ndarray, shape (n_alternatives, n_alternatives)
        ``[a, k]``: share in which alternative ``a`` takes place ``k``, 0 the best. Rows and
        columns sum to 1. Alternatives that tie share the places they take evenly.
    """
    worth = np.asarray(utilities, dtype=np.float64)
    weight = _normalised(len(worth), likelihood)
    n = worth.shape[1]
    first = (worth[:, None, :] > worth[:, :, None]).sum(axis=2)
    tied = (worth[:, None, :] == worth[:, :, None]).sum(axis=2)
    shares = np.zeros((n, n))
    for place in range(n):
        takes = (first <= place) & (place < first + tied)
        shares[:, place] = weight @ (takes / tied)
    return shares


def central_weights(
    utilities: ArrayLike, weights: ArrayLike, likelihood: ArrayLike | None = None
) -> Floats:
    """Return the mean weights of the draws in which each alternative is best.

    Parameters
    ----------
    utilities : array_like, shape (n_draws, n_alternatives)
    weights : array_like, shape (n_draws, n_points)
    likelihood : array_like, shape (n_draws,), optional

    Returns
    -------
    ndarray, shape (n_alternatives, n_points)
        NaN, rather than zero, for an alternative that is never best: it has none.
    """
    worth = np.asarray(utilities, dtype=np.float64)
    best = worth == worth.max(axis=1, keepdims=True)
    counted = best / best.sum(axis=1, keepdims=True)
    counted = counted * _normalised(len(worth), likelihood)[:, None]
    total = counted.sum(axis=0)[:, None]
    with_nan = np.where(total > 0, total, np.nan)
    central: Floats = (counted.T @ np.asarray(weights, dtype=np.float64)) / with_nan
    return central


def pairwise_winning(utilities: ArrayLike, likelihood: ArrayLike | None = None) -> Floats:
    """Return in which share of draws one alternative beats another, ties counting half.

    Returns
    -------
    ndarray, shape (n_alternatives, n_alternatives)
        ``[a, b]``: ``a`` better than ``b``. ``[a, b] + [b, a]`` is 1; the diagonal is a half.
    """
    worth = np.asarray(utilities, dtype=np.float64)
    above = worth[:, :, None] > worth[:, None, :]
    level = worth[:, :, None] == worth[:, None, :]
    winning: Floats = np.tensordot(
        _normalised(len(worth), likelihood), above + 0.5 * level, axes=(0, 0)
    )
    return winning


def confidence_factors(
    values: ArrayLike, central: ArrayLike, likelihood: ArrayLike | None = None
) -> Floats:
    """Return how sure each alternative is best for a party that has its central weights.

    Parameters
    ----------
    values : array_like, shape (n_draws, n_alternatives, n_points)
        Values between 0 and 1, drawn; the weights are held at the central ones.
    central : array_like, shape (n_alternatives, n_points)
        As from `central_weights`.

    Returns
    -------
    ndarray, shape (n_alternatives,)
        NaN where there are no central weights.
    """
    drawn = np.asarray(values, dtype=np.float64)
    weight = _normalised(len(drawn), likelihood)
    factors = np.full(drawn.shape[1], np.nan)
    for number, weights in enumerate(np.asarray(central, dtype=np.float64)):
        if not np.isnan(weights).any():
            worth = drawn @ weights
            best = worth == worth.max(axis=1, keepdims=True)
            factors[number] = weight @ (best[:, number] / best.sum(axis=1))
    return factors


def _normalised(n_draws: int, likelihood: ArrayLike | None) -> Floats:
    weight = np.ones(n_draws) if likelihood is None else np.asarray(likelihood, dtype=np.float64)
    normalised: Floats = weight / weight.sum()
    return normalised
