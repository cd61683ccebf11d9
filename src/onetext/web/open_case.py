"""A case opened at a reader's desk, at the times the address asks for: what a page is given.

Two clocks, never mixed: ``?as_of=`` is when something was said or happened, ``?known_by=`` when it
was written down.
"""

from __future__ import annotations

import datetime
import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from onetext.errors import NotFound, OnetextError
from onetext.model import Case, Party
from onetext.record.views import CaseView
from onetext.web.archive import no_such_case
from onetext.web.desk import Desk
from onetext.web.desk_studies import StudyQuestion
from onetext.web.kept_parts import Kinds
from onetext.web.seats import Seat
from onetext.web.study_state import StudyState
from onetext.workflows.export_case import end_of_day
from onetext.workflows.find import day_of

T = TypeVar("T")

BAD_REQUEST = 400


@dataclass(frozen=True, slots=True)
class OpenCase:
    """What a page has of a case.

    Parameters
    ----------
    desk : Desk
    id : str
    view : CaseView
        As the record stood at `known_by`, for this reader.
    seat : Seat
    as_of : date or None
        The day to show: the one asked for, else the day the record was kept to.
    known_by : datetime or None
        None: everything written so far.
    asked : dict
        The times in the address, to be carried along in links.
    """

    desk: Desk
    id: str
    view: CaseView
    seat: Seat
    as_of: datetime.date | None
    known_by: datetime.datetime | None
    asked: dict[str, str]

    @property
    def case(self) -> Case:
        """The case itself."""
        return self.view.case

    @property
    def parties(self) -> dict[str, Party]:
        """Party id to party, in the order of the case."""
        return {party.id: party for party in self.case.parties}

    @property
    def is_of_the_past(self) -> bool:
        """Whether an earlier state of the record is shown; nothing is written from there."""
        return self.known_by is not None

    @property
    def may_write(self) -> bool:
        """Whether forms are offered."""
        return self.seat.may_write and not self.is_of_the_past

    def study(self, text: str | None = None) -> StudyState:
        """Return what could be signed, or that it is being worked out."""
        return self.desk.study(self.id, self.question(text=text))

    def question(
        self, *, text: str | None = None, n_draws: int = 4000, seed: int = 1
    ) -> StudyQuestion:
        """Return a question about this case, at the times asked for."""
        return StudyQuestion(self.as_of, self.known_by, text, n_draws, seed)

    def finding(self, name: object, found: Callable[[Case], T], of: Kinds = ()) -> T:
        """Return what follows from the case as of the day shown, worked out once per view.

        Parameters
        ----------
        name : str
            Unlike any other page's.
        found : callable
            Works it out from the case, the day, and nothing else.
        of : tuple of str
            Kinds of record. Not empty: it is given a case with these alone, and kept while they
            stand, whatever else is written.
        """
        about = (name, self.as_of)
        return self.desk.finding(self.id, about, found, self.known_by, of=of, view=self.view)

    def piece(self, name: object, given: object, made: Callable[[], T]) -> T:
        """Return a piece of a page, made once while what is given, all it shows, is the same."""
        return self.desk.piece(self.id, name, given, made)

    def made_from(self, kind: str, record_id: str) -> int:
        """Return what a form says a record was made from."""
        return self.desk.made_from(self.id, kind, record_id)

    def address(self, route: str, *ids: str, **query: str) -> str:
        """Return the address of a page of this case, at the times asked for."""
        wanted = urlencode({**self.asked, **query})
        return reverse(route, args=(self.id, *ids)) + (f"?{wanted}" if wanted else "")


Page = Callable[..., HttpResponse]


def on_case(page: Page | None = None, *, for_team_only: bool = False) -> Any:
    """Give a page its case: ``page(request, opened, *ids)``.

    Parameters
    ----------
    page : callable
    for_team_only : bool
        Whether the page is not there for anybody but the drafting team.

    Raises
    ------
    NotFound
        If there is no such case, or no such page, for this reader.
    ImpossibleRequest
        If a time in the address cannot be read.
    """
    if page is None:
        return functools.partial(on_case, for_team_only=for_team_only)

    def shown(request: HttpRequest, case: str, *ids: Any, **named: Any) -> HttpResponse:
        opened = opened_case(request, case)
        if for_team_only and not opened.seat.is_of_team:
            raise NotFound(no_such_case(case))
        return page(request, opened, *ids, **named)

    @functools.wraps(page)
    def opened_page(request: HttpRequest, case: str, *ids: Any, **named: Any) -> HttpResponse:
        if request.method != "POST":
            return shown(request, case, *ids, **named)
        return answered_once(request, case, lambda: shown(request, case, *ids, **named))

    return opened_page


def answered_once(
    request: HttpRequest, case: str, answer: Callable[[], HttpResponse]
) -> HttpResponse:
    """Answer a form; if this very form was sent before, as it was answered then.

    What is refused is looked up again: the other sending may have been written meanwhile.
    """
    earlier = request.desk.as_first_sent(case)
    if earlier is None:
        try:
            response = answer()
            if response.status_code < BAD_REQUEST:
                return response
        except OnetextError:
            earlier = request.desk.as_first_sent(case)
            if earlier is None:
                raise
        else:
            earlier = request.desk.as_first_sent(case)
            if earlier is None:
                return response
    request.desk = earlier
    return answer()


def opened_case(request: HttpRequest, case_id: str) -> OpenCase:
    """Open a case at the desk of whoever asks."""
    desk: Desk = request.desk
    seat = desk.seat(case_id)
    request.seat = seat  # for what surrounds the page
    asked = {name: request.GET[name] for name in ("as_of", "known_by") if request.GET.get(name)}
    known_by = end_of_day(day_of(asked.get("known_by"), None))
    view = desk.view(case_id, known_by)
    as_of = day_of(asked.get("as_of"), view.case.as_of)
    return OpenCase(desk, case_id, view, seat, as_of, known_by, asked)
