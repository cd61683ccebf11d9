"""A scenario as a constraint model: the one place that speaks to CP-SAT.

One worker and a fixed seed, so that the same scenario gives the same answer whatever the number
of cores. ortools is imported inside functions: it takes a second to load.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np

from onetext.bargaining.rules import Choice, Package
from onetext.bargaining.scenario import Scenario
from onetext.bargaining.whole_numbers import WholeScores, whole_scores


class Outcome(StrEnum):
    """How one call of the solver ended."""

    OPTIMAL = "optimal"
    INFEASIBLE = "infeasible"
    STOPPED = "stopped"


@dataclass(frozen=True)
class Answer:
    """One call's outcome, the package found (if any), and the bound on the objective."""

    outcome: Outcome
    package: Package | None = None
    objective: int | None = None
    bound: float | None = None


class PackageModel:
    """Choose one option per point, keep every rule; gains over no agreement as whole numbers.

    Parameters
    ----------
    scenario : Scenario
    within_zone : bool
        Whether every party must get at least what it has without an agreement.
    time_limit : float or None
        Seconds of deterministic solver time for all calls together; None: no limit.
    """

    def __init__(
        self,
        scenario: Scenario,
        *,
        within_zone: bool = True,
        time_limit: float | None = None,
        numbers: WholeScores | None = None,
    ) -> None:
        from ortools.sat.python import cp_model

        self._cp = cp_model
        self.scenario = scenario
        self.numbers = whole_scores(scenario) if numbers is None else numbers
        self.model = cp_model.CpModel()
        self._left = time_limit
        self._largest: list[int] = []
        self.chosen = self._choices()
        for form in scenario.space.forms:
            self.add_form(form.coefficients, form.at_most)
        bonuses = [self._all_met(i.where) for i in scenario.interactions]
        self.gains = [
            self._gain(party, bonuses, within_zone=within_zone)
            for party in range(scenario.n_parties)
        ]

    def _choices(self) -> list[list[Any]]:
        rows = []
        for point, n_options in enumerate(self.scenario.space.n_options):
            row = [self.model.new_bool_var(f"x{point}_{option}") for option in range(n_options)]
            self.model.add_exactly_one(row)
            rows.append(row)
        for point, option in sorted(self.scenario.space.forbidden):
            self.model.add(rows[point][option] == 0)
        return rows

    def _all_met(self, where: Iterable[tuple[int, tuple[int, ...]]]) -> Any:
        """Return a literal that holds exactly when every point's choice is among its options."""
        met = self.model.new_bool_var("")
        inside = [sum(self.chosen[p][o] for o in sorted(set(options))) for p, options in where]
        for count in inside:
            self.model.add(count >= met)
        self.model.add(sum(inside) - len(inside) + 1 <= met)
        return met

    def _gain(self, party: int, bonuses: Sequence[Any], *, within_zone: bool) -> Any:
        """Return a variable equal to the party's utility less its reservation value."""
        terms: list[Any] = []
        constant, low, high = -int(self.numbers.reservation[party]), 0, 0
        for point, table in enumerate(self.numbers.scores):
            column = [int(score) for score in table[:, party]]
            least = min(column)  # taken out, so that the solver sees small numbers
            constant += least
            high += max(column) - least
            terms += [
                (s - least) * x
                for s, x in zip(column, self.chosen[point], strict=True)
                if s > least
            ]
        for scores, met in zip(self.numbers.interactions, bonuses, strict=True):
            terms.append(scores[party] * met)
            low, high = low + min(scores[party], 0), high + max(scores[party], 0)
        bottom = max(0, low + constant) if within_zone else low + constant
        top = max(high + constant, bottom)
        gain = self.model.new_int_var(bottom, top, f"gain{party}")
        self._largest.append(top)
        self.model.add(gain == sum(terms) + constant)
        return gain

    def largest_gain(self, party: int) -> int:
        """Upper end of a party's gain as far as its own scores allow."""
        return self._largest[party]

    def add_form(self, coefficients: Iterable[tuple[Choice, int]], at_most: int) -> None:
        """Keep one linear inequality over choices."""
        total = sum(c * self.chosen[p][o] for (p, o), c in coefficients)
        if isinstance(total, int):
            if total > at_most:
                self.model.add_bool_or([])
            return
        self.model.add(total <= at_most)

    def forbid(self, choices: Iterable[Choice], unless: Any | None = None) -> None:
        """Forbid choices, or forbid them only while the literal `unless` is false."""
        for point, option in choices:
            clause = [self.chosen[point][option].negated()]
            self.model.add_bool_or(clause if unless is None else [*clause, unless])

    def differ_from(self, gains: Sequence[int], only_if: Any | None = None) -> None:
        """Ask for some party to gain more than in `gains`.

        Sufficient to move on from a tied answer wherever tied gains cannot dominate each other.
        """
        clause = [self.at_least(i, g + 1) for i, g in enumerate(gains)]
        if only_if is not None:
            clause.append(only_if.negated())
        self.model.add_bool_or(clause)

    def at_least(self, party: int, gain: int) -> Any:
        """Return a literal that implies that a party's gain is at least this."""
        literal = self.model.new_bool_var("")
        if gain > self.largest_gain(party):
            self.model.add(literal == 0)
        else:
            self.model.add(self.gains[party] >= gain).only_enforce_if(literal)
        return literal

    def maximum(self, objective: Any) -> Answer:
        """Maximise a linear expression."""
        self.model.maximize(objective)
        answer = self._solve()
        self.model.clear_objective()
        return answer

    def any_package(self) -> Answer:
        """Find any package of the model."""
        return self._solve()

    def best_total(self, holding: Any | None = None) -> Answer:
        """Find the package with the largest sum of gains, while the literal `holding` is true.

        Where any package would do, an objective still helps: its relaxation proves sooner that
        there is none.
        """
        self.model.maximize(sum(self.gains))
        if holding is not None:
            self.model.add_assumption(holding)
        answer = self._solve()
        self.model.clear_assumptions()
        self.model.clear_objective()
        return answer

    def fewest_true(
        self, switches: Sequence[Any], held_false: Sequence[Any]
    ) -> tuple[Package, tuple[bool, ...]] | None:
        """Return a package with as few switches on as can be, and the switches; None if none."""
        held = self.model.clone()
        for switch in held_false:
            held.add(held.get_bool_var_from_proto_index(switch.index) == 0)
        held.minimize(sum(held.get_bool_var_from_proto_index(s.index) for s in switches))
        solver = self._solver()
        if solver.solve(held) != self._cp.OPTIMAL:
            return None
        values = solver.response_proto.solution
        package = tuple(
            next(o for o, x in enumerate(row) if values[x.index]) for row in self.chosen
        )
        return package, tuple(bool(values[switch.index]) for switch in switches)

    def package_without(self, switches: Iterable[Any]) -> Package | None:
        """Return any package for which these switches are off, or None: one quick question of many.

        Presolve would look for what many searches could use; one short search is over sooner.
        """
        domains = [self.model.proto.variables[switch.index].domain for switch in switches]
        for domain in domains:
            domain[1] = 0
        solver = self._solver()
        solver.parameters.cp_model_probing_level = 0
        solver.parameters.symmetry_level = 0
        answer = self._answer(solver, solver.solve(self.model))
        for domain in domains:
            domain[1] = 1
        return answer.package

    def _solve(self) -> Answer:
        if self._left is not None and self._left <= 0:
            return Answer(Outcome.STOPPED)
        solver = self._solver()
        status = solver.solve(self.model)
        if self._left is not None:
            self._left -= solver.response_proto.deterministic_time
        return self._answer(solver, status)

    def _answer(self, solver: Any, status: Any) -> Answer:
        cp = self._cp
        if status == cp.INFEASIBLE:
            return Answer(Outcome.INFEASIBLE)
        has_objective = self.model.has_objective()
        bound = solver.best_objective_bound if has_objective else None
        if status not in (cp.OPTIMAL, cp.FEASIBLE):
            return Answer(Outcome.STOPPED, bound=bound)
        package = tuple(
            next(o for o, x in enumerate(row) if solver.boolean_value(x)) for row in self.chosen
        )
        outcome = Outcome.OPTIMAL if status == cp.OPTIMAL else Outcome.STOPPED
        value = round(solver.objective_value) if has_objective else None
        return Answer(outcome, package, value, bound)

    def _solver(self) -> Any:
        solver = self._cp.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.random_seed = 1
        if self._left is not None:
            solver.parameters.max_deterministic_time = max(self._left, 1e-3)
        return solver

    def whole_gains(self, package: Sequence[int]) -> tuple[int, ...]:
        """Return every party's gain from a package, in whole numbers."""
        return whole_gains(self.scenario, self.numbers, package)


