"""What is measured of bargaining, beside NegMAS."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from bargaining_talks import (
    partly_opposed,
    random_additive,
    sixty_demands_with_floors,
    sixty_red_lines,
    with_rules,
)
from work import Peer, Work

from onetext.bargaining import (
    Scenario,
    analysis,
    egalitarian_solution,
    kalai_smorodinsky_solution,
    nash_solution,
    pareto_frontier,
    smallest_conflicting_sets,
    utilitarian_solution,
)

SOLVERS = (
    nash_solution,
    kalai_smorodinsky_solution,
    egalitarian_solution,
    utilitarian_solution,
)

PEER = "bargaining_peer.py"


def _analysed(n_parties: int) -> Callable[[], Any]:
    scenario = random_additive(n_parties)
    analysis(scenario)  # libraries are loaded once, before the clock
    return lambda: analysis(scenario)


def _frontier(draw: Callable[[], Scenario]) -> Callable[[], Any]:
    scenario = draw()
    pareto_frontier(random_additive(scenario.n_parties, 3, 3))
    return lambda: pareto_frontier(scenario)


def _solution(method: Callable[[Scenario], Any], *sizes: int) -> Callable[[], Any]:
    scenario = with_rules(*sizes)
    nash_solution(with_rules(5, 2, 1))
    return lambda: method(scenario)


def _conflicts(draw: Callable[[], Any]) -> Callable[[], Any]:
    scenario, demands = draw()
    nash_solution(with_rules(5, 2, 1))
    return lambda: smallest_conflicting_sets(scenario, demands)


def _n_points(found: Any) -> str:
    return f"{len(found):,} points"


def _sets(found: Any) -> str:
    extent = "all" if found.is_complete else f"all with at most {found.complete_up_to} members"
    return f"{len(found.sets)} sets, {extent}"


def _enumerated(n_parties: int) -> dict[str, Any]:
    return {"kind": "enumerate", "n_parties": n_parties, "n_points": 6, "n_options": 10, "seed": 1}


def _opposed() -> Scenario:
    return partly_opposed(2, opposition=1.0, total=1.0, whole=False)


def _sampled() -> dict[str, Any]:
    return {"kind": "mobanos", "scores": [table.tolist() for table in _opposed().scores]}


def _works() -> Iterator[Work]:
    for n_parties, goal in ((2, "≥ 2,000 times, ≤ 1/3 of the memory"), (3, "≥ 500"), (5, "≥ 500")):
        yield Work(
            f"frontier and four solutions, {n_parties} parties, 10^6 outcomes",
            goal,
            partial(_analysed, n_parties),
            peer=Peer("NegMAS", PEER, partial(_enumerated, n_parties)),
        )
    yield Work(
        "exact frontier, 28 × 5, 2 opposed parties, real scores",
        "≥ 2,000 times",
        partial(_frontier, _opposed),
        _n_points,
        Peer("NegMAS MOBANOS", PEER, _sampled),
    )
    whole = {"opposition": 0.5, "whole": True}
    real = {"opposition": 0.95, "total": 1.0, "whole": False, "even": True}
    for name, draw, goal in (
        (
            "3 parties, whole scores to 1,000",
            partial(partly_opposed, 3, total=1000, **whole),
            "0.5 s",
        ),
        ("3 parties, real scores", partial(partly_opposed, 3, **real), "4 s"),
        (
            "4 parties, whole scores to 100",
            partial(partly_opposed, 4, total=100, **whole),
            "8 s, 2 GB",
        ),
    ):
        yield Work(
            f"exact frontier, 28 × 5, {name}", f"≤ {goal}", partial(_frontier, draw), _n_points
        )
    for name, sizes, goals in (
        ("28 × 5, 8 parties, 20 rules", (28, 8, 20), ("1 s", "4 s", "4 s", "0.5 s")),
        ("100 × 5, 5 parties", (100, 5, 0), ("15 s in all",) * 4),
    ):
        for method, goal in zip(SOLVERS, goals, strict=True):
            yield Work(
                f"{method.__name__}, {name}",
                f"≤ {goal}",
                partial(_solution, method, *sizes),
                lambda found: str(found.status),
            )
    for name, drawn in (
        ("60 red lines", sixty_red_lines),
        ("60 demands, 5 of them floors", sixty_demands_with_floors),
    ):
        yield Work(
            f"smallest conflicting sets, {name}, 28 × 5, 20 rules",
            "≤ 5 s",
            partial(_conflicts, drawn),
            _sets,
        )


WORKS = tuple(_works())
