"""Figures and dates on paper: never more exact than they are."""

from __future__ import annotations

import pytest

from onetext.formats.options_paper import words
from onetext.model import Stance, UncertainDate
from onetext.preferences.shares import Share


@pytest.mark.parametrize(
    ("value", "printed"),
    [(0, "<1 %"), (0.0049, "<1 %"), (0.0051, "1 %"), (0.41, "41 %"), (0.994, "99 %"), (1, ">99 %")],
)
def test_percent(value, printed):
    assert words.percent(value).replace(words.NBSP, " ") == printed


@pytest.mark.parametrize(
    ("share", "printed"),
    [
        (Share(0.62, 0.021), "62 % ± 2"),
        (Share(0.02, 0.003), "2 % ± 0.3"),
        (Share(0.02, 0.00001), "2 % ± 0.1"),
        (Share(0.0, 0.0), "<1 %"),
        (Share(1.0, 0.0), ">99 %"),
    ],
)
def test_share_with_its_error(share, printed):
    assert words.share_words(share).replace(words.NBSP, " ") == printed


@pytest.mark.parametrize(
    ("edtf", "printed"),
    [
        ("2025-11-20", "20 Nov 2025"),
        ("2025-11", "Nov 2025"),
        ("2025", "2025"),
        ("2025-11-16/2025-11-18", "16–18 Nov 2025"),
        ("2025-11-30/2025-12-02", "30 Nov 2025 – 2 Dec 2025"),
        ("../2025-11-19", "by 19 Nov 2025"),
        ("2025-11-19/..", "from 19 Nov 2025"),
        ("2025-11-18~", "about 18 Nov 2025"),
        ("9999", "9999"),
        ("9999-12-01/9999-12-31", "Dec 9999"),
        ("9999-11-30/9999-12-31", "30 Nov 9999 – 31 Dec 9999"),
        ("XXXX-10-24", "date unknown"),
        ("", "date unknown"),
    ],
)
def test_dates_keep_their_uncertainty(edtf, printed):
    assert words.date_words(UncertainDate(edtf)).replace(words.NBSP, " ") == printed


def test_every_stance_has_words_and_a_meaning():
    assert set(words.STANCE_WORDS) == set(words.STANCE_MEANINGS) == set(Stance)


def test_lists_and_counts():
    assert words.listed(["a", "b", "c"]) == "a, b and c"
    assert words.listed(["a"]) == "a"
    assert words.count(1, "point").replace(words.NBSP, " ") == "1 point"
    assert words.count(1200, "point").replace(words.NBSP, " ") == "1,200 points"
