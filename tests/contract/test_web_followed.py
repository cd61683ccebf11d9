"""What the pages read, behind two fences: the core's filter and the store's own."""

from __future__ import annotations

import pytest

from onetext.errors import BrokenJournal
from onetext.model import TEAM_EYE, Eye
from onetext.record.entries import origin
from onetext.storage.memory import MemoryJournalStore
from onetext.storage.postgresql_roles import open_database
from onetext.storage.workspace import open_workspace
from onetext.workflows.journal import Scribe, erase_record, keep_case
from strategies import salts
from web_fixtures import open_archive, signed_in
from web_journals import HIDDEN, SECRETS, START

NORTH = Eye(reader="north")
PAGES = ("", "text", "journal", "journal/check", "calendar", "positions", "record")


def scribe(now=START):
    return Scribe("chair", now, salts())


@pytest.fixture
def database(postgresql, team_settings):
    """A team's journals in PostgreSQL, as the application's role reads them."""
    name = postgresql.empty_database()
    store = open_database(postgresql.url(name))
    keep_case(store, HIDDEN, scribe())
    store.name = name
    yield store
    store.close()


@pytest.fixture(params=["memory", "sqlite", "postgresql"])
def store(request, tmp_path, team_settings):
    if request.param == "postgresql":
        yield request.getfixturevalue("database")
        return
    made = MemoryJournalStore()
    if request.param == "sqlite":
        made = open_workspace(tmp_path / "workspace.sqlite3", create=True)
    keep_case(made, HIDDEN, scribe())
    yield made


def followed(store):
    from onetext.web.followed import FollowedJournals

    return FollowedJournals(store)


def test_a_reader_gets_bodies_from_the_store_s_own_hand(store, monkeypatch):
    """What is handed out was read for this reader: were it not, nothing would come."""
    journals = followed(store)
    seen = journals.seen("drawn", NORTH)
    assert seen
    assert all(written.sealed for written in seen)

    class Nothing:
        def journal(self, case_id, *, after=0):
            return ()

    monkeypatch.setattr(type(store), "for_reader", lambda self, eye: Nothing())
    assert followed(store).seen("drawn", NORTH) == ()
    assert followed(store).seen("drawn", TEAM_EYE)


def test_a_filter_of_ours_that_lets_everything_through_is_caught_by_the_store(store, monkeypatch):
    right = followed(store).seen("drawn", NORTH)
    monkeypatch.setattr("onetext.web.followed.seen_by", lambda eye, journal: tuple(journal))
    assert followed(store).seen("drawn", NORTH) == right
    assert len(right) < len(store.journal("drawn"))


def test_no_page_of_a_party_tells_more_when_our_filters_are_broken(database, monkeypatch):
    """Every filter of the core open at once: PostgreSQL alone stands between."""
    everything = lambda eye, journal: tuple(journal)  # noqa: E731
    for place in ("web.followed", "record.folding", "record.views"):
        if hasattr(__import__(f"onetext.{place}", fromlist=["x"]), "seen_by"):
            monkeypatch.setattr(f"onetext.{place}.seen_by", everything)
    monkeypatch.setattr(Eye, "may_see", lambda self, marking: True)
    open_archive(database)
    client = signed_in("party", "north", name="north-behind-a-fence")
    for page in PAGES:
        answer = client.get(f"/cases/drawn/{page}")
        assert answer.status_code in (200, 404), page
        for word in SECRETS:
            assert word.encode() not in answer.content, (page, word)


def test_a_store_that_hands_a_reader_something_else_is_not_believed(store, monkeypatch):
    journals = followed(store)
    real = type(store).for_reader

    class Other:
        def __init__(self, reader):
            self.reader = reader

        def journal(self, case_id, *, after=0):
            import dataclasses

            return tuple(
                dataclasses.replace(w, entry=dataclasses.replace(w.entry, by="somebody else"))
                for w in self.reader.journal(case_id, after=after)
            )

    monkeypatch.setattr(type(store), "for_reader", lambda self, eye: Other(real(self, eye)))
    with pytest.raises(BrokenJournal, match="not the same twice"):
        journals.seen("drawn", NORTH)


def cut(store, postgresql, n_left):
    """Take the end of a journal away, as somebody with the keys of the house could."""
    if isinstance(store, MemoryJournalStore):
        store._journals["drawn"] = store._journals["drawn"][:n_left]
        return
    bodies = (
        "DELETE FROM journal_body WHERE entry_id IN (SELECT id FROM journal_entry"
        f" WHERE seq > {n_left})"
    )
    entries = f"DELETE FROM journal_entry WHERE seq > {n_left}"
    if hasattr(store, "name"):
        replica = "SET session_replication_role = replica;"
        postgresql().sql(f"{replica} {bodies}; {entries}", store.name)
        return
    import sqlite3

    with sqlite3.connect(store.place) as file:
        for (trigger,) in file.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'"):
            file.execute(f"DROP TRIGGER {trigger}")
        file.execute(bodies)
        file.execute(entries)
    file.close()


@pytest.mark.parametrize("n_left", [0, 3])
def test_an_end_cut_off_while_the_server_runs_is_a_broken_journal(store, request, n_left):
    from onetext.errors import NotFound
    from onetext.web.archive import Archive

    archive = Archive(lambda create: store, has_bundled=False)
    journals = archive.journals("drawn")
    assert journals.seen("drawn", TEAM_EYE)
    cut(store, lambda: request.getfixturevalue("postgresql"), n_left)
    for eye in (TEAM_EYE, NORTH):
        with pytest.raises(BrokenJournal, match="not the one that was read here before"):
            archive.journals("drawn").seen("drawn", eye)
    if n_left == 0:
        with pytest.raises(NotFound):
            archive.journals("never-there")


def test_an_erasure_is_no_end_cut_off(store):
    journals = followed(store)
    before = journals.seen("drawn", TEAM_EYE)
    position = HIDDEN.positions[0].id
    erase_record(store, "drawn", "positions", position, "asked for", scribe())
    after = journals.seen("drawn", TEAM_EYE)
    assert [w.entry.hash for w in after[: len(before)]] == [w.entry.hash for w in before]
    assert any(w.sealed is None for w in after)
    assert store.head("drawn") != origin("drawn")
