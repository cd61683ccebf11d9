r"""A draft chosen for what its answers teach: how much they tell of which draft is best.

The points that a party says hurt most are nearly all that can be learned from a draft. What has to
be learned is how the drafts that may turn out best compare: Nash points of means over a few chains,
the rivals. How much a draft teaches is the part of the variance of the rivals' utilities (each
relative to their mean, in units of the party's expected gain, as the logarithm of the Nash product
counts them) that lies between the chains which would name one point and those which would name
another, in each of the three places; corrected for the variance that small groups of chains
explain by chance, as the adjusted :math:`R^2` of a one-way analysis of variance. Explaining the
variance of all weights and values alike was tried: more is learned, and less of it matters.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from onetext.mediation.simulated_parties import N_NAMED

Floats = NDArray[np.float32]

_LEAST_GAIN = 0.05


def rivalry(gains: Floats, reservation: Floats, rivals: NDArray[np.int64]) -> Floats:
    """Return what is to be learned: how much more than their mean each rival draft is worth.

    Parameters
    ----------
    gains : ndarray, shape (n_parties, n_chains, n_points, n_options)
    reservation : ndarray, shape (n_parties, n_chains)
    rivals : ndarray of int, shape (n_rivals, n_points)

    Returns
    -------
    ndarray, shape (n_parties, n_chains, n_rivals)
        Deviations from each rival's mean over the chains, relative to the party's expected gain.
    """
    utility = gains[:, :, np.arange(gains.shape[2]), rivals].sum(axis=3)
    gain = np.maximum((utility - reservation[:, :, None]).mean(axis=(1, 2)), _LEAST_GAIN)
    apart = (utility - utility.mean(axis=2, keepdims=True)) / gain[:, None, None]
    deviation: Floats = (apart - apart.mean(axis=1, keepdims=True)).astype(np.float32)
    return deviation


def explained_variance(
    gains: Floats, deviation: Floats, drafts: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Return how much of a variance the points named are expected to explain, for each draft.

    Parameters
    ----------
    gains : ndarray, shape (n_parties, n_chains, n_points, n_options)
    deviation : ndarray, shape (n_parties, n_chains, n_columns)
        What is to be learned, less its mean over the chains.
    drafts : ndarray of int, shape (n_drafts, n_points)

    Returns
    -------
    ndarray, shape (n_drafts,)
        Larger teaches more; summed over columns, parties and places of the list. Below 0 where
        less is explained than by chance.
    """
    explained = np.zeros(len(drafts))
    for party, spread in zip(gains, deviation, strict=True):
        for named in _named(party, drafts):
            explained += _between(spread, named, party.shape[1])
    return explained


def _named(gains: Floats, drafts: NDArray[np.int64]) -> NDArray[np.int64]:
    """Points that each chain would name, worst first, shape (N_NAMED, n_drafts, n_chains)."""
    points = np.arange(gains.shape[1])
    lost = gains.max(axis=2) - gains[:, points, drafts].swapaxes(0, 1)
    named = np.empty((N_NAMED, *lost.shape[:2]), dtype=np.int64)
    for place in range(N_NAMED):
        named[place] = lost.argmax(axis=2)
        np.put_along_axis(lost, named[place][:, :, None], -1.0, axis=2)
    return named


def _between(spread: Floats, named: NDArray[np.int64], n_points: int) -> NDArray[np.float64]:
    """Variance between groups of chains that name the same point, per draft, shape (n_drafts,)."""
    n_drafts, n_chains = named.shape
    member = np.zeros((n_drafts, n_points, n_chains), dtype=np.float32)
    np.put_along_axis(member, named[:, None], 1.0, axis=1)
    size = member.sum(axis=2)
    sums = member @ spread  # one small product a draft: large ones would start threads
    between = (np.square(sums).sum(axis=2) / np.maximum(size, 1.0)).sum(axis=1, dtype=np.float64)
    n_groups = (size > 0).sum(axis=1)
    within = float(np.square(spread).sum(dtype=np.float64)) - between
    chance = (n_groups - 1) * within / np.maximum(n_chains - n_groups, 1)
    variance: NDArray[np.float64] = (between - chance) / n_chains
    return variance
