"""TempEval-3 platinum: dates in news, as people marked them (type DATE, the page's own date aside).

A date is found if it overlaps a marked one; its value is right if it stands for the same first and
last day. Words for "now" are marked there and are not dates here: they count as missed.
"""

from __future__ import annotations

import calendar
import datetime
import html
import re
from pathlib import Path

from onetext.model import ReportedDate
from onetext.reading.dates import dates
from onetext.reading.language import language
from onetext.reading.paragraphs import paragraphs
from onetext.reading.tokens import tokens
from reading_evaluation.scores import Figure, figure

_SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
Days = tuple[datetime.date, datetime.date]


def figures(folder: Path) -> list[Figure]:
    """Measure the date grammar."""
    found, values = [], []
    for path in sorted(folder.glob("*.tml")):
        text, published, marked = _read(path)
        known = language("en")
        got = dates(tokens(text, paragraphs(text), known), text, published, known)
        pairs = _pairs(marked, got)
        found.append((len(pairs), len(got), len(marked)))
        resolvable = [(value, one) for value, one in pairs if value]
        values.append(
            (
                sum(_is_right(value, one) for value, one in resolvable),
                len(resolvable),
            )
        )
    rule = "any overlap"
    return [
        figure("dates: F", found, rule, 0.90, "HeidelTime about .90 (from memory)"),
        figure("dates: precision", [(hits, got) for hits, got, _ in found], rule),
        figure("dates: recall", [(hits, n) for hits, _, n in found], rule),
        figure("dates: value right, of those found", values, "same first and last day"),
        figure(
            "dates: found and value right (F)",
            [(value, got, n) for (value, _), (_, got, n) in zip(values, found, strict=True)],
            "same first and last day",
            0.80,
            "HeidelTime about .78 (from memory); dateparser .45",
        ),
    ]


def _is_right(value: Days, one: ReportedDate) -> bool:
    """Same days; "early August" is marked as August with a modifier, so the month decides."""
    if "part of" in one.granularity or "end of" in one.granularity:
        return one.earliest is not None and value[0] <= one.earliest <= value[1]
    return value == (one.earliest, one.latest)


def _pairs(
    marked: list[tuple[int, int, Days | None]], got: list[ReportedDate]
) -> list[tuple[Days | None, ReportedDate]]:
    pairs = []
    for start, end, value in marked:
        one = next((one for one in got if one.start < end and start < one.end), None)
        if one is not None:
            pairs.append((value, one))
    return pairs


def _read(path: Path) -> tuple[str, datetime.date, list[tuple[int, int, Days | None]]]:
    raw = path.read_text(encoding="utf-8")
    created = re.search(r'functionInDocument="CREATION_TIME"', raw)
    stamp = re.search(r"<DCT>.*?value=\"(\d{4}-\d\d-\d\d)", raw, re.DOTALL)
    assert created is not None
    assert stamp is not None
    body = re.search(r"<TEXT>(.*?)</TEXT>", raw, re.DOTALL)
    assert body is not None
    text, marked = "", []
    at = 0
    for tag in re.finditer(r"<(/?)(\w+)([^>]*)>", body.group(1)):
        text += html.unescape(body.group(1)[at : tag.start()])
        at = tag.end()
        if tag.group(2) != "TIMEX3":
            continue
        if not tag.group(1):
            opened, attributes = len(text), tag.group(3)
        elif 'type="DATE"' in attributes:
            value = re.search(r'value="([^"]*)"', attributes)
            marked.append((opened, len(text), _days(value.group(1) if value else "")))
    text += html.unescape(body.group(1)[at:])
    return text, datetime.date.fromisoformat(stamp.group(1)), marked


def _days(value: str) -> Days | None:
    """First and last day of a TIMEX3 value; None where it names none."""
    if match := re.fullmatch(r"(\d{4})-W(\d\d)", value):
        monday = datetime.date.fromisocalendar(int(match.group(1)), int(match.group(2)), 1)
        return monday, monday + datetime.timedelta(days=6)
    if match := re.fullmatch(r"(\d{4})-(SP|SU|FA|WI)", value):
        month = _SEASONS[match.group(2)]
        year = int(match.group(1))
        last_year, last_month = (year + 1, 2) if month == 12 else (year, month + 2)
        last = calendar.monthrange(last_year, last_month)[1]
        return datetime.date(year, month, 1), datetime.date(last_year, last_month, last)
    if match := re.fullmatch(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", value):
        year, month, day = (int(part) if part else None for part in match.groups())
        assert year is not None
        if month is None:
            return datetime.date(year, 1, 1), datetime.date(year, 12, 31)
        if day is None:
            last = calendar.monthrange(year, month)[1]
            return datetime.date(year, month, 1), datetime.date(year, month, last)
        exact = datetime.date(year, month, day)
        return exact, exact
    return None
