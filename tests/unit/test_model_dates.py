"""Uncertain dates: what each written form means, and what is refused."""

from datetime import date

import pytest

from onetext.model import UncertainDate


@pytest.mark.parametrize(
    ("edtf", "earliest", "latest"),
    [
        ("2025-11-20", date(2025, 11, 20), date(2025, 11, 20)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2025", date(2025, 1, 1), date(2025, 12, 31)),
        ("2025-XX-XX", date(2025, 1, 1), date(2025, 12, 31)),
        ("2025-11-16/2025-11-18", date(2025, 11, 16), date(2025, 11, 18)),
        ("2025-11/2025-12-02", date(2025, 11, 1), date(2025, 12, 2)),
        ("../2025-11-19", None, date(2025, 11, 19)),
        ("2025-11-19/..", date(2025, 11, 19), None),
        ("2025-11-18~", date(2025, 11, 18), date(2025, 11, 18)),
        ("XXXX-10-24", None, None),
        ("", None, None),
    ],
)
def test_written_form_gives_bounds(edtf, earliest, latest):
    when = UncertainDate(edtf)
    assert (when.earliest, when.latest) == (earliest, latest)


@pytest.mark.parametrize(
    "edtf",
    [
        "2025-13",
        "2025-02-30",
        "0000",
        "yesterday",
        "2025-11-20/2025-11-01",
        "..",
        "25-11-20",
        "2025-11-20T10:00",
        "２０２５",
        " 2025",
    ],
)
def test_anything_else_is_refused(edtf):
    with pytest.raises(ValueError, match=r"date|day"):
        UncertainDate(edtf)


def test_an_end_left_out_is_an_unknown_end():
    assert UncertainDate("2025-11-20/").latest is None


def test_approximate_dates_say_so():
    assert UncertainDate("2025-11-18~").is_approximate
    assert UncertainDate("2025-11?").is_approximate
    assert not UncertainDate("2025-11-18").is_approximate


def test_what_had_begun_by_a_day():
    monday = date(2025, 11, 17)
    assert UncertainDate("2025-11-16/2025-11-18").is_known_by(monday)
    assert not UncertainDate("2025-11-18").is_known_by(monday)
    assert UncertainDate("../2025-11-19").is_known_by(monday)
    assert UncertainDate("").is_known_by(monday)


def test_sorting_puts_unresolved_dates_first():
    dates = [UncertainDate(e) for e in ("2025-11-20", "", "2025-11", "../2025-11-19")]
    ordered = sorted(dates, key=lambda when: when.sort_key)
    assert [when.edtf for when in ordered] == ["", "2025-11", "../2025-11-19", "2025-11-20"]
