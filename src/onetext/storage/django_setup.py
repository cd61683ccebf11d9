"""Django without a project: configured when the first workspace is opened, a connection per file.

Where a project is there already (the web), it must have `onetext.storage` among its apps, and its
own databases are left as they are.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from onetext.errors import Problem, StorageUnavailable
from onetext.storage.database_url import postgresql_settings

BUSY_SECONDS = 10
"""How long a writer waits for another one."""


def connected_database(url: str) -> str:
    """Register a PostgreSQL database with Django and return the alias of our own connection to it.

    Our own, even where a web project has one to the same database: what is acknowledged here does
    not wait for a transaction out there.
    """
    _set_up()
    alias = _alias("database-", url)
    _register(alias, postgresql_settings(url))
    return alias


def connected(path: Path, *, migrate: bool = False) -> str:
    """Register a workspace file with Django and return the alias of its connection.

    Parameters
    ----------
    path : Path
    migrate : bool
        Bring its tables to the newest form first.
    """
    _set_up()
    absolute = str(path.absolute())
    alias = _alias("workspace-", absolute)
    _register(alias, _database(absolute))
    if migrate:
        from onetext.storage.sql_errors import sqlite_told

        with sqlite_told(str(path)):
            migrate_journal(alias)
    return alias


def connected_to_read(path: Path) -> str:
    """Register a workspace file that cannot be written; return the alias of its connection."""
    from onetext.storage.locked_folder import read_only_address

    _set_up()
    alias = _alias("reading-", str(path.absolute()))
    settings = _database(read_only_address(path))
    settings["OPTIONS"] = {"timeout": BUSY_SECONDS, "init_command": "PRAGMA query_only = ON;"}
    _register(alias, settings)
    return alias


def migrate_journal(alias: str) -> None:
    """Bring the journal's tables behind a connection to their newest form."""
    _migrate(alias, "onetext_storage")


def migrate_everything(alias: str) -> None:
    """Bring the tables of every app there is to their newest form: a team's accounts as well."""
    _migrate(alias, None)


def _migrate(alias: str, app: str | None) -> None:
    from django.db import connections
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connections[alias])
    executor.migrate(executor.loader.graph.leaf_nodes(app))


def _alias(kind: str, of: str) -> str:
    return kind + hashlib.sha256(of.encode()).hexdigest()[:16]


def _register(alias: str, settings: dict[str, Any]) -> None:
    from django.db import connections

    if alias not in connections.databases:
        own = {"default": {}, alias: settings}
        connections.databases[alias] = connections.configure_settings(own)[alias]


def _database(name: str) -> dict[str, Any]:
    """Return the settings of a journal's database: nothing acknowledged is ever lost."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": name,
        "OPTIONS": {
            "timeout": BUSY_SECONDS,
            "transaction_mode": "IMMEDIATE",
            "init_command": (
                "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; "
                "PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON;"
            ),
        },
    }


def _set_up() -> None:
    from django.apps import apps
    from django.conf import settings

    if not settings.configured:
        settings.configure(
            DATABASES={},
            INSTALLED_APPS=["onetext.storage.apps.StorageConfig"],
            LOGGING_CONFIG=None,
            USE_TZ=True,
        )
    if not apps.ready:
        import django

        django.setup()
    if not apps.is_installed("onetext.storage"):
        raise StorageUnavailable(
            Problem(
                what="no workspace can be opened from this program",
                because="it has its own Django settings, without the app onetext.storage",
                hint='add "onetext.storage" to INSTALLED_APPS',
            )
        )
