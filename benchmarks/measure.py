"""Measure one piece of work in a process of its own, so that its peak memory is its own.

    python benchmarks/measure.py MODULE INDEX REPEAT

Prints JSON: CPU seconds (median), peak megabytes, what was found.
"""

from __future__ import annotations

import importlib
import json
import resource
import statistics
import sys
import time

QUICK = 0.1
OFTEN = 25
"""Work that takes less than `QUICK` seconds is repeated this often."""


def measured(module: str, index: int, repeat: int) -> dict[str, object]:
    work = importlib.import_module(module).WORKS[index]
    run = work.prepare()
    seconds = []
    while len(seconds) < (OFTEN if seconds and seconds[0] < QUICK else repeat):
        start = time.process_time()
        result = run()
        seconds.append(time.process_time() - start)
    return {
        "seconds": statistics.median(seconds),
        "repeated": len(seconds),
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "found": work.found(result),
    }


if __name__ == "__main__":
    print(json.dumps(measured(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))))
