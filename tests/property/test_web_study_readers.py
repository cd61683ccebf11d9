"""A reader's study never depends on what it may not see: not in the answer, nor under which key."""

from __future__ import annotations

import dataclasses

import pytest

from onetext.formats.study_kept import study_bytes
from onetext.storage.memory import MemoryJournalStore
from onetext.web.archive import Archive
from onetext.web.desk import Desk
from onetext.web.desk_studies import StudyQuestion
from onetext.web.seats import Role, seat_of
from onetext.web.study_worker import WorkerHere
from web_fixtures import Inline
from web_journals import SECRETS, visible_twice

QUESTION = StudyQuestion(n_draws=300, seed=5)


@dataclasses.dataclass
class Person:
    name: str
    at: object

    def seat(self, case_id):
        return self.at


@pytest.fixture
def archives(team_settings):
    made = []
    for journal in visible_twice():
        store = MemoryJournalStore()
        with store.writing("drawn") as pen:
            pen.add(journal)
        made.append(
            Archive(
                lambda create, store=store: store,
                has_bundled=False,
                new_executor=Inline,
                new_worker=WorkerHere,
            )
        )
    yield made
    for archive in made:
        archive.close()


def studied(archive, role, party=""):
    desk = Desk(Person("somebody", seat_of(role, party)), archive)
    found = desk.study("drawn", QUESTION, needs_profiles=True)
    assert found.study is not None, found.problems
    return found


@pytest.mark.parametrize(("role", "party"), [(Role.PARTY, "north"), (Role.OBSERVER, "")])
def test_a_study_is_the_same_to_the_byte_whatever_is_hidden(archives, role, party):
    with_secrets, without = (studied(archive, role, party) for archive in archives)
    assert with_secrets.fingerprint == without.fingerprint
    assert study_bytes(with_secrets.study) == study_bytes(without.study)
    for word in SECRETS:
        assert word not in repr(with_secrets.study), word
    for name in without.try_basis.fresh.profiles:
        ours, theirs = (f.try_basis.fresh.profiles[name] for f in (with_secrets, without))
        assert (ours.gains == theirs.gains).all()


def test_the_comparison_would_see_a_leak(archives):
    with_secrets, without = (studied(archive, Role.CHAIR) for archive in archives)
    assert with_secrets.fingerprint != without.fingerprint
    assert with_secrets.study != without.study


def test_one_reader_s_study_is_not_another_s(archives):
    keys = {
        studied(archives[1], role, party).fingerprint
        for role, party in ((Role.CHAIR, ""), (Role.PARTY, "north"), (Role.OBSERVER, ""))
    }
    assert len(keys) == 3
    before = Desk(Person("somebody", seat_of(Role.PARTY, "south")), archives[1])
    assert not [key for key in keys if key == before.study("drawn", QUESTION).fingerprint]


def test_who_cancels_ends_nobody_else_s_study(archives):
    north = Desk(Person("n", seat_of(Role.PARTY, "north")), archives[0])
    studied(archives[0], Role.CHAIR)
    north.cancel_study("drawn", QUESTION)
    north.begin_study_again("drawn", QUESTION)
    assert studied(archives[0], Role.CHAIR).study is not None
