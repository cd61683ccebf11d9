"""``onetext solve``: the frontier and the bargaining solutions of a scored scenario."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from onetext.bargaining import Analysis
from onetext.cli._page import emit_json, json_option, progress_bar, talk, workspace_option

if TYPE_CHECKING:
    from onetext.formats.profiles import ReadScenario


@click.command(name="solve")
@click.argument(
    "paths", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path)
)
@click.option("--steps", default=11, show_default=True, help="Values per real-valued issue.")
@click.option("--memory", default=2.0, show_default=True, help="Gigabytes the frontier may use.")
@click.option(
    "--time",
    "time_limit",
    type=float,
    metavar="SECONDS",
    help="About how long it may take; says what was reached. By default as long as it takes.",
)
@click.option("--limit", default=64, show_default=True, help="Most tied packages per solution.")
@click.option(
    "--plot",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Draw the space into this file (.svg or .png).",
)
@click.option(
    "--write",
    "target",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write the scenario into this new file: .yaml carries everything, .csv and .xlsx scores.",
)
@workspace_option
@json_option
def command(
    paths: tuple[Path, ...],
    steps: int,
    memory: float,
    time_limit: float | None,
    limit: int,
    plot: Path | None,
    target: Path | None,
    workspace: Path | None,
    *,
    as_json: bool,
) -> None:
    """Find what is efficient and what is fair in a scenario of points, options and scores.

    FILE... is a folder, a domain with its profiles (Genius XML, GeniusWeb or NegoLog JSON,
    NegMAS YAML, sheets of a scorable game), a onetext scenario in YAML, a score sheet (CSV, XLSX),
    or a case that carries scores: its file, its slug, or its id in the workspace.

    Example: onetext solve camp-david-1978
    """
    from onetext.bargaining import analysis, scenario_division
    from onetext.cli._solve_page import as_data, print_page

    _check(steps, memory, time_limit, limit)
    if plot is not None:
        from onetext.formats.plot_files import check_plot_name

        check_plot_name(plot)
    read = read_scored(paths, steps, workspace)
    if target is not None:
        from onetext.formats.scenario_written import write_scenario

        write_scenario(read.scenario, read.title, target)
        talk(f"written into {target}")
    with progress_bar("merging points", quiet=as_json) as report:
        found = analysis(
            read.scenario,
            memory=memory * 1e9,
            limit=limit,
            time_limit=time_limit,
            watch=report,
            clock=time.monotonic,
        )
    division = scenario_division(read.scenario)
    if plot is not None:
        _draw(found, read.title, plot)
    if as_json:
        emit_json(as_data(found, read.title, read.notes, division))
    else:
        print_page(found, read.title, read.notes, division)


def _check(steps: int, memory: float, time_limit: float | None, limit: int) -> None:
    if steps < 2 or steps > 100_000:
        raise click.BadParameter("between 2 and 100000", param_hint="--steps")
    if not memory > 0:
        raise click.BadParameter("above 0", param_hint="--memory")
    if time_limit is not None and not time_limit > 0:
        raise click.BadParameter("above 0", param_hint="--time")
    if limit < 1:
        raise click.BadParameter("at least 1", param_hint="--limit")


def read_scored(
    paths: tuple[Path, ...], steps: int = 11, workspace: Path | None = None
) -> ReadScenario:
    """Read files and folders; a single name that is neither is looked up among the cases."""
    from onetext.formats.scenario_case import case_scenario
    from onetext.formats.scenario_files import read_scenario

    name = str(paths[0])
    is_name = len(paths) == 1 and paths[0].name == name and not paths[0].suffix
    if is_name and not paths[0].exists():
        from onetext.wiring import open_case

        return case_scenario(open_case(name, workspace=workspace), name)
    return read_scenario(paths, steps)


def _draw(found: Analysis, title: str, target: Path) -> None:
    from onetext.formats.scenario_plot import write_plot

    write_plot(found, title, target)
    talk(f"drawn into {target}")
