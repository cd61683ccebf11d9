"""Parties with hidden preferences, to measure a mediator's method; never a forecast of real people.

One party wants the last option of every point, one the first, the others either, point by point.
Weights are uniform on the simplex, values between worst and best are ordered uniforms, and every
party has the same no-agreement value, unless said otherwise. An answer can be wrong, and the first
party may answer with a purpose (see `Conduct`).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import numpy as np
from numpy.typing import NDArray

from onetext.bargaining.rules import Excludes, Requires, Rule

N_NAMED = 3
"""How many points a party names as those that hurt most."""

RESERVATIONS = (0.2, 0.7)
"""Bounds of a mediator's prior of a no-agreement value, uniform between them."""


class Conduct(Enum):
    """How the first party answers; the others are truthful, apart from errors."""

    TRUTHFUL = "truthful"
    LOUD = "loud"
    """Of the points where it does not get its best, it names the politically loudest."""
    STRATEGIC = "strategic"
    """It accepts only what is well above no agreement, and names the points that weigh most for
    it, however little it lost there."""


DEMAND = 0.15
"""How far above no agreement a strategic party says its line is."""


@dataclass(frozen=True)
class HiddenParties:
    """What the mediator does not see, and the directions it is told.

    Parameters
    ----------
    gains : ndarray, shape (n_parties, n_points, n_options)
        Weight times value; the best option of every point summed over the points gives 1.
    reservation : ndarray, shape (n_parties,)
        Value of no agreement.
    directions : ndarray of int, shape (n_parties, n_points)
        1 if later options are better, -1 if earlier ones are.
    known : ndarray of bool, shape (n_parties, n_points)
        Which directions the mediator is told.
    rules : tuple of Requires or Excludes
        What every draft has to keep; known to the mediator.
    loudness : ndarray, shape (n_points,)
        How loud each point is in public; nothing to do with its weight.
    unordered : ndarray of bool, shape (n_parties, n_points), optional
        Where the values of options have nothing to do with their order; None: nowhere.
    """

    gains: NDArray[np.float64]
    reservation: NDArray[np.float64]
    directions: NDArray[np.int64]
    known: NDArray[np.bool_]
    rules: tuple[Rule, ...]
    loudness: NDArray[np.float64]
    unordered: NDArray[np.bool_] | None = None

    def utilities(self, drafts: NDArray[np.int64]) -> NDArray[np.float64]:
        """Utilities of drafts, shape (..., n_points); returns shape (..., n_parties)."""
        points = np.arange(self.gains.shape[1])
        worth: NDArray[np.float64] = self.gains[:, points, drafts].sum(axis=-1)
        return np.moveaxis(worth, 0, -1)


@dataclass(frozen=True)
class Answers:
    """What the parties say to one draft.

    Parameters
    ----------
    accepts : ndarray of bool, shape (n_parties,)
    better : ndarray of int, shape (n_parties,)
        1 better than the last draft, -1 worse, 0 where there was none.
    hurts : ndarray of int, shape (n_parties, N_NAMED)
        The points that hurt most, worst first.
    """

    accepts: NDArray[np.bool_]
    better: NDArray[np.int64]
    hurts: NDArray[np.int64]


def sample_hidden_parties(
    n_points: int,
    n_options: int,
    n_parties: int,
    *,
    reservation: float | None,
    known_directions: float,
    rng: np.random.Generator,
    is_ordered: bool = True,
    n_links: int = 0,
) -> HiddenParties:
    """Draw parties at random.

    Parameters
    ----------
    n_points, n_options, n_parties : int
    reservation : float or None
        No-agreement value of every party, in [0, 1]; None: drawn for each from `RESERVATIONS`.
    known_directions : float
        Share of (party, point) pairs whose direction the mediator is told.
    rng : Generator
    is_ordered : bool
        False: on a third of the points the value of an option has nothing to do with its place.
    n_links : int
        Rules between options of two points each, half of them requiring, half excluding.
    """
    weights = rng.dirichlet(np.ones(n_points), n_parties)
    inside = np.sort(rng.random((n_parties, n_points, max(n_options - 2, 0))), axis=2)
    ends = np.zeros((n_parties, n_points, 1))
    values = np.concatenate([ends, inside, ends + 1.0], axis=2)[:, :, -n_options:]
    directions = rng.choice([-1, 1], (n_parties, n_points))
    directions[0] = 1
    directions[1:2] = -1
    values = np.where(directions[:, :, None] > 0, values, values[:, :, ::-1])
    known = rng.random((n_parties, n_points)) < known_directions
    jumbled = None
    if not is_ordered:
        jumbled = rng.random((n_parties, n_points)) < 1 / 3
        values = np.where(jumbled[:, :, None], rng.permuted(values, axis=2), values)
    if reservation is None:
        floor = rng.uniform(*RESERVATIONS, n_parties)
    else:
        floor = np.full(n_parties, reservation)
    return HiddenParties(
        gains=weights[:, :, None] * values,
        reservation=floor,
        directions=directions,
        known=known,
        rules=_links(n_points, n_options, n_links, rng) if n_links else (),
        loudness=rng.random(n_points),
        unordered=jumbled,
    )


