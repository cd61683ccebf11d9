"""Write a meeting or a milestone down, change it, take it back."""

from __future__ import annotations

import dataclasses
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from onetext.errors import NotFound, OnetextError, Problem, RecordMovedOn
from onetext.model import Meeting, MeetingStatus, Milestone, Track
from onetext.web.forms import posted_number, posted_words, saved
from onetext.web.found_record import found_record
from onetext.web.hour_words import ZONES, posted_hours
from onetext.web.marking_form import AS_CASE, KEPT, WHO, posted_marking
from onetext.web.middleware.problems import STATUS
from onetext.web.open_case import OpenCase, on_case
from onetext.web.rendering import rendered_page
from onetext.web.words import STATUSES
from onetext.workflows.amend import Amendment, Put, Withdraw
from onetext.workflows.plan_meeting import planned_meeting, planned_milestone
from onetext.workflows.redraft import day_written

METHODS = ["GET", "HEAD", "POST"]


@require_http_methods(METHODS)
@on_case(for_team_only=True)
def new_meeting(request: HttpRequest, opened: OpenCase) -> HttpResponse:
    """Write a meeting down."""
    return _meeting(request, opened, Meeting(id="", title=""))


@require_http_methods(METHODS)
@on_case(for_team_only=True)
def change_meeting(request: HttpRequest, opened: OpenCase, meeting: str) -> HttpResponse:
    """Change a meeting: its day, its status, what came of it."""
    return _meeting(request, opened, found_record(opened.case.meetings, meeting, _not_there()))


@require_http_methods(METHODS)
@on_case(for_team_only=True)
def new_milestone(request: HttpRequest, opened: OpenCase) -> HttpResponse:
    """Write down that something is due."""
    return _milestone(request, opened, Milestone(id="", title=""))


@require_http_methods(METHODS)
@on_case(for_team_only=True)
def change_milestone(request: HttpRequest, opened: OpenCase, milestone: str) -> HttpResponse:
    """Change what is due, or when."""
    return _milestone(
        request, opened, found_record(opened.case.milestones, milestone, _not_there())
    )


@require_POST
@on_case(for_team_only=True)
def withdraw(request: HttpRequest, opened: OpenCase, kind: str, record: str) -> HttpResponse:
    """Take a meeting or a milestone back, with a reason."""
    if kind not in ("meetings", "milestones"):
        raise NotFound(_not_there())
    found_record(getattr(opened.case, kind), record, _not_there())
    gone = Withdraw(kind, record, posted_number(request), posted_words(request, "because"))
    return saved(
        request,
        opened,
        gone,
        then=opened.address("calendar"),
        said=_("It was taken off the calendar; the journal keeps it, with your reason."),
    )


def _meeting(request: HttpRequest, opened: OpenCase, base: Meeting) -> HttpResponse:
    if request.method != "POST":
        return _form(request, opened, "meetings", base)
    parties = [party for party in opened.parties if party in request.POST.getlist("parties")]
    status = posted_words(request, "status")
    try:
        track, first = _track(request, opened)
        changed = planned_meeting(
            base,
            title=posted_words(request, "title"),
            date=day_written(posted_words(request, "date")),
            status=MeetingStatus(status) if status in set(MeetingStatus) else base.status,
            place=posted_words(request, "place"),
            parties=parties,
            participants=_lines(posted_words(request, "participants")),
            track=track,
            outcome=posted_words(request, "outcome"),
            note=posted_words(request, "note"),
            hours=posted_hours(request),
        )
        return _kept(request, opened, "meetings", base, changed, parties, first)
    except RecordMovedOn:
        raise
    except OnetextError as error:
        return _form(request, opened, "meetings", base, error)


def _milestone(request: HttpRequest, opened: OpenCase, base: Milestone) -> HttpResponse:
    if request.method != "POST":
        return _form(request, opened, "milestones", base)
    try:
        changed = planned_milestone(
            base,
            title=posted_words(request, "title"),
            date=day_written(posted_words(request, "date")),
            note=posted_words(request, "note"),
        )
        return _kept(request, opened, "milestones", base, changed, (), [])
    except RecordMovedOn:
        raise
    except OnetextError as error:
        return _form(request, opened, "milestones", base, error)


