"""What the shares hang on besides the record: priors, and red lines that may be overstated."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from onetext.model import Case, Clause, Option, Party, Point, Position, Source, Stance, Text
from onetext.preferences.acceptability import acceptability_of_text
from onetext.preferences.draws import record_of, sample_draws
from onetext.preferences.profiles import Prior
from onetext.preferences.what_if import suppositions

POINTS = tuple(
    Point(id=f"p{i}", title=f"P{i}", options=(Option(id="a", title="A"), Option(id="b", title="B")))
    for i in range(4)
)
CASE = Case(
    id="c",
    title="C",
    parties=(Party(id="north", name="North"), Party(id="south", name="South")),
    points=POINTS,
    sources=(
        Source(id="scoop", title="Scoop", credibility="1"),
        Source(id="rewrite", title="Rewrite", credibility="1", derived_from=("scoop",)),
        Source(id="other", title="Other", credibility="1"),
    ),
    texts=(Text(id="t", title="T", clauses=tuple(Clause(point=p.id, option="a") for p in POINTS)),),
    positions=(
        Position(id="n", party="north", stance=Stance.RED_LINE, point="p0", options=("a",),
                 sources=("rewrite",)),
        Position(id="s", party="south", stance=Stance.OPPOSES, point="p1", options=("a",),
                 sources=("other",)),
    ),
)  # fmt: skip


@pytest.fixture(scope="module")
def found():
    draws = sample_draws(record_of(CASE), 1000, 2)
    return draws, {item.about: item for item in suppositions(draws, 2, (0, 0, 0, 0))}


def test_the_usual_one_is_what_the_draws_say(found):
    draws, by_about = found
    assert dict(by_about[""].texts)["t"] == acceptability_of_text(draws, "t")


def test_a_red_line_only_opposed_lets_the_text_be_accepted(found):
    _, by_about = found
    assert set(by_about) >= {"", "north"}
    assert "south" not in by_about  # it rules out nothing
    usual, softened = (dict(by_about[about].texts)["t"] for about in ("", "north"))
    assert usual.parties["north"].share < 0.1
    assert softened.parties["north"].share > 0.3
    assert softened.parties["south"] == usual.parties["south"]


def test_no_agreement_worth_little_makes_every_share_larger_and_worth_much_smaller(found):
    _, by_about = found
    for party in ("north", "south"):
        little, usual, much = (
            dict(by_about[about].texts)["t"].parties[party].share
            for about in ("no agreement is worth little", "", "no agreement is worth much")
        )
        assert little > usual > much or usual < 0.1


@pytest.mark.parametrize(("evenness", "least", "most"), [(4.0, 0.0, 0.2), (0.25, 0.6, 1.0)])
def test_evenness_says_how_alike_points_matter(evenness, least, most):
    record = record_of(CASE)
    party = dataclasses.replace(record.parties[0], prior=Prior(evenness=evenness))
    record = dataclasses.replace(record, parties=(party, *record.parties[1:]))
    drawn = sample_draws(record, 3000, 1).profiles["north"].weights
    assert np.allclose(drawn.sum(axis=1), 1.0, atol=1e-5)
    assert least < (drawn.max(axis=1) > 0.65).mean() + 1e-9 <= most
