"""What an account is promised: who is locked out, who cannot be, what is kept of it and how."""

from __future__ import annotations

import datetime
import json
import logging

import pytest

from web_accounts import CHOSEN, ELSEWHERE, HERE, NOW, browser, failing, is_in, person, sign_in
from web_fixtures import HTTPS

pytestmark = pytest.mark.usefixtures("quick_hashes")


def test_the_sixth_wrong_password_from_one_address_is_not_even_looked_at(amira):
    client = browser()
    assert failing(client, 4) == [200] * 4
    failing(client, 2)
    answer = sign_in(client)
    assert answer.status_code == 429
    assert "wait 15 minutes, use a passkey" in answer.content.decode()
    assert not is_in(client)


def test_nobody_locks_a_party_out_from_elsewhere(amira):
    attacker = browser(ELSEWHERE)
    failing(attacker, 12)
    failing(browser("203.0.113.10"), 12, "AMIRA")
    mine = browser()
    assert sign_in(mine).status_code == 302
    assert is_in(mine)


def test_nobody_locks_a_known_browser_out_from_the_same_address(amira):
    mine = browser()
    assert sign_in(mine).status_code == 302
    mine.post("/accounts/logout/")
    assert failing(browser(), 8)[-1] == 429  # a guest in the same network
    assert sign_in(browser()).status_code == 429
    assert sign_in(mine).status_code == 302


def test_a_known_browser_is_counted_as_well(amira):
    mine = browser()
    sign_in(mine)
    mine.post("/accounts/logout/")
    assert failing(mine, 8)[-1] == 429
    assert sign_in(mine).status_code == 429


def test_a_cookie_of_one_s_own_making_or_for_another_name_is_no_known_browser(amira):
    from onetext.web.accounts import lockout

    failing(browser(), 8)
    forged = browser()
    forged.cookies[lockout.COOKIE] = "amira"
    assert sign_in(forged).status_code == 429
    other = browser()
    response = _Cookies()
    lockout.remember_browser(response, "somebody")
    other.cookies[lockout.COOKIE] = response.value
    assert sign_in(other).status_code == 429


class _Cookies:
    def set_cookie(self, name, value, **_how):
        self.value = value


def test_capitals_do_not_give_another_five_attempts(amira):
    client = browser()
    failing(client, 3)
    failing(client, 3, "AmIrA")
    assert sign_in(client).status_code == 429


def test_an_address_that_a_visitor_made_up_is_not_believed(amira):
    """Only the last word of the header is the proxy's; what stands before it anybody wrote."""
    for n in range(6):
        sign_in(browser(f"198.51.100.{n}, {ELSEWHERE}"), f"wrong {n}")
    assert sign_in(browser(f"198.51.100.99, {ELSEWHERE}")).status_code == 429


def test_whoever_runs_the_server_unlocks(amira):
    from onetext.web.accounts.enrolment import unlock

    failing(browser(), 8)
    assert unlock("amira") >= 1
    assert sign_in(browser()).status_code == 302


def test_a_name_that_is_there_and_one_that_is_not_are_answered_alike(amira):
    def words(name):
        body = sign_in(browser(ELSEWHERE), "wrong", name).content.decode()
        return body.replace(name, "NAME").partition("<main")[2].partition("csrfmiddleware")[0]

    assert words("amira") == words("nobody-by-that-name")


def test_a_given_password_opens_for_three_days_and_for_one_thing(team):
    from onetext.web.accounts.enrolment import GIVEN_FOR, enrol

    given = enrol("ruth", "drawn", "chair", "", NOW - GIVEN_FOR + datetime.timedelta(hours=1))
    client = browser()
    assert sign_in(client, given, "ruth").status_code == 302
    assert client.get("/").headers["Location"] == "/accounts/password/change/"
    assert client.get("/cases/drawn/").headers["Location"] == "/accounts/password/change/"
    assert client.get("/accounts/2fa/").headers["Location"] == "/accounts/password/change/"
    late = enrol("dov", "drawn", "reader", "", NOW - GIVEN_FOR - datetime.timedelta(hours=1))
    client = browser()
    assert sign_in(client, late, "dov").status_code == 403
    assert not is_in(client)


