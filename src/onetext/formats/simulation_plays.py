"""A file of negotiations already played, one a line, so that a long run can be taken up again.

The first line says what is played; a file of another setting or seed is refused. The last line may
be torn, if a run was ended while writing it: that negotiation is played again. Plays of a method
that has changed since (another edition) are refused, too.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from enum import Enum
from pathlib import Path
from typing import Any, TextIO

from onetext.errors import ImpossibleRequest, Place, Problem, StorageUnavailable, UnreadableFile
from onetext.mediation.simulation_plays import EDITION, Play, Setting, play_data, play_of

Plays = dict[str, Play]
_KIND = "onetext simulation 1"


class KeptPlays:
    """Negotiations of one setting and seed, as kept in a file.

    Parameters
    ----------
    played : dict of int to dict of str to Play
        What was read, by number of the negotiation.
    """

    def __init__(self, played: dict[int, Plays], file: TextIO) -> None:
        self.played = played
        self._file = file

    def keep(self, number: int, plays: Mapping[str, Play]) -> None:
        """Write a negotiation down at once, with what was known of it before."""
        together = self.played.get(number, {}) | dict(plays)
        found = {name: play_data(play) for name, play in together.items()}
        self._file.write(json.dumps({"number": number, "plays": found}) + "\n")
        self._file.flush()


@contextmanager
def kept_plays(target: Path, setting: Setting, seed: int) -> Iterator[KeptPlays]:
    """Open a file of plays to go on with, or begin it.

    Raises
    ------
    UnreadableFile
        If the file is not one of plays.
    ImpossibleRequest
        If it is of another setting or seed.
    StorageUnavailable
        If it cannot be written.
    """
    head = _head(setting, seed)
    played, n_sound = _read(target, head) if target.exists() else ({}, 0)
    try:
        with target.open("r+" if target.exists() else "w", encoding="utf-8") as file:
            file.seek(n_sound)
            file.truncate()
            if not n_sound:
                file.write(json.dumps(head) + "\n")
            yield KeptPlays(played, file)
    except OSError as error:
        raise StorageUnavailable(
            Problem(
                "the negotiations played cannot be kept",
                (error.strerror or "the system refused").lower(),
                "check the folder and its permissions",
                Place(file=str(target)),
            )
        ) from error


def plays_in(target: Path, setting: Setting, seed: int) -> dict[int, Plays]:
    """Return what a file holds, by number of the negotiation, and leave it alone.

    Raises
    ------
    UnreadableFile, ImpossibleRequest
        As in `kept_plays`.
    """
    return _read(target, _head(setting, seed))[0]


def _head(setting: Setting, seed: int) -> dict[str, Any]:
    return {"kind": _KIND, "edition": EDITION, "seed": seed, **_plain(setting)}


_LATER = {"order_told": False, "lists_doubted": False}
"""What settings did not have from the first: left out of a file where it is as it always was."""


def _plain(setting: Setting) -> dict[str, Any]:
    plain = {k: v.value if isinstance(v, Enum) else v for k, v in asdict(setting).items()}
    return {k: v for k, v in plain.items() if k not in _LATER or v != _LATER[k]}


def _read(target: Path, head: dict[str, Any]) -> tuple[dict[int, Plays], int]:
    """Return the plays of a file, and how many of its bytes are sound."""
    try:
        lines = target.read_bytes().splitlines(keepends=True)
    except OSError as error:
        raise UnreadableFile(_unreadable(target, str(error.strerror).lower())) from error
    played: dict[int, Plays] = {}
    n_sound = 0
    for line in lines:
        try:
            data = json.loads(line)
            if not n_sound:
                _check_head(data, head, target)
            else:
                of_number = {name: play_of(play) for name, play in data["plays"].items()}
                played[int(data["number"])] = of_number
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            if line is not lines[-1] or line.endswith(b"\n"):
                raise UnreadableFile(_unreadable(target, "it is not a file of plays")) from error
            break
        n_sound += len(line)
    return played, n_sound


def _check_head(data: Any, head: dict[str, Any], target: Path) -> None:
    if not isinstance(data, dict) or data.get("kind") != _KIND:
        raise UnreadableFile(_unreadable(target, "it is not a file of plays"))
    others = [key for key in {**head, **data} if data.get(key) != head.get(key)]
    if others:
        raise ImpossibleRequest(
            Problem(
                what=f"{target} holds negotiations of another kind",
                because=", ".join(f"{key} is {data.get(key)} there" for key in others),
                hint="give another file, or the setting and seed it was begun with",
                place=Place(file=str(target)),
            )
        )


def _unreadable(target: Path, because: str) -> Problem:
    return Problem(
        what="the negotiations played earlier cannot be read",
        because=because,
        hint="give another file to --out",
        place=Place(file=str(target)),
    )
