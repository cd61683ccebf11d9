r"""How large an all-sign share any package could have: an upper bound with confidence.

For any number *m*, the best package of *m* draws is accepted in at least as large a share of them,
on the mean, as any one package is of all draws: one package has to serve all draws at once, the
best of *m* may be chosen anew [mak1999]_. With *m* = 1 this is the share of draws whose zone of
agreement is not proved empty (`onetext.preferences.zone`). The bound falls with *m*, and the work
grows: over thousands of draws the exact best package is out of reach, over twelve it is found in
a fraction of a second. So many groups of twelve are solved, each exactly or to the solver's own
bound, and their mean is published with two standard errors on top.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onetext.mediation.criteria import equally_weighted
from onetext.preferences.acceptability import share_of
from onetext.preferences.draws import Draws
from onetext.preferences.zone import may_have_zone, open_to_all

GROUP = 12
MOST_GROUPS = 24
_ERRORS = 2.0
_SCALE = 10**6
_TIME_LIMIT = 0.25
"""The solver's deterministic seconds per group; what is then not settled counts as reachable."""


@dataclass(frozen=True, slots=True)
class Bound:
    """No package has a larger all-sign share than `value`, but for chance.

    Parameters
    ----------
    value : float
        The smaller of `zone` and `mean`, each with two standard errors on top.
    zone : float
        Share of draws whose zone is not proved empty: the bound with *m* = 1.
    mean : float or None
        Mean over the groups of the best share any package reaches in a group; None if no group
        was solved.
    error : float or None
        One standard error of the mean.
    """

    value: float
    zone: float
    mean: float | None = None
    error: float | None = None


def share_bound(draws: Draws, rng: np.random.Generator, *, most_groups: int = 0) -> Bound:
    """Return an upper bound on the all-sign share of any package, rules kept or not.

    Parameters
    ----------
    draws : Draws
    rng : Generator
        Puts the draws into groups.
    most_groups : int
        0: the bound with *m* = 1 alone, in a twentieth of a second. `MOST_GROUPS` take some
        seconds; four times as many halve the error, and take four times as long.
    """
    possible = may_have_zone(draws)
    zone = share_of(possible, draws.likelihood)
    value = min(1.0, zone.share + _ERRORS * zone.error)
    alike = equally_weighted(draws, draws.n_draws, rng)
    picked = rng.permutation(alike)[: GROUP * most_groups]
    groups = picked[: len(picked) // GROUP * GROUP].reshape(-1, GROUP)
    if len(groups) < 2:
        return Bound(value, zone.share)
    free = open_to_all(draws)
    best = np.array([_best_count(draws, group[possible[group]], free) for group in groups])
    mean = float(best.mean()) / GROUP
    error = float(best.std(ddof=1)) / GROUP / math.sqrt(len(groups))
    return Bound(min(value, mean + _ERRORS * error), zone.share, mean, error)


def _best_count(draws: Draws, group: NDArray[np.int64], free: NDArray[np.bool_]) -> int:
    """In how many draws of a group any one package is accepted by all; never too few.

    Gains are rounded up and no-agreement values down to whole numbers.
    """
    if len(group) < 2:
        return len(group)
    from ortools.sat.python import cp_model

    model = cp_model.CpModel()
    chosen = [[model.new_bool_var("") for _ in range(n)] for n in draws.record.space.n_options]
    for options in chosen:
        model.add_exactly_one(options)
    served = [model.new_bool_var("") for _ in group]
    for draw, serves in zip(group, served, strict=True):
        _serve(model, draws, int(draw), chosen, serves, free[draw])
    model.maximize(sum(served))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 1
    solver.parameters.max_deterministic_time = _TIME_LIMIT
    status = solver.solve(model)
    if status == cp_model.UNKNOWN:
        return len(group)
    return min(len(group), int(solver.best_objective_bound + 1e-6))


def _serve(
    model: Any,
    draws: Draws,
    draw: int,
    chosen: list[list[Any]],
    serves: Any,
    free: NDArray[np.bool_],
) -> None:
    """If a draw is served, no red line is crossed in it and every party has its no agreement."""
    open_choices = [
        (point, option, variable)
        for point, options in enumerate(chosen)
        for option, variable in enumerate(options)
        if free[point, option]
    ]
    for point, options in enumerate(chosen):
        for option, variable in enumerate(options):
            if not free[point, option]:
                model.add_implication(serves, ~variable)
    for gains, floor in zip(draws.gains[:, draw], draws.reservation[:, draw], strict=True):
        worth = [math.ceil(float(gains[p, o]) * _SCALE) for p, o, _ in open_choices]
        total = sum(w * v for w, (_, _, v) in zip(worth, open_choices, strict=True))
        model.add(total >= math.floor(float(floor) * _SCALE)).only_enforce_if(serves)
