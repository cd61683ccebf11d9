"""The fences around a team's journal in PostgreSQL: each is pulled at, and each must hold alone."""

from __future__ import annotations

import psycopg
import pytest

from onetext.errors import ImpossibleRequest, StorageUnavailable
from onetext.model import PUBLIC, Case, Eye, Marking, Party, Source, Tlp
from onetext.storage.database_url import database_name, postgresql_settings, sqlite_path
from onetext.storage.postgresql_roles import database_fences, open_database
from onetext.workflows.journal import Scribe, erase_record, keep_case
from postgresql_server import APPLICATION, OWNER
from strategies import NOW, salts

AMBER_A = Marking(tlp=Tlp.AMBER, audience=("a",))
CASE = Case(
    id="accord",
    title="Accord",
    parties=(Party(id="a", name="Amaranth"), Party(id="b", name="Basil")),
    sources=(Source(id="s1", title="Told to a over lunch", marking=AMBER_A),),
)


@pytest.fixture
def database(postgresql):
    return postgresql.empty_database()


@pytest.fixture
def own_database(postgresql):
    """One that a test may do to as it likes."""
    return postgresql.new_database()


@pytest.fixture
def store(postgresql, database):
    opened = open_database(postgresql.url(database))
    keep_case(opened, CASE, Scribe("a drafter", NOW, salts()))
    yield opened
    opened.close()


CHANGES = [
    "UPDATE journal_entry SET by = 'x'",
    "DELETE FROM journal_entry",
    "TRUNCATE journal_entry CASCADE",
    "UPDATE journal_body SET body = ''",
    "DELETE FROM journal_body",
    "TRUNCATE journal_body",
    "INSERT INTO journal_entry SELECT * FROM journal_entry"
    " ON CONFLICT (id) DO UPDATE SET kind = 'x'",
]


@pytest.mark.parametrize("statement", CHANGES)
@pytest.mark.parametrize("role", [OWNER, APPLICATION, "postgres"])
def test_nobody_changes_or_removes_by_a_plain_statement(
    postgresql, database, store, role, statement
):
    before = store.journal("accord")
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        postgresql.sql(statement, database, role, "drafting-team")
    assert store.journal("accord") == before


@pytest.mark.parametrize(
    "statement",
    [
        "ALTER TABLE journal_entry DISABLE TRIGGER ALL",
        "ALTER TABLE journal_body DISABLE ROW LEVEL SECURITY",
        "DROP POLICY journal_entry_is_for_its_audience ON journal_entry",
        "DROP TABLE journal_body",
        "CREATE OR REPLACE FUNCTION journal_reader() RETURNS text LANGUAGE sql AS $$ SELECT 'x' $$",
        f"SET ROLE {OWNER}",
        "SET session_replication_role = replica",
        "CREATE TABLE journal_spy (body bytea)",
    ],
)
def test_the_application_cannot_take_a_fence_down(postgresql, database, store, statement):
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        postgresql.sql(statement, database, APPLICATION)


def counted(postgresql, database, reader):
    """Entries and bodies a session sees that names a reader, or none."""
    return tuple(
        postgresql.sql(f"SELECT count(*) FROM {table}", database, APPLICATION, reader)[0][0]
        for table in ("journal_entry", "journal_body")
    )


def test_who_names_no_reader_sees_nothing_and_who_names_one_its_own(postgresql, database, store):
    assert counted(postgresql, database, None) == (0, 0)
    assert counted(postgresql, database, "") == (0, 0)
    assert counted(postgresql, database, "drafting-team") == (4, 4)
    assert counted(postgresql, database, "a") == (1, 1)
    assert counted(postgresql, database, "b") == (0, 0)
    assert counted(postgresql, database, PUBLIC) == (0, 0)


def test_a_body_is_not_reached_past_its_entry(postgresql, database, store):
    ((entry,),) = postgresql.sql("SELECT id FROM journal_entry WHERE record = 's1'", database)
    query = f"SELECT body FROM journal_body WHERE entry_id = {entry}"
    for reader, n_rows in (("a", 1), ("b", 0)):
        assert len(postgresql.sql(query, database, APPLICATION, reader)) == n_rows


def test_a_party_writes_nothing_past_the_team(postgresql, database, store):
    with pytest.raises(psycopg.errors.InsufficientPrivilege, match="row-level security"):
        postgresql.sql(
            "INSERT INTO journal_entry VALUES (DEFAULT, 'accord', 9, '', '', 'put', 'sources',"
            " 's2', 'CLEAR', '[]', 'on-record', '', 'p', 'h')",
            database,
            APPLICATION,
            "a",
        )


def seen_on_this_connection(store):
    from django.db import connections

    with connections[store.alias].cursor() as cursor:
        cursor.execute("SELECT count(*) FROM journal_entry")
        return cursor.fetchone()[0]


