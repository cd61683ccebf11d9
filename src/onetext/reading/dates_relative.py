"""Dates that are told from the day of speaking: "yesterday", "two weeks ago", "in the spring"."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from onetext.reading.date_words import DateWords
from onetext.reading.reckoning import Found, Reckoning
from onetext.reading.tokens import Token

_ONE_DAY = datetime.timedelta(days=1)


class RelativeDates(DateWords):
    """The rules for dates that need the day of publication."""

    def __init__(self, tokens: list[Token], words: Mapping[str, Any], reckoning: Reckoning) -> None:
        super().__init__(tokens, words)
        self.reckoning = reckoning

    def _part_of_this_day(self, place: int) -> Found | None:
        """As in "last night", "this morning"."""
        low = self._low(place)
        is_last = low in self.words["last"]
        if (not is_last and low not in self.words["this"]) or low in self.words["articles"]:
            return None
        if self._low(place + 1) not in self.words["parts_of_day"]:
            return None
        if self.reckoning.published is None:
            return Found(place + 2)
        day = self.reckoning.published - datetime.timedelta(days=is_last)
        return Found(place + 2, day.isoformat(), day, day)

    def _relative_day(self, place: int) -> Found | None:
        shift = self.words["relative_days"].get(self._low(place))
        if shift is None:
            return None
        if self.reckoning.published is None:
            return Found(place + 1)
        day = self.reckoning.published + datetime.timedelta(days=shift)
        return Found(place + 1, day.isoformat(), day, day)

    def _ago(self, place: int) -> Found | None:
        """As in "two weeks ago"."""
        low = self._low(place)
        count = self.words["numbers"].get(low) or self._day(place)
        unit = self.words["units"].get(self._low(place + 1))
        if count is None or unit is None or self._low(place + 2) not in self.words["ago"]:
            return None
        if self.reckoning.published is None:
            return Found(place + 3, granularity=unit)
        days = {"day": 1, "week": 7, "month": 30, "year": 365}[unit] * count
        day = self.reckoning.published - datetime.timedelta(days=days)
        if unit == "day":
            return Found(place + 3, day.isoformat(), day, day)
        if unit == "year":
            return self.reckoning.whole_year(place + 3, self.reckoning.published.year - count)
        slack = datetime.timedelta(days=3 if unit == "week" else 15)
        return self.reckoning.span(place + 3, day - slack, day + slack, unit, "~")

    def _hence(self, place: int) -> Found | None:
        """As in "in two weeks"."""
        count = self.words["numbers"].get(self._low(place)) or self._day(place)
        unit = self.words["units"].get(self._low(place + 1))
        opened = place and self._low(place - 1) in self.words["hence"]
        if count is None or unit is None or not opened:
            return None
        published = self.reckoning.published
        if published is None or unit in ("month", "year"):
            return Found(place + 2, granularity=unit)
        day = published + datetime.timedelta(days=count * (7 if unit == "week" else 1))
        slack = datetime.timedelta(days=3 if unit == "week" else 0)
        return self.reckoning.span(place + 2, day - slack, day + slack, unit, "~")

    def _coming(self, place: int) -> Found | None:
        """As in "the coming days", "the next few weeks": some time, how far off is not said."""
        if self._low(place) not in self.words["articles"]:
            return None
        if self._low(place + 1) not in self.words["next"]:
            return None
        at = place + 2
        if self._low(at) in self.words["few"] or self._low(at) in self.words["numbers"]:
            at += 1
        unit = self.words["units"].get(self._low(at))
        if unit is None or not self._low(at).endswith(self.words["plural_ending"]):
            return None
        return Found(at + 1, granularity=unit)

    def _bare_season(self, place: int) -> Found | None:
        """As in "in the spring", "before winter": of which year is not said."""
        at = place + (self._low(place) in self.words["articles"])
        opened = self._low(place - 1) if place else ""
        if opened not in self.words["introducers"] or self._low(at) not in self.words["seasons"]:
            return None
        return Found(at + 1, granularity="season")

    def _season(self, place: int, step: int) -> Found | None:
        """As in "last summer": a season is three months, winter the one that begins then."""
        month = self.words["seasons"].get(self._low(place))
        if month is None:
            return None
        if self.reckoning.published is None:
            return Found(place + 1, granularity="season")
        year = self.reckoning.published.year + step
        if step == -1 and month + 2 < self.reckoning.published.month:
            year = self.reckoning.published.year
        begin = datetime.date(year, month, 1)
        after = datetime.date(year + (month > 9), (month + 2) % 12 + 1, 1)
        return self.reckoning.span(place + 1, begin, after - _ONE_DAY, "season", "")
