"""A picture of a simulation: efficiency by number of drafts, one line per method."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from onetext.formats.plot_files import write_plot_file
from onetext.mediation.simulation import Score

LABEL = "A measurement of the method with simulated parties, not a forecast."
_SHADES = ("#1f3a5f", "#3f6ea5", "#7a4a12", "#a8742a", "#444444", "#666666", "#808080")

_LINE = 0.05
"""Height of a line of text, on the scale of efficiency."""


def write_simulation_plot(scores: Sequence[Score], title: str, target: Path) -> None:
    """Draw scores as SVG or PNG, by the suffix of `target`; raises as `write_plot_file`."""
    write_plot_file(simulation_spec(scores, title), target)


def simulation_spec(scores: Sequence[Score], title: str) -> dict[str, Any]:
    """Return the picture as a Vega-Lite specification.

    Lines are medians; a bar reaches down to the 10th percentile. Methods differ in shade, dash
    and the name at the end of their line, so that nothing is told by colour alone.
    """
    names = [score.name for score in scores]
    rows: list[dict[str, Any]] = [
        {"method": score.name, "drafts": drafts, "median": median, "p10": low}
        for score in scores
        for drafts, (median, low) in score.efficiency.items()
    ]
    shown = sorted(scores[0].efficiency)
    last = shown[-1]
    shades = list(_SHADES[: len(names)])
    colour = {"field": "method", "type": "nominal", "sort": names, "legend": None,
              "scale": {"domain": names, "range": shades}}  # fmt: skip
    x = {"field": "drafts", "type": "quantitative", "title": "drafts shown",
         "scale": {"domain": [3, last]},
         "axis": {"values": shown, "grid": False}}  # fmt: skip
    y = {"type": "quantitative", "scale": {"domain": [0, 1]},
         "title": "efficiency of the draft put forward"}  # fmt: skip
    ends = _labels([row for row in rows if row["drafts"] == last])
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "title": {"text": title, "subtitle": [LABEL, "Median; bars down to the 10th percentile."],
                  "anchor": "start"},
        "width": 560, "height": 340,
        "data": {"values": rows},
        "layer": [
            {"mark": {"type": "rule", "opacity": 0.35, "strokeWidth": 3},
             "encoding": {"x": x, "y": {**y, "field": "p10"}, "y2": {"field": "median"},
                          "color": colour}},
            {"mark": {"type": "line", "point": True, "strokeWidth": 2},
             "encoding": {"x": x, "y": {**y, "field": "median"}, "color": colour,
                          "strokeDash": {"field": "method", "legend": None, "sort": names}}},
            {"data": {"values": ends},
             "mark": {"type": "text", "align": "left", "dx": 8, "fontSize": 12},
             "encoding": {"x": x, "y": {**y, "field": "place"}, "text": {"field": "method"},
                          "color": colour}},
        ],
        "config": {"background": "white", "font": "sans-serif", "view": {"stroke": None}},
    }  # fmt: skip


def _labels(ends: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Names at the ends of the lines, moved apart where they would cover each other."""
    ordered = sorted(ends, key=lambda row: row["median"])
    places = [row["median"] for row in ordered]
    for n in range(1, len(places)):
        places[n] = max(places[n], places[n - 1] + _LINE)
    ceiling = 1.0
    for n in reversed(range(len(places))):
        places[n] = min(places[n], ceiling)
        ceiling = places[n] - _LINE
    return [{**row, "place": place} for row, place in zip(ordered, places, strict=True)]
