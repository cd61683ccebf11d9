"""What is certain of a text if all that is on record holds: proved, and shown by draws."""

from __future__ import annotations

import dataclasses
import itertools

import numpy as np
import pytest

from onetext.model import (
    Case,
    Clause,
    Comparison,
    Option,
    Party,
    Point,
    Position,
    Source,
    Stance,
    Text,
)
from onetext.preferences.draws import record_of, sample_draws
from onetext.preferences.necessity import Certainty, certainty_of_texts, preferred
from onetext.preferences.profiles import sample_profiles, utilities
from onetext.preferences.program import program_of

POINTS = tuple(
    Point(id=f"p{i}", title=f"P{i}", options=(Option(id="a", title="A"), Option(id="b", title="B")))
    for i in range(3)
)


def text(id_, *options):
    clauses = [Clause(point=p.id, option=o) for p, o in zip(POINTS, options, strict=True) if o]
    return Text(id=id_, title=id_, clauses=tuple(clauses), is_complete=False)


TEXTS = (text("t", "a", "a", "a"), text("s", "b", "b", "b"))


def made(*stances, comparisons=(), texts=TEXTS):
    positions = tuple(
        Position(id=f"{point}{option}", party="north", stance=stance, point=point,
                 options=(option,), sources=("sure",))
        for point, option, stance in stances
    )  # fmt: skip
    return Case(
        id="c", title="C", parties=(Party(id="north", name="N"), Party(id="south", name="S")),
        points=POINTS, sources=(Source(id="sure", title="S", credibility="1"),),
        positions=positions, texts=texts, comparisons=comparisons,
    )  # fmt: skip


def certain(case, text_="t", party="north"):
    return certainty_of_texts(sample_draws(record_of(case), 100, 1))[text_][party]


def on_all(stance, option="a"):
    return [(p.id, option, stance) for p in POINTS]


@pytest.mark.parametrize(
    ("stances", "expected"),
    [
        ([], Certainty.OPEN),
        (on_all(Stance.ACCEPTS), Certainty.NECESSARY),
        (on_all(Stance.PROPOSES), Certainty.NECESSARY),
        (on_all(Stance.OPPOSES), Certainty.IMPOSSIBLE),
        (on_all(Stance.ACCEPTS)[:2], Certainty.OPEN),
        (on_all(Stance.OPEN), Certainty.OPEN),
        ([("p0", "a", Stance.RED_LINE)], Certainty.IMPOSSIBLE),
        ([*on_all(Stance.ACCEPTS)[1:], ("p0", "a", Stance.OPPOSES)], Certainty.OPEN),
    ],
)
def test_what_follows_from_the_stances(stances, expected):
    assert certain(made(*stances)) is expected
    assert certain(made(*stances), party="south") is Certainty.OPEN


def test_a_text_that_leaves_a_point_open_is_never_necessary_there():
    case = made(*on_all(Stance.ACCEPTS), texts=(text("t", "a", "a", None),))
    assert certain(case) is Certainty.OPEN
    both = made(*on_all(Stance.ACCEPTS), *on_all(Stance.ACCEPTS, "b"),
                texts=(text("t", "a", "a", "a"),))  # fmt: skip
    assert certain(both) is Certainty.NECESSARY


@pytest.mark.parametrize("seed", range(6))
def test_draws_never_contradict_what_is_proved(seed):
    """Exhaustively over texts: what is necessary holds in every draw."""
    rng = np.random.default_rng(seed)
    stances = [
        (point, option, [s for s in Stance if not s.says_nothing][rng.integers(7)])
        for point, option in itertools.product(("p0", "p1", "p2"), "ab")
        if rng.random() < 0.7
    ]
    texts = tuple(text("".join(o), *o) for o in itertools.product("ab", repeat=3))
    record = record_of(made(*stances, texts=texts))
    draws = sample_draws(record, 100, 1)
    party = record.parties[0]
    sure = tuple(dataclasses.replace(s, credence=1.0) for s in party.statements)
    drawn = sample_profiles(
        dataclasses.replace(party, statements=sure), record.space, {}, 3000, rng
    )
    met = set()
    for name, by_party in certainty_of_texts(draws).items():
        package = np.tile(["ab".index(o) for o in name], (3000, 1))
        accepted = utilities(drawn.gains, package) >= drawn.reservation - 1e-6
        met.add(by_party["north"])
        if by_party["north"] is Certainty.NECESSARY:
            assert accepted.all()
        elif by_party["north"] is Certainty.IMPOSSIBLE:
            assert not (utilities(drawn.gains, package) > drawn.reservation + 1e-6).any()
        else:
            assert by_party["north"] is Certainty.OPEN
    assert met


def test_one_text_necessarily_better_than_another():
    case = made(*on_all(Stance.PROPOSES), *on_all(Stance.OPPOSES, "b"))
    record = record_of(case)
    texts = {t.text: t for t in record.texts}
    party = record.parties[0]
    program = program_of(party.statements, (), record.space, texts)
    kept = [s.position.id for s in party.statements]
    assert preferred(program, kept, texts["t"], texts["s"]) is Certainty.NECESSARY
    assert preferred(program, kept, texts["s"], texts["t"]) is Certainty.IMPOSSIBLE
    assert preferred(program, [], texts["s"], texts["t"]) is Certainty.OPEN


def test_a_comparison_decides_between_texts():
    better = Comparison(id="c", party="north", texts=("s", "t"), sources=("sure",))
    record = record_of(made(comparisons=(better,)))
    texts = {t.text: t for t in record.texts}
    party = record.parties[0]
    program = program_of((), party.claims, record.space, texts)
    kept = [claim.key for claim in party.claims]
    assert preferred(program, kept, texts["s"], texts["t"]) is Certainty.NECESSARY
