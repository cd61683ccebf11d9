"""What a picture of a scenario shows, as a Vega-Lite description.

Two parties: the space of packages, the frontier, and what each has without an agreement. More:
parallel coordinates, a line per package. Solutions that coincide share one mark and one name, and
marks differ in shape (or dash) as well as in colour; the colours are those of Okabe and Ito, told
apart by colour-blind readers and in print, and none of them stands for a party.
"""

from __future__ import annotations

from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onetext.bargaining import Analysis, Scenario

MOST_DRAWN = 2_000
"""Frontier points drawn; of more, evenly spaced ones."""

MOST_PACKAGES = 20_000
"""Where there are more packages than this, those off the frontier are not drawn."""

_SOLUTIONS = ("nash", "kalai_smorodinsky", "egalitarian", "utilitarian")
_COLOURS = ["#0072B2", "#D55E00", "#CC79A7", "#000000"]
_SHAPES = ["square", "triangle-up", "diamond", "cross"]
_DASHES = [[1, 0], [8, 3], [3, 3], [8, 3, 2, 3]]
_FRONTIER, _PACKAGES = "#6b7480", "#d5d9de"
_UNLIKE = 5.0
"""Parties whose ranges differ by more than this factor are drawn as shares of their range."""

Spec = dict[str, Any]


def plot_spec(found: Analysis, title: str) -> Spec:
    """Return the Vega-Lite description of an analysis."""
    parties = found.frontier.scenario.parties
    head: Spec = {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "title": {"text": title, "subtitle": _subtitle(found), "anchor": "start", "offset": 12},
        "background": "white",
        "config": {"axis": {"gridColor": "#eceef0"}, "view": {"stroke": None}},
    }
    if len(parties) == 2:
        return head | {"width": 520, "height": 420, "layer": _space(found)}
    width = max(520, 95 * len(parties))
    return head | {"width": width, "height": 420, "layer": _parallel(found)}


def _subtitle(found: Analysis) -> str:
    frontier = found.frontier
    words = f"{frontier.scenario.space.n_outcomes:,} packages, {len(frontier):,} undominated"
    if not frontier.is_exact:
        words += f" (a cover: gaps of at most {frontier.epsilon:g})"
    if len(frontier) > MOST_DRAWN:
        words += f", {len(_thinned(frontier.utilities)):,} of them drawn"
    return words


