"""What the environment says, and what it lacks: every lack at once, in words."""

from __future__ import annotations

import re

import pytest

from onetext.errors import ImpossibleRequest
from onetext.web import environment
from onetext.web.environment import environment as read

TEAM = {
    "DATABASE_URL": "postgresql://talks_app@db/talks",
    "ONETEXT_HOSTS": "talks.example.org, other.example.org",
    "ONETEXT_SECRET_KEY": "s" * 60,
}


def test_a_laptop_needs_nothing():
    found = read({})
    assert not found.is_team
    assert found.workspace is None


def test_a_team_s_server_says_who_it_is_and_demands_a_second_factor():
    found = read(TEAM)
    assert found.is_team
    assert found.hosts == ("talks.example.org", "other.example.org")
    assert found.demands_second_factor
    assert found.n_proxies == 1
    assert not read(TEAM | {"ONETEXT_SECOND_FACTOR": "optional"}).demands_second_factor
    assert read(TEAM | {"ONETEXT_SECOND_FACTOR": "off"}).demands_second_factor  # one word alone
    assert read(TEAM | {"ONETEXT_PROXIES": "0"}).n_proxies == 0


def test_every_lack_is_said_at_once():
    with pytest.raises(ImpossibleRequest) as error:
        read({"DATABASE_URL": TEAM["DATABASE_URL"], "ONETEXT_SECRET_KEY": "short"})
    said = [problem.what for problem in error.value.problems]
    assert len(said) == 2
    assert "ONETEXT_SECRET_KEY" in said[0]
    assert "ONETEXT_HOSTS" in said[1]
    assert "short" not in str(error.value).replace("shorter", "")  # a secret is not repeated


def test_a_secret_stands_in_a_file(tmp_path):
    file = tmp_path / "secret"
    file.write_text("t" * 60 + "\n")
    given = {**TEAM, "ONETEXT_SECRET_KEY_FILE": str(file)}
    assert read(given).secret == "t" * 60


@pytest.mark.parametrize("wrong", ["one", "-1", "1.5"])
def test_a_number_that_is_none_is_refused(wrong):
    with pytest.raises(ImpossibleRequest, match="ONETEXT_PROXIES is no number"):
        read(TEAM | {"ONETEXT_PROXIES": wrong})


def test_the_table_names_every_variable(project_dir):
    """What stands in the module's table is what the package reads, and nothing beside it."""
    named = set(re.findall(r"``((?:ONETEXT_|DATABASE_)\w+)``", environment.__doc__))
    used = set()
    for path in (project_dir / "src" / "onetext" / "web").rglob("*.py"):
        used |= set(re.findall(r'"((?:ONETEXT_|DATABASE_)[A-Z_]+)"', path.read_text("utf-8")))
    settings = {"ONETEXT_DATABASE_URL", "ONETEXT_DEMANDS_SECOND_FACTOR"}
    assert used - settings - {"ONETEXT_SECRET_KEY_FILE"} <= named
    assert "ONETEXT_KEY" in named


def test_ready_means_that_accounts_can_be_read(team, monkeypatch):
    from django.db import DatabaseError
    from django.test import Client

    from onetext.web.accounts.models import GivenPassword
    from web_fixtures import HTTPS

    client = Client(headers=HTTPS)
    assert client.get("/readyz").status_code == 200

    def missing(*_):
        raise DatabaseError("no such table, and a secret sentence")

    monkeypatch.setattr(type(GivenPassword.objects.all()), "exists", missing)
    answer = client.get("/readyz")
    assert (answer.status_code, answer.content) == (503, b"not ready\n")
    assert client.get("/healthz").status_code == 200
