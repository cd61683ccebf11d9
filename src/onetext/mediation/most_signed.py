"""The package with the highest all-sign share found, with an upper bound that is proved.

Finding the best package exactly does not work at this size: one yes-or-no per draw leaves exact
solvers with a wide gap. So good starting points are improved one and two points at a time, and
the answer is published with a bound on what any package could reach. While the two differ, the
package is the best *found*. Packages within the sampling error of it cannot be told apart by their
shares; of those reached by changing single points, the one with the fewest objections on record
is taken.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onetext.mediation.bounds import Bound, share_bound
from onetext.mediation.package_search import PackageSearch, single_changes
from onetext.preferences.acceptability import share_of
from onetext.preferences.candidates import all_accept
from onetext.preferences.draws import Draws
from onetext.preferences.readings import keeps_rules

N_RANDOM_STARTS = 24
DRAWS_PER_START = 5
N_CLIMBS = 4
N_NEIGHBOURS = 40
_TIE_BREAK = 1e-3


@dataclass(frozen=True)
class MostSigned:
    """The package found, and every package looked at on the way that was worth a look.

    Parameters
    ----------
    package : tuple of int
        One option index per point.
    share : float
        Its all-sign share over the draws it was chosen on.
    bound : Bound
        No package that keeps the rules, or breaks them, has a larger one, but for chance.
    candidates : ndarray of int, shape (n_candidates, n_points)
        Packages that keep the rules, the one found first.
    """

    package: tuple[int, ...]
    share: float
    bound: Bound
    candidates: NDArray[np.int64]


def most_signed_package(
    draws: Draws,
    starts: Iterable[tuple[int, ...]],
    rng: np.random.Generator,
    objections: NDArray[np.int64] | None = None,
    *,
    bound_groups: int = 0,
) -> MostSigned | None:
    """Search for the package that all signing parties accept in the largest share of draws.

    Parameters
    ----------
    draws : Draws
    starts : iterable of tuple of int
        Packages to start from, beside those found here.
    rng : Generator
        Picks the draws whose Nash points are further starting points.
    objections : ndarray of int, shape (n_points, n_options), optional
        How many signing parties are on record against each option; by default none.
    bound_groups : int
        Groups of draws solved for a tighter bound; see `share_bound`.

    Returns
    -------
    MostSigned or None
        None if no package that keeps the rules was found at all.
    """
    space = draws.record.space
    given = [np.asarray(list(starts), dtype=np.int64).reshape(-1, space.n_points)]
    given += [readings[:1] for readings in draws.readings.values()]
    given.append(nash_points(draws, rng))
    candidates = np.unique(np.concatenate(given), axis=0)
    candidates = candidates[keeps_rules(space, candidates)]
    if not len(candidates):
        return None
    search = _Search(draws)
    order = np.argsort(-search.scores(candidates), kind="stable")[:N_CLIMBS]
    climbed = [search.climb(candidates[index]) for index in order]
    best = search.best(np.stack(climbed))
    best = search.climb_by_two(best)
    if objections is not None:
        best = search.with_fewest_objections(best, objections)
    found = np.concatenate([best[None], np.stack(climbed), search.neighbours(best), candidates])
    _, first = np.unique(found, axis=0, return_index=True)
    share = share_of(all_accept(draws, best[None])[:, 0], draws.likelihood).share
    return MostSigned(
        package=tuple(int(option) for option in best),
        share=share,
        bound=share_bound(draws, rng, most_groups=bound_groups),
        candidates=found[np.sort(first)],
    )


def nash_points(draws: Draws, rng: np.random.Generator) -> NDArray[np.int64]:
    """Return Nash points of means of a few draws each, climbed to one point at a time.

    Means of a few draws differ enough to be different starting points, and agree enough to be
    good ones.

    Returns
    -------
    ndarray of int, shape (N_RANDOM_STARTS, n_points)
        Rules are not looked at.
    """
    picked = rng.integers(
        draws.n_draws, size=(len(draws.signing), N_RANDOM_STARTS, DRAWS_PER_START)
    )
    gains = np.stack([g[p].mean(axis=1) for g, p in zip(draws.gains, picked, strict=True)])
    floor = np.stack([r[p].mean(axis=1) for r, p in zip(draws.reservation, picked, strict=True)])
    exists = np.arange(gains.shape[3]) < np.asarray(draws.record.space.n_options)[:, None]
    gains = np.where(exists, gains, np.float32(-100.0))  # shape (parties, starts, points, options)
    packages = gains.mean(axis=0).argmax(axis=2)
    for _ in range(6):
        before = packages.copy()
        for point in range(packages.shape[1]):
            chosen = np.take_along_axis(gains, packages[None, :, :, None], axis=3)[..., 0]
            rest = chosen.sum(axis=2) - chosen[:, :, point] - floor
            packages[:, point] = (
                _log_gain(rest[:, :, None] + gains[:, :, point]).sum(axis=0).argmax(1)
            )
        if (before == packages).all():
            break
    points: NDArray[np.int64] = packages.astype(np.int64)
    return points


def _log_gain(gain: NDArray[np.float32]) -> NDArray[np.float32]:
    """Logarithm of a gain, continued downwards by its tangent where there is little or none."""
    least = np.float32(1e-2)
    log: NDArray[np.float32] = np.where(
        gain > least, np.log(np.maximum(gain, least)), np.log(least) + (gain - least) / least
    )
    return log


class _Search(PackageSearch):
    """Local search on the all-sign share over fixed draws; ties go to the parties' own shares."""

    def __init__(self, draws: Draws) -> None:
        self.draws = draws
        total = draws.likelihood.sum()
        weight = (
            draws.likelihood / total if total > 0 else np.full(draws.n_draws, 1 / draws.n_draws)
        )
        self.weight = weight.astype(np.float32)
        super().__init__(draws.record.space, draws.gains, draws.reservation, self._together)

    def climb_by_two(self, package: NDArray[np.int64]) -> NDArray[np.int64]:
        """Improve a package two points at a time, among its most promising single changes."""
        for _ in range(10):
            pairs = self._pairs(package)
            if not len(pairs):
                return package
            scores = self._scores_in_chunks(pairs)
            own = float(self._scores_in_chunks(package[None])[0])
            if scores.max() <= own + 1e-7:
                return package
            package = self.climb(pairs[int(scores.argmax())])
        return package

    def with_fewest_objections(
        self, package: NDArray[np.int64], objections: NDArray[np.int64]
    ) -> NDArray[np.int64]:
        """Change single points to less contested options while the share stays within its error."""
        found = share_of(all_accept(self.draws, package[None])[:, 0], self.draws.likelihood)
        least = found.share - found.error
        points = np.arange(len(package))
        while True:
            others = self.neighbours(package)
            if not len(others):
                return package
            fewer = objections[points, package].sum() - objections[points, others].sum(axis=1)
            shares = self._scores_in_chunks(others)
            eligible = np.flatnonzero((fewer > 0) & (shares >= least))
            if not len(eligible):
                return package
            package = others[max(eligible, key=lambda i: (shares[i], fewer[i], -i))]

    def neighbours(self, package: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the packages that differ in one point and keep the rules, best first."""
        changed = single_changes(self.space, package)
        if not len(changed):
            return changed
        order = np.argsort(-self._scores_in_chunks(changed), kind="stable")
        ordered: NDArray[np.int64] = changed[order]
        return ordered

    def _pairs(self, package: NDArray[np.int64]) -> NDArray[np.int64]:
        """Combine the most promising single changes, those that break a rule alone included."""
        singles = self.neighbours(package)[:N_NEIGHBOURS]
        if len(singles) < 2:
            return singles[:0]
        first, second = np.triu_indices(len(singles), 1)
        where_first = singles[first] != package
        where_second = singles[second] != package
        distinct = ~(where_first & where_second).any(axis=1)
        merged = np.where(where_first, singles[first], singles[second])[distinct]
        kept: NDArray[np.int64] = merged[keeps_rules(self.space, merged)]
        return kept

    def _scores_in_chunks(self, packages: NDArray[np.int64]) -> NDArray[np.float32]:
        together = [
            all_accept(self.draws, packages[start : start + 200])
            for start in range(0, len(packages), 200)
        ]
        shares: NDArray[np.float32] = np.concatenate([self.weight @ t for t in together])
        return shares

    def _together(self, slack: NDArray[np.float32]) -> NDArray[np.float32]:
        """Score packages by slack, shape (n_parties, n_draws, n_packages)."""
        accepting = slack >= 0
        together = self.weight @ accepting.all(axis=0)
        apart = np.tensordot(self.weight, accepting.mean(axis=0, dtype=np.float32), axes=(0, 0))
        score: NDArray[np.float32] = np.asarray(together + _TIE_BREAK * apart, dtype=np.float32)
        return score
