"""The bundled case against print: which point of the first text became which of the later ones.

The mapping was published by newsrooms in December 2025 and is written out here by hand.
"""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest

from onetext.formats.case_file import load_case
from onetext.model import Case, ClauseState, Text
from onetext.record.comparison import Operation, PointChange, compare_texts

PUBLISHED = {
    "1": "1", "2": "2", "5": "3", "6": "4", "10": "5", "16": "6", "11": "7", "12": "8, 9",
    "14": "9", "18": "11", "19": "12", "20": "13", "21": "14", "22": "15", "23": "16",
    "24": "17", "25": "18", "27": "19", "28": "20",
}  # fmt: skip
DROPPED = {"3", "4", "7", "8", "9", "13", "15", "17", "26"}
READ_BUT_NOT_BY_NUMBER = {"13", "15", "16", "17", "19", "20"}
ALTERNATIVES = {
    "p19": {"three-way-venture": ("united-states",), "us-ukraine-venture": ("ukraine",)},
    "p21": {"economic-zone": ("united-states",), "stand-on-line": ("ukraine",)},
}


@pytest.fixture(scope="module")
def case() -> Case:
    return load_case(Path(str(files("onetext.cases") / "ukraine-2025" / "case.yaml")))


def text(case: Case, text_id: str) -> Text:
    return next(text for text in case.texts if text.id == text_id)


def changes_between(case: Case, a: str, b: str) -> tuple[PointChange, ...]:
    return compare_texts(case, text(case, a), text(case, b))


def test_the_numbers_of_the_first_text_lead_to_those_of_the_december_text(case: Case) -> None:
    changes = changes_between(case, "us-28", "ua-20")
    assert {c.number_a: c.number_b for c in changes if c.number_a and c.number_b} == PUBLISHED


def test_nine_points_were_dropped_and_one_was_added(case: Case) -> None:
    changes = changes_between(case, "us-28", "ua-20")
    assert {c.number_a for c in changes if Operation.DROP in c.operations} == DROPPED
    added = [(c.point, c.number_b) for c in changes if Operation.ADD in c.operations]
    assert added == [("free-trade", "10")]


def test_a_dropped_point_has_no_clause_at_all_in_a_complete_text(case: Case) -> None:
    december = text(case, "ua-20")
    assert december.is_complete
    assert all(not december.clauses_on(f"p{number}") for number in DROPPED)


def test_the_two_open_points_show_who_asked_for_what(case: Case) -> None:
    for point, expected in ALTERNATIVES.items():
        (clause,) = text(case, "ua-20").clauses_on(point)
        assert clause.state is ClauseState.OPEN
        assert clause.option is None
        assert {a.option: a.asked_by for a in clause.alternatives} == expected


def test_what_was_not_read_under_its_number_is_unverified(case: Case) -> None:
    unverified = {c.number for c in text(case, "ua-20").clauses if c.unverified}
    assert unverified == READ_BUT_NOT_BY_NUMBER


def test_agreed_means_between_two_of_four_and_says_so(case: Case) -> None:
    for clause in text(case, "ua-20").clauses:
        if clause.state is ClauseState.AGREED:
            assert clause.agreed_by == ("ukraine", "united-states")
    others = [c for t in case.texts if t.id != "ua-20" for c in t.clauses]
    assert all(c.state is not ClauseState.AGREED for c in others)


def test_the_e3_text_keeps_the_numbers_and_strikes_out_the_third(case: Case) -> None:
    changes = {c.point: c for c in changes_between(case, "us-28", "e3")}
    assert {p for p, c in changes.items() if Operation.DROP in c.operations} == {"p3"}
    assert all(
        c.number_a == c.number_b for p, c in changes.items() if p not in ("p3", "free-trade")
    )


def test_the_geneva_text_is_a_skeleton_without_numbers(case: Case) -> None:
    geneva = text(case, "geneva-19")
    assert not geneva.is_complete
    assert {c.number for c in geneva.clauses} == {None}
    bracketed = {c.point for c in geneva.clauses if c.state is ClauseState.BRACKETED}
    assert bracketed == {"p3", "p4", "p7", "p10", "p21"}
    changes = {c.point: c for c in changes_between(case, "us-28", "geneva-19")}
    assert changes["p9"].operations == (Operation.UNKNOWN,)


def test_texts_form_the_published_graph(case: Case) -> None:
    assert {(t.id, t.date.edtf, t.revises) for t in case.texts} == {
        ("us-28", "2025-11-20", ()),
        ("e3", "2025-11-23", ("us-28",)),
        ("geneva-19", "2025-11-24", ("us-28",)),
        ("ua-20", "2025-12-24", ("geneva-19",)),
    }
