"""Bars with their spread, drawn once as SVG: the same figures give the same bytes.

Colours are the names of the paper's own tokens (``var(--a3)``), so one drawing serves light, dark
and print. Nothing is placed by measuring text, so the drawing is the same whatever fonts the
machine has.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from onetext.errors import MissingExtra, Problem

WIDTH = 264
ROW = 46
_LONGEST_NAME = 26


@dataclass(frozen=True, slots=True)
class Bar:
    """One row of a chart: an amount between 0 and 1, with the range it may lie in.

    Parameters
    ----------
    name : str
        Printed above the bar, left.
    figure : str
        Printed above the bar, right.
    share, low, high : float
        Between 0 and 1; ``low <= share <= high``.
    bound : float or None
        Drawn as a tick: no alternative can reach further. Between 0 and 1.
    """

    name: str
    figure: str
    share: float
    low: float
    high: float
    bound: float | None = None


def bar_chart(bars: Sequence[Bar], alt: str) -> str:
    """Draw bars under each other as one ``<svg role="img">``.

    Parameters
    ----------
    bars : sequence of Bar
    alt : str
        The chart in words, for those who do not see it.

    Raises
    ------
    MissingExtra
        If vl-convert is not installed.
    """
    svg: str = _vl_convert().vegalite_to_svg(_spec(bars))
    return _labelled(svg, alt)


def _vl_convert() -> Any:
    """Import the renderer late: it is a large wheel that only papers need."""
    try:
        import vl_convert
    except ImportError as error:
        raise MissingExtra(
            Problem(
                what="the options paper cannot be drawn",
                because="its charts need vl-convert-python, which is not installed",
                hint='pip install "onetext[papers]"',
            )
        ) from error
    return vl_convert


def _spec(bars: Sequence[Bar]) -> dict[str, Any]:
    """Write the chart as a Vega-Lite specification."""
    layers = [
        _bar("0", "1", "var(--a0)"),
        _bar("0", "share", "var(--a3)"),
        _bar("low", "high", "var(--ink)", height=3, opacity=0.75),
        _tick(),
        _text("name", x=0, align="left", colour="var(--ink)"),
        _text("figure", x=WIDTH, align="right", colour="var(--ink)", weight=600),
    ]
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "width": WIDTH,
        "height": ROW * len(bars),
        "padding": {"left": 1, "right": 1, "top": 0, "bottom": 20},
        "autosize": "none",
        "background": None,
        "data": {"values": [_row(n, bar) for n, bar in enumerate(bars)]},
        "encoding": {
            "y": {
                "field": "n",
                "type": "ordinal",
                "axis": None,
                "scale": {"paddingInner": 0, "paddingOuter": 0},
            },
        },
        "layer": layers,
        "config": {"view": {"stroke": None}, "aria": False, "font": "sans-serif"},
    }


def _row(n: int, bar: Bar) -> dict[str, Any]:
    return {
        "n": n,
        "name": _short(bar.name),
        "figure": bar.figure,
        "0": 0,
        "1": 1,
        "share": bar.share,
        "low": bar.low,
        "high": bar.high,
        "bound": bar.bound,
    }


def _short(name: str) -> str:
    return name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1].rstrip()}…"


def _x(field: str) -> dict[str, Any]:
    """Place by a field on a scale from nothing to all, with three marks under the last row."""
    axis = {
        "values": [0, 0.5, 1],
        "labelExpr": "datum.value == 0 ? '0' : datum.value == 1 ? '100 %' : '50'",
        "title": None,
        "domain": False,
        "grid": False,
        "ticks": False,
        "labelColor": "var(--soft)",
        "labelFontSize": 12,
        "labelFlush": True,
        "labelPadding": 4,
    }
    return {
        "field": field,
        "type": "quantitative",
        "scale": {"domain": [0, 1], "nice": False},
        "axis": axis,
    }


def _bar(
    start: str, end: str, colour: str, *, height: int = 12, opacity: float = 1
) -> dict[str, Any]:
    mark = {"type": "bar", "height": height, "color": colour, "yOffset": 10, "opacity": opacity}
    return {"mark": mark, "encoding": {"x": _x(start), "x2": {"field": end}}}


def _tick() -> dict[str, Any]:
    """Mark the bound, where there is one."""
    return {
        "transform": [{"filter": "isValid(datum.bound)"}],
        "mark": {
            "type": "tick",
            "orient": "vertical",
            "size": 20,
            "thickness": 2,
            "color": "var(--a5)",
            "yOffset": 10,
        },
        "encoding": {"x": _x("bound")},
    }


def _text(
    field: str, *, x: int, align: str, colour: str, weight: int | str = "normal"
) -> dict[str, Any]:
    mark = {
        "type": "text",
        "align": align,
        "baseline": "middle",
        "fontSize": 14,
        "fontWeight": weight,
        "dy": -9,
        "color": colour,
    }
    return {
        "mark": mark,
        "encoding": {"x": {"value": x}, "text": {"field": field, "type": "nominal"}},
    }


_DRAWN_EMPTY = re.compile(r'<path class="(?:back|fore)ground"[^>]*/>')
_INNER_ROLE = re.compile(r' (?:role|class|aria-[a-z]+|pointer-events)="[^"]*"(?=[^<>]*>)')
_LONG_FRACTION = re.compile(r"(\d+\.\d{2})\d+(?=[^<>]*>)")


def _labelled(svg: str, alt: str) -> str:
    """Make the drawing an image with words, and leave out what shows nothing."""
    head, _, body = svg.partition(">")
    head = head.replace(' xmlns:xlink="http://www.w3.org/1999/xlink"', "")
    body = _LONG_FRACTION.sub(r"\1", _INNER_ROLE.sub("", _DRAWN_EMPTY.sub("", body)))
    return f'{head} role="img" aria-label="{html.escape(alt)}">{body}'