def _links(
    n_points: int, n_options: int, n_links: int, rng: np.random.Generator
) -> tuple[Rule, ...]:
    """Rules between options of two points each, no point in two rules."""
    points = rng.permutation(n_points)[: 2 * n_links].reshape(-1, 2)
    rules: list[Rule] = []
    for number, (one, other) in enumerate(points.tolist()):
        first = (one, int(rng.integers(n_options)))
        second = (other, int(rng.integers(n_options)))
        if number % 2:
            rules.append(Excludes((first, second)))
        else:
            rules.append(Requires((first,), (second,)))
    return tuple(rules)


def answers_to(
    parties: HiddenParties,
    draft: NDArray[np.int64],
    last: NDArray[np.int64] | None,
    *,
    wrong: float,
    rng: np.random.Generator,
    conduct: Conduct = Conduct.TRUTHFUL,
) -> Answers:
    """Ask all parties about a draft.

    Parameters
    ----------
    parties : HiddenParties
    draft : ndarray of int, shape (n_points,)
    last : ndarray or None
        The draft to compare with: the one shown before, or the one that stands.
    wrong : float
        Chance that "accept" or "better" is told the wrong way round, and that one of the points
        named is another one.
    rng : Generator
    conduct : Conduct
        Of the first party.
    """
    utility = parties.utilities(draft)
    demand = np.zeros(len(utility))
    demand[0] = DEMAND if conduct is Conduct.STRATEGIC else 0.0
    accepts = (utility >= parties.reservation + demand) ^ (rng.random(len(utility)) < wrong)
    better = np.zeros(len(utility), dtype=np.int64)
    if last is not None:
        better = np.where(utility >= parties.utilities(last), 1, -1)
        better = np.where(rng.random(len(utility)) < wrong, -better, better)
    hurts = _named(parties, draft, conduct)
    for named in hurts:
        _misname(named, len(draft), wrong, rng)
    return Answers(accepts, better, hurts)


def ranking_of(
    parties: HiddenParties,
    party: int,
    text: NDArray[np.int64],
    *,
    wrong: float,
    rng: np.random.Generator,
    conduct: Conduct = Conduct.TRUTHFUL,
) -> tuple[int, ...]:
    """Ask one party which points would hurt it most, were the text so; as in `answers_to`."""
    named = _named(parties, text, conduct)[party]
    _misname(named, len(text), wrong, rng)
    return tuple(int(point) for point in named)


def _misname(
    named: NDArray[np.int64], n_points: int, wrong: float, rng: np.random.Generator
) -> None:
    """By chance, put another point for one of those named."""
    if rng.random() < wrong and n_points > N_NAMED:
        others = np.setdiff1d(np.arange(n_points), named)
        named[rng.integers(N_NAMED)] = rng.choice(others)


def _named(parties: HiddenParties, draft: NDArray[np.int64], conduct: Conduct) -> NDArray[np.int64]:
    """Points that hurt most, as each party would say without error, shape (n_parties, N_NAMED)."""
    best = parties.gains.max(axis=2)
    hurt = best - parties.gains[:, np.arange(len(draft)), draft]
    if conduct is Conduct.LOUD:
        hurt[0] = np.where(hurt[0] > 0, parties.loudness, -1.0)
    if conduct is Conduct.STRATEGIC:
        hurt[0] = np.where(hurt[0] > 0, best[0], -1.0)
    named: NDArray[np.int64] = np.argsort(-hurt, axis=1, kind="stable")[:, :N_NAMED]
    return named
