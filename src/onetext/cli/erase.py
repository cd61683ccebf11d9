"""``onetext erase``: erase what a record ever said; that it was erased stays on record."""

from __future__ import annotations

from pathlib import Path

import click

from onetext.cli._page import counted, emit_json, json_option, talk, workspace_option
from onetext.errors import ImpossibleRequest, Problem


@click.command(name="erase")
@click.argument("case_reference", metavar="CASE")
@click.argument("record", metavar="KIND.ID")
@click.option("--because", required=True, help="Why; it stays on record for good.")
@click.option("--by", envvar="ONETEXT_BY", help="Who erases; by default whoever is logged in.")
@click.option("--yes", is_flag=True, help="Without asking.")
@workspace_option
@json_option
def command(
    case_reference: str,
    record: str,
    because: str,
    by: str | None,
    yes: bool,
    workspace: Path | None,
    as_json: bool,
) -> None:
    """Erase every version of a record of CASE, for good.

    The entries stay, with who wrote them when and the id of the record, so that the chain still
    holds; what they said is gone, and cannot be guessed from what stays. Backups and case files
    made before keep it: they are yours to destroy.

    Example: onetext erase river-accord sources.lunch --because "asked for by the source"
    """
    from onetext import wiring
    from onetext.workflows.journal import erase_record
    from onetext.workflows.journal_log import record_key

    kind, record_id = record_key(record)
    if not because.strip():
        raise ImpossibleRequest(
            Problem(
                what="nothing was erased",
                because="an erasure says why, and no reason was given",
                hint='--because "asked for by the source", without naming what is erased',
            )
        )
    store, case_id = wiring.kept(case_reference, workspace, needs_journal=True)
    if not yes:
        click.confirm(f"erase {kind}.{record_id} of {case_id} for good?", abort=True, err=True)
    n_bodies = erase_record(store, case_id, kind, record_id, because, wiring.scribe(by))
    if as_json:
        emit_json({"case": case_id, "kind": kind, "id": record_id, "erased": n_bodies})
    else:
        click.echo(f"{case_id}: {counted(n_bodies, 'version')} of {kind}.{record_id} erased")
    talk("backups and case files made before this still hold it; make new ones, destroy those")
