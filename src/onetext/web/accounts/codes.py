"""Codes of an authenticator app and recovery codes: each opens once, whichever worker is asked.

An app's code is taken for the half minute it is shown and for one before and after (RFC 6238, 5.2):
it may turn while it is typed, and a telephone's clock may be off. What was taken is kept beside the
secret in the table, since the cache of a worker is known to that worker alone.
"""

from __future__ import annotations

from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from allauth.mfa.utils import decrypt
from django.db import transaction


class _OpensOnce(forms.BaseAuthenticateForm):
    """A form with a code, which is looked at and marked as used by one worker at a time."""

    def clean_code(self) -> str:
        """Return the code if it opens."""
        with transaction.atomic():
            of_this_person = Authenticator.objects.filter(user=self.user)
            list(of_this_person.select_for_update())  # whoever comes second waits here
            code: str = super().clean_code()
            if not _taken(self.authenticator, code):
                raise get_adapter().validation_error("incorrect_code")
        return code


class AuthenticateForm(_OpensOnce, forms.AuthenticateForm):
    """The second step of signing in."""


class ReauthenticateForm(_OpensOnce, forms.ReauthenticateForm):
    """The same, asked once more before something is changed."""


def _taken(factor: Authenticator, code: str) -> bool:
    """Mark an app's code as used; a code as old as the last one used, or older, does not open."""
    if factor.type != Authenticator.Type.TOTP:
        return True
    secret = decrypt(factor.data["secret"])
    steps = (n for n in yield_hotp_counters_from_time() if _fits(code, secret, n))
    step = next(steps, None)
    if step is None or step <= factor.data.get("last_step", -1):
        return False
    factor.data["last_step"] = step
    factor.save(update_fields=["data"])
    return True


def _fits(code: str, secret: str, step: int) -> bool:
    return compare_user_code(actual=code, expected=format_hotp_value(hotp_value(secret, step)))
