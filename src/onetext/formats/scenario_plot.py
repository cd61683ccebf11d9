"""A picture of a scenario written to a file, as SVG or PNG."""

from __future__ import annotations

from pathlib import Path

from onetext.bargaining import Analysis
from onetext.errors import ImpossibleRequest, MissingExtra, Place, Problem, StorageUnavailable
from onetext.formats.scenario_plot_spec import plot_spec


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
