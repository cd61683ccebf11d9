"""Points that have to be settled together: linked points share a block, every other is alone.

A link between two options rules out some of the joint choices of their two points. Whoever looks
for a draft changes a whole block at a time, among the choices that the links allow, so that every
draft on the way keeps all links.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onetext.bargaining.rules import Rule

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Block:
    """Points settled together.

    Parameters
    ----------
    points : ndarray of int, shape (n_points_here,)
    choices : ndarray of int, shape (n_choices, n_points_here)
        Joint options that all links allow.
    """

    points: NDArray[np.int64]
    choices: NDArray[np.int64]

    def worth(self, gains: Floats) -> Floats:
        """Return what each choice is worth, shape (..., n_choices).

        Parameters
        ----------
        gains : ndarray, shape (..., n_points, n_options)
        """
        worth: Floats = gains[..., self.points[0], self.choices[:, 0]]
        for place in range(1, len(self.points)):
            worth = worth + gains[..., self.points[place], self.choices[:, place]]
        return worth


Blocks = tuple[Block, ...]


def blocks_of(n_points: int, n_options: int, rules: Sequence[Rule] = ()) -> Blocks:
    """Return the blocks of all points, in the order of their first points.

    Points that a rule speaks of share a block, whose choices are all listed: meant for rules
    between a few points each.
    """
    home = np.arange(n_points)
    for rule in rules:
        linked = home[[point for point, _ in rule.choices]]
        home[np.isin(home, linked)] = linked.min()
    blocks = []
    for first in np.unique(home):
        points = np.flatnonzero(home == first)
        choices = np.array(list(itertools.product(range(n_options), repeat=len(points))))
        own = [r for r in rules if r.choices and home[r.choices[0][0]] == first]
        if own:
            packages = np.zeros((len(choices), n_points), dtype=np.int64)
            packages[:, points] = choices
            choices = choices[[all(r.is_kept(p) for r in own) for p in packages.tolist()]]
        blocks.append(Block(points, choices))
    return tuple(blocks)


def random_packages(blocks: Blocks, n_packages: int, rng: np.random.Generator) -> NDArray[np.int64]:
    """Return packages that keep all links, every block drawn on its own."""
    packages = np.empty((n_packages, sum(len(b.points) for b in blocks)), dtype=np.int64)
    for block in blocks:
        packages[:, block.points] = block.choices[rng.integers(len(block.choices), size=n_packages)]
    return packages


def single_changes(blocks: Blocks, package: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return a package with every block in turn set to each of its choices."""
    changed = np.repeat(package[None], sum(len(b.choices) for b in blocks), axis=0)
    row = 0
    for block in blocks:
        changed[row : row + len(block.choices), block.points] = block.choices
        row += len(block.choices)
    return changed
