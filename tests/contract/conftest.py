"""Every adapter that keeps journals, and the server behind the PostgreSQL half of the contract."""

from __future__ import annotations

import os
from itertools import count

import pytest

import postgresql_server
from onetext.storage.memory import MemoryJournalStore
from onetext.storage.postgresql_roles import open_database
from onetext.storage.workspace import open_workspace

_numbers = count(1)


@pytest.fixture(scope="session")
def postgresql():
    """A running server with a database `prepared`; absent, it is a failure in CI."""
    try:
        postgresql_server.programs()
    except postgresql_server.NoPostgresql as error:
        if os.environ.get("CI"):
            pytest.fail(f"CI must test PostgreSQL: {error}")
        pytest.skip(str(error))
    server = postgresql_server.new_server()
    try:
        postgresql_server.prepare_template(server)
        yield server
    finally:
        postgresql_server.discard(server)


@pytest.fixture(params=["memory", "sqlite", "postgresql"])
def store(request, tmp_path):
    """An empty store of journals, by each adapter in turn."""
    if request.param == "memory":
        yield MemoryJournalStore()
        return
    if request.param == "sqlite":
        opened = open_workspace(tmp_path / "workspace.sqlite3", create=True)
    else:
        server = request.getfixturevalue("postgresql")
        opened = open_database(server.url(server.empty_database()))
    yield opened
    opened.close()
