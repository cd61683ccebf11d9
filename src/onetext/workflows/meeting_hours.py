"""The hours of a meeting: what is wrong with them, and which moments they are.

A clock shows no moment by itself: the zone does, by the rules of the IANA time zone database of
this machine. Nothing is guessed: an hour that the clocks skip or show twice on the day is no
moment, and a machine without the database knows none.
"""

from __future__ import annotations

import datetime
import difflib
import re
import zoneinfo
from collections.abc import Iterator
from dataclasses import dataclass

from onetext.errors import Place, Problem
from onetext.model import Hours, Meeting, UncertainDate

_CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d", re.ASCII)
_ZONE = re.compile(r"[A-Z][A-Za-z_+-]+(/[A-Za-z0-9_+-]+)+|UTC", re.ASCII)
"""Names that say one place, on every machine: not ``EST``, ``localtime`` or ``right/UTC``."""


@dataclass(frozen=True, slots=True)
class Moments:
    """A meeting begins at `start` and ends at `end`, both in UTC; None: its end is not known."""

    start: datetime.datetime
    end: datetime.datetime | None


def moments(date: UncertainDate, hours: Hours) -> Moments | None:
    """Return the moments of hours on a day; None where they cannot be told.

    They cannot where the day is not certain, an hour is skipped or comes twice that day, or this
    machine does not know the zone.
    """
    day, zone = certain_day(date), zone_called(hours.zone)
    if day is None or zone is None:
        return None
    start = _only(_readings(day, hours.start, zone))
    end = _only(_readings(day, hours.end, zone)) if hours.end else None
    if start is None or (hours.end and (end is None or end <= start)):
        return None
    return Moments(start, end)


def time_order(meeting: Meeting) -> datetime.datetime:
    """Return the order of meetings within one day: those without an hour first."""
    found = moments(meeting.date, meeting.hours) if meeting.hours else None
    return found.start if found else datetime.datetime.min.replace(tzinfo=datetime.UTC)


def certain_day(date: UncertainDate) -> datetime.date | None:
    """Return the day of a date, if it is one and certain."""
    return date.earliest if date.earliest == date.latest and not date.is_approximate else None


def zone_called(name: str) -> zoneinfo.ZoneInfo | None:
    """Return a zone by its name; None where this machine knows none such."""
    if not _ZONE.fullmatch(name):
        return None
    try:
        return zoneinfo.ZoneInfo(name)
    except (ValueError, OSError, zoneinfo.ZoneInfoNotFoundError):  # OSError: a folder, "Europe"
        return None


def hours_problems(date: UncertainDate, hours: Hours) -> Iterator[Problem]:
    """Yield what is wrong with hours on a day; each `place` names the field: start, end, zone."""
    day, zone = certain_day(date), zone_called(hours.zone)
    if day is None:
        yield Problem(
            "an hour needs one certain day",
            f"the meeting is dated “{date}”",
            "write the day, or leave the hours out until it is known",
            Place(path="start"),
        )
    clocks = {"start": hours.start, "end": hours.end} if hours.end else {"start": hours.start}
    wrong = [name for name, clock in clocks.items() if not _CLOCK.fullmatch(clock)]
    for name in wrong:
        yield Problem(
            f"“{clocks[name]}” is not a time of day",
            "hours are written from 00:00 to 23:59",
            "write 09:30 or 14:00",
            Place(path=name),
        )
    if not wrong and hours.end and hours.end <= hours.start:
        yield Problem(
            f"the meeting ends ({hours.end}) before it begins ({hours.start})",
            "both hours are of the same day",
            "correct one of them; if it goes on past midnight, leave the end out and say so in "
            "the note, or write a second meeting for the next day",
            Place(path="end"),
        )
    if zone is None:
        yield _unknown_zone(hours.zone)
    elif day is not None:
        for name in clocks:
            if name not in wrong:
                yield from _clock_change(day, clocks[name], zone, name)


def _unknown_zone(name: str) -> Problem:
    known = sorted(filter(_ZONE.fullmatch, zoneinfo.available_timezones()))
    if not known:
        return Problem(
            "time zones cannot be looked up on this machine",
            "it has no time zone database",
            "install its package tzdata, or write the hour in the note for now",
            Place(path="zone"),
        )
    place = name.replace(" ", "_")
    near = [one for one in known if one.rpartition("/")[2].lower() == place.lower()]
    near = near or difflib.get_close_matches(place, known, n=1, cutoff=0.6)
    return Problem(
        f"“{name}” is not a time zone" if name else "an hour needs its time zone",
        "without the place whose clocks show it, an hour is no moment",
        f"did you mean {near[0]}?" if near else "write Europe/Zurich, Asia/Riyadh or UTC",
        Place(path="zone"),
    )


def _clock_change(
    day: datetime.date, clock: str, zone: zoneinfo.ZoneInfo, name: str
) -> Iterator[Problem]:
    found = _readings(day, clock, zone)
    if not found:
        yield Problem(
            f"there is no {clock} on {day} in {zone.key}",
            "the clocks are put forward past it that day",
            "ask which hour is meant; an hour in UTC is always clear",
            Place(path=name),
        )
    elif len(found) > 1:
        first, second = (f"{one:%H:%M}" for one in found)
        yield Problem(
            f"{clock} comes twice on {day} in {zone.key}",
            "the clocks are put back over it that day",
            f"ask which is meant, and write it in UTC: {first} or {second}",
            Place(path=name),
        )


def _readings(
    day: datetime.date, clock: str, zone: zoneinfo.ZoneInfo
) -> tuple[datetime.datetime, ...]:
    """Return every moment, in UTC, at which the clocks of a zone show an hour of a day."""
    if not _CLOCK.fullmatch(clock):
        return ()
    local = datetime.datetime.combine(day, datetime.time.fromisoformat(clock))
    found = []
    for fold in (0, 1):
        try:
            moment = local.replace(tzinfo=zone, fold=fold).astimezone(datetime.UTC)
            shown = moment.astimezone(zone).replace(tzinfo=None)
        except OverflowError:  # the first or last day there is
            continue
        if shown.replace(fold=0) == local and moment not in found:
            found.append(moment)
    return tuple(sorted(found))


def _only(found: tuple[datetime.datetime, ...]) -> datetime.datetime | None:
    return found[0] if len(found) == 1 else None
