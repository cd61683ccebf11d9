"""Demands with switches: which of them have to be dropped so that the others can be met."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from onetext.bargaining.demands import Demand
from onetext.bargaining.descent import Descent
from onetext.bargaining.rules import Package
from onetext.bargaining.scenario import Scenario
from onetext.bargaining.solver import PackageModel
from onetext.bargaining.whole_numbers import WholeScores


class DemandModel:
    """A package model in which every demand may be dropped by its switch."""

    def __init__(self, scenario: Scenario, demands: Sequence[Demand]) -> None:
        self._model = PackageModel(scenario, within_zone=False)
        self.demands = tuple(demands)
        self._dropped = [self._model.model.new_bool_var(f"dropped{d}") for d in range(len(demands))]
        self._floors: list[list[tuple[int, int]]] = []
        for switch, demand in zip(self._dropped, demands, strict=True):
            self._model.forbid(sorted(demand.forbids), unless=switch)
            self._floors.append(
                [(i, whole_floor(self._model, i, least)) for i, least in demand.floors]
            )
            for party, gain in self._floors[-1]:
                self._model.model.add_bool_or([self._model.at_least(party, gain), switch])
            self._model.model.add_hint(switch, 0)

    def fewest_dropped(self, keeping: Sequence[int] = ()) -> tuple[tuple[int, ...], Package] | None:
        """Return the fewest demands that have to be dropped while `keeping` these, or None.

        Together with a package that meets all the others.
        """
        answer = self._model.fewest_true(self._dropped, [self._dropped[d] for d in keeping])
        if answer is None:
            return None
        package, dropped = answer
        return tuple(d for d, is_dropped in enumerate(dropped) if is_dropped), package

    def package_meeting(self, kept: Iterable[int]) -> Package | None:
        """Return any package that meets these demands, or None if there is none."""
        return self._model.package_without([self._dropped[d] for d in kept])

    def unmet(self, package: Package) -> tuple[int, ...]:
        """Return the demands a package does not meet, rising."""
        gains = self._model.whole_gains(package)
        choices = set(enumerate(package))
        return tuple(
            d
            for d, (demand, floors) in enumerate(zip(self.demands, self._floors, strict=True))
            if choices & demand.forbids or any(gains[party] < least for party, least in floors)
        )

    def descent(self) -> Descent:
        """Return the quick way from a package to one that meets more."""
        reservation = self._model.numbers.reservation.tolist()
        least = [
            (d, party, gain + reservation[party])
            for d, floors in enumerate(self._floors)
            for party, gain in floors
        ]
        return Descent(self._model.scenario, self.demands, least, self._model.numbers)

    def keep_one_of(self, members: Sequence[int]) -> None:
        """From now on, do not drop all of these together."""
        self._model.model.add_bool_or([self._dropped[d].negated() for d in members])


def whole_floor(model: PackageModel, party: int, least: float) -> int:
    """Return a floor on utility as the least whole-number gain that reaches it."""
    numbers: WholeScores = model.numbers
    slack = 1e-9 * max(1.0, abs(least * numbers.scale))  # a floor of 0.3 is 3 tenths, not 4
    return math.ceil(least * numbers.scale - slack) - int(numbers.reservation[party])
