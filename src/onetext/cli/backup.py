"""``onetext backup``: all journals in one signed file, sealed with a passphrase."""

from __future__ import annotations

from pathlib import Path

import click

from onetext.cli._page import counted, emit_json, json_option, talk, workspace_option
from onetext.cli._passphrase import new_passphrase, passphrase_file_option


@click.command(name="backup")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--case", "cases", multiple=True, metavar="CASE", help="Only this case; repeatable.")
@click.option("--plain", is_flag=True, help="Without a passphrase: who has the file can read it.")
@passphrase_file_option
@workspace_option
@json_option
def command(
    file: Path,
    cases: tuple[str, ...],
    plain: bool,
    passphrase_file: Path | None,
    workspace: Path | None,
    as_json: bool,
) -> None:
    """Write the journals of all cases to FILE, from a workspace or a team's database alike.

    Every chain is checked first, and the file is signed. It holds everything, for every reader:
    keep it where the workspace could stand. Accounts are not in it.

    Example: onetext backup talks.onetext-backup
    """
    from onetext import wiring
    from onetext.storage.backup_file import write_backup
    from onetext.workflows.backup import journals_to_back_up

    passphrase = None if plain else new_passphrase(passphrase_file)
    journals = journals_to_back_up(wiring.demand_store(workspace), cases)
    write_backup(
        file,
        journals,
        now=wiring.scribe("").now,
        key=wiring.signing_key(workspace, create=True),
        passphrase=passphrase,
    )
    rows = [
        {"case": case_id, "entries": len(journal), "head": journal[-1].entry.hash}
        for case_id, journal in journals.items()
    ]
    if as_json:
        emit_json({"file": str(file), "sealed": not plain, "cases": rows})
    else:
        for case_id, journal in journals.items():
            head = journal[-1].entry.hash[:16]
            click.echo(f"{case_id}: {counted(len(journal), 'entry')}; head {head}")
    talk(f"{file} has {counted(len(rows), 'case')}")
    if plain:
        talk("it has no passphrase: whoever has it can read all of it")
