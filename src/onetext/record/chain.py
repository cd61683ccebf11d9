"""The chain: add to it, and find the first entry where it does not hold."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from onetext.model import Marking
from onetext.model.sentences import said
from onetext.record.entries import (
    Entry,
    Head,
    Sealed,
    Verb,
    Written,
    canonical,
    entry_hash,
    head_after,
    linked,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An entry not yet written: what is to be put or withdrawn, for whose eyes."""

    verb: Verb
    kind: str
    id: str
    marking: Marking
    body: bytes
    """Canonical JSON of the record; of a withdrawal, see `withdrawal_body`."""
    replaces: int | None = None
    """Number of the entry it was made from; 0: of none, the record is new; None: of any."""


@dataclass(frozen=True, slots=True)
class Fault:
    """The first broken entry of a chain, and why it does not hold."""

    seq: int
    because: str


@dataclass(frozen=True, slots=True)
class ChainCheck:
    """What verifying a chain found.

    Parameters
    ----------
    head : Head
        The end of the part that holds.
    n_erased : int
        Entries of that part whose body was erased, each with its erasure on record.
    fault : Fault or None
        None: the chain holds to its end. It cannot see its own tail cut off; a receipt can.
    """

    head: Head
    n_erased: int
    fault: Fault | None

    @property
    def holds(self) -> bool:
        """Whether every entry follows from the one before."""
        return self.fault is None


def withdrawal_body(because: str, *, erases: bool = False) -> bytes:
    """Return the body of a withdrawal: why, and whether the record's bodies go with it."""
    return canonical({"because": because, "erases": erases})


def appended(
    head: Head,
    drafts: Iterable[Draft],
    *,
    by: str,
    now: datetime.datetime,
    new_salt: Callable[[], bytes],
) -> tuple[Written, ...]:
    """Return the drafts as entries that continue a chain.

    Parameters
    ----------
    head : Head
        The end of the chain they continue.
    drafts : iterable of Draft
    by : str
        Who writes them down.
    now : datetime
        When, with its time zone. A clock that ran backwards does not show: what is written at
        once is dated alike, and after what stood there before.
    new_salt : callable
        Returns 32 fresh random bytes at each call.
    """
    written = []
    at = now if head.at is None else max(now, head.at + datetime.timedelta.resolution)
    for draft in drafts:
        sealed = Sealed(draft.body, new_salt())
        entry = linked(
            Entry(
                seq=0,
                at=at,
                by=by,
                verb=draft.verb,
                kind=draft.kind,
                id=draft.id,
                marking=draft.marking,
                commitment=sealed.commitment,
                prev="",
                hash="",
            ),
            head,
        )
        head = head_after(entry)
        written.append(Written(entry, sealed))
    return tuple(written)


def chain_check(journal: Iterable[Written], start: Head) -> ChainCheck:
    """Walk a chain from its origin to the first entry that does not hold.

    Parameters
    ----------
    journal : iterable of Written
        In the order they are kept.
    start : Head
        Where the chain begins: `origin` of its case and reader.
    """
    kept = tuple(journal)
    erasures = _erasures(kept)
    head, n_erased = start, 0
    for written in kept:
        because = _fault(written, head, erasures)
        if because:
            return ChainCheck(head, n_erased, Fault(head.length + 1, because))
        head = head_after(written.entry)
        n_erased += written.sealed is None
    return ChainCheck(head, n_erased, None)


def _fault(written: Written, head: Head, erasures: dict[tuple[str, str], int]) -> str:
    """Say why an entry cannot follow `head`; empty if it does."""
    entry, number = written.entry, head.length + 1
    if entry.seq != number:
        return said(
            "entry %(number)s is missing or out of order: entry %(other)s stands in its place",
            number=str(number),
            other=str(entry.seq),
        )
    if not _has_its_hash(entry):
        return said(
            "its content does not give the hash it carries: it was changed after it was written"
        )
    if entry.prev != head.hash:
        return said(
            "it does not follow the entry before: that one was changed, or this one put in later"
        )
    if head.at is not None and entry.at < head.at:
        return said("it is dated before the entry it follows")
    if written.sealed is None:
        if entry.seq >= erasures.get((entry.kind, entry.id), 0):
            return said("its body is gone, and no erasure of it is on record")
    elif written.sealed.commitment != entry.commitment:
        return said(
            "its body is not the one that was committed to: it was changed after it was written"
        )
    return ""


def _has_its_hash(entry: Entry) -> bool:
    try:
        return entry_hash(entry) == entry.hash
    except ValueError:  # a field that no entry of ours could have had
        return False


def _erasures(journal: tuple[Written, ...]) -> dict[tuple[str, str], int]:
    """Kind and id to the number of the last entry that erased the record's bodies."""
    return {
        (written.entry.kind, written.entry.id): written.entry.seq
        for written in journal
        if is_erasure(written)
    }


def is_erasure(written: Written) -> bool:
    """Whether an entry withdraws a record together with all its bodies."""
    if written.entry.verb is not Verb.WITHDRAW or written.sealed is None:
        return False
    try:
        return json.loads(written.sealed.body).get("erases") is True
    except (ValueError, AttributeError):
        return False
