"""The coarsest unit in which a range of days can be written without saying more or less."""

from __future__ import annotations

import datetime
from enum import Enum


class Unit(Enum):
    """What a range of days comes to."""

    DAY = "one day"
    YEAR = "a whole year"
    MONTH = "a whole month"
    DAYS = "days of one month"
    RANGE = "from a day to a day"


def coarsest_unit(first: datetime.date, last: datetime.date) -> Unit:
    """Return what the days from `first` to `last` come to.

    Examples
    --------
    >>> coarsest_unit(datetime.date(2025, 2, 1), datetime.date(2025, 2, 28))
    <Unit.MONTH: 'a whole month'>
    """
    if first == last:
        return Unit.DAY
    ends_month = last == datetime.date.max or (last + datetime.timedelta(days=1)).day == 1
    if first.day == 1 and ends_month and first.year == last.year:
        if (first.month, last.month) == (1, 12):
            return Unit.YEAR
        if first.month == last.month:
            return Unit.MONTH
    same_month = (first.year, first.month) == (last.year, last.month)
    return Unit.DAYS if same_month else Unit.RANGE
