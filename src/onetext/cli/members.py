"""``onetext members``: who has an account on a team's server, and sits where in which case."""

from __future__ import annotations

import datetime
from dataclasses import asdict

import click

from onetext.cli._page import emit_json, json_option, talk
from onetext.errors import NotFound, Problem

ROLES = ("chair", "drafter", "analyst", "reader", "party", "observer")

_GIVEN = (
    "The password above is shown once. Hand it over by another way than the address; it opens "
    "the door for {days} days, and is replaced at the first sign-in."
)


@click.group(name="members", invoke_without_command=True)
@json_option
@click.pass_context
def command(context: click.Context, as_json: bool) -> None:
    """Say who has an account, and give or take accounts and seats.

    DATABASE_URL is the server's own. Without a verb: list everybody.

    Example: onetext members add amira --case river-accord --role party --party north
    """
    from onetext.web.accounts.setting_up import open_accounts

    open_accounts()
    if context.invoked_subcommand is None:
        _list(as_json)


@command.command(name="add")
@click.argument("name")
@click.option("--case", "case_id", required=True, help="The id of a case that is kept here.")
@click.option("--role", type=click.Choice(ROLES), required=True)
@click.option("--party", default="", help="With the role `party`: whom the person speaks for.")
def add(name: str, case_id: str, role: str, party: str) -> None:
    """Give NAME a seat in a case, and an account if it has none; once more changes the seat."""
    from onetext.web.accounts.enrolment import enrol

    party = _demand_seat(case_id, party)
    password = enrol(name, case_id, role, party, _now())
    talk(f"{name} is {role}{f' of {party}' if party else ''} in {case_id}")
    _show(password)


@command.command(name="reset")
@click.argument("name")
@click.option("--second-factors", is_flag=True, help="Forget passkeys and codes as well.")
def reset(name: str, second_factors: bool) -> None:
    """Give NAME a new password, sign it out everywhere, and unlock it."""
    from onetext.web.accounts.enrolment import give_password

    _show(give_password(name, _now(), keeps_factors=not second_factors))


@command.command(name="sign-out")
@click.argument("name")
def sign_out(name: str) -> None:
    """Sign NAME out everywhere; its password stays."""
    from onetext.web.accounts.enrolment import end_sessions

    talk(f"{end_sessions(name)} sessions of {name} were ended")


@command.command(name="unlock")
@click.argument("name")
def unlock(name: str) -> None:
    """Forget the failed attempts to sign in as NAME."""
    from onetext.web.accounts import enrolment

    talk(f"attempts from {enrolment.unlock(name)} places were forgotten")


@command.command(name="unseat")
@click.argument("name")
@click.option("--case", "case_id", required=True)
def unseat(name: str, case_id: str) -> None:
    """Take the seat of NAME in a case away; what it wrote stays on record."""
    from onetext.web.accounts import enrolment

    enrolment.unseat(name, case_id)
    talk(f"{name} has no seat in {case_id} any more")


@command.command(name="close")
@click.argument("name")
def close(name: str) -> None:
    """Close the account of NAME for good; the name is kept, since the journal knows it."""
    from onetext.web.accounts.enrolment import close_account

    talk(f"the account of {name} is closed; {close_account(name)} sessions were ended")


def _list(as_json: bool) -> None:
    from onetext.web.accounts.enrolment import enrolled

    rows = enrolled()
    if as_json:
        emit_json([asdict(row) for row in rows])
        return
    if not rows:
        talk("nobody has an account yet: `onetext members add NAME --case CASE --role chair`")
    for row in rows:
        seat = f"{row.role}{f' of {row.party}' if row.party else ''} in {row.case}"
        notes = [
            seat if row.case else "no seat",
            "second factor" if row.has_second_factor else "password alone",
            *(["password still the given one"] if row.has_given_password else []),
            *([] if row.is_open else ["closed"]),
            f"signed in {row.n_sessions} times" if row.n_sessions else "not signed in",
        ]
        click.echo(f"{row.name}: {', '.join(notes)}")


def _show(password: str) -> None:
    if password:
        from onetext.web.accounts.enrolment import GIVEN_FOR

        click.echo(password)
        talk(_GIVEN.format(days=GIVEN_FOR.days))


def _demand_seat(case_id: str, party: str) -> str:
    """Return the party's id; refuse a case that is not kept, or a party it does not have."""
    from onetext import wiring
    from onetext.workflows.find import find_party
    from onetext.workflows.journal import kept_case

    store = wiring.demand_store()
    kept = store.case_ids()
    if case_id not in kept:
        raise NotFound(
            Problem(
                what=f"there is no case {case_id!r} on this server",
                because=f"the cases it keeps: {', '.join(kept) or 'none yet'}",
                hint="`onetext import` or `onetext restore` brings one there",
            )
        )
    return find_party(kept_case(store, case_id).case, party).id if party else ""


def _now() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC)
