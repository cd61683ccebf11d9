"""A Vega-Lite specification drawn into a file, as SVG or PNG."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from onetext.errors import MissingExtra, Problem
from onetext.formats.files import demand_suffix, write_bytes

SUFFIXES = (".svg", ".png")


def check_plot_name(target: Path) -> None:
    """Raise ImpossibleRequest unless a file's name says what to draw."""
    demand_suffix(target, SUFFIXES, "a plot", "plots are written as SVG or PNG")


def write_plot_file(spec: dict[str, Any], target: Path) -> None:
    """Draw a specification as SVG or PNG, by the suffix of `target`; whole or not at all.

    Raises
    ------
    MissingExtra
        If vl-convert is not installed.
    ImpossibleRequest
        If the suffix is another one.
    StorageUnavailable
        If the file cannot be written.
    """
    check_plot_name(target)
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
    if target.suffix.lower() == ".svg":
        write_bytes(target, vl_convert.vegalite_to_svg(spec).encode())
    else:
        write_bytes(target, vl_convert.vegalite_to_png(spec, scale=2))
