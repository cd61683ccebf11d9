"""``onetext compare``: two texts point by point."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import click

from onetext.cli._page import emit_json, json_option, make_console, workspace_option
from onetext.model import Case, Text
from onetext.record.comparison import Operation, PointChange
from onetext.record.rewording import Mark, rewording


@click.command(name="compare")
@click.argument("case_reference", metavar="CASE")
@click.argument("text_a")
@click.argument("text_b")
@workspace_option
@json_option
def command(
    case_reference: str, text_a: str, text_b: str, workspace: Any, *, as_json: bool
) -> None:
    """Compare TEXT_A and TEXT_B of CASE point by point, though the numbering changed.

    Example: onetext compare ukraine-2025 us-28 ua-20
    """
    from onetext.wiring import open_case
    from onetext.workflows.compare import compare
    from onetext.workflows.find import find_text

    case = open_case(case_reference, workspace=workspace)
    changes = compare(case, text_a, text_b)
    if as_json:
        emit_json([as_row(change) for change in changes])
        return
    _print_page(case, find_text(case, text_a), find_text(case, text_b), changes)


def as_row(change: PointChange) -> dict[str, Any]:
    """Return one change as the JSON row of the command."""
    return {
        "point": change.point,
        "title": change.title,
        "number_a": change.number_a,
        "number_b": change.number_b,
        "operations": [str(operation) for operation in change.operations],
        "before": change.before,
        "after": change.after,
        "is_paraphrase": change.is_paraphrase,
        "unverified": change.unverified,
    }


def _print_page(case: Case, a: Text, b: Text, changes: Sequence[PointChange]) -> None:
    from rich.padding import Padding
    from rich.text import Text as Words

    from onetext.cli._console import PageTable

    console = make_console()
    console.print(Words(f"{a.title} → {b.title}", style="bold"))
    console.print(f"{case.title} · {a.date} → {b.date}", style="dim")
    console.print(_finding(changes))
    table = PageTable(box=None, padding=(0, 1), pad_edge=False, expand=True)
    table.add_column("A", justify="right", style="dim")
    table.add_column("B", justify="right", style="dim")
    table.add_column("Point")
    table.add_column("What became of it")
    for change in changes:
        operations = ", ".join(_WORDS.get(one, str(one)) for one in change.operations)
        mark = " (unverified)" if change.unverified else ""
        table.add_row(
            change.number_a or "–", change.number_b or "–", change.title, operations + mark
        )
    console.print(Padding(table, (1, 0)))
    for change in changes:
        if Operation.REWORD in change.operations and change.before and change.after:
            console.print(Words(f"{change.title}", style="bold"))
            console.print(Padding(_shown(change.before, change.after), (0, 0, 1, 2)))
    if any(change.is_paraphrase for change in changes):
        console.print(
            "Wordings are paraphrases: `keep` and `reword` speak of the substance.", style="dim"
        )


_WORDS = {
    Operation.AGREE: "became agreed",
    Operation.AGREE_IN_PART: "now agreed between some",
    Operation.REOPEN: "no longer agreed",
}
"""Operations whose names alone would say too little."""


def _finding(changes: Sequence[PointChange]) -> str:
    """Say in a sentence how much changed."""
    counts = {
        operation: sum(operation in change.operations for change in changes)
        for operation in Operation
    }
    said = {
        "kept": counts[Operation.KEEP],
        "reworded": counts[Operation.REWORD],
        "dropped": counts[Operation.DROP],
        "added": counts[Operation.ADD],
        "newly in brackets": counts[Operation.BRACKET],
        "become agreed": counts[Operation.AGREE],
        "now agreed between some": counts[Operation.AGREE_IN_PART],
        "no longer agreed": counts[Operation.REOPEN],
        "not known": counts[Operation.UNKNOWN],
    }
    parts = [f"{n} {word}" for word, n in said.items() if n]
    return f"{len(changes)} points: {', '.join(parts)}."


_SIGNS = {Mark.STRUCK: ("[-", "-]"), Mark.ADDED: ("{+", "+}"), Mark.KEPT: ("", "")}


def _shown(before: str, after: str) -> Any:
    """Set the two wordings as one where they share words, one under the other where not."""
    from rich.text import Text as Words

    runs = rewording(before, after)
    if [run.mark for run in runs] == [Mark.STRUCK, Mark.ADDED]:
        return Words(f"was: {before}\nnow: {after}")
    words = Words()
    for run in runs:
        style = {Mark.STRUCK: "strike dim", Mark.ADDED: "underline bold"}.get(run.mark, "")
        opens, closes = _SIGNS[run.mark]
        words.append(f"{opens}{run.text}{closes}", style=style)
    return words
