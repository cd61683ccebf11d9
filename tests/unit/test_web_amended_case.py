"""What amendments break is found alike whether or not bystanders are checked with them."""

from __future__ import annotations

import dataclasses

import pytest

from onetext import wiring
from onetext.model import (
    Comment,
    Meeting,
    Option,
    Position,
    ReviewedStatement,
    Source,
    Stance,
    Text,
)
from onetext.web import amended_case
from onetext.workflows.amend import Put, Withdraw


@pytest.fixture(scope="module")
def case():
    return wiring.open_case("camp-david-1978")


def kinds_of_amendment(case):
    position, text, source = case.positions[0], case.texts[0], case.sources[0]
    point = next(point for point in case.points if point.options)
    whole = next(text for text in case.texts if text.clauses)
    bad = dataclasses.replace(position, options=())
    lost = dataclasses.replace(position, sources=("no-such-source",))
    statement = ReviewedStatement(id="s-1", words="W", position=position.id)
    return {
        "nothing new": [Put("positions", position)],
        "a new text": [Put("texts", Text(id="new", title="New", revises=(text.id,)))],
        "a text that revises none there is": [
            Put("texts", Text(id="n", title="N", revises=("x",)))
        ],
        "a circle": [Put("texts", dataclasses.replace(text, revises=(text.id,)))],
        "no option": [Put("positions", bad)],
        "no source": [Put("positions", lost)],
        "a statement": [Put("statements", statement)],
        "a lost statement": [Put("statements", dataclasses.replace(statement, position="x"))],
        "together": [Put("positions", bad), Put("statements", statement)],
        "a grade": [Put("sources", dataclasses.replace(source, reliability="Z"))],
        "a point taken back": [Withdraw("points", case.points[0].id, 1, "gone")],
        "a source taken back": [Withdraw("sources", position.sources[0], 1, "gone")],
        "a comment": [Put("comments", Comment(id="c", party="egypt", text=text.id))],
        "a comment on no text": [Put("comments", Comment(id="c", party="egypt", text="x"))],
        "a comment on no point": [
            Put("comments", Comment(id="c", party="egypt", text=text.id, points=("x",)))
        ],
        "a meeting of nobody": [Put("meetings", Meeting(id="m", title="M", parties=("x",)))],
        "a clause on no point": [
            Put(
                "texts",
                dataclasses.replace(
                    whole, clauses=(dataclasses.replace(whole.clauses[0], point="x"),)
                ),
            )
        ],
        "an option more": [
            Put("points", with_options(point, *point.options, Option(id="n", title="N")))
        ],
        "an option less": [Put("points", with_options(point))],
        "a point of no theme": [Put("points", dataclasses.replace(point, theme="x"))],
        "a new point": [Put("points", dataclasses.replace(point, id="new"))],
        "a party renamed": [Put("parties", dataclasses.replace(case.parties[0], name="Other"))],
        "a new source": [Put("sources", Source(id="new", title="New"))],
        "a later day": [
            Put("case", dataclasses.replace(case, as_of=case.as_of.replace(year=1970)))
        ],
    }


def with_options(point, *options):
    return dataclasses.replace(point, options=options, if_absent=None)


BREAKING = 14


def test_bystanders_change_nothing_that_is_found(case, monkeypatch):
    wanted = kinds_of_amendment(case)
    found = {name: amended_case.new_problems(case, one) for name, one in wanted.items()}
    monkeypatch.setattr(amended_case, "without_bystanders", lambda case, amendments: case)
    assert found == {name: amended_case.new_problems(case, one) for name, one in wanted.items()}
    assert sum(map(bool, found.values())) >= BREAKING


def test_bystanders_are_left_out_where_that_is_safe(case):
    new = Position(id="n", party="egypt", stance=Stance.SILENT, point=case.points[0].id)
    assert amended_case.without_bystanders(case, [Put("positions", new)]).positions == ()
    said = ReviewedStatement(id="s-1", words="W", position=case.positions[0].id)
    kept = amended_case.without_bystanders(case, [Put("statements", said)])
    assert kept.positions == case.positions[:1]
    gone = [Withdraw("sources", case.sources[0].id, 1, "gone")]
    assert amended_case.without_bystanders(case, gone) is case
    point = next(point for point in case.points if point.options)
    assert amended_case.without_bystanders(case, [Put("points", point)]).positions == ()
    less = [Put("points", with_options(point))]
    assert amended_case.without_bystanders(case, less) is case