def whole_gains(
    scenario: Scenario, numbers: WholeScores, package: Sequence[int]
) -> tuple[int, ...]:
    """Return every party's gain from a package, in whole numbers."""
    total = -numbers.reservation
    for table, option in zip(numbers.scores, package, strict=True):
        total = total + table[option]
    for interaction, scores in zip(scenario.interactions, numbers.interactions, strict=True):
        if interaction.is_met(package):
            total = total + np.asarray(scores, dtype=np.int64)
    return tuple(int(gain) for gain in total)


def packages_with_gains(
    model: PackageModel, gains: Sequence[int], limit: int
) -> tuple[list[Package], bool]:
    """Return the packages that give exactly these gains, and whether that is all of them.

    There is one at least, known to whoever has the gains: it is found even out of time.
    """
    fixed = PackageModel(
        model.scenario, within_zone=False, numbers=model.numbers, time_limit=model._left
    )
    for variable, gain in zip(fixed.gains, gains, strict=True):
        fixed.model.add(variable == gain)
    packages, is_all = all_packages(fixed, limit)
    if not packages and not is_all and limit > 0:
        fixed._left = None
        packages = [one for one in [fixed.any_package().package] if one is not None]
    return packages, is_all


def all_packages(model: PackageModel, limit: int) -> tuple[list[Package], bool]:
    """Return the packages of a model in order, at most `limit`, and whether that is all."""
    from ortools.sat.python import cp_model

    found: set[Package] = set()

    class Collector(cp_model.CpSolverSolutionCallback):
        def on_solution_callback(self) -> None:
            found.add(
                tuple(
                    next(o for o, x in enumerate(row) if self.boolean_value(x))
                    for row in model.chosen
                )
            )
            if len(found) > limit:
                self.stop_search()

    solver = model._solver()
    solver.parameters.enumerate_all_solutions = True
    status = solver.solve(model.model, Collector())
    is_all = status in (cp_model.OPTIMAL, cp_model.INFEASIBLE) and len(found) <= limit
    return sorted(found)[:limit], is_all
