"""Journals in memory: verified once, then followed entry by entry from the last head known.

A page costs one row of the database while nothing was written. What a reader may see is filtered
here, before anything else, and views are kept under that reader's own entries: an entry it may
not see neither changes its view nor makes it be made again.
"""

from __future__ import annotations

import copy
import datetime
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from onetext.errors import BrokenJournal, Problem
from onetext.model import TEAM_EYE, Case, Eye
from onetext.record.chain import chain_check, is_erasure
from onetext.record.entries import Entry, Head, Journal, head_after, origin
from onetext.record.eyes import own_chain
from onetext.record.folding import known_by, seen_by
from onetext.record.views import CaseView, GrowingView, case_view
from onetext.web.journal_lines import JournalLine, journal_lines
from onetext.web.kept_parts import MOST_CHARACTERS, Keep, KeptParts, Kinds, Part
from onetext.web.lasting_memory import leave_alone
from onetext.workflows.journal import demand_whole
from onetext.workflows.journal_store import JournalStore
from onetext.workflows.study_jobs import KnownDigests

T = TypeVar("T")

MOST_VIEWS = 256
"""Views kept in memory, of all cases and readers; the one used longest ago goes first."""


@dataclass(slots=True)
class Seen:
    """What one reader may see of one journal, followed so far."""

    n_followed: int = 0
    entries: Journal = ()
    chain: tuple[Entry, ...] = ()
    """The reader's own chain, as far as anybody asked for it; `lines` likewise."""
    lines: tuple[JournalLine, ...] = ()
    titles: dict[tuple[str, str], str] = field(default_factory=dict)
    numbers: dict[tuple[str, str], int] = field(default_factory=dict)
    """Kind and id to the number, in the reader's own chain, of the record's last entry."""
    growing: GrowingView | None = None
    digests: KnownDigests = field(default_factory=KnownDigests)
    parts: KeptParts = field(default_factory=KeptParts)
    pieces: Keep = field(default_factory=lambda: Keep(MOST_CHARACTERS, len))

    def view(self, case_id: str, eye: Eye) -> CaseView:
        """Return the case as it stands, folding only what is new since the last time."""
        if self.growing is not None:
            return self.growing.view(self.entries)
        self.growing = GrowingView(case_id, eye)
        view = self.growing.view(self.entries)
        leave_alone(len(self.entries))
        return view


@dataclass(frozen=True, slots=True)
class _KeptView:
    """A view, and what was worked out from it."""

    view: CaseView
    among: KeptParts
    """The parts of the reader's records; of a view of the past, its own."""
    findings: dict[object, Any] = field(default_factory=dict)
    parts: dict[Kinds, Part] = field(default_factory=dict)

    def part(self, of: Kinds) -> Part:
        """Return what some kinds of its records make."""
        if of not in self.parts:
            self.parts[of] = self.among.part(self.view.case, of)
        return self.parts[of]


@dataclass(slots=True)
class _Followed:
    """One journal as far as it was followed."""

    head: Head
    journal: Journal = ()
    seen: dict[str, Seen] = field(default_factory=dict)
    lock: threading.RLock = field(default_factory=threading.RLock)


