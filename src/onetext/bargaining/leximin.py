"""Leximin: first the worst-off as well off as can be, then the next, exactly.

By cumulated ordered sums [ogryczak2006]_: the sum of the ``k`` smallest of the values ``v`` is
the largest ``k*t - sum(d)`` with ``d[i] >= t - v[i]`` and ``d[i] >= 0``, which is linear, so the
``k`` smallest are maximised one ``k`` after the other with whole numbers throughout.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from onetext.bargaining.rules import Package
from onetext.bargaining.solver import Answer, Outcome, PackageModel


@dataclass(frozen=True)
class Leximin:
    """The best sorted vector of values, a package that has it, and how far the proof went."""

    outcome: Outcome
    package: Package | None
    sums: tuple[int, ...]
    """Sum of the 1, 2, … smallest values, each the largest possible given those before."""


def leximin(model: PackageModel, values: Sequence[Any], highest: int) -> Leximin:
    """Maximise the sorted values lexicographically; leaves `model` restricted to the optima.

    Parameters
    ----------
    model : PackageModel
    values : sequence of solver expressions
        Whole numbers from 0 to `highest`; larger is better; comparable with each other.
    highest : int
        No value is larger.
    """
    sums: list[int] = []
    answer = Answer(Outcome.INFEASIBLE)
    n_values = len(values)
    for k in range(1, n_values + 1):
        worst = _sum_of_smallest(model, values, k, highest)
        best = model.maximum(worst)
        if best.package is None or best.objective is None:
            return Leximin(best.outcome, answer.package, tuple(sums))
        answer = best
        if best.outcome is Outcome.STOPPED:
            return Leximin(Outcome.STOPPED, best.package, tuple(sums))
        sums.append(best.objective)
        model.model.add(worst >= best.objective)
    return Leximin(Outcome.OPTIMAL, answer.package, tuple(sums))


def _sum_of_smallest(model: PackageModel, values: Sequence[Any], k: int, highest: int) -> Any:
    if k == len(values):
        return sum(values)
    threshold = model.model.new_int_var(0, highest, f"t{k}")
    if k == 1:
        for value in values:
            model.model.add(threshold <= value)
        return threshold
    shortfalls = [model.model.new_int_var(0, highest, f"d{k}_{i}") for i in range(len(values))]
    for shortfall, value in zip(shortfalls, values, strict=True):
        model.model.add(shortfall >= threshold - value)
    return k * threshold - sum(shortfalls)


def sums_of_smallest(values: Sequence[int]) -> tuple[int, ...]:
    """Sum of the 1, 2, … smallest values."""
    total, sums = 0, []
    for value in sorted(values):
        total += value
        sums.append(total)
    return tuple(sums)
