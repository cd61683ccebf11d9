r"""The next draft from what is believed: good in expectation, and different enough to teach.

The first draft maximises expected Nash. Every later one is a Nash point of means over a few
chains of each party: showing near-identical drafts brings the same complaints again, so a draft
that is nearly as good and different is worth more. Choosing the best of several such drafts by
expected Nash was tried, and learns less: it settles on one kind of draft. Expected Nash of
a package is :math:`\prod_p E[(U_p - r_p)_+^{1/m}]`: parties are independent given the answers.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

N_FALLBACKS = 8
CHAINS_PER_CANDIDATE = 5
_LEAST = np.float32(1e-3)


def expected_nash(
    gains: Floats, reservation: Floats, packages: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Return the logarithm of the expected Nash product of packages, to the power 1/m.

    Parameters
    ----------
    gains : ndarray, shape (n_parties, n_draws, n_points, n_options)
    reservation : ndarray, shape (n_parties, n_draws)
    packages : ndarray of int, shape (n_packages, n_points)

    Returns
    -------
    ndarray, shape (n_packages,)
    """
    n_parties, n_draws, n_points, n_options = gains.shape
    chosen = np.zeros((len(packages), n_points, n_options), dtype=np.float32)
    np.put_along_axis(chosen, packages[:, :, None], 1.0, axis=2)
    worth = gains.reshape(n_parties, n_draws, -1) @ chosen.reshape(len(packages), -1).T
    gain = np.maximum(worth - reservation[:, :, None], 0.0)
    mean = np.power(gain, 1.0 / n_parties, dtype=np.float32).mean(axis=1, dtype=np.float64)
    total: NDArray[np.float64] = np.log(mean + 1e-9).sum(axis=0)
    return total


def nash_climb(
    gains: Floats, floor: Floats, packages: NDArray[np.int64], n_rounds: int = 8
) -> NDArray[np.int64]:
    """Improve packages one point at a time until their Nash product no longer rises.

    Parameters
    ----------
    gains : ndarray, shape (n_parties, n_packages, n_points, n_options)
        Each package has its own utilities.
    floor : ndarray, shape (n_parties, n_packages)
    packages : ndarray of int, shape (n_packages, n_points)
    """
    packages = packages.copy()
    rows = np.arange(len(packages))
    points = np.arange(packages.shape[1])
    slack = gains[:, rows[:, None], points, packages].sum(axis=2) - floor
    for _ in range(n_rounds):
        moved = False
        for point in points:
            here = gains[:, :, point]
            rest = slack - here[:, rows, packages[:, point]]
            best = _log_gain(rest[:, :, None] + here).sum(axis=0).argmax(axis=1)
            moved = moved or bool((best != packages[:, point]).any())
            packages[:, point] = best
            slack = rest + here[:, rows, best]
        if not moved:
            break
    return packages


def _log_gain(gain: Floats) -> Floats:
    """Logarithm of a gain, continued downwards by its tangent where there is little or none."""
    log: Floats = np.where(
        gain > _LEAST, np.log(np.maximum(gain, _LEAST)), np.log(_LEAST) + gain / _LEAST - 1
    )
    return log


def expected_nash_climb(
    gains: Floats, reservation: Floats, package: NDArray[np.int64], n_rounds: int = 4
) -> NDArray[np.int64]:
    """Improve one package one point at a time by its expected Nash."""
    package = package.copy()
    n_parties = len(gains)
    points = np.arange(len(package))
    slack = gains[:, :, points, package].sum(axis=2) - reservation
    power = np.float32(1.0 / n_parties)
    for _ in range(n_rounds):
        moved = False
        for point in points:
            rest = slack - gains[:, :, point, package[point]]
            gain = np.maximum(rest[:, :, None] + gains[:, :, point], np.float32(0.0))
            best = int(np.log(np.power(gain, power).mean(axis=1) + 1e-9).sum(axis=0).argmax())
            moved = moved or best != package[point]
            package[point] = best
            slack = rest + gains[:, :, point, best]
        if not moved:
            break
    return package


def candidate_drafts(
    gains: Floats,
    reservation: Floats,
    rng: np.random.Generator,
    n_candidates: int = 1,
    n_chains: int = CHAINS_PER_CANDIDATE,
) -> NDArray[np.int64]:
    """Return Nash points of means over a few randomly chosen chains of each party.

    Returns
    -------
    ndarray of int, shape (n_candidates, n_points)
    """
    n_parties, n_draws, n_points, n_options = gains.shape
    n_starts = 3
    picked = rng.integers(n_draws, size=(n_parties, n_candidates, n_chains))
    means = np.stack([g[p].mean(axis=1) for g, p in zip(gains, picked, strict=True)])
    floor = np.stack([r[p].mean(axis=1) for r, p in zip(reservation, picked, strict=True)])
    means, floor = np.repeat(means, n_starts, axis=1), np.repeat(floor, n_starts, axis=1)
    starts = rng.integers(n_options, size=(n_candidates * n_starts, n_points))
    starts[::n_starts] = means.sum(axis=0)[::n_starts].argmax(axis=2)
    climbed = nash_climb(means, floor, starts)
    rows = np.arange(len(climbed))[:, None]
    slack = means[:, rows, np.arange(n_points), climbed].sum(axis=2) - floor
    score = _log_gain(slack).sum(axis=0).reshape(n_candidates, n_starts)
    best: NDArray[np.int64] = climbed[np.arange(n_candidates) * n_starts + score.argmax(axis=1)]
    return best


def best_draft(gains: Floats, reservation: Floats, rng: np.random.Generator) -> NDArray[np.int64]:
    """Return the package of largest expected Nash that was found."""
    starts = candidate_drafts(gains, reservation, rng, n_candidates=3, n_chains=40)
    climbed = np.stack([expected_nash_climb(gains, reservation, start) for start in starts])
    best: NDArray[np.int64] = climbed[int(expected_nash(gains, reservation, climbed).argmax())]
    return best


def next_draft(
    gains: Floats,
    reservation: Floats,
    shown: NDArray[np.int64],
    rng: np.random.Generator,
    *,
    explore: bool = True,
) -> NDArray[np.int64]:
    """Return the draft to show next, never one that was shown before.

    Parameters
    ----------
    gains, reservation : ndarray
        Beliefs, as in `expected_nash`.
    shown : ndarray of int, shape (n_shown, n_points)
    rng : Generator
    explore : bool
        False asks for the best draft rather than one that is good and teaches.
    """
    if explore and len(shown):
        candidates = candidate_drafts(gains, reservation, rng)
    else:
        candidates = best_draft(gains, reservation, rng)[None]
    fresh = _not_in(candidates, shown)
    if not len(fresh):
        changed = np.repeat(candidates[:1], 40, axis=0)
        rows = np.arange(40)
        for _ in range(2):
            changed[rows, rng.integers(changed.shape[1], size=40)] = rng.integers(
                gains.shape[3], size=40
            )
        others = candidate_drafts(gains, reservation, rng, n_candidates=N_FALLBACKS)
        fresh = _not_in(np.concatenate([others, changed]), shown)
    chosen: NDArray[np.int64] = fresh[int(expected_nash(gains, reservation, fresh).argmax())]
    return chosen


def _not_in(packages: NDArray[np.int64], shown: NDArray[np.int64]) -> NDArray[np.int64]:
    seen = {row.tobytes() for row in shown.astype(np.int64)}
    keep = [row.tobytes() not in seen for row in packages.astype(np.int64)]
    unseen: NDArray[np.int64] = packages[np.asarray(keep, dtype=bool)]
    return unseen
