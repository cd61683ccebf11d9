"""Sets that take a member from every family: all minimal ones, or the smallest, step by step."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from typing import Any, TypeAlias

Members: TypeAlias = tuple[int, ...]
"""Indices, rising."""


def size_first(members: Members) -> tuple[int, Members]:
    """Sort key: smaller sets first, then in order."""
    return len(members), members


def minimal_hitting_sets(families: Sequence[frozenset[int]]) -> list[Members]:
    """Return every minimal set that takes a member from each family, smallest first [berge1989]_.

    A family without members cannot be hit: then there is no such set.
    """
    if any(not family for family in families):
        return []
    kept: set[frozenset[int]] = {frozenset()}
    for family in sorted(families, key=len):
        grown = {
            hit if hit & family else hit | {member} for hit, member in product(kept, sorted(family))
        }
        kept = {hit for hit in grown if not any(other < hit for other in grown)}
    return sorted((tuple(sorted(hit)) for hit in kept), key=size_first)


class SmallestHittingSets:
    """The smallest sets that hit every family learnt so far and contain no set ruled out so far.

    Parameters
    ----------
    n : int
        Members are 0 to ``n - 1``.
    """

    def __init__(self, n: int) -> None:
        from ortools.sat.python import cp_model

        self._cp = cp_model
        self._model = cp_model.CpModel()
        self._in = [self._model.new_bool_var(f"d{d}") for d in range(n)]

    def hit(self, family: Sequence[int]) -> None:
        """Learn a family: every set proposed from now on takes one of its members."""
        self._model.add_bool_or([self._in[d] for d in family])

    def rule_out(self, members: Sequence[int]) -> None:
        """From now on propose no set that contains all of these."""
        self._model.add_bool_or([self._in[d].negated() for d in members])

    def smallest(self, at_most: int) -> list[Members]:
        """Return smallest sets, all of one size, at most so many; none if there is no set."""
        self._model.minimize(sum(self._in))
        solver = self._solver()
        status = solver.solve(self._model)
        self._model.clear_objective()
        if status != self._cp.OPTIMAL:
            return []
        return self._of_size(round(solver.objective_value), at_most)

    def _of_size(self, size: int, at_most: int) -> list[Members]:
        model = self._model.clone()
        chosen = [model.get_bool_var_from_proto_index(x.index) for x in self._in]
        model.add(sum(chosen) == size)
        found: list[Members] = []

        class Collector(self._cp.CpSolverSolutionCallback):  # type: ignore[misc, name-defined]
            def on_solution_callback(self) -> None:
                found.append(tuple(d for d, x in enumerate(chosen) if self.boolean_value(x)))
                if len(found) >= at_most:
                    self.stop_search()

        solver = self._solver()
        solver.parameters.enumerate_all_solutions = True
        solver.solve(model, Collector())
        return found

    def _solver(self) -> Any:
        solver = self._cp.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.random_seed = 1
        return solver