def test_a_reader_does_not_stay_behind_on_the_connection(store):
    party = store.for_reader(Eye(reader="a"))
    assert len(party.journal("accord")) == 1
    assert seen_on_this_connection(store) == 0
    assert len(store.journal("accord")) == 4
    assert seen_on_this_connection(store) == 0
    with pytest.raises(KeyError), store.writing("accord"):
        raise KeyError
    assert seen_on_this_connection(store) == 0


def test_a_party_s_reading_inside_the_team_s_writing_is_refused(store):
    with pytest.raises(RuntimeError, match="durable"), store.writing("accord"):
        store.for_reader(Eye(reader="a")).journal("accord")


def test_writing_inside_writing_is_refused(store):
    with (
        pytest.raises(RuntimeError, match="durable"),
        store.writing("accord"),
        store.writing("other"),
    ):
        pass


def test_reading_inside_somebody_else_s_transaction_is_refused(store):
    from django.db import transaction

    with pytest.raises(RuntimeError, match="durable"), transaction.atomic(using=store.alias):
        store.journal("accord")
    with pytest.raises(RuntimeError, match="durable"), transaction.atomic(using=store.alias):
        store.for_reader(Eye(reader="a")).journal("accord")


ERASE = "SELECT journal_erase('accord', 'sources', 's1')"


@pytest.mark.parametrize("reader", ["drafting-team", "a"])
def test_nothing_is_erased_whose_erasure_is_not_on_record(postgresql, database, store, reader):
    keep_case(store, CASE, Scribe("a drafter", NOW, salts()))
    changed = Source(id="s1", title="Told to a over dinner", marking=AMBER_A)
    case = Case(id="accord", title="Accord", parties=CASE.parties, sources=(changed,))
    keep_case(store, case, Scribe("a drafter", NOW, salts()))
    before = store.journal("accord")
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        postgresql.sql(ERASE, database, APPLICATION, reader)
    assert store.journal("accord") == before


def test_a_withdrawal_is_no_erasure(postgresql, database, store):
    case = Case(id="accord", title="Accord", parties=CASE.parties)
    keep_case(store, case, Scribe("a drafter", NOW, salts()))
    with pytest.raises(psycopg.errors.InsufficientPrivilege, match="erasure is on record"):
        postgresql.sql(ERASE, database, APPLICATION, "drafting-team")


def test_what_is_erased_is_gone_for_every_role(postgresql, database, store):
    erase_record(store, "accord", "sources", "s1", "asked for", Scribe("a drafter", NOW, salts()))
    bodies = postgresql.sql("SELECT body FROM journal_body", database)
    assert not any(b"lunch" in bytes(body) for (body,) in bodies)


def refused(url):
    with pytest.raises(StorageUnavailable) as error:
        open_database(url)
    return str(error.value)


@pytest.mark.parametrize("role", [OWNER, "postgres"])
def test_a_role_that_could_take_a_fence_down_is_not_let_in(postgresql, database, role):
    assert f"the role {role} owns journal_entry" in refused(postgresql.url(database, role))


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        (f"GRANT UPDATE ON journal_entry TO {APPLICATION}", "may change, remove or truncate"),
        (f"GRANT DELETE ON journal_body TO {APPLICATION}", "may change, remove or truncate"),
        ("ALTER TABLE journal_body DISABLE ROW LEVEL SECURITY", "no row-level security on"),
        (
            "ALTER TABLE journal_entry DISABLE TRIGGER journal_entry_is_never_changed",
            "meets no trigger journal_entry_is_never_changed",
        ),
        ("DROP TABLE journal_body", "not ready"),
    ],
)
def test_a_database_with_a_fence_down_is_not_opened(postgresql, own_database, statement, says):
    postgresql.sql(statement, own_database)
    assert says in refused(postgresql.url(own_database))


def test_a_sound_database_has_no_fence_down(postgresql, database):
    fences = database_fences(postgresql.url(database))
    assert (fences.role, fences.is_prepared, fences.down) == (APPLICATION, True, ())


def test_what_is_not_there_is_said_in_our_words(postgresql):
    assert "not ready" in refused(postgresql.url("postgres"))
    assert "not ready" in refused(postgresql.url("nowhere"))
    assert "does not answer" in refused("postgresql://talks_app:secret@127.0.0.1:1/accord")


def test_a_password_is_never_shown():
    url = "postgresql://talks_app:s3cret@db.example.org:5433/accord"
    assert database_name(url) == "postgresql://talks_app@db.example.org:5433/accord"
    with pytest.raises(ImpossibleRequest) as error:
        postgresql_settings("mysql://talks_app:s3cret@db.example.org/accord")
    assert "s3cret" not in str(error.value)


def test_addresses_are_read():
    settings = postgresql_settings("postgresql:///accord?host=/run/postgresql&sslmode=require")
    assert (settings["NAME"], settings["HOST"]) == ("accord", "/run/postgresql")
    assert settings["OPTIONS"]["sslmode"] == "require"
    assert str(sqlite_path("sqlite:////srv/talks.sqlite3")) == "/srv/talks.sqlite3"
    assert str(sqlite_path("sqlite:///talks.sqlite3")) == "talks.sqlite3"
    assert sqlite_path("postgresql:///accord") is None
