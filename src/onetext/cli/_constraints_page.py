"""What is on record of each party as a table: what it says, what it demands, how far believed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rich.markup import escape

from onetext.cli._console import PageTable
from onetext.cli._page import counted, make_console
from onetext.model import Case
from onetext.workflows.constraints import Constraint


def print_constraints(constraints: Sequence[Constraint], case: Case) -> None:
    """Print one table per party, on stdout."""
    console = make_console()
    console.print(f"[bold]{escape(case.title)}[/bold]")
    console.print(
        "What each party's record demands of its preferences. Silence demands nothing. "
        "Brackets: a later statement took its place; it counts where that one does not hold.",
        style="dim",
    )
    for party in case.parties:
        own = [constraint for constraint in constraints if constraint.party == party.id]
        console.print()
        signs = "" if party.signs else " (does not sign)"
        console.print(f"[bold]{escape(party.name)}{signs}[/bold]: {len(own)} on record")
        if own:
            console.print(_table(own))


def _table(constraints: Sequence[Constraint]) -> Any:
    table = PageTable(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="dim")
    table.add_column("since", no_wrap=True)
    table.add_column("on record", ratio=3)
    table.add_column("demands", ratio=2)
    table.add_column("holds in", justify="right")
    table.add_column("sources", ratio=1)
    for constraint in constraints:
        says = escape(constraint.says)
        of = f" ({counted(len(constraint.origins), 'origin')})" if constraint.sources else ""
        table.add_row(
            str(constraint.since.edtf or "-"),
            says if constraint.is_in_force else f"[dim]({says})[/dim]",
            escape(constraint.demands),
            f"{100 * constraint.credence:.0f} %",
            escape(", ".join(constraint.sources) or "none") + of
            + (" unverified" if constraint.unverified else ""),
        )  # fmt: skip
    return table
