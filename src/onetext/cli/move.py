"""``onetext move``: journals from a laptop's workspace to the team's server, or back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from onetext.cli._page import counted, emit_json, json_option, talk
from onetext.errors import ImpossibleRequest, Problem

if TYPE_CHECKING:
    from onetext.workflows.move_journals import Moved

_file = click.Path(path_type=Path, dir_okay=False)


@click.command(name="move")
@click.argument("case_ids", metavar="[CASE]...", nargs=-1)
@click.option("--from", "source", type=_file, help="A workspace file; its cases go to the server.")
@click.option("--to", "target", type=_file, help="A workspace file; it gets the server's cases.")
@json_option
def command(
    case_ids: tuple[str, ...], source: Path | None, target: Path | None, as_json: bool
) -> None:
    """Copy the journals of the cases named, or of all, to the server of DATABASE_URL or from it.

    What is there already stays; what is missing is added; what went two ways is refused. Both
    ends are read again and their heads compared.

    Example: onetext move river-accord --from laptop.sqlite3
    """
    from onetext import wiring
    from onetext.workflows.move_journals import move_journals

    if (source is None) == (target is None) or not wiring.database_url():
        raise ImpossibleRequest(_which_way())
    server = wiring.demand_store()
    if source is not None:
        here, there = wiring.demand_store(source), server
    else:
        laptop = wiring.open_store(target, create=True)
        assert laptop is not None
        here, there = server, laptop
    moved = move_journals(here, there, case_ids)
    if as_json:
        emit_json([as_row(one) for one in moved])
    else:
        for one in moved:
            click.echo(_line(one))
    talk(
        "both sides end alike"
        if all(one.is_same for one in moved)
        else "the other side has gone further; move the other way to catch up"
    )


def as_row(moved: Moved) -> dict[str, Any]:
    """Return what moving a journal came to as the JSON of the command."""
    return {
        "case": moved.case_id,
        "written": moved.n_added,
        "entries": moved.there.length,
        "head_here": moved.here.hash,
        "head_there": moved.there.hash,
        "same": moved.is_same,
    }


def _line(moved: Moved) -> str:
    written = f"{moved.case_id}: {counted(moved.n_added, 'entry')} written"
    if moved.is_same:
        return f"{written}, {moved.there.length} there; both end with {moved.there.hash[:16]}"
    return f"{written}; it has {moved.there.length} there and {moved.here.length} here"


def _which_way() -> Problem:
    return Problem(
        what="move from where to where?",
        because="one side is the database of DATABASE_URL, the other a workspace file",
        hint="set DATABASE_URL and give either --from FILE or --to FILE",
    )
