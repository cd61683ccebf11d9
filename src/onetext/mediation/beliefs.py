"""What a mediator believes of the parties' preferences while drafts go round: persistent chains.

Per party many Markov chains over unnormalised weights g (exponential, so that the weights are
uniform on the simplex), option values between worst and best, the direction where it is unknown,
and the no-agreement value r. In g every answer is linear, so a change at one point moves the
utilities of all drafts by known amounts. Answers may be wrong: accept and better-or-worse with a
small chance each, the list of points that hurt by how far each is from its place (see
`beliefs_lists`), so that a chain can walk from any state to any other and contradictions break
nothing.

After each answer the chains of a party are resampled in proportion to how well they foresaw it
[delmoral2006]_, then moved.

.. [delmoral2006] P. Del Moral, A. Doucet, A. Jasra, "Sequential Monte Carlo samplers", Journal of
   the Royal Statistical Society B 68(3), 2006.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from onetext.mediation.beliefs_lists import Lists, Ranking, take_where
from onetext.mediation.beliefs_questions import Asked, Question, worths
from onetext.mediation.beliefs_unordered import Places
from onetext.mediation.simulated_parties import N_NAMED, RESERVATIONS, Answers

LOW, HIGH = RESERVATIONS
_LEAST_WRONG = 0.002
_UNSURE = 0.001
"""A direction that was not told is never surer than this."""
_TINY = np.float32(1e-12)
_STEPS = np.array([0.25, 2.0, 2.0], dtype=np.float32)
"""Widths of uniform steps on a prior's own scale of 0 to 1; reflected, the widest draws afresh."""

Floats = NDArray[np.float32]


