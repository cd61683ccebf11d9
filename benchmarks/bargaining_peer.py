"""Run by the peer's own interpreter: the same work in NegMAS.

Reads a task from stdin, writes CPU seconds and peak memory as JSON. ``enumerate``: frontier and
bargaining points of a random scenario. ``mobanos``: its exact sampler of two-party frontiers, on
scores that come with the task. NegMAS is AGPL: it is never imported by onetext or its tests.
"""

import json
import random
import resource
import sys
import time


def enumerated(task):
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
    return time.process_time() - start, len(frontier)


def sampled(task):
    from negmas import make_issue
    from negmas.outcomes import make_os
    from negmas.preferences import LinearAdditiveUtilityFunction
    from negmas.preferences.pareto_sampler import MOBANOSParetoSampler

    scores = task["scores"]
    issues = [make_issue([str(o) for o in range(len(of))], f"i{p}") for p, of in enumerate(scores)]
    space = make_os(issues)
    first, second = (
        LinearAdditiveUtilityFunction(
            values=[{str(o): row[party] for o, row in enumerate(of)} for of in scores],
            weights=[1.0] * len(issues),
            outcome_space=space,
            reserved_value=0.0,
        )
        for party in (0, 1)
    )
    sampler = MOBANOSParetoSampler()
    start = time.process_time()
    sampler.init(first, second)
    found = sampler.pareto_outcomes()
    return time.process_time() - start, len(found)


def main():
    task = json.load(sys.stdin)
    seconds, n = (sampled if task["kind"] == "mobanos" else enumerated)(task)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    json.dump({"seconds": seconds, "megabytes": peak, "frontier": n}, sys.stdout)


main()
