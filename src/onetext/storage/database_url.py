"""Where a team's database stands: `DATABASE_URL` read into Django's settings.

Two forms are known: ``postgresql://role:password@host:port/name?sslmode=verify-full`` as libpq
writes it, and ``sqlite:///path/of/the/workspace``.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from onetext.errors import ImpossibleRequest, MissingExtra, Problem

_KEYS = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}

_POSTGRESQL = ("postgresql", "postgres")


def sqlite_path(url: str) -> Path | None:
    """Return the file a ``sqlite:///`` address names; None for another kind of address."""
    parts = urlsplit(url)
    if parts.scheme != "sqlite":
        return None
    if parts.netloc or len(parts.path) < 2:
        raise _unknown(url)
    return Path(unquote(parts.path[1:]))  # four slashes: from the root, as everywhere


def postgresql_settings(url: str) -> dict[str, Any]:
    """Return Django's settings of the database behind a ``postgresql://`` address.

    Raises
    ------
    ImpossibleRequest
        If it is no such address.
    MissingExtra
        If psycopg is not installed.
    """
    if urlsplit(url).scheme not in _POSTGRESQL:
        raise _unknown(url)
    given = _connection_words(url)
    if not given.get("dbname"):
        raise _unknown(url)
    settings = {key: str(given.pop(word, "")) for word, key in _KEYS.items()}
    return {
        "ENGINE": "django.db.backends.postgresql",
        **settings,
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "DISABLE_SERVER_SIDE_CURSORS": True,
        "OPTIONS": {"connect_timeout": 10, "application_name": "onetext", **given},
    }


def database_name(url: str) -> str:
    """Return an address as it may be shown: without the password."""
    given = _connection_words(url)
    where = ":".join(str(given[key]) for key in ("host", "port") if given.get(key))
    who = f"{given['user']}@" if given.get("user") else ""
    return f"postgresql://{who}{where}/{given.get('dbname', '')}"


def _connection_words(url: str) -> dict[str, Any]:
    try:
        from psycopg import ProgrammingError
        from psycopg.conninfo import conninfo_to_dict
    except ImportError as error:
        raise MissingExtra(
            Problem(
                what="DATABASE_URL names a PostgreSQL database, and nothing here can talk to one",
                because="the package psycopg is not installed",
                hint="pip install 'onetext[web]', or unset DATABASE_URL to use a workspace file",
            )
        ) from error
    try:
        return dict(conninfo_to_dict(url))
    except ProgrammingError as error:
        raise _unknown(url) from error


def _unknown(url: str) -> ImpossibleRequest:
    """Say what was wrong with an address; it may hold a password, so it is not printed."""
    scheme = urlsplit(url).scheme or "no scheme"
    return ImpossibleRequest(
        Problem(
            what="DATABASE_URL cannot be read",
            because=f"it is no address of a database that onetext knows ({scheme})",
            hint="postgresql://ROLE:PASSWORD@HOST/NAME, or sqlite:///WORKSPACE-FILE",
        )
    )
