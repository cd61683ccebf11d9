"""Points whose options have no order: which of them is worst, best or between is believed, too.

Elsewhere a party's values rise or fall from the first option to the last. Where a point is known
to have no order, the values are the same a priori (0, 1, uniform ones between), but every way to
hand them out to the options is equally likely. A move exchanges the values of two options drawn at
random, so that a chain can walk from any arrangement to any other.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


class Places:
    """Which value, counted from the worst one to the best one, each option has in every chain.

    Parameters
    ----------
    loose : ndarray of bool, shape (n_points, n_all_chains)
        Where options have no order; nothing is said of the others.
    n_options : int
    rng : Generator
    """

    def __init__(self, loose: NDArray[np.bool_], n_options: int, rng: np.random.Generator) -> None:
        self.loose, self._n_options = loose, n_options
        self._any = [bool(row.any()) for row in loose]
        n_points, n = loose.shape
        each = np.broadcast_to(np.arange(n_options)[:, None], (n_points, n_options, n))
        self.of_option: NDArray[np.int64] = rng.permuted(each, axis=1)
        """Shape (n_points, n_options, n_all_chains)."""

    def are_at(self, point: int) -> bool:
        """Whether any party has no order at a point."""
        return self._any[point]

    def exchanged(
        self, point: int, turns: NDArray[np.bool_], rng: np.random.Generator
    ) -> NDArray[np.int64]:
        """Return the places at a point with two options exchanged in some chains."""
        chains = np.flatnonzero(turns & self.loose[point])
        places: NDArray[np.int64] = self.of_option[point].copy()
        one = rng.integers(self._n_options, size=len(chains))
        other = (one + rng.integers(1, self._n_options, size=len(chains))) % self._n_options
        places[one, chains], places[other, chains] = places[other, chains], places[one, chains]
        return places

    def values(
        self, point: int, upward: Floats, ordered: Floats, places: NDArray[np.int64] | None = None
    ) -> Floats:
        """Return values of a point's options, or what they are worth, handed out where loose.

        Parameters
        ----------
        point : int
        upward : ndarray, shape (n_options, n_all_chains)
            From the worst value to the best one.
        ordered : ndarray, shape (n_options, n_all_chains)
            Values where there is an order.
        places : ndarray of int, optional
            Shape (n_options, n_all_chains); those the chains have by default.
        """
        places = self.of_option[point] if places is None else places
        arranged = np.take_along_axis(upward, places, axis=0)
        values: Floats = np.where(self.loose[point], arranged, ordered)
        return values