class Beliefs:
    """Chains of all parties of one negotiation, side by side.

    Parameters
    ----------
    directions : ndarray of int, shape (n_parties, n_points)
        1 if later options are better for the party, -1 if earlier ones, as told.
    known : ndarray of bool, shape (n_parties, n_points)
        Where the direction is known; elsewhere both are equally likely a priori.
    n_options : int
        At least 2, the same on every point.
    wrong : float
        Chance of a wrong answer that is allowed for.
    rng : Generator
    n_chains : int
        Per party.
    unordered : ndarray of bool, shape (n_parties, n_points), optional
        Where the options are known to have no order, so that neither direction applies; nowhere
        by default.
    rising : ndarray, shape (n_parties, n_points), optional
        How likely later options are better where the direction is not known; an even chance by
        default (see `beliefs_directions`).
    heeded : ndarray of bool, shape (n_parties,), optional
        Whose lists of points that hurt are believed; all by default.
    """

    def __init__(
        self,
        directions: NDArray[np.int64],
        known: NDArray[np.bool_],
        n_options: int,
        *,
        wrong: float,
        rng: np.random.Generator,
        n_chains: int = 160,
        unordered: NDArray[np.bool_] | None = None,
        rising: NDArray[np.float64] | None = None,
        heeded: NDArray[np.bool_] | None = None,
    ) -> None:
        self.n_parties, self.n_points = directions.shape
        self.n_options, self.n_chains, self.rng = n_options, n_chains, rng
        n = self.n_parties * n_chains
        spread = np.repeat(directions, n_chains, axis=0).T
        loose = np.zeros_like(known) if unordered is None else unordered
        told = np.repeat(known & ~loose, n_chains, axis=0).T
        self._free = ~told
        chance = np.full(known.shape, 0.5) if rising is None else np.where(loose, 0.5, rising)
        likely = np.repeat(np.clip(chance, _UNSURE, 1 - _UNSURE), n_chains, axis=0).T
        self._odds_up = np.log(likely / (1 - likely)).astype(np.float32)
        self._up = np.where(told, spread > 0, rng.random((self.n_points, n)) < likely)
        g = rng.standard_exponential((self.n_points, n)).astype(np.float32)
        inside = rng.random((self.n_points, n_options - 2, n), dtype=np.float32)
        self._inside = np.sort(inside, axis=1)
        self._r = rng.uniform(LOW, HIGH, n).astype(np.float32)
        self._wrong = wrong = max(wrong, _LEAST_WRONG)
        self._right = np.float32(np.log((1.0 - wrong) / wrong))
        self._worth = np.empty((self.n_points, n_options + 1, n), dtype=np.float32)
        self._places: Places | None = None
        if loose.any():
            self._places = Places(np.repeat(loose, n_chains, axis=0).T, n_options, rng)
        for point in range(self.n_points):
            self._worth[point] = self._worths(point, g[point], self._inside[point], self._up[point])
        self._drafts = np.zeros((0, self.n_points), dtype=np.int64)
        self._accepts = np.zeros((0, n), dtype=np.bool_)
        self._better = np.zeros((0, n), dtype=np.int8)
        self._lists = Lists(self.n_points, self.n_parties, n_chains, wrong, heeded)
        self._asked = Asked(self.n_points, n_options, self.n_parties, n_chains)
        self._heard = 0, 0, 0

    @property
    def drafts(self) -> NDArray[np.int64]:
        """Drafts shown so far, shape (n_drafts, n_points)."""
        return self._drafts

    @property
    def gains(self) -> Floats:
        """Weight times value, shape (n_parties, n_chains, n_points, n_options)."""
        worth = self._worth[:, :-1] / self._worth[:, -1].sum(axis=0)
        shape = (self.n_points, self.n_options, self.n_parties, self.n_chains)
        gains: Floats = np.ascontiguousarray(worth.reshape(shape).transpose(2, 3, 0, 1))
        return gains

    @property
    def reservation(self) -> Floats:
        """No-agreement values, shape (n_parties, n_chains)."""
        r: Floats = self._r.reshape(self.n_parties, self.n_chains)
        return r

    def tell(self, draft: NDArray[np.int64], answers: Answers) -> None:
        """Take in the answers to a draft."""
        self._drafts = np.concatenate([self._drafts, draft[None]])
        accepts = np.repeat(answers.accepts, self.n_chains)[None]
        self._accepts = np.concatenate([self._accepts, accepts])
        better = np.repeat(answers.better.astype(np.int8), self.n_chains)[None]
        self._better = np.concatenate([self._better, better])
        self._lists.add(np.repeat(draft[None], self.n_parties, axis=0), answers.hurts)

    def tell_answers(self, answered: Sequence[tuple[Question, int]]) -> None:
        """Take in answers to questions put beside a draft."""
        self._asked.add(answered, self._wrong)

    def tell_rankings(self, ranked: Sequence[tuple[Ranking, tuple[int, ...]]]) -> None:
        """Take in what would hurt most in texts asked about, as many of every party heeded."""
        rows: dict[int, list[tuple[Ranking, tuple[int, ...]]]] = {}
        for ranking, named in ranked:
            rows.setdefault(ranking.party, []).append((ranking, named))
        for row in zip(*rows.values(), strict=True):
            # what a party that is not heeded was asked makes no difference
            texts = np.zeros((self.n_parties, self.n_points), dtype=np.int64)
            named_by = np.tile(np.arange(N_NAMED), (self.n_parties, 1))
            for ranking, named in row:
                texts[ranking.party], named_by[ranking.party] = ranking.options, named
            self._lists.add(texts, named_by)

    def refresh(self, n_sweeps: int) -> None:
        """Resample the chains by the last answers, then move them."""
        self._recount()
        self._resample()
        self._recount()
        for _ in range(n_sweeps):
            chance = _Chance(self.rng, self.n_points, self.n_options, len(self._r))
            for point in self.rng.permutation(self.n_points):
                self._move_weight(int(point), chance)
                self._move_values(int(point), chance)
            self._move_reservation()

    # ------------------------------------------------------------------ what is kept beside

    def _recount(self) -> None:
        """Work out, from scratch, what each draft is worth and costs in every chain."""
        self._shown = np.ascontiguousarray(self._drafts.T)
        worth = np.stack([w.take(d, axis=0) for w, d in zip(self._worth, self._shown, strict=True)])
        self._total = self._worth[:, -1].sum(axis=0)
        self._utility = worth.sum(axis=0)
        self._told = np.concatenate([self._accepts, self._better[1:] > 0])
        self._counts = np.concatenate([np.ones_like(self._accepts), self._better[1:] != 0])
        self._kind = np.int8 if len(self._told) < 128 else np.int16
        self._n_right = self._n_right_then(self._utility, self._r * self._total)
        self._list_fit = self._lists.recount(self._worth)
        self._asked.recount(self._worth)

    def _resample(self) -> None:
        """Keep chains in proportion to how well they foresaw what was answered last."""
        n_drafts, n_asked, n_lists = self._heard
        fit = self._asked.fit(n_asked) + self._lists.fit(n_lists)
        right = self._foreseen(self._utility, self._r * self._total)
        since = len(self._drafts) + max(n_drafts, 1) - 1
        for new in (right[n_drafts : len(self._drafts)], right[since:]):
            fit += new.sum(axis=0) * self._right
        self._heard = len(self._drafts), len(self._asked), len(self._lists)
        for party in range(self.n_parties):
            chains = slice(party * self.n_chains, (party + 1) * self.n_chains)
            weight = _tempered(fit[chains].astype(np.float64))
            points = (self.rng.random() + np.arange(self.n_chains)) / self.n_chains
            kept = np.searchsorted(np.cumsum(weight), points)
            chosen = chains.start + np.minimum(kept, self.n_chains - 1)
            for state in (self._worth, self._inside, self._up, self._r):
                state[..., chains] = state[..., chosen]
            if self._places is not None:
                self._places.of_option[..., chains] = self._places.of_option[..., chosen]

    # ------------------------------------------------------------------ likelihood

    def _foreseen(self, utility: Floats, floor: Floats) -> NDArray[np.bool_]:
        """Which acceptances, then which comparisons, every chain would have told as they were.

        Parameters
        ----------
        utility : ndarray, shape (n_drafts, n_all_chains)
        floor : ndarray, shape (n_all_chains,)
            What no agreement is worth.
        """
        n_drafts = len(utility)
        right: NDArray[np.bool_] = np.empty(self._told.shape, dtype=np.bool_)
        np.greater_equal(utility, floor, out=right[:n_drafts])
        np.greater_equal(utility[1:], utility[:-1], out=right[n_drafts:])
        np.equal(right, self._told, out=right)
        np.logical_and(right, self._counts, out=right)
        return right

    def _n_right_then(self, utility: Floats, floor: Floats) -> NDArray[np.integer]:
        right = self._foreseen(utility, floor).view(np.int8)
        n_right: NDArray[np.integer] = right.sum(axis=0, dtype=self._kind)
        return n_right

    # ------------------------------------------------------------------ moves

    def _try(self, point: int, worth: Floats, log_chance: Floats) -> NDArray[np.bool_]:
        """Propose what a point's options are worth; return which chains took it.

        Parameters
        ----------
        worth : ndarray, shape (n_options + 1, n_all_chains)
            As in `worths`.
        log_chance : ndarray, shape (n_all_chains,)
            A move is taken where it gains more than this in log-likelihood.
        """
        now, shown = self._worth[point], self._shown[point]
        change = worth - now
        step = change.take(shown, axis=0)
        floor = self._r * (self._total + change[-1])
        n_right = self._n_right_then(self._utility + step, floor)
        moved = self._lists.moved(point, worth)
        gain = (n_right - self._n_right) * self._right + (moved.fit - self._list_fit)
        asked = self._asked.is_about(point)
        if asked:
            sides = self._asked.moved(point, change)
            gain += self._asked.gain(point, sides)
        takes: NDArray[np.bool_] = log_chance < gain
        if asked:
            self._asked.take(point, sides, takes)
        taken = takes.astype(np.float32)
        step *= taken
        self._utility += step
        self._total += change[-1] * taken
        take_where(now, worth, takes)
        self._lists.take(point, moved, takes)
        np.copyto(self._n_right, n_right, where=takes)
        take_where(self._list_fit, moved.fit, takes)
        return takes

    def _move_weight(self, point: int, chance: _Chance) -> None:
        """Step in the prior's own scale; or, where it is free, turn the direction round.

        Half of the chains with a free direction are turned instead of moved, every other one of
        them with a fresh weight. Where there is no order, two options are exchanged instead.
        """
        g, up = self._worth[point, -1], self._up[point]
        turns = self._free[point] & chance.turns[point]
        fresh = turns & chance.fresh[point]
        to = _reflected(1 - np.exp(-g) + chance.jumps[point, 0])
        take_where(to, chance.afresh[point], fresh)
        weight = -np.log(np.maximum(1 - to, np.float32(1e-6)))
        take_where(weight, g, turns & ~fresh)
        up = up ^ turns
        loose = self._loose_at(point)
        places = loose.exchanged(point, turns, self.rng) if loose else None
        worth = self._worths(point, weight, self._inside[point], up, places)
        odds = np.where(up, self._odds_up[point], -self._odds_up[point]) * turns
        takes = self._try(point, worth, chance.logs[point, 0] - odds)
        np.copyto(self._up[point], up, where=takes)
        if loose and places is not None:
            np.copyto(loose.of_option[point], places, where=takes)

    def _move_values(self, point: int, chance: _Chance) -> None:
        """Step the values between worst and best."""
        if self.n_options < 3:
            return
        g, up, shown = self._worth[point, -1], self._up[point], self._lists.texts[point]
        loose = self._loose_at(point)
        told = ((shown > 0) & (shown < self.n_options - 1)).any() or loose is not None
        if not told and not self._asked.is_about(point):
            # nothing was said of them: drawn afresh from the prior
            drawn = self.rng.random(self._inside[point].shape, dtype=np.float32)
            self._inside[point] = _ordered(drawn)
            self._worth[point] = self._worths(point, g, self._inside[point], up)
            return
        inside = _ordered(_reflected(self._inside[point] + chance.jumps[point, 1:]))
        worth = self._worths(point, g, inside, up)
        takes = self._try(point, worth, chance.logs[point, 1])
        take_where(self._inside[point], inside, takes)

    def _move_reservation(self) -> None:
        for _ in range(3):
            chance = _Chance(self.rng, 1, 2, len(self._r))
            scale = (self._r - LOW) / np.float32(HIGH - LOW)
            r = (LOW + (HIGH - LOW) * _reflected(scale + chance.jumps[0, 0])).astype(np.float32)
            n_right = self._n_right_then(self._utility, r * self._total)
            takes = chance.logs[0, 0] < (n_right - self._n_right) * self._right
            np.copyto(self._r, r, where=takes)
            np.copyto(self._n_right, n_right, where=takes)

    def _loose_at(self, point: int) -> Places | None:
        """Places of options at a point where any party has no order; else None."""
        places = self._places
        return places if places is not None and places.are_at(point) else None

    def _worths(
        self,
        point: int,
        g: Floats,
        inside: Floats,
        up: NDArray[np.bool_],
        places: NDArray[np.int64] | None = None,
    ) -> Floats:
        """As `worths`, but by their places where there is no order."""
        worth = worths(g, inside, up)
        loose = self._loose_at(point)
        if loose is not None:
            upward = worths(g, inside, np.ones_like(up))[:-1]
            worth[:-1] = loose.values(point, upward, worth[:-1], places)
        return worth


