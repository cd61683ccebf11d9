"""One suite for every adapter that keeps studies that were asked for."""

from __future__ import annotations

import dataclasses
import datetime
import threading

import psycopg
import pytest

from onetext import wiring
from onetext.model import DRAFTING_TEAM, Case, Party, Source
from onetext.storage.memory import MemoryJournalStore
from onetext.storage.postgresql_roles import open_database
from onetext.storage.workspace import open_workspace
from onetext.workflows.journal import Scribe, erase_record, keep_case
from onetext.workflows.study_jobs import Asked, Job, JobState, Progress, fingerprint
from strategies import NOW, salts

LATER = NOW + datetime.timedelta(seconds=5)
ASKED = Asked(
    DRAFTING_TEAM,
    as_of=datetime.date(2026, 3, 5),
    text="t1",
    n_draws=16000,
    seed=7,
    known_by=NOW,
)
JOB = Job("k" * 64, "drawn", ASKED)
CASE = Case(
    id="drawn",
    title="A case",
    parties=(Party(id="a", name="A"), Party(id="b", name="B")),
    sources=(Source(id="s1", title="What the minister said over lunch"),),
)


@pytest.fixture
def jobs(store):
    return wiring.job_store(store)


def running(jobs, job=JOB, owner="here/1/a"):
    jobs.ask(job)
    assert jobs.claim(jobs.job(job.asked.reader, job.key), owner, NOW)
    return owner


def test_what_is_asked_is_kept_as_it_was_asked(jobs):
    assert jobs.job(DRAFTING_TEAM, JOB.key) is None
    jobs.ask(JOB)
    assert jobs.job(DRAFTING_TEAM, JOB.key) == JOB
    plain = Job("p" * 64, "drawn", Asked(DRAFTING_TEAM))
    jobs.ask(plain)
    assert list(jobs.unfinished()) == [JOB, plain]


def test_asking_again_changes_nothing(jobs):
    owner = running(jobs)
    jobs.ask(JOB)
    assert jobs.job(DRAFTING_TEAM, JOB.key).owner == owner


def test_only_one_takes_a_job_over(jobs):
    jobs.ask(JOB)
    seen = jobs.job(DRAFTING_TEAM, JOB.key)
    assert jobs.claim(seen, "here/1/a", NOW)
    assert not jobs.claim(seen, "here/2/b", NOW)
    assert jobs.job(DRAFTING_TEAM, JOB.key).state is JobState.RUNNING


