"""A reader's desk: the only door from a page to the record.

Whatever a page gets from it has passed the reader's eye already; there is no way round it, and no
way to ask for somebody else's. A case the reader may see nothing of does not exist here, in the
same words as one that was never written.
"""

from __future__ import annotations

import dataclasses
import datetime
import functools
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from onetext import wiring
from onetext.errors import BrokenJournal, ImpossibleRequest, InvalidCase, NotFound
from onetext.model import TEAM_EYE, Case, Eye, party_eye
from onetext.record.chain import ChainCheck, chain_check
from onetext.record.entries import Journal, head_after, origin
from onetext.record.given_ids import given_ids, given_options, next_id
from onetext.record.receipts import Receipt, public_digits, receipt
from onetext.record.views import CaseView
from onetext.web.amended_case import new_problems
from onetext.web.archive import Archive, no_such_case
from onetext.web.desk_refusals import may_not_write, not_now
from onetext.web.followed import FollowedJournals
from onetext.web.journal_lines import JournalLine
from onetext.web.kept_parts import Kinds
from onetext.web.receipt_check import ReceiptFinding, receipt_finding
from onetext.web.seats import Reader, Role, Seat
from onetext.web.sending import Sending
from onetext.web.sent_before import journals_before
from onetext.web.study_state import StudyState
from onetext.workflows.amend import Amendment, amend
from onetext.workflows.find import find_party
from onetext.workflows.journal import Scribe
from onetext.workflows.review_undo import TakenBack, taken_back
from onetext.workflows.study_jobs import STUDIED, Asked, fingerprint, studied

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class CaseCard:
    """What the list of cases says of one."""

    id: str
    title: str
    summary: str
    as_of: datetime.date | None
    n_entries: int
    last_at: datetime.datetime | None
    is_read_only: bool


@dataclass(frozen=True, slots=True)
class StudyQuestion:
    """What a page wants studied: on which day, as known when, which text alone, how finely."""

    as_of: datetime.date | None = None
    known_by: datetime.datetime | None = None
    text: str | None = None
    n_draws: int = 4000
    seed: int = 1


