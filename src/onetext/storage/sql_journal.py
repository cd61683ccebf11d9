"""Journals in SQL tables, through Django: the adapter for a workspace."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import connections, transaction

from onetext.errors import BrokenJournal, Problem
from onetext.model import Attribution, Marking, Tlp
from onetext.record.entries import (
    Entry,
    Head,
    Journal,
    Sealed,
    Verb,
    Written,
    head_after,
    origin,
    time_of,
    timestamp,
)
from onetext.storage.models import BodyRow, EntryRow
from onetext.storage.sql_errors import told

_FIELDS = (
    *("seq", "at", "by", "verb", "kind", "record", "tlp", "audience", "attribution"),
    *("commitment", "prev", "hash", "sealed__body", "sealed__salt"),
)


class SqlJournalStore:
    """Keeps journals in the database behind a Django connection.

    Parameters
    ----------
    path : Path
        The workspace file, for messages.
    alias : str
        Django's name for the connection.
    """

    def __init__(self, path: Path, alias: str) -> None:
        self.path = path
        self._alias = alias

    def case_ids(self) -> tuple[str, ...]:
        """Return the ids of the cases it keeps, in alphabetical order."""
        with told(self.path):
            rows = EntryRow.objects.using(self._alias).values_list("case", flat=True)
            return tuple(rows.distinct().order_by("case"))

    def head(self, case_id: str) -> Head:
        """Return the end of a case's chain; one row is read."""
        with told(self.path):
            return _Pen(self._alias, case_id).head()

    def journal(self, case_id: str, *, after: int = 0) -> Journal:
        """Return a case's entries in order, all from one moment."""
        with told(self.path):
            return _journal(self._alias, case_id, after)

    @contextmanager
    def writing(self, case_id: str) -> Iterator[_Pen]:
        """Hold the database for writing; what was added is on the disk when this is left."""
        with told(self.path), transaction.atomic(using=self._alias, durable=True):
            pen = _Pen(self._alias, case_id)
            yield pen
        if pen.has_erased:
            self._forget()

    def _forget(self) -> None:
        """Leave no copy of what was erased in the write-ahead log either."""
        with told(self.path), connections[self._alias].cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """Let go of the file."""
        connections[self._alias].close()


class _Pen:
    """One case's journal inside a transaction that has the write lock."""

    def __init__(self, alias: str, case_id: str) -> None:
        self._alias = alias
        self._case_id = case_id
        self.has_erased = False

    def _rows(self) -> Any:
        return EntryRow.objects.using(self._alias).filter(case=self._case_id)

    def head(self) -> Head:
        last = self._rows().order_by("seq").values_list(*_FIELDS).last()
        return head_after(_written(self._case_id, last).entry) if last else origin(self._case_id)

    def latest(self, kind: str, record_id: str) -> Written | None:
        rows = self._rows().filter(kind=kind, record=record_id).order_by("seq")
        last = rows.values_list(*_FIELDS).last()
        return _written(self._case_id, last) if last else None

    def journal(self) -> Journal:
        return _journal(self._alias, self._case_id)

    def add(self, entries: Iterable[Written]) -> None:
        head = self.head()
        for written in entries:
            if written.entry.prev != head.hash:
                raise ValueError("an entry must continue the chain from its head")
            head = head_after(written.entry)
            self._add(written)

    def _add(self, written: Written) -> None:
        entry = written.entry
        row = EntryRow(
            case=self._case_id,
            seq=entry.seq,
            at=timestamp(entry.at),
            by=entry.by,
            verb=entry.verb.value,
            kind=entry.kind,
            record=entry.id,
            tlp=entry.marking.tlp.value,
            audience=json.dumps(entry.marking.audience),
            attribution=entry.marking.attribution.value,
            commitment=entry.commitment,
            prev=entry.prev,
            hash=entry.hash,
        )
        row.save(using=self._alias, force_insert=True)
        if written.sealed is not None:
            sealed = BodyRow(entry=row, body=written.sealed.body, salt=written.sealed.salt)
            sealed.save(using=self._alias, force_insert=True)

    def erase(self, kind: str, record_id: str) -> int:
        about = self._rows().filter(kind=kind, record=record_id)
        last = about.order_by("seq").values_list("seq", flat=True).last()
        earlier = list(about.filter(seq__lt=last or 0).values_list("pk", flat=True))
        bodies = BodyRow.objects.using(self._alias).filter(entry_id__in=earlier)
        self.has_erased = True
        return int(bodies._raw_delete(self._alias))


def _journal(alias: str, case_id: str, after: int = 0) -> Journal:
    rows = EntryRow.objects.using(alias).filter(case=case_id).order_by("seq", "pk")
    if after:  # else all of them: a row in front of the first is a broken entry, to be found
        rows = rows.filter(seq__gt=after)
    return tuple(_written(case_id, row) for row in rows.values_list(*_FIELDS))


def _written(case_id: str, row: tuple[Any, ...]) -> Written:
    """Read a row; one that somebody spoilt is a broken entry, not a failure of ours."""
    seq, at, by, verb, kind, record, tlp, audience, attribution, commitment, prev, own, *sealed = (
        row
    )
    try:
        marking = Marking(
            tlp=Tlp(tlp),
            audience=tuple(json.loads(audience)),
            attribution=Attribution(attribution),
        )
        entry = Entry(
            seq=seq,
            at=time_of(at),
            by=by,
            verb=Verb(verb),
            kind=kind,
            id=record,
            marking=marking,
            commitment=commitment,
            prev=prev,
            hash=own,
        )
    except (ValueError, TypeError) as error:
        raise BrokenJournal(
            Problem(
                what=f"entry {seq} of the journal of {case_id} is broken",
                because="its fields cannot be read: they were changed after it was written",
                hint="keep the workspace as it is and go back to a copy",
            )
        ) from error
    body, salt = sealed
    return Written(entry, None if body is None else Sealed(bytes(body), bytes(salt)))
