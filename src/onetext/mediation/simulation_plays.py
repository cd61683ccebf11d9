"""One negotiation played by one strategy with simulated parties, and how well it went.

Efficiency is the geometric mean over the parties of their gain over no agreement, relative to what
they would gain at the true Nash package; it is zero as soon as one party would be below its
no-agreement value.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from onetext.bargaining import Scenario, nash_solution
from onetext.mediation.beliefs_lists import Ranking
from onetext.mediation.beliefs_questions import Question, answers_of, n_answers
from onetext.mediation.simulated_parties import (
    Answers,
    Conduct,
    HiddenParties,
    answers_to,
    ranking_of,
    sample_hidden_parties,
)
from onetext.mediation.strategies import (
    AnnealingMediator,
    AnnealingParties,
    HillClimbing,
    RandomTexts,
    Strategy,
    VetoText,
)
from onetext.mediation.strategies_one_text import OneText

EDITION = 6
"""Raise it with any change that alters plays, so that plays kept earlier are not mixed in."""
CHECKPOINTS = (4, 8, 12, 16)
GOOD = 0.85
LONG_RUN = 2000
"""Drafts after which the methods that learn nothing are given up on reaching `GOOD`."""
N_QUESTIONS = 2
"""Questions of its own to each party beside every draft, where ours asks; one is a ranking."""

_OTHERS: dict[str, Callable[[HiddenParties, np.random.Generator], Strategy]] = {
    "random-texts": RandomTexts,
    "hill-climbing": HillClimbing,
    "annealing-parties": AnnealingParties,
    "annealing-mediator": AnnealingMediator,
    "veto-text": VetoText,
}
OURS = ("one-text", "one-text-asking")
NAMES = (*OURS, *_OTHERS)


@dataclass(frozen=True)
class Setting:
    """What is played.

    Parameters
    ----------
    n_points, n_options, n_parties : int
    known_directions : float
        Share of directions the mediator is told.
    wrong_answers : float
        Chance that an answer is wrong.
    reservation : float or None
        No-agreement value of every party; None: drawn for each from what the mediator believes.
    conduct : Conduct
        Of the first party.
    is_ordered : bool
        False: on a third of the points values have nothing to do with the options' order.
    n_links : int
        Rules between options of two points each.
    wrong_allowed : float or None
        Chance of a wrong answer that ours allows for; None: the true one.
    order_told : bool
        Where values have nothing to do with the order, whether ours is told at which points.
    lists_doubted : bool
        Whether ours is told not to believe the first party's lists of points that hurt.
    """

    n_points: int = 28
    n_options: int = 4
    n_parties: int = 4
    known_directions: float = 0.7
    wrong_answers: float = 0.1
    reservation: float | None = 0.45
    conduct: Conduct = Conduct.TRUTHFUL
    is_ordered: bool = True
    n_links: int = 0
    wrong_allowed: float | None = None
    order_told: bool = False
    lists_doubted: bool = False


@dataclass(frozen=True)
class Play:
    """One negotiation played by one strategy.

    Parameters
    ----------
    efficiency : tuple of float
        Of the draft put forward, at each checkpoint.
    drafts_until_all_accept : int or None
        Number of the first draft that is truly no worse than no agreement for every party.
    drafts_until_good : int or None
        Number of drafts after which what is put forward first reached `GOOD`.
    foreseen : tuple of (float, bool)
        How likely each party was believed to accept each draft, and whether it would.
    first_gain : float
        What the first party gains by the draft put forward last, relative to the Nash package.
    """

    efficiency: tuple[float, ...]
    drafts_until_all_accept: int | None
    drafts_until_good: int | None
    foreseen: tuple[tuple[float, bool], ...]
    first_gain: float


def play_data(play: Play) -> dict[str, Any]:
    """Return a play as plain data that `play_of` reads again."""
    return asdict(play)


def play_of(data: Mapping[str, Any]) -> Play:
    """Return the play that `play_data` wrote down."""
    return Play(
        efficiency=tuple(data["efficiency"]),
        drafts_until_all_accept=data["drafts_until_all_accept"],
        drafts_until_good=data["drafts_until_good"],
        foreseen=tuple((chance, truly) for chance, truly in data["foreseen"]),
        first_gain=data["first_gain"],
    )


def played_instance(task: tuple[Setting, int, int, tuple[str, ...]]) -> dict[str, Play]:
    """Play one negotiation with every strategy; all see the same parties.

    Parameters
    ----------
    task : (Setting, int, int, tuple of str)
        Setting, seed, number of the negotiation, names of the strategies. Nothing else has a
        part in the result.
    """
    setting, seed, number, names = task
    hidden = drawn_negotiation(setting, seed, number)

    def rng(of: str) -> np.random.Generator:
        return _rng(seed, number, of)

    # the products are small: threads of a linear algebra library only wait for each other
    with threadpool_limits(limits=1, user_api="blas"):
        return {
            name: _play(name, setting, hidden, mediator_rng=rng(name), party_rng=rng("answers"))
            for name in names
        }


def true_nash(parties: HiddenParties) -> NDArray[np.int64] | None:
    """Return the exact Nash package of parties whose preferences are known; None without zone."""
    tables = [parties.gains[:, point].T.round(6) for point in range(parties.gains.shape[1])]
    scenario = Scenario.of(tables, parties.reservation, rules=parties.rules)
    found = nash_solution(scenario, limit=1, time_limit=20.0)
    return None if found.package is None else np.asarray(found.package)


def efficiency(parties: HiddenParties, draft: NDArray[np.int64], ideal: NDArray[np.int64]) -> float:
    """Return the geometric mean of gains relative to those at the true Nash package."""
    gain = parties.utilities(draft) - parties.reservation
    best = parties.utilities(ideal) - parties.reservation
    if (gain <= 0).any():
        return 0.0
    return float(np.exp(np.log(gain / best).mean()))


def drawn_negotiation(
    setting: Setting, seed: int, number: int
) -> tuple[HiddenParties, NDArray[np.int64]]:
    """Return parties that have a zone of agreement, and their exact Nash package."""
    rng = _rng(seed, number, "parties")
    while True:
        parties = sample_hidden_parties(
            setting.n_points,
            setting.n_options,
            setting.n_parties,
            reservation=setting.reservation,
            known_directions=setting.known_directions,
            rng=rng,
            is_ordered=setting.is_ordered,
            n_links=setting.n_links,
        )
        ideal = true_nash(parties)
        if ideal is not None:
            return parties, ideal


def _rng(seed: int, number: int, name: str) -> np.random.Generator:
    key = (number, *name.encode())
    return np.random.default_rng(np.random.SeedSequence(seed, spawn_key=key))


def _strategy(
    name: str, setting: Setting, parties: HiddenParties, rng: np.random.Generator
) -> Strategy:
    if name in OURS:
        allowed = setting.wrong_allowed
        wrong = setting.wrong_answers if allowed is None else allowed
        n_questions = N_QUESTIONS if name != OURS[0] else 0
        heeded = np.arange(setting.n_parties) > 0 if setting.lists_doubted else None
        return OneText(
            parties, wrong, rng, n_questions, order_told=setting.order_told, heeded=heeded
        )
    return _OTHERS[name](parties, rng)


class _Watched:
    """What is noted down of one play."""

    def __init__(self, parties: HiddenParties, ideal: NDArray[np.int64]) -> None:
        self.parties, self.ideal = parties, ideal
        self.reached: list[float] = []
        self.all_accept: int | None = None
        self.good: int | None = None
        self.foreseen: list[tuple[float, bool]] = []

    def shown(self, number: int, mediator: Strategy, draft: NDArray[np.int64]) -> None:
        """Note what a draft is truly worth, and what was expected of it."""
        truly = self.parties.utilities(draft) >= self.parties.reservation
        if isinstance(mediator, OneText):
            chances = zip(mediator.chances(draft).tolist(), truly.tolist(), strict=True)
            self.foreseen += [(round(chance, 6), accepts) for chance, accepts in chances]
        if self.all_accept is None and truly.all():
            self.all_accept = number

    def heard(self, number: int, mediator: Strategy) -> None:
        """Note how good the draft put forward is by now."""
        if number <= CHECKPOINTS[-1] or self.good is None:
            now = efficiency(self.parties, mediator.put_forward(), self.ideal)
            self.good = number if self.good is None and now >= GOOD else self.good
            if number in CHECKPOINTS:
                self.reached.append(now)

    def play(self, last: NDArray[np.int64]) -> Play:
        """Return the play, which put forward this draft last."""
        floor = self.parties.reservation
        gain = (self.parties.utilities(last) - floor) / (self.parties.utilities(self.ideal) - floor)
        return Play(
            efficiency=tuple(self.reached),
            drafts_until_all_accept=self.all_accept,
            drafts_until_good=self.good,
            foreseen=tuple(self.foreseen),
            first_gain=float(gain[0]),
        )


def _play(
    name: str,
    setting: Setting,
    hidden: tuple[HiddenParties, NDArray[np.int64]],
    *,
    mediator_rng: np.random.Generator,
    party_rng: np.random.Generator,
) -> Play:
    parties, ideal = hidden
    mediator = _strategy(name, setting, parties, mediator_rng)
    watched = _Watched(parties, ideal)
    n_drafts = CHECKPOINTS[-1] if isinstance(mediator, OneText) else LONG_RUN
    for number in range(1, n_drafts + 1):
        draft = mediator.draft()
        watched.shown(number, mediator, draft)
        answers = answers_to(
            parties,
            draft,
            mediator.standing,
            wrong=setting.wrong_answers,
            rng=party_rng,
            conduct=setting.conduct,
        )
        if isinstance(mediator, OneText):
            told = [(q, _answer(q, parties, setting, party_rng)) for q in mediator.questions()]
            ranked = [(q, _ranking(q, parties, setting, party_rng)) for q in mediator.rankings()]
            mediator.hear(draft, answers, told, ranked)
        else:
            mediator.hear(draft, _annealed(answers, parties, draft, mediator, party_rng))
        watched.heard(number, mediator)
        if watched.good is not None and number >= CHECKPOINTS[-1]:
            break
    return watched.play(mediator.put_forward())


def _answer(
    question: Question, parties: HiddenParties, setting: Setting, rng: np.random.Generator
) -> int:
    """Answer a question; wrong answers are all others, equally likely."""
    answer, n = int(answers_of(question, parties.gains[question.party])), n_answers(question)
    if rng.random() < setting.wrong_answers:
        answer = (answer + int(rng.integers(1, n))) % n
    return answer


def _ranking(
    question: Ranking, parties: HiddenParties, setting: Setting, rng: np.random.Generator
) -> tuple[int, ...]:
    return ranking_of(
        parties,
        question.party,
        np.asarray(question.options),
        wrong=setting.wrong_answers,
        rng=rng,
        conduct=setting.conduct,
    )


def _annealed(
    answers: Answers,
    parties: HiddenParties,
    draft: NDArray[np.int64],
    mediator: Strategy,
    rng: np.random.Generator,
) -> Answers:
    """Let parties that anneal call a text better that is somewhat worse."""
    if not mediator.temperature or mediator.standing is None:
        return answers
    change = parties.utilities(draft) - parties.utilities(mediator.standing)
    takes = rng.random(len(change)) < np.exp(np.minimum(change, 0.0) / mediator.temperature)
    better = np.where((answers.better < 0) & takes & (change < 0), 1, answers.better)
    return Answers(answers.accepts, better, answers.hurts)
