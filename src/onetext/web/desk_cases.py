"""The cases there are for a reader, and how another one begins."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from onetext import wiring
from onetext.errors import BrokenJournal, InvalidCase, NotFound
from onetext.model import TEAM_EYE, Case
from onetext.web.archive import no_such_case
from onetext.web.door import Door


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


class CasesAtDesk(Door):
    """The list of cases, and what adds to it."""

    def cards(self) -> tuple[CaseCard, ...]:
        """Return the cases there are for this reader: those kept first."""
        ids = (*self._archive.kept_ids(), *self._archive.bundled_ids())
        return tuple(self._card(case_id) for case_id in ids if self._exists(case_id))

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
