"""How cost grows with points and with parties: a plot, the table beside it, and the reason.

    python benchmarks/growth.py --folder docs/bargaining [--seconds 20]

Writes growth.svg and growth.md. Each piece of work stops after about so many seconds of CPU and is
then shown as not finished.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import vl_convert
from bargaining import SOLVERS
from bargaining_talks import with_rules
from growth_page import growth_page, growth_spec

from onetext.bargaining import Scenario, Status, pareto_frontier

POINTS = (5, 10, 20, 28, 50, 100, 200)
PARTIES = (2, 3, 4, 5, 6, 8)
N_PARTIES, N_POINTS = 3, 28
"""What stands still while the other grows."""

MEMORY = 2_000_000_000


class TimeIsUp(Exception):
    """Raised between two merges."""


def measured(seconds: float) -> Iterator[dict[str, Any]]:
    """One row per work, number of points and number of parties."""
    for method in SOLVERS:
        method(with_rules(5, 2, 1))  # libraries are loaded once, before the clock
    pareto_frontier(with_rules(5, 3, 0))
    sizes = [("points", n, N_PARTIES) for n in POINTS] + [("parties", N_POINTS, n) for n in PARTIES]
    for grows, n_points, n_parties in sizes:
        n_rules = round(n_points * 5 / 7)  # 20 for 28 points
        for name, work in _works(n_points, n_parties, n_rules, seconds):
            start = time.process_time()
            found = work()
            took = time.process_time() - start
            print(f"{n_points} points, {n_parties} parties, {name}: {took:.3g}", file=sys.stderr)
            yield {
                "grows": grows,
                "n": n_points if grows == "points" else n_parties,
                "work": name,
                "seconds": took,
                "finished": found is not None and found.status is not Status.STOPPED,
                "n_frontier": len(found) if found is not None and name == "frontier" else None,
            }


def _works(
    n_points: int, n_parties: int, n_rules: int, seconds: float
) -> Iterator[tuple[str, Callable[[], Any]]]:
    yield "frontier", partial(_frontier, with_rules(n_points, n_parties, 0), seconds)
    scenario = with_rules(n_points, n_parties, n_rules)
    for method in SOLVERS:
        name = method.__name__.removesuffix("_solution").replace("_", "-")
        yield name, partial(method, scenario, time_limit=seconds)


def _frontier(scenario: Scenario, seconds: float) -> Any:
    start = time.process_time()

    def watch(done: int, of: int) -> None:
        if time.process_time() - start > seconds:
            raise TimeIsUp

    try:
        return pareto_frontier(scenario, memory=MEMORY, watch=watch)
    except TimeIsUp:
        return None


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--seconds", type=float, default=20)
    given = parser.parse_args()
    rows = list(measured(given.seconds))
    svg = vl_convert.vegalite_to_svg(growth_spec(rows))
    (given.folder / "growth.svg").write_text(svg + "\n", encoding="utf-8")
    page = growth_page(rows, given.seconds)
    (given.folder / "growth.md").write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
