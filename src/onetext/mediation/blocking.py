"""How much each point stands in the way: what would be gained if everyone had its wish there."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from onetext.preferences.draws import Draws


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
