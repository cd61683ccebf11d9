"""Play the one-text procedure with simulated parties, to measure a mediator's method.

A measurement of the method, never a forecast of real people. Efficiency is the geometric mean
over the parties of their gain over no agreement, relative to what they would gain at the true
Nash package; it is zero as soon as one party would be below its no-agreement value.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onetext.bargaining import Scenario, nash_solution
from onetext.errors import ImpossibleRequest, Problem
from onetext.mediation.simulated_parties import (
    N_NAMED,
    HiddenParties,
    answers_to,
    sample_hidden_parties,
)
from onetext.mediation.strategies import (
    AnnealingMediator,
    HillClimbing,
    OneText,
    RandomTexts,
    Strategy,
    VetoText,
)

CHECKPOINTS = (4, 8, 12, 16)
NAMES = ("one-text", "random-texts", "hill-climbing", "annealing-mediator", "veto-text")
GOOD = 0.85
LONG_RUN = 2000
"""Drafts after which the methods that learn nothing are given up on reaching `GOOD`."""
_ANSWERS = {"one-text": 2 + N_NAMED}
N_BINS = 10


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
    reservation : float
        No-agreement value of every party.
    """

    n_points: int = 28
    n_options: int = 4
    n_parties: int = 4
    known_directions: float = 0.7
    wrong_answers: float = 0.1
    reservation: float = 0.45


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
    """

    efficiency: tuple[float, ...]
    drafts_until_all_accept: int | None
    drafts_until_good: int | None
    foreseen: tuple[tuple[float, bool], ...]


@dataclass(frozen=True)
class Score:
    """One strategy over all negotiations.

    Parameters
    ----------
    name : str
    efficiency : mapping of int to (float, float)
        Checkpoint to median and 10th percentile.
    drafts_until_all_accept : (float, float)
        Median and 90th percentile; infinite where it was not reached.
    drafts_until_good : float
        Median; infinite where fewer than half got there.
    answers : int
        Single answers asked of each party by the last checkpoint.
    calibration : tuple of (float, float, int)
        Per bin: believed chance of acceptance, share that truly accept, number; empty where a
        strategy believes nothing.
    """

    name: str
    efficiency: dict[int, tuple[float, float]]
    drafts_until_all_accept: tuple[float, float]
    drafts_until_good: float
    answers: int
    calibration: tuple[tuple[float, float, int], ...]


def true_nash(parties: HiddenParties) -> NDArray[np.int64] | None:
    """Return the exact Nash package of parties whose preferences are known; None without zone."""
    tables = [parties.gains[:, point].T.round(6) for point in range(parties.gains.shape[1])]
    found = nash_solution(Scenario.of(tables, parties.reservation), limit=1, time_limit=20.0)
    return None if found.package is None else np.asarray(found.package)


def efficiency(parties: HiddenParties, draft: NDArray[np.int64], ideal: NDArray[np.int64]) -> float:
    """Return the geometric mean of gains relative to those at the true Nash package."""
    gain = parties.utilities(draft) - parties.reservation
    best = parties.utilities(ideal) - parties.reservation
    if (gain <= 0).any():
        return 0.0
    return float(np.exp(np.log(gain / best).mean()))


def simulate(
    setting: Setting,
    n_instances: int,
    seed: int,
    *,
    names: Sequence[str] = NAMES,
    executor: Executor | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> tuple[Score, ...]:
    """Let strategies play the same negotiations.

    Parameters
    ----------
    setting : Setting
    n_instances : int
        Negotiations; those without a zone of agreement are drawn again.
    seed : int
        The same seed gives the same plays, whatever the executor.
    names : sequence of str
        Strategies, from `NAMES`.
    executor : Executor, optional
    progress : callable, optional
        Called with (negotiations done, negotiations in all).

    Returns
    -------
    tuple of Score
        In the order of `names`.

    Raises
    ------
    ImpossibleRequest
        If the setting or the number of negotiations cannot be played.
    """
    check_setting(setting, n_instances, seed)
    tasks = [(setting, seed, number, tuple(names)) for number in range(n_instances)]
    plays: list[dict[str, Play]] = []
    for done, played in enumerate((executor.map if executor else map)(_instance, tasks), start=1):
        plays.append(played)
        if progress:
            progress(done, n_instances)
    return tuple(_score(name, [played[name] for played in plays]) for name in names)


def check_setting(setting: Setting, n_instances: int, seed: int) -> None:
    """Raise ImpossibleRequest with everything that keeps a setting from being played."""
    limits = [
        ("points", setting.n_points, N_NAMED + 1, 200),
        ("options", setting.n_options, 2, 20),
        ("parties", setting.n_parties, 2, 10),
        ("instances", n_instances, 1, 10_000),
        ("seed", seed, 0, 2**63),
        ("known directions", setting.known_directions, 0.0, 1.0),
        ("wrong answers", setting.wrong_answers, 0.0, 0.5),
        ("no-agreement value", setting.reservation, 0.0, 0.7),
    ]
    problems = [
        Problem(
            what=f"{name}: {value} cannot be played",
            because=f"it has to be from {least} to {most}",
            hint="leave it out for the usual setting",
        )
        for name, value, least, most in limits
        if not least <= value <= most
    ]
    if problems:
        raise ImpossibleRequest.of(problems)


def _instance(task: tuple[Setting, int, int, tuple[str, ...]]) -> dict[str, Play]:
    """Play one negotiation with every strategy; all see the same parties."""
    setting, seed, number, names = task
    parties, ideal = _with_zone(setting, seed, number)
    return {name: _play(name, setting, parties, ideal, _rng(seed, number, name)) for name in names}


def _with_zone(setting: Setting, seed: int, number: int) -> tuple[HiddenParties, NDArray[np.int64]]:
    rng = _rng(seed, number, "parties")
    while True:
        parties = sample_hidden_parties(
            setting.n_points,
            setting.n_options,
            setting.n_parties,
            reservation=setting.reservation,
            known_directions=setting.known_directions,
            rng=rng,
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
    if name == "one-text":
        return OneText(parties, setting.wrong_answers, rng)
    others: dict[str, Callable[[HiddenParties, np.random.Generator], Strategy]] = {
        "random-texts": RandomTexts,
        "hill-climbing": HillClimbing,
        "annealing-mediator": AnnealingMediator,
        "veto-text": VetoText,
    }
    return others[name](parties, rng)


def _play(
    name: str,
    setting: Setting,
    parties: HiddenParties,
    ideal: NDArray[np.int64],
    rng: np.random.Generator,
) -> Play:
    mediator = _strategy(name, setting, parties, rng)
    reached: list[float] = []
    all_accept = good = None
    foreseen: list[tuple[float, bool]] = []
    n_drafts = CHECKPOINTS[-1] if isinstance(mediator, OneText) else LONG_RUN
    for number in range(1, n_drafts + 1):
        draft = mediator.draft()
        truly = parties.utilities(draft) >= parties.reservation
        if isinstance(mediator, OneText):
            foreseen += [
                (float(c), bool(t)) for c, t in zip(mediator.chances(draft), truly, strict=True)
            ]
        if all_accept is None and truly.all():
            all_accept = number
        answers = answers_to(
            parties, draft, mediator.standing, wrong=setting.wrong_answers, rng=rng
        )
        mediator.hear(draft, answers)
        if number <= CHECKPOINTS[-1] or good is None:
            now = efficiency(parties, mediator.put_forward(), ideal)
            good = number if good is None and now >= GOOD else good
            if number in CHECKPOINTS:
                reached.append(now)
        if good is not None and number >= CHECKPOINTS[-1]:
            break
    return Play(tuple(reached), all_accept, good, tuple(foreseen))


def _score(name: str, plays: Sequence[Play]) -> Score:
    reached = np.asarray([play.efficiency for play in plays])
    accept = _quantiles([play.drafts_until_all_accept for play in plays])
    return Score(
        name=name,
        efficiency={
            checkpoint: (float(np.median(column)), float(np.quantile(column, 0.1)))
            for checkpoint, column in zip(CHECKPOINTS, reached.T, strict=True)
        },
        drafts_until_all_accept=accept,
        drafts_until_good=_quantiles([play.drafts_until_good for play in plays])[0],
        answers=_ANSWERS.get(name, 1) * CHECKPOINTS[-1],
        calibration=_calibration([pair for play in plays for pair in play.foreseen]),
    )


def _quantiles(numbers: Sequence[int | None]) -> tuple[float, float]:
    """Median and 90th percentile, by the next larger number; infinite for those not reached."""
    ordered = sorted(np.inf if n is None else float(n) for n in numbers)
    last = len(ordered) - 1
    return float(ordered[(last + 1) // 2]), float(ordered[int(np.ceil(0.9 * last))])


def _calibration(
    foreseen: Sequence[tuple[float, bool]],
) -> tuple[tuple[float, float, int], ...]:
    """Believed chance against true share, in bins of a tenth; bins without a case are absent."""
    if not foreseen:
        return ()
    chance, truly = np.asarray([c for c, _ in foreseen]), np.asarray([t for _, t in foreseen])
    bins = np.minimum((chance * N_BINS).astype(int), N_BINS - 1)
    return tuple(
        (float(chance[bins == b].mean()), float(truly[bins == b].mean()), int((bins == b).sum()))
        for b in range(N_BINS)
        if (bins == b).any()
    )
