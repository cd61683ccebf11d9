"""Our mediator: beliefs kept by chains, the next draft from them, and questions beside it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from onetext.mediation.beliefs import Beliefs
from onetext.mediation.beliefs_directions import rising_chances
from onetext.mediation.beliefs_lists import Ranking
from onetext.mediation.beliefs_questions import Question
from onetext.mediation.next_draft import expected_nash, next_draft
from onetext.mediation.next_draft_blocks import blocks_of
from onetext.mediation.next_draft_questions import next_questions, next_rankings
from onetext.mediation.simulated_parties import Answers, HiddenParties
from onetext.mediation.strategies import Draft

SWEEPS = 9
"""Moves of the chains after each draft. Every answer ties the chains further: in a tight zone five
moves fall behind from draft 12 on (see docs/mediation/tried.md)."""


class OneText:
    """Ours.

    Parameters
    ----------
    parties : HiddenParties
        Only the directions that the mediator is told are read, the rules, and where options have
        no order if that is told.
    wrong : float
        Chance of a wrong answer that is allowed for.
    rng : Generator
    n_questions : int
        Questions of its own to each party beside every draft, the first of them a ranking.
    n_sweeps : int
        Moves of the chains after each draft.
    order_told : bool
        Whether it is told at which points a party's options have no order.
    heeded : ndarray of bool, shape (n_parties,), optional
        Whose lists of points that hurt it is told to believe; all by default. Of the others it
        reads acceptance and comparisons, and asks them no rankings but other questions.
    """

    temperature = 0.0

    def __init__(
        self,
        parties: HiddenParties,
        wrong: float,
        rng: np.random.Generator,
        n_questions: int = 0,
        n_sweeps: int = SWEEPS,
        *,
        order_told: bool = False,
        heeded: NDArray[np.bool_] | None = None,
    ) -> None:
        n_points, n_options = parties.gains.shape[1:]
        self._unordered = parties.unordered if order_told else None
        known = parties.known if self._unordered is None else parties.known & ~self._unordered
        self.beliefs = Beliefs(
            parties.directions,
            parties.known,
            n_options,
            wrong=wrong,
            rng=rng,
            unordered=self._unordered,
            rising=rising_chances(parties.directions, known, rng),
            heeded=heeded,
        )
        self._heeded = heeded
        self._blocks = blocks_of(n_points, n_options, parties.rules)
        self._wrong, self._rng = wrong, rng
        self._n_questions, self._n_sweeps = n_questions, n_sweeps

    def draft(self) -> Draft:
        """Return the draft to show."""
        beliefs = self.beliefs
        return next_draft(
            beliefs.gains,
            beliefs.reservation,
            beliefs.drafts,
            self._rng,
            blocks=self._blocks,
            heeded=self._heeded,
        )

    def questions(self) -> tuple[Question, ...]:
        """Return the questions to put beside the draft, besides `rankings`."""
        n_questions = np.full(self.beliefs.n_parties, self._n_questions)
        n_questions[slice(None) if self._heeded is None else self._heeded] -= 1
        if n_questions.max() < 1:
            return ()
        return next_questions(
            self.beliefs.gains,
            self.beliefs.reservation,
            self._rng,
            wrong=self._wrong,
            n_questions=n_questions.tolist(),
            blocks=self._blocks,
            unordered=self._unordered,
        )

    def rankings(self) -> tuple[Ranking, ...]:
        """Return the first question to each party, where there are any: a ranking."""
        if not self._n_questions:
            return ()
        beliefs = self.beliefs
        return next_rankings(
            beliefs.gains,
            beliefs.reservation,
            self._rng,
            blocks=self._blocks,
            heeded=self._heeded,
        )

    def hear(
        self,
        draft: Draft,
        answers: Answers,
        answered: Sequence[tuple[Question, int]] = (),
        ranked: Sequence[tuple[Ranking, tuple[int, ...]]] = (),
    ) -> None:
        """Take in the answers to a draft and to the questions beside it."""
        self.beliefs.tell(draft, answers)
        self.beliefs.tell_rankings(ranked)
        self.beliefs.tell_answers(answered)
        self.beliefs.refresh(self._n_sweeps)

    @property
    def standing(self) -> Draft | None:
        """The last draft shown."""
        return self.beliefs.drafts[-1] if len(self.beliefs.drafts) else None

    def put_forward(self) -> Draft:
        """Return the draft shown that has the largest expected Nash by now."""
        shown = self.beliefs.drafts
        scores = expected_nash(self.beliefs.gains, self.beliefs.reservation, shown)
        best: Draft = shown[int(scores.argmax())]
        return best

    def chances(self, draft: Draft) -> NDArray[np.float64]:
        """Return how likely each party is believed to accept a draft, shape (n_parties,)."""
        points = np.arange(len(draft))
        worth = self.beliefs.gains[:, :, points, draft].sum(axis=2)
        chance: NDArray[np.float64] = (worth >= self.beliefs.reservation).mean(axis=1)
        return chance
