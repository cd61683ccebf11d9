"""What the comparison of two texts promises, operation by operation."""

import pytest

from onetext.model import Alternative, Case, Clause, ClauseState, Option, Party, Point, Text
from onetext.record.comparison import compare_texts

POINTS = tuple(
    Point(id=f"p{n}", title=f"Point {n}", options=(Option(id="x", title="X"),)) for n in (1, 2, 3)
)
CASE = Case(
    id="c", title="C", points=POINTS,
    parties=(
        Party(id="north", name="North", signs=True), Party(id="south", name="South", signs=True),
        Party(id="watching", name="Watching", signs=False),
    ),
)  # fmt: skip


def clause(point, number=None, words="as before", **more):
    return Clause(point=point, number=number, wording={"en": words}, **more)


def text(*clauses, **more):
    return Text(id="t", title="T", clauses=clauses, **more)


def operations(a, b):
    return {c.point: [str(o) for o in c.operations] for c in compare_texts(CASE, a, b)}


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (clause("p1", "1"), clause("p1", "1"), ["keep"]),
        (clause("p1", "5"), clause("p1", "3"), ["keep", "renumber"]),
        (clause("p1", "1"), clause("p1", "1", "otherwise"), ["reword"]),
        (clause("p1", "1"), None, ["drop"]),
        (None, clause("p1", "1"), ["add"]),
        (clause("p1", "1"), clause("p1", "1", state=ClauseState.DROPPED), ["drop"]),
        (clause("p1", "1"), clause("p1", "1", state=ClauseState.BRACKETED), ["bracket"]),
        (clause("p1", "1", state=ClauseState.BRACKETED), clause("p1", "1"), ["unbracket"]),
        (clause("p1", "1"), clause("p1", "1", state=ClauseState.MOVED), ["move"]),
    ],
)
def test_one_point(before, after, expected):
    a = text(*[c for c in (before,) if c])
    b = text(*[c for c in (after,) if c])
    assert operations(a, b) == {"p1": expected}


AGREED = {"state": ClauseState.AGREED}
IN_PART = AGREED | {"agreed_by": ("north",)}


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (clause("p1", "9"), clause("p1", "4", "new", **AGREED), ["renumber", "agree", "reword"]),
        (clause("p1", **AGREED), clause("p1", words="new"), ["reopen", "reword"]),
        (clause("p1"), clause("p1", **AGREED), ["agree"]),
        (clause("p1", **AGREED), clause("p1", **AGREED), ["keep"]),
        (clause("p1"), clause("p1", **IN_PART), ["agree-in-part"]),
        (clause("p1", **AGREED), clause("p1", **IN_PART), ["agree-in-part"]),
        (clause("p1", **IN_PART), clause("p1", **AGREED), ["agree"]),
        (clause("p1", **IN_PART), clause("p1"), ["reopen"]),
        (
            clause("p1", **AGREED),
            clause("p1", **AGREED, agreed_by=("north", "south")),
            ["keep"],
        ),
        (
            clause("p1", state=ClauseState.BRACKETED),
            clause("p1", **AGREED),
            ["unbracket", "agree"],
        ),
        (
            clause("p1", **AGREED),
            clause("p1", state=ClauseState.BRACKETED),
            ["bracket", "reopen"],
        ),
        (clause("p1", **AGREED), clause("p1", state=ClauseState.MOVED), ["move"]),
    ],
)
def test_that_a_point_became_agreed_or_is_no_longer_is_said(before, after, expected):
    assert operations(text(before), text(after)) == {"p1": expected}


def test_a_point_of_two_clauses_is_agreed_once_both_are():
    a = text(clause("p1", "1"), clause("p1", "2"))
    half = text(clause("p1", "1", **AGREED), clause("p1", "2"))
    whole = text(clause("p1", "1", **AGREED), clause("p1", "2", **AGREED))
    assert operations(a, half) == {"p1": ["keep"]}
    assert operations(half, whole) == {"p1": ["agree"]}


def test_other_spaces_and_lines_are_not_other_words():
    a, b = text(clause("p1", words="as  before")), text(clause("p1", words="as\nbefore "))
    assert operations(a, b) == {"p1": ["keep"]}


def test_numbers_are_labels_points_are_matched_by_identity():
    a = text(clause("p1", "1"), clause("p2", "2"))
    b = text(clause("p2", "1"), clause("p1", "2"))
    assert operations(a, b) == {"p1": ["keep", "renumber"], "p2": ["keep", "renumber"]}


def test_a_split_point_carries_both_numbers():
    a = text(clause("p1", "12"))
    b = text(clause("p1", "8", "first half"), clause("p1", "9", "second half"))
    (change,) = compare_texts(CASE, a, b)
    assert change.number_b == "8, 9"
    assert "split" in change.operations


def test_merged_points_share_a_number():
    a = text(clause("p1", "1"), clause("p2", "2"))
    b = text(clause("p1", "1"), clause("p2", "1"))
    assert operations(a, b)["p2"] == ["keep", "renumber", "merge"]
    assert "merge" in operations(a, b)["p1"]


def test_absence_from_a_text_known_only_in_part_is_not_a_drop():
    a = text(clause("p1", "1"))
    assert operations(a, text(is_complete=False)) == {"p1": ["unknown"]}
    assert operations(text(is_complete=False), a) == {"p1": ["unknown"]}


def test_of_paraphrases_the_option_decides():
    a = text(clause("p1", "1", "the cap stays", option="x"), is_paraphrase=True)
    b = text(clause("p1", "1", "kept", option="x"), is_paraphrase=True)
    assert operations(a, b) == {"p1": ["keep"]}
    no_option = text(clause("p1", "1", "kept"), is_paraphrase=True)
    assert operations(text(clause("p1", "1", "the cap"), is_paraphrase=True), no_option) == {
        "p1": ["unknown"]
    }


def test_brackets_name_who_asked():
    bracketed = clause(
        "p1",
        "1",
        "The limit is",
        state=ClauseState.BRACKETED,
        alternatives=(
            Alternative(wording={"en": "ten"}, asked_by=("north",)),
            Alternative(wording={"en": "twenty"}),
        ),
    )
    (change,) = compare_texts(CASE, text(), text(bracketed))
    assert change.after == "The limit is [North: ten / twenty]"


def test_swapping_the_texts_swaps_add_and_drop():
    a, b = text(clause("p1", "1")), text(clause("p2", "1"))
    assert operations(a, b) == {"p1": ["drop"], "p2": ["add"]}
    assert operations(b, a) == {"p2": ["drop"], "p1": ["add"]}


def test_an_unverified_clause_marks_the_row():
    (change,) = compare_texts(CASE, text(clause("p1", "1")), text(clause("p1", unverified=True)))
    assert change.unverified
