"""What a reader at a desk may read and write, and in which words it is refused."""

from __future__ import annotations

import dataclasses

import pytest

from onetext.errors import ImpossibleRequest, InvalidCase, NotFound, RecordMovedOn
from onetext.model import Comment, Eye, Marking, Position, Stance, Text
from onetext.web.archive import Archive
from onetext.web.desk import Desk
from onetext.web.seats import Role, Seat, seat_of
from onetext.web.study_worker import WorkerHere
from onetext.workflows.amend import Put, Withdraw
from onetext.workflows.journal import Scribe, keep_case
from strategies import salts
from web_fixtures import Inline
from web_journals import HIDDEN, START, TO_NORTH, TO_SOUTH


@dataclasses.dataclass
class Person:
    name: str
    at: Seat | None

    def seat(self, case_id):
        return self.at


@pytest.fixture
def store(team_settings):
    from onetext.storage.memory import MemoryJournalStore

    made = MemoryJournalStore()
    keep_case(made, HIDDEN, Scribe("a drafter", START, salts()))
    return made


@pytest.fixture
def archive(store):
    made = Archive(
        lambda create: store, has_bundled=False, new_executor=Inline, new_worker=WorkerHere
    )
    yield made
    made.close()


def desk(archive, role=Role.CHAIR, party="", name="somebody"):
    return Desk(Person(name, seat_of(role, party)), archive)


def test_the_team_sees_all_and_a_party_what_is_marked_for_it(archive):
    team, north = desk(archive), desk(archive, Role.PARTY, "north")
    assert {text.id for text in team.view("drawn").case.texts} == {"t1", "t-secret"}
    assert [text.id for text in north.view("drawn").case.texts] == ["t1"]
    assert len(north.lines("drawn")) < len(team.lines("drawn"))
    assert [line.number for line in north.lines("drawn")] == list(
        range(1, len(north.lines("drawn")) + 1)
    )


def test_no_such_case_is_said_alike_whether_it_exists_or_not(archive):
    stranger = Desk(Person("a stranger", None), archive)
    said = []
    for case_id in ("drawn", "never"):
        with pytest.raises(NotFound) as refused:
            stranger.view(case_id)
        said.append(str(refused.value).replace(case_id, "CASE"))
    assert said[0] == said[1]
    assert stranger.cards() == ()


def test_a_view_stays_the_same_object_until_something_changes_for_its_reader(archive):
    team, north = desk(archive), desk(archive, Role.PARTY, "north")
    before = north.view("drawn"), team.view("drawn")
    secret = Text(id="t-other", title="For South", marking=TO_SOUTH)
    team.amend("drawn", Put("texts", secret))
    assert north.view("drawn") is before[0], "nothing it may see was written"
    assert team.view("drawn") is not before[1]


def test_a_form_made_from_an_old_version_is_refused(archive):
    one, two = desk(archive, name="one"), desk(archive, name="two")
    at = one.made_from("drawn", "texts", "t1")
    text = one.view("drawn").case.texts[0]
    one.amend("drawn", Put("texts", dataclasses.replace(text, title="Theirs"), at))
    with pytest.raises(RecordMovedOn, match="Theirs"):
        two.amend("drawn", Put("texts", dataclasses.replace(text, title="Mine"), at))
    assert two.made_from("drawn", "texts", "t1") > at


def test_what_would_break_the_case_is_refused_with_its_field(archive):
    wrong = Position(id="x", party="north", stance=Stance.OPPOSES, point="p1", options=("no",))
    with pytest.raises(InvalidCase) as refused:
        desk(archive).amend("drawn", Put("positions", wrong))
    (problem,) = refused.value.problems
    assert problem.place.path.startswith("positions.x.options")


def test_taking_back_what_others_refer_to_is_refused(archive):
    team = desk(archive)
    at = team.made_from("drawn", "points", "p1")
    with pytest.raises(InvalidCase):
        team.amend("drawn", Withdraw("points", "p1", at, "not needed"))