def test_many_at_once_take_a_job_over_once(jobs):
    jobs.ask(JOB)
    seen, won = jobs.job(DRAFTING_TEAM, JOB.key), []

    def claim(number):
        try:
            won.append(jobs.claim(seen, f"here/{number}/x", NOW))
        finally:
            jobs.close()

    threads = [threading.Thread(target=claim, args=(n,)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(won) == [False] * 5 + [True]


def test_progress_is_told_by_the_owner_alone(jobs):
    owner = running(jobs)
    step = Progress("looking for packages", 1, 5)
    assert jobs.report(DRAFTING_TEAM, JOB.key, owner, step, LATER)
    assert not jobs.report(DRAFTING_TEAM, JOB.key, "here/2/b", Progress("lies", 9, 9), LATER)
    found = jobs.job(DRAFTING_TEAM, JOB.key)
    assert (found.progress, found.beat_at) == (step, LATER)


def test_an_answer_is_kept_of_whoever_still_owns_the_job(jobs):
    owner = running(jobs)
    jobs.finish(DRAFTING_TEAM, JOB.key, "here/2/b", b"of somebody else")
    assert jobs.answer(DRAFTING_TEAM, JOB.key) is None
    jobs.finish(DRAFTING_TEAM, JOB.key, owner, b"\x00answer")
    assert jobs.answer(DRAFTING_TEAM, JOB.key) == b"\x00answer"
    assert jobs.job(DRAFTING_TEAM, JOB.key).state is JobState.DONE
    assert list(jobs.unfinished()) == []


def test_what_was_cancelled_takes_neither_progress_nor_answer(jobs):
    owner = running(jobs)
    jobs.cancel(DRAFTING_TEAM, JOB.key)
    assert not jobs.report(DRAFTING_TEAM, JOB.key, owner, Progress(), LATER)
    jobs.finish(DRAFTING_TEAM, JOB.key, owner, b"too late")
    assert jobs.job(DRAFTING_TEAM, JOB.key).state is JobState.CANCELLED
    assert jobs.answer(DRAFTING_TEAM, JOB.key) is None
    assert list(jobs.unfinished()) == []


def test_what_is_done_is_not_cancelled(jobs):
    owner = running(jobs)
    jobs.finish(DRAFTING_TEAM, JOB.key, owner, b"answer")
    jobs.cancel(DRAFTING_TEAM, JOB.key)
    assert jobs.answer(DRAFTING_TEAM, JOB.key) == b"answer"


def test_what_is_forgotten_is_gone(jobs):
    running(jobs)
    jobs.forget(DRAFTING_TEAM, JOB.key)
    assert jobs.job(DRAFTING_TEAM, JOB.key) is None
    other = dataclasses.replace(JOB, key="o" * 64, case="another")
    jobs.ask(JOB)
    jobs.ask(other)
    jobs.forget_all("drawn")
    assert list(jobs.unfinished()) == [other]


def test_a_reader_has_only_its_own_jobs(jobs):
    own = dataclasses.replace(JOB, asked=Asked("north"))
    owner = running(jobs, own)
    jobs.finish("north", JOB.key, owner, b"for North")
    for reader in ("south", "public", DRAFTING_TEAM):
        assert jobs.job(reader, JOB.key) is None
        assert jobs.answer(reader, JOB.key) is None
        jobs.cancel(reader, JOB.key)
        jobs.forget(reader, JOB.key)
    assert jobs.answer("north", JOB.key) == b"for North"


def test_old_answers_make_room(jobs, monkeypatch):
    monkeypatch.setattr(f"{type(jobs).__module__}.MOST_KEPT", 2)
    for number in range(4):
        job = dataclasses.replace(JOB, key=f"{number:064}")
        jobs.finish(DRAFTING_TEAM, job.key, running(jobs, job), b"answer")
    jobs.ask(dataclasses.replace(JOB, key="z" * 64))
    kept = [jobs.answer(DRAFTING_TEAM, f"{number:064}") for number in range(4)]
    assert kept == [None, None, b"answer", b"answer"]


def test_an_erasure_takes_every_answer_on_its_case_along(store, jobs):
    """Whatever program erases: an answer repeats what the record said."""
    if isinstance(store, MemoryJournalStore):
        pytest.skip("what is in memory is forgotten by whoever follows the journal")
    for case_id in ("drawn", "another"):
        case = dataclasses.replace(CASE, id=case_id)
        keep_case(store, case, Scribe("a drafter", NOW, salts()))
        job = dataclasses.replace(JOB, case=case_id, key=case_id.ljust(64, "x"))
        jobs.finish(DRAFTING_TEAM, job.key, running(jobs, job), b"over lunch")
    erase_record(store, "drawn", "sources", "s1", "asked for", Scribe("a", NOW, salts()))
    assert jobs.job(DRAFTING_TEAM, "drawn".ljust(64, "x")) is None
    assert jobs.answer(DRAFTING_TEAM, "another".ljust(64, "x")) == b"over lunch"


def test_nothing_of_an_erased_answer_is_left_in_the_workspace(tmp_path):
    store = open_workspace(tmp_path / "workspace.sqlite3", create=True)
    jobs = wiring.job_store(store)
    keep_case(store, CASE, Scribe("a drafter", NOW, salts()))
    jobs.finish(DRAFTING_TEAM, JOB.key, running(jobs), b"repeated: over lunch" * 50)
    assert b"repeated: over lunch" in _bytes(tmp_path)
    erase_record(store, "drawn", "sources", "s1", "asked for", Scribe("a", NOW, salts()))
    assert b"over lunch" not in _bytes(tmp_path)
    store.close()


def _bytes(folder):
    return b"".join(path.read_bytes() for path in folder.glob("workspace.sqlite3*"))


def test_in_postgresql_another_reader_s_rows_are_not_there(postgresql):
    url = postgresql.url(name := postgresql.empty_database())
    store = open_database(url)
    jobs = wiring.job_store(store)
    running(jobs, dataclasses.replace(JOB, asked=Asked("north")))
    store.close()
    count = "SELECT count(*) FROM study_job"
    for reader, n in (("north", 1), (DRAFTING_TEAM, 1), ("south", 0), ("public", 0), (None, 0)):
        assert postgresql.sql(count, name, "talks_app", reader=reader) == [(n,)], reader
    theft = "UPDATE study_job SET reader = 'south'"
    postgresql.sql(theft, name, "talks_app", reader="south")
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        postgresql.sql(theft, name, "talks_app", reader="north")


def test_a_workspace_of_the_form_before_is_brought_up_to_date(tmp_path):
    import sqlite3

    path = tmp_path / "workspace.sqlite3"
    store = open_workspace(path, create=True)
    keep_case(store, CASE, Scribe("a drafter", NOW, salts()))
    store.close()
    database = sqlite3.connect(path)
    database.executescript(
        "DROP TABLE study_job; DROP TRIGGER study_job_goes_with_what_is_erased;"
        "DELETE FROM django_migrations WHERE name = '0002_study_jobs'; PRAGMA user_version = 1;"
    )
    database.close()
    again = open_workspace(path)
    assert again.case_ids() == ("drawn",)
    running(wiring.job_store(again))
    again.close()


@pytest.mark.parametrize(
    "other",
    [
        dataclasses.replace(ASKED, reader="north"),
        dataclasses.replace(ASKED, as_of=None),
        dataclasses.replace(ASKED, text=None),
        dataclasses.replace(ASKED, n_draws=1000),
        dataclasses.replace(ASKED, seed=8),
    ],
)
def test_whatever_a_study_follows_from_is_in_its_fingerprint(other):
    assert fingerprint(CASE, other) != fingerprint(CASE, ASKED)


def test_what_was_known_decides_not_when():
    assert fingerprint(CASE, dataclasses.replace(ASKED, known_by=LATER)) == fingerprint(CASE, ASKED)
    other = dataclasses.replace(CASE, summary="Something else.")
    assert fingerprint(other, ASKED) != fingerprint(CASE, ASKED)
