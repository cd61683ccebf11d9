"""The door to the record: what one person may read, and by whose eye.

The parts of a desk are built on it; whatever they give a page has come through here.
"""

from __future__ import annotations

import dataclasses
import datetime
import functools
from collections.abc import Callable
from typing import TypeVar

from onetext import wiring
from onetext.errors import BrokenJournal, NotFound
from onetext.model import TEAM_EYE, Case, Eye, party_eye
from onetext.record.entries import Journal
from onetext.record.given_ids import given_ids, given_options
from onetext.record.views import CaseView
from onetext.web.archive import Archive, no_such_case
from onetext.web.desk_refusals import not_now
from onetext.web.followed import FollowedJournals
from onetext.web.journal_lines import JournalLine
from onetext.web.kept_parts import Kinds
from onetext.web.seats import Reader, Role, Seat
from onetext.web.sending import Sending
from onetext.workflows.find import find_party
from onetext.workflows.journal import Scribe

T = TypeVar("T")


class Door:
    """What one person may read, for as long as one request lasts.

    A case is looked up once, and again after something was written.

    Parameters
    ----------
    reader : Reader
    archive : Archive
    sending : callable
        What is sent to it, asked once something is to be written; None: no form of a page.
    """

    def __init__(
        self, reader: Reader, archive: Archive, sending: Callable[[], Sending | None] = lambda: None
    ) -> None:
        self._reader = reader
        self._archive = archive
        self._sending = functools.cache(sending)
        self._n_drawn = 0
        self._is_repeated = False
        self._known: dict[str, tuple[Seat, FollowedJournals]] = {}

    @property
    def name(self) -> str:
        """How the journal names the person."""
        return self._reader.name

    def now(self) -> datetime.datetime:
        """Return the time, with its zone."""
        return wiring.scribe(self.name).now

    def seat(self, case_id: str) -> Seat:
        """Return where the reader sits in a case.

        Raises
        ------
        NotFound
            If there is no such case for this reader.
        """
        return self._opened(case_id)[0]

    def view(self, case_id: str, known_by: datetime.datetime | None = None) -> CaseView:
        """Return a case as its record stood at a time, for this reader.

        Raises
        ------
        NotFound
            If there is no such case for this reader.
        BrokenJournal
            If the chain does not hold.
        """
        seat, journals = self._opened(case_id)
        return journals.view(case_id, seat.eye, known_by)

    def party_view(
        self, case_id: str, party: str, known_by: datetime.datetime | None = None
    ) -> CaseView | None:
        """Return a case as one of its parties sees it; None where it sees nothing. The team asks.

        Raises
        ------
        NotFound
            If there is no such case, or no such party, for this reader.
        """
        seat, journals = self._opened(case_id)
        eye = party_eye(find_party(self.view(case_id, known_by).case, party).id)
        if eye != seat.eye and not seat.is_of_team:
            raise NotFound(no_such_case(case_id))
        if not journals.seen(case_id, eye):
            return None
        return journals.view(case_id, eye, known_by)

    def lines(self, case_id: str) -> tuple[JournalLine, ...]:
        """Return the reader's own journal, oldest first, numbered for it alone."""
        seat, journals = self._opened(case_id)
        return journals.lines(case_id, seat.eye)

    def seen(self, case_id: str) -> Journal:
        """Return the entries of a case that this reader may see, as they were written."""
        seat, journals = self._opened(case_id)
        return journals.seen(case_id, seat.eye)

    def finding(
        self,
        case_id: str,
        name: object,
        found: Callable[[Case], T],
        known_by: datetime.datetime | None = None,
        *,
        of: Kinds = (),
        view: CaseView | None = None,
    ) -> T:
        """Return what follows from this reader's view of a case, worked out once while it stands.

        Parameters
        ----------
        case_id : str
        name : hashable
            Says what is found, with everything it depends on beside the case.
        found : callable
            Works it out from the case, and from nothing that may change.
        known_by : datetime or None
        of : tuple of str
            Kinds of record; not empty: it is given these alone, and kept while they stand.
        view : CaseView, optional
            What it follows from; by default what stands now.
        """
        seat, journals = self._opened(case_id)
        return journals.finding(case_id, seat.eye, known_by, name, found, of=of, view=view)

    def piece(self, case_id: str, name: object, given: object, made: Callable[[], T]) -> T:
        """Return a piece of this reader's page, made once while what is given is what it was."""
        seat, journals = self._opened(case_id)
        return journals.piece(case_id, seat.eye, name, given, made)

    def made_from(self, case_id: str, kind: str, record_id: str) -> int:
        """Return what a form says it was made from: the number of a record's entry; 0: none."""
        seat, journals = self._opened(case_id)
        return journals.number(case_id, seat.eye, kind, record_id)

    def used_ids(self, case_id: str, kind: str = "", *, point: str = "") -> frozenset[str]:
        """Return every id this reader ever saw in a case, of what was erased as well.

        An id means one thing for good: a receipt somebody holds may be for it. With `kind`, ids of
        such records alone; with `point`, of the options it ever had.
        """
        seat, journals = self._opened(case_id)
        seen = journals.seen(case_id, seat.eye)
        return given_options(seen, point) if point else given_ids(seen, kind)

    def _scribe(self, eye: Eye = TEAM_EYE) -> Scribe:
        """Return who writes; with salts that know this sending again."""
        scribe, sending = dataclasses.replace(wiring.scribe(self.name), eye=eye), self._sending()
        if sending is None:
            return scribe
        return dataclasses.replace(scribe, new_salt=functools.partial(next, sending.salts()))

    def _opened(self, case_id: str) -> tuple[Seat, FollowedJournals]:
        """Return the reader's seat in a case and what follows its journal, once it may look."""
        if case_id not in self._known:
            self._known[case_id] = self._looked_up(case_id)
        return self._known[case_id]

    def _looked_up(self, case_id: str) -> tuple[Seat, FollowedJournals]:
        seat = self._reader.seat(case_id)
        if seat is None:
            raise NotFound(no_such_case(case_id))
        try:
            journals = self._archive.journals(case_id)
            seen = journals.seen(case_id, seat.eye)
        except BrokenJournal:
            if seat.is_of_team:
                raise
            raise BrokenJournal(not_now(case_id)) from None
        if not seen:
            raise NotFound(no_such_case(case_id))
        if self._archive.is_bundled(case_id):
            seat = dataclasses.replace(seat, role=Role.READER, is_read_only=True)
        return seat, journals