def test_a_password_alone_opens_no_case_where_a_second_factor_is_demanded(amira, settings_of):
    client = browser()
    with settings_of(ONETEXT_DEMANDS_SECOND_FACTOR=True):
        sign_in(client)
        for path in ("/", "/cases/drawn/", "/cases/drawn/journal", "/accounts/sessions/"):
            assert client.get(path).headers["Location"] == "/accounts/2fa/", path
        assert client.get("/accounts/2fa/").status_code == 200


@pytest.fixture
def settings_of():
    from django.test import override_settings

    return override_settings


def test_passwords_are_kept_by_argon2id_and_codes_sealed(amira):
    from allauth.mfa.adapter import get_adapter
    from django.conf import settings

    assert amira.password.startswith("argon2$argon2id$")
    sealed = get_adapter().encrypt("JBSWY3DPEHPK3PXP")
    assert "JBSWY3DPEHPK3PXP" not in sealed
    assert get_adapter().decrypt(sealed) == "JBSWY3DPEHPK3PXP"
    from cryptography.fernet import InvalidToken

    from onetext.web.accounts import factors

    with pytest.raises(InvalidToken):
        factors._seal(settings.SECRET_KEY + "x").decrypt(sealed.encode())


@pytest.mark.parametrize(
    "weak", ["short one", "password1234567", "amira-amira-amira", "123456789012345"]
)
def test_a_weak_password_is_refused(amira, weak):
    client = browser()
    sign_in(client)
    form = {"oldpassword": CHOSEN, "password1": weak, "password2": weak}
    answer = client.post("/accounts/password/change/", form)
    assert answer.status_code == 200
    assert person("amira").check_password(CHOSEN)


def test_a_long_password_with_any_sign_is_taken(amira):
    client = browser()
    sign_in(client)
    long = "сім чапель 🪶 над холодним лиманом " * 3
    form = {"oldpassword": CHOSEN, "password1": long, "password2": long}
    assert client.post("/accounts/password/change/", form).status_code == 302
    assert sign_in(browser(), long).status_code == 302


def test_signing_in_makes_a_new_session_and_signing_out_ends_it(amira):
    client = browser()
    client.get("/accounts/login/")
    client.cookies["sessionid"] = "chosen-by-an-attacker"
    sign_in(client)
    mine = client.cookies["sessionid"].value
    assert mine != "chosen-by-an-attacker"
    client.post("/accounts/logout/")
    again = browser()
    again.cookies["sessionid"] = mine
    assert again.get("/").status_code == 302


