"""``onetext export``: write a case as a case file, for the team or for one reader."""

from __future__ import annotations

import shlex
from pathlib import Path

import click

from onetext.cli._page import (
    counted,
    emit_json,
    json_option,
    talk,
    workspace_option,
    workspace_words,
)
from onetext.errors import ImpossibleRequest, Place, Problem
from onetext.record.views import CaseView


@click.command(name="export")
@click.argument("case_reference", metavar="CASE")
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The file to write; by default standard output. The team's older file keeps its comments.",
)
@click.option("--for", "reader", metavar="PARTY", help="Only what a party (or `public`) may see.")
@click.option("--known-by", metavar="DATE", help="As written down by the end of this day, UTC.")
@click.option(
    "--keep-attribution",
    is_flag=True,
    help="Name also those who spoke under the Chatham House Rule: the drafting team's own copy.",
)
@workspace_option
@json_option
def command(
    case_reference: str,
    out: Path | None,
    reader: str | None,
    known_by: str | None,
    keep_attribution: bool,
    workspace: Path | None,
    as_json: bool,
) -> None:
    """Write CASE as a case file.

    With --for, it is made from what that reader may see, and from nothing else.

    Who spoke under the Chatham House Rule is not named, unless --keep-attribution is given: that
    copy is whole, to be edited and imported again, and must not leave the drafting team. A copy
    that leaves something out says so (made_for) and cannot be imported over the case.

    Example: onetext export river-accord --for north --out for-north.yaml
    """
    from onetext import wiring
    from onetext.workflows.export_case import end_of_day, exported_case
    from onetext.workflows.find import day_of

    time = end_of_day(day_of(known_by, None))
    store, case_id = wiring.kept(case_reference, workspace, needs_journal=time is not None)
    view = exported_case(store, case_id, reader=reader, time=time, attribution=keep_attribution)
    if out is not None and (reader is not None or view.case.made_for):
        _demand_nothing_there(out)
    _tell(view, keep_attribution)
    if not view.case.made_for and not wiring.is_passing(store):
        talk(
            f"made from {counted(view.n_entries, 'entry')}; to bring changes back: "
            f"onetext import {shlex.quote(str(out or 'FILE'))} --made-from {view.n_entries}"
            f"{workspace_words(workspace)}"
        )
    _write(view, out, as_json)


def _write(view: CaseView, out: Path | None, as_json: bool) -> None:
    from onetext.formats.case_file import save_case
    from onetext.formats.case_writing import case_text

    if out is not None:
        _demand_same_case(out, view.case.id)
        save_case(view.case, out)
        talk(f"written to {out}")
    if as_json:
        from onetext.record.kinds import plain_case

        emit_json(
            {
                "case": plain_case(view.case),
                "file": str(out) if out else None,
                "erased": [f"{kind}.{record_id}" for kind, record_id in view.erased],
                "without_speaker": view.n_unattributed,
                "left_out_with_speaker": view.n_left_out,
            }
        )
    elif out is None:
        click.echo(case_text(view.case), nl=False)


def _tell(view: CaseView, keep_attribution: bool) -> None:
    """Say what a reader of the file could miss, or must know."""
    if view.erased:
        names = ", ".join(f"{kind}.{record_id}" for kind, record_id in view.erased)
        talk(f"erased, and so not in it: {names}")
    if view.n_unattributed or view.n_left_out:
        talk(
            f"Chatham House Rule: {counted(view.n_unattributed, 'record')} without the speaker, "
            f"{view.n_left_out} left out whole; look through wordings and notes for names yourself"
        )
    if view.case.made_for:
        talk(
            f"this copy is not whole (made_for: {view.case.made_for}) and cannot be imported over "
            "the case; for one to edit, use --keep-attribution, without --for"
        )
    if keep_attribution:
        talk(
            "this copy is whole, and names who spoke under the Chatham House Rule: keep it in the "
            "drafting team"
        )


def _demand_nothing_there(out: Path) -> None:
    """Refuse to write for a reader over a file, whose comments may be for other eyes."""
    if out.exists():
        raise ImpossibleRequest(
            Problem(
                what="nothing was written",
                because="something stands at this path, and its comments may be for other eyes",
                hint="give a new name with --out",
                place=Place(file=str(out)),
            )
        )


def _demand_same_case(out: Path, case_id: str) -> None:
    from onetext.formats.case_file import load_case

    if out.exists() and out.stat().st_size and load_case(out).id != case_id:
        raise ImpossibleRequest(
            Problem(
                what="nothing was written",
                because="another case stands at this path",
                hint="give another name with --out",
                place=Place(file=str(out)),
            )
        )
