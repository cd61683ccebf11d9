"""``onetext positions``: who stands where, since when, on what evidence."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

import click

from onetext.cli._page import (
    as_of_option,
    counted,
    emit_json,
    json_option,
    make_console,
    workspace_option,
)
from onetext.model import Case, Stance
from onetext.workflows.positions import EvidencedPosition

SYMBOLS = {
    Stance.PROPOSES: "●",
    Stance.ACCEPTS: "◐",
    Stance.ACCEPTS_IF: "◔",
    Stance.OPEN: "○",
    Stance.RESERVES: "◇",
    Stance.OPPOSES: "◈",
    Stance.RED_LINE: "◆",
    Stance.SILENT: "·",
    Stance.UNKNOWN: " ",
}
"""A shape per stance, always printed beside its word."""


@click.command(name="positions")
@click.argument("case_reference", metavar="CASE")
@click.option("--party", metavar="P", help="Only this party.")
@click.option("--point", metavar="N", help="Only this point: its id, or its number in p<number>.")
@as_of_option
@workspace_option
@json_option
def command(
    case_reference: str,
    party: str | None,
    point: str | None,
    as_of: str | None,
    workspace: Any,
    *,
    as_json: bool,
) -> None:
    """Show who stands where in CASE, since when, on what evidence; silence as silence.

    Example: onetext positions ukraine-2025 --point 19
    """
    from onetext.wiring import open_case
    from onetext.workflows.find import day_of
    from onetext.workflows.positions import positions

    case = open_case(case_reference, workspace=workspace)
    day = day_of(as_of, case.as_of)
    found = positions(case, party=party, point=point, as_of=day)
    if as_json:
        emit_json([as_row(standing) for standing in found])
        return
    console = make_console()
    console.print(f"[bold]{_escaped(case.title)}[/bold]")
    console.print(f"Positions as of {day or 'any day'}; oldest first.", style="dim")
    if not found:
        console.print("Nothing is on record here.")
    for (point_id, text_id), group in groupby(
        found, key=lambda standing: (standing.position.point, standing.position.text)
    ):
        _print_point(console, case, point_id, text_id, list(group))


def as_row(standing: EvidencedPosition) -> dict[str, Any]:
    """Return one position as the JSON row of the command."""
    position = standing.position
    return {
        "id": position.id,
        "party": position.party,
        "point": position.point,
        "text": position.text,
        "stance": str(position.stance),
        "options": list(position.options),
        "since": position.since.edtf or None,
        "until": position.until.edtf or None,
        "age_days": list(standing.age_days) if standing.age_days else None,
        "condition": position.condition or None,
        "note": position.note,
        "said_by": position.said_by or None,
        "unverified": position.unverified,
        "sources": [
            {
                "id": source.id,
                "title": source.title,
                "grade": source.grade,
                "grade_confirmed": source.grade_confirmed,
                "url": source.url or None,
            }
            for source in standing.sources
        ],
        "independent_origins": list(standing.origins),
    }


def _print_point(
    console: Any,
    case: Case,
    point_id: str | None,
    text_id: str | None,
    rows: Sequence[EvidencedPosition],
) -> None:
    from onetext.cli._console import PageTable

    names = {party.id: party.name for party in case.parties}
    console.print()
    console.print(_heading(case, point_id, text_id), style="bold")
    table = PageTable(box=None, padding=(0, 1), pad_edge=False, show_header=False, expand=True)
    table.add_column(width=max(len(name) for name in names.values()), no_wrap=True)
    table.add_column(ratio=1)
    for standing in rows:
        table.add_row(
            names.get(standing.position.party, standing.position.party),
            _told(case, standing),
        )
    console.print(table)


def _heading(case: Case, point_id: str | None, text_id: str | None) -> str:
    if point_id:
        title = next((p.title for p in case.points if p.id == point_id), "")
        return f"{point_id}  {title}"
    title = next((t.title for t in case.texts if t.id == text_id), "")
    return f"{text_id}  {title} (the whole text)"


def _told(case: Case, standing: EvidencedPosition) -> Any:
    """Set one position: stance and options, then what was said, then on what evidence."""
    from rich.text import Text as Words

    position = standing.position
    options = ", ".join(_option_title(case, position.point, o) for o in position.options)
    words = Words(f"{SYMBOLS[position.stance]} {position.stance}")
    if options:
        words.append(f": {options}")
    if position.unverified:
        words.append("  (unverified)", style="italic")
    if position.condition:
        words.append(f"\nCondition: {position.condition}")
    if position.note:
        words.append(f"\n{position.note}", style="dim")
    evidence = ", ".join(f"{source.id} {source.grade}" for source in standing.sources)
    age = f", {_age(*standing.age_days)} old" if standing.age_days else ""
    since = f"since {position.since}{age}" if position.since.edtf else "date unknown"
    n = len(standing.origins)
    origin = f" ({counted(n, 'independent origin')})" if n else ""
    words.append(f"\n{since}; {evidence or 'no source'}{origin}", style="dim")
    return words


def _age(fewest: int, most: int) -> str:
    if fewest == most:
        return counted(most, "day")
    return f"{fewest} to {most} days"


def _option_title(case: Case, point_id: str | None, option_id: str) -> str:
    for point in case.points:
        if point.id == point_id:
            for option in point.options:
                if option.id == option_id:
                    return option.title
    return option_id


def _escaped(text: str) -> str:
    from rich.markup import escape

    return escape(text)
