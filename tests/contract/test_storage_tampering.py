"""Any one byte of a stored journal changed: found, and the entry named."""

from __future__ import annotations

import random
import shutil
import sqlite3
from contextlib import closing

import psycopg
import pytest

from onetext.errors import BrokenJournal, OnetextError
from onetext.model import Case, Marking, Party, Source, Tlp
from onetext.storage.postgresql_roles import open_database
from onetext.storage.workspace import open_workspace
from onetext.workflows.journal import Scribe, keep_case, verified
from strategies import NOW, salts

CASE = Case(
    id="accord",
    title="Accord",
    parties=(Party(id="a", name="Amaranth"), Party(id="b", name="Б")),
    sources=(Source(id="s1", title="Lunch", marking=Marking(tlp=Tlp.AMBER, audience=("a", "b"))),),
)
TEXTS = ("at", "by", "verb", "kind", "record", "tlp", "audience", "attribution")
HASHES = ("commitment", "prev", "hash")
CHANGED = 3
"""The entry that is changed: it has one before it and one after it, and an audience."""


def scribe():
    return Scribe("a drafter", NOW, salts())


class Sqlite:
    def __init__(self, path):
        self.store = open_workspace(path, create=True)
        keep_case(self.store, CASE, scribe())
        self.raw = sqlite3.connect(path)
        triggers = self.raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        for (name,) in triggers.fetchall():
            self.raw.execute(f"DROP TRIGGER {name}")

    def value(self, table, column):
        """A field of the entry as the bytes that are stored."""
        cast = "CAST({} AS BLOB)".format(f'"{column}"')
        return self.raw.execute(f"SELECT {cast} FROM {table} WHERE {KEY[table]}").fetchone()[0]

    def change(self, table, column, value):
        put = "CAST(? AS TEXT)" if table == "journal_entry" else "?"
        self.raw.execute(f'UPDATE {table} SET "{column}" = {put} WHERE {KEY[table]}', [value])
        self.raw.commit()

    def close(self):
        self.raw.close()
        self.store.close()


class Postgresql:
    def __init__(self, server):
        name = server.empty_database()
        self.store = open_database(server.url(name))
        keep_case(self.store, CASE, scribe())
        self.raw = psycopg.connect(server.url(name, "postgres"), autocommit=True)
        self.raw.execute("SET session_replication_role = replica")  # past every trigger

    def value(self, table, column):
        query = f'SELECT "{column}" FROM {table} WHERE {KEY[table]}'
        (found,) = self.raw.execute(query).fetchone()
        return found.encode() if isinstance(found, str) else bytes(found)

    def change(self, table, column, value):
        given = value if table == "journal_body" else value.decode()
        self.raw.execute(f'UPDATE {table} SET "{column}" = %s WHERE {KEY[table]}', [given])

    def close(self):
        self.raw.close()
        self.store.close()


KEY = {
    "journal_entry": f"id = {CHANGED}",
    "journal_body": f"entry_id = {CHANGED}",
}


@pytest.fixture(params=["sqlite", "postgresql"])
def kept(request, tmp_path):
    if request.param == "sqlite":
        opened = Sqlite(tmp_path / "workspace.sqlite3")
    else:
        opened = Postgresql(request.getfixturevalue("postgresql"))
    yield opened
    opened.close()


def named(store):
    """The number of the entry that is said to be broken; None if the journal is said to hold."""
    try:
        fault = verified(store, "accord").fault
    except BrokenJournal as error:
        return int(str(error).split()[1])
    return fault.seq if fault else None


FIELDS = [("journal_entry", column) for column in TEXTS + HASHES]
FIELDS += [("journal_body", "body"), ("journal_body", "salt")]


@pytest.mark.parametrize(("table", "column"), FIELDS)
def test_any_one_byte_of_an_entry_changed_is_found_and_named(kept, table, column):
    assert named(kept.store) is None
    good = kept.value(table, column)
    masks = (
        (0x01,)
        if isinstance(kept, Postgresql) or column in (*HASHES, "body")
        else (0x01, 0x20, 0x80)
    )
    for place in range(len(good)):
        for mask in masks:
            spoilt = good[:place] + bytes([good[place] ^ mask]) + good[place + 1 :]
            if isinstance(kept, Postgresql) and not _is_storable(spoilt, table):
                continue  # the server itself refuses text that is none
            kept.change(table, column, spoilt)
            assert named(kept.store) == CHANGED, (place, mask, spoilt)
    kept.change(table, column, good)
    assert named(kept.store) is None


