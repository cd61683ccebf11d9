"""A case begun from a form: ids from names, nothing invented, every fault beside its field."""

from __future__ import annotations

import pytest

from onetext import wiring
from onetext.errors import ImpossibleRequest
from onetext.model import DRAFTING_TEAM_ONLY
from onetext.workflows.begin_case import begun_case, ids_of

PARTIES = "Northland\n\n  South  Coast "
POINTS = "When the guns fall silent\n- At signature\n– After withdrawal\nWho pays"


def begun(title="The river accord", parties=PARTIES, points=POINTS, taken=()):
    return begun_case(title, parties, points, DRAFTING_TEAM_ONLY, taken)


def test_a_case_has_what_was_typed_and_no_more():
    case = begun()
    assert (case.id, case.title) == ("the-river-accord", "The river accord")
    assert [(p.id, p.name) for p in case.parties] == [
        ("northland", "Northland"),
        ("south-coast", "South Coast"),
    ]
    first, second = case.points
    assert [(o.id, o.title) for o in first.options] == [
        ("at-signature", "At signature"),
        ("after-withdrawal", "After withdrawal"),
    ]
    assert (second.id, second.options) == ("who-pays", ())
    assert (case.positions, case.texts, case.as_of) == ((), (), None)
    assert wiring.case_problems(case) == ()


def test_ids_are_usable_whatever_the_names_are():
    names = ("Public", "All", "Drafting team", "Північ", "الجنوب", "Côte d’Or", "cote d'or", "!")
    found = ids_of(names, "party", {"drafting-team", "public", "all"})
    assert found == (
        *("party-public", "party-all", "party-drafting-team", "party-4", "party-5"),
        *("cote-dor", "cote-dor-2", "party-8"),
    )
    case = begun(
        title="Переговори", parties="\n".join(names), points="Вода\n- Навпіл\n- За потребою"
    )
    assert wiring.case_problems(case) == ()
    assert case.id == "case-1"


def test_an_id_that_is_taken_is_not_given_again():
    assert begun(taken={"the-river-accord"}).id == "the-river-accord-2"


@pytest.mark.parametrize(
    ("field", "given"),
    [
        ("title", {"title": ""}),
        ("title", {"title": "x" * 301}),
        ("title", {"title": "a\x00b"}),
        ("parties", {"parties": "North"}),
        ("parties", {"parties": "North\nnorth"}),
        ("points", {"points": ""}),
        ("points", {"points": "- at once"}),
        ("points", {"points": "Water\n- half\n- Half"}),
        ("points", {"points": "\n".join(f"p{n}" for n in range(501))}),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(field, given):
    with pytest.raises(ImpossibleRequest) as refused:
        begun(**given)
    assert {problem.place.path for problem in refused.value.problems} == {field}


def test_everything_wrong_is_said_at_once():
    with pytest.raises(ImpossibleRequest) as refused:
        begun("", "", "")
    assert [p.place.path for p in refused.value.problems] == ["title", "parties", "points"]
