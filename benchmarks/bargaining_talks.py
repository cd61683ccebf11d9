"""The scenarios that are measured: drawn with fixed seeds, the same on every machine."""

from __future__ import annotations

import random
from typing import Any

import numpy as np

from onetext.bargaining import (
    AtMost,
    Demand,
    Excludes,
    IfThen,
    Requires,
    Scenario,
    floor,
    red_line,
)


def random_additive(n_parties: int, n_points: int = 6, n_options: int = 10) -> Scenario:
    """The same numbers as the peer draws."""
    rng = random.Random(1)
    of_party = [
        [[rng.random() for _ in range(n_options)] for _ in range(n_points)]
        for _ in range(n_parties)
    ]
    return Scenario.of(np.moveaxis(np.array(of_party), 0, 2))


def partly_opposed(
    n_parties: int, *, opposition: float, total: float, whole: bool, even: bool = False
) -> Scenario:
    """28 points of 5 options; the second party wants, to that degree, what the first does not."""
    rng = np.random.default_rng(0)
    n_points, n_options = 28, 5
    weights = np.full((n_parties, n_points), 1 / n_points)
    if not even:
        weights = rng.dirichlet(np.ones(n_points), size=n_parties)
    tables = []
    for point in range(n_points):
        worth = rng.random((n_options, n_parties))
        worth[:, 1] = (1 - opposition) * worth[:, 1] + opposition * (1 - worth[:, 0])
        worth = (worth - worth.min(axis=0)) / np.ptp(worth, axis=0)
        scores = worth * weights[:, point] * total
        tables.append(np.rint(scores).astype(int) if whole else scores)
    return Scenario.of(tables)


def with_rules(n_points: int, n_parties: int, n_rules: int, seed: int = 0) -> Scenario:
    """Whole-number scores that sum to about 1,000 per party, reservation 300."""
    rng = np.random.default_rng(seed)
    weights = rng.dirichlet(np.ones(n_points), size=n_parties)
    tables = []
    for point in range(n_points):
        worth = rng.random((5, n_parties))
        worth = (worth - worth.min(axis=0)) / np.ptp(worth, axis=0)
        tables.append(np.rint(worth * weights[:, point] * 1000).astype(int))
    rules = [_rule(rng, n_points, number % 4) for number in range(n_rules)]
    return Scenario.of(tables, [300] * n_parties, rules=rules)


def _rule(rng: np.random.Generator, n_points: int, kind: int) -> Any:
    a, b, c, d = (int(p) for p in rng.choice(n_points, 4, replace=False))
    x, y = (int(o) for o in rng.integers(0, 5, 2))
    if kind == 0:
        return Excludes(((a, x), (b, y)))
    if kind == 1:
        return Requires(((a, x),), ((b, y),))
    if kind == 2:
        return IfThen(((a, x),), ((b, y), (b, (y + 1) % 5)))
    return AtMost(2, ((a, x), (b, y), (c, x), (d, y)))


def sixty_red_lines() -> tuple[Scenario, list[Demand]]:
    """Each rules out three of a point's five options."""
    scenario = with_rules(28, 2, 20)
    rng = np.random.default_rng(1)
    demands = []
    for number in range(60):
        point = int(rng.integers(28))
        ruled_out = rng.choice(5, 3, replace=False)
        demands.append(red_line(f"d{number}", {(point, int(o)) for o in ruled_out}))
    return scenario, demands


def sixty_demands_with_floors() -> tuple[Scenario, list[Demand]]:
    """55 red lines, and a floor on total utility for each of five parties."""
    scenario = with_rules(28, 5, 20)
    rng = np.random.default_rng(1)
    demands = []
    for number in range(55):
        point = int(rng.integers(28))
        ruled_out = rng.choice(5, int(rng.integers(1, 4)), replace=False)
        demands.append(red_line(f"d{number}", {(point, int(o)) for o in ruled_out}))
    most = sum(table.max(axis=0) for table in scenario.scores)
    for party in range(5):
        least = int(most[party] * rng.uniform(0.6, 0.75))
        demands.append(floor(f"f{party}", party, least))
    return scenario, demands
