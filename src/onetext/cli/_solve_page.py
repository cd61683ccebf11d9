"""What ``onetext solve`` says: an analysis as JSON and as a page."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from onetext.bargaining import AdjustedWinner, Analysis, Package, Scenario, Solution, Status
from onetext.cli._page import counted, make_console

METHODS = ("nash", "kalai_smorodinsky", "egalitarian", "utilitarian")

_VALUES = {
    "nash": "product of gains",
    "kalai_smorodinsky": "least share of the best gain",
    "egalitarian": "least gain",
    "utilitarian": "sum of utilities",
}
"""What the number beside a method is: the first of those that the method compares."""


def as_data(
    found: Analysis, title: str, notes: Sequence[str], division: AdjustedWinner | None
) -> dict[str, Any]:
    """Return an analysis as the JSON of the command; packages are option ids in point order."""
    frontier = found.frontier
    scenario = frontier.scenario
    options = scenario.space.options
    return {
        "status": str(frontier.status),
        "title": title,
        "notes": list(notes),
        "parties": list(scenario.parties),
        "reservation": scenario.reservation.tolist(),
        "points": list(scenario.space.points),
        "n_points": scenario.n_points,
        "n_outcomes": scenario.space.n_outcomes,
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
        "solutions": {name: _rows(found.solutions[name], options) for name in METHODS},
        "adjusted_winner": None if division is None else _division(division, scenario),
        "certificate": {
            "pareto_frontier": frontier.certificate.claim,
            **{name: found.solutions[name].certificate.claim for name in METHODS},
        },
        "is_complete": {name: found.solutions[name].is_complete for name in METHODS},
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


def _division(division: AdjustedWinner, scenario: Scenario) -> dict[str, Any]:
    first, second = scenario.parties
    points = scenario.space.points
    return {
        "totals": [str(total) for total in division.totals],
        "totals_as_numbers": [float(total) for total in division.totals],
        "initial": [str(total) for total in division.initial],
        "divided": None if division.divided is None else points[division.divided],
        "shares": {
            point: {first: str(share), second: str(1 - share)}
            for point, share in zip(points, division.shares, strict=True)
        },
    }


def print_page(
    found: Analysis, title: str, notes: Sequence[str], division: AdjustedWinner | None
) -> None:
    """Print what was found: the size, the solutions side by side, then the packages."""
    from rich.text import Text as Words

    scenario = found.frontier.scenario
    console = make_console()
    console.print(
        f"{title}: {counted(scenario.n_points, 'point')}, "
        f"{counted(scenario.space.n_outcomes, 'package')}, {counted(scenario.n_parties, 'party')}",
        markup=False,
    )
    for note in notes:
        console.print(Words(f"note: {note}"))
    console.print(found.frontier.certificate.claim, markup=False)
    console.print()
    console.print(_table(found))
    console.print()
    for name in METHODS:
        console.print(Words(_reason(found.solutions[name])))
    for package, names in _packages(found).items():
        console.print()
        console.print(Words(f"{', '.join(map(_words, names))}:"))
        for point, option in scenario.space.named(package).items():
            console.print(Words(f"  {point}: {option}"))
    if division is not None:
        console.print()
        for line in _division_lines(division, scenario):
            console.print(Words(line))


def _table(found: Analysis) -> Any:
    """Return a row per party: what it has without an agreement, and in each solution."""
    from rich.markup import escape

    from onetext.cli._console import PageTable

    scenario = found.frontier.scenario
    table = PageTable(box=None)
    table.add_column("", no_wrap=True)
    table.add_column("no agreement", justify="right")
    groups = _packages(found)
    for names in groups.values():
        table.add_column("\n".join(map(_words, names)), justify="right", no_wrap=True)
    worths = [scenario.utility_of(package) for package in groups]
    for i, party in enumerate(scenario.parties):
        row = (scenario.reservation.tolist()[i], *(worth[i] for worth in worths))
        table.add_row(escape(party), *map(number, row))
    return table


def _reason(solution: Solution) -> str:
    """Return what a method compares and how many packages it picks, in a line."""
    name = _words(solution.method)
    if not solution.packages:
        return f"{name}: {_unfinished(solution) or solution.status}"
    if solution.status is Status.STOPPED:
        return f"{name}: {_unfinished(solution)}; below is the best package met so far"
    more = "" if solution.is_complete else " or more"
    n = len(solution.packages)
    tied = "one package" if n == 1 and not more else f"{n}{more} tied packages, the first shown"
    return f"{name}: {_VALUES[solution.method]} {number(solution.value[0])}, {tied}"


def _unfinished(solution: Solution) -> str:
    """Return that time ran out, with what was shown by then; empty where it did not."""
    if solution.status is not Status.STOPPED:
        return ""
    return f"{solution.status}: {solution.certificate.claim}"


def number(value: float) -> str:
    """Return a number with six digits, whole numbers whole."""
    is_whole = float(value).is_integer() and abs(value) < 1e15
    return f"{int(value):,}" if is_whole else f"{value:.6g}"


def _packages(found: Analysis) -> dict[Package, list[str]]:
    """Return the first package of each solution, with the names of all whose first it is."""
    names: dict[Package, list[str]] = {}
    for name in METHODS:
        for package in found.solutions[name].packages[:1]:
            names.setdefault(package, []).append(name)
    return names


def _words(method: str) -> str:
    return method.replace("_", "-")


def _division_lines(division: AdjustedWinner, scenario: Scenario) -> list[str]:
    """Return the Adjusted Winner division in words, in exact fractions."""
    first, second = scenario.parties
    mine, theirs = division.totals
    head = f"adjusted winner, if points can be divided: {first} {_exact(mine)}, {second} "
    lines = [head + _exact(theirs)]
    for point, share in zip(scenario.space.points, division.shares, strict=True):
        if share in (0, 1):
            lines.append(f"  {point}: {first if share else second}")
        else:
            lines.append(f"  {point}: {share} to {first}, {1 - share} to {second}")
    return lines


def _exact(value: Fraction) -> str:
    return str(value) if value.denominator == 1 else f"{value} ({float(value):.4g})"
