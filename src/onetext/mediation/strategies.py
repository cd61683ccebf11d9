"""Mediators that can be measured side by side: ours, and the single-text methods of the literature.

Each shows a draft, hears the answers, and at any time has one draft that it would put forward.
Only ours uses all the answers; the others use whether each party finds a text better than the one
that stands, as their authors have it.

- hill climbing: change one point at random; the change stands if every party finds it better;
- annealing mediator [klein2003]_: parties vote for or against, mildly or strongly; the mediator
  takes even an opposed change, the less likely the more strongly it is opposed and the later;
- VetoST: a whole random text replaces the one that stands if no party objects;
- random texts: a fresh random text each time, the last one that all accepted put forward.
"""

from __future__ import annotations

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from onetext.mediation.beliefs import Beliefs
from onetext.mediation.next_draft import expected_nash, next_draft
from onetext.mediation.simulated_parties import Answers, HiddenParties

Draft = NDArray[np.int64]

SWEEPS = 10


class Strategy(Protocol):
    """A mediator under measurement."""

    def draft(self) -> Draft:
        """Return the draft to show."""
        ...

    def hear(self, draft: Draft, answers: Answers) -> None:
        """Take in the answers to a draft; `better` compares it with `standing`."""
        ...

    @property
    def standing(self) -> Draft | None:
        """The text that answers compare with; None before the first draft."""
        ...

    def put_forward(self) -> Draft:
        """Return the draft it would put forward now."""
        ...


class OneText:
    """Ours: beliefs kept by chains; drafts by expected Nash and variety."""

    def __init__(
        self, parties: HiddenParties, wrong: float, rng: np.random.Generator, n_sweeps: int = SWEEPS
    ) -> None:
        n_options = parties.gains.shape[2]
        self.beliefs = Beliefs(parties.directions, parties.known, n_options, wrong=wrong, rng=rng)
        self._rng, self._n_sweeps = rng, n_sweeps

    def draft(self) -> Draft:
        """Return the draft to show."""
        gains, reservation = self.beliefs.gains, self.beliefs.reservation
        return next_draft(gains, reservation, self.beliefs.drafts, self._rng)

    def hear(self, draft: Draft, answers: Answers) -> None:
        """Take in the answers to a draft."""
        self.beliefs.tell(draft, answers)
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


class _Standing:
    """What the single-text methods share: a text that stands, and random changes to it."""

    def __init__(self, parties: HiddenParties, rng: np.random.Generator) -> None:
        self._n_points, self._n_options = parties.gains.shape[1:]
        self._rng = rng
        self._text: Draft = self._random()

    @property
    def standing(self) -> Draft | None:
        """The text that stands."""
        return self._text

    def put_forward(self) -> Draft:
        """Return the text that stands."""
        return self._text

    def _random(self) -> Draft:
        text: Draft = np.asarray(self._rng.integers(self._n_options, size=(self._n_points,)))
        return text

    def _changed(self) -> Draft:
        draft = self._text.copy()
        point = int(self._rng.integers(self._n_points))
        step = int(self._rng.integers(1, self._n_options)) if self._n_options > 1 else 0
        draft[point] = (int(draft[point]) + step) % self._n_options
        return draft


class HillClimbing(_Standing):
    """One point changed at random; it stands if every party finds the text better."""

    def draft(self) -> Draft:
        """Return the text that stands with one point changed."""
        return self._changed()

    def hear(self, draft: Draft, answers: Answers) -> None:
        """Let the draft stand if every party finds it better."""
        if (answers.better > 0).all():
            self._text = draft


class VetoText(_Standing):
    """A whole random text; it stands if no party objects."""

    def draft(self) -> Draft:
        """Return a random text."""
        return self._random()

    def hear(self, draft: Draft, answers: Answers) -> None:
        """Let the draft stand if no party finds it worse."""
        if (answers.better > 0).all():
            self._text = draft


class RandomTexts(_Standing):
    """A fresh random text each time; the last one that all accepted is put forward."""

    def draft(self) -> Draft:
        """Return a random text."""
        return self._random()

    def hear(self, draft: Draft, answers: Answers) -> None:
        """Keep the draft if all accept it."""
        if answers.accepts.all():
            self._text = draft


class AnnealingMediator(_Standing):
    """The mediator takes opposed changes too, ever less, and less if opposed by more parties."""

    def __init__(self, parties: HiddenParties, rng: np.random.Generator) -> None:
        super().__init__(parties, rng)
        self._temperature = 1.0

    def draft(self) -> Draft:
        """Return the text that stands with one point changed."""
        return self._changed()

    def hear(self, draft: Draft, answers: Answers) -> None:
        """Let the draft stand by the votes for and against, and chance."""
        against = int((answers.better < 0).sum())
        in_favour = len(answers.better) - against
        if against == 0 or self._rng.random() < np.exp(
            (in_favour - against - 1) / self._temperature
        ):
            self._text = draft
        self._temperature = max(0.05, self._temperature * 0.999)