@pytest.mark.parametrize("role", [Role.READER, Role.OBSERVER])
def test_who_may_only_read_writes_nothing(archive, role):
    with pytest.raises(ImpossibleRequest, match=str(role)):
        desk(archive, role).amend("drawn", Put("texts", Text(id="x", title="X")))


def test_a_party_answers_in_its_own_voice(archive):
    north = desk(archive, Role.PARTY, "north", name="a delegate")
    said = Comment(id=north.new_id("c"), party="north", text="t1", remark="No.", marking=TO_NORTH)
    north.amend("drawn", Put("comments", said))
    assert said in north.view("drawn").case.comments
    south = desk(archive, Role.PARTY, "south")
    assert said not in south.view("drawn").case.comments
    with pytest.raises(ImpossibleRequest):
        north.amend("drawn", Put("texts", Text(id="x", title="X", marking=TO_NORTH)))


def test_one_request_looks_once_and_again_after_it_wrote(archive, store, monkeypatch):
    looks = []
    head = store.head
    monkeypatch.setattr(store, "head", lambda case_id: looks.append(case_id) or head(case_id))
    team = desk(archive)
    for _ in range(2):
        team.seat("drawn"), team.view("drawn"), team.lines("drawn")
        team.made_from("drawn", "texts", "t1")
    assert looks == ["drawn"]
    other = desk(archive)
    other.amend("drawn", Put("texts", Text(id="x", title="X", marking=Marking())))
    assert "x" not in {text.id for text in team.view("drawn").case.texts}
    assert "x" in {text.id for text in other.view("drawn").case.texts}


def test_ids_are_counted_for_the_team_and_drawn_for_a_party(archive):
    team = desk(archive)
    assert team.new_id("t", team.view("drawn").case) == "t-1"
    assert team.new_id("c") != team.new_id("c")


def test_an_id_that_was_taken_back_is_not_given_again(archive, store):
    from onetext.workflows.journal import erase_record

    team = desk(archive)
    team.amend("drawn", Put("texts", Text(id="t-1", title="Told and erased", marking=TO_NORTH)))
    erase_record(store, "drawn", "texts", "t-1", "asked for", Scribe("Ada", START, salts()))
    assert team.new_id("t", team.view("drawn").case) == "t-2"
    assert "t-1" in team.used_ids("drawn")
    assert "t-secret" not in desk(archive, Role.PARTY, "north").used_ids("drawn")


def test_the_past_is_shown_as_it_was_written(archive):
    team = desk(archive)
    assert team.view("drawn", START).case == team.view("drawn").case
    team.amend("drawn", Put("texts", Text(id="x", title="X", marking=Marking())))
    assert "x" not in {text.id for text in team.view("drawn", START).case.texts}


def test_an_erased_body_is_gone_from_every_view(archive, store):
    from onetext.workflows.journal import erase_record

    desk(archive).view("drawn")
    erase_record(store, "drawn", "texts", "t-secret", "ordered", Scribe("chair", START, salts()))
    team = desk(archive)
    assert "A draft for South" not in str(team.view("drawn").case)
    assert all("A draft for South" not in line.title for line in team.lines("drawn"))


def test_the_second_fence_counts_as_well(archive, store, monkeypatch):
    """What the store does not let a reader have is not shown, whatever the marking says."""
    from onetext.storage.memory import MemoryJournalStore

    class Nothing:
        def journal(self, case_id, *, after=0):
            return ()

    monkeypatch.setattr(MemoryJournalStore, "for_reader", lambda self, eye: Nothing())
    with pytest.raises(NotFound):
        desk(archive, Role.PARTY, "north").view("drawn")
    assert desk(archive).view("drawn").case.texts


def test_seats_have_the_eyes_of_their_roles():
    assert seat_of(Role.ANALYST).is_of_team
    assert seat_of(Role.PARTY, "north").eye == Eye(reader="north")
    assert seat_of(Role.OBSERVER).eye == Eye(reader="public")
    for nobody in ("", "public", "drafting-team"):
        with pytest.raises(ValueError, match="party"):
            seat_of(Role.PARTY, nobody)
