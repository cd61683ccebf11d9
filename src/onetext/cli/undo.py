"""``onetext undo``: take back what was written at once, such as an import."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from onetext.cli._page import (
    counted,
    emit_json,
    json_option,
    talk,
    workspace_option,
    workspace_words,
)

if TYPE_CHECKING:
    from onetext.workflows.undo import Undo


class _OnlyLooked(Exception):
    """Nothing is to be written: what would be was only to be seen."""


@click.command(name="undo")
@click.argument("case_reference", metavar="CASE")
@click.option(
    "--entry",
    type=click.IntRange(min=1),
    metavar="N",
    help="An entry of the step to take back; by default the last step, if it was yours.",
)
@click.option(
    "--keep-later",
    is_flag=True,
    help="Leave records as they are that were written again since, and take back the rest.",
)
@click.option("--dry-run", is_flag=True, help="Say what would be taken back, and write nothing.")
@click.option("--by", envvar="ONETEXT_BY", help="Who does it; by default whoever is logged in.")
@workspace_option
@json_option
def command(
    case_reference: str,
    entry: int | None,
    keep_later: bool,
    dry_run: bool,
    by: str | None,
    workspace: Path | None,
    as_json: bool,
) -> None:
    """Take back what was written to CASE at once: an import, an answer, a decision.

    Every record of it stands again as it stood before. The undo is new entries, so nothing leaves
    the journal, and taking the undo back brings the step back. What others wrote since is never
    overwritten: it is named, and nothing is written unless it may stay (--keep-later). What was
    erased stays erased.

    Example: onetext undo river-accord --entry 12 --dry-run
    """
    from onetext import wiring
    from onetext.workflows.undo import undo_step

    store, case_id = wiring.kept(case_reference, workspace, needs_journal=True)
    seen: list[Undo] = []

    def tell(undo: Undo) -> None:
        seen.append(undo)
        for line in _lines(case_id, undo, dry_run):
            click.echo(line, err=as_json)
        if dry_run:
            raise _OnlyLooked

    try:
        undo_step(
            store,
            case_id,
            wiring.scribe(by),
            entry=entry,
            keeps_later=keep_later,
            problems=wiring.case_problems,
            tell=tell,
        )
    except _OnlyLooked:
        pass
    else:
        if seen[0].drafts:
            again = f"{case_id}{workspace_words(workspace)}"
            talk(f"to bring it back: onetext undo {again} --entry {store.head(case_id).length}")
    if as_json:
        emit_json(as_row(case_id, seen[0], written=not dry_run))


def as_row(case_id: str, undo: Undo, *, written: bool) -> dict[str, Any]:
    """Return what taking a step back came to as the JSON of the command."""
    lists = {name: getattr(undo, name) for name in ("withdrawn", "restored", "later", "erased")}
    return {
        "case": case_id,
        "first": undo.step.first,
        "last": undo.step.last,
        "by": undo.step.by,
        "at": undo.step.at.isoformat(),
        "written": written,
        "entries": len(undo.drafts),
        **{name: [f"{kind}.{one}" for kind, one in keys] for name, keys in lists.items()},
    }


def _lines(case_id: str, undo: Undo, dry_run: bool) -> list[str]:
    step = undo.step
    which = f"entry {step.first}" if step.first == step.last else f"{step.first} to {step.last}"
    wrote = f"{which}, written by {step.by} on {step.at:%Y-%m-%d at %H:%M} UTC"
    if not undo.drafts:
        lines = [f"{case_id}: {wrote}: the record stands as it did before; nothing to take back"]
    else:
        would = "would be taken back" if dry_run else "taken back"
        counts = (
            f"{counted(len(undo.withdrawn), 'record')} withdrawn, {len(undo.restored)} restored"
        )
        lines = [f"{case_id}: {wrote}, {would}: {counts}"]
    for name, keys in (
        ("withdrawn", undo.withdrawn),
        ("as it was", undo.restored),
        ("written again since, left as it is", undo.later),
        ("erased, and stays so", undo.erased),
    ):
        lines.extend(f"  {name}: {kind}.{record_id}" for kind, record_id in keys)
    return lines
