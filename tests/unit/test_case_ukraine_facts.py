"""Hard-coded facts of early March 2026, so that an edit of the case cannot bend them unseen."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest

from onetext.formats.case_file import load_case
from onetext.model import Case, MeetingStatus, Stance

# party, point, stance, options: who stands where, without what has been replaced since
STANDS = [
    ("ukraine", "p21", "proposes", {"stand-on-line"}),
    ("ukraine", "p21", "accepts-if", {"economic-zone"}),
    ("russia", "p21", "proposes", {"full-donbas"}),
    ("united-states", "p21", "proposes", {"economic-zone"}),
    ("europe", "p21", "proposes", {"swaps-from-line"}),
    ("ukraine", "p19", "proposes", {"us-ukraine-venture"}),
    ("russia", "p19", "proposes", {"russian-plant"}),
    ("united-states", "p19", "proposes", {"three-way-venture"}),
    ("europe", "p19", "proposes", {"shared-output"}),
    ("ukraine", "p28", "proposes", {"ceasefire-first"}),
    ("russia", "p28", "proposes", {"settlement-first"}),
    ("russia", "p8", "red-line", {"multinational-force"}),
    ("europe", "p8", "proposes", {"multinational-force"}),
    ("ukraine", "p7", "accepts", {"none"}),
    ("russia", "p7", "proposes", {"neutrality"}),
    ("europe", "p7", "proposes", {"consensus-lacking"}),
    ("ukraine", "p6", "proposes", {"cap-800k-peacetime"}),
    ("russia", "p6", "proposes", {"lower-cap"}),
    ("united-states", "p6", "accepts", {"cap-800k-peacetime"}),
    ("europe", "p6", "proposes", {"cap-800k-peacetime"}),
    ("russia", "p25", "proposes", {"before-treaty"}),
    ("europe", "p25", "proposes", {"soon-after-signing"}),
    ("russia", "p14", "proposes", {"returned"}),
    ("europe", "p14", "proposes", {"frozen-until-paid"}),
    ("united-states", "p14", "proposes", {"us-led-fund"}),
    ("ukraine", "p26", "accepts", {"none"}),
    ("united-states", "p26", "accepts", {"none"}),
    ("russia", "p26", "proposes", {"mutual-waiver"}),
    ("russia", "p18", "accepts", {"non-nuclear"}),
    ("russia", "p1", "silent", set()),
    ("russia", "p16", "silent", set()),
]
ON_TEXTS = [
    ("russia", "us-28", "open", "2025-11-21"),
    ("europe", "us-28", "reserves", "2025-11-22"),
    ("russia", "e3", "opposes", "2025-11-24"),
    ("ukraine", "ua-20", "proposes", "2025-12-24"),
    ("russia", "ua-20", "opposes", "2025-12-26"),
]


@pytest.fixture(scope="module")
def case() -> Case:
    return load_case(Path(str(files("onetext.cases") / "ukraine-2025" / "case.yaml")))


@pytest.mark.parametrize(("party", "point", "stance", "options"), STANDS)
def test_who_stands_where(
    case: Case, party: str, point: str, stance: str, options: set[str]
) -> None:
    held = [
        set(p.options)
        for p in case.positions
        if (p.party, p.point, p.stance) == (party, point, Stance(stance)) and not p.until.edtf
    ]
    assert options in held


@pytest.mark.parametrize(("party", "text", "stance", "since"), ON_TEXTS)
def test_who_says_what_of_a_whole_text(
    case: Case, party: str, text: str, stance: str, since: str
) -> None:
    held = {(p.party, p.text, p.stance.value, p.since.edtf) for p in case.positions}
    assert (party, text, stance, since) in held


def test_what_the_united_states_gave_up_has_an_end(case: Case) -> None:
    ended = {p.point for p in case.positions if p.party == "united-states" and p.until.edtf}
    assert ended == {"p2", "p6", "p7", "p10", "p12", "p19", "p21", "p25", "p26"}


def test_key_holders_away_from_the_table(case: Case) -> None:
    keys = {key.id: set(key.consent_needed_for) for key in case.key_holders}
    assert keys["us-congress"] == {"p5", "p10"}
    assert "p21" in keys["ukraine-referendum"]
    assert {"p11", "p14"} <= keys["eu-members"]
    assert {"p7", "p8", "p9"} <= keys["nato-members"]


def test_meetings_that_did_not_happen_say_so(case: Case) -> None:
    status = {meeting.id: meeting.status for meeting in case.meetings}
    assert status["turkey"] is MeetingStatus.POSTPONED
    assert status["budapest"] is MeetingStatus.ON_HOLD
    assert status["trilateral-4"] is MeetingStatus.POSTPONED
    assert status["trilateral-1"] is MeetingStatus.HELD


def test_a_day_that_is_not_established_stays_a_range(case: Case) -> None:
    (miami,) = [meeting for meeting in case.meetings if meeting.id == "miami-umerov"]
    assert miami.date.edtf == "2025-11-16/2025-11-18"


def test_the_last_event_of_the_record_is_its_last_day(case: Case) -> None:
    dated = [m.date.earliest for m in (*case.meetings, *case.events) if m.date.earliest]
    assert max(dated) == case.as_of
