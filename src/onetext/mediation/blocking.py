"""How much each point stands in the way, seen from the point and seen from the whole package."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from onetext.preferences.acceptability import share_of
from onetext.preferences.draws import Draws
from onetext.preferences.shares import Share


def blocked_share(draws: Draws, point: int, speaking: Sequence[str]) -> Share:
    """Return in which share of draws a point has no option that all who speak could live with.

    A party could live with an option that is worth at least no agreement to it on that point
    and is no red line. Other points could still make up for it: a blocked point blocks by itself.

    Parameters
    ----------
    draws : Draws
    point : int
        Index of the point in the space.
    speaking : sequence of str
        The parties counted: those of whom the record holds something on this point. With none
        or one of them, the share is nearly always 0.
    """
    n_options = draws.record.space.n_options[point]
    suits = np.ones((draws.n_draws, n_options), dtype=bool)
    for party in speaking:
        profile = draws.profiles[party]
        least = profile.weights[:, point] * profile.reservation
        suits &= profile.gains[:, point, :n_options] >= least[:, None] * (1.0 - 1e-6)
    none: NDArray[np.bool_] = np.all(~suits, axis=1)
    return share_of(none, draws.likelihood)


def blocked_shares(draws: Draws, speaking: Mapping[int, Sequence[str]]) -> dict[int, Share]:
    """Return `blocked_share` of every point on which at least two parties speak."""
    return {
        point: blocked_share(draws, point, parties)
        for point, parties in speaking.items()
        if len(parties) > 1
    }


def blocking_weights(draws: Draws, package: Sequence[int]) -> NDArray[np.float64]:
    """Return by how much the all-sign share of a package rises if a point served everyone best.

    The wish is granted to every signing party at once, each its own best option in each draw,
    which no agreement could do: an upper limit to what settling the point could bring.

    Returns
    -------
    ndarray, shape (n_points,)
        Between 0 and 1.
    """
    space = draws.record.space
    total = draws.likelihood.sum()
    weight = draws.likelihood / total if total > 0 else np.full(draws.n_draws, 1.0 / draws.n_draws)
    chosen = draws.gains[:, :, np.arange(space.n_points), np.asarray(package)]
    slack = chosen.sum(axis=2) - draws.reservation
    before = float(weight @ np.all(slack >= 0, axis=0))
    after = []
    for point, n_options in enumerate(space.n_options):
        wish = draws.gains[:, :, point, :n_options].max(axis=2)
        served = slack - chosen[:, :, point] + wish >= 0
        after.append(float(weight @ np.all(served, axis=0)))
    return np.asarray(after) - before
