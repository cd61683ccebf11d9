"""Django as a team's server has it, for a command that is none: tables, accounts, static files."""

from __future__ import annotations

import os
import secrets

from onetext.errors import ImpossibleRequest, MissingExtra, Problem

_SETTINGS = "onetext.web.settings"


def set_up_team() -> None:
    """Make the team's accounts reachable from this process.

    What only pages need (the secret, the hosts) may be missing here.

    Raises
    ------
    ImpossibleRequest
        If there is no team: `DATABASE_URL` is not set.
    MissingExtra
        If what the workbench needs is not installed.
    """
    from django.apps import apps
    from django.conf import settings

    if not os.environ.get("DATABASE_URL"):
        raise ImpossibleRequest(
            Problem(
                what="there are no accounts here",
                because="DATABASE_URL names no database; a laptop's workbench has one person",
                hint="set DATABASE_URL as the server has it, then repeat",
            )
        )
    if apps.ready and apps.is_installed("onetext.web.accounts"):
        return
    if settings.configured:  # a workspace was opened first; nothing but a mistake of ours does it
        raise RuntimeError("Django was set up without accounts already")
    os.environ["DJANGO_SETTINGS_MODULE"] = _SETTINGS
    if not os.environ.get("ONETEXT_SECRET_KEY_FILE"):
        os.environ.setdefault("ONETEXT_SECRET_KEY", secrets.token_urlsafe(64))
    os.environ.setdefault("ONETEXT_HOSTS", "localhost")
    try:
        import django

        django.setup()
    except ImportError as error:
        raise MissingExtra(
            Problem(
                what="a team's accounts cannot be reached",
                because=f"the package {error.name} is not installed",
                hint="pip install 'onetext[web]'",
            )
        ) from error


def open_accounts() -> None:
    """Set up, and see that the tables of accounts are there; a file's are made now.

    Raises
    ------
    StorageUnavailable
        If a PostgreSQL database has none yet.
    """
    set_up_team()
    from django.core.management import call_command
    from django.db import DatabaseError, connection

    from onetext.errors import StorageUnavailable
    from onetext.web.accounts.models import GivenPassword

    if connection.vendor == "sqlite":
        call_command("migrate", verbosity=0)
    try:
        GivenPassword.objects.exists()
    except DatabaseError as error:
        raise StorageUnavailable(
            Problem(
                what="the tables of accounts cannot be read",
                because=str(error).partition("\n")[0],
                hint="the database's owner runs `onetext database --prepare ROLE`",
            )
        ) from error
