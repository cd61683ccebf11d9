"""Who may see what: the rule every view stands on."""

import pytest

from onetext.model import DRAFTING_TEAM, PUBLIC, Eye, Marking, Tlp

NORTH = Eye(reader="north")


@pytest.mark.parametrize("tlp", list(Tlp))
def test_the_drafting_team_sees_everything(tlp):
    assert Eye(reader=DRAFTING_TEAM).may_see(Marking(tlp=tlp))


@pytest.mark.parametrize(
    ("tlp", "audience", "seen"),
    [
        (Tlp.CLEAR, (), True),
        (Tlp.GREEN, (), True),
        (Tlp.AMBER, (), False),
        (Tlp.AMBER, ("north",), True),
        (Tlp.AMBER_STRICT, ("north",), True),
        (Tlp.RED, ("north",), True),
        (Tlp.RED, ("south",), False),
    ],
)
def test_a_party_sees_what_is_clear_green_or_addressed_to_it(tlp, audience, seen):
    assert NORTH.may_see(Marking(tlp=tlp, audience=audience)) is seen


def test_the_public_sees_only_clear():
    public = Eye(reader=PUBLIC)
    assert [tlp for tlp in Tlp if public.may_see(Marking(tlp=tlp))] == [Tlp.CLEAR]


def test_nothing_marked_means_the_drafting_team_alone():
    assert not NORTH.may_see(Marking())
