"""The packages that classical solutions pick on mean utilities, exactly, red lines kept if any can.

Mean utilities take the expected worth of every option over the draws. They serve as a common
yardstick for these three solutions only because every party's scale runs from 0, its worst
conceivable outcome, to 1, its best; who doubts that comparison should read the Nash package,
which does not need it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from numpy.typing import NDArray

from onetext.bargaining import (
    Demand,
    Scenario,
    Solution,
    Space,
    egalitarian_solution,
    nash_solution,
    red_line,
    smallest_conflicting_sets,
    smallest_relaxations,
    utilitarian_solution,
)
from onetext.bargaining.rules import Choice
from onetext.preferences.candidates import mean_gains, mean_reservation
from onetext.preferences.draws import Draws

DECIMALS = 5
"""Mean utilities are rounded to this: far finer than their Monte-Carlo error."""
TIME_LIMIT = 1.0
"""The solver's deterministic seconds per solution; enough many times over at 30 points."""
MOST_SETS = 12

METHODS = {
    "nash": nash_solution,
    "egalitarian": egalitarian_solution,
    "utilitarian": utilitarian_solution,
}


@dataclass(frozen=True)
class RedLines:
    """Which red lines in force can be kept together.

    Parameters
    ----------
    demands : tuple of Demand
        One per position in force that draws a red line for a signing party.
    conflicts : tuple of tuple of str
        Smallest sets of their ids that no package satisfies together.
    is_complete : bool
        Whether `conflicts` holds all such sets.
    dropped : tuple of str
        A smallest set whose absence lets all others be kept; empty if none has to go.
    """

    demands: tuple[Demand, ...]
    conflicts: tuple[tuple[str, ...], ...]
    is_complete: bool
    dropped: tuple[str, ...]

    @property
    def kept_choices(self) -> frozenset[Choice]:
        """Choices ruled out by the red lines that are kept."""
        kept = (d for d in self.demands if d.id not in self.dropped)
        return frozenset(choice for demand in kept for choice in demand.forbids)


def red_lines(space: Space, drawn: Mapping[str, tuple[str, Sequence[Choice]]]) -> RedLines:
    """Return which red lines can be kept together, and which sets of them collide.

    Parameters
    ----------
    space : Space
        Its rules always hold.
    drawn : mapping of str to (str, sequence of Choice)
        Position id to its party and the choices it rules out.
    """
    demands = tuple(red_line(id_, choices, by=by) for id_, (by, choices) in drawn.items())
    if not demands:
        return RedLines((), (), is_complete=True, dropped=())
    found = smallest_conflicting_sets(space, demands, MOST_SETS)
    if not found.sets:
        return RedLines(demands, (), is_complete=True, dropped=())
    if () in found.sets:  # the rules alone leave no package
        return RedLines(demands, found.sets, found.is_complete, tuple(d.id for d in demands))
    relaxed = smallest_relaxations(space, demands, 1)
    dropped = relaxed.sets[0] if relaxed.sets else tuple(d.id for d in demands)
    return RedLines(demands, found.sets, found.is_complete, dropped)


def mean_scenario(draws: Draws, forbidden: frozenset[Choice]) -> Scenario:
    """Return the scenario of the signing parties' mean utilities, with choices ruled out."""
    means = mean_gains(draws).round(DECIMALS)
    space = draws.record.space
    tables: list[NDArray[Any]] = [means[point, :n] for point, n in enumerate(space.n_options)]
    return Scenario(
        space=Space(space.points, space.options, space.rules, frozenset(forbidden)),
        parties=draws.signing,
        scores=tuple(tables),
        reservation=mean_reservation(draws).round(DECIMALS),
    )


@dataclass(frozen=True)
class Picked:
    """What the classical solutions pick.

    Parameters
    ----------
    packages : mapping of str to tuple of int
        By the name of the solution; one that has no answer is absent.
    has_zone : bool
        Whether some package is worth at least no agreement to every party on the mean. Without
        one, Nash has no answer, and the others keep the parties as near to it as they can.
    """

    packages: Mapping[str, tuple[int, ...]]
    has_zone: bool


def solutions(scenario: Scenario) -> Picked:
    """Return what the classical solutions pick in a scenario."""
    found = {name: _package(method, scenario) for name, method in METHODS.items()}
    has_zone = found["utilitarian"] is not None
    if not has_zone:
        # the same distance off every party's floor leaves the order of packages as it was
        lowered = scenario.with_reservation(scenario.reservation - 1.0)
        found |= {name: _package(METHODS[name], lowered) for name in ("egalitarian", "utilitarian")}
    return Picked({name: package for name, package in found.items() if package}, has_zone)


def _package(method: Callable[..., Solution], scenario: Scenario) -> tuple[int, ...] | None:
    return method(scenario, limit=8, time_limit=TIME_LIMIT).package
