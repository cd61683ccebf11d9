r"""The next draft from what is believed: every second one the best, the others the most telling.

The first draft maximises expected Nash, and so does every second one: what is put forward has to
have been shown. The drafts between are plausible ones, Nash points of means over a few chains of
each party, of which the one is taken whose answers are expected to tell most (see
`next_draft_teaching`). Showing the best draft every time brings the same complaints again.
Expected Nash of a package is :math:`\prod_p E[(U_p - r_p)_+^{1/m}]`: parties are independent
given the answers.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from onetext.mediation.next_draft_blocks import (
    Blocks,
    blocks_of,
    random_packages,
    single_changes,
)
from onetext.mediation.next_draft_teaching import explained_variance, rivalry

Floats = NDArray[np.float32]

CANDIDATES = {1: 12, 3: 12}
"""Chains that a candidate draft is the Nash point of, and how many such candidates."""
BEST_EVERY = 2
"""The first draft is the best there is, and so is every so manieth one."""
N_RIVALS = 40
N_JUDGED = 96
"""Chains of each party that judge what a draft would teach."""
_STARTS = 3
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
    mean = gains_to_the_power(gains, reservation, packages).mean(axis=1, dtype=np.float64)
    total: NDArray[np.float64] = np.log(mean + 1e-9).sum(axis=0)
    return total


def gains_to_the_power(gains: Floats, reservation: Floats, packages: NDArray[np.int64]) -> Floats:
    """Return gains over no agreement to the power 1/m, shape (n_parties, n_draws, n_packages)."""
    n_parties, n_draws, n_points, n_options = gains.shape
    chosen = np.zeros((len(packages), n_points, n_options), dtype=np.float32)
    np.put_along_axis(chosen, packages[:, :, None], 1.0, axis=2)
    worth = gains.reshape(n_parties, n_draws, -1) @ chosen.reshape(len(packages), -1).T
    gain = np.maximum(worth - reservation[:, :, None], 0.0)
    powered: Floats = np.power(gain, 1.0 / n_parties, dtype=np.float32)
    return powered


def nash_climb(
    gains: Floats,
    floor: Floats,
    packages: NDArray[np.int64],
    n_rounds: int = 8,
    blocks: Blocks | None = None,
) -> NDArray[np.int64]:
    """Improve packages one block at a time until their Nash product no longer rises.

    Parameters
    ----------
    gains : ndarray, shape (n_parties, n_packages, n_points, n_options)
        Each package has its own utilities.
    floor : ndarray, shape (n_parties, n_packages)
    packages : ndarray of int, shape (n_packages, n_points)
    n_rounds : int
        At most so many times through all blocks.
    blocks : tuple of Block, optional
        Points settled together; every point on its own by default.
    """
    packages = packages.copy()
    rows = np.arange(len(packages))
    blocks = blocks or blocks_of(*gains.shape[2:])
    slack = gains[:, rows[:, None], np.arange(packages.shape[1]), packages].sum(axis=2) - floor
    for _ in range(n_rounds):
        moved = False
        for block in blocks:
            rest = slack
            for point in block.points:
                rest = rest - gains[:, rows, point, packages[:, point]]
            here = block.worth(gains)
            best = _log_gain(rest[:, :, None] + here).sum(axis=0).argmax(axis=1)
            moved = moved or bool((block.choices[best] != packages[:, block.points]).any())
            packages[:, block.points] = block.choices[best]
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
    gains: Floats,
    reservation: Floats,
    package: NDArray[np.int64],
    blocks: Blocks,
    n_rounds: int = 4,
) -> NDArray[np.int64]:
    """Improve one package one block at a time by its expected Nash."""
    package = package.copy()
    slack = gains[:, :, np.arange(len(package)), package].sum(axis=2) - reservation
    power = np.float32(1.0 / len(gains))
    for _ in range(n_rounds):
        moved = False
        for block in blocks:
            rest = slack - gains[:, :, block.points, package[block.points]].sum(axis=2)
            here = block.worth(gains)
            gain = np.maximum(rest[:, :, None] + here, np.float32(0.0))
            best = int(np.log(np.power(gain, power).mean(axis=1) + 1e-9).sum(axis=0).argmax())
            moved = moved or bool((block.choices[best] != package[block.points]).any())
            package[block.points] = block.choices[best]
            slack = rest + here[:, :, best]
        if not moved:
            break
    return package


def candidate_drafts(
    gains: Floats,
    reservation: Floats,
    rng: np.random.Generator,
    n_candidates: int,
    n_chains: int,
    blocks: Blocks | None = None,
) -> NDArray[np.int64]:
    """Return Nash points of means over a few randomly chosen chains of each party.

    Returns
    -------
    ndarray of int, shape (n_candidates, n_points)
    """
    n_parties, n_draws, n_points, n_options = gains.shape
    blocks = blocks or blocks_of(n_points, n_options)
    picked = rng.integers(n_draws, size=(n_parties, n_candidates, n_chains))
    means = np.stack([g[p].mean(axis=1) for g, p in zip(gains, picked, strict=True)])
    floor = np.stack([r[p].mean(axis=1) for r, p in zip(reservation, picked, strict=True)])
    means, floor = np.repeat(means, _STARTS, axis=1), np.repeat(floor, _STARTS, axis=1)
    starts = random_packages(blocks, n_candidates * _STARTS, rng)
    for block in blocks:
        together = block.worth(means).sum(axis=0)[::_STARTS]
        starts[::_STARTS, block.points] = block.choices[together.argmax(axis=1)]
    climbed = nash_climb(means, floor, starts, blocks=blocks)
    rows = np.arange(len(climbed))[:, None]
    slack = means[:, rows, np.arange(n_points), climbed].sum(axis=2) - floor
    score = _log_gain(slack).sum(axis=0).reshape(n_candidates, _STARTS)
    best: NDArray[np.int64] = climbed[np.arange(n_candidates) * _STARTS + score.argmax(axis=1)]
    return best


def best_draft(
    gains: Floats, reservation: Floats, rng: np.random.Generator, blocks: Blocks | None = None
) -> NDArray[np.int64]:
    """Return the package of largest expected Nash that was found."""
    blocks = blocks or blocks_of(*gains.shape[2:])
    starts = candidate_drafts(gains, reservation, rng, 3, 40, blocks)
    climbed = np.stack([expected_nash_climb(gains, reservation, s, blocks) for s in starts])
    best: NDArray[np.int64] = climbed[int(expected_nash(gains, reservation, climbed).argmax())]
    return best


def next_draft(
    gains: Floats,
    reservation: Floats,
    shown: NDArray[np.int64],
    rng: np.random.Generator,
    *,
    blocks: Blocks | None = None,
    heeded: NDArray[np.bool_] | None = None,
) -> NDArray[np.int64]:
    """Return the draft to show next, never one that was shown before.

    Parameters
    ----------
    gains, reservation : ndarray
        Beliefs, as in `expected_nash`.
    shown : ndarray of int, shape (n_shown, n_points)
    rng : Generator
    blocks : tuple of Block, optional
        Points settled together; every point on its own by default.
    heeded : ndarray of bool, shape (n_parties,), optional
        Whose complaints teach anything; all by default.
    """
    blocks = blocks or blocks_of(*gains.shape[2:])
    number = len(shown) + 1
    if number > 1 and number % BEST_EVERY:
        telling = _telling_draft(gains, reservation, shown, rng, blocks, heeded)
        if telling is not None:
            return telling
    best = best_draft(gains, reservation, rng, blocks)
    fresh = _not_in(best[None], shown)
    if not len(fresh):
        fresh = _not_in(single_changes(blocks, best), shown)
    if not len(fresh):
        fresh = _not_in(random_packages(blocks, 200, rng), shown)
    if not len(fresh):
        return best  # every package there is has been shown
    chosen: NDArray[np.int64] = fresh[int(expected_nash(gains, reservation, fresh).argmax())]
    return chosen


def _telling_draft(
    gains: Floats,
    reservation: Floats,
    shown: NDArray[np.int64],
    rng: np.random.Generator,
    blocks: Blocks,
    heeded: NDArray[np.bool_] | None,
) -> NDArray[np.int64] | None:
    """Return the plausible draft expected to teach most; None if all were shown."""
    candidates = np.concatenate(
        [
            candidate_drafts(gains, reservation, rng, n_candidates, n_chains, blocks)
            for n_chains, n_candidates in CANDIDATES.items()
        ]
    )
    fresh = _not_in(np.unique(candidates, axis=0), shown)
    if not len(fresh):
        return None
    rivals = candidate_drafts(gains, reservation, rng, N_RIVALS, 3, blocks)
    gains, reservation = gains[:, :N_JUDGED], reservation[:, :N_JUDGED]
    apart = rivalry(gains, reservation, rivals)
    if heeded is not None:
        gains, apart = gains[heeded], apart[heeded]
    told = explained_variance(gains, apart, fresh)
    telling: NDArray[np.int64] = fresh[int(told.argmax())]
    return telling


def _not_in(packages: NDArray[np.int64], shown: NDArray[np.int64]) -> NDArray[np.int64]:
    seen = {row.tobytes() for row in shown.astype(np.int64)}
    keep = [row.tobytes() not in seen for row in packages.astype(np.int64)]
    unseen: NDArray[np.int64] = packages[np.asarray(keep, dtype=bool)]
    return unseen
