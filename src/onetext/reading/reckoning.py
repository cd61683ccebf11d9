"""Days: from the numbers and words of a date to the first and last day it can be.

What is not written out in full is reckoned from the day of publication; without it, it is open.
"""

from __future__ import annotations

import calendar
import datetime
from typing import NamedTuple

_SOON = 100
"""Days ahead up to which a date without a year is taken to lie ahead."""
_ONE_DAY = datetime.timedelta(days=1)


class Found(NamedTuple):
    """Tokens up to `last` are a date, written so; the days it can be, where that is known."""

    last: int
    edtf: str = ""
    earliest: datetime.date | None = None
    latest: datetime.date | None = None
    granularity: str = "day"


class Reckoning:
    """Reckons days from a day of publication, if there is one."""

    def __init__(self, published: datetime.date | None) -> None:
        self.published = published

    def whole_year(self, last: int, year: int) -> Found:
        """From New Year to New Year's Eve."""
        return Found(
            last, f"{year:04d}", datetime.date(year, 1, 1), datetime.date(year, 12, 31), "year"
        )

    def days(
        self, last: int, year: int | None, month: int, day: int, last_month: int, last_day: int
    ) -> Found | None:
        """From a day of a month to a day of a month; None: there is no such day."""
        if not 1 <= month <= 12 or day > calendar.monthrange(2024, month)[1]:
            return None
        if not 1 <= last_month <= 12 or last_day > calendar.monthrange(2024, last_month)[1]:
            return None
        if (last_month, last_day) < (month, day) and year is None and last_month == month:
            return None
        year = year or self.nearest_year(month, day)
        if year is None:
            first, final = f"XXXX-{month:02d}-{day:02d}", f"XXXX-{last_month:02d}-{last_day:02d}"
            return Found(last, first if first == final else f"{first}/{final}")
        try:
            begin = datetime.date(year, month, day)
            end = datetime.date(year + (last_month < month), last_month, last_day)
        except ValueError:  # 29 February of a common year
            return None
        return self.span(last, begin, end, "day", "") if begin <= end else None

    def span(
        self,
        last: int,
        begin: datetime.date,
        end: datetime.date,
        granularity: str,
        mark: str,
    ) -> Found:
        """From one day to another; `mark` says how sure, in EDTF."""
        edtf = (
            f"{begin.isoformat()}{mark}"
            if begin == end
            else f"{begin.isoformat()}{mark}/{end.isoformat()}{mark}"
        )
        return Found(last, edtf, begin, end, granularity)

    def nearest_year(self, month: int, day: int) -> int | None:
        """The year that brings a day closest, past ones first: news tells what has happened."""
        if self.published is None:
            return None
        years = (self.published.year + 1, self.published.year, self.published.year - 1)
        return next(
            year for year in years if (_safe(year, month, day) - self.published).days <= _SOON
        )

    def year_of_month(self, month: int, which: int) -> int | None:
        """The year of "August" (nearest), "last August" (-1), "next August" (1), "this" (2)."""
        if self.published is None:
            return None
        year = self.published.year
        if which == -1:
            return year if month < self.published.month else year - 1
        if which == 1:
            return year if month > self.published.month else year + 1
        if which == 2:
            return year
        return self.nearest_year(month, 15)

    def period(self, last: int, unit: str, step: int, early: bool, late: bool) -> Found:
        """The day, week, month or year `step` from now, or only its begun or coming part."""
        if self.published is None:
            return Found(last, granularity=unit)
        today = self.published
        if unit == "day":
            day = today + step * _ONE_DAY
            return Found(last, day.isoformat(), day, day)
        if unit == "week":
            begin = today - today.weekday() * _ONE_DAY + 7 * step * _ONE_DAY
            end = begin + 6 * _ONE_DAY
        elif unit == "month":
            index = today.year * 12 + today.month - 1 + step
            year, month = divmod(index, 12)
            begin = datetime.date(year, month + 1, 1)
            end = datetime.date(year, month + 1, calendar.monthrange(year, month + 1)[1])
        else:
            begin, end = (
                datetime.date(today.year + step, 1, 1),
                datetime.date(today.year + step, 12, 31),
            )
        if early:
            end = min(end, today)
        if late:
            begin = max(begin, min(today, end))
        return self.span(last, begin, end, unit, "")


def _safe(year: int, month: int, day: int) -> datetime.date:
    return datetime.date(year, month, min(day, calendar.monthrange(year, month)[1]))
