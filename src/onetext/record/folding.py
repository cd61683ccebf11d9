"""The fold: what the record says, as the latest entry on each record has it.

A state is a left fold, entry by entry, so that folding a journal equals folding any part of its
beginning and then the rest. Withdrawn and erased records keep their place in the state: what is
written of them later stands where they stood.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from onetext.model import Eye, Marking
from onetext.record.entries import Entry, Journal, Verb, Written


class Standing(StrEnum):
    """How a record stands."""

    LIVE = "live"
    WITHDRAWN = "withdrawn"
    ERASED = "erased"


@dataclass(frozen=True, slots=True)
class Kept:
    """The latest word on one record.

    Parameters
    ----------
    entry : Entry
        The entry that said it.
    standing : Standing
    body : bytes
        Canonical JSON of the record; of a withdrawn or erased one, of the reason (may be empty).
    """

    entry: Entry
    standing: Standing
    body: bytes

    @property
    def marking(self) -> Marking:
        """Whose eyes it is for."""
        return self.entry.marking

    @property
    def because(self) -> str:
        """Why it was withdrawn or erased, where that was written down."""
        if self.standing is Standing.LIVE or not self.body:
            return ""
        return str(json.loads(self.body).get("because", ""))


@dataclass(frozen=True, slots=True)
class State:
    """The latest word on every record, by kind and id, in the order they first appeared."""

    kept: Mapping[tuple[str, str], Kept] = field(default_factory=lambda: MappingProxyType({}))

    def live(self) -> Iterable[Kept]:
        """The records that stand."""
        return (kept for kept in self.kept.values() if kept.standing is Standing.LIVE)

    @property
    def erased(self) -> tuple[tuple[str, str], ...]:
        """Kind and id of the records whose bodies were erased."""
        return tuple(key for key, kept in self.kept.items() if kept.standing is Standing.ERASED)


EMPTY = State()


def folded(entries: Iterable[Written], start: State = EMPTY) -> State:
    """Fold entries, one after another, into the state they lead to.

    Parameters
    ----------
    entries : iterable of Written
        In order. For a reader, those it may see (`seen_by`); for an earlier time, those written
        by then (`known_by`).
    start : State
        What earlier entries led to.
    """
    kept = dict(start.kept)
    for written in entries:
        key = (written.entry.kind, written.entry.id)
        kept[key] = _kept(written)
    return State(MappingProxyType(kept))


def _kept(written: Written) -> Kept:
    """Say what one entry leaves of its record."""
    body = b"" if written.sealed is None else written.sealed.body
    if written.entry.verb is Verb.PUT:
        return Kept(written.entry, Standing.LIVE if body else Standing.ERASED, body)
    erases = bool(body) and json.loads(body).get("erases") is True
    return Kept(written.entry, Standing.ERASED if erases else Standing.WITHDRAWN, body)


def seen_by(eye: Eye, journal: Iterable[Written]) -> Journal:
    """Return the entries a reader may see, by each entry's own marking, before any fold."""
    return tuple(written for written in journal if eye.may_see(written.entry.marking))


def known_by(time: datetime.datetime | None, journal: Iterable[Written]) -> Journal:
    """Return the entries written down by `time` (with its time zone); None: all of them."""
    if time is None:
        return tuple(journal)
    return tuple(written for written in journal if written.entry.at <= time)
