"""Django without a project: configured when the first workspace is opened, a connection per file.

Where a project is there already (the web), it must have `onetext.storage` among its apps, and its
own databases are left as they are.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from onetext.errors import Problem, StorageUnavailable

BUSY_SECONDS = 10
"""How long a writer waits for another one."""


def connected(path: Path, *, migrate: bool = False) -> str:
    """Register a workspace file with Django and return the alias of its connection.

    Parameters
    ----------
    path : Path
    migrate : bool
        Bring its tables to the newest form first.
    """
    _set_up()
    from django.db import connections

    absolute = str(path.absolute())
    alias = "workspace-" + hashlib.sha256(absolute.encode()).hexdigest()[:16]
    if alias not in connections.databases:
        own = {"default": {}, alias: _database(absolute)}
        connections.databases[alias] = connections.configure_settings(own)[alias]
    if migrate:
        _migrate(path, alias)
    return alias


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


def _migrate(path: Path, alias: str) -> None:
    from django.db import connections
    from django.db.migrations.executor import MigrationExecutor

    from onetext.storage.sql_errors import told

    with told(path):
        executor = MigrationExecutor(connections[alias])
        executor.migrate(executor.loader.graph.leaf_nodes("onetext_storage"))