class FollowedJournals:
    """Follows the journals of one store.

    Parameters
    ----------
    store : JournalStore
    when_erased : callable, optional
        Is told the case in which something was erased.
    """

    def __init__(
        self, store: JournalStore, when_erased: Callable[[str], None] = lambda case_id: None
    ) -> None:
        self.store = store
        self._when_erased = when_erased
        self._followed: dict[str, _Followed] = {}
        self._views: OrderedDict[tuple[object, ...], _KeptView] = OrderedDict()
        self._lock = threading.Lock()
        self._up: _Followed | None = None
        self._up_id = ""

    def brought_up(self, case_id: str) -> FollowedJournals | None:
        """Return these journals for as long as one request lasts, with a case brought up to date.

        What is asked of that case afterwards costs no row of the database, and nothing that
        others write meanwhile comes between two halves of a page. None: there is no such journal.

        Raises
        ------
        BrokenJournal
            If the chain does not hold.
        """
        head = self.store.head(case_id)
        if not head.length and not self.has_followed(case_id):
            return None
        same = copy.copy(self)
        same._up = self._caught_up(case_id, head)
        same._up_id = case_id
        return same

    def seen(self, case_id: str, eye: Eye) -> Journal:
        """Return the entries a reader may see, in order; empty where there is none.

        Raises
        ------
        BrokenJournal
            If the chain does not hold.
        """
        return self._seen(case_id, eye).entries

    def own_chain(self, case_id: str, eye: Eye) -> tuple[Entry, ...]:
        """Return a reader's own chain, numbered afresh."""
        followed = self._up_to_date(case_id)
        with followed.lock:
            return self._chained(case_id, eye, self._filtered(case_id, followed, eye)).chain

    def lines(self, case_id: str, eye: Eye) -> tuple[JournalLine, ...]:
        """Return a reader's own chain as a page lists it, oldest first."""
        followed = self._up_to_date(case_id)
        with followed.lock:
            seen = self._chained(case_id, eye, self._filtered(case_id, followed, eye))
            n = len(seen.lines)
            if n < len(seen.chain):
                seen.lines += journal_lines(seen.chain[n:], seen.entries[n:], seen.titles, eye)
            return seen.lines

    def number(self, case_id: str, eye: Eye, kind: str, record_id: str) -> int:
        """Return the number of a record's last entry in a reader's own chain; 0: it has none."""
        return self._seen(case_id, eye).numbers.get((kind, record_id), 0)

    def digests(self, case_id: str, eye: Eye) -> KnownDigests:
        """Return what tells the records of a reader's view apart, and remembers them."""
        return self._seen(case_id, eye).digests

    def view(self, case_id: str, eye: Eye, time: datetime.datetime | None = None) -> CaseView:
        """Return a case as a reader may see it; the same object while nothing changed for it."""
        return self._kept_view(case_id, eye, time).view

    def finding(
        self,
        case_id: str,
        eye: Eye,
        time: datetime.datetime | None,
        name: object,
        found: Callable[[Case], T],
        *,
        of: Kinds = (),
        view: CaseView | None = None,
    ) -> T:
        """Return what follows from a reader's view alone, worked out once per view and name.

        With `of`, from these kinds of record alone: once while they stand. With `view`, from that
        one; what somebody wrote since it was opened is left to whoever opens the next.
        """
        kept = self._kept_view(case_id, eye, time)
        if view is not None and kept.view is not view:
            kept = _KeptView(view, KeptParts())
        if of:
            return kept.part(of).finding(name, found)
        if name not in kept.findings:
            kept.findings[name] = found(kept.view.case)
        known: T = kept.findings[name]
        return known

    def piece(
        self, case_id: str, eye: Eye, name: object, given: object, made: Callable[[], T]
    ) -> T:
        """Return a piece of a reader's page, made once while what it shows is what it was."""
        return self._seen(case_id, eye).pieces.kept(name, given, made)

    def has_followed(self, case_id: str) -> bool:
        """Whether a case had entries when it was last looked at, though it may have none now."""
        followed = self._followed.get(case_id)
        return followed is not None and followed.head.length > 0

    def _kept_view(self, case_id: str, eye: Eye, time: datetime.datetime | None) -> _KeptView:
        followed = self._up_to_date(case_id)
        with followed.lock:  # two who ask at once after a change fold it once
            seen = self._filtered(case_id, followed, eye)
            entries = known_by(time, seen.entries)
            last = entries[-1].entry.commitment if entries else ""
            key = (case_id, eye.reader, len(entries), last)
            with self._lock:
                if key in self._views:
                    self._views.move_to_end(key)
                    return self._views[key]
            is_now = len(entries) == len(seen.entries)
            view = seen.view(case_id, eye) if is_now else case_view(entries, case_id, eye)
            with self._lock:
                made = _KeptView(view, seen.parts if is_now else KeptParts())
                self._views[key] = made
                while len(self._views) > MOST_VIEWS:
                    self._views.popitem(last=False)
        return made

    def _seen(self, case_id: str, eye: Eye) -> Seen:
        followed = self._up_to_date(case_id)
        with followed.lock:
            return self._filtered(case_id, followed, eye)

    def _filtered(self, case_id: str, followed: _Followed, eye: Eye) -> Seen:
        seen = followed.seen.setdefault(eye.reader, Seen())
        if seen.n_followed < len(followed.journal):
            new = self._let_through(case_id, eye, followed.journal[seen.n_followed :])
            seen.n_followed = len(followed.journal)
            if new:
                start = len(seen.entries) + 1
                about = ((written.entry.kind, written.entry.id) for written in new)
                seen.numbers |= {key: number for number, key in enumerate(about, start)}
                seen.entries += new
        return seen

    def _chained(self, case_id: str, eye: Eye, seen: Seen) -> Seen:
        """Bring a reader's own chain up to what it may see."""
        n = len(seen.chain)
        if n < len(seen.entries):
            start = head_after(seen.chain[-1]) if seen.chain else None
            seen.chain += own_chain(seen.entries[n:], case_id, eye, start)
        return seen

    def _let_through(self, case_id: str, eye: Eye, new: Journal) -> Journal:
        """Return what the eye may see, as the store itself hands it to this reader.

        Two fences, neither trusting the other: the store gives what it lets this reader have,
        bodies included, and the eye is applied to that. What was verified here is only compared.
        """
        if eye == TEAM_EYE:
            return new
        first, last = new[0].entry.seq, new[-1].entry.seq
        fenced = self.store.for_reader(eye).journal(case_id, after=first - 1)
        let = tuple(w for w in seen_by(eye, fenced) if w.entry.seq <= last)
        verified = {written.entry.seq: written for written in new}
        for written in let:
            known = verified.get(written.entry.seq)
            if (
                known is None
                or written.entry != known.entry
                or written.sealed not in (None, known.sealed)
            ):
                raise BrokenJournal(_differs(case_id, written.entry.seq))
        return let

    def _up_to_date(self, case_id: str) -> _Followed:
        """Return a journal as it stands now, verified as far as it was not yet."""
        if self._up is not None and self._up_id == case_id:
            return self._up
        return self._caught_up(case_id, self.store.head(case_id))

    def _caught_up(self, case_id: str, head: Head) -> _Followed:
        with self._lock:
            followed = self._followed.setdefault(case_id, _Followed(origin(case_id)))
        with followed.lock:
            if (head.length, head.hash) != (followed.head.length, followed.head.hash):
                self._follow(case_id, followed)
            return followed

    def _follow(self, case_id: str, followed: _Followed) -> None:
        new = self.store.journal(case_id, after=followed.head.length)
        check = chain_check(new, followed.head)
        if new and check.holds and not any(map(is_erasure, new)):
            followed.journal += new
            followed.head = check.head
            return
        # bodies were erased, or what was known is not what stands: begin again
        journal = self.store.journal(case_id)
        demand_whole(journal, case_id)
        if not _continues(journal, followed.head):
            raise BrokenJournal(_cut_off(case_id, followed.head, len(journal)))
        if followed.journal:
            self._when_erased(case_id)
        followed.journal, followed.seen = journal, {}
        followed.head = chain_check(journal, origin(case_id)).head


def _continues(journal: Journal, head: Head) -> bool:
    """Whether a chain goes through a head that was seen before: nothing of its end is missing."""
    if head.length == 0:
        return True
    return len(journal) >= head.length and journal[head.length - 1].entry.hash == head.hash


def _cut_off(case_id: str, head: Head, n_left: int) -> Problem:
    return Problem(
        what=f"the journal of {case_id} is not the one that was read here before",
        because=f"it had {head.length} entries; {n_left} are left, or others stand in their place",
        hint="keep the store as it is, check it against receipts, and go back to a copy",
    )


def _differs(case_id: str, seq: int) -> Problem:
    return Problem(
        what=f"entry {seq} of the journal of {case_id} is not the same twice",
        because="what the store hands to a reader differs from the chain that was verified",
        hint="keep the store as it is and run `onetext verify`",
    )