def _is_storable(value, table):
    if table == "journal_body":
        return True
    try:
        return "\0" not in value.decode()
    except UnicodeDecodeError:
        return False


@pytest.mark.parametrize("number", [0, 2, 4, 1_000_000])
def test_an_entry_numbered_otherwise_is_found(kept, number):
    _whatever(kept, f"UPDATE journal_entry SET seq = {number} + 100 WHERE seq = {number}")
    _whatever(kept, f"UPDATE journal_entry SET seq = {number} WHERE id = {CHANGED}")
    assert named(kept.store) in (1, 2, CHANGED)


def test_an_entry_moved_to_another_case_is_found_in_both(kept):
    _whatever(kept, f"UPDATE journal_entry SET \"case\" = 'accore' WHERE id = {CHANGED}")
    assert named(kept.store) == CHANGED
    assert kept.store.case_ids() == ("accord", "accore")
    assert verified(kept.store, "accore").fault.seq == 1


def test_a_body_given_to_another_entry_is_found(kept):
    _whatever(kept, f"DELETE FROM journal_body WHERE entry_id = {CHANGED + 1}")
    _whatever(kept, f"UPDATE journal_body SET entry_id = {CHANGED + 1} WHERE entry_id = {CHANGED}")
    assert named(kept.store) == CHANGED


def _whatever(kept, statement):
    kept.raw.execute(statement)
    kept.raw.commit()


def test_any_one_byte_of_the_file_changed_shows_or_changes_nothing_of_a_journal(tmp_path):
    """A byte may be nobody's (room not used); where it is somebody's, opening or checking says."""
    path, spoilt = tmp_path / "workspace.sqlite3", tmp_path / "spoilt.sqlite3"
    store = open_workspace(path, create=True)
    keep_case(store, CASE, scribe())
    good = store.journal("accord")
    store.close()
    data = path.read_bytes()
    rng = random.Random(5)
    shown = 0
    for place in sorted(rng.sample(range(len(data)), 150)):
        shutil.copy(path, spoilt)
        with spoilt.open("r+b") as file:
            file.seek(place)
            file.write(bytes([data[place] ^ rng.randrange(1, 256)]))
        found, other = _read_whole(spoilt, good)
        shown += found
        assert found or not other, place
    assert shown > 10  # else the bytes of the journal were never met


def _read_whole(path, good):
    """Whether something was said, and whether the journals read are other than the good one."""
    store = None
    try:
        store = open_workspace(path)
        journals = {case_id: store.journal(case_id) for case_id in store.case_ids()}
        if any(verified(store, case_id).fault for case_id in journals) or store.fault():
            return True, True
        return False, journals != {"accord": good}
    except OnetextError:
        return True, True
    finally:
        if store is not None:
            store.close()
        for beside in path.parent.glob(f"{path.name}-*"):
            beside.unlink()


def test_a_damaged_index_that_hides_the_last_entry_is_said(tmp_path):
    """The chain cannot see its own tail cut off; an index can cut it off for whoever reads."""
    path = tmp_path / "workspace.sqlite3"
    store = open_workspace(path, create=True)
    keep_case(store, CASE, scribe())
    with closing(sqlite3.connect(path)) as raw:
        indexes = raw.execute(
            "SELECT name, rootpage FROM sqlite_master WHERE tbl_name = 'journal_entry'"
            " AND type = 'index'"
        ).fetchall()
        (size,) = raw.execute("PRAGMA page_size").fetchone()
    store.close()
    data = bytearray(path.read_bytes())
    for _, page in indexes:
        place = data.find(b"accord\x04", (page - 1) * size, page * size)
        if place >= 0:
            data[place : place + 6] = b"accorz"
    path.write_bytes(data)
    damaged = open_workspace(path)
    assert len(damaged.journal("accord")) == 3
    assert verified(damaged, "accord").holds
    assert "index" in damaged.fault()
    damaged.close()