class _Chance:
    """What chance decides in one round of moves, drawn together for all points and chains."""

    def __init__(self, rng: np.random.Generator, n_points: int, n_options: int, n: int) -> None:
        n_steps = n_options - 1
        drawn = rng.random((2, n_points, n_steps, n), dtype=np.float32)
        sizes = _STEPS.take((drawn[0] * np.float32(len(_STEPS))).astype(np.int8), mode="clip")
        self.jumps: Floats = sizes * (drawn[1] - np.float32(0.5))
        """Steps short and far: of the weight, then of the values inside."""
        self.logs: Floats = np.log(rng.random((n_points, 2, n), dtype=np.float32) + _TINY)
        drawn = rng.random((2, n_points, n), dtype=np.float32)
        self.turns = drawn[0] < 0.5
        self.fresh = drawn[0] < 0.25
        self.afresh: Floats = drawn[1]


def _reflected(at: Floats) -> Floats:
    """Fold a step from [0, 1] back at both ends."""
    folded = np.abs(at)
    reflected: Floats = np.minimum(folded, np.float32(2.0) - folded)
    return reflected


def _ordered(inside: Floats) -> Floats:
    """Sort upwards along the first axis; two rows, the usual case, much faster than `sort`."""
    if len(inside) == 2:
        return np.stack([np.minimum(inside[0], inside[1]), np.maximum(inside[0], inside[1])])
    return np.sort(inside, axis=0)


def _tempered(fit: NDArray[np.float64]) -> NDArray[np.float64]:
    """Weights from log-likelihoods, flattened until at least a quarter of the chains count."""
    power = 1.0
    while True:
        weight = np.exp(power * (fit - fit.max()))
        weight /= weight.sum()
        if 1.0 / np.square(weight).sum() >= 0.25 * len(fit) or power < 1e-3:
            tempered: NDArray[np.float64] = weight
            return tempered
        power *= 0.7
