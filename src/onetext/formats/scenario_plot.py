"""A picture of a scenario: the space of two parties, parallel coordinates for more."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from onetext.bargaining import Analysis
from onetext.errors import ImpossibleRequest, MissingExtra, Place, Problem, StorageUnavailable

_MOST_DRAWN = 2_000
_SOLUTIONS = ("nash", "kalai_smorodinsky", "egalitarian", "utilitarian")


def write_plot(found: Analysis, title: str, target: Path) -> None:
    """Draw an analysis as SVG or PNG, by the suffix of `target`.

    Raises
    ------
    MissingExtra
        If vl-convert is not installed.
    ImpossibleRequest
        If the suffix is another one.
    """
    try:
        import vl_convert
    except ImportError:
        raise MissingExtra(
            Problem(
                "charts cannot be drawn",
                "vl-convert is not installed",
                "pip install 'onetext[papers]'",
            )
        ) from None
    spec = plot_spec(found, title)
    try:
        if target.suffix.lower() == ".svg":
            target.write_text(vl_convert.vegalite_to_svg(spec), encoding="utf-8")
        elif target.suffix.lower() == ".png":
            target.write_bytes(vl_convert.vegalite_to_png(spec, scale=2))
        else:
            raise ImpossibleRequest(
                Problem(
                    f"a plot in {target.suffix or 'no format'}",
                    "plots are written as SVG or PNG",
                    "end the file name in .svg or .png",
                    Place(file=str(target)),
                )
            )
    except OSError as error:
        raise StorageUnavailable(
            Problem(
                "the plot cannot be written",
                (error.strerror or "the system refused").lower(),
                "check the folder and its permissions",
                Place(file=str(target)),
            )
        ) from None


def plot_spec(found: Analysis, title: str) -> dict[str, Any]:
    """Return the Vega-Lite description of the picture."""
    parties = found.frontier.scenario.parties
    rows = _rows(found)
    head = {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "title": title,
        "data": {"values": rows},
        "width": 520,
        "height": 420,
    }
    if len(parties) == 2:
        return head | _space(parties)
    return head | _parallel(parties)


def _rows(found: Analysis) -> list[dict[str, Any]]:
    """One row per frontier point (thinned evenly if very many) and per solution."""
    utilities = found.frontier.utilities
    every = max(1, -(-len(utilities) // _MOST_DRAWN))
    rows = [
        {"kind": "frontier", "n": n, **_columns(row)}
        for n, row in enumerate(utilities[::every].tolist())
    ]
    for name in _SOLUTIONS:
        for row in found.solutions[name].utilities[:1]:
            rows.append({"kind": name, "n": len(rows), **_columns(row)})
    return rows


def _columns(row: Any) -> dict[str, float]:
    return {f"u{i}": float(value) for i, value in enumerate(row)}


def _axis(field: str, party: str) -> dict[str, Any]:
    return {"field": field, "type": "quantitative", "title": party, "scale": {"zero": False}}


_KIND = {"field": "kind", "type": "nominal", "title": None, "sort": ["frontier", *_SOLUTIONS]}


def _space(parties: tuple[str, ...]) -> dict[str, Any]:
    return {
        "mark": {"type": "point", "filled": True, "size": 60, "tooltip": True},
        "encoding": {
            "x": _axis("u0", parties[0]),
            "y": _axis("u1", parties[1]),
            "color": _KIND,
            "shape": _KIND,
        },
    }


def _parallel(parties: tuple[str, ...]) -> dict[str, Any]:
    names = {f"u{i}": party for i, party in enumerate(parties)}
    label = "{" + ", ".join(f'"{key}": {_quoted(name)}' for key, name in names.items()) + "}"
    return {
        "transform": [
            {"fold": list(names), "as": ["column", "utility"]},
            {"calculate": f"({label})[datum.column]", "as": "party"},
        ],
        "mark": {"type": "line", "strokeWidth": 1},
        "encoding": {
            "x": {"field": "party", "type": "nominal", "title": None, "sort": list(parties)},
            "y": {"field": "utility", "type": "quantitative", "scale": {"zero": False}},
            "detail": {"field": "n", "type": "nominal"},
            "color": _KIND,
            "opacity": {
                "condition": {"test": "datum.kind == 'frontier'", "value": 0.25},
                "value": 1,
            },
            "strokeWidth": {
                "condition": {"test": "datum.kind == 'frontier'", "value": 1},
                "value": 3,
            },
        },
    }


def _quoted(name: str) -> str:
    import json

    return json.dumps(name)
