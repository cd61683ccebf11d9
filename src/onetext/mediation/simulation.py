"""Play the one-text procedure with simulated parties, to measure a mediator's method.

A measurement of the method, never a forecast of real people.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from onetext.errors import ImpossibleRequest, Problem
from onetext.mediation.simulated_parties import N_NAMED
from onetext.mediation.simulation_plays import (
    CHECKPOINTS,
    N_QUESTIONS,
    NAMES,
    OURS,
    Play,
    Setting,
    played_instance,
)

N_BINS = 10

InOrder = Callable[[Callable[[Any], Any], Iterable[Any]], Iterator[Any]]
"""Does work on items and returns the results in their order: `map`, or a crew's `results`."""


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
    first_gain : float
        Median of what the first party gains in the end, relative to the Nash package.
    """

    name: str
    efficiency: dict[int, tuple[float, float]]
    drafts_until_all_accept: tuple[float, float]
    drafts_until_good: float
    answers: int
    calibration: tuple[tuple[float, float, int], ...]
    first_gain: float


def simulate(
    setting: Setting,
    n_instances: int,
    seed: int,
    *,
    names: Sequence[str] = NAMES,
    in_order: InOrder = map,
    played: Mapping[int, Mapping[str, Play]] | None = None,
    keep: Callable[[int, Mapping[str, Play]], None] | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> tuple[Score, ...]:
    """Let strategies play the same negotiations.

    Parameters
    ----------
    setting : Setting
    n_instances : int
        Negotiations; those without a zone of agreement are drawn again.
    seed : int
        The same seed gives the same plays, whoever does the work.
    names : sequence of str
        Strategies, from `NAMES`.
    in_order : callable
        Who plays: `map` in this process, or the `results` of a crew of workers.
    played : mapping of int to mapping of str to Play, optional
        Negotiations played earlier, by number; not played again if they have all `names`.
    keep : callable, optional
        Told the number and the plays of every negotiation once it is played, in their order.
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
    plays = {
        number: of_number
        for number, of_number in (played or {}).items()
        if number < n_instances and set(names) <= set(of_number)
    }
    missing = [number for number in range(n_instances) if number not in plays]
    tasks = [(setting, seed, number, tuple(names)) for number in missing]
    for number, found in zip(missing, in_order(played_instance, tasks), strict=True):
        plays[number] = found
        if keep:
            keep(number, found)
        if progress:
            progress(len(plays), n_instances)
    return tuple(
        score(name, [plays[number][name] for number in range(n_instances)]) for name in names
    )


def check_setting(setting: Setting, n_instances: int, seed: int) -> None:
    """Raise ImpossibleRequest with everything that keeps a setting from being played."""
    limits: list[tuple[str, float, float, float]] = [
        ("points", setting.n_points, N_NAMED + 1, 200),
        ("options", setting.n_options, 2, 20),
        ("parties", setting.n_parties, 2, 10),
        ("instances", n_instances, 1, 10_000),
        ("seed", seed, 0, 2**63),
        ("known directions", setting.known_directions, 0.0, 1.0),
        ("wrong answers", setting.wrong_answers, 0.0, 0.5),
        ("no-agreement value", setting.reservation or 0.0, 0.0, 0.7),
        ("linked pairs of points", setting.n_links, 0, setting.n_points // 2),
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


def score(name: str, plays: Sequence[Play]) -> Score:
    """Return how well a strategy did over its plays."""
    reached = np.asarray([play.efficiency for play in plays])
    return Score(
        name=name,
        efficiency={
            checkpoint: (float(np.median(column)), float(np.quantile(column, 0.1)))
            for checkpoint, column in zip(CHECKPOINTS, reached.T, strict=True)
        },
        drafts_until_all_accept=_quantiles([play.drafts_until_all_accept for play in plays]),
        drafts_until_good=_quantiles([play.drafts_until_good for play in plays])[0],
        answers=_answers_a_round(name) * CHECKPOINTS[-1],
        calibration=_calibration([pair for play in plays for pair in play.foreseen]),
        first_gain=float(np.median([play.first_gain for play in plays])),
    )


def _answers_a_round(name: str) -> int:
    if name not in OURS:
        return 1
    asked = N_NAMED + N_QUESTIONS - 1  # a ranking is answered by naming points
    return 2 + N_NAMED + (asked if name != OURS[0] else 0)


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
