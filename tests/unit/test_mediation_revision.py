"""A next draft: few changes, agreed points kept, nothing ruled out taken in, every step a gain."""

from __future__ import annotations

import numpy as np
import pytest

from onetext.bargaining.space import Space
from onetext.mediation.revision import Limits, revision
from onetext.model import Position, Stance
from onetext.preferences.acceptability import acceptability_of_package
from onetext.preferences.draws import Draws, Record
from onetext.preferences.profiles import PartyRecord, sample_profiles
from onetext.preferences.readings import Readings
from onetext.preferences.statements import Statement

SPACE = Space(points=("p0", "p1", "p2", "p3"), options=(("a", "b", "c"),) * 4)
SAID = {
    "north": {("p0", "a"): Stance.RED_LINE, ("p0", "b"): Stance.PROPOSES,
              ("p1", "a"): Stance.PROPOSES, ("p2", "a"): Stance.OPPOSES},
    "south": {("p0", "b"): Stance.ACCEPTS, ("p1", "a"): Stance.PROPOSES,
              ("p2", "b"): Stance.PROPOSES, ("p3", "c"): Stance.RED_LINE},
}  # fmt: skip


@pytest.fixture(scope="module")
def draws():
    rng = np.random.default_rng(3)
    records, profiles = [], {}
    for party, stances in SAID.items():
        statements = tuple(
            Statement(
                Position(id=f"{party}{p}{o}", party=party, stance=s, point=p, options=(o,)), 0.9, ()
            )
            for (p, o), s in stances.items()
        )
        records.append(PartyRecord(party, statements))
        profiles[party] = sample_profiles(records[-1], SPACE, {}, 2000, rng)
    text = Readings("t", ((0,), (0,), (0,), (0, 1, 2)))
    readings = np.zeros((2000, 4), dtype=np.int64)
    readings[:, 3] = rng.integers(3, size=2000)
    return Draws(Record(SPACE, tuple(records), (True, True), (text,)), profiles, {"t": readings})


def share(draws, package):
    return acceptability_of_package(draws, package).all.share


def test_the_red_line_goes_first_and_what_both_want_stays(draws):
    found = revision(draws, "t")
    assert found.changes[0].point == 0
    assert found.package[0] == 1
    assert found.package[1] == 0
    assert found.package[3] != 2


def test_every_step_raises_the_share(draws):
    found = revision(draws, "t")
    shares = [found.filled.all.share, *(step.shares.all.share for step in found.changes)]
    assert shares == sorted(shares)
    assert shares[-1] == pytest.approx(share(draws, found.package))


def test_no_more_changes_than_asked_for(draws):
    assert len(revision(draws, "t", Limits(at_most=1)).changes) == 1
    none = revision(draws, "t", Limits(at_most=0))
    assert none.changes == ()
    assert [step.point for step in none.fills] == [3]


def test_what_is_to_be_kept_is_kept_and_what_is_ruled_out_stays_out(draws):
    found = revision(draws, "t", Limits(keep=frozenset({0}), ruled_out=frozenset({(2, 1)})))
    assert found.package[0] == 0
    assert found.package[2] != 1


def test_of_options_that_do_about_as_well_the_one_less_spoken_against_is_taken(draws):
    free = revision(draws, "t")
    taken = free.fills[0].after
    others = free.fills[0].as_good
    if others:
        again = revision(draws, "t", Limits(against={(3, taken): 1}))
        assert again.package[3] in others


def test_a_bracketed_option_is_never_the_one_taken(draws):
    for step in revision(draws, "t").changes:
        assert step.after not in step.as_good
        assert step.before != step.after
