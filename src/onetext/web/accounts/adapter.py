"""How allauth behaves here: nobody signs up by coming by, and a given password is soon replaced."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from onetext.errors import Problem
from onetext.web.accounts import first_steps
from onetext.web.accounts.lockout import remember_browser


class ClosedDoor(DefaultAccountAdapter):
    """Accounts are made by whoever runs the server."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Return False: there is no sign-up."""
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count nothing here: allauth counts per name, so that anybody could lock a party out.

        `onetext.web.accounts.lockout` says what is counted instead.
        """

    def _rollback_login_failed_rl_usage(self) -> None:
        """Give nothing back: nothing was counted."""

    def pre_login(
        self, request: HttpRequest, user: Any, **circumstances: Any
    ) -> HttpResponse | None:
        """Turn away whoever comes with a given password that has run out."""
        given = getattr(user, "given_password", None)
        if given is not None and given.until < timezone.now():
            return _too_late(request)
        stopped: HttpResponse | None = super().pre_login(request, user, **circumstances)
        return stopped

    def post_login(self, request: HttpRequest, user: Any, **circumstances: Any) -> HttpResponse:
        """Know the browser from now on, and ask for what is still to be done."""
        first_steps.begin(request, user)
        response: HttpResponse = super().post_login(request, user, **circumstances)
        remember_browser(response, user.get_username())
        return response


def _too_late(request: HttpRequest) -> HttpResponse:
    from allauth.account.internal.stagekit import clear_login

    from onetext.web.rendering import rendered_page

    clear_login(request)
    problem = Problem(
        what=_("this password cannot be used any more"),
        because=_("it was given to you to choose your own, and its time has run out"),
        hint=_("ask whoever runs this server for another"),
    )
    return rendered_page(request, "onetext/problem.html", status=403, problems=(problem,))
