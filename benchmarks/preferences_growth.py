"""How the cost of preferences and mediation grows: a plot, the table beside it, and the reason.

    python benchmarks/preferences_growth.py --folder docs/preferences

Writes growth.svg and growth.md: CPU seconds against points, parties and statements.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import vl_convert
from preferences import made_up

from onetext.mediation.most_signed import most_signed_package
from onetext.mediation.simulated_parties import answers_to, sample_hidden_parties
from onetext.mediation.strategies_one_text import OneText
from onetext.preferences.draws import record_of, sample_draws

SIZES = {
    "points": (10, 20, 28, 50, 100, 200),
    "parties": (2, 3, 4, 5, 7, 10),
    "statements": (10, 30, 100, 300, 1000, 2000),
}
USUAL = {"points": 28, "parties": 4, "statements": 200}
"""What stands still while one of them grows."""
WORKS = {"draws": "circle", "package": "square", "round": "diamond"}
COLOURS = ("#1f4e79", "#c8611a", "#6b6b6b")
N_DRAWS, N_ROUNDS = 1000, 6

TEXT = """# How the cost of preferences and mediation grows

![CPU seconds by number of points, parties and statements, logarithmic](growth.svg)

Four options per point; 28 points, 4 parties and 200 statements unless they grow. *Draws*: reading
the record and drawing {n_draws:,} profiles of every party. *Package*: the package most could sign,
over those draws, with its bound. *Round*: one round of the simulated mediator, mean of the first
{n_rounds}, without questions; statements play no part in it. Written by
`python benchmarks/preferences_growth.py --folder docs/preferences`; machines differ and are shared,
so compare slopes.

{tables}

**Why.** Draws are arrays of profiles × points × options, filled one party at a time; a statement is
one comparison of columns: their cost grows less than in proportion to any of the three. The
search for a package tries every option of every point against all draws, and again as long as one
helps: somewhat more than in proportion to points. A round moves every point of every chain against
every draft shown: in proportion to points, and less than in proportion to parties, for their chains
move side by side.
"""


def seconds(work: Callable[[], Any]) -> float:
    """CPU seconds of one run."""
    start = time.process_time()
    work()
    return time.process_time() - start


def rounds(n_points: int, n_parties: int) -> float:
    """CPU seconds of a round, mean of the first few of one negotiation."""
    rng = np.random.default_rng(1)
    hidden = sample_hidden_parties(
        n_points, 4, n_parties, reservation=0.45, known_directions=0.7, rng=rng
    )
    mediator, took = OneText(hidden, 0.1, rng), 0.0
    for _ in range(N_ROUNDS):
        start = time.process_time()
        draft = mediator.draft()
        answers = answers_to(hidden, draft, mediator.standing, wrong=0.1, rng=rng)
        mediator.hear(draft, answers)
        took += time.process_time() - start
    return took / N_ROUNDS


def measured() -> Iterator[dict[str, Any]]:
    """One row per work and size."""
    for grows, sizes in SIZES.items():
        for n in sizes:
            size = USUAL | {grows: n}
            case = made_up(size["points"], size["parties"], size["statements"])
            took = {"draws": seconds(lambda case=case: sample_draws(record_of(case), N_DRAWS, 1))}
            draws = sample_draws(record_of(case), N_DRAWS, 1)
            rng = np.random.default_rng(1)
            took["package"] = seconds(
                lambda draws=draws, rng=rng: most_signed_package(draws, [], rng, bound_groups=0)
            )
            if grows != "statements":
                took["round"] = rounds(size["points"], size["parties"])
            print(f"{grows} {n}: {took}", file=sys.stderr, flush=True)
            for work, of_work in took.items():
                yield {"grows": grows, "n": n, "work": work, "seconds": of_work}


def table(rows: list[dict[str, Any]], grows: str) -> str:
    """The figures of one panel."""
    here = [row for row in rows if row["grows"] == grows]
    works = [work for work in WORKS if any(row["work"] == work for row in here)]
    lines = [f"| {grows} | {' | '.join(works)} |", "|" + "---|" * (len(works) + 1)]
    for n in SIZES[grows]:
        cells = [
            f"{row['seconds']:.3g} s"
            for work in works
            for row in here
            if (row["n"], row["work"]) == (n, work)
        ]
        lines.append(f"| {n:,} | {' | '.join(cells)} |")
    return "\n".join(lines)


def panel(rows: list[dict[str, Any]], grows: str) -> dict[str, Any]:
    """One panel of the chart, as Vega-Lite."""
    names = list(WORKS)
    return {
        "width": 220,
        "height": 220,
        "data": {"values": [row for row in rows if row["grows"] == grows]},
        "mark": {"type": "line", "point": {"size": 50}},
        "encoding": {
            "x": {"field": "n", "type": "quantitative", "scale": {"type": "log"}, "title": grows},
            "y": {
                "field": "seconds",
                "type": "quantitative",
                "scale": {"type": "log"},
                "title": "CPU seconds",
            },
            "color": {
                "field": "work",
                "type": "nominal",
                "scale": {"domain": names, "range": list(COLOURS)},
                "title": None,
            },
            "shape": {
                "field": "work",
                "type": "nominal",
                "scale": {"domain": names, "range": list(WORKS.values())},
                "title": None,
            },
        },
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, required=True)
    folder: Path = parser.parse_args().folder
    sample_draws(record_of(made_up(10, 2, 10)), 100, 1)  # libraries are loaded before the clock
    rows = list(measured())
    spec = {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "background": "white",
        "config": {"font": "sans-serif", "axis": {"labelFontSize": 12, "titleFontSize": 12}},
        "hconcat": [panel(rows, grows) for grows in SIZES],
    }
    svg = vl_convert.vegalite_to_svg(spec)
    (folder / "growth.svg").write_text(svg + "\n", encoding="utf-8")
    tables = "\n\n".join(table(rows, grows) for grows in SIZES)
    text = TEXT.format(n_draws=N_DRAWS, n_rounds=N_ROUNDS, tables=tables)
    (folder / "growth.md").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
