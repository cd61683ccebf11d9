"""Camp David 1978: the bundled case gives the published figures of Brams and Togman (1996)."""

from __future__ import annotations

from fractions import Fraction

import pytest

from onetext.model import Case, Tlp
from onetext.wiring import open_case

ISRAELS = {"held", "full", "israeli-control", "separate", "autonomy", "undivided"}


@pytest.fixture(scope="module")
def case() -> Case:
    return open_case("camp-david-1978")


@pytest.fixture(scope="module")
def weights(case) -> dict[str, dict[str, Fraction]]:
    return {
        record.party: {point: Fraction(weight) for point, weight in record.points.items()}
        for record in case.weights
    }


def test_each_party_distributes_a_hundred_points_over_the_same_six(case, weights):
    weighted = [point.id for point in case.points if point.options]
    assert len(weighted) == 6
    assert {party: (list(w), sum(w.values())) for party, w in weights.items()} == {
        "israel": (weighted, 100),
        "egypt": (weighted, 100),
    }


def test_adjusted_winner_gives_the_published_outcome(weights):
    israel, egypt = weights["israel"], weights["egypt"]
    won = {point for point in israel if israel[point] > egypt[point]}
    first_israel = sum(israel[point] for point in won)
    first_egypt = sum(egypt[point] for point in egypt if point not in won)
    assert (first_israel, first_egypt) == (60, 75)
    # Sinai has the lowest ratio of Egypt's to Israel's points among what Egypt won
    assert min(set(egypt) - won, key=lambda point: egypt[point] / israel[point]) == "sinai"
    share = (first_egypt - first_israel) / (israel["sinai"] + egypt["sinai"])
    assert share == Fraction(1, 6)
    assert first_israel + share * israel["sinai"] == Fraction(395, 6)
    assert first_egypt - share * egypt["sinai"] == Fraction(395, 6)
    assert round(Fraction(395, 6)) == 66  # as printed


def test_each_weighted_point_has_one_resolution_of_each_party(case):
    for point in case.points:
        proposed = {
            position.party: position.options
            for position in case.positions
            if position.point == point.id and position.stance == "proposes"
        }
        if point.options:
            mine = tuple(o.id for o in point.options if o.id in ISRAELS)
            theirs = tuple(o.id for o in point.options if o.id not in ISRAELS)
            assert proposed == {"israel": mine, "egypt": theirs}
        else:
            assert proposed == {}


def test_what_was_recalled_says_so(case):
    assert all(record.unverified for record in case.weights)
    recalled = {p.id for p in case.positions if p.sources == ("brams-togman",)}
    assert recalled == {p.id for p in case.positions if p.unverified} != set()


def test_everything_has_a_source_with_a_grade_that_is_only_suggested(case):
    for records in (case.positions, case.texts, case.briefings, case.events, case.comments):
        assert all(record.sources for record in records)
    assert all(m.sources or m.unverified for m in case.meetings)
    assert not any(source.grade_confirmed for source in case.sources)
    assert "F6" not in {source.grade for source in case.sources}


def test_israel_saw_the_first_draft_before_egypt_and_in_another_version(case):
    shown = {b.id: (b.to, str(b.date), b.text) for b in case.briefings if b.received}
    assert shown["b-10"] == (("israel",), "1978-09-10", "us-10-sep")
    assert shown["b-11"] == (("Anwar Sadat",), "1978-09-11", "us-11-sep")
    [negative] = [b for b in case.briefings if not b.received]
    assert negative.to == ("Egyptian delegation",)


def test_the_mediator_does_not_sign_and_the_case_is_for_everybody(case):
    assert [p.id for p in case.parties if p.signs] == ["israel", "egypt"]
    assert case.marking.tlp is Tlp.CLEAR
    assert all(text.is_paraphrase for text in case.texts)
