"""Backups: out of every store and into every other, verified; never over another journal."""

from __future__ import annotations

import dataclasses
import itertools

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from onetext.errors import (
    BrokenJournal,
    NotFound,
    RecordMovedOn,
    StorageUnavailable,
    UnreadableFile,
)
from onetext.model import Case, Marking, Party, Source, Tlp
from onetext.storage.backup_file import is_sealed, read_backup, write_backup
from onetext.storage.memory import MemoryJournalStore
from onetext.storage.postgresql_roles import open_database
from onetext.storage.workspace import open_workspace
from onetext.workflows.backup import journals_to_back_up, restore_journals
from onetext.workflows.journal import Scribe, erase_record, keep_case, verified
from strategies import NOW, salts

KEY = Ed25519PrivateKey.from_private_bytes(b"k" * 32)
WORDS = "five words drawn by lot"
CASE = Case(
    id="accord",
    title="Accord",
    parties=(Party(id="a", name="Amaranth"), Party(id="b", name="Ба́зилік \u2028 \U0001f54a")),
    sources=(Source(id="s1", title="Lunch", marking=Marking(tlp=Tlp.AMBER, audience=("a",))),),
)


def scribe():
    return Scribe("a drafter", NOW, salts())


@pytest.fixture
def new_store(tmp_path, request):
    opened, numbers = [], itertools.count()

    def make(kind):
        if kind == "memory":
            return MemoryJournalStore()
        if kind == "sqlite":
            store = open_workspace(tmp_path / f"{next(numbers)}.sqlite3", create=True)
        else:
            server = request.getfixturevalue("postgresql")
            store = open_database(server.url(server.empty_database(next(numbers))))
        opened.append(store)
        return store

    yield make
    for store in opened:
        store.close()


def moved(store, target, path, passphrase=None):
    """Back up one store, restore the file into another; what came of it."""
    write_backup(path, journals_to_back_up(store), now=NOW, key=KEY, passphrase=passphrase)
    backup = read_backup(path, passphrase)
    return restore_journals(target, backup.journals, backup.heads)


STORES = ("memory", "sqlite", "postgresql")


@pytest.mark.parametrize(("here", "there"), [*itertools.product(STORES, STORES[1:])])
def test_a_case_moves_there_and_back_with_the_same_head(new_store, tmp_path, here, there):
    laptop, server = new_store(here), new_store(there)
    keep_case(laptop, CASE, scribe())
    keep_case(laptop, dataclasses.replace(CASE, id="other"), scribe())
    moved(laptop, server, tmp_path / "1")
    assert server.journal("accord") == laptop.journal("accord")
    assert server.case_ids() == ("accord", "other")
    keep_case(server, dataclasses.replace(CASE, title="Worked on there"), scribe())
    back = moved(server, laptop, tmp_path / "2")
    assert [(found.case_id, found.n_added) for found in back] == [("accord", 1), ("other", 0)]
    assert laptop.head("accord") == server.head("accord") == back[0].head
    assert moved(server, laptop, tmp_path / "3")[0].n_added == 0


@pytest.mark.parametrize("kind", STORES)
def test_what_was_erased_there_is_erased_here_and_does_not_come_back(new_store, tmp_path, kind):
    first, second = MemoryJournalStore(), new_store(kind)
    keep_case(first, CASE, scribe())
    old = journals_to_back_up(first)
    moved(first, second, tmp_path / "1")
    erase_record(first, "accord", "sources", "s1", "asked for", scribe())
    keep_case(first, CASE, scribe())  # put again, after it was erased
    moved(first, second, tmp_path / "2")
    assert second.journal("accord") == first.journal("accord")
    assert verified(second, "accord").n_erased == 1
    restore_journals(second, old, {"accord": old["accord"][-1].entry.hash})  # an older backup
    assert second.journal("accord") == first.journal("accord")


@pytest.mark.parametrize("kind", STORES)
def test_a_journal_that_went_another_way_is_left_as_it_is(new_store, tmp_path, kind):
    first, second = MemoryJournalStore(), new_store(kind)
    keep_case(first, CASE, scribe())
    moved(first, second, tmp_path / "1")
    for store, title in ((first, "This way"), (second, "That way")):
        keep_case(store, dataclasses.replace(CASE, title=title), scribe())
    keep_case(first, dataclasses.replace(CASE, id="also"), scribe())
    before = second.journal("accord")
    with pytest.raises(RecordMovedOn, match="accord went another way") as error:
        moved(first, second, tmp_path / "2")
    assert "part at entry 5" in str(error.value)
    assert second.journal("accord") == before
    assert second.case_ids() == ("accord",)  # nor was the other case begun


