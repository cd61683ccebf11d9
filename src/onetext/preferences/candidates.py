"""Many packages judged over many draws at once: who accepts what, in which draw."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from onetext.preferences.draws import Draws


def package_utilities(
    gains: NDArray[np.float32], packages: NDArray[np.int64]
) -> NDArray[np.float32]:
    """Return what each package is worth in each draw to one party.

    Parameters
    ----------
    gains : ndarray, shape (n_draws, n_points, n_max_options)
    packages : ndarray of int, shape (n_packages, n_points)

    Returns
    -------
    ndarray, shape (n_draws, n_packages)
    """
    n_draws, n_points, n_max = gains.shape
    chosen = np.zeros((len(packages), n_points, n_max), dtype=np.float32)
    np.put_along_axis(chosen, packages[:, :, None], 1.0, axis=2)
    worth: NDArray[np.float32] = gains.reshape(n_draws, -1) @ chosen.reshape(len(packages), -1).T
    return worth


def all_accept(draws: Draws, packages: NDArray[np.int64]) -> NDArray[np.bool_]:
    """In which draws all signing parties accept each package; shape (n_draws, n_packages)."""
    together = np.ones((draws.n_draws, len(packages)), dtype=bool)
    for party in draws.signing:
        profile = draws.profiles[party]
        worth = package_utilities(profile.gains, packages)
        together &= worth >= profile.reservation[:, None]
    return together


def mean_gains(draws: Draws) -> NDArray[np.float64]:
    """Return the signing parties' mean worth of every option, red lines not taken off.

    Returns
    -------
    ndarray, shape (n_points, n_max_options, n_signing)
        On each party's own scale; a package's mean utility is the sum over its choices.
    """
    weight = _normalised(draws.likelihood)
    tables = []
    for party in draws.signing:
        profile = draws.profiles[party]
        # a red line makes the value 0, so what the penalty was taken from is 0 as well
        worth = np.where(profile.red_lines, np.float32(0.0), profile.gains)
        tables.append(np.tensordot(weight, worth, axes=(0, 0)))
    return np.stack(tables, axis=2)


def mean_reservation(draws: Draws) -> NDArray[np.float64]:
    """Return the signing parties' mean no-agreement values, shape (n_signing,)."""
    return draws.reservation.astype(np.float64) @ _normalised(draws.likelihood)


def _normalised(likelihood: NDArray[np.float64]) -> NDArray[np.float64]:
    total = likelihood.sum()
    if total <= 0.0:
        return np.full(len(likelihood), 1.0 / len(likelihood))
    normalised: NDArray[np.float64] = likelihood / total
    return normalised
