"""Signing in as people do, in a browser: password, authenticator app, passkey, recovery codes."""

from __future__ import annotations

import datetime
import re

import pytest

from web_accounts import CHOSEN, app_code
from web_fixtures import assert_in_order, picture, tab

pytestmark = pytest.mark.browser


@pytest.fixture
def door(team_server, monkeypatch):
    """A team's server under a name that a passkey can be bound to; second factors demanded."""
    from django.conf import settings
    from django.contrib.auth.hashers import Argon2PasswordHasher
    from django.core.cache import cache
    from django.test import override_settings

    from onetext.web.accounts.enrolment import enrol

    monkeypatch.setattr(Argon2PasswordHasher, "time_cost", 1)
    monkeypatch.setattr(Argon2PasswordHasher, "memory_cost", 64)
    cache.clear()  # how often one address has signed in is counted there
    now = datetime.datetime.now(datetime.UTC)
    plain = {
        "ALLOWED_HOSTS": [*settings.ALLOWED_HOSTS, "localhost"],
        "MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN": True,
        "ONETEXT_DEMANDS_SECOND_FACTOR": True,
    }
    monkeypatch.setattr("onetext.web.accounts.lockout.COOKIE", "onetext-known")
    with override_settings(**plain):
        team_server.root = team_server.root.replace("127.0.0.1", "localhost")
        team_server.given = enrol("amira", "drawn", "party", "north", now)
        yield team_server


def sign_in(page, door, password):
    page.goto(f"{door.root}/accounts/login/")
    page.get_by_label("Username").fill("amira")
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in", exact=True).click()


def choose_password(page, door):
    sign_in(page, door, door.given)
    page.wait_for_url("**/password/change/")
    page.get_by_label("Current Password").fill(door.given)
    page.get_by_label("New Password", exact=True).fill(CHOSEN)
    page.get_by_label("New Password (again)").fill(CHOSEN)
    page.get_by_role("button", name="Change the password").click()
    page.goto(f"{door.root}/")
    page.wait_for_url("**/accounts/2fa/")


def open_after_confirming(page, door, path):
    """Open a page of the account that wants the password once more."""
    page.goto(f"{door.root}{path}")
    page.wait_for_url("**/accounts/reauthenticate/**")
    assert_in_order(page, door.root)
    page.get_by_label("Password").fill(CHOSEN)
    page.get_by_role("button", name="Confirm").click()
    page.wait_for_url(f"**{path}")


def sign_out(page, door):
    page.goto(f"{door.root}/accounts/2fa/")
    page.get_by_role("button", name="Sign out", exact=True).click()
    page.wait_for_url("**/accounts/login/**")


