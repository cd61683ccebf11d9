"""A reader's desk: the only door from a page to the record.

Whatever a page gets from it has passed the reader's eye already; there is no way round it, and no
way to ask for somebody else's. A case the reader may see nothing of does not exist here, in the
same words as one that was never written.
"""

from __future__ import annotations

import dataclasses
import secrets

from onetext.errors import ImpossibleRequest, InvalidCase
from onetext.model import Case
from onetext.record.given_ids import next_id
from onetext.web.amended_case import new_problems
from onetext.web.desk_cases import CasesAtDesk
from onetext.web.desk_receipts import ReceiptsAtDesk
from onetext.web.desk_refusals import may_not_write
from onetext.web.desk_studies import StudiesAtDesk
from onetext.web.sent_before import journals_before
from onetext.workflows.amend import Amendment, amend
from onetext.workflows.review_undo import TakenBack, taken_back


class Desk(CasesAtDesk, StudiesAtDesk, ReceiptsAtDesk):
    """What one person may read and write; `Door` says what is looked up when."""

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
