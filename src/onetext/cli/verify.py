"""``onetext verify``: check a journal, entry by entry, and give or check receipts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from onetext.cli._page import counted, emit_json, json_option, talk, workspace_option
from onetext.errors import BrokenJournal, ImpossibleRequest, NotFound, Place, Problem
from onetext.record.chain import ChainCheck

if TYPE_CHECKING:
    from onetext.workflows.journal_store import JournalStore


@click.command(name="verify")
@click.argument("case_reference", metavar="CASE", required=False)
@click.option("--all", "every", is_flag=True, help="Every case in the workspace.")
@click.option(
    "--give-receipt",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write a signed receipt of the journal as it is now, to check it against later.",
)
@click.option("--for", "reader", metavar="PARTY", help="With --give-receipt: of what it may see.")
@click.option(
    "--receipt",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Check the journal against an earlier receipt: shows an end that was cut off.",
)
@workspace_option
@json_option
def command(
    case_reference: str | None,
    every: bool,
    give_receipt: Path | None,
    reader: str | None,
    receipt: Path | None,
    workspace: Path | None,
    as_json: bool,
) -> None:
    """Check the journal of CASE, entry by entry; the first broken entry is named.

    Example: onetext verify river-accord --give-receipt receipt.json
    """
    from onetext import wiring
    from onetext.workflows.journal import broken, misnamed_parties, verified

    _demand_sensible(case_reference, every, give_receipt or receipt, reader and not give_receipt)
    store = wiring.open_store(workspace)
    ids = _ids(store, case_reference, every)
    checks = {case_id: verified(store, case_id) for case_id in ids} if store else {}
    faults = [broken(case_id, check) for case_id, check in checks.items() if check.fault]
    if store and receipt and not faults:
        faults = _receipt_faults(store, ids[0], receipt, workspace)
    against = faults[0].because if receipt and faults else ""
    misnamed = {
        case_id: misnamed_parties(store, case_id)
        for case_id, check in checks.items()
        if store and not check.fault
    }
    if as_json:
        rows = [
            as_row(case_id, check, against)
            | {"misnamed": [problem.place.path for problem in misnamed.get(case_id, ())]}
            for case_id, check in checks.items()
        ]
        emit_json(rows if every else rows[0])
    else:
        for case_id, check in checks.items():
            click.echo(_line(case_id, check, against))
    for problem in (one for found in misnamed.values() for one in found):
        talk(str(problem))
    faults += _unsound(store, workspace) if store else []
    if faults:
        raise BrokenJournal(*faults)
    if store and give_receipt:
        _give_receipt(store, ids[0], reader, give_receipt, workspace)


def _unsound(store: JournalStore, workspace: Path | None) -> list[Problem]:
    """Say what is wrong with what the journals stand in: a chain cannot see a damaged index."""
    from onetext import wiring

    fault = store.fault()
    if not fault:
        return []
    return [
        Problem(
            what="the workspace is damaged, though the entries that can be read hold",
            because=f"the database says: {fault}",
            hint="keep the file as it is and go back to a copy",
            place=Place(file=wiring.store_name(workspace)),
        )
    ]


def as_row(case_id: str, check: ChainCheck, against: str = "") -> dict[str, Any]:
    """Return what a check found as the JSON of the command; `against`: why a receipt does not."""
    return {
        "case": case_id,
        "holds": check.holds and not against,
        "entries": check.head.length,
        "erased": check.n_erased,
        "head": check.head.hash,
        "first_broken": check.fault.seq if check.fault else None,
        "because": check.fault.because if check.fault else against or None,
    }


def _line(case_id: str, check: ChainCheck, against: str) -> str:
    erased = f", {counted(check.n_erased, 'body')} lawfully erased" if check.n_erased else ""
    if check.fault:
        return f"{case_id}: broken at entry {check.fault.seq}"
    if against:
        return f"{case_id}: does not agree with the receipt: {against}"
    n = check.head.length
    whole = f"{counted(n, 'entry')} {'holds' if n == 1 else 'hold'}"
    return f"{case_id}: {whole}{erased}; head {check.head.hash[:16]}"


def _ids(store: JournalStore | None, reference: str | None, every: bool) -> tuple[str, ...]:
    from onetext import wiring

    kept = store.case_ids() if store else ()
    if every:
        if not kept:
            talk("the workspace keeps no case yet")
        return kept
    case_id = str(reference).removeprefix(wiring.KEPT)
    if case_id not in kept:
        raise NotFound(
            Problem(
                what=f"the workspace keeps no case {case_id!r}, so there is no journal to check",
                because=f"the cases it keeps: {', '.join(kept) or 'none yet'}",
                hint="`onetext import` brings a case file or a bundled case into the workspace",
            )
        )
    return (case_id,)


def _give_receipt(
    store: JournalStore, case_id: str, reader: str | None, path: Path, workspace: Path | None
) -> None:
    from onetext import wiring
    from onetext.formats.new_files import write_new_text
    from onetext.record.receipts import receipt
    from onetext.workflows.export_case import reader_eye
    from onetext.workflows.journal import kept_head

    eye = reader_eye(store, case_id, reader)
    head = kept_head(store, case_id, eye)
    given = receipt(head, case_id, eye, wiring.signing_key(workspace, create=True))
    write_new_text(path, json.dumps(given.as_row(), indent=2) + "\n")
    talk(f"receipt for {eye.reader} written to {path}: {counted(head.length, 'entry')}")


def _receipt_faults(
    store: JournalStore, case_id: str, path: Path, workspace: Path | None
) -> list[Problem]:
    """Say why the journal is not the one a receipt was given for; empty, and told, if it is."""
    from onetext import wiring
    from onetext.record.receipts import public_digits
    from onetext.workflows.journal import receipt_check

    given = _read_receipt(path)
    if given.case != case_id:
        raise ImpossibleRequest(
            Problem(
                what=f"this receipt says nothing of {case_id}",
                because=f"it was given for the case {given.case}",
                hint="give the receipt of this case, or name the other case",
                place=Place(file=str(path)),
            )
        )
    own_key = public_digits(wiring.signing_key(workspace).public_key())
    fault = receipt_check(store, given, own_key)
    if not fault:
        talk(f"the receipt of {counted(given.length, 'entry')} for {given.reader} holds")
        return []
    return [
        Problem(
            what=f"the journal of {case_id} is not the one this receipt was given for",
            because=fault,
            hint=_way_out(workspace, is_own_key=given.key == own_key),
            place=Place(file=str(path)),
        )
    ]


def _way_out(workspace: Path | None, *, is_own_key: bool) -> str:
    from onetext import wiring

    if is_own_key:
        return "keep the workspace as it is and go back to a copy"
    return f"if it is of this workspace, put the key that signed it at {wiring.key_path(workspace)}"


def _read_receipt(path: Path) -> Any:
    from onetext.errors import UnreadableFile
    from onetext.formats.files import read_text
    from onetext.record.receipts import receipt_from

    text = read_text(path)
    try:
        row = json.loads(text)
        return receipt_from(row if isinstance(row, dict) else {})
    except (ValueError, RecursionError) as error:
        raise UnreadableFile(
            Problem(
                what="this file is not a receipt",
                because="it is not what `onetext verify --give-receipt` writes",
                hint="check the path",
                place=Place(file=str(path)),
            )
        ) from error


def _demand_sensible(
    case: str | None, every: bool, one_receipt: object, reader_without_receipt: object
) -> None:
    if bool(case) == every:
        raise ImpossibleRequest(
            Problem(
                what="which case to check?",
                because="either CASE or --all is needed, and not both",
                hint="`onetext cases` lists what there is",
            )
        )
    if (every and one_receipt) or reader_without_receipt:
        raise ImpossibleRequest(
            Problem(
                what="a receipt is of one case",
                because="--all gives none, and --for says whose receipt --give-receipt writes",
                hint="name the case",
            )
        )
