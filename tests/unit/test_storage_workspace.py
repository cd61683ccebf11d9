"""A workspace: refused when it is not ours, closed to others, guarded against its own owner."""

from __future__ import annotations

import os
import sqlite3
import stat
import sys
from contextlib import closing

import pytest

from onetext.errors import BrokenJournal, RecordMovedOn, StorageUnavailable
from onetext.model import Case, Party
from onetext.storage import workspace
from onetext.storage.keys import key_path, workspace_key
from onetext.storage.workspace import APPLICATION_ID, FORM, open_workspace
from onetext.workflows.journal import Scribe, erase_record, keep_case, kept_case, verified
from strategies import NOW, salts

CASE = Case(
    id="accord",
    title="Accord",
    parties=(Party(id="a", name="Amaranth"), Party(id="b", name="Basil")),
)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "new" / "workspace.sqlite3"


@pytest.fixture
def store(path):
    opened = open_workspace(path, create=True)
    keep_case(opened, CASE, Scribe("a drafter", NOW, salts()))
    yield opened
    opened.close()


def parts(error):
    """Every problem has its three parts, and none of them is empty."""
    (problem,) = error.value.problems
    assert problem.what
    assert problem.because
    assert problem.hint
    return str(error.value)


def test_a_workspace_is_for_its_owner_s_eyes(store, path):
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_there_is_no_workspace_until_somebody_makes_one(path):
    with pytest.raises(StorageUnavailable) as error:
        open_workspace(path)
    assert "there is no workspace here" in parts(error)
    assert not path.parent.exists()


def test_what_stops_a_workspace_from_being_made_is_told_of_its_own_place(path, monkeypatch):
    from django.db import OperationalError

    from onetext.storage import django_setup

    def full(alias):
        raise OperationalError("database or disk is full")

    monkeypatch.setattr(django_setup, "migrate_journal", full)
    with pytest.raises(StorageUnavailable) as error:
        open_workspace(path, create=True)
    assert "the disk is full" in parts(error)
    assert error.value.problems[0].place.file == str(path)
    assert list(path.parent.iterdir()) == []


@pytest.mark.parametrize("content", [b"", b"id: a case file\n", b"SQLite format 3\0 but short"])
def test_another_kind_of_file_is_refused_and_left_as_it_is(tmp_path, content):
    path = tmp_path / "letter.txt"
    path.write_bytes(content)
    with pytest.raises(StorageUnavailable) as error:
        open_workspace(path, create=True)
    assert "not a workspace" in parts(error)
    assert path.read_bytes() == content


def test_somebody_else_s_database_is_refused_and_left_as_it_is(tmp_path):
    path = tmp_path / "theirs.sqlite3"
    with closing(sqlite3.connect(path)) as theirs:
        theirs.execute("CREATE TABLE diary (entry TEXT)")
    before = path.read_bytes()
    with pytest.raises(StorageUnavailable) as error:
        open_workspace(path, create=True)
    assert "not a workspace" in parts(error)
    assert path.read_bytes() == before


def test_a_workspace_of_a_newer_version_is_refused(store, path):
    store.close()
    with closing(sqlite3.connect(path)) as database:
        assert database.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
        assert database.execute("PRAGMA user_version").fetchone() == (FORM,)
        database.execute(f"PRAGMA user_version = {FORM + 1}")
    with pytest.raises(StorageUnavailable) as error:
        open_workspace(path)
    assert "newer version" in parts(error)


def test_a_folder_is_no_workspace(tmp_path):
    with pytest.raises(StorageUnavailable) as error:
        open_workspace(tmp_path, create=True)
    assert str(tmp_path) in parts(error)


def test_a_workspace_cannot_be_made_below_a_file(tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(StorageUnavailable) as error:
        open_workspace(tmp_path / "file" / "workspace.sqlite3", create=True)
    parts(error)


def test_a_damaged_workspace_says_so(store, path):
    store.close()
    data = bytearray(path.read_bytes())
    data[4096:] = os.urandom(len(data) - 4096)
    path.write_bytes(data)
    with pytest.raises(StorageUnavailable) as error:
        open_workspace(path).journal("accord")
    assert "damaged" in parts(error)


def test_a_busy_workspace_says_so(store, path, monkeypatch):
    with closing(sqlite3.connect(path)) as other:
        other.execute("BEGIN IMMEDIATE")
        monkeypatch.setattr("onetext.storage.sqlite_journal.BUSY_SECONDS", 0.05)
        with pytest.raises(StorageUnavailable) as error:
            keep_case(store, CASE, Scribe("a drafter", NOW, salts()))
    assert "busy" in parts(error)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE journal_entry SET by = 'x'",
        "DELETE FROM journal_entry",
        "INSERT OR REPLACE INTO journal_entry SELECT * FROM journal_entry",
        "UPDATE journal_body SET body = x'00'",
        "DELETE FROM journal_body",
        "INSERT OR REPLACE INTO journal_body SELECT * FROM journal_body",
    ],
)
def test_the_database_itself_refuses_to_change_what_was_written(store, path, statement):
    with closing(sqlite3.connect(path)) as database:
        with pytest.raises(sqlite3.IntegrityError, match=r"never|only after"):
            database.execute(statement)
        database.rollback()
    assert verified(store, "accord").holds


