"""The bundled case as a record: everything sourced or marked, nobody missing, nobody favoured."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from importlib.resources import files
from itertools import product
from pathlib import Path

import pytest

from onetext.formats.case_file import load_case
from onetext.model import EVERYBODY, Case, Position, Stance
from onetext.record.origins import independent_origins

PARTIES = ("ukraine", "russia", "united-states", "europe")
RED_LINES = {
    ("ukraine", "p6"), ("ukraine", "p7"), ("ukraine", "p21"),
    ("russia", "p8"), ("russia", "p21"),
}  # fmt: skip


@pytest.fixture(scope="module")
def case() -> Case:
    return load_case(Path(str(files("onetext.cases") / "ukraine-2025" / "case.yaml")))


def records(thing: object) -> Iterator[object]:
    """Every record in a record, itself included."""
    if is_dataclass(thing) and not isinstance(thing, type):
        yield thing
        for field in fields(thing):
            value = getattr(thing, field.name)
            if isinstance(value, tuple):
                for part in value:
                    yield from records(part)


def on_points(case: Case) -> Iterator[Position]:
    return (position for position in case.positions if position.point is not None)


def test_the_case_says_how_far_it_reaches_and_who_may_see_it(case: Case) -> None:
    assert case.as_of is not None
    assert case.as_of.isoformat() == "2026-03-05"
    assert "As of early March 2026" in case.summary
    assert "As of early March 2026" in case.note
    assert case.marking == EVERYBODY


def test_twenty_eight_points_in_four_themes_and_one_that_came_later(case: Case) -> None:
    assert [point.id for point in case.points] == [f"p{n}" for n in range(1, 29)] + ["free-trade"]
    assert len(case.themes) == 4
    assert {point.theme for point in case.points} == {theme.id for theme in case.themes}


def test_everything_claimed_has_a_source_or_is_marked_unverified(case: Case) -> None:
    claims = [clause for text in case.texts for clause in text.clauses]
    claims += [option for point in case.points for option in point.options]
    claims += [p for p in case.positions if not p.stance.says_nothing]
    for kind in (case.rules, case.key_holders, case.meetings, case.events, case.briefings):
        claims += list(kind)
    bare = [claim for claim in claims if not claim.sources and not claim.unverified]
    assert bare == []
    assert [c for c in case.comments if not c.sources] == []


def test_every_source_is_used_and_its_grade_is_a_suggestion(case: Case) -> None:
    used: set[str] = set()
    for record in records(case):
        if not isinstance(record, Case):
            used.update(getattr(record, "sources", ()))
        used.update(getattr(record, "derived_from", ()))
    assert {source.id for source in case.sources} == used
    assert not any(source.grade_confirmed for source in case.sources)
    assert [s.id for s in case.sources if s.grade == "F6"] == []


def test_what_relays_one_origin_says_so(case: Case) -> None:
    origins = {source.id: source.derived_from for source in case.sources}
    assert origins["sum-a"] == origins["sum-b"] == ("axios1",)
    leak = ("stmt", "its9ja", "hrpravda", "enpravda", "lagaceta", "lalv", "jp", "zh", "atl28")
    assert {origins[mirror] for mirror in leak} == {("leak28",)}
    reposts = [s.id for s in case.sources if s.title.startswith("BBC") and "repost" in s.title]
    assert len(reposts) > 8
    assert all(origins[repost] in (("bbc",), ("bbc24o",)) for repost in reposts)
    twenty = ("censor20", "swe20", "rbc20", "glav20", "nov20", "openkg20", "pr20", "bbc24d")
    assert independent_origins(case.sources, twenty) == ("zel20",)


def test_the_two_press_summaries_carry_no_address(case: Case) -> None:
    assert {s.url for s in case.sources if s.id in ("sum-a", "sum-b")} == {""}


def test_every_party_has_a_position_on_every_point(case: Case) -> None:
    held = {(position.party, position.point) for position in on_points(case)}
    assert held == set(product(PARTIES, (point.id for point in case.points)))


def test_silence_stands_alone_and_names_no_option(case: Case) -> None:
    count = Counter((position.party, position.point) for position in on_points(case))
    silent = [p for p in on_points(case) if p.stance is Stance.SILENT]
    assert len(silent) > 10
    assert all(not p.options and not p.since.edtf for p in silent)
    assert all(count[p.party, p.point] == 1 for p in silent)


def test_no_stance_is_entered_twice_or_against_itself(case: Case) -> None:
    now = [p for p in on_points(case) if not p.until.edtf]
    seen = Counter((p.party, p.point, option) for p in now for option in p.options)
    assert [key for key, times in seen.items() if times > 1] == []


def test_positions_are_dated_unless_silent(case: Case) -> None:
    undated = [p.id for p in case.positions if not p.stance.says_nothing and not p.since.edtf]
    assert undated == []


def test_no_invented_scores(case: Case) -> None:
    assert case.weights == ()


def test_red_lines_are_few_and_each_says_why_it_is_one(case: Case) -> None:
    red = [p for p in on_points(case) if p.stance is Stance.RED_LINE]
    assert {(p.party, p.point) for p in red} == RED_LINES
    for position in red:
        assert position.sources
        assert not position.unverified
        assert position.said_by
        assert any(
            reason in position.note
            for reason in ("Named as a red line", "condition of any settlement", "warning")
        )


def test_no_party_is_explained_at_much_greater_length(case: Case) -> None:
    words: Counter[str] = Counter()
    spoken: Counter[str] = Counter()
    for position in case.positions:
        if not position.stance.says_nothing:
            words[position.party] += len(f"{position.note} {position.condition}".split())
            spoken[position.party] += 1
    length = {party: words[party] / spoken[party] for party in PARTIES}
    assert max(length.values()) < 2 * min(length.values()), length


def test_the_parties_stand_in_one_order_on_every_point(case: Case) -> None:
    for point in case.points:
        order = [PARTIES.index(p.party) for p in on_points(case) if p.point == point.id]
        assert order == sorted(order)


def test_a_point_that_a_complete_text_leaves_out_says_what_that_amounts_to(case: Case) -> None:
    for text in case.texts:
        left_out = {point.id for point in case.points if not text.clauses_on(point.id)}
        if text.is_complete:
            assert all(point.if_absent for point in case.points if point.id in left_out)


def test_the_briefing_log_keeps_its_negative_records(case: Case) -> None:
    negative = [b for b in case.briefings if not b.received]
    assert len(negative) == 5
    assert any(b.by == "lavrov" and b.text == "geneva-19" for b in negative)


def test_persons_named_by_id_exist(case: Case) -> None:
    persons = {person.id for person in case.persons}
    for meeting in case.meetings:
        named = {who for who in meeting.participants if who == who.lower() and " " not in who}
        assert named <= persons, meeting.id
