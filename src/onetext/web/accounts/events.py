"""What happens to accounts, in the log: who signed in, failed, was locked out, changed what.

A failed attempt is logged without the name that was typed: people type their password there.
"""

from __future__ import annotations

import logging
from typing import Any

from allauth.account import signals as account
from allauth.mfa import signals as factors
from axes.signals import user_locked_out
from django.contrib.auth import signals as auth

from onetext.web.accounts.lockout import client_address
from onetext.web.accounts.models import GivenPassword

_log = logging.getLogger("onetext.accounts")

_EVENTS = {
    "signed in": auth.user_logged_in,
    "signed out": auth.user_logged_out,
    "sign-in failed": auth.user_login_failed,
    "password changed": account.password_changed,
    "second factor added": factors.authenticator_added,
    "second factor removed": factors.authenticator_removed,
    "recovery codes made again": factors.authenticator_reset,
    "second factor failed": factors.authentication_failed,
    "locked out": user_locked_out,
}


def listen() -> None:
    """Log each of these events from now on."""
    for what, signal in _EVENTS.items():
        signal.connect(_logger(what), weak=False, dispatch_uid=f"onetext {what}")
    account.password_changed.connect(_forget_given, dispatch_uid="onetext given password")


def _logger(what: str) -> Any:
    def log(request: Any = None, user: Any = None, **_circumstances: Any) -> None:
        about: dict[str, object] = {"event": what}
        if user is not None and getattr(user, "pk", None):
            about["user"] = user.pk
        if request is not None:
            about["address"] = client_address(request)
        _log.info(what, extra=about)

    return log


def _forget_given(user: Any, **_circumstances: Any) -> None:
    """A password that a person chose is not a given one any more."""
    GivenPassword.objects.filter(user=user).delete()