@pytest.mark.parametrize(
    ("statement", "broken"),
    [
        ("UPDATE journal_entry SET by = 'x' WHERE seq = 2", 2),
        ("UPDATE journal_entry SET audience = '[\"a\"]' WHERE seq = 2", 2),
        ("UPDATE journal_entry SET at = '2026-03-01' WHERE seq = 2", 2),
        ("UPDATE journal_entry SET tlp = 'PURPLE' WHERE seq = 2", 2),
        ("UPDATE journal_entry SET by = x'ff00' WHERE seq = 2", 2),
        ("DELETE FROM journal_entry WHERE seq = 1", 1),
        ("UPDATE journal_entry SET seq = 9 WHERE seq = 1", 1),
        ("UPDATE journal_body SET body = x'7b7d' WHERE entry_id = 3", 3),
        ("UPDATE journal_body SET salt = x'00' WHERE entry_id = 3", 3),
        ("DELETE FROM journal_body WHERE entry_id = 3", 3),
    ],
)
def test_who_takes_the_guards_down_is_found_out(store, path, statement, broken):
    with closing(sqlite3.connect(path)) as database:
        triggers = database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        for (name,) in triggers.fetchall():
            database.execute(f"DROP TRIGGER {name}")
        database.execute(statement)
        database.commit()
    with pytest.raises(BrokenJournal, match=f"^entry {broken} of the journal of accord is broken"):
        kept_case(store, "accord")


def test_a_withdrawal_is_no_erasure(store):
    fewer = Case(id="accord", title="Accord", parties=CASE.parties[1:])
    keep_case(store, fewer, Scribe("a drafter", NOW, salts()))
    before = store.journal("accord")
    with pytest.raises(RecordMovedOn), store.writing("accord") as pen:
        pen.erase("parties", "a")
    assert store.journal("accord") == before


def test_nothing_of_an_erased_record_is_left_in_the_files(store, path):
    def in_files():
        return any(b"Amaranth" in file.read_bytes() for file in path.parent.iterdir())

    assert in_files()
    erase_record(store, "accord", "parties", "a", "asked for", Scribe("a drafter", NOW, salts()))
    assert not in_files()
    assert verified(store, "accord").holds


def test_the_key_is_made_once_and_is_for_its_owner_s_eyes(path):
    path.parent.mkdir()
    key = workspace_key(path, create=True)
    assert stat.S_IMODE(key_path(path).stat().st_mode) == 0o600
    assert workspace_key(path).private_bytes_raw() == key.private_bytes_raw()
    assert [item.name for item in path.parent.iterdir()] == ["workspace.sqlite3.key"]


def test_a_missing_key_is_not_made_to_check_what_another_one_signed(path):
    path.parent.mkdir()
    with pytest.raises(StorageUnavailable, match=r"workspace\.sqlite3\.key: .* is missing"):
        workspace_key(path)
    assert list(path.parent.iterdir()) == []


def test_a_key_that_others_can_read_is_refused(path):
    path.parent.mkdir()
    workspace_key(path, create=True)
    key_path(path).chmod(0o644)
    with pytest.raises(StorageUnavailable) as error:
        workspace_key(path)
    assert "chmod 600" in parts(error)


def test_a_file_that_is_no_key_is_refused(path):
    path.parent.mkdir()
    key_path(path).write_text("not a key")
    key_path(path).chmod(0o600)
    with pytest.raises(StorageUnavailable) as error:
        workspace_key(path)
    assert "not the key" in parts(error)


def test_django_is_not_imported_before_a_workspace_is_opened():
    import subprocess

    code = (
        "import sys, onetext.wiring as w, pathlib; from onetext.storage import memory, workspace; "
        "w.open_store(pathlib.Path('/nowhere/at/all')); w.bundled_cases(); "
        "sys.exit('django' in sys.modules or 'pydantic' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_workspace_that_somebody_else_made_meanwhile_is_not_overwritten(
    path, tmp_path, monkeypatch
):
    theirs = open_workspace(tmp_path / "theirs.sqlite3", create=True)
    keep_case(theirs, CASE, Scribe("somebody faster", NOW, salts()))
    theirs.close()
    opened = workspace._opened

    def slowly(draft, *, migrate):
        if draft != path:
            os.link(theirs.path, path)
        return opened(draft, migrate=migrate)

    monkeypatch.setattr(workspace, "_opened", slowly)
    store = open_workspace(path, create=True)
    assert store.case_ids() == ("accord",)
    store.close()
