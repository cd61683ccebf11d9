"""Who is let in: accounts and seats, as whoever runs the server gives and takes them.

Accounts are never deleted, only closed: the journal names their owners for good, and nobody else
may come by the same name.
"""

from __future__ import annotations

import datetime
import secrets
from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError
from django.db import transaction

from onetext.errors import ImpossibleRequest, NotFound, Problem
from onetext.web.accounts.models import GivenPassword, Membership
from onetext.web.seats import Role, seat_of

GIVEN_FOR = datetime.timedelta(days=3)
"""How long a given password opens the door."""
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
"""Letters and digits that nobody takes for one another."""


@dataclass(frozen=True, slots=True)
class Enrolled:
    """`name` has an account; it sits as `role` (of `party`) in `case`, or nowhere yet.

    Parameters
    ----------
    name, case, role, party : str
        `case`, `role` and `party` are empty where they say nothing.
    is_open : bool
        Whether the account can be used.
    has_second_factor : bool
        Whether it signs in with more than a password.
    has_given_password : bool
        Whether its password is one that somebody else has seen.
    n_sessions : int
        Places where it is signed in now.
    """

    name: str
    case: str
    role: str
    party: str
    is_open: bool
    has_second_factor: bool
    has_given_password: bool
    n_sessions: int


@transaction.atomic
def enrol(name: str, case: str, role: str, party: str, now: datetime.datetime) -> str:
    """Give a person a seat in a case, and an account if it has none.

    Returns
    -------
    str
        The password that was given; empty where there was an account already.

    Raises
    ------
    ImpossibleRequest
        If the name is none, or the role does not go with the party.
    """
    _demand_seat(role, party)
    user, is_new = _account(name), False
    if user is None:
        user, is_new = get_user_model()(username=_clean(name)), True
        user.set_unusable_password()
        user.save()
    seat = {"role": role, "party": party}
    Membership.objects.update_or_create(user=user, case=case, defaults=seat)
    return _given(user, now) if is_new else ""


@transaction.atomic
def give_password(name: str, now: datetime.datetime, *, keeps_factors: bool = True) -> str:
    """Give a person a new password, and end its sessions; False: its second factors go as well.

    Returns
    -------
    str
        The password.
    """
    user = _demand(name)
    user.is_active = True
    if not keeps_factors:
        user.authenticator_set.all().delete()
    end_sessions(name)
    unlock(name)
    return _given(user, now)


def end_sessions(name: str) -> int:
    """Sign a person out everywhere; return how many sessions there were."""
    from allauth.usersessions.models import UserSession

    sessions = UserSession.objects.filter(user=_demand(name))
    n_ended = 0
    for session in sessions:
        n_ended += session.exists()
        session.end()
    return n_ended


@transaction.atomic
def unseat(name: str, case: str) -> None:
    """Take a person's seat in a case away; NotFound if it has none there."""
    n_gone, _ = Membership.objects.filter(user=_demand(name), case=case).delete()
    if not n_gone:
        raise NotFound(_no(f"{name} has no seat in {case!r}", "its seats are elsewhere"))


@transaction.atomic
def close_account(name: str) -> int:
    """Let a person in no more, and sign it out everywhere; return how many sessions there were."""
    user = _demand(name)
    user.is_active = False
    user.set_unusable_password()
    user.save(update_fields=["is_active", "password"])
    Membership.objects.filter(user=user).delete()
    user.authenticator_set.all().delete()
    return end_sessions(name)


def unlock(name: str) -> int:
    """Forget failed attempts to sign in under a name; return how many places they came from."""
    from axes.models import AccessAttempt
    from django.db.models import Q

    counted = name.lower()
    mine = Q(username=counted) | Q(username__startswith=f"{counted} ")
    n_gone, _ = AccessAttempt.objects.filter(mine).delete()
    return int(n_gone)


def enrolled() -> tuple[Enrolled, ...]:
    """Return every account with every seat, by name and case."""
    from allauth.mfa.models import Authenticator
    from allauth.usersessions.models import UserSession

    people = get_user_model().objects.order_by("username").prefetch_related("memberships")
    factors = set(Authenticator.objects.values_list("user_id", flat=True))
    given = set(GivenPassword.objects.values_list("user_id", flat=True))
    sessions = [one.user_id for one in UserSession.objects.all() if one.exists()]
    rows = []
    for user in people:
        seats = sorted((m.case, m.role, m.party) for m in user.memberships.all())
        for case, role, party in seats or [("", "", "")]:
            rows.append(
                Enrolled(
                    name=user.username,
                    case=case,
                    role=role,
                    party=party,
                    is_open=user.is_active,
                    has_second_factor=user.pk in factors,
                    has_given_password=user.pk in given,
                    n_sessions=sessions.count(user.pk),
                )
            )
    return tuple(rows)


def _given(user: Any, now: datetime.datetime) -> str:
    """Give an account a password of 25 characters drawn at random (124 bits)."""
    password = "-".join("".join(secrets.choice(_ALPHABET) for _ in range(5)) for _ in range(5))
    user.set_password(password)
    user.save()
    GivenPassword.objects.update_or_create(user=user, defaults={"until": now + GIVEN_FOR})
    return password


def _account(name: str) -> Any:
    """Return an account by its name, however it is capitalised; None where there is none."""
    return get_user_model().objects.filter(username__iexact=name).first()


def _demand(name: str) -> Any:
    user = _account(name)
    if user is None:
        raise NotFound(_no(f"nobody here is called {name!r}", "no account has that name"))
    return user


def _clean(name: str) -> str:
    try:
        UnicodeUsernameValidator()(name)
    except ValidationError as error:
        raise ImpossibleRequest(
            Problem(
                what=f"{name!r} cannot be the name of an account",
                because="a name has letters, digits and @ . + - _ and nothing else",
                hint="for example: amira.haddad",
            )
        ) from error
    return name


def _demand_seat(role: str, party: str) -> None:
    if party and role != Role.PARTY.value:
        raise ImpossibleRequest(
            Problem(
                what=f"a {role} is of no party",
                because="the drafting team and observers speak for nobody",
                hint="leave the party out, or make the role `party`",
            )
        )
    try:
        seat_of(Role(role), party)
    except ValueError as error:
        raise ImpossibleRequest(
            Problem(
                what="this seat is none",
                because=str(error),
                hint="--role party --party ID, with an id of the case's parties",
            )
        ) from error


def _no(what: str, because: str) -> Problem:
    return Problem(what=what, because=because, hint="`onetext members` lists who there is")
