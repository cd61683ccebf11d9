"""The day a report prints at its head: taken with its words, never over a given day."""

from __future__ import annotations

import datetime

import pytest

from onetext.model import Report
from onetext.reading.datelines import printed_day
from onetext.workflows.read_reports import dated


def report(text: str, **more: object) -> Report:
    return Report(id="r", file="r.txt", text=text, sha256="", **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("KYIV, 21 November 2025 — The envoys met.", "21 November 2025"),
        ("KYIV, Ukraine, Nov. 21, 2025 (Gazette) - The envoys met.", "Nov. 21, 2025"),
        ("Nov 21, 2025 (Gazette) – The envoys met.", "Nov 21, 2025"),
        ("Port Vale, November 21, 2025 -- The envoys met.", "November 21, 2025"),
        ("TARN (21 November 2025) – The envoys met.", "21 November 2025"),
        ("TARN, Friday, 21 November 2025 — The envoys met.", "21 November 2025"),
        ("The plan\nBy Ann Lee\n21 November 2025\n\nThe envoys met.", "21 November 2025"),
        ("The plan\nPublished: Friday, 21 November 2025, 10:42 GMT\nThey met.", "21 November 2025"),
        ("The plan\nBy Ann Lee | 21 November 2025\n\nThe envoys met.", "21 November 2025"),
        ("2025-11-21\n\nThe envoys met.", "2025-11-21"),
        ("21/11/2025\nThe envoys met.", "21/11/2025"),
        ("11/21/2025\nThe envoys met.", "11/21/2025"),
        ("\ufeff\n\n  21.11.2025\r\nThe envoys met.", "21.11.2025"),
    ],
)
def test_the_head_says_the_day(text: str, words: str) -> None:
    found = printed_day(report(text))
    assert found is not None
    assert found.day == datetime.date(2025, 11, 21)
    assert found.span.of(text).removeprefix("Friday, ") == words


@pytest.mark.parametrize(
    "text",
    [
        "The envoys met on 21 November 2025 — and parted.",
        "Talks to end on 21 November 2025\n\nThe envoys met.",
        "Nov 21 (Gazette) - The envoys met.",  # of which year
        "KYIV, Friday — The envoys met.",
        "05/06/2025\nThe envoys met.",  # in June or in May
        "31/02/2025\nThe envoys met.",
        "Monday, 21 November 2025\nThe envoys met.",  # it was a Friday
        "November 2025\nThe envoys met.",
        "21–22 November 2025\nThe envoys met.",
        "Updated 22 November 2025\nThe envoys met.",
        "One.\nTwo.\nThree.\nFour.\n21 November 2025",
        "The envoys met. " * 20 + "\nSo it was.\n21 November 2025",
        "",
    ],
)
def test_what_is_no_certain_day_is_none(text: str) -> None:
    assert printed_day(report(text)) is None


def test_a_given_day_stands() -> None:
    text = "KYIV, 21 November 2025 — The envoys met."
    given, of_file = datetime.date(2025, 11, 22), datetime.date(2025, 11, 23)
    assert dated(report(text), given).published == given
    assert dated(report(text), given).published_span is None
    assert dated(report(text, published=of_file), None).published == of_file
    read = dated(report(text), None)
    assert read.published == datetime.date(2025, 11, 21)
    assert read.published_span is not None
    assert read.published_span.of(text) == "21 November 2025"


def test_numbers_are_read_in_a_language_without_months() -> None:
    found = printed_day(report("21.11.2025\nLes envoyés se sont vus.", language="fr"))
    assert found is not None
    assert found.day == datetime.date(2025, 11, 21)
