"""Positions: points against parties on any day, each place with its evidence and its history."""

from __future__ import annotations

import datetime
from bisect import bisect_right
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from onetext.model import Case, Point, Text
from onetext.web.open_case import OpenCase, on_case
from onetext.web.pages import naming
from onetext.web.rendering import rendered_page
from onetext.web.words import day_words
from onetext.workflows.find import find_party, find_point, find_text
from onetext.workflows.position_history import Fate, position_history
from onetext.workflows.position_matrix import KINDS, position_days, position_matrix

FATES = {
    Fate.IN_FORCE: _("in force"),
    Fate.REPLACED: _("replaced since"),
    Fate.WITHDRAWN: _("taken back"),
    Fate.NOTHING_FOUND: _("no statement found"),
}


@dataclass(frozen=True, slots=True)
class Times:
    """The days on which anything changed, and where among them the page stands.

    Attributes
    ----------
    at : int
        Index of the last of the days that is not after the day shown.
    labels : list of str
        The days in words, for the slider.
    """

    days: tuple[datetime.date, ...]
    at: int
    labels: list[str]

    @property
    def last(self) -> int:
        """Index of the last day."""
        return len(self.days) - 1

    @property
    def before(self) -> datetime.date | None:
        """The day of the change before."""
        return self.days[self.at - 1] if self.at > 0 else None

    @property
    def after(self) -> datetime.date | None:
        """The day of the next change."""
        return self.days[self.at + 1] if self.at < self.last else None


@require_safe
@on_case(for_team_only=True)
def positions_page(request: HttpRequest, opened: OpenCase) -> HttpResponse:
    """Show who stood where on the day asked for; ``?at=`` is a place of the slider."""
    days = opened.finding("position days", position_days, of=("positions",))
    wanted = request.GET.get("at", "")
    if days and wanted.isascii() and wanted.isdigit():
        day = days[min(int(wanted[:6]), len(days) - 1)]
        return HttpResponseRedirect(opened.address("positions", as_of=day.isoformat()))
    matrix = opened.finding("positions", lambda case: position_matrix(case, opened.as_of), of=KINDS)
    at = bisect_right(days, opened.as_of) - 1 if opened.as_of else len(days) - 1
    return rendered_page(
        request,
        "onetext/positions.html",
        opened,
        matrix=matrix,
        times=Times(days, max(0, at), _labels(opened, days)) if days else None,
        n_places=len(matrix.places),
    )


def _labels(opened: OpenCase, days: tuple[datetime.date, ...]) -> list[str]:
    """Return the days in words of the reader's language."""
    return opened.piece(("labels", get_language()), days, lambda: [day_words(day) for day in days])


@require_safe
@on_case(for_team_only=True)
def of_point(request: HttpRequest, opened: OpenCase, point: str, party: str) -> HttpResponse:
    """Show how a party came to stand where it does on a point."""
    return _history(request, opened, party, find_point(opened.case, point), None)


@require_safe
@on_case(for_team_only=True)
def of_text(request: HttpRequest, opened: OpenCase, text: str, party: str) -> HttpResponse:
    """Show how a party came to stand where it does on a whole text."""
    return _history(request, opened, party, None, find_text(opened.case, text))


def _history(
    request: HttpRequest, opened: OpenCase, party: str, point: Point | None, text: Text | None
) -> HttpResponse:
    who = find_party(opened.case, party)
    steps = position_history(
        opened.case,
        who.id,
        point=point.id if point else None,
        text=text.id if text else None,
        as_of=opened.as_of,
    )
    # in place, below its row, where htmx asks; else a page of its own
    template = "parts/position_history_row" if request.htmx else "position_history"
    return rendered_page(
        request,
        f"onetext/{template}.html",
        opened,
        party=who,
        point=point,
        about=point or text,
        steps=steps,
        fates=FATES,
        by_id=_by_id(opened.case, {name for step in steps for name in step.replaced_by}),
        n_columns=len(opened.case.parties) + 1,
    )


def _by_id(case: Case, ids: set[str]) -> dict[str, object]:
    return {position.id: position for position in case.positions if position.id in ids}


routes: list[URLPattern] = [
    path("positions", positions_page, name="positions"),
    path("positions/text/<str:text>/<str:party>", of_text, name="positions-of-text"),
    path("positions/<str:point>/<str:party>", of_point, name="positions-of-point"),
    *naming.routes,
]
