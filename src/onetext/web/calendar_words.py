"""What a calendar says of a date that is not certain, and of a meeting that is not firm."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from onetext.formats.calendar_ics import IcsEvent
from onetext.model import Case, Meeting, MeetingStatus, Milestone, Tlp
from onetext.web.hour_words import hours_line
from onetext.web.journal_lines import JournalLine
from onetext.web.words import STATUSES, date_words
from onetext.workflows.calendar_entries import CaseCalendar, Certainty, certainty, ics_status
from onetext.workflows.meeting_hours import moments
from onetext.workflows.timeline import LineMark, Tick

FIRM = (MeetingStatus.HELD, MeetingStatus.SCHEDULED)
NEVER = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)


def mark_words(mark: LineMark) -> str:
    """Say what a mark of the timeline stands for."""
    record = mark.record
    said = {"date": date_words(record.date), "title": record.title}
    if isinstance(record, Meeting):
        said["status"] = str(STATUSES[record.status])
        return _("%(date)s: %(title)s (%(status)s)") % said
    return _("%(date)s: %(title)s") % said


def tick_words(tick: Tick, *, with_year: bool) -> str:
    """Name a day below the lines; the year where it is the first, or a new one."""
    if tick.unit == "day":
        return date_format(tick.day, "j M")
    if tick.unit == "year":
        return str(tick.day.year)
    return date_format(tick.day, "M Y" if with_year else "M")


def summary_words(record: Meeting | Milestone) -> str:
    """Return a record's title with whatever keeps it from being a meeting on a certain day."""
    words = record.title
    if isinstance(record, Milestone):
        words = _("Due: %(title)s") % {"title": words}
    elif record.status not in FIRM:
        said = {"status": _capital(str(STATUSES[record.status])), "title": words}
        words = _("%(status)s: %(title)s") % said
    known = certainty(record.date)
    if known is Certainty.DAY and not record.date.is_approximate:
        return words
    said = {"title": words, "date": date_words(record.date).replace("\N{NO-BREAK SPACE}", " ")}
    if known is Certainty.BETWEEN:
        return _("%(title)s (on some day or days of %(date)s)") % said
    return _("%(title)s (%(date)s, no closer)") % said


def description_words(record: Meeting | Milestone, case: Case) -> str:
    """Say how certain a date is, who meets, and what came of it."""
    lines = [_("On record: %(date)s.") % {"date": record.date.edtf}]
    known = certainty(record.date)
    if known is not Certainty.DAY or record.date.is_approximate:
        lines.append(_("The day is not certain; this entry says no more than the record does."))
    if isinstance(record, Meeting):
        lines += filter(None, [hours_line(record)])
        names = {party.id: party.name for party in case.parties}
        names |= {person.id: person.name for person in case.persons}
        who = [names.get(name, name) for name in (*record.parties, *record.participants)]
        if who:
            lines.append(", ".join(dict.fromkeys(who)))
        if record.outcome:
            lines.append(record.outcome)
    if record.note:
        lines.append(record.note)
    return "\n".join(lines)


def ics_events(
    calendar: CaseCalendar, case: Case, lines: Mapping[tuple[str, str], list[JournalLine]]
) -> list[IcsEvent]:
    """Return what of a calendar has a place in time.

    Parameters
    ----------
    calendar : CaseCalendar
    case : Case
        Both as one reader may see them.
    lines : mapping
        Kind and id to that reader's own journal lines of the record.
    """
    records: list[tuple[str, Meeting | Milestone]] = [
        *(("meetings", meeting) for meeting in calendar.meetings),
        *(("milestones", due) for due in calendar.milestones),
    ]
    return [
        _event(kind, record, case, lines.get((kind, record.id), []))
        for kind, record in records
        if certainty(record.date) is not Certainty.NONE
    ]


def _event(
    kind: str, record: Meeting | Milestone, case: Case, lines: list[JournalLine]
) -> IcsEvent:
    first, last = record.date.earliest, record.date.latest
    marking = record.marking or case.marking
    is_meeting = isinstance(record, Meeting)
    hours = record.hours if isinstance(record, Meeting) else None
    when = moments(record.date, hours) if hours else None
    return IcsEvent(
        uid=f"{kind}-{record.id}@{case.id}.onetext",
        first=first or last or datetime.date.min,
        last=last or first or datetime.date.min,
        summary=summary_words(record),
        description=description_words(record, case),
        location=record.place if isinstance(record, Meeting) else "",
        status=ics_status(record.status if isinstance(record, Meeting) else None, record.date),
        category=_("Meeting") if is_meeting else _("Milestone"),
        stamp=lines[-1].at if lines else NEVER,
        sequence=max(0, len(lines) - 1),
        is_public=marking.tlp is Tlp.CLEAR,
        start=when.start if when else None,
        end=when.end if when else None,
    )


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