@pytest.mark.parametrize(
    ("away", "so_far", "is_out"), [(3700, 0, True), (600, 43300, True), (600, 0, False)]
)
def test_a_session_ends_by_itself(amira, monkeypatch, away, so_far, is_out):
    """After an hour away, or half a day in all, however busy."""
    from types import SimpleNamespace

    from onetext.web.accounts import idle

    clock = SimpleNamespace(now=1_800_000_000.0)
    monkeypatch.setattr(idle, "time", SimpleNamespace(time=lambda: clock.now))
    client = browser()
    sign_in(client)
    client.get("/")
    for _ in range(so_far // 1800):
        clock.now += 1800
        assert client.get("/").status_code == 200
    clock.now += away
    assert (client.get("/").status_code == 302) is is_out


def test_a_closed_account_and_one_without_a_seat_see_nothing(amira):
    from onetext.web.accounts.enrolment import close_account, unseat

    client = browser()
    sign_in(client)
    unseat("amira", "drawn")
    assert client.get("/cases/drawn/").status_code == 404
    assert close_account("amira") == 1
    assert client.get("/").headers["Location"].startswith("/accounts/login/")
    assert sign_in(browser()).status_code == 200


@pytest.mark.parametrize("path", ["signup/", "email/", "password/reset/", "login/code/confirm/"])
def test_nobody_signs_up_or_asks_for_mail(team, path):
    for ask in (browser().get, browser().post):
        assert ask(f"/accounts/{path}").status_code in (302, 403, 404)
    assert "reset" not in browser().get("/accounts/login/").content.decode()


def test_a_form_without_its_token_is_refused(amira):
    from django.test import Client

    client = Client(headers=HTTPS, enforce_csrf_checks=True)
    assert (
        client.post("/accounts/login/", {"login": "amira", "password": CHOSEN}).status_code == 403
    )


def test_every_seat_is_one_that_there_is(team):
    from onetext.errors import ImpossibleRequest, NotFound
    from onetext.web.accounts.enrolment import end_sessions, enrol

    for name, role, party in (
        ("amira", "party", ""),
        ("amira", "party", "drafting-team"),
        ("amira", "chair", "north"),
        ("a b", "chair", ""),
        ("amira", "king", ""),
    ):
        with pytest.raises(ImpossibleRequest):
            enrol(name, "drawn", role, party, NOW)
    with pytest.raises(NotFound):
        end_sessions("nobody")
    assert enrol("amira", "drawn", "reader", "", NOW)
    assert enrol("AMIRA", "drawn", "chair", "", NOW) == ""  # the same person, seated elsewhere
    assert person("amira").memberships.get().role == "chair"


def test_what_happens_to_an_account_is_logged_without_what_was_typed(amira, caplog):
    from onetext.web.logs import IdsOnly

    logging.getLogger("onetext").propagate = True
    with caplog.at_level(logging.INFO, "onetext"):
        sign_in(browser(), "my secret sentence", "my secret name")
        client = browser()
        sign_in(client)
        client.post("/accounts/logout/")
        failing(browser(), 7)
    lines = [json.loads(IdsOnly().format(record)) for record in caplog.records]
    events = {line["event"] for line in lines if "event" in line}
    assert {"signed in", "signed out", "sign-in failed", "locked out"} <= events
    said = json.dumps(lines)
    for typed in ("my secret", "amira", "wrong 1"):
        assert typed not in said
    assert all(line.get("address") == HERE for line in lines if "event" in line)


def test_headers_say_what_a_browser_shall_refuse(amira):
    client = browser()
    sign_in(client)
    for path in ("/", "/accounts/login/", "/accounts/2fa/", "/no-such-page", "/healthz"):
        headers = client.get(path).headers
        policy = headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy, path
        assert "object-src 'none'" in policy
        assert "base-uri 'none'" in policy
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["X-Frame-Options"] == "DENY"
        assert headers["Referrer-Policy"] == "same-origin"
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
        assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert headers["Cache-Control"] == "no-store"
        assert "camera=()" in headers["Permissions-Policy"]
        assert "Server" not in headers


def test_cookies_are_for_this_host_tls_and_no_script(amira):
    from importlib import import_module

    real = import_module("onetext.web.team_settings")
    assert real.SESSION_COOKIE_NAME.startswith("__Host-")
    assert real.CSRF_COOKIE_NAME.startswith("__Host-")
    client = browser()
    sign_in(client)
    client.get("/accounts/2fa/")
    for name, cookie in client.cookies.items():
        assert cookie["secure"], name
        assert cookie["httponly"], name
        assert cookie["samesite"], name


def test_the_list_of_sessions_asks_for_the_password_once_more(team):
    client = team.client("drafter")
    assert (
        client.get("/accounts/sessions/")
        .headers["Location"]
        .startswith("/accounts/reauthenticate/")
    )
    assert (
        client.post("/accounts/sessions/")
        .headers["Location"]
        .startswith("/accounts/reauthenticate/")
    )
