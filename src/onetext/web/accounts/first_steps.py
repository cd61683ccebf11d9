"""What a person does before anything else: choose a password of its own, add a second factor."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import gettext as _

from onetext.web.accounts.models import GivenPassword

_FLAG = "first-steps"
_ALLOWED = (
    "account_change_password",
    "account_logout",
    "account_reauthenticate",
    "alive",
    "ready",
    "set_language",
)
_FACTORS = (
    "mfa_index",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
)


def begin(request: HttpRequest, user: Any) -> None:
    """Note, as somebody signs in, whether something is still to be done."""
    if open_step(user):
        request.session[_FLAG] = True


def open_step(user: Any) -> str:
    """Return the name of the page where a person has something to do first; empty: nothing."""
    from allauth.mfa.utils import is_mfa_enabled

    if GivenPassword.objects.filter(user=user).exists():
        return "account_change_password"
    if settings.ONETEXT_DEMANDS_SECOND_FACTOR and not is_mfa_enabled(user):
        return "mfa_index"
    return ""


class FirstSteps:
    """Leads whoever has something to do first to where that is done, and nowhere else."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass on, or lead there."""
        if _FLAG not in request.session or not request.user.is_authenticated:
            return self.get_response(request)
        step = open_step(request.user)
        if not step:
            del request.session[_FLAG]
            return self.get_response(request)
        allowed = _ALLOWED if step == "account_change_password" else (*_ALLOWED, *_FACTORS)
        if _route(request) in allowed:
            return self.get_response(request)
        messages.info(request, _WHY[step]())
        return HttpResponseRedirect(reverse(step))


_WHY: dict[str, Callable[[], str]] = {
    "account_change_password": lambda: _(
        "Choose a password of your own first: whoever gave you this one has seen it."
    ),
    "mfa_index": lambda: _(
        "Add a passkey or an authenticator app first: a password alone does not open a case."
    ),
}


def _route(request: HttpRequest) -> str:
    try:
        return resolve(request.path_info).url_name or ""
    except Resolver404:
        return ""
