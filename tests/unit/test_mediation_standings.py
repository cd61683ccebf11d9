"""Point states: what each of the five means, and the sentence that goes with it."""

from __future__ import annotations

import pytest

from onetext.mediation.standings import PointState, point_standing
from onetext.model import Option, Party, Point, Stance

PARTIES = (
    Party(id="north", name="North"),
    Party(id="south", name="South"),
    Party(id="friend", name="Friend", signs=False),
)
POINT = Point(
    id="p1",
    title="Border",
    options=(
        Option(id="river", title="The river"),
        Option(id="ridge", title="The ridge"),
        Option(id="zone", title="A zone"),
    ),
)

YES, ACCEPTS, IF, OPEN = Stance.PROPOSES, Stance.ACCEPTS, Stance.ACCEPTS_IF, Stance.OPEN
NO, NEVER = Stance.OPPOSES, Stance.RED_LINE


@pytest.mark.parametrize(
    ("held", "state", "said"),
    [
        ({}, "unknown", "Nothing is on record from North and South."),
        ({"river": {"north": YES}}, "unknown", "North proposes “The river”; nothing is on"),
        ({"river": {"friend": YES}}, "unknown", "Nothing is on record from North and South."),
        ({"river": {"north": YES, "south": ACCEPTS}}, "agreed", "accept “The river”."),
        ({"river": {"north": YES, "south": IF}}, "agreed", "South on a condition"),
        ({"river": {"north": YES, "south": OPEN}}, "tradable", "South is open to it"),
        (
            {"river": {"north": YES}, "ridge": {"south": NO}},
            "tradable",
            "South has said nothing of it",
        ),
        (
            {"river": {"north": YES, "south": NO}, "ridge": {"south": YES}},
            "contested",
            "North proposes it, South opposes it",
        ),
        ({"river": {"north": YES}, "ridge": {"south": YES}}, "contested", "Nobody has spoken of"),
        (
            {"river": {"north": YES, "south": NEVER}, "ridge": {"south": YES, "north": NEVER}},
            "deadlocked",
            "South rules it out",
        ),
        (
            {
                "river": {"north": YES, "south": NEVER},
                "ridge": {"south": YES, "north": NEVER},
                "zone": {"friend": YES, "north": IF},
            },
            "deadlocked",
            "“A zone”: Friend proposes it, North accepts it on a condition",
        ),
        ({"river": {"north": NO}, "ridge": {"south": NO}}, "contested", "North opposes it"),
    ],
)
def test_each_state_is_read_from_the_stances_alone(held, state, said):
    found = point_standing(POINT, PARTIES, held)
    assert found.state == PointState(state)
    assert said in found.because


def test_what_a_party_that_does_not_sign_opposes_is_no_obstacle():
    held = {"river": {"north": YES, "south": ACCEPTS, "friend": NEVER}}
    assert point_standing(POINT, PARTIES, held).state is PointState.AGREED


def test_no_state_depends_on_the_order_of_parties():
    held = {"river": {"north": YES, "south": NEVER}, "ridge": {"south": YES}}
    states = {point_standing(POINT, parties, held).state for parties in (PARTIES, PARTIES[::-1])}
    assert len(states) == 1


def test_a_point_without_options_is_unknown():
    found = point_standing(Point(id="p", title="P"), PARTIES, {})
    assert (found.state, found.because) == (
        PointState.UNKNOWN,
        "No resolution of this point is on record.",
    )


def test_one_signing_party_alone_can_agree_with_itself():
    found = point_standing(POINT, PARTIES[:1], {"river": {"north": YES}})
    assert found.state is PointState.AGREED
