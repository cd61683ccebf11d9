"""``onetext solve``: the frontier and the bargaining solutions of a scored scenario."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from onetext.bargaining import Analysis, Solution
from onetext.cli._page import emit_json, json_option, make_console, progress_bar, talk

_METHODS = ("nash", "kalai_smorodinsky", "egalitarian", "utilitarian")


@click.command(name="solve")
@click.argument(
    "paths", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path)
)
@click.option("--steps", default=11, show_default=True, help="Values per real-valued issue.")
@click.option("--memory", default=2.0, show_default=True, help="Gigabytes the frontier may use.")
@click.option("--limit", default=64, show_default=True, help="Most tied packages per solution.")
@click.option(
    "--plot",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Draw the space into this file (.svg or .png).",
)
@json_option
def command(
    paths: tuple[Path, ...],
    steps: int,
    memory: float,
    limit: int,
    plot: Path | None,
    *,
    as_json: bool,
) -> None:
    """Find what is efficient and what is fair in a scenario of points, options and scores.

    FILE... is a folder, a domain with its profiles (Genius XML, GeniusWeb or NegoLog JSON,
    NegMAS YAML, sheets of a scorable game), a onetext scenario in YAML, or a CSV score sheet.

    Example: onetext solve scenario.yaml --json
    """
    from onetext.bargaining import analysis
    from onetext.formats.scenario_files import read_scenario

    _check(steps, memory, limit)
    read = read_scenario(paths, steps)
    for note in read.notes:
        talk(note)
    with progress_bar("merging points", quiet=as_json) as report:
        found = analysis(read.scenario, memory=memory * 1e9, limit=limit, watch=report)
    if plot is not None:
        _draw(found, read.title, plot)
    if as_json:
        emit_json(as_data(found))
    else:
        _print_page(found, read.title)


def _check(steps: int, memory: float, limit: int) -> None:
    if steps < 2 or steps > 100_000:
        raise click.BadParameter("between 2 and 100000", param_hint="--steps")
    if not memory > 0:
        raise click.BadParameter("above 0", param_hint="--memory")
    if limit < 1:
        raise click.BadParameter("at least 1", param_hint="--limit")


def as_data(found: Analysis) -> dict[str, Any]:
    """Return an analysis as the JSON of the command; packages are option ids in point order."""
    frontier = found.frontier
    space = frontier.scenario.space
    options = space.options
    return {
        "status": str(frontier.status),
        "parties": list(frontier.scenario.parties),
        "points": list(space.points),
        "n_points": space.n_points,
        "n_outcomes": space.n_outcomes,
        "pareto_frontier": {
            "exact": frontier.is_exact,
            "epsilon": frontier.epsilon,
            "n_points": len(frontier),
            "utilities": frontier.utilities.tolist(),
            "packages": [
                [options[p][o] for p, o in enumerate(package)]
                for package in frontier.packages.tolist()
            ],
        },
        "solutions": {name: _rows(found.solutions[name], options) for name in _METHODS},
        "certificate": {
            "pareto_frontier": frontier.certificate.claim,
            **{name: found.solutions[name].certificate.claim for name in _METHODS},
        },
        "is_complete": {name: found.solutions[name].is_complete for name in _METHODS},
        "tolerance": max(s.tolerance for s in found.solutions.values()),
        "fingerprint": frontier.fingerprint,
    }


def _rows(solution: Solution, options: tuple[tuple[str, ...], ...]) -> list[dict[str, Any]]:
    return [
        {
            "package": [options[p][o] for p, o in enumerate(package)],
            "utilities": list(utilities),
        }
        for package, utilities in zip(solution.packages, solution.utilities, strict=True)
    ]


def _print_page(found: Analysis, title: str) -> None:
    from rich.markup import escape
    from rich.table import Table
    from rich.text import Text as Words

    frontier = found.frontier
    scenario = frontier.scenario
    console = make_console()
    console.print(
        f"{title}: {scenario.n_points} points, {scenario.space.n_outcomes:,} packages, "
        f"{scenario.n_parties} parties",
        markup=False,
    )
    console.print(frontier.certificate.claim, markup=False)
    parties = [escape(party) for party in scenario.parties]
    table = Table("solution", "value", *parties, "packages", box=None)
    for name in _METHODS:
        solution = found.solutions[name]
        if not solution.packages:
            empty = [""] * scenario.n_parties
            table.add_row(Words(name), Words(str(solution.status)), *empty, "0")
            continue
        worth = [Words(f"{u:.6g}") for u in solution.utilities[0]]
        more = "" if solution.is_complete else " or more"
        value = ", ".join(f"{v:.6g}" for v in solution.value)
        table.add_row(Words(name), Words(value), *worth, f"{len(solution.packages)}{more}")
    console.print(table)
    for name in _METHODS:
        for package in found.solutions[name].packages[:1]:
            chosen = scenario.space.named(package)
            words = "; ".join(f"{point}: {option}" for point, option in chosen.items())
            console.print(Words(f"{name}: {words}"))


def _draw(found: Analysis, title: str, target: Path) -> None:
    from onetext.formats.scenario_plot import write_plot

    write_plot(found, title, target)
    talk(f"drawn into {target}")
