"""Leximin: first the worst-off as well off as can be, then the next, exactly.

The worst-off's best is found first. Usually few vectors of gains reach it, and they are listed
and compared one by one. Where there are many, cumulated ordered sums [ogryczak2006]_ decide: the
sum of the ``k`` smallest of the values ``v`` is the largest ``k*t - sum(d)`` with
``d[i] >= t - v[i]`` and ``d[i] >= 0``, which is linear, so it is maximised for one ``k`` after the
other, with whole numbers throughout.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from onetext.bargaining.rules import Package
from onetext.bargaining.solver import Outcome, PackageModel
from onetext.bargaining.ties import packages_behind, remaining_gains

_FEW = 4
"""Up to so many vectors that reach the worst-off's best are compared one by one."""

Key = Callable[[Sequence[int]], tuple[Any, ...]]


@dataclass(frozen=True)
class Leximin:
    """The packages with the best sorted values, the best values, and how far the proof went."""

    outcome: Outcome
    packages: tuple[Package, ...]
    is_complete: bool
    top: tuple[Any, ...]


def leximin(
    model: PackageModel,
    values: Sequence[Any],
    highest: int,
    *,
    floors: Callable[[int], Sequence[int]],
    key: Key,
    limit: int,
    exact_values: Callable[[], tuple[Sequence[Any], int]] | None = None,
) -> Leximin:
    """Maximise the sorted values lexicographically and return all packages that reach the best.

    Parameters
    ----------
    model : PackageModel
    values : sequence of solver expressions
        Whole numbers from 0 to `highest`; larger is better; comparable with each other.
    highest : int
        No value is larger.
    floors : callable
        Takes the best smallest value; returns the least gain of each party that reaches it.
    key : callable
        Takes a vector of gains; returns its values, sorted from the smallest, exactly.
    limit : int
        The most packages to return.
    exact_values : callable, optional
        Returns values, and their highest, that tell any two gains apart; `values` by default,
        which may be coarser as long as `floors` goes by them.
    """
    worst = _sum_of_smallest(model, values, 1, highest)
    first = model.maximum(worst)
    if first.package is None or first.objective is None or first.outcome is Outcome.STOPPED:
        found = () if first.package is None else (first.package,)
        return Leximin(first.outcome, found, False, ())
    for variable, floor in zip(model.gains, floors(first.objective), strict=True):
        model.model.add(variable >= floor)
    is_listing = model.model.new_bool_var("listing")
    vectors, is_all = remaining_gains(model, first.package, _FEW, only_if=is_listing)
    if not is_all:
        model.model.add(is_listing == 0)
        finer = (values, highest) if exact_values is None else exact_values()
        return _by_sums(model, *finer, key, limit)
    return _best_of(model, vectors, key, limit, is_all=True)


def _best_of(
    model: PackageModel,
    vectors: Sequence[Sequence[int]],
    key: Key,
    limit: int,
    *,
    is_all: bool,
) -> Leximin:
    top = max(map(key, vectors))
    best = [gains for gains in vectors if key(gains) == top]
    packages, is_complete = packages_behind(model, best, limit, is_all)
    return Leximin(Outcome.OPTIMAL, tuple(packages), is_complete, top)


def _by_sums(
    model: PackageModel, values: Sequence[Any], highest: int, key: Key, limit: int
) -> Leximin:
    package: Package | None = None
    for k in range(1, len(values) + 1):
        sums = _sum_of_smallest(model, values, k, highest)
        best = model.maximum(sums)
        if best.package is None or best.objective is None or best.outcome is Outcome.STOPPED:
            found = best.package or package
            return Leximin(Outcome.STOPPED, () if found is None else (found,), False, ())
        package = best.package
        model.model.add(sums >= best.objective)
    if package is None:
        return Leximin(Outcome.STOPPED, (), False, ())
    vectors, is_all = remaining_gains(model, package, limit)
    return _best_of(model, vectors, key, limit, is_all=is_all)


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
