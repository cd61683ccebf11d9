"""Dates in running text: ranges, months, weekdays, "earlier this week", "mid-October".

A small grammar walked over tokens. A date without a year, a weekday, a "yesterday" is resolved
only against the day the report was published; without that it stays what was printed. Weekdays
and months without a year are taken to be the nearest ones to that day, or the next or last one
where the words beside them say so.
"""

from __future__ import annotations

import calendar
import datetime
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cache

from onetext.model import ReportedDate
from onetext.reading.dates_relative import RelativeDates
from onetext.reading.language import Language
from onetext.reading.reckoning import Found, Reckoning
from onetext.reading.tokens import NUMBER, WORD, Token

_FIRST_BARE_YEAR, _LAST_BARE_YEAR = 1900, 2060
_ONE_DAY = datetime.timedelta(days=1)
_DAYS_OF_PART = {"first": (1, 10), "middle": (11, 20), "last": (21, 31)}
_REACH = 6
"""Tokens within which the word that makes it a date stands: "from the end of the month"."""


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
    place = grammar.next_start(0)
    while place is not None:
        hit = grammar.date_at(place)
        if hit is None:
            place = grammar.next_start(place + 1)
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
        place = grammar.next_start(hit.last)
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


@cache
def _telling(language: Language) -> frozenset[str]:
    """Words of which every date without a number has one."""
    words: set[str] = set()
    for table in ("months", "weekdays", "relative_days", "parts_of_day", "units", "seasons"):
        words.update(language.dates[table])
    return frozenset(words)


