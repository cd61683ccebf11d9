"""Measure bargaining beside NegMAS: CPU seconds (process_time), medians, ratios, one table.

    python benchmarks/bargaining.py [--peer PYTHON] [--repeat 5] [--json FILE] [--page FILE]

``--peer`` is the interpreter of a throw-away environment that has negmas. Without it the peer's
column is empty. Machines differ and are shared: compare ratios of one run, not seconds.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np

from onetext.bargaining import (
    AtMost,
    Excludes,
    IfThen,
    Requires,
    Scenario,
    analysis,
    egalitarian_solution,
    kalai_smorodinsky_solution,
    nash_solution,
    pareto_frontier,
    red_line,
    smallest_conflicting_sets,
    utilitarian_solution,
)

SOLVERS = (
    nash_solution,
    kalai_smorodinsky_solution,
    egalitarian_solution,
    utilitarian_solution,
)


def random_additive(n_parties: int, n_points: int = 6, n_options: int = 10) -> Scenario:
    """The same numbers as the peer draws."""
    rng = random.Random(1)
    of_party = [
        [[rng.random() for _ in range(n_options)] for _ in range(n_points)]
        for _ in range(n_parties)
    ]
    return Scenario.of(np.moveaxis(np.array(of_party), 0, 2))


def partly_opposed(
    n_parties: int, *, opposition: float, total: float, whole: bool, even: bool = False
) -> Scenario:
    """28 points of 5 options; the second party wants, to that degree, what the first does not."""
    rng = np.random.default_rng(0)
    n_points, n_options = 28, 5
    weights = np.full((n_parties, n_points), 1 / n_points)
    if not even:
        weights = rng.dirichlet(np.ones(n_points), size=n_parties)
    tables = []
    for point in range(n_points):
        worth = rng.random((n_options, n_parties))
        worth[:, 1] = (1 - opposition) * worth[:, 1] + opposition * (1 - worth[:, 0])
        worth = (worth - worth.min(axis=0)) / np.ptp(worth, axis=0)
        scores = worth * weights[:, point] * total
        tables.append(np.rint(scores).astype(int) if whole else scores)
    return Scenario.of(tables)


def with_rules(n_points: int, n_parties: int, n_rules: int, seed: int = 0) -> Scenario:
    """Whole-number scores that sum to about 1,000 per party, reservation 300."""
    rng = np.random.default_rng(seed)
    weights = rng.dirichlet(np.ones(n_points), size=n_parties)
    tables = []
    for point in range(n_points):
        worth = rng.random((5, n_parties))
        worth = (worth - worth.min(axis=0)) / np.ptp(worth, axis=0)
        tables.append(np.rint(worth * weights[:, point] * 1000).astype(int))
    rules = [_rule(rng, n_points, number % 4) for number in range(n_rules)]
    return Scenario.of(tables, [300] * n_parties, rules=rules)


def _rule(rng: np.random.Generator, n_points: int, kind: int) -> Any:
    a, b, c, d = (int(p) for p in rng.choice(n_points, 4, replace=False))
    x, y = (int(o) for o in rng.integers(0, 5, 2))
    if kind == 0:
        return Excludes(((a, x), (b, y)))
    if kind == 1:
        return Requires(((a, x),), ((b, y),))
    if kind == 2:
        return IfThen(((a, x),), ((b, y), (b, (y + 1) % 5)))
    return AtMost(2, ((a, x), (b, y), (c, x), (d, y)))


def sixty_demands() -> tuple[Scenario, list[Any]]:
    scenario = with_rules(28, 2, 20)
    rng = np.random.default_rng(1)
    demands = []
    for number in range(60):
        point = int(rng.integers(28))
        ruled_out = rng.choice(5, 3, replace=False)
        demands.append(red_line(f"d{number}", {(point, int(o)) for o in ruled_out}))
    return scenario, demands


def median_seconds(work: Callable[[], Any], repeat: int) -> tuple[float, Any]:
    """CPU seconds of this process, median over the repetitions, and the last result."""
    seconds, result = [], None
    for _ in range(repeat):
        start = time.process_time()
        result = work()
        seconds.append(time.process_time() - start)
    return statistics.median(seconds), result


def peer_seconds(python: str | None, n_parties: int, repeat: int) -> tuple[float, float] | None:
    """CPU seconds and megabytes of NegMAS on 10^6 outcomes."""
    if python is None:
        return None
    task = {"n_parties": n_parties, "n_points": 6, "n_options": 10, "seed": 1}
    script = Path(__file__).with_name("bargaining_peer.py")
    found = []
    for _ in range(repeat):
        run = subprocess.run(
            [python, str(script)],
            input=json.dumps(task),
            text=True,
            capture_output=True,
            check=False,
        )
        if run.returncode:
            print(run.stderr[-800:], file=sys.stderr)
            return None
        found.append(json.loads(run.stdout))
    return (
        statistics.median(row["seconds"] for row in found),
        statistics.median(row["megabytes"] for row in found),
    )


def megabytes() -> float:
    """Peak memory of this process so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def rows(python: str | None, repeat: int, peer_repeat: int) -> Iterator[dict[str, Any]]:
    for n_parties, goal in ((2, 2000), (3, 500), (5, 500)):
        scenario = random_additive(n_parties)
        analysis(scenario)
        ours, _ = median_seconds(lambda s=scenario: analysis(s), max(repeat, 25))
        row = {
            "work": f"frontier and four solutions, {n_parties} parties, 10^6 outcomes",
            "seconds": ours,
            "megabytes": megabytes(),
            "goal": f">= {goal} times faster",
        }
        peer = peer_seconds(python, n_parties, peer_repeat)
        if peer:
            row |= {"peer_seconds": peer[0], "peer_megabytes": peer[1], "ratio": peer[0] / ours}
        yield row
    frontiers = (
        ("28 x 5, 2 opposed parties, real scores", 2, 1.0, 1.0, False, False, "<= 0.034 s"),
        ("28 x 5, 3 parties, whole scores to 1,000", 3, 0.5, 1000, True, False, "<= 0.5 s"),
        ("28 x 5, 3 parties, real scores", 3, 0.95, 1.0, False, True, "<= 4 s"),
        ("28 x 5, 4 parties, whole scores to 100", 4, 0.5, 100, True, False, "<= 8 s, 2 GB"),
    )
    for name, n_parties, opposition, total, whole, even, goal in frontiers:
        scenario = partly_opposed(
            n_parties, opposition=opposition, total=total, whole=whole, even=even
        )
        ours, found = median_seconds(lambda s=scenario: pareto_frontier(s), repeat)
        yield {
            "work": f"exact frontier, {name} ({len(found):,} points)",
            "seconds": ours,
            "megabytes": megabytes(),
            "goal": goal,
        }
    nash_solution(with_rules(5, 2, 1))  # the solver's library is loaded once, before the clock
    for name, scenario, goals in (
        ("28 x 5, 8 parties, 20 rules", with_rules(28, 8, 20), ("1", "4", "4", "0.5")),
        ("100 x 5, 5 parties", with_rules(100, 5, 0), ("15 in all",) * 4),
    ):
        for method, goal in zip(SOLVERS, goals, strict=True):
            ours, found = median_seconds(lambda m=method, s=scenario: m(s), min(repeat, 3))
            yield {
                "work": f"{found.method}, {found.status}, {name}",
                "seconds": ours,
                "megabytes": megabytes(),
                "goal": f"<= {goal} s",
            }
    scenario, demands = sixty_demands()
    ours, found = median_seconds(lambda: smallest_conflicting_sets(scenario, demands), repeat)
    kind = "all" if found.is_complete else "not all"
    yield {
        "work": f"{kind} smallest conflicting sets of 60 red lines, 20 rules ({len(found.sets)})",
        "seconds": ours,
        "megabytes": megabytes(),
        "goal": "<= 5 s",
    }


