"""Addresses of a person's own account: allauth's, without those that send mail or sign people up.

allauth looks some of those up by name, so the names are there and lead nowhere.
"""

from __future__ import annotations

from allauth.account import views
from allauth.account.decorators import reauthentication_required
from allauth.usersessions.views import list_usersessions
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, include, path


def nowhere(request: HttpRequest, **_arguments: str) -> HttpResponse:
    """Answer as for an address that does not exist."""
    raise Http404


nowhere.login_required = False  # type: ignore[attr-defined]

_CLOSED = (
    ("signup/", "account_signup"),
    ("email/", "account_email"),
    ("confirm-email/", "account_email_verification_sent"),
    ("confirm-email/<str:key>/", "account_confirm_email"),
    ("password/set/", "account_set_password"),
    ("password/reset/done/", "account_reset_password_done"),
    ("password/reset/key/<str:uidb36>-<str:key>/", "account_reset_password_from_key"),
    ("password/reset/key/done/", "account_reset_password_from_key_done"),
    ("login/code/confirm/", "account_confirm_login_code"),
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("login/", views.login, name="account_login"),
    path("logout/", views.logout, name="account_logout"),
    path("inactive/", views.account_inactive, name="account_inactive"),
    path("reauthenticate/", views.reauthenticate, name="account_reauthenticate"),
    path("password/change/", views.password_change, name="account_change_password"),
    path("2fa/", include("allauth.mfa.urls")),
    path(
        "sessions/",  # listed and ended by whoever gave the password within ten minutes
        reauthentication_required(list_usersessions, allow_get=False),
        name="usersessions_list",
    ),
    *(path(address, nowhere, name=name) for address, name in _CLOSED),
]