class _Grammar(RelativeDates):
    def __init__(
        self, tokens: list[Token], published: datetime.date | None, language: Language
    ) -> None:
        super().__init__(tokens, language.dates, Reckoning(published))
        self._starters = _starters(language)
        telling = _telling(language)
        self._places = [
            place
            for place, (token, low) in enumerate(zip(tokens, self._lows, strict=True))
            if low in telling or token.kind == NUMBER or ("-" in low and self._is_part(low))
        ]
        self._next = 0

    def _is_part(self, low: str) -> bool:
        part, joined, _ = low.partition("-")
        return bool(joined) and part in self.words["parts"]

    def next_start(self, place: int) -> int | None:
        """The next place at which a date can start: a word of the grammar with a telling one near.

        Asked of places in ascending order.
        """
        n_tokens = len(self.tokens)
        while place < n_tokens:
            while self._next < len(self._places) and self._places[self._next] < place:
                self._next += 1
            if self._next == len(self._places):
                return None
            telling = self._places[self._next]
            for at in range(max(place, telling - _REACH), telling + 1):
                if self._opens(at):
                    return at
            place = telling + 1
        return None

    def _opens(self, place: int) -> bool:
        low = self._lows[place]
        return self.tokens[place].kind == NUMBER or low in self._starters or self._is_part(low)

    def date_at(self, place: int) -> Found | None:
        """The longest date that starts at a token, its preposition included."""
        low = self._low(place)
        if low in self.words["introducers"]:
            inner = self._core(place + 1)
            usable = inner is not None and (
                low not in self.words["not_before_days"] or inner.granularity != "day"
            )
            return inner if usable else None
        return self._core(place)

    def _core(self, place: int) -> Found | None:
        for rule in (
            self._iso,
            self._month_first,
            self._day_first,
            self._part_of_month,
            self._end_of,
            self._shifted,
            self._part_of_this_day,
            self._weekday,
            self._relative_day,
            self._ago,
            self._hence,
            self._coming,
            self._bare_season,
            self._year,
        ):
            found = rule(place)
            if found is not None:
                return found
        return None

    # ---- rules ---------------------------------------------------------------------------

    def _iso(self, place: int) -> Found | None:
        year, month, day = self._year_number(place), self._day(place + 2), self._day(place + 4)
        if year is None or month is None or day is None:
            return None
        if self._low(place + 1) != "-" or self._low(place + 3) != "-":
            return None
        return self.reckoning.days(place + 5, year, month, day, month, day)

    def _month_first(self, place: int) -> Found | None:
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
        return self.reckoning.days(last, year, month, day, last_month, last_day)

    def _year_after(self, place: int) -> tuple[int | None, int]:
        after = place + 1 if self._low(place) == "," else place
        year = self._year_number(after)
        return (year, after + 1) if year is not None else (None, place)

    def _day_first(self, place: int) -> Found | None:
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
        return self.reckoning.days(last, year, month, day, last_month, last_day)

    def _month_alone(self, place: int, month: int, which: int = 0) -> Found | None:
        year, last = self._year_after(place + 1)
        before = self._low(place - 1) if place else ""
        if year is None and self._low(place) in self.words["ambiguous_months"]:
            opened = before in self.words["before_ambiguous_months"] or which != 0
            short = self._low(place) in self.words["months_cut_short"]
            if not (self.tokens[place].text.endswith(".") if short else opened):
                return None  # "Mar Soler", "Theresa May"
        if which == 0 and before in self.words["forward"]:
            which = 1
        year = year or self.reckoning.year_of_month(month, which)
        if year is None:
            return Found(last, f"XXXX-{month:02d}", granularity="month")
        days = calendar.monthrange(year, month)[1]
        return Found(
            last,
            f"{year:04d}-{month:02d}",
            datetime.date(year, month, 1),
            datetime.date(year, month, days),
            "month",
        )

    def _part_of_month(self, place: int) -> Found | None:
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
        year = year or self.reckoning.year_of_month(month, 0)
        first, final = _DAYS_OF_PART[self.words["parts"][part]]
        if year is None:
            return Found(last, f"XXXX-{month:02d}~", granularity="part of month")
        final = min(final, calendar.monthrange(year, month)[1])
        return self.reckoning.span(
            last, datetime.date(year, month, first), datetime.date(year, month, final),
            "part of month", "~",
        )  # fmt: skip

    def _end_of(self, place: int) -> Found | None:
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
            whole = self.reckoning.period(at + 1, unit, 0, False, False)
        else:
            return None
        if whole is None or whole.earliest is None or whole.latest is None:
            return whole
        begin = whole.latest - (whole.latest - whole.earliest) // 4
        return self.reckoning.span(
            whole.last, begin, whole.latest, f"end of {unit or 'month'}", "~"
        )

    def _shifted(self, place: int) -> Found | None:
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
        if self._low(at + 1).endswith(self.words["plural_ending"]) and unit != "day":
            return None
        return self.reckoning.period(at + 2, unit, step, early, late)

    def _weekday(self, place: int, step: int | None = None) -> Found | None:
        number = self.words["weekdays"].get(self._low(place).removesuffix("'s"))
        if number is None or not self.tokens[place].is_name_like:
            return None
        last = place + 1
        if self._low(last) in self.words["parts_of_day"]:
            last += 1
        if self._low(last) == "," and self._month(last + 1) and self._day(last + 2):
            return self._month_first(last + 1)
        if self.reckoning.published is None:
            return Found(last)
        ahead = (number - self.reckoning.published.weekday()) % 7
        if step is None:
            shift = ahead if ahead <= 3 and ahead < 7 - ahead else ahead - 7
            shift = 0 if ahead == 0 else shift
        else:
            shift = (ahead or 7) if step > 0 else (ahead - 7)
        day = self.reckoning.published + datetime.timedelta(days=shift)
        return Found(last, day.isoformat(), day, day)

    def _year(self, place: int) -> Found | None:
        """As in "in 2012", "2012": not a sum, a count or a number of something."""
        year = self._year_number(place)
        if year is None or not _FIRST_BARE_YEAR <= year <= _LAST_BARE_YEAR:
            return None
        if place and self._low(place - 1) in self.words["not_before_years"]:
            return None
        following = self.tokens[place + 1] if place + 1 < len(self.tokens) else None
        if self._low(place - 1) not in self.words["before_years"] and following is not None:
            ending = self.words["plural_ending"]
            counts = following.kind == WORD and following.low.endswith(ending)
            if counts or following.text in ("%", "-", "–"):
                return None
        return self.reckoning.whole_year(place + 1, year)


def date_in(found: Sequence[ReportedDate], start: int, end: int) -> ReportedDate | None:
    """The first date between two places, or None; the dates are in the order of the text."""
    at = bisect_left(found, start, key=lambda one: one.start)
    return found[at] if at < len(found) and found[at].end <= end else None


def last_date_in(found: Sequence[ReportedDate], start: int, end: int) -> ReportedDate | None:
    """The last date between two places, or None; the dates are in the order of the text."""
    at = bisect_right(found, end, key=lambda one: one.end) - 1
    return found[at] if at >= 0 and found[at].start >= start else None
