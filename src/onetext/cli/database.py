"""``onetext database``: where cases are kept, and which fences stand around them."""

from __future__ import annotations

from pathlib import Path

import click

from onetext.cli._page import emit_json, json_option, talk, workspace_option
from onetext.errors import ImpossibleRequest, Problem


@click.command(name="database")
@click.option(
    "--prepare",
    "application",
    metavar="ROLE",
    help="As the owner: make or renew all tables, and let ROLE read and add.",
)
@workspace_option
@json_option
def command(application: str | None, workspace: Path | None, as_json: bool) -> None:
    """Say where cases are kept: a workspace file, or the database of DATABASE_URL.

    Of a PostgreSQL database, say which fences stand between the journal and the role that asks.

    Example: DATABASE_URL=postgresql://owner@db/talks onetext database --prepare talks_app
    """
    from onetext import wiring

    url = wiring.postgresql_url(workspace)
    if not url:
        if application:
            raise ImpossibleRequest(
                Problem(
                    what="there is no PostgreSQL database to prepare",
                    because="DATABASE_URL names none; a workspace file prepares itself",
                    hint="set DATABASE_URL=postgresql://OWNER@HOST/NAME, then repeat",
                )
            )
        row = {"kept_in": wiring.store_name(workspace), "kind": "sqlite"}
        if as_json:
            emit_json(row)
        else:
            click.echo(f"cases are kept in the workspace file {row['kept_in']}")
        return
    _postgresql(url, application, as_json)


def _postgresql(url: str, application: str | None, as_json: bool) -> None:
    from onetext.storage.database_url import database_name
    from onetext.storage.postgresql_roles import database_fences, prepared_database

    name = database_name(url)
    if application:
        _set_up_accounts()
        prepared_database(url, application)
        talk(f"{name} is ready: {application} may read and add, and not change")
    fences = database_fences(url)
    if as_json:
        emit_json(
            {
                "kept_in": name,
                "kind": "postgresql",
                "role": fences.role,
                "prepared": fences.is_prepared,
                "down": list(fences.down),
            }
        )
        return
    click.echo(f"cases are kept in {name}")
    for down in fences.down:
        click.echo(f"  the role {fences.role} {down}")
    if not fences.is_prepared:
        click.echo("  its tables are missing: its owner runs `onetext database --prepare ROLE`")
    elif fences.down:
        click.echo("  the workbench would not open it with this role")
    else:
        click.echo(f"  every fence stands; the role {fences.role} may read and add, nothing else")


def _set_up_accounts() -> None:
    """Have the tables of accounts made as well; without them there is no workbench for a team."""
    from onetext.errors import MissingExtra

    try:
        from onetext.web.accounts.setting_up import set_up_team

        set_up_team()
    except (ImportError, MissingExtra):
        talk("the journal's tables alone: accounts need `pip install 'onetext[web]'`")
