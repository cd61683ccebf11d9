"""From a given package: improvements that harm nobody, and bundles that pay for themselves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from onetext.bargaining.results import Certificate
from onetext.bargaining.rules import Choice, Package
from onetext.bargaining.scenario import Scenario
from onetext.bargaining.solver import Outcome, PackageModel
from onetext.errors import ImpossibleRequest, Problem


@dataclass(frozen=True)
class Improvement:
    """A package that is better for somebody and worse for nobody; or the proof that none is.

    Parameters
    ----------
    package : Package or None
        None: the package asked about is Pareto-optimal.
    gains : tuple of float
        Per party, what the change brings, on its own scale; none is negative.
    certificate : Certificate
    """

    package: Package | None
    gains: tuple[float, ...]
    certificate: Certificate

    @property
    def is_efficient(self) -> bool:
        """Whether the package asked about is Pareto-optimal."""
        return self.package is None


@dataclass(frozen=True)
class Trade:
    """Changes on a few points that together harm nobody, and each of which is needed.

    Parameters
    ----------
    changes : tuple of (int, int)
        (point index, new option index).
    gains : tuple of float
        Per party, what the changes bring together; none is negative, one at least is not 0.
    by_change : tuple of tuple of float
        Per change, what it would bring each party by itself: who gives and who takes.
    package : Package
        The package with the changes made.
    """

    changes: tuple[Choice, ...]
    gains: tuple[float, ...]
    by_change: tuple[tuple[float, ...], ...]
    package: Package


@dataclass(frozen=True)
class Trades:
    """Trades from a package, the largest sum of gains first, and whether these are all."""

    trades: tuple[Trade, ...]
    is_complete: bool
    certificate: Certificate


def improvement(scenario: Scenario, package: Sequence[int]) -> Improvement:
    """Find a package that improves on this one for somebody and harms nobody.

    Of all of them the one with the largest sum of gains is returned, which is Pareto-optimal.

    Parameters
    ----------
    scenario : Scenario
    package : sequence of int, shape (n_points,)
        Must keep the rules.
    """
    start = checked_package(scenario, package)
    model = PackageModel(scenario, within_zone=False)
    before = _harm_nobody(model, start)
    best = model.maximum(sum(model.gains))
    if best.package is None or best.objective is None or best.objective <= sum(before):
        return Improvement(
            None,
            (0.0,) * scenario.n_parties,
            Certificate(
                "no package is better for one party and worse for none",
                "the constraint solver proved the largest sum of utilities, with every party at "
                "least as well off, to be this package's own",
            ),
        )
    gains = _difference(scenario, start, best.package)
    return Improvement(
        best.package,
        gains,
        Certificate(
            "every party is at least as well off, one better",
            "add up the scores of both packages",
            {"gains": list(gains)},
        ),
    )


def trades(scenario: Scenario, package: Sequence[int], *, k: int = 2, limit: int = 20) -> Trades:
    """Find bundles of at most `k` changes that harm nobody and of which each is needed.

    Logrolling: each party gives way where it costs it little and the other gains much.

    Parameters
    ----------
    scenario : Scenario
    package : sequence of int, shape (n_points,)
    k : int
        The most points to change in one bundle.
    limit : int
        The most bundles to return.

    Returns
    -------
    Trades
        The largest sum of gains (in the scores' units) first. No bundle contains another.
    """
    if k < 1 or limit < 1:
        raise ImpossibleRequest(
            Problem(
                f"bundles of {k} points, {limit} of them",
                "a trade changes at least one point",
                "ask for at least one point and one bundle",
            )
        )
    start = checked_package(scenario, package)
    model = PackageModel(scenario, within_zone=False)
    before = _harm_nobody(model, start)
    n_kept = sum(model.chosen[p][o] for p, o in enumerate(start))
    model.model.add(n_kept >= scenario.n_points - k)
    total = sum(model.gains)
    model.model.add(total >= sum(before) + 1)
    found: list[Trade] = []
    outcome = Outcome.OPTIMAL
    while len(found) < limit:
        answer = model.maximum(total)
        outcome = answer.outcome
        if answer.package is None:
            break
        trade = _needed(scenario, start, answer.package)
        found.append(trade)
        changed = [model.chosen[p][o].negated() for p, o in trade.changes]
        model.model.add_bool_or(changed)
    found.sort(key=lambda trade: (-sum(trade.gains), trade.changes))
    return Trades(
        tuple(found),
        outcome is Outcome.INFEASIBLE,
        Certificate(
            f"{len(found)} bundles of at most {k} changes harm nobody",
            "each was found by the constraint solver and thinned until every change was needed; "
            "those found were excluded until it proved that no other is left, or the limit came",
        ),
    )


def _harm_nobody(model: PackageModel, start: Package) -> tuple[int, ...]:
    before = model.whole_gains(start)
    for variable, gain in zip(model.gains, before, strict=True):
        model.model.add(variable >= gain)
    return before


def _needed(scenario: Scenario, start: Package, package: Package) -> Trade:
    """Drop changes as long as the rest still harms nobody, helps somebody, and keeps the rules."""
    changes = {p: o for p, o in enumerate(package) if o != start[p]}
    for point in list(changes):
        fewer = {p: o for p, o in changes.items() if p != point}
        if fewer and _is_trade(scenario, start, _with(start, fewer)):
            changes = fewer
    after = _with(start, changes)
    singles = tuple(
        _difference(scenario, start, _with(start, {p: o})) for p, o in sorted(changes.items())
    )
    return Trade(
        tuple(sorted(changes.items())), _difference(scenario, start, after), singles, after
    )


def _is_trade(scenario: Scenario, start: Package, after: Package) -> bool:
    gains = _difference(scenario, start, after)
    return scenario.space.is_allowed(after) and min(gains) >= 0 and max(gains) > 0


def _with(start: Package, changes: dict[int, int]) -> Package:
    return tuple(changes.get(p, o) for p, o in enumerate(start))


def _difference(scenario: Scenario, start: Package, after: Package) -> tuple[float, ...]:
    gains = scenario.utilities(after) - scenario.utilities(start)
    if not scenario.is_whole:
        gains = np.where(np.abs(gains) < 1e-12, 0.0, gains)
    return tuple(gains.tolist())


def checked_package(scenario: Scenario, package: Sequence[int]) -> Package:
    """Return a package as a tuple, or refuse one that is none or breaks the rules."""
    chosen = tuple(int(option) for option in package)
    fits = len(chosen) == scenario.n_points and all(
        0 <= o < n for o, n in zip(chosen, scenario.space.n_options, strict=False)
    )
    if not fits or not scenario.space.is_allowed(chosen):
        raise ImpossibleRequest(
            Problem(
                f"{list(chosen)[:40]} is not a package of this scenario",
                "a package chooses an existing option of every point and keeps the rules",
                "give one option index per point, counted from 0",
            )
        )
    return chosen


def early_harvest(scenario: Scenario) -> tuple[Choice, ...]:
    """Return the choices that are best for every party, on points no rule or interaction touches.

    Nobody loses by agreeing on these first.
    """
    touched = {p for rule in scenario.space.rules for p, _ in rule.choices}
    touched |= {p for interaction in scenario.interactions for p, _ in interaction.where}
    harvest = []
    for point, allowed in enumerate(scenario.space.allowed):
        if point in touched or not allowed:
            continue
        table = scenario.scores[point][list(allowed)]
        best = (table == table.max(axis=0)).all(axis=1)
        harvest += [(point, allowed[o]) for o in np.flatnonzero(best)[:1]]
    return tuple((point, int(option)) for point, option in harvest)
