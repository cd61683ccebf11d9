"""A party's member of a team's server and a browser that signs in: shared by tests of accounts."""

from __future__ import annotations

import datetime
import time

import pytest

from web_fixtures import HTTPS

NOW = datetime.datetime.now(datetime.UTC)
CHOSEN = "seven herons over a cold estuary"
HERE, ELSEWHERE = "192.0.2.7", "203.0.113.9"


@pytest.fixture
def quick_hashes(monkeypatch):
    """Argon2id with a hundredth of the work, and no second factor unless a test demands it."""
    from django.contrib.auth.hashers import Argon2PasswordHasher
    from django.test import override_settings

    monkeypatch.setattr(Argon2PasswordHasher, "time_cost", 1)
    monkeypatch.setattr(Argon2PasswordHasher, "memory_cost", 64)
    with override_settings(ONETEXT_DEMANDS_SECOND_FACTOR=False):
        yield


@pytest.fixture
def amira(team, quick_hashes):
    """A party's member with a password of its own."""
    from axes.models import AccessAttempt
    from django.core.cache import cache

    from onetext.web.accounts.enrolment import enrol

    cache.clear()
    AccessAttempt.objects.all().delete()
    enrol("amira", "drawn", "party", "north", NOW)
    user = person("amira")
    user.set_password(CHOSEN)
    user.save()
    user.given_password.delete()
    return user


def person(name):
    from django.contrib.auth.models import User

    return User.objects.get(username=name)


def browser(address=HERE):
    from django.test import Client

    return Client(headers={**HTTPS, "x-forwarded-for": address})


def sign_in(client, password=CHOSEN, name="amira"):
    return client.post("/accounts/login/", {"login": name, "password": password})


def failing(client, times, name="amira"):
    return [sign_in(client, f"wrong {n}", name).status_code for n in range(times)]


def is_in(client):
    return "_auth_user_id" in client.session


def app_code(secret, steps=0):
    """What an authenticator app shows now, or so many half minutes from now."""
    from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))
