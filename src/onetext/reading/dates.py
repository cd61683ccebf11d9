"""Dates in running text: ranges, months, weekdays, "earlier this week", "mid-October".

A small grammar walked over tokens. A date without a year, a weekday, a "yesterday" is resolved
only against the day the report was published; without that it stays what was printed. Weekdays
and months without a year are taken to be the nearest ones to that day, or the next or last one
where the words beside them say so.
"""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from onetext.model import ReportedDate
from onetext.reading.language import Language
from onetext.reading.tokens import NUMBER, WORD, Token

_FIRST_YEAR, _LAST_YEAR = 1800, 2199
_SOON = 100
"""Days ahead up to which a date without a year is taken to lie ahead."""
_FIRST_BARE_YEAR, _LAST_BARE_YEAR = 1900, 2060
_ONE_DAY = datetime.timedelta(days=1)


class _Found(NamedTuple):
    """Tokens up to `last` are a date, written so; the days it can be, where that is known."""

    last: int
    edtf: str = ""
    earliest: datetime.date | None = None
    latest: datetime.date | None = None
    granularity: str = "day"


def dates(
    tokens: list[Token], text: str, published: datetime.date | None, language: Language
) -> list[ReportedDate]:
    """Return the dates of a stretch of text, in order, none inside another.

    Parameters
    ----------
    tokens : list of Token
        Of the stretch.
    text : str
        The whole text the tokens point into.
    published : datetime.date or None
        The anchor of everything that is not written out in full; None leaves it unresolved.
    """
    grammar = _Grammar(tokens, published, language)
    found: list[ReportedDate] = []
    place = 0
    while place < len(tokens):
        hit = grammar.date_at(place) if grammar.may_start(tokens[place]) else None
        if hit is None:
            place += 1
            continue
        start, end = tokens[place].start, tokens[hit.last - 1].end
        found.append(
            ReportedDate(
                text=text[start:end],
                start=start,
                end=end,
                edtf=hit.edtf,
                earliest=hit.earliest,
                latest=hit.latest,
                granularity=hit.granularity,
                resolved=hit.earliest is not None,
            )
        )
        place = hit.last
    return found


@cache
def _starters(language: Language) -> frozenset[str]:
    """Every word that can open a date."""
    words: set[str] = set()
    for table in (
        "months", "weekdays", "numbers", "relative_days", "parts", "last", "next", "this",
        "earlier", "later", "introducers", "ends", "seasons",
    ):  # fmt: skip
        words.update(language.dates[table])
    return frozenset(words)


