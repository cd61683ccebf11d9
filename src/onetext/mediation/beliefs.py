"""What a mediator believes of the parties' preferences while drafts go round: persistent chains.

Per party many Markov chains over unnormalised weights g (exponential, so that the weights are
uniform on the simplex), option values between worst and best, the direction where it is unknown,
and the no-agreement value r. In g every answer is linear, so a change at one point moves the
utilities of all drafts by known amounts. Answers may be wrong: accept and better-or-worse with a
small chance each, the list of points that hurt by how far each is from its place, so that a
chain can walk from any state to any other and contradictions break nothing.

After each answer the chains of a party are resampled in proportion to how well they foresaw it
[delmoral2006]_, then moved.

.. [delmoral2006] P. Del Moral, A. Doucet, A. Jasra, "Sequential Monte Carlo samplers", Journal of
   the Royal Statistical Society B 68(3), 2006.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from onetext.mediation.beliefs_questions import Asked, Question, worths
from onetext.mediation.simulated_parties import N_NAMED, RESERVATIONS, Answers

LOW, HIGH = RESERVATIONS
FARTHEST = 8
"""Distances of a named point from its place count up to this."""
_STEEPNESS = 4.0
_LEAST_WRONG = 0.002
_TINY = 1e-12
_STEPS = np.array([0.06, 0.25, 2.0], dtype=np.float32)
"""Widths of uniform steps on a prior's own scale of 0 to 1; reflected, the widest draws afresh."""
_PLACES = np.arange(N_NAMED, dtype=np.int16)[:, None]
_FARTHEST_16 = np.int16(FARTHEST)
_RADIX = np.int16(FARTHEST + 1)

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
    ) -> None:
        self.n_parties, self.n_points = directions.shape
        self.n_options, self.n_chains, self.rng = n_options, n_chains, rng
        n = self.n_parties * n_chains
        spread = np.repeat(directions, n_chains, axis=0).T
        told = np.repeat(known, n_chains, axis=0).T
        self._free = ~told
        self._directions = np.where(told, spread, rng.choice([-1, 1], (self.n_points, n)))
        self._g = rng.standard_exponential((self.n_points, n)).astype(np.float32)
        self._inside = np.sort(
            rng.random((self.n_points, n_options - 2, n), dtype=np.float32), axis=1
        )
        self._r = rng.uniform(LOW, HIGH, n).astype(np.float32)
        self._wrong = wrong = max(wrong, _LEAST_WRONG)
        self._right = np.float32(np.log((1.0 - wrong) / wrong))
        self._list_table = _list_table(self.n_points, wrong)
        self._drafts = np.zeros((0, self.n_points), dtype=np.int64)
        self._accepts = np.zeros((0, n), dtype=np.float32)
        self._better = np.zeros((0, n), dtype=np.float32)
        self._named = np.zeros((0, self.n_parties, N_NAMED), dtype=np.int64)
        self._asked = Asked(self.n_points, n_options, self.n_parties, n_chains)
        self._n_heard = 0
        self._fit_now: Floats = np.zeros(n, dtype=np.float32)

    @property
    def drafts(self) -> NDArray[np.int64]:
        """Drafts shown so far, shape (n_drafts, n_points)."""
        return self._drafts

    @property
    def gains(self) -> Floats:
        """Weight times value, shape (n_parties, n_chains, n_points, n_options)."""
        worth = self._g[:, None] * self._values() / self._g.sum(axis=0)
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
        signs = np.where(answers.accepts, 1.0, -1.0)
        self._drafts = np.concatenate([self._drafts, draft[None]])
        self._accepts = np.concatenate([self._accepts, self._spread(signs)])
        self._better = np.concatenate([self._better, self._spread(answers.better)])
        self._named = np.concatenate([self._named, answers.hurts[None]])

    def tell_answers(self, answered: Sequence[tuple[Question, int]]) -> None:
        """Take in answers to questions put beside a draft."""
        self._asked.add(answered, self._wrong)

    def refresh(self, n_sweeps: int) -> None:
        """Resample the chains by the last answers, then move them."""
        self._recount()
        self._resample()
        for _ in range(n_sweeps):
            for point in self.rng.permutation(self.n_points):
                self._move_weight(int(point))
                self._move_values(int(point))
            self._move_reservation()

    # ------------------------------------------------------------------ what is kept beside

    def _spread(self, per_party: NDArray[np.float64] | NDArray[np.int64]) -> Floats:
        return np.repeat(per_party, self.n_chains)[None].astype(np.float32)

    def _values(self) -> Floats:
        """Option values, shape (n_points, n_options, n_all_chains)."""
        ends = np.zeros((self.n_points, 1, self._g.shape[1]), dtype=np.float32)
        upward = np.concatenate([ends, self._inside, ends + np.float32(1.0)], axis=1)
        values: Floats
        values = np.where(self._directions[:, None] > 0, upward, upward[:, ::-1])
        return values

    def _recount(self) -> None:
        """Work out, from scratch, what each draft is worth and costs in every chain."""
        values = self._values()
        n_drafts, n = len(self._drafts), self._g.shape[1]
        self._worth = np.empty((self.n_points, n_drafts, n), dtype=np.float32)
        for point in range(self.n_points):
            self._worth[point] = self._g[point] * values[point][self._drafts[:, point]]
        self._loss = self._g[:, None] - self._worth
        self._total = self._g.sum(axis=0)
        self._utility = self._worth.sum(axis=0)
        self._named_loss = np.empty((n_drafts, N_NAMED, n), dtype=np.float32)
        self._place = np.empty((n_drafts, N_NAMED, n), dtype=np.int16)
        for party in range(self.n_parties):
            chains = self._chains(party)
            for draft in range(n_drafts):
                losses = self._loss[:, draft, chains]
                for place, point in enumerate(self._named[draft, party]):
                    self._named_loss[draft, place, chains] = losses[point]
                    self._place[draft, place, chains] = (losses > losses[point]).sum(axis=0)
        self._fit_now = self._fit(self._utility, self._total, self._r, self._place)
        self._asked.recount(self._g, values)

    def _chains(self, party: int) -> slice:
        return slice(party * self.n_chains, (party + 1) * self.n_chains)

    def _resample(self) -> None:
        """Keep chains in proportion to how well they foresaw what was answered last."""
        fit = self._asked.fit(self._n_heard)
        self._n_heard = len(self._asked)
        if len(self._drafts):
            last = slice(len(self._drafts) - 1, None)
            fit = fit + self._fit(self._utility, self._total, self._r, self._place, last)
        for party in range(self.n_parties):
            chains = self._chains(party)
            weight = _tempered(fit[chains].astype(np.float64))
            points = (self.rng.random() + np.arange(self.n_chains)) / self.n_chains
            kept = np.searchsorted(np.cumsum(weight), points)
            chosen = chains.start + np.minimum(kept, self.n_chains - 1)
            self._g[:, chains] = self._g[:, chosen]
            self._inside[:, :, chains] = self._inside[:, :, chosen]
            self._directions[:, chains] = self._directions[:, chosen]
            self._r[chains] = self._r[chosen]
        self._recount()

    # ------------------------------------------------------------------ likelihood

    def _fit(
        self,
        utility: Floats,
        total: Floats,
        r: Floats,
        place: NDArray[np.int16],
        drafts: slice = slice(None),
    ) -> Floats:
        """Log-likelihood of the answers to some drafts, per chain, up to a constant."""
        margin = (utility[drafts] - r * total) * self._accepts[drafts]
        right = (margin >= 0).sum(axis=0, dtype=np.float32)
        later = slice(max(drafts.start or 0, 1), None)
        if later.start < len(utility):
            step = (utility[later] - utility[later.start - 1 : -1]) * self._better[later]
            right += (step >= 0).sum(axis=0, dtype=np.float32)
        off = np.minimum(np.abs(place[drafts] - _PLACES), _FARTHEST_16)
        code = (off[:, 0] * _RADIX + off[:, 1]) * _RADIX + off[:, 2]
        lists: Floats = self._list_table.take(code).sum(axis=0)
        fit: Floats = right * self._right + lists
        return fit

    # ------------------------------------------------------------------ moves

    def _try(
        self,
        point: int,
        g: Floats,
        values: Floats,
    ) -> NDArray[np.bool_]:
        """Propose a weight and option values of a point; return which chains took them.

        Parameters
        ----------
        g : ndarray, shape (n_all_chains,)
        values : ndarray, shape (n_options, n_all_chains)
        """
        worth = g * values[self._drafts[:, point]]
        loss = g - worth
        utility = self._utility + (worth - self._worth[point])
        total = self._total + (g - self._g[point])
        place, named_loss = self._moved_places(point, loss)
        fit = self._fit(utility, total, self._r, place)
        gain = fit - self._fit_now
        asked = self._asked.is_about(point)
        if asked:
            now = worths(self._g[point], self._point_values(point))
            sides = self._asked.moved(point, worths(g, values) - now)
            gain += self._asked.gain(point, sides)
        takes: NDArray[np.bool_]
        takes = np.log(self.rng.random(len(g), dtype=np.float32) + _TINY) < gain
        if asked:
            self._asked.take(point, sides, takes)
        self._g[point] = np.where(takes, g, self._g[point])
        np.copyto(self._worth[point], worth, where=takes)
        np.copyto(self._loss[point], loss, where=takes)
        np.copyto(self._utility, utility, where=takes)
        np.copyto(self._total, total, where=takes)
        np.copyto(self._place, place, where=takes)
        np.copyto(self._named_loss, named_loss, where=takes)
        np.copyto(self._fit_now, fit, where=takes)
        return takes

    def _moved_places(self, point: int, loss: Floats) -> tuple[NDArray[np.int16], Floats]:
        """Places and losses of the points named, were the losses of one point others."""
        above_now = (self._loss[point][:, None] > self._named_loss).view(np.int8)
        above_then = (loss[:, None] > self._named_loss).view(np.int8)
        place = self._place + (above_then - above_now)
        named_loss = self._named_loss
        where = np.argwhere(self._named == point)
        if len(where):
            named_loss = named_loss.copy()
        for draft, party, position in where:
            chains = self._chains(party)
            own = loss[draft, chains]
            above = (self._loss[:, draft, chains] > own).sum(axis=0)
            above -= self._loss[point, draft, chains] > own
            place[draft, position, chains] = above
            named_loss[draft, position, chains] = own
        return place, named_loss

    def _move_weight(self, point: int) -> None:
        """Step in the prior's own scale; or, where it is free, turn the direction round.

        Steps are short and long ones mixed, thrown back at the ends. Half of the chains with a
        free direction are turned instead, every other one of them with a fresh weight.
        """
        n = self._g.shape[1]
        now = -np.expm1(-self._g[point])
        turns = self._free[point] & (self.rng.random(n, dtype=np.float32) < 0.5)
        fresh = turns & (self.rng.random(n, dtype=np.float32) < 0.5)
        to = np.where(turns, now, self._stepped(now))
        to = np.where(fresh, self.rng.random(n, dtype=np.float32), to)
        g = -np.log1p(-np.minimum(to, np.float32(1 - 1e-6)))
        directions = np.where(turns, -self._directions[point], self._directions[point])
        values = self._point_values(point, directions=directions)
        takes = self._try(point, np.where(turns & ~fresh, self._g[point], g), values)
        np.copyto(self._directions[point], directions, where=takes)

    def _move_values(self, point: int) -> None:
        """Step the values between worst and best."""
        if self.n_options < 3:
            return
        shown = self._drafts[:, point]
        if not ((shown > 0) & (shown < self.n_options - 1)).any() and not self._asked.is_about(
            point
        ):  # nothing was said of them: drawn afresh from the prior
            drawn = self.rng.random(self._inside[point].shape, dtype=np.float32)
            self._inside[point] = np.sort(drawn, axis=0)
            return
        inside = np.sort(np.stack([self._stepped(v) for v in self._inside[point]]), axis=0)
        takes = self._try(point, self._g[point], self._point_values(point, inside))
        np.copyto(self._inside[point], inside, where=takes)

    def _move_reservation(self) -> None:
        for _ in range(3):
            scale = (self._r - LOW) / np.float32(HIGH - LOW)
            r = (LOW + (HIGH - LOW) * self._stepped(scale)).astype(np.float32)
            gain = self._fit(self._utility, self._total, r, self._place) - self._fit_now
            takes = np.log(self.rng.random(len(r), dtype=np.float32) + _TINY) < gain
            self._r = np.where(takes, r, self._r)
            self._fit_now = np.where(takes, self._fit_now + gain, self._fit_now)

    def _stepped(self, at: Floats) -> Floats:
        """Step from points in [0, 1], a third of the time far, and reflect at both ends."""
        drawn = self.rng.random((2, len(at)), dtype=np.float32)
        sizes = _STEPS.take((drawn[0] * len(_STEPS)).astype(np.int8))
        moved = at + sizes * (drawn[1] - np.float32(0.5))
        folded = np.abs(moved)
        stepped: Floats = np.minimum(folded, np.float32(2.0) - folded)
        return stepped

    def _point_values(
        self,
        point: int,
        inside: Floats | None = None,
        directions: NDArray[np.int64] | None = None,
    ) -> Floats:
        if inside is None:
            inside = self._inside[point]
        if directions is None:
            directions = self._directions[point]
        ends = np.zeros((1, self._g.shape[1]), dtype=np.float32)
        upward = np.concatenate([ends, inside, ends + np.float32(1.0)])
        values: Floats = np.where(directions > 0, upward, upward[::-1])
        return values


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


def _list_table(n_points: int, wrong: float) -> Floats:
    """Log-likelihood of a list of points by how far each is from its place, flattened."""
    off = np.arange(FARTHEST + 1)
    a, b, c = np.meshgrid(off, off, off, indexing="ij")
    q = np.exp(-_STEEPNESS)
    other = wrong / (3.0 * max(n_points - N_NAMED, 1))
    chance = (1.0 - wrong) * q ** (a + b + c)
    chance = chance + other * (q ** (a + b) + q ** (a + c) + q ** (b + c))
    table: Floats = np.log(chance + 1e-300).astype(np.float32).reshape(-1)
    return table
