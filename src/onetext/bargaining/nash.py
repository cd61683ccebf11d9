"""The Nash bargaining solution: the largest product of gains over no agreement."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from onetext.bargaining.results import Certificate, Solution
from onetext.bargaining.rules import Package
from onetext.bargaining.scenario import Scenario
from onetext.bargaining.solver import Answer, Outcome, PackageModel
from onetext.bargaining.ties import (
    DEFAULT_LIMIT,
    packages_behind,
    remaining_gains,
    solution_of,
    solution_without_zone,
)

METHOD = "nash"

_FINEST = 10**6
"""Logarithms are whole multiples of one over this, or of less where gains are huge."""

_ROOM = 2**60
"""No product of a coefficient and a bound exceeds this inside the solver."""

_SLACK = 8
"""Rounding, per party, of a logarithm written as a whole number and bounded from above."""


def nash_solution(
    scenario: Scenario, *, limit: int = DEFAULT_LIMIT, time_limit: float | None = None
) -> Solution:
    r"""Find the packages that maximise the product of gains over no agreement.

    Maximises :math:`\prod_i (u_i(x) - r_i)` over the packages :math:`x` with
    :math:`u_i(x) > r_i` for every party :math:`i` [nash1950]_.

    Parameters
    ----------
    scenario : Scenario
        Each party's scores on its own interval scale: the answer does not change if one party's
        scores and reservation value are multiplied by a positive number or shifted.
    limit : int
        The most tied packages to list.
    time_limit : float or None
        Solver's deterministic seconds; None: until proved.

    Returns
    -------
    Solution
        ``value`` is the product. The definition asks for a package strictly better than no
        agreement for every party. Where none is, though some are as good for every party, all
        products are 0 and it chooses nothing: the status is `Status.NO_COMMON_GAIN`. Where not
        even that is so it is `Status.NO_ZONE`. Where not every gain vector near the best could
        be compared (`limit`, `time_limit`), the certificate says beyond which product there is
        none: more than `value` by a hundred-thousandth or so.

    Notes
    -----
    The logarithm of a gain is bounded from above by its tangents at whole numbers, added where
    the solver's answers need them. Products are compared as whole numbers, never rounded: all
    gains whose bounded logarithms reach the best product's are looked at one by one.
    """
    model = PackageModel(scenario, time_limit=time_limit)
    if any(model.largest_gain(party) < 1 for party in range(scenario.n_parties)):
        return solution_without_zone(METHOD, scenario, needs_strict_gain=True)
    logs = _Logarithms(model)
    best, answer = _best_product(model, logs)
    if answer.outcome is Outcome.INFEASIBLE and best is None:
        return solution_without_zone(METHOD, scenario, needs_strict_gain=True)
    if best is None or answer.outcome is Outcome.STOPPED:
        return _stopped(model, best)
    packages, is_complete, is_compared = _all_optimal(model, logs, best, limit)
    gains = model.whole_gains(packages[0])
    product = math.prod(gains) / model.numbers.scale**scenario.n_parties
    return solution_of(
        METHOD,
        model,
        packages,
        value=(product,),
        is_complete=is_complete,
        certificate=(_certificate if is_compared else _bound)(model, logs, gains, product),
    )


class _Logarithms:
    """One variable per party, at most the logarithm of its gain times `unit`."""

    def __init__(self, model: PackageModel) -> None:
        self._model = model
        largest = max(model.largest_gain(party) for party in range(len(model.gains)))
        self.unit = min(_FINEST, _ROOM // (largest * (largest.bit_length() + 1)))
        self._touched: list[set[int]] = []
        self.variables: list[Any] = []
        for party, gain in enumerate(model.gains):
            most = model.largest_gain(party)
            model.model.add(gain >= 1)
            self.variables.append(
                model.model.new_int_var(0, math.ceil(math.log(most) * self.unit) + 1, "")
            )
            self._touched.append(set())
            for start in {1, most, *_powers(most)}:
                self._touch(party, start)

    def touch(self, gains: Sequence[int]) -> None:
        """Make the bounds tight at these gains."""
        for party, gain in enumerate(gains):
            self._touch(party, gain)

    def _touch(self, party: int, at: int) -> None:
        if at in self._touched[party]:
            return
        self._touched[party].add(at)
        # log(g) <= log(at) - 1 + g/at, times `at` to stay in whole numbers
        constant = math.ceil(at * (math.log(at) - 1) * self.unit) + 1
        variable, gain = self.variables[party], self._model.gains[party]
        self._model.model.add(at * variable <= self.unit * gain + constant)


def _powers(most: int) -> list[int]:
    return [2**k for k in range(1, most.bit_length())]


def _best_product(model: PackageModel, logs: _Logarithms) -> tuple[Package | None, Answer]:
    """Maximise the bounded logarithms until the bound and the best package found meet."""
    total = sum(logs.variables)
    best: Package | None = None
    largest = 0
    while True:
        answer = model.maximum(total)
        if answer.package is None or answer.objective is None:
            return best, answer
        gains = model.whole_gains(answer.package)
        if math.prod(gains) > largest:
            best, largest = answer.package, math.prod(gains)
        if answer.outcome is Outcome.STOPPED:
            return best, answer
        if answer.objective <= _log(largest, logs.unit) + _SLACK * len(gains):
            return best, answer
        logs.touch(gains)


def _log(product: int, unit: int) -> int:
    return math.floor(math.log(product) * unit)


def _all_optimal(
    model: PackageModel, logs: _Logarithms, best: Package, limit: int
) -> tuple[list[Package], bool, bool]:
    """Look at every gain vector whose bounded logarithms reach the best product's.

    Returns the packages, whether they are all, and whether every such vector was looked at.
    """
    floor = _log(math.prod(model.whole_gains(best)), logs.unit)
    model.model.add(sum(logs.variables) >= floor - _SLACK * model.scenario.n_parties)
    vectors, is_all = remaining_gains(model, best, limit, logs.touch)
    largest = max(map(math.prod, vectors))
    optimal = [gains for gains in vectors if math.prod(gains) == largest]
    return (*packages_behind(model, optimal, limit, is_all), is_all)


def _bound(
    model: PackageModel, logs: _Logarithms, gains: Sequence[int], product: float
) -> Certificate:
    """Say what the bound alone shows: a whole logarithm may be short of the true one by a unit."""
    most = product * math.exp((_SLACK + 1) * len(gains) / logs.unit)
    return Certificate(
        f"no package's gains multiply to more than {most:.9g}; those found do to {product:.9g}",
        "logarithms of gains, bounded from above by tangents, have a largest sum; not every gain "
        "vector that near could be compared, by the time or number asked for",
        {
            "upper_bound": most,
            "product_in_whole_numbers": str(math.prod(gains)),
            "gains_in_whole_numbers": list(gains),
            "scale": model.numbers.scale,
        },
    )


def _certificate(
    model: PackageModel, _logs: _Logarithms, gains: Sequence[int], product: float
) -> Certificate:
    return Certificate(
        f"no package's gains multiply to more than {product:.9g}",
        "every gain vector whose logarithms, bounded from above by tangents, reach the best "
        "product's was compared as a product of whole numbers; the solver found no other",
        {
            "product_in_whole_numbers": str(math.prod(gains)),
            "gains_in_whole_numbers": list(gains),
            "scale": model.numbers.scale,
        },
    )


def _stopped(model: PackageModel, package: Package | None) -> Solution:
    return solution_of(
        METHOD,
        model,
        () if package is None else (package,),
        value=(),
        is_complete=False,
        certificate=Certificate("nothing is proved", "the solver ran out of its time limit"),
        is_proved=False,
    )
