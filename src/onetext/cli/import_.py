"""``onetext import``: bring a case file into the workspace."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from onetext.cli._page import (
    counted,
    emit_json,
    json_option,
    talk,
    workspace_option,
    workspace_words,
)
from onetext.record.changes import Changes


class _OnlyLooked(Exception):
    """Nothing is to be written: the changes were only to be seen."""


@click.command(name="import")
@click.argument("case_reference", metavar="FILE")
@workspace_option
@click.option(
    "--by", envvar="ONETEXT_BY", help="Who writes it down; by default whoever is logged in."
)
@click.option(
    "--made-from",
    type=click.IntRange(min=0),
    metavar="ENTRY",
    help="The last entry that was in the file when it was exported: what others wrote since stays, "
    "and what collides with it is refused.",
)
@click.option(
    "--withdraw",
    is_flag=True,
    help="Take out of the record all that the file does not have, however much it is.",
)
@click.option("--yes", is_flag=True, help="That, and write erased records down again.")
@click.option("--dry-run", is_flag=True, help="Say what would be written, and write nothing.")
@json_option
def command(
    case_reference: str,
    workspace: Path | None,
    by: str | None,
    made_from: int | None,
    withdraw: bool,
    yes: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Bring FILE (or a bundled case) into the workspace.

    One entry per record. Importing again writes only what changed, and withdraws what is no longer
    in the file, naming it. It asks for --withdraw where more than three records or parts of them
    would go, or all under a heading, or the marking of one, or all written last, or where the file
    looks cut off; for --yes where what was erased would come back. All of it is written, or
    nothing; `onetext undo` takes all of it back. A copy made for a reader (made_for) may begin a
    case here, and never replaces one.

    Example: onetext import river-accord.yaml
    """
    from onetext import wiring
    from onetext.workflows.import_case import import_case

    case = wiring.open_case(case_reference)
    where = wiring.store_name(workspace)
    store = wiring.open_store(workspace, create=not dry_run) or wiring.passing_store()
    seen: list[Changes] = []
    n_before = 0

    def tell(changes: Changes) -> None:
        nonlocal n_before
        seen.append(changes)
        n_before = store.head(case.id).length
        for line in _lines(case.id, changes, dry_run):
            talk(line)
        if dry_run:
            raise _OnlyLooked

    try:
        import_case(
            store,
            case,
            wiring.scribe(by),
            made_from=made_from,
            withdraws=withdraw or yes,
            is_cut_off=_is_cut_off(case_reference, workspace),
            writes_erased=yes,
            tell=tell,
        )
    except _OnlyLooked:
        pass
    else:
        again = f"{case.id}{workspace_words(workspace)}"
        talk(f"{where} has it; read it with: onetext positions {again}")
        if seen[0].drafts and n_before:
            talk(f"to take it back: onetext undo {again} --entry {n_before + 1}")
    if as_json:
        emit_json(as_row(case.id, where, seen[0], written=not dry_run))


def _is_cut_off(case_reference: str, workspace: Path | None) -> bool:
    from onetext import wiring
    from onetext.formats.files import ends_midway

    place = wiring.where_is(case_reference, workspace)
    return isinstance(place, Path) and ends_midway(place)


def as_row(case_id: str, where: str, changes: Changes, *, written: bool) -> dict[str, Any]:
    """Return what an import came to as the JSON of the command."""
    return {
        "case": case_id,
        "workspace": where,
        "written": written,
        "entries": len(changes.drafts),
        "added": [f"{kind}.{record_id}" for kind, record_id in changes.added],
        "changed": [f"{kind}.{record_id}" for kind, record_id in changes.changed],
        "withdrawn": [f"{kind}.{record_id}" for kind, record_id in changes.withdrawn],
    }


def _lines(case_id: str, changes: Changes, dry_run: bool) -> list[str]:
    """Say what will be written, above all what will be taken back."""
    if not changes.drafts:
        return [f"{case_id}: the workspace says all of this already; nothing to write"]
    would = "would be " if dry_run else ""
    counts = f"{counted(len(changes.added), 'record')} new, {len(changes.changed)} changed"
    lines = [f"{case_id}: {counts}, {len(changes.withdrawn)} {would}withdrawn"]
    lines.extend(f"  {would}changed: {kind}.{name}" for kind, name in changes.changed)
    lines.extend(f"  {would}withdrawn: {kind}.{name}" for kind, name in changes.withdrawn)
    return lines
