"""Where a backup's passphrase comes from: a file, or whoever sits at the terminal."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from onetext.errors import ImpossibleRequest, Problem

LEAST = 12

passphrase_file_option = click.option(
    "--passphrase-file",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    envvar="ONETEXT_PASSPHRASE_FILE",
    help="A file whose first line is the passphrase; by default you are asked.",
)


def new_passphrase(file: Path | None) -> str:
    """Return a passphrase to seal with, asked for twice; short ones are refused."""
    passphrase = _from_file(file) if file else _asked(confirms=True)
    if len(passphrase) < LEAST:
        raise ImpossibleRequest(
            Problem(
                what="this passphrase is too short",
                because=f"it has {len(passphrase)} characters; who holds the file can try many",
                hint=f"at least {LEAST} characters; five or six words drawn by lot are good",
            )
        )
    return passphrase


def known_passphrase(file: Path | None) -> str:
    """Return the passphrase a file was sealed with."""
    return _from_file(file) if file else _asked(confirms=False)


def _from_file(file: Path) -> str:
    return (file.read_text(encoding="utf-8").splitlines() or [""])[0]


def _asked(*, confirms: bool) -> str:
    if not sys.stdin.isatty():
        raise ImpossibleRequest(
            Problem(
                what="a passphrase is needed",
                because="nobody sits at a terminal to be asked for it",
                hint="--passphrase-file FILE; a backup that anybody may read: --plain",
            )
        )
    answer: str = click.prompt(
        "passphrase", hide_input=True, confirmation_prompt=confirms, err=True
    )
    return answer
