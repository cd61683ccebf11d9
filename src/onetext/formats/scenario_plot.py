"""A picture of a scenario written to a file, as SVG or PNG."""

from __future__ import annotations

from pathlib import Path

from onetext.bargaining import Analysis
from onetext.formats.plot_files import write_plot_file
from onetext.formats.scenario_plot_spec import plot_spec


def write_plot(found: Analysis, title: str, target: Path) -> None:
    """Draw an analysis as SVG or PNG, by the suffix of `target`; raises as `write_plot_file`."""
    write_plot_file(plot_spec(found, title), target)
