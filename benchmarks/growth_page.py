"""The page on growth: a chart of two panels, a table of the same figures, the reason in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

Row = Mapping[str, Any]

WORKS = ("frontier", "nash", "kalai-smorodinsky", "egalitarian", "utilitarian")
# told apart by shape as well; blue, orange and greys of the project's other charts
COLOURS = ("#1f4e79", "#c8611a", "#6b6b6b", "#4f9bc4", "#222222")
SHAPES = ("circle", "square", "triangle-up", "diamond", "cross")

TEXT = """# How cost grows

![CPU seconds by number of points and by number of parties, logarithmic](growth.svg)

Five options per point, whole-number scores that sum to about 1,000 per party, reservation 300; one
random scenario per size. Left: 3 parties, 5 to 200 points. Right: 28 points, 2 to 8 parties.
Solutions: with five rules for every seven points, each proved optimal, up to 64 tied packages
listed. Frontier: without rules. Hollow: not finished within {seconds:g} CPU seconds or 2 GB.
Written by `python benchmarks/growth.py`; machines differ and are shared, so compare slopes.

{points}

{parties}

**Why.** The number of packages, $5^n$, plays no part: nothing enumerates them.

- *Frontier.* The work is the number of undominated half-made packages, added up over the points.
  Scores that sum to about 1,000 take about 1,000 values per party however many points there are. So
  for two parties the frontier has at most about 1,000 points; for three it lives on a grid of about
  1,000 × 1,000 cells, and each further point costs one pass over it: cost grows in proportion.
  Every further party multiplies the cells by about 1,000 again, and the frontier with them, until
  nearly nothing is dominated: half a million points with four parties. That is why it is exact for
  two, three and (with coarser scores) four parties, and a cover, or the solutions alone, beyond.
- *Solutions, more parties.* The solver proves a bound on one number at a time. The least of eight
  gains is far from what the linear relaxation promises, so the proof has to branch: the two leximin
  solutions grow steeply. *Nash* bounds a sum of logarithms by a few tangents, *utilitarian* is one
  linear objective: both grow gently.
- *Solutions, more points.* The model grows in proportion. Up to about 50 points so does the time.
  Beyond, single scores are so small that very many packages tie or nearly tie; each gain vector
  near the best one has to be compared as whole numbers, and each costs a call of the solver: dozens
  for *Nash* with 100 points. How many there are depends on the scenario more than on its size, so
  the curves are not smooth there.
"""


def growth_page(rows: Sequence[Row], seconds: float) -> str:
    """The page in Markdown."""
    return TEXT.format(
        seconds=seconds, points=_table(rows, "points"), parties=_table(rows, "parties")
    )


def _table(rows: Sequence[Row], grows: str) -> str:
    here = [row for row in rows if row["grows"] == grows]
    sizes = sorted({row["n"] for row in here})
    lines = [f"| {grows} | " + " | ".join(WORKS) + " | frontier's size |"]
    lines.append("|" + "---|" * (len(WORKS) + 2))
    for n in sizes:
        of_size = {row["work"]: row for row in here if row["n"] == n}
        cells = [_cell(of_size[work]) for work in WORKS]
        size = of_size["frontier"]["n_frontier"] if of_size["frontier"]["finished"] else None
        lines.append(f"| {n} | " + " | ".join(cells) + f" | {f'{size:,}' if size else '–'} |")
    return "\n".join(lines)


def _cell(row: Row) -> str:
    return f"{row['seconds']:.3g} s" if row["finished"] else "not finished"


def growth_spec(rows: Sequence[Row]) -> dict[str, Any]:
    """The chart as a Vega-Lite specification."""
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "background": "white",
        "config": {"font": "sans-serif", "axis": {"labelFontSize": 12, "titleFontSize": 12}},
        "hconcat": [
            _panel(rows, "points", "points (3 parties)"),
            _panel(rows, "parties", "parties (28 points)"),
        ],
    }


def _panel(rows: Sequence[Row], grows: str, title: str) -> dict[str, Any]:
    here = [dict(row) for row in rows if row["grows"] == grows]
    scale = {"type": "log", "domain": [4, 250]} if grows == "points" else {"domain": [1.5, 8.5]}
    colour = {
        "field": "work",
        "type": "nominal",
        "title": None,
        "sort": list(WORKS),
        "scale": {"domain": list(WORKS), "range": list(COLOURS)},
    }
    shape = colour | {"scale": {"domain": list(WORKS), "range": list(SHAPES)}}
    encoding = {
        "x": {
            "field": "n",
            "type": "quantitative",
            "title": title,
            "scale": scale,
            "axis": {"values": sorted({row["n"] for row in here}), "grid": False},
        },
        "y": {
            "field": "seconds",
            "type": "quantitative",
            "title": "CPU seconds",
            "scale": {"type": "log", "domain": [0.0005, 100]},
            "axis": {"values": [0.001, 0.01, 0.1, 1, 10, 100], "format": "~g"},
        },
        "color": colour,
    }
    hollow = {"condition": {"test": "datum.finished", "value": 1}, "value": 0}
    return {
        "width": 300,
        "height": 260,
        "data": {"values": here},
        "layer": [
            {"mark": {"type": "line", "strokeWidth": 1.5}, "encoding": encoding},
            {
                "mark": {"type": "point", "size": 60, "filled": False, "strokeWidth": 1.5},
                "encoding": encoding | {"shape": shape, "fill": colour, "fillOpacity": hollow},
            },
        ],
    }
