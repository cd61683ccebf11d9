"""Measure everything there is to measure, beside its peers, and write the page.

    python benchmarks/run.py [--peer PYTHON] [--only MODULE] [--repeat 5] [--json FILE]
        [--page FILE]

``--peer`` is the interpreter of a throw-away environment that has the peers; without it their
columns say so. To add rows: a module in this folder with ``WORKS``, a tuple of `work.Work`, and its
name in `MODULES`.
"""

from __future__ import annotations

import argparse
import importlib
import json
import statistics
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from page import page
from work import Peer, Work

MODULES = ("bargaining", "preferences", "mediation", "reading", "journal")
HERE = Path(__file__).parent


def rows(modules: list[str], peer: str | None, repeat: int, peer_repeat: int) -> Iterator[Any]:
    for module in modules:
        for index, work in enumerate(importlib.import_module(module).WORKS):
            row = {"module": module, "work": work.name, "goal": work.goal}
            row |= _answer(
                [sys.executable, str(HERE / "measure.py"), module, str(index), str(repeat)]
            )
            yield row | _beside(work, peer, peer_repeat, row["seconds"])


def _beside(work: Work, python: str | None, repeat: int, seconds: float) -> dict[str, Any]:
    if work.peer is None or python is None:
        return {"has_peer": work.peer is not None}
    found = _peer_rows(work.peer, python, repeat)
    theirs = statistics.median(row["seconds"] for row in found)
    return {
        "has_peer": True,
        "peer": work.peer.name,
        "peer_seconds": theirs,
        "peer_megabytes": statistics.median(row["megabytes"] for row in found),
        "peer_repeated": len(found),
        "ratio": theirs / seconds,
    }


def _peer_rows(peer: Peer, python: str, repeat: int) -> list[dict[str, Any]]:
    """Repeat the peer's work, but not what takes minutes."""
    task = json.dumps(peer.task())
    found = []
    while len(found) < repeat and sum(row["seconds"] for row in found) < 120:
        found.append(_answer([python, str(HERE / peer.script)], task))
    return found


def _answer(command: list[str], said: str | None = None) -> dict[str, Any]:
    run = subprocess.run(command, input=said, text=True, capture_output=True, check=False)
    if run.returncode:
        raise SystemExit(f"{' '.join(command)} failed:\n{run.stderr[-2000:]}")
    answer: dict[str, Any] = json.loads(run.stdout)
    return answer


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--peer")
    parser.add_argument("--only", choices=MODULES)
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("--peer-repeat", type=int, default=5)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--page", type=Path)
    given = parser.parse_args()
    table = []
    modules = [given.only] if given.only else list(MODULES)
    for row in rows(modules, given.peer, given.repeat, given.peer_repeat):
        table.append(row)
        ratio = f", {row['ratio']:,.0f} times faster than {row['peer']}" if "ratio" in row else ""
        print(f"{row['work']}: {row['seconds']:.3g} s{ratio}", file=sys.stderr, flush=True)
        if given.json:
            given.json.write_text(json.dumps(table, indent=2))
    if given.page:
        given.page.write_text(page(table), encoding="utf-8")


if __name__ == "__main__":
    main()
