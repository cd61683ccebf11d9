"""Measure the mediator's method and write the table of docs/preferences/mediation.md.

    python tools/evaluate_mediation.py [--instances N] [--seed N] [--workers N] [--check]

The goals stand beside the figures, reached or not. With `--check` nothing is written.
"""

from __future__ import annotations

import argparse
import math
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import nullcontext
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from onetext.mediation.simulation import CHECKPOINTS, NAMES, Score, Setting, simulate

PAGE = Path(__file__).resolve().parent.parent / "docs" / "preferences" / "mediation.md"
START, END = "<!-- measured: start -->", "<!-- measured: end -->"

SETTINGS = {
    "2 parties": Setting(n_parties=2),
    "4 parties": Setting(n_parties=4),
    "5 parties": Setting(n_parties=5),
    "4 parties, tight zone (r = 0.55)": Setting(n_parties=4, reservation=0.55),
    "4 parties, all told, no wrong answer": Setting(known_directions=1.0, wrong_answers=0.0),
}
GOALS = "goal, hardest of the first three | 2 / 3 | | .89 / .78 | .92 / .83 | .94 / .86 | |"
TIGHT_GOALS = "goal, tight zone | | | .82 | .88 | .91 | |"


def measured(
    settings: dict[str, Setting], names: tuple[str, ...], instances: int, seed: int, workers: int
) -> Iterator[tuple[str, Score]]:
    """Play every setting; yields its name with each strategy's score."""
    pool: Any = nullcontext()
    if workers > 1:
        pool = ProcessPoolExecutor(workers, mp_context=get_context("spawn"))
    with pool as executor:
        for name, setting in settings.items():
            for score in simulate(setting, instances, seed, names=names, executor=executor):
                yield name, score


def row(name: str, score: Score) -> str:
    """Return a row of the table."""
    accept = " / ".join(whole(n) for n in score.drafts_until_all_accept)
    cells = " | ".join(
        f"{two(median)} / {two(low)}"
        for median, low in (score.efficiency[checkpoint] for checkpoint in CHECKPOINTS)
    )
    gaps = [abs(believed - true) for believed, true, n in score.calibration if n >= 30]
    gap = two(max(gaps)) if gaps else ""
    return f"| {name} | {accept} | {cells} | {gap} |"


def two(number: float) -> str:
    """Write a figure between 0 and 1 as in .84."""
    return f"{number:.2f}".lstrip("0") if number < 1 else f"{number:.2f}"


def whole(number: float) -> str:
    """Write a number of drafts."""
    return f"{number:.0f}" if math.isfinite(number) else "never"


def table(instances: int, seed: int, workers: int) -> str:
    """Return the measured part of the page."""
    heads = " | ".join(f"by {checkpoint}" for checkpoint in CHECKPOINTS)
    lines = [
        f"{instances} negotiations per setting, seed {seed}; 28 points, 4 options; directions "
        "known for 70 %, answers wrong 10 % of the time unless said otherwise.",
        "",
        f"| ours | all accept | {heads} | worst gap |",
        "|---|---|" + "---|" * (len(CHECKPOINTS) + 1),
    ]
    lines += [
        row(name, s) for name, s in measured(SETTINGS, ("one-text",), instances, seed, workers)
    ]
    lines += [f"| {GOALS}", f"| {TIGHT_GOALS}", ""]
    lines += [
        "The single-text methods on the same negotiations with 4 parties, and the number of drafts "
        "after which what they put forward first reached .85 (the median; given up after 2,000):",
        "",
        f"| method | all accept | {heads} | drafts to .85 |",
        "|---|---|" + "---|" * (len(CHECKPOINTS) + 1),
    ]
    for _, score in measured({"4": Setting()}, NAMES, min(instances, 40), seed, workers):
        cells = row(score.name, score).rsplit("|", 2)[0]
        lines.append(f"{cells}| {whole(score.drafts_until_good)} |")
    return "\n".join(lines)


def main() -> None:
    """Measure, and write the page unless asked only to show."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--instances", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--check", action="store_true", help="show the table, write nothing")
    asked = parser.parse_args()
    found = table(asked.instances, asked.seed, asked.workers)
    print(found)
    if not asked.check:
        page = PAGE.read_text(encoding="utf-8")
        head, rest = page.split(START)
        tail = rest.split(END)[1]
        PAGE.write_text(f"{head}{START}\n{found}\n{END}{tail}", encoding="utf-8")


if __name__ == "__main__":
    main()