def virtual_key(page):
    """A passkey of the browser's own: it verifies its user and keeps what it was given."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return session


@pytest.mark.parametrize(
    ("width", "scheme"),
    [
        (1280, "light"),
        (390, "dark"),
        pytest.param(1280, "dark", marks=pytest.mark.slow),
        pytest.param(390, "light", marks=pytest.mark.slow),
    ],
)
def test_the_door_is_in_order(web_browser, door, width, scheme):
    with tab(web_browser, width, scheme) as page:
        page.goto(f"{door.root}/accounts/login/")
        assert_in_order(page, door.root)
        picture(page, f"login-{width}-{scheme}")


def test_an_app_s_code_and_recovery_codes_open_the_door(web_browser, door):
    with tab(web_browser) as page:
        choose_password(page, door)
        assert_in_order(page, door.root)
        picture(page, "account-1280-light")
        page.goto(f"{door.root}/cases/drawn/")
        page.wait_for_url("**/accounts/2fa/")  # a password alone does not open a case
        open_after_confirming(page, door, "/accounts/2fa/totp/activate/")
        assert_in_order(page, door.root)
        picture(page, "account-totp-1280-light")
        secret = page.locator("#authenticator_secret").input_value()
        page.locator("#id_code").fill(app_code(secret))
        page.get_by_role("button", name="Activate").click()
        page.wait_for_url("**/recovery-codes/**")
        assert_in_order(page, door.root)
        picture(page, "account-codes-1280-light")
        codes = page.locator("textarea").input_value().split()
        assert len(codes) == 10
        sign_out(page, door)

        sign_in(page, door, CHOSEN)
        page.wait_for_url("**/2fa/authenticate/**")
        assert_in_order(page, door.root)
        picture(page, "account-second-factor-1280-light")
        page.goto(f"{door.root}/cases/drawn/")
        page.wait_for_url("**/accounts/**")  # half signed in is not signed in
        page.goto(f"{door.root}/accounts/2fa/authenticate/")
        page.locator("input[name=code]").fill("000000")
        page.get_by_role("button", name="Sign In", exact=True).click()
        assert page.locator(".problem").count() == 1
        page.locator("input[name=code]").fill(codes[0])
        page.get_by_role("button", name="Sign In", exact=True).click()
        page.wait_for_url(f"{door.root}/")
        sign_out(page, door)
        sign_in(page, door, CHOSEN)
        page.locator("input[name=code]").fill(codes[0])  # opens once
        page.get_by_role("button", name="Sign In", exact=True).click()
        assert page.locator(".problem").count() == 1


def test_a_passkey_opens_the_door_without_a_password(web_browser, door):
    with tab(web_browser) as page:
        virtual_key(page)
        choose_password(page, door)
        open_after_confirming(page, door, "/accounts/2fa/webauthn/add/")
        assert_in_order(page, door.root)
        picture(page, "account-passkey-1280-light")
        page.get_by_label("Passwordless").check()
        page.locator("#mfa_webauthn_add").click()
        page.wait_for_url("**/recovery-codes/**")
        page.goto(f"{door.root}/accounts/2fa/webauthn/")
        assert_in_order(page, door.root)
        picture(page, "account-passkeys-1280-light")
        page.goto(f"{door.root}/accounts/sessions/")
        assert_in_order(page, door.root)
        picture(page, "account-sessions-1280-light")
        sign_out(page, door)
        page.get_by_role("button", name="Sign in with a passkey").click()
        page.wait_for_url(f"{door.root}/")
        assert page.locator(".foot").get_by_text("amira").count() == 1
        assert page.evaluate("window.__refused") == []


def test_a_session_is_ended_from_another_browser(web_browser, door):
    from django.test import override_settings

    with (
        override_settings(ONETEXT_DEMANDS_SECOND_FACTOR=False),
        tab(web_browser) as here,
        tab(web_browser, 390) as there,
    ):
        sign_in(here, door, door.given)
        sign_in(there, door, door.given)
        there.wait_for_url("**/password/change/")
        here.get_by_label("Current Password").fill(door.given)
        here.get_by_label("New Password", exact=True).fill(CHOSEN)
        here.get_by_label("New Password (again)").fill(CHOSEN)
        here.get_by_role("button", name="Change the password").click()
        there.goto(f"{door.root}/")
        there.wait_for_url("**/accounts/login/**")  # another password ended it
        sign_in(there, door, CHOSEN)
        there.goto(f"{door.root}/accounts/sessions/")
        there.get_by_label("Password").fill(CHOSEN)
        there.get_by_role("button", name="Confirm").click()
        there.wait_for_url("**/accounts/sessions/")
        assert_in_order(there, door.root)
        picture(there, "account-sessions-390-light")
        there.get_by_role("button", name="Sign out everywhere else").click()
        here.goto(f"{door.root}/")
        here.wait_for_url("**/accounts/login/**")


def test_the_door_works_without_javascript(web_browser, door):
    with tab(web_browser, java_script_enabled=False) as page:
        choose_password(page, door)
        page.goto(f"{door.root}/accounts/2fa/totp/activate/")
        page.get_by_label("Password").fill(CHOSEN)
        page.get_by_role("button", name="Confirm").click()
        page.wait_for_url("**/totp/activate/")
        secret = page.locator("#authenticator_secret").input_value()
        page.locator("#id_code").fill(app_code(secret))
        page.get_by_role("button", name="Activate").click()
        page.wait_for_url("**/recovery-codes/**")
        assert len(re.findall(r"\b[0-9a-f]{8}\b", page.content())) == 10  # recovery codes


def test_a_party_checks_its_receipt_by_hand(web_browser, team_server, tmp_path):
    from onetext.workflows.journal import Scribe, keep_case
    from strategies import salts
    from web_journals import HIDDEN, START

    keep_case(team_server.store, HIDDEN, Scribe("chair", START, salts()))
    client = team_server.client("party", "north")
    with tab(web_browser, 390, client=client, root=team_server.root) as page:
        page.goto(f"{team_server.root}/cases/drawn/journal")
        assert_in_order(page, team_server.root)
        picture(page, "journal-receipt-form-390-light")
        with page.expect_download() as waiting:
            page.get_by_role("button", name="Sign a receipt").click()
        kept = tmp_path / "receipt.json"
        waiting.value.save_as(kept)
        page.get_by_label("The file as you saved it").set_input_files(kept)
        page.get_by_role("button", name="Check it").click()
        page.get_by_role("heading", name="The receipt holds.").wait_for()
        assert_in_order(page, team_server.root)
        picture(page, "journal-receipt-390-light")