def _kept(
    request: HttpRequest,
    opened: OpenCase,
    kind: str,
    base: Meeting | Milestone,
    changed: Meeting | Milestone,
    parties: Any,
    first: list[Amendment],
) -> HttpResponse:
    """Write a record down; a new one gets a drawn id, which tells nobody how many there are."""
    marked = dataclasses.replace(
        changed,
        id=base.id or opened.desk.new_id("m" if kind == "meetings" else "due"),
        marking=posted_marking(request, parties, base.marking),
    )
    return saved(
        request,
        opened,
        *first,
        Put(kind, marked, posted_number(request) if base.id else 0),
        then=opened.address("calendar") + f"#on-{marked.id}",
        said=_("It is on the calendar."),
    )


def _track(request: HttpRequest, opened: OpenCase) -> tuple[str | None, list[Amendment]]:
    """Return the track chosen, with the new one where one is named."""
    title = posted_words(request, "new_track")
    if title:
        track = Track(id=opened.desk.new_id("track"), title=title)
        return track.id, [Put("tracks", track)]
    return posted_words(request, "track") or None, []


def _form(
    request: HttpRequest,
    opened: OpenCase,
    kind: str,
    base: Meeting | Milestone,
    error: OnetextError | None = None,
) -> HttpResponse:
    given = _given(request, base) if error else _as_is(base)
    return rendered_page(
        request,
        "onetext/calendar_edit.html",
        opened,
        status=STATUS.get(type(error), 422) if error else 200,
        problems=error.problems if error else (),
        kind=kind,
        is_meeting=kind == "meetings",
        record=base,
        given=given,
        made_from=opened.made_from(kind, base.id) if base.id else 0,
        statuses=STATUSES,
        zones=ZONES,
        who=[(name, word) for name, word in WHO.items() if kind == "meetings" or name != "these"],
        eyes=request.POST.get("eyes", "") if error else (KEPT if base.id else AS_CASE),
        is_marked=base.marking is not None,
    )


def _as_is(base: Meeting | Milestone) -> dict[str, Any]:
    given: dict[str, Any] = {"title": base.title, "date": base.date.edtf, "note": base.note}
    if isinstance(base, Meeting):
        given |= {
            "place": base.place,
            "status": str(base.status) if base.id else "scheduled",
            "participants": "\n".join(base.participants),
            "parties": list(base.parties),
            "track": base.track or "",
            "outcome": base.outcome,
            "start": base.hours.start if base.hours else "",
            "end": base.hours.end if base.hours else "",
            "zone": base.hours.zone if base.hours else "",
        }
    return given


def _given(request: HttpRequest, base: Meeting | Milestone) -> dict[str, Any]:
    """Return what was typed."""
    names = ["title", "date", "note", "place", "status", "participants", "track", "outcome"]
    names += ["new_track", "start", "end", "zone"]
    given: dict[str, Any] = {name: request.POST.get(name, "") for name in names}
    return given | {"parties": request.POST.getlist("parties")}


def _lines(words: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in words.splitlines() if line.strip())


def _not_there() -> Problem:
    return Problem(
        what=_("there is no such thing on the calendar"),
        because=_("it was never written down, or it was taken back"),
        hint=_("look at the calendar"),
    )


routes: list[URLPattern] = [
    path("calendar/meetings/new", new_meeting, name="calendar-meeting-new"),
    path("calendar/meetings/<str:meeting>", change_meeting, name="calendar-meeting"),
    path("calendar/milestones/new", new_milestone, name="calendar-milestone-new"),
    path("calendar/milestones/<str:milestone>", change_milestone, name="calendar-milestone"),
    path("calendar/<str:kind>/<str:record>/withdraw", withdraw, name="calendar-withdraw"),
]
