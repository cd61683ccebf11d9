"""A calendar in iCalendar: RFC 5545, with the name and refresh of RFC 7986.

Days are written as days (``VALUE=DATE``): a day has no time zone. Hours are moments, written in
UTC, as stamps are. Everything comes in as an argument, so that the same record gives the same
bytes.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from icalendar import Calendar, Event

MADE_BY = "-//onetext//onetext//EN"


@dataclass(frozen=True, slots=True)
class IcsEvent:
    """From `first` to `last`, `summary`, as certain as `status` says.

    Parameters
    ----------
    uid : str
        The same for the same record, ever.
    first, last : date
        Both inclusive.
    summary, description, location : str
    status : str
        ``CONFIRMED``, ``TENTATIVE`` or ``CANCELLED``.
    category : str
    stamp : datetime
        When the record was last written down, in UTC.
    sequence : int
        How often it was changed.
    is_public : bool
        Whether it is for everybody's eyes; otherwise its class is confidential.
    start, end : datetime, optional
        Its hours, in UTC; where they are given, they stand in place of the days. A meeting whose
        end is not on record has none.
    """

    uid: str
    first: datetime.date
    last: datetime.date
    summary: str
    description: str
    location: str
    status: str
    category: str
    stamp: datetime.datetime
    sequence: int
    is_public: bool
    start: datetime.datetime | None = None
    end: datetime.datetime | None = None


def calendar_ics(name: str, description: str, events: Iterable[IcsEvent]) -> bytes:
    """Return a calendar that a calendar program can subscribe to."""
    calendar = Calendar()
    calendar.add("prodid", MADE_BY)
    calendar.add("version", "2.0")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("description", description)
    calendar.add("refresh-interval", datetime.timedelta(hours=1), parameters={"VALUE": "DURATION"})
    for event in events:
        calendar.add_component(_component(event))
    return bytes(calendar.to_ical())


def _component(event: IcsEvent) -> Event:
    written = Event()
    written.add("uid", event.uid)
    written.add("dtstamp", event.stamp)
    written.add("last-modified", event.stamp)
    written.add("sequence", event.sequence)
    written.add("dtstart", event.start or event.first)
    if event.start:
        if event.end:
            written.add("dtend", event.end)
    elif event.last < datetime.date.max:  # the end of a day is the next day; without, it is the day
        written.add("dtend", event.last + datetime.timedelta(days=1))
    written.add("summary", event.summary)
    if event.description:
        written.add("description", event.description)
    if event.location:
        written.add("location", event.location)
    written.add("status", event.status)
    written.add("transp", "OPAQUE" if event.status == "CONFIRMED" else "TRANSPARENT")
    written.add("class", "PUBLIC" if event.is_public else "CONFIDENTIAL")
    written.add("categories", [event.category])
    return written
