"""The server behind the PostgreSQL half of the contract: one for the whole run."""

from __future__ import annotations

import os
from itertools import count

import pytest

import postgresql_server

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
