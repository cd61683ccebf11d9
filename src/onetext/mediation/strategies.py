"""Mediators that can be measured side by side: ours, and the single-text methods of the literature.

Each shows a draft, hears the answers, and at any time has one draft that it would put forward.
Only ours uses all the answers; the others use whether each party finds a text better than the one
that stands, as their authors have it. All of them are our own readings of the descriptions.

- hill climbing: change one point at random; the change stands if every party finds it better;
- annealing parties [klein2003]_: the same, but a party accepts a worse text too, the less likely
  the worse it is and the later it comes;
- annealing mediator [klein2002]_: parties vote for or against; the mediator takes even an opposed
  change, the less likely the more are against it and the later it comes;
- veto text: a whole random text replaces the one that stands if no party objects (as NegMAS's
  VetoST does);
- random texts: a fresh random text each time, the last one that all accepted put forward.

.. [klein2003] M. Klein, P. Faratin, H. Sayama, Y. Bar-Yam, "Negotiating complex contracts", Group
   Decision and Negotiation 12(2), 2003, 111-125.
.. [klein2002] M. Klein, P. Faratin, Y. Bar-Yam, "Using an annealing mediator to solve the
   prisoners' dilemma in the negotiation of complex contracts", LNCS 2531, 2002.
"""

from __future__ import annotations

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from onetext.mediation.next_draft_blocks import Blocks, blocks_of, random_packages
from onetext.mediation.simulated_parties import Answers, HiddenParties

Draft = NDArray[np.int64]


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

    @property
    def temperature(self) -> float:
        """How much worse a text may be that a party still calls better; 0 for honest parties."""
        ...

    def put_forward(self) -> Draft:
        """Return the draft it would put forward now."""
        ...


class _Standing:
    """What the single-text methods share: a text that stands, and random changes to it."""

    temperature = 0.0

    def __init__(self, parties: HiddenParties, rng: np.random.Generator) -> None:
        n_points, n_options = parties.gains.shape[1:]
        self._blocks: Blocks = blocks_of(n_points, n_options, parties.rules)
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
        text: Draft = random_packages(self._blocks, 1, self._rng)[0]
        return text

    def _changed(self) -> Draft:
        draft = self._text.copy()
        block = self._blocks[int(self._rng.integers(len(self._blocks)))]
        now = (block.choices == draft[block.points]).all(axis=1)
        others = block.choices[~now]
        if len(others):
            draft[block.points] = others[int(self._rng.integers(len(others)))]
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


class AnnealingParties(HillClimbing):
    """Hill climbing with parties that take a worse text too, ever less."""

    def __init__(self, parties: HiddenParties, rng: np.random.Generator) -> None:
        super().__init__(parties, rng)
        self.temperature = 0.02

    def hear(self, draft: Draft, answers: Answers) -> None:
        """Let the draft stand if every party took it, and cool down."""
        super().hear(draft, answers)
        self.temperature *= 0.998


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
        self._heat = 1.0

    def draft(self) -> Draft:
        """Return the text that stands with one point changed."""
        return self._changed()

    def hear(self, draft: Draft, answers: Answers) -> None:
        """Let the draft stand by the votes for and against, and chance."""
        against = int((answers.better < 0).sum())
        in_favour = len(answers.better) - against
        if against == 0 or self._rng.random() < np.exp((in_favour - against - 1) / self._heat):
            self._text = draft
        self._heat = max(0.05, self._heat * 0.999)