def _thinned(rows: NDArray[Any]) -> NDArray[Any]:
    return rows[:: max(1, -(-len(rows) // MOST_DRAWN))]


def _named_solutions(found: Analysis) -> dict[str, tuple[float, ...]]:
    """Return the utilities of the solutions, those that coincide under one name."""
    names: dict[tuple[float, ...], list[str]] = {}
    for method in _SOLUTIONS:
        for row in found.solutions[method].utilities[:1]:
            names.setdefault(tuple(map(float, row)), []).append(method.replace("_", "-"))
    return {", ".join(of_row): row for row, of_row in names.items()}


def _scale(domain: list[str], values: list[Any]) -> Spec:
    return {"domain": domain, "range": values[: len(domain)]}


# two parties: the space


def _space(found: Analysis) -> list[Spec]:
    parties = found.frontier.scenario.parties
    frontier = _thinned(found.frontier.utilities)
    solutions = _named_solutions(found)
    x, y = _axis("x", parties[0]), _axis("y", parties[1])
    legend = {"title": None, "orient": "bottom", "direction": "vertical", "labelLimit": 0}
    names = list(solutions)
    layers: list[Spec] = [
        {
            "data": {"values": _dots(_off_frontier(found))},
            "mark": {"type": "circle", "size": 14, "color": _PACKAGES, "opacity": 1},
            "encoding": {"x": x, "y": y},
        },
        {
            "data": {"values": _dots(frontier)},
            "mark": {"type": "circle", "size": 34, "color": _FRONTIER, "opacity": 1},
            "encoding": {"x": x, "y": y},
        },
        *_bottom_lines(found, frontier),
        {
            "data": {
                "values": [{"x": r[0], "y": r[1], "solution": n} for n, r in solutions.items()]
            },
            "mark": {"type": "point", "filled": False, "size": 170, "strokeWidth": 2.5},
            "encoding": {
                "x": x,
                "y": y,
                "color": {
                    "field": "solution",
                    "type": "nominal",
                    "scale": _scale(names, _COLOURS),
                    "legend": legend,
                },
                "shape": {
                    "field": "solution",
                    "type": "nominal",
                    "scale": _scale(names, _SHAPES),
                    "legend": legend,
                },
            },
        },
    ]
    return layers


def _axis(field: str, title: str) -> Spec:
    return {
        "field": field,
        "type": "quantitative",
        "title": title,
        "scale": {"zero": False, "nice": True},
        "axis": {"tickCount": 6},
    }


def _dots(rows: NDArray[Any]) -> list[Spec]:
    return [{"x": float(x), "y": float(y)} for x, y in rows.tolist()]


def _off_frontier(found: Analysis) -> NDArray[Any]:
    """Return the distinct utilities of all packages, where they are few enough to list."""
    scenario = found.frontier.scenario
    if scenario.space.n_outcomes > MOST_PACKAGES:
        return np.empty((0, 2))
    packages = [p for p in product(*scenario.space.allowed) if _keeps_rules(scenario, p)]
    if not packages:
        return np.empty((0, 2))
    rows: NDArray[Any] = np.unique(scenario.utilities(np.array(packages)), axis=0)
    return rows


def _keeps_rules(scenario: Scenario, package: tuple[int, ...]) -> bool:
    return all(rule.is_kept(package) for rule in scenario.space.rules)


def _bottom_lines(found: Analysis, frontier: NDArray[Any]) -> list[Spec]:
    """Return a dashed line per party at what it has without an agreement, if that is in sight."""
    lines = []
    for party, axis in enumerate("xy"):
        level = float(found.frontier.scenario.reservation[party])
        low, high = (frontier.min(), frontier.max()) if len(frontier) else (level, level)
        if not low - (high - low) <= level <= high + (high - low):
            continue
        mark = {"type": "rule", "strokeDash": [4, 4], "color": "#444444"}
        data = {"values": [{axis: level}]}
        at: Spec = {axis: _axis(axis, found.frontier.scenario.parties[party])}
        lines.append({"data": data, "mark": mark, "encoding": at})
        words = {"type": "text", "text": "no agreement", "color": "#444444", "fontSize": 10}
        place: Spec = {"align": "left", "dx": 4, "dy": -5}
        at |= {"y": {"value": 420}} if axis == "x" else {"x": {"value": 0}}
        lines.append({"data": data, "mark": words | place, "encoding": at})
    return lines


# more parties: parallel coordinates


def _parallel(found: Analysis) -> list[Spec]:
    scenario = found.frontier.scenario
    frontier = _thinned(found.frontier.utilities)
    is_scaled, low, span = _ranges(scenario, found.frontier.utilities)

    def rows(name: str, utilities: Any) -> list[Spec]:
        scaled = (np.asarray(utilities, dtype=float) - low) / span
        return [
            {"line": name, "party": party, "utility": float(value)}
            for party, value in zip(scenario.parties, scaled, strict=True)
        ]

    axes = _parallel_axes(list(scenario.parties), is_scaled)
    solutions = _named_solutions(found)
    values = [row for name, worth in solutions.items() for row in rows(name, worth)]
    return [
        {
            "data": {
                "values": [r for n, f in enumerate(frontier.tolist()) for r in rows(str(n), f)]
            },
            "mark": {
                "type": "line",
                "strokeWidth": 1,
                "color": _FRONTIER,
                "opacity": float(np.clip(30 / max(len(frontier), 1), 0.05, 0.5)),
            },
            "encoding": axes | {"detail": {"field": "line", "type": "nominal"}},
        },
        {
            "data": {"values": rows("no agreement", scenario.reservation)},
            "mark": {"type": "tick", "width": 26, "thickness": 2, "color": "#444444"},
            "encoding": axes,
        },
        *_parallel_solutions(list(solutions), {"values": values}, axes),
    ]


def _parallel_axes(parties: list[str], is_scaled: bool) -> Spec:
    """One upright axis per party, on the range of the frontier where the scales differ."""
    angle = 0 if max(map(len, parties)) <= 12 else -30
    x = {
        "field": "party",
        "type": "nominal",
        "title": None,
        "sort": parties,
        "scale": {"type": "point", "padding": 0.4},
        "axis": {"labelAngle": angle, "labelLimit": 160, "grid": True, "domain": False},
    }
    y = {
        "field": "utility",
        "type": "quantitative",
        "title": "share of the party's range on the frontier" if is_scaled else "utility",
        "scale": {"zero": False, "nice": True},
        "axis": {"tickCount": 6},
    }
    return {"x": x, "y": y}


def _parallel_solutions(names: list[str], data: Spec, axes: Spec) -> list[Spec]:
    """A line and its points per solution, told apart by colour and by dash."""
    solution = {"field": "line", "type": "nominal", "legend": _PARALLEL_LEGEND}
    colour = solution | {"scale": _scale(names, _COLOURS)}
    dash = solution | {"scale": _scale(names, _DASHES)}
    return [
        {
            "data": data,
            "mark": {"type": "line", "strokeWidth": 3},
            "encoding": axes | {"color": colour, "strokeDash": dash},
        },
        {
            "data": data,
            "mark": {"type": "point", "filled": True, "size": 55, "opacity": 1},
            "encoding": axes | {"color": colour | {"legend": None}},
        },
    ]


_PARALLEL_LEGEND = {
    "title": "short bars: no agreement",
    "titleFontWeight": "normal",
    "orient": "bottom",
    "direction": "vertical",
    "labelLimit": 0,
    "symbolType": "stroke",
    "symbolSize": 900,
    "symbolStrokeWidth": 3,
}


def _ranges(
    scenario: Scenario, frontier: NDArray[Any]
) -> tuple[bool, NDArray[np.float64], NDArray[np.float64]]:
    """Return whether to scale parties, and what to take away and divide by."""
    n = scenario.n_parties
    span = np.ptp(frontier, axis=0).astype(float) if len(frontier) else np.ones(n)
    wide = span[span > 0]
    if not len(wide) or wide.max() <= _UNLIKE * wide.min():
        return False, np.zeros(n), np.ones(n)
    return True, frontier.min(axis=0).astype(float), np.where(span > 0, span, 1.0)