class Desk:
    """What one person may read and write, for as long as one request lasts.

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

    def cards(self) -> tuple[CaseCard, ...]:
        """Return the cases there are for this reader: those kept first."""
        ids = (*self._archive.kept_ids(), *self._archive.bundled_ids())
        return tuple(self._card(case_id) for case_id in ids if self._exists(case_id))

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

    def amend(self, case_id: str, *amendments: Amendment) -> None:
        """Write records down, all of them or none.

        Raises
        ------
        ImpossibleRequest
            If this reader may not write, or not this.
        InvalidCase
            If the case would break its rules; every problem that is new, each with its field.
        RecordMovedOn
            If somebody changed one of the records since the form was made, with both versions.
        """
        seat, journals = self._opened(case_id)
        if not (seat.may_write or seat.may_answer):
            raise ImpossibleRequest(may_not_write(seat))
        case = journals.view(case_id, seat.eye).case
        if seat.may_answer and case.as_of is not None:
            # a party speaks today; up to which day the record is kept is the team's to say
            case = dataclasses.replace(case, as_of=max(case.as_of, self.now().date()))
        found = new_problems(case, amendments)
        if found:
            raise InvalidCase(*found)
        if self._is_repeated:
            return
        self._known.clear()
        amend(journals.store, case_id, amendments, self._scribe(seat.eye))

    def _scribe(self, eye: Eye = TEAM_EYE) -> Scribe:
        """Return who writes; with salts that know this sending again."""
        scribe, sending = dataclasses.replace(wiring.scribe(self.name), eye=eye), self._sending()
        if sending is None:
            return scribe
        return dataclasses.replace(scribe, new_salt=functools.partial(next, sending.salts()))

    def as_first_sent(self, case_id: str) -> Desk | None:
        """Return the desk as it was when this very form was sent before; None: it was not.

        It answers as it did then, and writes nothing. A form whose records somebody wrote over
        since is not answered so: what it said does not stand any more.

        Raises
        ------
        NotFound, BrokenJournal
            As `view` does.
        """
        sending = self._sending()
        if sending is None:
            return None
        self._known.pop(case_id, None)
        seat, journals = self._opened(case_id)
        before = journals_before(sending, journals, case_id, seat.eye)
        if before is None:
            return None
        desk = Desk(self._reader, self._archive, self._sending)
        desk._known[case_id] = (seat, before)
        desk._is_repeated = True
        return desk

    def take_back(self, case_id: str, statement: str) -> TakenBack:
        """Take the decision on a report's statement back, with what was written down with it.

        Raises
        ------
        NotFound, ImpossibleRequest
            As `taken_back`; and as `amend` does.
        """
        seat, journals = self._opened(case_id)
        gone, withdrawals = taken_back(journals.seen(case_id, seat.eye), statement)
        own = (
            dataclasses.replace(w, made_from=self.made_from(case_id, *w.key)) for w in withdrawals
        )
        self.amend(case_id, *own)
        return gone

    def seen(self, case_id: str) -> Journal:
        """Return the entries of a case that this reader may see, as they were written."""
        seat, journals = self._opened(case_id)
        return journals.seen(case_id, seat.eye)

    def new_id(self, prefix: str, case: Case | None = None) -> str:
        """Return an id for a new record.

        Parameters
        ----------
        prefix : str
        case : Case or None
            Whose ids are taken; the next number is given. None: one that is drawn, as a party's
            records have them, since a number would tell how many others spoke.
        """
        if case is None:
            sending, n = self._sending(), self._n_drawn
            self._n_drawn += 1
            return f"{prefix}-{sending.drawn(n) if sending else secrets.token_hex(6)}"
        taken = self.used_ids(case.id)
        return next_id(prefix, taken)

    def used_ids(self, case_id: str, kind: str = "", *, point: str = "") -> frozenset[str]:
        """Return every id this reader ever saw in a case, of what was erased as well.

        An id means one thing for good: a receipt somebody holds may be for it. With `kind`, ids of
        such records alone; with `point`, of the options it ever had.
        """
        seat, journals = self._opened(case_id)
        seen = journals.seen(case_id, seat.eye)
        return given_options(seen, point) if point else given_ids(seen, kind)

    @property
    def may_begin(self) -> bool:
        """Whether this reader may begin a case."""
        return self._reader.may_begin

    def case_ids(self) -> frozenset[str]:
        """Return every id a new case cannot have; nothing for who may not begin one."""
        ids = (*self._archive.kept_ids(), *self._archive.bundled_ids())
        return frozenset(ids) if self.may_begin else frozenset()

    def begin(self, case: Case) -> None:
        """Keep a new case.

        Raises
        ------
        NotFound
            If this reader may not begin one.
        InvalidCase
            If the case breaks its rules.
        ImpossibleRequest, RecordMovedOn
            If there is a case with this id; nothing was written.
        """
        if not self.may_begin:
            raise NotFound(no_such_case(case.id))
        found = wiring.case_problems(case)
        if found:
            raise InvalidCase(*found)
        self._known.clear()
        self._archive.begin(case, self._scribe())

    def begun_before(self) -> str:
        """Return the id of the case that this very form began when it was sent before, or none."""
        sending = self._sending()
        if sending is None or not self.may_begin:
            return ""
        for case_id in self._archive.kept_ids():
            if sending.wrote(self._archive.journals(case_id).seen(case_id, TEAM_EYE)):
                return case_id
        return ""

    def keep_copy(self, case_id: str) -> None:
        """Keep a copy of a bundled case, to work on; where there is one, it is that one."""
        if not self._opened(case_id)[0].is_read_only:
            return
        self._known.clear()
        self._archive.keep_copy(case_id, self.name)

    def study(
        self,
        case_id: str,
        question: StudyQuestion | None = None,
        *,
        needs_profiles: bool = False,
    ) -> StudyState:
        """Return what could be signed as far as this reader can see, or that it is under way."""
        key, case, asked = self._asked(case_id, question or StudyQuestion())
        return self._archive.studies.state(key, case, asked, needs_profiles=needs_profiles)

    def cancel_study(self, case_id: str, question: StudyQuestion) -> None:
        """End the work on a study of this reader's."""
        key, _, asked = self._asked(case_id, question)
        self._archive.studies.cancel(asked.reader, key)

    def begin_study_again(self, case_id: str, question: StudyQuestion) -> None:
        """Let a study of this reader's that was ended, or failed, be worked out after all."""
        key, _, asked = self._asked(case_id, question)
        self._archive.studies.begin_again(asked.reader, key)

    def _asked(self, case_id: str, question: StudyQuestion) -> tuple[str, Case, Asked]:
        """Return the key of a study of this reader's, and what it follows from."""
        seat, journals = self._opened(case_id)
        known_by, digests = question.known_by, journals.digests(case_id, seat.eye)
        case = self.view(case_id, known_by).case
        asked = Asked(
            reader=seat.eye.reader,
            as_of=question.as_of or case.as_of,
            text=question.text,
            n_draws=question.n_draws,
            seed=question.seed,
            known_by=known_by,
        )
        key = self.finding(
            case_id,
            asked,
            lambda seen: fingerprint(seen, asked, digests.turned()),
            known_by,
            of=STUDIED,
        )
        return key, studied(case), asked

    def check(self, case_id: str) -> ChainCheck:
        """Walk the whole chain again, from the store, for the team; else the reader's own chain."""
        seat, journals = self._opened(case_id)
        if seat.is_of_team:
            return chain_check(journals.store.journal(case_id), origin(case_id))
        chain = journals.own_chain(case_id, seat.eye)
        head = head_after(chain[-1]) if chain else origin(case_id, seat.eye.reader)
        return ChainCheck(head, 0, None)

    def receipt(self, case_id: str, *, for_reader: str = "") -> Receipt:
        """Sign the head of the reader's own chain; for the team, also that of a party's.

        Raises
        ------
        NotFound
            If the team names a party the case does not have.
        ImpossibleRequest
            If there is nothing to sign for: the case is not kept.
        """
        seat, journals = self._opened(case_id)
        if seat.is_read_only:
            raise ImpossibleRequest(may_not_write(seat))
        eye = seat.eye
        if for_reader and seat.is_of_team:
            eye = party_eye(find_party(self.view(case_id).case, for_reader).id)
        chain = journals.own_chain(case_id, eye)
        head = head_after(chain[-1]) if chain else origin(case_id, eye.reader)
        return receipt(head, case_id, eye, self._archive.signing_key())

    def receipt_finding(self, case_id: str, words: str) -> ReceiptFinding:
        """Hold a receipt against the reader's own chain; the team's eye may check any reader's.

        Raises
        ------
        UnreadableFile, ImpossibleRequest
            If it is none, or one of another case or reader.
        """
        seat, journals = self._opened(case_id)
        return receipt_finding(
            words,
            case_id,
            seat.eye,
            lambda eye: journals.own_chain(case_id, eye),
            public_digits(self._archive.signing_key().public_key()),
        )

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

    def _exists(self, case_id: str) -> bool:
        try:
            self._opened(case_id)
        except NotFound:
            return False
        except BrokenJournal:
            return True
        return True

    def _card(self, case_id: str) -> CaseCard:
        try:
            seat, journals = self._opened(case_id)
        except BrokenJournal:
            broken = "its journal is broken: `onetext verify` says where"
            return CaseCard(case_id, case_id, broken, None, 0, None, is_read_only=True)
        seen = journals.seen(case_id, seat.eye)
        case = journals.view(case_id, seat.eye).case
        return CaseCard(
            id=case_id,
            title=case.title,
            summary=case.summary,
            as_of=case.as_of,
            n_entries=len(seen),
            last_at=seen[-1].entry.at,
            is_read_only=seat.is_read_only,
        )
