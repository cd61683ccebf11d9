"""Two roles in PostgreSQL: the owner makes the tables, the application reads and adds.

The owner of a table can disable its triggers, change its policies and is not bound by them; so
the application must be somebody else. `database_fences` looks at what stands, and a database
where a fence is down is not opened.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import connections, transaction

from onetext.errors import Place, Problem, StorageUnavailable
from onetext.storage.database_url import database_name
from onetext.storage.django_setup import connected_database, migrate_everything
from onetext.storage.sql_errors import postgresql_told

if TYPE_CHECKING:
    from onetext.storage.postgresql_journal import PostgresqlJournalStore

JOURNAL_TABLES = ("journal_entry", "journal_body")
_TRIGGERS = (
    "journal_entry_is_never_changed",
    "journal_body_is_never_changed",
    "journal_body_goes_after_its_erasure",
)


@dataclass(frozen=True, slots=True)
class DatabaseFences:
    """What stands between a role and the journal.

    Parameters
    ----------
    role : str
        Who asked.
    is_prepared : bool
        Whether the journal's tables are there.
    down : tuple of str
        Each fence that does not stand, in words; empty for a role that may be let near the journal.
    """

    role: str
    is_prepared: bool
    down: tuple[str, ...]


def open_database(url: str) -> PostgresqlJournalStore:
    """Open the journals in a PostgreSQL database, for a role that does not own them.

    Raises
    ------
    StorageUnavailable
        If it cannot be reached, is not prepared, or a fence is down.
    """
    alias, place = connected_database(url), database_name(url)
    fences = database_fences(url)
    if not fences.is_prepared or fences.down:
        connections[alias].close()
        raise _not_opened(place, fences)
    from onetext.storage.postgresql_journal import PostgresqlJournalStore  # late: models

    return PostgresqlJournalStore(place, alias)


def _not_opened(place: str, fences: DatabaseFences) -> StorageUnavailable:
    if not fences.is_prepared:
        return _unready(place, "its tables are missing")
    return StorageUnavailable(
        *(
            Problem(
                what="this database is not opened: a fence around the journal is down",
                because=f"the role {fences.role} {down}",
                hint="use a role of its own for the application; `onetext database` says more",
                place=Place(file=place),
            )
            for down in fences.down
        )
    )


def prepared_database(url: str, application: str) -> None:
    """Make or renew every table, and let the application's role read the journal and add to it.

    Tables of accounts and sessions are made where Django was set up with the team's settings.

    Parameters
    ----------
    url : str
        Address of the database, with the owner's role.
    application : str
        The role the application will have; it must exist.
    """
    alias = connected_database(url)
    with postgresql_told(database_name(url)):
        migrate_everything(alias)
        grant_to(alias, application)


def grant_to(alias: str, application: str) -> None:
    """Give a role what the application needs: of the journal, to read and to add.

    Tables beside the journal (accounts, sessions) are the application's to change.
    """
    with transaction.atomic(using=alias), connections[alias].cursor() as cursor:
        quote = connections[alias].ops.quote_name
        cursor.execute("SELECT current_schema()")
        (schema,), role = cursor.fetchone(), quote(application)
        inside = quote(schema)
        cursor.execute(f"GRANT USAGE ON SCHEMA {inside} TO {role}")
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s", [schema])
        for (table,) in cursor.fetchall():
            where = f"{inside}.{quote(table)}"
            cursor.execute(f"REVOKE ALL ON {where} FROM {role}, PUBLIC")
            cursor.execute(f"GRANT {_rights(table)} ON {where} TO {role}")
        cursor.execute(f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA {inside} TO {role}")
        cursor.execute(
            f"GRANT EXECUTE ON FUNCTION {inside}.journal_erase(text, text, text) TO {role}"
        )


def _rights(table: str) -> str:
    if table in JOURNAL_TABLES:
        return "SELECT, INSERT"
    return "SELECT" if table == "django_migrations" else "SELECT, INSERT, UPDATE, DELETE"


def database_fences(url: str) -> DatabaseFences:
    """Look at what stands between the role of an address and the journal."""
    alias = connected_database(url)
    with postgresql_told(database_name(url)), connections[alias].cursor() as cursor:
        cursor.execute(_ROLE)
        role, is_superuser, bypasses = cursor.fetchone()
        cursor.execute(_TABLES, [list(JOURNAL_TABLES)])
        tables = cursor.fetchall()
        cursor.execute(
            "SELECT tgname FROM pg_trigger WHERE tgname = ANY(%s) AND tgenabled IN ('O', 'A')",
            [list(_TRIGGERS)],
        )
        standing = {name for (name,) in cursor.fetchall()}
    down = []
    if is_superuser or bypasses:
        down.append("is not bound by row-level security (superuser or BYPASSRLS)")
    for table, owns, changes, has_rules in tables:
        if owns:
            down.append(f"owns {table}, or can become its owner")
        if changes:
            down.append(f"may change, remove or truncate rows of {table}")
        if not has_rules:
            down.append(f"meets no row-level security on {table}")
    if tables:
        down += [f"meets no trigger {name}" for name in _TRIGGERS if name not in standing]
    return DatabaseFences(role, len(tables) == len(JOURNAL_TABLES), tuple(down))


_ROLE = "SELECT rolname, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user"
_TABLES = """
SELECT c.relname, pg_has_role(c.relowner, 'MEMBER'),
       has_table_privilege(c.oid, 'UPDATE') OR has_table_privilege(c.oid, 'DELETE')
         OR has_table_privilege(c.oid, 'TRUNCATE'),
       c.relrowsecurity
FROM pg_class AS c
WHERE c.relnamespace = current_schema()::regnamespace AND c.relname = ANY(%s)
ORDER BY c.relname DESC
"""


def _unready(place: str, because: str) -> StorageUnavailable:
    return StorageUnavailable(
        Problem(
            what="the database is not ready for journals",
            because=because,
            hint="its owner prepares it with `onetext database --prepare ROLE`",
            place=Place(file=place),
        )
    )
