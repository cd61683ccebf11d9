"""``onetext restore``: put the journals of a backup back, here or elsewhere."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from onetext.cli._page import counted, emit_json, json_option, talk, workspace_option
from onetext.cli._passphrase import known_passphrase, passphrase_file_option

if TYPE_CHECKING:
    from onetext.workflows.backup import Restored


@click.command(name="restore")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--dry-run", is_flag=True, help="Say what would be written, and write nothing.")
@passphrase_file_option
@workspace_option
@json_option
def command(
    file: Path,
    dry_run: bool,
    passphrase_file: Path | None,
    workspace: Path | None,
    as_json: bool,
) -> None:
    """Put the journals of FILE into the workspace, or into the database of DATABASE_URL.

    A journal that is not there is begun, one that is there goes on from where it stands, and one
    that went another way is left as it is and said. So a case moves from a laptop to a server and
    back. Everything is checked before it is written and read again after.

    Example: onetext restore talks.onetext-backup --workspace new.sqlite3
    """
    from onetext import wiring
    from onetext.storage.backup_file import is_sealed, read_backup
    from onetext.workflows.backup import restore_journals

    passphrase = known_passphrase(passphrase_file) if is_sealed(file) else None
    backup = read_backup(file, passphrase)
    store = wiring.open_store(workspace, create=not dry_run) or wiring.passing_store()
    found = restore_journals(store, backup.journals, backup.heads, only_look=dry_run)
    talk(f"made {backup.made_at:%Y-%m-%d %H:%M} UTC, signed by the key {backup.key[:16]}…")
    if as_json:
        emit_json([as_row(restored) for restored in found])
    else:
        for restored in found:
            click.echo(_line(restored, dry_run))
    talk(f"nothing was written to {wiring.store_name(workspace)}" if dry_run else "all of it holds")


def as_row(restored: Restored) -> dict[str, Any]:
    """Return what putting a journal back came to as the JSON of the command."""
    return {
        "case": restored.case_id,
        "there": restored.n_there,
        "written": restored.n_added,
        "entries": restored.head.length,
        "head": restored.head.hash,
    }


def _line(restored: Restored, dry_run: bool) -> str:
    written = "would be written" if dry_run else "written"
    counts = f"{counted(restored.n_there, 'entry')} there, {restored.n_added} {written}"
    end = "" if dry_run else f"; head {restored.head.hash[:16]}"
    return f"{restored.case_id}: {counts}{end}"
