"""What lists of points that hurt say of the chains: by how far each point is from its place.

A party names three points; in a chain each has a place of its own, the number of points of which
more was lost. A list is as likely as its points are close to their places, a point that was
replaced by another counts as far as any. When one point moves, its loss is compared with the three
named of every draft, and places are counted on by the difference; the three places of a draft and
chain stand packed in one number, which looks the likelihood up.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onetext.mediation.simulated_parties import N_NAMED

FARTHEST = 8
"""Distances of a named point from its place count up to this."""
STEEPNESS = 4.0
"""What every place that a point is off takes from the logarithm of the likelihood."""

Floats = NDArray[np.float32]
Packed = NDArray[np.integer]


@dataclass(frozen=True)
class Moved:
    """What a change of one point would do to the lists.

    Parameters
    ----------
    packed : ndarray of int, shape (n_drafts, n_all_chains)
        Places then.
    own : ndarray, shape (n_naming, n_chains)
        Losses of the lists that name the point.
    fit : ndarray, shape (n_all_chains,)
        Log-likelihood then.
    """

    packed: Packed
    own: Floats
    fit: Floats


class Lists:
    """Points that hurt, as named by all parties at every draft, beside all chains.

    Parameters
    ----------
    n_points, n_parties, n_chains : int
        Chains are counted per party.
    wrong : float
        Chance that one of the points named is another one.
    """

    def __init__(self, n_points: int, n_parties: int, n_chains: int, wrong: float) -> None:
        self._sizes = n_parties, n_chains
        self._named = np.zeros((0, n_parties, N_NAMED), dtype=np.int64)
        self._naming = [np.nonzero(self._named == point) for point in range(n_points)]
        self._bits = 5 if n_points <= 32 else 8
        self._kind: type[np.integer] = np.int16 if n_points <= 32 else np.int32
        self._table = _likelihoods(n_points, wrong)
        if n_points <= 32:
            places = np.minimum(np.arange(32), _MOST)
            a, b, c = np.meshgrid(places, places, places, indexing="ij")
            self._table = self._table.take((a * _BASE + b) * _BASE + c).reshape(-1)
        self._loss: Floats = np.zeros((n_points, 0, n_parties * n_chains), dtype=np.float32)

    def add(self, named: NDArray[np.int64]) -> None:
        """Take in what each party named at a draft, shape (n_parties, N_NAMED)."""
        self._named = np.concatenate([self._named, named[None]])
        self._naming = [np.nonzero(self._named == point) for point in range(len(self._loss))]

    def recount(self, loss: Floats) -> Floats:
        """Count all places from scratch, and return the log-likelihood of each chain.

        Parameters
        ----------
        loss : ndarray, shape (n_points, n_drafts, n_all_chains)
            Weight less worth of what a draft says on a point; kept and changed in place.
        """
        self._loss = loss
        n_points, n_drafts, _ = loss.shape
        self._by_party = loss.reshape(n_points, n_drafts, *self._sizes)
        drafts, parties = np.arange(n_drafts)[:, None], np.arange(self._sizes[0])
        losses = [self._by_party[self._named[..., k], drafts, parties] for k in range(N_NAMED)]
        self._named_loss = np.stack(losses).reshape(N_NAMED, *loss.shape[1:])
        self._packed = np.zeros(loss.shape[1:], dtype=self._kind)
        for of_point in loss:
            self._packed += self._pack((of_point > self._named_loss).view(np.int8))
        return self.fit()

    def fit(self, drafts: slice = slice(None)) -> Floats:
        """Log-likelihood of the lists of some drafts, per chain."""
        return self._fit(self._packed[drafts])

    def moved(self, point: int, loss: Floats) -> Moved:
        """Return what it would do if a point's losses were these, shape (n_drafts, n)."""
        more = (loss > self._named_loss).view(np.int8)
        more -= (self._loss[point] > self._named_loss).view(np.int8)
        packed = self._pack(more)
        packed += self._packed
        draft, party, place = self._naming[point]
        own = loss.reshape(-1, *self._sizes)[draft, party]
        if len(draft):
            others = self._by_party[:, draft, party] > own
            others[point] = False
            count = others.sum(axis=0, dtype=self._kind)
            shift = (self._bits * (N_NAMED - 1 - place)).astype(self._kind)[:, None]
            by_party = packed.reshape(-1, *self._sizes)
            here = by_party[draft, party]
            field = (here >> shift) & self._kind(2**self._bits - 1)
            by_party[draft, party] = here + ((count - field) << shift)
        return Moved(packed, own, self._fit(packed))

    def take(self, point: int, moved: Moved, takes: NDArray[np.bool_], loss: Floats) -> None:
        """Let the chains that took the move have it; the point's losses are now these."""
        self._loss[point] = loss
        change = moved.packed - self._packed
        change *= takes.view(np.int8)
        self._packed += change
        draft, party, place = self._naming[point]
        if len(draft):
            named = self._named_loss.reshape(N_NAMED, -1, *self._sizes)
            took = takes.reshape(self._sizes)[party]
            named[place, draft, party] = np.where(took, moved.own, named[place, draft, party])

    def _pack(self, by_place: NDArray[np.int8]) -> Packed:
        """Three numbers in one, shape (N_NAMED, n_drafts, n) to (n_drafts, n)."""
        packed: Packed = by_place[0].astype(self._kind)
        for further in by_place[1:]:
            packed *= self._kind(2**self._bits)
            packed += further
        return packed

    def _fit(self, packed: Packed) -> Floats:
        if self._kind is np.int32:
            most = self._kind(255)
            places = [np.minimum((packed >> shift) & most, _MOST) for shift in (16, 8, 0)]
            packed = (places[0] * _BASE + places[1]) * _BASE + places[2]
        fit: Floats = self._table.take(packed, mode="clip").sum(axis=0)
        return fit


_MOST = FARTHEST + N_NAMED - 1
"""Places from here on are farther than counts, whichever of the three they should be."""
_BASE = _MOST + 1


def _likelihoods(n_points: int, wrong: float) -> Floats:
    """Log-likelihood of a list by the places its three points have, flattened."""
    places = np.arange(_BASE)
    off = [np.minimum(np.abs(places - named), FARTHEST) for named in range(N_NAMED)]
    a, b, c = np.meshgrid(*off, indexing="ij")
    q = np.exp(-STEEPNESS)
    other = wrong / (3.0 * max(n_points - N_NAMED, 1))
    chance = (1.0 - wrong) * q ** (a + b + c)
    chance = chance + other * (q ** (a + b) + q ** (a + c) + q ** (b + c))
    likelihoods: Floats = np.log(chance + 1e-300).astype(np.float32).reshape(-1)
    return likelihoods