def test_looking_writes_nothing():
    first, second = MemoryJournalStore(), MemoryJournalStore()
    keep_case(first, CASE, scribe())
    journals = journals_to_back_up(first)
    heads = {"accord": journals["accord"][-1].entry.hash}
    (found,) = restore_journals(second, journals, heads, only_look=True)
    assert (found.n_there, found.n_added) == (0, 4)
    assert second.case_ids() == ()


def test_only_the_cases_named_are_taken():
    store = MemoryJournalStore()
    keep_case(store, CASE, scribe())
    keep_case(store, dataclasses.replace(CASE, id="other"), scribe())
    assert list(journals_to_back_up(store, ["other"])) == ["other"]
    with pytest.raises(NotFound):
        journals_to_back_up(store, ["nothing"])


def test_a_broken_journal_is_not_backed_up():
    store = MemoryJournalStore()
    keep_case(store, CASE, scribe())
    journal = store.journal("accord")
    store._journals["accord"] = (journal[0], *journal[2:])
    with pytest.raises(BrokenJournal):
        journals_to_back_up(store)


@pytest.fixture(params=[None, WORDS], ids=["plain", "sealed"])
def file(tmp_path, request):
    """A backup file; its passphrase is in `words`."""
    store, path = MemoryJournalStore(), tmp_path / "talks.backup"
    keep_case(store, CASE, scribe())
    write_backup(path, journals_to_back_up(store), now=NOW, key=KEY, passphrase=request.param)
    return path, request.param


def test_a_backup_is_for_its_owner_s_eyes_and_never_overwritten(file):
    path, words = file
    assert path.stat().st_mode & 0o777 == 0o600
    assert is_sealed(path) == bool(words)
    with pytest.raises(StorageUnavailable, match="stands there already"):
        write_backup(path, {}, now=NOW, key=KEY, passphrase=words)
    assert [item.name for item in path.parent.iterdir()] == [path.name]


def test_a_sealed_backup_shows_nothing_and_opens_for_no_other_passphrase(tmp_path):
    store, path = MemoryJournalStore(), tmp_path / "talks.backup"
    keep_case(store, CASE, scribe())
    write_backup(path, journals_to_back_up(store), now=NOW, key=KEY, passphrase=WORDS)
    assert b"accord" not in path.read_bytes()
    with pytest.raises(UnreadableFile, match="passphrase is another one"):
        read_backup(path, WORDS + "x")


def test_any_byte_changed_in_a_backup_is_found(file):
    path, words = file
    whole = path.read_bytes()
    good = read_backup(path, words)
    step = 1 if words is None else max(1, len(whole) // 8)  # scrypt takes its time
    for place in range(0, len(whole), step):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        try:
            found = read_backup(path, words)
        except UnreadableFile:
            continue
        assert found == good, place  # a byte of gzip's own head that says nothing
        assert words is None
        assert place < 10


@pytest.mark.parametrize("keep", [0, 1, 40, -1, -20])
def test_a_backup_that_was_cut_off_is_found(file, keep):
    path, words = file
    path.write_bytes(path.read_bytes()[:keep])
    with pytest.raises(UnreadableFile):
        read_backup(path, words)


def test_a_long_backup_is_whole_piece_by_piece(tmp_path):
    store, path = MemoryJournalStore(), tmp_path / "long.backup"
    parties = tuple(Party(id=f"p{n}", name=f"{n}") for n in range(2000))
    keep_case(store, dataclasses.replace(CASE, parties=parties), scribe())
    journals = journals_to_back_up(store)
    write_backup(path, journals, now=NOW, key=KEY, passphrase=WORDS)
    assert path.stat().st_size > 2 * 64 * 1024
    assert read_backup(path, WORDS).journals == journals
    data = path.read_bytes()
    head, piece = 43, 64 * 1024 + 16
    first, second = data[head : head + piece], data[head + piece : head + 2 * piece]
    for swapped in (second + first, first, second):
        path.write_bytes(data[:head] + swapped + data[head + 2 * piece :])
        with pytest.raises(UnreadableFile):
            read_backup(path, WORDS)


def test_a_journal_other_than_the_one_signed_is_refused():
    store = MemoryJournalStore()
    keep_case(store, CASE, scribe())
    journals = journals_to_back_up(store)
    with pytest.raises(BrokenJournal, match="not the one that was signed"):
        restore_journals(MemoryJournalStore(), journals, {"accord": "0" * 64})
    shorter = {"accord": journals["accord"][1:]}
    with pytest.raises(BrokenJournal):
        restore_journals(MemoryJournalStore(), shorter, {"accord": "0" * 64})
