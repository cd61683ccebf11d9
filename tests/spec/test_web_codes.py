"""A code opens while an app shows it and shortly after, and every code opens once."""

from __future__ import annotations

import time

import pytest

from web_accounts import app_code, browser, is_in, sign_in

SECRET = "JBSWY3DPEHPK3PXP"
NOON = 1_800_000_015  # in the middle of a half minute


@pytest.fixture
def app(amira, monkeypatch):
    """The member's authenticator app, and the clock: ``app.clock`` in seconds."""
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
    from allauth.mfa.totp.internal.auth import TOTP

    TOTP.activate(amira, SECRET)
    amira.recovery_codes = RecoveryCodes.activate(amira)
    amira.clock = NOON
    monkeypatch.setattr(time, "time", lambda: amira.clock)
    return amira


def enters(code, asked_by="another worker"):
    """Sign in with the password and a code; tell whether the door opened."""
    from django.core.cache import cache

    if asked_by == "another worker":
        cache.clear()
    client = browser()
    sign_in(client)
    assert not is_in(client)
    client.post("/accounts/2fa/authenticate/", {"code": code})
    return is_in(client)


@pytest.mark.parametrize(
    ("steps", "opens"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)]
)
def test_a_code_that_turned_while_it_was_typed_opens_and_an_older_one_does_not(app, steps, opens):
    assert enters(app_code(SECRET, steps)) is opens


def test_an_app_s_code_opens_once_whichever_worker_is_asked(app):
    code = app_code(SECRET)
    assert enters(code)
    assert not enters(code, "the same worker")
    assert not enters(code)
    app.clock += 31  # still within what a clock may be off
    assert not enters(code)
    assert not enters(app_code(SECRET, -1))
    assert enters(app_code(SECRET))


def test_a_code_seen_by_somebody_does_not_change_the_account_either(app):
    from django.core.cache import cache

    client = browser()
    sign_in(client)
    code = app_code(SECRET)
    client.post("/accounts/2fa/authenticate/", {"code": code})
    asked = "/accounts/2fa/reauthenticate/?next=/accounts/2fa/"
    cache.clear()  # another worker
    assert client.post(asked, {"code": code}).status_code == 200
    assert client.post(asked, {"code": app_code(SECRET, 1)}).status_code == 302


def test_a_recovery_code_opens_once(app):
    code = app.recovery_codes.get_unused_codes()[0]
    assert enters(code)
    assert not enters(code)


def test_wrong_codes_are_counted_although_the_form_is_refused(app):
    client = browser()
    sign_in(client)
    answers = [client.post("/accounts/2fa/authenticate/", {"code": "1"}) for _ in range(6)]
    assert "Too many failed login attempts" in answers[-1].content.decode()
    client.post("/accounts/2fa/authenticate/", {"code": app_code(SECRET)})
    assert not is_in(client)