class _Grammar:
    def __init__(
        self, tokens: list[Token], published: datetime.date | None, language: Language
    ) -> None:
        self.tokens, self.published, self.words = tokens, published, language.dates
        self._starters = _starters(language)

    def may_start(self, token: Token) -> bool:
        """Whether a date can start here: a number, or a word of the date grammar."""
        if token.kind == NUMBER:
            return True
        low = token.low.removesuffix("'s").rstrip(".")
        return low in self._starters or low.partition("-")[0] in self.words["parts"]

    def date_at(self, place: int) -> _Found | None:
        """The longest date that starts at a token, its preposition included."""
        low = self._low(place)
        if low in self.words["introducers"]:
            inner = self._core(place + 1)
            usable = inner is not None and (low != "in" or inner.granularity != "day")
            return inner if usable else None
        return self._core(place)

    def _core(self, place: int) -> _Found | None:
        for rule in (
            self._iso,
            self._month_first,
            self._day_first,
            self._part_of_month,
            self._end_of,
            self._shifted,
            self._weekday,
            self._relative_day,
            self._ago,
            self._year,
        ):
            found = rule(place)
            if found is not None:
                return found
        return None

    # ---- what stands at a place ----------------------------------------------------------

    def _low(self, place: int) -> str:
        if not 0 <= place < len(self.tokens):
            return ""
        return self.tokens[place].low.rstrip(".").removesuffix("'s")

    def _month(self, place: int) -> int | None:
        if place >= len(self.tokens) or not self.tokens[place].is_name_like:
            return None
        number: int | None = self.words["months"].get(self._low(place))
        return number

    def _day(self, place: int) -> int | None:
        if place >= len(self.tokens) or self.tokens[place].kind != NUMBER:
            return None
        digits = self._low(place)
        for ending in self.words["ordinal_endings"]:
            digits = digits.removesuffix(ending)
        if not digits.isascii() or not digits.isdigit() or len(digits) > 2:
            return None
        return int(digits) if 1 <= int(digits) <= 31 else None

    def _year_number(self, place: int) -> int | None:
        digits = self._low(place)
        if len(digits) == 4 and digits.isascii() and digits.isdigit():
            return int(digits) if _FIRST_YEAR <= int(digits) <= _LAST_YEAR else None
        return None

    def _is_range(self, place: int) -> bool:
        return self._low(place) in self.words["range_words"] or self._low(place) in (
            *self.words["and_words"], "-", "–", "—",
        )  # fmt: skip

    # ---- rules ---------------------------------------------------------------------------

    def _iso(self, place: int) -> _Found | None:
        year, month, day = self._year_number(place), self._day(place + 2), self._day(place + 4)
        if year is None or month is None or day is None:
            return None
        if self._low(place + 1) != "-" or self._low(place + 3) != "-":
            return None
        return self._days(place + 5, year, month, day, month, day)

    def _month_first(self, place: int) -> _Found | None:
        """As in "Oct. 24 to 26, 2025", "October 24", "August 2025", "August"."""
        month = self._month(place)
        if month is None:
            return None
        day = self._day(place + 1)
        if day is None:
            return self._month_alone(place, month)
        last, last_month, last_day = place + 2, month, day
        if self._is_range(last):
            other = self._month(last + 1)
            until = self._day(last + 2) if other else self._day(last + 1)
            if until is not None:
                last_month, last_day = other or month, until
                last += 3 if other else 2
        year, last = self._year_after(last)
        return self._days(last, year, month, day, last_month, last_day)

    def _year_after(self, place: int) -> tuple[int | None, int]:
        after = place + 1 if self._low(place) == "," else place
        year = self._year_number(after)
        return (year, after + 1) if year is not None else (None, place)

    def _day_first(self, place: int) -> _Found | None:
        """As in "24 October", "24 to 26 October 2025", "24 October to 2 November"."""
        day = self._day(place)
        if day is None:
            return None
        at, last_day = place + 1, day
        if self._is_range(at) and self._day(at + 1) is not None and self._month(at + 2):
            last_day = self._day(at + 1) or day
            at += 2
        month = self._month(at)
        if month is None:
            return None
        last, last_month = at + 1, month
        if self._is_range(last) and self._day(last + 1) is not None and self._month(last + 2):
            last_day, last_month = self._day(last + 1) or day, self._month(last + 2) or month
            last += 3
        year, last = self._year_after(last)
        return self._days(last, year, month, day, last_month, last_day)

    def _month_alone(self, place: int, month: int, which: int = 0) -> _Found | None:
        year, last = self._year_after(place + 1)
        before = self._low(place - 1) if place else ""
        if year is None and self._low(place) in self.words["ambiguous_months"]:
            known = before in self.words["introducers"] or before in self.words["last"]
            if not known and which == 0:
                return None
        year = year or self._year_of_month(month, which)
        if year is None:
            return _Found(last, f"XXXX-{month:02d}", granularity="month")
        days = calendar.monthrange(year, month)[1]
        return _Found(
            last,
            f"{year:04d}-{month:02d}",
            datetime.date(year, month, 1),
            datetime.date(year, month, days),
            "month",
        )

    def _part_of_month(self, place: int) -> _Found | None:
        """As in "mid-October", "late October", "early November 2025"."""
        part, joined, name = self._low(place).partition("-")
        if part not in self.words["parts"]:
            return None
        whole = None if joined else (self._shifted(place + 1) or self._year(place + 1))
        if whole is not None and whole.granularity in ("month", "year", "week"):
            return whole
        month = self.words["months"].get(name) if joined else self._month(place + 1)
        if month is None:
            return None
        year, last = self._year_after(place + (1 if joined else 2))
        year = year or self._year_of_month(month, 0)
        first, final = {"early": (1, 10), "mid": (11, 20)}.get(part, (21, 31))
        if year is None:
            return _Found(last, f"XXXX-{month:02d}~", granularity="part of month")
        final = min(final, calendar.monthrange(year, month)[1])
        return self._span(
            last, datetime.date(year, month, first), datetime.date(year, month, final),
            "part of month", "~",
        )  # fmt: skip

    def _end_of(self, place: int) -> _Found | None:
        """As in "the end of the year": the last quarter of the period."""
        if self._low(place) not in self.words["ends"]:
            return None
        at = place + 2
        if self._low(at) in self.words["articles"] or self._low(at) in self.words["this"]:
            at += 1
        month, unit = self._month(at), self.words["units"].get(self._low(at))
        if month is not None:
            whole = self._month_alone(at, month, 2)
        elif unit in ("week", "month", "year"):
            whole = self._period(at + 1, unit, 0, False, False)
        else:
            return None
        if whole is None or whole.earliest is None or whole.latest is None:
            return whole
        begin = whole.latest - (whole.latest - whole.earliest) // 4
        return self._span(whole.last, begin, whole.latest, f"end of {unit or 'month'}", "~")

    def _shifted(self, place: int) -> _Found | None:
        """As in "last August", "next Friday", "earlier this week", "earlier in the week"."""
        at = place
        early = self._low(at) in self.words["earlier"]
        late = self._low(at) in self.words["later"]
        if early or late:
            at += 1
            if self._low(at) in self.words["introducers"]:
                at += 1
        low = self._low(at)
        step = (
            -1
            if low in self.words["last"]
            else 1
            if low in self.words["next"]
            else 0
            if low in self.words["this"]
            else None
        )
        if step is None or (low in self.words["articles"] and not (early or late)):
            return None
        month = self._month(at + 1)
        if month is not None and not (early or late):
            return self._month_alone(at + 1, month, step or 2)
        if self._low(at + 1) in self.words["weekdays"]:
            return self._weekday(at + 1, step or None)
        season = self._season(at + 1, step)
        if season is not None:
            return season
        unit = self.words["units"].get(self._low(at + 1))
        if unit is None and self._low(at + 2) in self.words["units"] and not (early or late):
            unit = self.words["units"].get(self._low(at + 2))
            if self._low(at + 1) not in self.words["kinds_of_year"]:
                return None
            at += 1
        if unit is None or (unit == "day" and step == 0):
            return None
        if self._low(at + 1).endswith("s") and unit != "day":
            return None
        return self._period(at + 2, unit, step, early, late)

    def _weekday(self, place: int, step: int | None = None) -> _Found | None:
        number = self.words["weekdays"].get(self._low(place).removesuffix("'s"))
        if number is None or not self.tokens[place].is_name_like:
            return None
        last = place + 1
        if self._low(last) in self.words["parts_of_day"]:
            last += 1
        if self._low(last) == "," and self._month(last + 1) and self._day(last + 2):
            return self._month_first(last + 1)
        if self.published is None:
            return _Found(last)
        ahead = (number - self.published.weekday()) % 7
        if step is None:
            shift = ahead if ahead <= 3 and ahead < 7 - ahead else ahead - 7
            shift = 0 if ahead == 0 else shift
        else:
            shift = (ahead or 7) if step > 0 else (ahead - 7)
        day = self.published + datetime.timedelta(days=shift)
        return _Found(last, day.isoformat(), day, day)

    def _relative_day(self, place: int) -> _Found | None:
        shift = self.words["relative_days"].get(self._low(place))
        if shift is None:
            return None
        if self.published is None:
            return _Found(place + 1)
        day = self.published + datetime.timedelta(days=shift)
        return _Found(place + 1, day.isoformat(), day, day)

    def _ago(self, place: int) -> _Found | None:
        """As in "two weeks ago"."""
        low = self._low(place)
        count = self.words["numbers"].get(low) or self._day(place)
        unit = self.words["units"].get(self._low(place + 1))
        if count is None or unit is None or self._low(place + 2) not in self.words["ago"]:
            return None
        if self.published is None:
            return _Found(place + 3, granularity=unit)
        days = {"day": 1, "week": 7, "month": 30, "year": 365}[unit] * count
        day = self.published - datetime.timedelta(days=days)
        if unit == "day":
            return _Found(place + 3, day.isoformat(), day, day)
        if unit == "year":
            return self._whole_year(place + 3, self.published.year - count)
        slack = datetime.timedelta(days=3 if unit == "week" else 15)
        return self._span(place + 3, day - slack, day + slack, unit, "~")

    def _year(self, place: int) -> _Found | None:
        """As in "in 2012", "2012": not a sum, a count or a number of something."""
        year = self._year_number(place)
        if year is None or not _FIRST_BARE_YEAR <= year <= _LAST_BARE_YEAR:
            return None
        if place and self._low(place - 1) in self.words["not_before_years"]:
            return None
        following = self.tokens[place + 1] if place + 1 < len(self.tokens) else None
        if self._low(place - 1) not in self.words["before_years"] and following is not None:
            counts = following.kind == WORD and following.low.endswith("s")
            if counts or following.text in ("%", "-", "–"):
                return None
        return self._whole_year(place + 1, year)

    def _season(self, place: int, step: int) -> _Found | None:
        """As in "last summer": a season is three months, winter the one that begins then."""
        month = self.words["seasons"].get(self._low(place))
        if month is None:
            return None
        if self.published is None:
            return _Found(place + 1, granularity="season")
        year = self.published.year + step
        if step == -1 and month + 2 < self.published.month:
            year = self.published.year
        begin = datetime.date(year, month, 1)
        after = datetime.date(year + (month > 9), (month + 2) % 12 + 1, 1)
        return self._span(place + 1, begin, after - _ONE_DAY, "season", "")

    # ---- days ----------------------------------------------------------------------------

    def _whole_year(self, last: int, year: int) -> _Found:
        return _Found(
            last, f"{year:04d}", datetime.date(year, 1, 1), datetime.date(year, 12, 31), "year"
        )

    def _days(
        self, last: int, year: int | None, month: int, day: int, last_month: int, last_day: int
    ) -> _Found | None:
        if not 1 <= month <= 12 or day > calendar.monthrange(2024, month)[1]:
            return None
        if not 1 <= last_month <= 12 or last_day > calendar.monthrange(2024, last_month)[1]:
            return None
        if (last_month, last_day) < (month, day) and year is None and last_month == month:
            return None
        year = year or self._nearest_year(month, day)
        if year is None:
            first, final = f"XXXX-{month:02d}-{day:02d}", f"XXXX-{last_month:02d}-{last_day:02d}"
            return _Found(last, first if first == final else f"{first}/{final}")
        try:
            begin = datetime.date(year, month, day)
            end = datetime.date(year + (last_month < month), last_month, last_day)
        except ValueError:  # 29 February of a common year
            return None
        return self._span(last, begin, end, "day", "") if begin <= end else None

    def _span(
        self,
        last: int,
        begin: datetime.date,
        end: datetime.date,
        granularity: str,
        mark: str,
    ) -> _Found:
        edtf = (
            f"{begin.isoformat()}{mark}"
            if begin == end
            else f"{begin.isoformat()}{mark}/{end.isoformat()}{mark}"
        )
        return _Found(last, edtf, begin, end, granularity)

    def _nearest_year(self, month: int, day: int) -> int | None:
        """The year that brings a day closest, past ones first: news tells what has happened."""
        if self.published is None:
            return None
        years = (self.published.year + 1, self.published.year, self.published.year - 1)
        return next(
            year for year in years if (_safe(year, month, day) - self.published).days <= _SOON
        )

    def _year_of_month(self, month: int, which: int) -> int | None:
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
        return self._nearest_year(month, 15)

    def _period(self, last: int, unit: str, step: int, early: bool, late: bool) -> _Found:
        if self.published is None:
            return _Found(last, granularity=unit)
        today = self.published
        if unit == "day":
            day = today + step * _ONE_DAY
            return _Found(last, day.isoformat(), day, day)
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
        return self._span(last, begin, end, unit, "")


def _safe(year: int, month: int, day: int) -> datetime.date:
    return datetime.date(year, month, min(day, calendar.monthrange(year, month)[1]))


def date_in(found: Iterable[ReportedDate], start: int, end: int) -> ReportedDate | None:
    """The first date between two places, or None."""
    return next((one for one in found if start <= one.start and one.end <= end), None)
