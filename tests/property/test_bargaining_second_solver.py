"""Another solver, which shares no code with ours, reaches the same optima: SCIP by PySCIPOpt.

Scores, rules and reservation values are written into it once more, from their definitions.
"""

from __future__ import annotations

import numpy as np
import pytest

from onetext.bargaining import (
    AtMost,
    Excludes,
    IfThen,
    Requires,
    Scenario,
    Status,
    egalitarian_solution,
    kalai_smorodinsky_solution,
    satisfaction_solution,
    utilitarian_solution,
)

pyscipopt = pytest.importorskip("pyscipopt", reason="PySCIPOpt is not installed")

INFEASIBLE = None


def random_talks(seed):
    rng = np.random.default_rng(seed)
    n_points, n_parties = int(rng.integers(6, 9)), int(rng.integers(2, 6))
    scores = [rng.integers(0, 50, (3, n_parties)) for _ in range(n_points)]

    def choice():
        return int(rng.integers(n_points)), int(rng.integers(3))

    rules = []
    for _ in range(2):
        rules += [
            Excludes((choice(), choice())),
            Requires((choice(),), (choice(),)),
            IfThen((choice(), choice()), (choice(), choice())),
            AtMost(1, (choice(), choice(), choice())),
        ]
    middle = sum(table.mean(axis=0) for table in scores)
    return Scenario.of(scores, (middle * rng.uniform(0.9, 1.15)).astype(int), rules=rules)


class Scip:
    """The scenario as SCIP sees it: one binary per choice, rules as sums of binaries."""

    def __init__(self, scenario, *, within_zone=True):
        self.model = model = pyscipopt.Model()
        model.hideOutput()
        self.x = [[model.addVar(vtype="B") for _ in range(n)] for n in scenario.space.n_options]
        for row in self.x:
            model.addCons(pyscipopt.quicksum(row) == 1)
        for rule in scenario.space.rules:
            self.keep(rule)
        self.utility = [
            pyscipopt.quicksum(
                int(table[o, i]) * x
                for table, row in zip(scenario.scores, self.x, strict=True)
                for o, x in enumerate(row)
            )
            for i in range(scenario.n_parties)
        ]
        self.reservation = scenario.reservation.tolist()
        if within_zone:
            for worth, least in zip(self.utility, self.reservation, strict=True):
                model.addCons(worth >= least)

    def made(self, choices):
        return pyscipopt.quicksum(self.x[p][o] for p, o in dict.fromkeys(choices))

    def keep(self, rule):
        add, n = self.model.addCons, lambda choices: len(dict.fromkeys(choices))
        if isinstance(rule, Excludes):
            add(self.made(rule.together) <= n(rule.together) - 1)
        elif isinstance(rule, AtMost):
            add(pyscipopt.quicksum(self.x[p][o] for p, o in rule.among) <= rule.k)
        elif isinstance(rule, Requires):
            for then in rule.then:
                add(self.made(rule.when) - n(rule.when) + 1 <= self.made((then,)))
        else:
            add(self.made(rule.when) - n(rule.when) + 1 <= self.made(rule.then_any))

    def largest(self, objective):
        self.model.setObjective(objective, "maximize")
        self.model.optimize()
        if self.model.getStatus() == "infeasible":
            return INFEASIBLE
        assert self.model.getStatus() == "optimal"
        return self.model.getObjVal()

    def largest_of(self, party):
        return self.largest(self.utility[party])

    def smallest_of(self, party):
        largest = self.largest(-1 * self.utility[party])
        return INFEASIBLE if largest is INFEASIBLE else -largest

    def largest_least(self, values):
        least = self.model.addVar(lb=None)
        for value in values:
            self.model.addCons(least <= value)
        return self.largest(least)


SEEDS = range(6)


def test_some_of_the_random_talks_have_a_zone_and_some_have_none():
    found = {utilitarian_solution(random_talks(seed)).status for seed in SEEDS}
    assert found == {Status.PROVED, Status.NO_ZONE}


@pytest.mark.parametrize("seed", SEEDS)
def test_utilitarian(seed):
    scenario = random_talks(seed)
    scip = Scip(scenario)
    theirs = scip.largest(pyscipopt.quicksum(scip.utility))
    ours = utilitarian_solution(scenario)
    assert (ours.status is Status.PROVED) == (theirs is not INFEASIBLE)
    if ours.value:
        assert ours.value[0] == pytest.approx(theirs)


@pytest.mark.parametrize("seed", SEEDS)
def test_egalitarian_least_gain(seed):
    scenario = random_talks(seed)
    scip = Scip(scenario)
    gains = [u - r for u, r in zip(scip.utility, scip.reservation, strict=True)]
    theirs = scip.largest_least(gains)
    ours = egalitarian_solution(scenario)
    assert (ours.status is Status.PROVED) == (theirs is not INFEASIBLE)
    if ours.value:
        assert ours.value[0] == pytest.approx(theirs)


@pytest.mark.parametrize("seed", SEEDS)
def test_kalai_smorodinsky_least_share(seed):
    scenario = random_talks(seed)
    best = [Scip(scenario).largest_of(i) for i in range(scenario.n_parties)]
    ours = kalai_smorodinsky_solution(scenario)
    assert (ours.status is Status.PROVED) == (INFEASIBLE not in best)
    if not ours.value:
        return
    scip = Scip(scenario)
    room = [top - r for top, r in zip(best, scip.reservation, strict=True)]
    shares = [
        (u - r) * (1 / w)
        for u, r, w in zip(scip.utility, scip.reservation, room, strict=True)
        if w > 0.5
    ]
    assert ours.value[0] == pytest.approx(scip.largest_least(shares), abs=1e-6)


@pytest.mark.parametrize("seed", SEEDS)
def test_largest_least_satisfaction(seed):
    scenario = random_talks(seed)
    parties = range(scenario.n_parties)
    best = [Scip(scenario, within_zone=False).largest_of(i) for i in parties]
    worst = [Scip(scenario, within_zone=False).smallest_of(i) for i in parties]
    ours = satisfaction_solution(scenario)
    assert (ours.status is Status.PROVED) == (INFEASIBLE not in best)
    if not ours.value:
        return
    scip = Scip(scenario, within_zone=False)
    places = [
        (u - low) * (1 / (high - low))
        for u, low, high in zip(scip.utility, worst, best, strict=True)
        if high - low > 0.5
    ]
    assert ours.value[0] == pytest.approx(scip.largest_least(places), abs=1e-6)
