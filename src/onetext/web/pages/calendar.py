"""The calendar: tracks and their meetings as lines through time and as a list; the feed."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from onetext.errors import NotFound, Problem
from onetext.formats.calendar_ics import calendar_ics
from onetext.model import Case, MeetingStatus
from onetext.web.calendar_words import ics_events, mark_words, summary_words, tick_words
from onetext.web.feeds import keys
from onetext.web.hour_words import shown_hours
from onetext.web.journal_lines import JournalLine
from onetext.web.open_case import OpenCase, on_case, opened_case
from onetext.web.pages import calendar_edit
from onetext.web.rendering import rendered_page
from onetext.workflows.calendar_entries import CaseCalendar, case_calendar
from onetext.workflows.timeline import Line, LineMark, Timeline, timeline

LANE = 20
"""Height of a lane of the timeline, in pixels."""


@dataclass(frozen=True, slots=True)
class DrawnMark:
    """A mark with its places written out for SVG."""

    mark: LineMark
    words: str
    x: str
    width: str
    middle: str
    y: int
    is_range: bool
    status: str

    @property
    def is_filled(self) -> bool:
        """Whether its span says its status: a sign in the middle would look like a day."""
        return self.is_range and self.status in ("held", "scheduled", "expected", "")


@dataclass(frozen=True, slots=True)
class DrawnLine:
    """A line with its height."""

    line: Line
    height: int
    marks: tuple[DrawnMark, ...]


@dataclass(frozen=True, slots=True)
class DrawnTimeline:
    """A timeline with everything written out."""

    lines: tuple[DrawnLine, ...]
    ticks: tuple[tuple[str, str], ...]
    """Place and words."""
    as_of: str


@require_safe
@on_case
def calendar_page(request: HttpRequest, opened: OpenCase) -> HttpResponse:
    """Show the calendar as far as the reader may see it."""
    return _page(request, opened, keys.standing(request, opened.id))


def _page(request: HttpRequest, opened: OpenCase, standing: keys.Standing) -> HttpResponse:
    found = _calendar(opened)
    drawn = opened.finding("timeline", lambda case: timeline(found, opened.as_of))
    return rendered_page(
        request,
        "onetext/calendar.html",
        opened,
        calendar=found,
        drawn=_drawn(drawn) if drawn else None,
        n_meetings=len(found.meetings),
        tracks={track.id: track for track in opened.case.tracks},
        sources={source.id: source for source in opened.case.sources},
        people={person.id: person.name for person in opened.case.persons},
        statuses=[status for status in MeetingStatus if status in _statuses(found)],
        standing=standing,
        feed=_feed_address(request, opened.id, standing.key),
        next_words=summary_words(found.next) if found.next else "",
        next_hours=shown_hours(found.next) if found.next else None,
    )


def _calendar(opened: OpenCase) -> CaseCalendar:
    """Return the calendar as of the day shown; where none is, coming is what is not over today."""
    today = None if opened.as_of else opened.desk.now().date()
    return opened.finding(
        ("calendar", today), lambda case: case_calendar(case, opened.as_of, today)
    )


def _statuses(found: CaseCalendar) -> set[MeetingStatus]:
    return {meeting.status for meeting in found.meetings}


def _feed_address(request: HttpRequest, case_id: str, key: str) -> str:
    if not key:
        return ""
    return request.build_absolute_uri(reverse("calendar-feed", args=(case_id, key)))


def _drawn(found: Timeline) -> DrawnTimeline:
    ticks, year = [], None
    for tick in found.ticks:
        ticks.append((_percent(tick.at), tick_words(tick, with_year=tick.day.year != year)))
        year = tick.day.year
    return DrawnTimeline(
        lines=tuple(
            DrawnLine(line, line.n_lanes * LANE + 8, tuple(_drawn_mark(m) for m in line.marks))
            for line in found.lines
        ),
        ticks=tuple(ticks),
        as_of=_percent(found.as_of) if found.as_of is not None else "",
    )


def _drawn_mark(mark: LineMark) -> DrawnMark:
    return DrawnMark(
        mark=mark,
        words=mark_words(mark),
        x=_percent(mark.start),
        width=_percent(mark.end - mark.start),
        middle=_percent(mark.middle),
        y=mark.lane * LANE + LANE // 2 + 4,
        is_range=mark.certainty != "day",
        status=str(getattr(mark.record, "status", "")),
    )


def _percent(share: float) -> str:
    return f"{100 * share:.2f}%"


@require_safe
@on_case
def download(request: HttpRequest, opened: OpenCase) -> HttpResponse:
    """Give the calendar as a file to whoever is signed in."""
    return _ics(opened)


def feed(request: HttpRequest, case: str, key: str) -> HttpResponse:
    """Give the calendar to a calendar program that brings a key."""
    desk = keys.desk_of_key(request, case, key)
    if desk is None:
        raise NotFound(
            Problem(
                what=_("there is no calendar at this address"),
                because=_("the address was taken back, or there never was one like it"),
                hint=_("sign in and make a new one on the page of the calendar"),
            )
        )
    request.desk = desk
    return _ics(opened_case(request, case))


feed.login_required = False  # type: ignore[attr-defined]


def _ics(opened: OpenCase) -> HttpResponse:
    found = _calendar(opened)
    lines: dict[tuple[str, str], list[JournalLine]] = {}
    for line in opened.desk.lines(opened.id):
        lines.setdefault((line.kind, line.id), []).append(line)
    words = calendar_ics(
        opened.case.title, _about(opened.case, found), ics_events(found, opened.case, lines)
    )
    response = HttpResponse(words, content_type="text/calendar; charset=utf-8")
    name = f"filename*=UTF-8''{quote(opened.id)}.ics"
    response.headers["Content-Disposition"] = f"inline; {name}"
    return response


def _about(case: Case, found: CaseCalendar) -> str:
    """Say what the calendar is of, and what is not in it for want of a date."""
    words = [
        _("What is on record of the meetings and deadlines of %(case)s.") % {"case": case.title}
    ]
    if found.undated:
        titles = "; ".join(one.title for one in found.undated)
        words.append(_("Not in it, because no date is on record: %(titles)s.") % {"titles": titles})
    return " ".join(words)


@require_POST
@on_case
def make_key(request: HttpRequest, opened: OpenCase) -> HttpResponse:
    """Make a secret address for the reader's own calendar, and show it this once."""
    return _page(request, opened, keys.make_key(request, opened.id, opened.desk.now()))


@require_POST
@on_case
def take_back_key(request: HttpRequest, opened: OpenCase) -> HttpResponse:
    """Let the reader's secret address open nothing any more."""
    keys.take_back(request, opened.id)
    return _page(request, opened, keys.standing(request, opened.id))


routes: list[URLPattern] = [
    path("calendar", calendar_page, name="calendar"),
    path("calendar/calendar.ics", download, name="calendar-file"),
    path("calendar/feed", make_key, name="calendar-key"),
    path("calendar/feed/end", take_back_key, name="calendar-key-end"),
    path("calendar/feed/<str:key>.ics", feed, name="calendar-feed"),
    *calendar_edit.routes,
]
