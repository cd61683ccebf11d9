r"""What may be asked of a package when preferences are uncertain: one figure per criterion.

Each takes the slack, what every party has over no agreement in every draw, on the party's own
scale. Draws count alike: weighted ones are resampled first.

=================== =========================================================================
criterion           larger is better
=================== =========================================================================
signed together     share of draws in which all accept; ties by the parties' own shares
expected Nash       mean over draws of the geometric mean of gains, 0 where somebody loses
worst tail          the worst-off party's mean over its worst tenth of draws: conditional value
                    at risk [rockafellar2000]_. Compares the parties' scales
least share         the smallest of the parties' shares of acceptance
=================== =========================================================================
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from onetext.mediation.package_search import PackageSearch
from onetext.preferences.draws import Draws

TAIL = 0.1
MOST_DRAWS = 1500
_N_CLIMBS = 2
_TIE_BREAK = np.float32(1e-3)

Floats = NDArray[np.float32]


def expected_nash(slack: Floats) -> Floats:
    """Return the mean geometric mean of gains, shape (n_packages,)."""
    gains = np.maximum(slack, np.float32(0.0))
    product = np.prod(gains, axis=0) ** np.float32(1.0 / len(slack))
    mean: Floats = product.mean(axis=0)
    return mean


def worst_tail(slack: Floats) -> Floats:
    """Return the worst-off party's conditional value at risk, shape (n_packages,)."""
    n_tail = max(1, int(TAIL * slack.shape[1]))
    tail = np.partition(slack, n_tail - 1, axis=1)[:, :n_tail].mean(axis=1)
    least: Floats = tail.min(axis=0)
    return least


def least_share(slack: Floats) -> Floats:
    """Return the smallest share of acceptance of any party, shape (n_packages,)."""
    shares = (slack >= 0).mean(axis=1, dtype=np.float32)
    score: Floats = shares.min(axis=0) + _TIE_BREAK * shares.mean(axis=0)
    return score


ROBUST: dict[str, Callable[[Floats], Floats]] = {
    "expected-nash": expected_nash,
    "worst-tail": worst_tail,
    "least-share": least_share,
}


def robust_packages(
    draws: Draws, starts: NDArray[np.int64], rng: np.random.Generator
) -> dict[str, tuple[int, ...]]:
    """Return the best package found by each robust criterion.

    Parameters
    ----------
    draws : Draws
    starts : ndarray of int, shape (n_starts, n_points)
        Packages that keep the rules; at least one.
    rng : Generator
        Resamples the draws.
    """
    alike = equally_weighted(draws, MOST_DRAWS, rng)
    gains = np.ascontiguousarray(draws.gains[:, alike])
    reservation = draws.reservation[:, alike]
    found = {}
    for name, score in ROBUST.items():
        search = PackageSearch(draws.record.space, gains, reservation, score)
        best = search.climb_from_best(starts, _N_CLIMBS)
        found[name] = tuple(int(option) for option in best)
    return found


def equally_weighted(draws: Draws, most: int, rng: np.random.Generator) -> NDArray[np.int64]:
    """Return draws that count alike: all or some of them where they do, else resampled.

    Returns
    -------
    ndarray of int, shape (at most `most`,)
    """
    likelihood = draws.likelihood
    n = min(most, draws.n_draws)
    total = likelihood.sum()
    if total <= 0 or np.ptp(likelihood) <= 1e-12:
        return np.arange(n)
    return rng.choice(draws.n_draws, size=n, p=likelihood / total)


def undominated(shares: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Return which rows no other row beats for one party without losing for another.

    Parameters
    ----------
    shares : ndarray, shape (n_packages, n_parties)
        Larger is better. Of equal rows the first is kept.
    """
    kept = np.ones(len(shares), dtype=bool)
    for index, row in enumerate(shares):
        as_good = np.all(shares >= row, axis=1)
        better = as_good & np.any(shares > row, axis=1)
        same_before = as_good & ~better
        same_before[index:] = False
        kept[index] = not (better.any() or same_before.any())
    return kept