def page(table: list[dict[str, Any]]) -> str:
    lines = [
        "# Benchmarks",
        "",
        "CPU seconds of one process, medians; written by `python benchmarks/bargaining.py`.",
        "The machine was shared with other work: read ratios, not seconds.",
        "",
        "| work | CPU s | peak MB | NegMAS CPU s | NegMAS MB | ratio | goal |",
        "|---|---|---|---|---|---|---|",
    ]
    for row in table:
        peer = (
            f"{row['peer_seconds']:.3g} | {row['peer_megabytes']:.0f} | {row['ratio']:,.0f}"
            if "ratio" in row
            else "no method or not run | | "
        )
        lines.append(
            f"| {row['work']} | {row['seconds']:.3g} | {row['megabytes']:.0f} | {peer} "
            f"| {row['goal']} |"
        )
    return "\n".join(lines) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--peer")
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("--peer-repeat", type=int, default=1)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--page", type=Path)
    given = parser.parse_args()
    table = []
    for row in rows(given.peer, given.repeat, given.peer_repeat):
        table.append(row)
        print(f"{row['work']}: {row['seconds']:.3g} s", file=sys.stderr, flush=True)
    print(page(table))
    if given.json:
        given.json.write_text(json.dumps(table, indent=2))
    if given.page:
        given.page.write_text(page(table))


if __name__ == "__main__":
    main()
