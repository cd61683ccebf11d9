"""Journals in memory: for tests, for simulations, for a case that is never kept."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from onetext.model import Eye
from onetext.record.entries import Head, Journal, Written, head_after, origin
from onetext.record.folding import seen_by


@dataclass
class _Pen:
    case_id: str
    entries: list[Written]

    def head(self) -> Head:
        return head_after(self.entries[-1].entry) if self.entries else origin(self.case_id)

    def latest(self, kind: str, record_id: str) -> Written | None:
        about = (kept for kept in reversed(self.entries) if _is_about(kept, kind, record_id))
        return next(about, None)

    def journal(self) -> Journal:
        return tuple(self.entries)

    def add(self, entries: Iterable[Written]) -> None:
        for written in entries:
            if written.entry.prev != self.head().hash:
                raise ValueError("an entry must continue the chain from its head")
            self.entries.append(written)

    def erase(self, kind: str, record_id: str) -> int:
        last = self.latest(kind, record_id)
        erased = [
            place
            for place, kept in enumerate(self.entries)
            if _is_about(kept, kind, record_id) and kept is not last and kept.sealed
        ]
        for place in erased:
            self.entries[place] = replace(self.entries[place], sealed=None)
        return len(erased)


def _is_about(written: Written, kind: str, record_id: str) -> bool:
    return (written.entry.kind, written.entry.id) == (kind, record_id)


@dataclass
class MemoryJournalStore:
    """Keeps journals as long as the process lives."""

    _journals: dict[str, Journal] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def case_ids(self) -> tuple[str, ...]:
        """Return the ids of the cases it keeps."""
        return tuple(sorted(case_id for case_id, kept in self._journals.items() if kept))

    def head(self, case_id: str) -> Head:
        """Return the end of a case's chain."""
        return _Pen(case_id, list(self.journal(case_id)[-1:])).head()

    def journal(self, case_id: str, *, after: int = 0) -> Journal:
        """Return a case's entries after a number, in order."""
        return self._journals.get(case_id, ())[after:]

    def for_reader(self, eye: Eye) -> _Reader:
        """Return what one reader may read of it."""
        return _Reader(self, eye)

    def fault(self) -> str:
        """Return nothing: memory has no disk under it that could differ from it."""
        return ""

    @contextmanager
    def writing(self, case_id: str) -> Iterator[_Pen]:
        """Hold all journals; keep what was added if the context is left in peace."""
        with self._lock:
            pen = _Pen(case_id, list(self.journal(case_id)))
            yield pen
            self._journals[case_id] = pen.journal()


@dataclass(frozen=True)
class _Reader:
    store: MemoryJournalStore
    eye: Eye

    def case_ids(self) -> tuple[str, ...]:
        return tuple(case_id for case_id in self.store.case_ids() if self.journal(case_id))

    def journal(self, case_id: str, *, after: int = 0) -> Journal:
        return seen_by(self.eye, self.store.journal(case_id, after=after))
