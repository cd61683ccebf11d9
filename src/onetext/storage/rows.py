"""An entry as rows of the two tables, and back; a row that somebody spoilt is a broken entry."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from onetext.errors import BrokenJournal, Problem
from onetext.model import Attribution, Marking, Tlp
from onetext.record.entries import Entry, Sealed, Verb, Written, time_of, timestamp
from onetext.storage.models import BodyRow, EntryRow

FIELDS = (
    *("seq", "at", "by", "verb", "kind", "record", "tlp", "audience", "attribution"),
    *("commitment", "prev", "hash", "sealed__body", "sealed__salt"),
)
"""What `written` reads, in this order."""


def add_rows(alias: str, case_id: str, entries: Iterable[Written]) -> None:
    """Insert entries and their bodies."""
    made = [(_entry_row(case_id, written.entry), written.sealed) for written in entries]
    rows = EntryRow.objects.using(alias).bulk_create([row for row, _ in made], batch_size=500)
    BodyRow.objects.using(alias).bulk_create(
        [
            BodyRow(entry=row, body=sealed.body, salt=sealed.salt)
            for row, (_, sealed) in zip(rows, made, strict=True)
            if sealed is not None
        ],
        batch_size=500,
    )


def _entry_row(case_id: str, entry: Entry) -> EntryRow:
    return EntryRow(
        case=case_id,
        seq=entry.seq,
        at=timestamp(entry.at),
        by=entry.by,
        verb=entry.verb.value,
        kind=entry.kind,
        record=entry.id,
        tlp=entry.marking.tlp.value,
        audience=_audience_text(entry.marking.audience),
        attribution=entry.marking.attribution.value,
        commitment=entry.commitment,
        prev=entry.prev,
        hash=entry.hash,
    )


def written(case_id: str, row: tuple[Any, ...]) -> Written:
    """Read a row of `FIELDS`; BrokenJournal names the entry where it cannot be read as one."""
    seq, at, by, verb, kind, record, tlp, audience, attribution, commitment, prev, own, *sealed = (
        row
    )
    try:
        entry = Entry(
            seq=seq,
            at=time_of(at),
            by=by,
            verb=Verb(verb),
            kind=kind,
            id=record,
            marking=marking(tlp, audience, attribution),
            commitment=commitment,
            prev=prev,
            hash=own,
        )
    except (ValueError, TypeError) as error:
        raise unreadable(case_id, seq) from error
    body, salt = sealed
    return Written(entry, None if body is None else Sealed(bytes(body), bytes(salt)))


def marking(tlp: str, audience: str, attribution: str) -> Marking:
    """Read the three columns of a marking; ValueError where they were not written by us."""
    readers = tuple(json.loads(audience))
    if _audience_text(readers) != audience:
        raise ValueError("the audience is not written as the journal writes it")
    return Marking(tlp=Tlp(tlp), audience=readers, attribution=Attribution(attribution))


def unreadable(case_id: str, seq: object) -> BrokenJournal:
    """Name an entry whose row cannot be read."""
    return BrokenJournal(
        Problem(
            what=f"entry {seq} of the journal of {case_id} is broken",
            because="its fields cannot be read: they were changed after it was written",
            hint="keep the workspace as it is and go back to a copy",
        )
    )


def _audience_text(audience: tuple[str, ...]) -> str:
    return json.dumps(audience)
