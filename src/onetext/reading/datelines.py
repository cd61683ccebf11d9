"""The day a report says it appeared, printed at its head: "KYIV, 21 November 2025 —".

Only what is printed there in full: no year is added, and where day and month can be told apart by
no rule ("05/06/2025"), or the weekday beside the date is another, there is none. A headline that
names a day is no dateline.
"""

from __future__ import annotations

import datetime
import re
from typing import NamedTuple

from onetext.model import Report, ReportedDate, Span
from onetext.reading.dates import dates
from onetext.reading.language import Language, language, languages
from onetext.reading.tokens import tokens

_HEAD = 4
"""Lines at the head of a report, empty ones not counted."""
_REACH = 110
"""Characters of a line in which its date begins."""
_FIRST_YEAR = 1900

_NUMBERS = re.compile(r"(?<![\w./-])(\d{1,2})([./])(\d{1,2})\2(\d{4})(?![\w/-])")
_WRITTEN = re.compile(r"(?<![\w./-])(\d{4})-(\d{2})-(\d{2})(?![\w/-])")
_PLACE = re.compile(r"([^\W\d_][\w.'’/-]*)(?: [^\W\d_][\w.'’/-]*){0,3}")
_TIME = r"(?:,? (?:at )?\d{1,2}[:.]\d\d(?: ?[AaPp]\.?[Mm]\.?)?(?: [A-Z]{2,4}(?:[+-]\d{1,2})?)?)?"
_ENDS_LINE = re.compile(rf"{_TIME}\.?\s*")
_OPENS_STORY = re.compile(r"\s*\)?\s*(?:\([^()\n]{1,40}\)\s*)?(?:—|–|--|-(?=\s))")
_PARTS_LINE = re.compile(r"\s[|·•]\s*")


class PrintedDay(NamedTuple):
    """A day of publication and the words that say so."""

    day: datetime.date
    span: Span


def printed_day(report: Report) -> PrintedDay | None:
    """Return the day of publication that a report's text prints at its head, if one is certain.

    Parameters
    ----------
    report : Report
        Its own `published` is not looked at.
    """
    known = _words_of(report.language)
    for start, line in _head(report.text):
        for day, first, last in _days(line, known):
            if _is_dateline(line, first, last, known):
                if not _agrees(line, first, last, day, known):
                    return None
                span = Span(report=report.id, start=start + first, end=start + last)
                return PrintedDay(day, span)
    return None


def _words_of(tag: str) -> Language:
    """The language of a report, English where there is no data for it: numbers are read alike."""
    return language(tag if tag.split("-")[0].lower() in languages() else "en")


def _head(text: str) -> list[tuple[int, str]]:
    """The first lines of a text that say something, each with its place."""
    found: list[tuple[int, str]] = []
    start = 0
    while start < len(text) and len(found) < _HEAD:
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        line = text[start : min(end, start + 2 * _REACH)]
        bare = line.lstrip("\ufeff \t\r")
        if bare:
            found.append((start + len(line) - len(bare), bare.rstrip()))
        if end - start > 2 * _REACH:
            break  # the story has begun
        start = end + 1
    return found


def _days(line: str, known: Language) -> list[tuple[datetime.date, int, int]]:
    """Every full date of a line with its place."""
    found = []
    for match in _NUMBERS.finditer(line, 0, _REACH):
        day = _of_numbers(int(match[1]), int(match[3]), int(match[4]))
        found.append((day, *match.span()))
    for match in _WRITTEN.finditer(line, 0, _REACH):
        found.append((_day(int(match[1]), int(match[2]), int(match[3])), *match.span()))
    if known.dates:
        words = tokens(line, [(0, min(len(line), _REACH))], known)
        found += [(_one_day(one), one.start, one.end) for one in dates(words, line, None, known)]
    return [(day, first, last) for day, first, last in found if day is not None]


def _of_numbers(first: int, second: int, year: int) -> datetime.date | None:
    """A day where only one order of day and month is one, or both are the same."""
    either = {_day(year, second, first), _day(year, first, second)} - {None}
    return either.pop() if len(either) == 1 else None


def _day(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day) if year >= _FIRST_YEAR else None
    except ValueError:
        return None


def _one_day(one: ReportedDate) -> datetime.date | None:
    return one.earliest if one.granularity == "day" and one.earliest == one.latest else None


def _is_dateline(line: str, first: int, last: int, known: Language) -> bool:
    """Whether a date stands as the day of a report does, by what is before and behind it."""
    before, after = _without_weekday(line[:first], known), line[last:]
    if _ENDS_LINE.fullmatch(after) or _PARTS_LINE.match(after):
        return _opens_line(before, known)
    return bool(_OPENS_STORY.match(after)) and (not before or _is_place(before))


def _opens_line(before: str, known: Language) -> bool:
    """Whether nothing but a byline and "Published on" stands before the date on its line."""
    *_, last = re.split(r"[|·•]", before)
    words = last.lower().replace(":", " ").split()
    return all(word in known.dates.get("published", ()) for word in words)


def _is_place(before: str) -> bool:
    """Whether the words before a date name a place as datelines do: "KYIV, ", "KYIV (".

    One that is not in capitals is parted from the date by a comma or a bracket.
    """
    found = before.strip()
    parted = found.endswith((",", "("))
    places = [part.strip() for part in found.rstrip(",( ").split(",")]
    if len(places) > 3 or not all(_PLACE.fullmatch(place) for place in places):
        return False
    if places[0].isupper():
        return True
    return parted and all(word[0].isupper() for place in places for word in place.split())


def _without_weekday(before: str, known: Language) -> str:
    """What stands before a date, and before the weekday that belongs to it."""
    words = before.split()
    if words and words[-1].rstrip(",").lower() in known.dates.get("weekdays", ()):
        return before[: before.rindex(words[-1])].rstrip(" ")
    return before.rstrip(" ")


def _agrees(line: str, first: int, last: int, day: datetime.date, known: Language) -> bool:
    """Whether the weekday beside a date, where there is one, is that day's."""
    named = known.dates.get("weekdays", {})
    near = [*line[:first].replace(",", " ").split()[-1:], *re.findall(r"\w+", line[first:last])]
    numbers = [named[word.lower()] for word in near if word.lower() in named]
    return all(number == day.weekday() for number in numbers)
