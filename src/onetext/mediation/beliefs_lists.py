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
class Ranking:
    """A question: were the text so, which three points would hurt you most, worst first.

    Parameters
    ----------
    party : int
    options : tuple of int
        The text that is asked about, one option per point; nobody is shown it as a draft.
    """

    party: int
    options: tuple[int, ...]


@dataclass(frozen=True)
class Moved:
    """What a change of one point would do to the lists.

    Parameters
    ----------
    packed : ndarray of int, shape (n_texts, n_all_chains)
        Places then.
    loss : ndarray, shape (n_texts, n_all_chains)
        What texts would cost at the point.
    own : ndarray, shape (n_naming, n_chains)
        The same, of the lists that name the point.
    fit : ndarray, shape (n_all_chains,)
        Log-likelihood then.
    """

    packed: Packed
    loss: Floats
    own: Floats
    fit: Floats


class Lists:
    """Points that hurt, as named by all parties of every text, beside all chains.

    A text is a draft, the same for all, or what each party was asked about by itself.

    Parameters
    ----------
    n_points, n_parties, n_chains : int
        Chains are counted per party.
    wrong : float
        Chance that one of the points named is another one.
    heeded : ndarray of bool, shape (n_parties,), optional
        Whose lists say anything; all by default.
    """

    def __init__(
        self,
        n_points: int,
        n_parties: int,
        n_chains: int,
        wrong: float,
        heeded: NDArray[np.bool_] | None = None,
    ) -> None:
        self._sizes = n_parties, n_chains
        self._counts: Floats | None = None
        if heeded is not None:
            self._counts = np.repeat(heeded, n_chains).astype(np.float32)
        self._named = np.zeros((0, n_parties, N_NAMED), dtype=np.int64)
        self.texts = np.zeros((n_points, 0, n_parties), dtype=np.int64)
        self._naming = [np.nonzero(self._named == point) for point in range(n_points)]
        self._rows = np.zeros((n_points, 0), dtype=np.int64)
        self._bits = 5 if n_points <= 32 else 8
        self._kind: type[np.integer] = np.int16 if n_points <= 32 else np.int32
        self._table = _likelihoods(n_points, wrong)
        if n_points <= 32:
            places = np.minimum(np.arange(32), _MOST)
            a, b, c = np.meshgrid(places, places, places, indexing="ij")
            self._table = self._table.take((a * _BASE + b) * _BASE + c).reshape(-1)
        self._loss: Floats = np.zeros((n_points, 0, n_parties * n_chains), dtype=np.float32)

    def __len__(self) -> int:
        return len(self._named)

    def add(self, texts: NDArray[np.int64], named: NDArray[np.int64]) -> None:
        """Take in what each party named of a text of its own.

        Parameters
        ----------
        texts : ndarray of int, shape (n_parties, n_points)
        named : ndarray of int, shape (n_parties, N_NAMED)
        """
        self.texts = np.concatenate([self.texts, texts.T[:, None]], axis=1)
        self._named = np.concatenate([self._named, named[None]])
        self._naming = [np.nonzero(self._named == point) for point in range(len(self._loss))]
        n_parties = self._sizes[0]
        self._rows = (self.texts * n_parties + np.arange(n_parties)).reshape(len(self._loss), -1)

    def recount(self, worth: Floats) -> Floats:
        """Count all places from scratch, and return the log-likelihood of each chain.

        Parameters
        ----------
        worth : ndarray, shape (n_points, n_options + 1, n_all_chains)
            What options are worth, then the weight.
        """
        self._loss = np.stack([self.losses(point, here) for point, here in enumerate(worth)])
        n_points, n_texts, _ = self._loss.shape
        by_party = self._loss.reshape(n_points, n_texts, *self._sizes)
        self._by_row = self._loss.reshape(n_points, -1, self._sizes[1])
        texts, parties = np.arange(n_texts)[:, None], np.arange(self._sizes[0])
        losses = [by_party[self._named[..., k], texts, parties] for k in range(N_NAMED)]
        self._named_loss = np.stack(losses).reshape(N_NAMED, *self._loss.shape[1:])
        self._packed = np.zeros(self._loss.shape[1:], dtype=self._kind)
        for of_point in self._loss:
            self._packed += self._pack((of_point > self._named_loss).view(np.int8))
        return self.fit()

    def losses(self, point: int, worth: Floats) -> Floats:
        """What texts cost at a point, given its options' worth, shape (n_texts, n_all_chains)."""
        lost = worth[-1] - worth[:-1]
        losses: Floats = lost.reshape(-1, self._sizes[1]).take(self._rows[point], axis=0)
        return losses.reshape(self.texts.shape[1], lost.shape[1])

    def fit(self, since: int = 0) -> Floats:
        """Log-likelihood of the lists from one on, per chain."""
        return self._fit(self._packed[since:])

    def moved(self, point: int, worth: Floats) -> Moved:
        """Return what it would do if a point's options were worth this."""
        loss = self.losses(point, worth)
        more = (loss > self._named_loss).view(np.int8)
        more -= (self._loss[point] > self._named_loss).view(np.int8)
        packed = self._pack(more)
        packed += self._packed
        draft, party, place = self._naming[point]
        rows = draft * self._sizes[0] + party
        own = loss.reshape(-1, self._sizes[1]).take(rows, axis=0)
        if len(draft):
            others = self._by_row.take(rows, axis=1) > own
            others[point] = False
            count = others.view(np.uint8).sum(axis=0, dtype=np.uint8).astype(self._kind)
            shift = (self._bits * (N_NAMED - 1 - place)).astype(self._kind)[:, None]
            by_party = packed.reshape(-1, *self._sizes)
            here = by_party[draft, party]
            field = (here >> shift) & self._kind(2**self._bits - 1)
            by_party[draft, party] = here + ((count - field) << shift)
        return Moved(packed, loss, own, self._fit(packed))

    def take(self, point: int, moved: Moved, takes: NDArray[np.bool_]) -> None:
        """Let the chains that took the move have it."""
        take_where(self._loss[point], moved.loss, takes)
        change = moved.packed - self._packed
        change *= takes.view(np.int8)
        self._packed += change
        draft, party, place = self._naming[point]
        if len(draft):
            named = self._named_loss.reshape(N_NAMED, -1, *self._sizes)
            took = takes.reshape(self._sizes)[party]
            named[place, draft, party] = np.where(took, moved.own, named[place, draft, party])

    def _pack(self, by_place: NDArray[np.int8]) -> Packed:
        """Three numbers in one, shape (N_NAMED, n_texts, n) to (n_texts, n)."""
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
        return fit if self._counts is None else fit * self._counts


def take_where(now: Floats, then: Floats, takes: NDArray[np.bool_]) -> None:
    """Put `then` for `now` in some chains, to the last bit; a masked copy, but much faster."""
    bits = now.view(np.int32)
    bits ^= (bits ^ then.view(np.int32)) & -takes.astype(np.int32)


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
