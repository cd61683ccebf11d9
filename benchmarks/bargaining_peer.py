"""Run by the peer's own interpreter: frontier and bargaining points of a random scenario in NegMAS.

Reads ``{"n_parties": …, "seed": …, "n_points": …, "n_options": …}`` from stdin, writes CPU seconds
and peak memory as JSON. NegMAS is AGPL: it is never imported by onetext or its tests.
"""

import json
import random
import resource
import sys
import time


def main():
    task = json.load(sys.stdin)
    from negmas import make_issue
    from negmas.outcomes import make_os
    from negmas.preferences import LinearAdditiveUtilityFunction
    from negmas.preferences.ops import (
        kalai_points,
        ks_points,
        max_welfare_points,
        nash_points,
        pareto_frontier,
    )

    rng = random.Random(task["seed"])
    names = [str(o) for o in range(task["n_options"])]
    issues = [make_issue(names, f"i{p}") for p in range(task["n_points"])]
    space = make_os(issues)
    ufuns = [
        LinearAdditiveUtilityFunction(
            values=[{name: rng.random() for name in names} for _ in issues],
            weights=[1.0] * len(issues),
            outcome_space=space,
            reserved_value=0.0,
        )
        for _ in range(task["n_parties"])
    ]
    start = time.process_time()
    frontier, _ = pareto_frontier(ufuns, sort_by_welfare=True)
    nash_points(ufuns, frontier, outcome_space=space)
    kalai_points(ufuns, frontier, outcome_space=space)
    ks_points(ufuns, frontier, outcome_space=space)
    max_welfare_points(ufuns, frontier, outcome_space=space)
    seconds = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    json.dump({"seconds": seconds, "megabytes": peak, "frontier": len(frontier)}, sys.stdout)


main()
