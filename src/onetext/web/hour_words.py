"""The hours of a meeting as a page shows them, and as its form reads them."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from onetext.model import Hours, Meeting
from onetext.web.forms import posted_words
from onetext.web.words import NBSP, time_words
from onetext.workflows.meeting_hours import Moments, certain_day, moments

ZONES = (
    "UTC",
    "Africa/Addis_Ababa",
    "Africa/Cairo",
    "America/New_York",
    "Asia/Doha",
    "Asia/Jerusalem",
    "Asia/Riyadh",
    "Europe/Istanbul",
    "Europe/Kyiv",
    "Europe/London",
    "Europe/Moscow",
    "Europe/Zurich",
)
"""What the form suggests; any other name of the database may be typed."""


@dataclass(frozen=True, slots=True)
class ShownHours:
    """`clock` as shown at `zone`; `utc` is empty where it is the same, or cannot be told."""

    clock: str
    zone: str
    utc: tuple[str, ...]


def shown_hours(meeting: Meeting) -> ShownHours | None:
    """Return the hours of a meeting in words; None where none are on record, or no certain day."""
    hours = meeting.hours
    if hours is None or certain_day(meeting.date) is None:
        return None
    found = moments(meeting.date, hours) if hours.zone != "UTC" else None
    clock = f"{hours.start}–{hours.end}" if hours.end else hours.start
    return ShownHours(clock, hours.zone, _in_utc(meeting, found) if found else ())


def _in_utc(meeting: Meeting, found: Moments) -> tuple[str, ...]:
    """Write moments in UTC, with their days where these are not the day of the meeting."""
    start, end = found.start, found.end
    if {start.date(), (end or start).date()} == {meeting.date.earliest}:
        clock = date_format(start, "H:i")
        clock += f"–{date_format(end, 'H:i')}" if end else ""
        return (f"{clock}{NBSP}UTC",)
    return tuple(time_words(one) for one in (start, end) if one)


def hours_line(meeting: Meeting) -> str:
    """Say the hours of a meeting in one line of text; empty where there are none."""
    shown = shown_hours(meeting)
    if shown is None:
        return ""
    said = {"hours": shown.clock, "zone": shown.zone}
    return _("Hours on record: %(hours)s (%(zone)s).") % said


def posted_hours(request: HttpRequest) -> Hours | None:
    """Return the hours typed; None where no hour is: a zone alone says nothing."""
    start, end = posted_words(request, "start"), posted_words(request, "end")
    if not (start or end):
        return None
    return Hours(start=start, end=end, zone=posted_words(request, "zone"))
