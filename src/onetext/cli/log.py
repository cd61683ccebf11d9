"""``onetext log``: who wrote down what, when."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from onetext.cli._page import emit_json, json_option, make_console, talk, workspace_option
from onetext.workflows.journal_log import LogLine


@click.command(name="log")
@click.argument("case_reference", metavar="CASE")
@click.option("--for", "reader", metavar="PARTY", help="Only what a party (or `public`) may see.")
@click.option("--known-by", metavar="DATE", help="As written down by the end of this day, UTC.")
@click.option("--about", metavar="KIND.ID", help="Only this record, such as texts.us-28.")
@click.option(
    "--last", type=click.IntRange(min=1), default=50, show_default=True, help="How many entries."
)
@click.option("--all", "every", is_flag=True, help="Every entry.")
@workspace_option
@json_option
def command(
    case_reference: str,
    reader: str | None,
    known_by: str | None,
    about: str | None,
    last: int,
    every: bool,
    workspace: Path | None,
    as_json: bool,
) -> None:
    """List who wrote down what in CASE, when; the newest entry last.

    Example: onetext log river-accord --about points.ceasefire
    """
    from onetext import wiring
    from onetext.workflows.export_case import end_of_day, reader_eye
    from onetext.workflows.find import day_of
    from onetext.workflows.journal_log import journal_log, record_key

    time = end_of_day(day_of(known_by, None))
    key = record_key(about) if about else None
    store, case_id = wiring.kept(case_reference, workspace, needs_journal=True)
    eye = reader_eye(store, case_id, reader)
    found = journal_log(store, case_id, eye, time=time, about=key)
    shown = found if every else found[-last:]
    if as_json:
        emit_json([as_row(line) for line in shown])
        return
    _print(shown)
    if len(shown) < len(found):
        talk(f"the last {len(shown)} of {len(found)} entries; --all shows every one")


def as_row(line: LogLine) -> dict[str, Any]:
    """Return a line as the JSON of the command."""
    return {
        "number": line.number,
        "at": line.at.isoformat(),
        "by": line.by,
        "verb": line.verb.value,
        "kind": line.kind,
        "id": line.id,
        "title": line.title,
        "because": line.because,
        "erased": line.is_erased,
    }


def _print(lines: tuple[LogLine, ...]) -> None:
    from rich.text import Text

    from onetext.cli._console import PageTable

    table = PageTable(box=None, pad_edge=False)
    table.add_column("entry", justify="right")
    for heading in ("when (UTC)", "who", "did", "record", "which says"):
        table.add_column(heading, overflow="fold")
    for line in lines:
        says = "(erased)" if line.is_erased else line.because or line.title
        row = (f"{line.at:%Y-%m-%d %H:%M}", line.by, line.verb.value, f"{line.kind}.{line.id}")
        table.add_row(str(line.number), *map(Text, row), Text(says))
    make_console().print(table)
