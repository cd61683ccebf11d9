"""Dates in running text: what is found, and which days it stands for.

The anchor is the day of publication, Thursday 20 November 2025; the last column is what stands
without it.
"""

from __future__ import annotations

import datetime

import pytest

from onetext.model import ReportedDate, UncertainDate
from onetext.reading.dates import dates
from onetext.reading.language import language
from onetext.reading.paragraphs import paragraphs
from onetext.reading.tokens import tokens

PUBLISHED = datetime.date(2025, 11, 20)


def found(text: str, published: datetime.date | None = PUBLISHED) -> list[ReportedDate]:
    english = language("en")
    return dates(tokens(text, paragraphs(text), english), text, published, english)


@pytest.mark.parametrize(
    ("text", "words", "earliest", "latest", "without"),
    [
        ("They met on Nov. 3, 2025.", "on Nov. 3, 2025", "2025-11-03", "2025-11-03", "2025-11-03"),
        ("from Oct. 24 to 26", "from Oct. 24 to 26", "2025-10-24", "2025-10-26",
         "XXXX-10-24/XXXX-10-26"),
        ("October 24-26", "October 24-26", "2025-10-24", "2025-10-26", "XXXX-10-24/XXXX-10-26"),
        ("24 to 26 October", "24 to 26 October", "2025-10-24", "2025-10-26",
         "XXXX-10-24/XXXX-10-26"),
        ("October 30 to November 2", "October 30 to November 2", "2025-10-30", "2025-11-02",
         "XXXX-10-30/XXXX-11-02"),
        ("2025-11-16 is printed", "2025-11-16", "2025-11-16", "2025-11-16", "2025-11-16"),
        ("in August", "in August", "2025-08-01", "2025-08-31", "XXXX-08"),
        ("put off until March", "until March", "2026-03-01", "2026-03-31", "XXXX-03"),
        ("They spoke last night.", "last night", "2025-11-19", "2025-11-19", ""),
        ("They spoke this morning.", "this morning", "2025-11-20", "2025-11-20", ""),
        ("They meet in two weeks.", "in two weeks", "2025-12-01", "2025-12-07", ""),
        ("last August", "last August", "2025-08-01", "2025-08-31", "XXXX-08"),
        ("last December", "last December", "2024-12-01", "2024-12-31", "XXXX-12"),
        ("next January", "next January", "2026-01-01", "2026-01-31", "XXXX-01"),
        ("mid-October", "mid-October", "2025-10-11", "2025-10-20", "XXXX-10~"),
        ("in late October", "in late October", "2025-10-21", "2025-10-31", "XXXX-10~"),
        ("on Wednesday", "on Wednesday", "2025-11-19", "2025-11-19", ""),
        ("last Wednesday", "last Wednesday", "2025-11-19", "2025-11-19", ""),
        ("next Wednesday", "next Wednesday", "2025-11-26", "2025-11-26", ""),
        ("on Thursday", "on Thursday", "2025-11-20", "2025-11-20", ""),
        ("earlier this week", "earlier this week", "2025-11-17", "2025-11-20", ""),
        ("Earlier in the week", "Earlier in the week", "2025-11-17", "2025-11-20", ""),
        ("later this month", "later this month", "2025-11-20", "2025-11-30", ""),
        ("next week", "next week", "2025-11-24", "2025-11-30", ""),
        ("last year", "last year", "2024-01-01", "2024-12-31", ""),
        ("last summer", "last summer", "2025-06-01", "2025-08-31", ""),
        ("by the end of the year", "end of the year", "2025-10-01", "2025-12-31", ""),
        ("yesterday", "yesterday", "2025-11-19", "2025-11-19", ""),
        ("two weeks ago", "two weeks ago", "2025-11-03", "2025-11-09", ""),
        ("in 2012", "in 2012", "2012-01-01", "2012-12-31", "2012"),
        ("in December", "in December", "2025-12-01", "2025-12-31", "XXXX-12"),
    ],
)  # fmt: skip
def test_dates(text: str, words: str, earliest: str, latest: str, without: str) -> None:
    (one,) = found(text)
    assert one.text == words
    assert one.resolved
    assert (str(one.earliest), str(one.latest)) == (earliest, latest)
    (bare,) = found(text, None)
    assert bare.edtf == without
    assert bare.resolved == UncertainDate(without).is_resolved


@pytest.mark.parametrize(
    "text",
    [
        "They may march in.",
        "28 points in four themes",
        "Now it is open.",
        "1,500 people",
        "2000 tanks",
        "February 30",
        "three days in Miami",
        "the May plan",
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert found(text) == []


def test_every_edtf_is_one_the_model_reads() -> None:
    text = "from Oct. 24 to 26, mid-October, last August, two weeks ago, on Wednesday, in 2012"
    for published in (PUBLISHED, None):
        for one in found(text, published):
            date = UncertainDate(one.edtf)
            assert (date.earliest, date.latest) == (one.earliest, one.latest)


@pytest.mark.parametrize("text", ["between Mar Soler and Jan Novak", "Theresa May said no."])
def test_a_name_is_no_month(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize("text", ["in the spring", "before winter", "in the coming days"])
def test_a_season_or_some_days_are_found_and_left_open(text: str) -> None:
    (date,) = found(text)
    assert not date.resolved
