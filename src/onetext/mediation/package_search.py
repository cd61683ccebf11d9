"""Local search for packages over fixed draws: change one point, or two, as long as it helps.

What is searched for is a score of the slack, what every party has over no agreement in every
draw; see `onetext.mediation.criteria`.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from onetext.bargaining.space import Space
from onetext.preferences.readings import keeps_rules

Floats = NDArray[np.float32]
Score = Callable[[Floats], Floats]
"""Slack, shape (n_parties, n_draws, n_packages), to one figure per package; larger is better."""


class PackageSearch:
    """Local search over draws held in memory.

    Parameters
    ----------
    space : Space
    gains : ndarray of float32, shape (n_parties, n_draws, n_points, n_max_options)
    reservation : ndarray of float32, shape (n_parties, n_draws)
    score : callable
    """

    def __init__(self, space: Space, gains: Floats, reservation: Floats, score: Score) -> None:
        self.space, self.gains, self.reservation, self.score = space, gains, reservation, score

    def slack(self, package: NDArray[np.int64]) -> Floats:
        """What each party has over no agreement, shape (n_parties, n_draws)."""
        chosen = self.gains[:, :, np.arange(len(package)), package]
        slack: Floats = chosen.sum(axis=2) - self.reservation
        return slack

    def scores(self, packages: NDArray[np.int64]) -> Floats:
        """Score packages, shape (n_packages, n_points)."""
        return np.concatenate([self.score(self.slack(x)[..., None]) for x in packages])

    def best(self, packages: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the best of some packages."""
        best: NDArray[np.int64] = packages[int(self.scores(packages).argmax())]
        return best

    def climb(self, package: NDArray[np.int64]) -> NDArray[np.int64]:
        """Improve a package one point at a time until no single change helps."""
        package = package.copy()
        slack = self.slack(package)
        moved = True
        while moved:
            moved = False
            for point, n_options in enumerate(self.space.n_options):
                here = self.gains[:, :, point, :n_options]
                rest = slack - here[:, :, package[point]]
                score = self.score(rest[..., None] + here)
                score[~self._allowed(package, point, n_options)] = -np.inf
                option = int(score.argmax())
                if score[option] > score[package[point]] + 1e-7:
                    slack = rest + here[:, :, option]
                    package[point] = option
                    moved = True
        return package

    def climb_from_best(self, packages: NDArray[np.int64], n_climbs: int) -> NDArray[np.int64]:
        """Climb from the most promising of some packages, and return the best reached."""
        order = np.argsort(-self.scores(packages), kind="stable")[:n_climbs]
        return self.best(np.stack([self.climb(packages[index]) for index in order]))

    def _allowed(self, package: NDArray[np.int64], point: int, n: int) -> NDArray[np.bool_]:
        if not self.space.forms:
            return np.ones(n, dtype=bool)
        changed = np.repeat(package[None], n, axis=0)
        changed[:, point] = np.arange(n)
        allowed = keeps_rules(self.space, changed)
        allowed[package[point]] = True
        return allowed


def single_changes(space: Space, package: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the packages that differ in one point and keep the rules, in the order of points."""
    others = [
        (point, option)
        for point, n_options in enumerate(space.n_options)
        for option in range(n_options)
        if option != package[point]
    ]
    changed = np.repeat(package[None], len(others), axis=0)
    for row, (point, option) in enumerate(others):
        changed[row, point] = option
    kept: NDArray[np.int64] = changed[keeps_rules(space, changed)]
    return kept
