"""Weights and scores that a party stated, or that were published for it: taken as they are.

Where only a range is known, a draw takes any value in it, evenly. Weights of points that are not
named are 0; an exact scale does not matter, only the shares.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from onetext.bargaining.space import Space
from onetext.model import Scores, Weights
from onetext.preferences.anchors import PINNED, Anchored
from onetext.preferences.claims import Claim


def sample_weights(
    declared: Sequence[tuple[Weights, float]],
    space: Space,
    n_draws: int,
    rng: np.random.Generator,
    *,
    evenness: float = 1.0,
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Draw the weights of the points: uniform on the simplex, or as declared where that holds.

    Parameters
    ----------
    declared : sequence of (Weights, float)
        With their credence.
    space : Space
    n_draws : int
    rng : Generator
    evenness : float
        1: uniform on the simplex; see `Prior`.

    Returns
    -------
    weights : ndarray, shape (n_draws, n_points)
        Sum to 1.
    declared : ndarray of bool, shape (n_draws,)
        Where they are as declared.
    """
    shape = (n_draws, space.n_points)
    # exponentials are gammas of shape 1, from another stretch of the stream of random numbers
    weights = (
        rng.standard_exponential(shape) if evenness == 1.0 else rng.standard_gamma(evenness, shape)
    )
    weights /= weights.sum(axis=1, keepdims=True)
    stated_in = np.zeros(n_draws, dtype=bool)
    for weighting, belief in declared:
        low = np.array([weighting.points.get(point, 0.0) for point in space.points])
        high = np.array(
            [weighting.up_to.get(p, at) for p, at in zip(space.points, low, strict=True)]
        )
        holds = rng.random(n_draws) < belief
        if high.sum() <= 0.0:
            continue
        stated = np.broadcast_to(low, weights.shape)
        if (high > low).any():
            stated = low + (high - low) * rng.random(weights.shape)
        weights[holds] = (stated / stated.sum(axis=1, keepdims=True))[holds]
        stated_in |= holds
    return weights, stated_in


def with_scores(
    anchored: Anchored,
    claims: Sequence[Claim],
    holds: Mapping[str, NDArray[np.bool_]],
    space: Space,
    rng: np.random.Generator,
) -> Anchored:
    """Put scored options where they were scored, in the draws in which the scores hold."""
    side, share = anchored.side, anchored.share
    for claim in claims:
        if not isinstance(claim.said, Scores) or claim.said.point not in space.points:
            continue
        point = space.points.index(claim.said.point)
        for name, low in claim.said.options.items():
            if name not in space.options[point]:
                continue
            option = space.options[point].index(name)
            high = claim.said.up_to.get(name, low)
            drawn = (low + (high - low) * rng.random(len(side))) / 100.0
            here = holds[claim.key]
            share[here, point, option] = drawn[here]
            side[here, point, option] = PINNED
    return replace(anchored, side=side, share=share)
