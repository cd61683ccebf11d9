"""Uncertain dates: the part of EDTF (ISO 8601-2) that reports and records need.

==========================  ==========================================================
``2025-11-20``              a day
``2025-11``, ``2025``       a month, a year
``2025-11-16/2025-11-18``   some day (or days) from the first to the second
``../2025-11-19``           on or before (``2025-11-19/..``: on or after)
``2025-11-18~``             about; ``?`` uncertain; ``%`` both
``XXXX-10-24``              the year is not in the text: cannot be resolved
(empty)                     unknown
==========================  ==========================================================

A date that cannot be resolved has no bounds, and nothing is ever filled in from today's date.
"""

from __future__ import annotations

import calendar
import datetime
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

_DAY = re.compile(r"(\d{4}|XXXX)(?:-(\d{2}|XX)(?:-(\d{2}|XX))?)?([~?%]?)", re.ASCII)


@dataclass(frozen=True, slots=True)
class UncertainDate:
    """On some day between `earliest` and `latest`, as far as the record says.

    Parameters
    ----------
    edtf : str
        The date as written, in the subset of EDTF given in the module's table. Empty: unknown.

    Raises
    ------
    ValueError
        If `edtf` is outside the subset, names a day that does not exist, or ends before it begins.
    """

    edtf: str = ""

    def __post_init__(self) -> None:
        earliest, latest = self._bounds()
        if earliest and latest and earliest > latest:
            raise ValueError(f"the date range {self.edtf!r} ends before it begins")

    @property
    def earliest(self) -> datetime.date | None:
        """The first day it can have been, or None where there is no lower bound."""
        return self._bounds()[0]

    @property
    def latest(self) -> datetime.date | None:
        """The last day it can have been, or None where there is no upper bound."""
        return self._bounds()[1]

    @property
    def is_resolved(self) -> bool:
        """Whether at least one bound is known."""
        return self._bounds() != (None, None)

    @property
    def is_approximate(self) -> bool:
        """Whether the date is marked "about", "uncertain" or both."""
        return any(mark in self.edtf for mark in "~?%")

    def is_known_by(self, day: datetime.date) -> bool:
        """Whether this had certainly or possibly begun by `day`; an unresolved date has."""
        return self.earliest is None or self.earliest <= day

    @property
    def sort_key(self) -> tuple[datetime.date, datetime.date]:
        """Order by first, then last possible day; unresolved dates come first."""
        earliest, latest = self._bounds()
        first = earliest or latest or datetime.date.min
        return first, latest or first

    def __str__(self) -> str:
        return self.edtf or "date unknown"

    def _bounds(self) -> tuple[datetime.date | None, datetime.date | None]:
        return _bounds_of(self.edtf)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        """Read from, and written as, its EDTF string (YAML's own dates and bare years included)."""
        from pydantic_core import core_schema

        def read(value: object) -> UncertainDate:
            if isinstance(value, UncertainDate):
                return value
            if isinstance(value, datetime.datetime):
                raise ValueError("a date without a time of day is needed here")
            if isinstance(value, datetime.date):
                return cls(value.isoformat())
            if isinstance(value, bool) or not isinstance(value, str | int):
                raise ValueError("a date is written as text, such as 2025-11-20 or 2025-11-16/18")
            return cls(str(value))

        return core_schema.no_info_plain_validator_function(
            read,
            json_schema_input_schema=core_schema.str_schema(),
            serialization=core_schema.plain_serializer_function_ser_schema(
                lambda date: date.edtf, return_schema=core_schema.str_schema()
            ),
        )


@lru_cache(maxsize=4096)  # a page asks for the same few hundred days thousands of times
def _bounds_of(edtf: str) -> tuple[datetime.date | None, datetime.date | None]:
    if not edtf:
        return None, None
    start, slash, end = edtf.partition("/")
    first = _interval(start, edtf, open_allowed=bool(slash))
    last = _interval(end, edtf, open_allowed=True) if slash else first
    return first[0], last[1]


def _interval(
    text: str, whole: str, *, open_allowed: bool
) -> tuple[datetime.date | None, datetime.date | None]:
    """First and last day of one side of a date."""
    if open_allowed and text in ("..", ""):
        return None, None
    match = _DAY.fullmatch(text)
    if match is None:
        raise ValueError(
            f"{whole!r} is not a date in the form 2025-11-20, 2025-11 or 2025-11-16/2025-11-18"
        )
    year, month, day, _ = match.groups()
    if year == "XXXX" or (month == "XX" and day not in (None, "XX")):
        return None, None
    try:
        if month in (None, "XX"):
            return datetime.date(int(year), 1, 1), datetime.date(int(year), 12, 31)
        last = calendar.monthrange(int(year), int(month))[1]
        if day in (None, "XX"):
            return datetime.date(int(year), int(month), 1), datetime.date(
                int(year), int(month), last
            )
        exact = datetime.date(int(year), int(month), int(day))
    except (ValueError, IndexError):  # calendar.IllegalMonthError is both across versions
        raise ValueError(f"there is no such day as {text!r}") from None
    return exact, exact


UNKNOWN_DATE = UncertainDate("")
