"""A team's server as `docs/how-to/deploy.md` sets it up: PostgreSQL, gunicorn, accounts, a log."""

from __future__ import annotations

import json
import os
import signal
import time

import pytest

from hanging import wait_until
from postgresql_server import APPLICATION, OWNER
from team_server import Visitor, onetext, serving_team, variables

SECRET_SENTENCE = "The northern road opens on the ninth at dawn"
CHOSEN = "seven herons over a cold estuary"


@pytest.fixture(scope="module")
def deployed(postgresql, tmp_path_factory):
    """A server with a case, a chair and a party's member; second factors are not demanded."""
    folder = tmp_path_factory.mktemp("team")
    name = postgresql.new_database("template1")
    env = variables(postgresql.url(name), folder, ONETEXT_SECOND_FACTOR="optional")
    owner = env | {"DATABASE_URL": postgresql.url(name, OWNER)}
    for unset in ("ONETEXT_SECRET_KEY", "ONETEXT_HOSTS"):
        owner.pop(unset)  # whoever prepares the database has no business with these
    onetext("database", "--prepare", APPLICATION, env=owner)
    onetext("import", "camp-david-1978", env=env)
    add = ("members", "add")
    given = {}
    for who, *seat in (
        ("amira", "--role", "party", "--party", "egypt"),
        ("ruth", "--role", "chair"),
    ):
        out, _ = onetext(*add, who, "--case", "camp-david-1978", *seat, env=env)
        given[who] = out.strip()
    with serving_team(env, folder) as served:
        served.env, served.given, served.owner, served.database = env, given, owner, name
        yield served


@pytest.fixture(scope="module")
def chair(deployed):
    """The chair, signed in, with a password of her own."""
    return settled(deployed, "ruth")


@pytest.fixture(scope="module")
def party(deployed):
    return settled(deployed, "amira", "198.51.100.4")


def settled(deployed, name, address="192.0.2.7"):
    visitor = Visitor(deployed.port, address)
    assert visitor.sign_in(name, deployed.given[name]).status == 302
    away = visitor.get("/")
    assert away.headers["Location"] == "/accounts/password/change/"
    changed = visitor.post(
        "/accounts/password/change/",
        oldpassword=deployed.given[name],
        password1=CHOSEN,
        password2=CHOSEN,
    )
    assert changed.status == 302, changed.body
    assert visitor.get("/").status == 200
    return visitor


def log_lines(deployed):
    return [json.loads(line) for line in deployed.log.read_text().splitlines()]


def test_one_command_prepares_everything_the_workbench_needs(postgresql, deployed):
    tables = postgresql.sql(
        "SELECT tablename, tableowner FROM pg_tables WHERE schemaname = 'public'", deployed.database
    )
    needed = {"auth_user", "django_session", "axes_accessattempt", "mfa_authenticator", "study_job"}
    assert (
        needed | {"usersessions_usersession", "onetext_accounts_membership"} <= dict(tables).keys()
    )
    assert set(dict(tables).values()) == {OWNER}
    out, _ = onetext("database", env=deployed.env)
    assert "every fence stands" in out


def test_every_cookie_is_for_this_host_and_tls_alone(deployed, chair):
    """As they are in the open, where tests in one process go by plain names."""
    visitor = Visitor(deployed.port)
    visitor.get("/accounts/login/")
    names = set(chair.cookies) | set(visitor.cookies)
    assert {"__Host-onetext-session", "__Host-onetext-form"} <= names
    assert "__Host-onetext-notice" in names
    assert all(name.startswith(("__Host-", "__Secure-")) for name in names), names


def test_it_lives_and_is_ready(deployed):
    assert Visitor(deployed.port).get("/healthz").body == "alive\n"
    assert Visitor(deployed.port).get("/readyz").body == "ready\n"


def test_nobody_sees_anything_without_signing_in(deployed):
    for path in ("/", "/cases/camp-david-1978/", "/cases/no-such/", "/accounts/2fa/"):
        away = Visitor(deployed.port).get(path)
        assert away.status == 302
        assert away.headers["Location"].startswith("/accounts/login/")


def test_chair_and_party_see_their_own_pages(chair, party):
    for path in ("", "text", "journal"):
        assert chair.get(f"/cases/camp-david-1978/{path}").status == 200
        assert party.get(f"/cases/camp-david-1978/{path}").status == 200
    assert chair.get("/cases/camp-david-1978/positions").status == 200
    assert party.get("/cases/camp-david-1978/positions").status == 404


def test_two_workers_answer_and_both_see_what_was_written(deployed, chair):
    pids = set()
    for _ in range(40):
        assert chair.get("/cases/camp-david-1978/").status == 200
    started = [line for line in log_lines(deployed) if "Booting worker" in line.get("says", "")]
    pids = {line["says"].rpartition(" ")[2] for line in started}
    assert len(pids) >= 2


def test_a_session_is_ended_from_the_command_line(deployed):
    visitor = Visitor(deployed.port)
    onetext(
        "members",
        "add",
        "leaver",
        "--case",
        "camp-david-1978",
        "--role",
        "reader",
        env=deployed.env,
    )
    out, _ = onetext("members", "reset", "leaver", env=deployed.env)
    visitor.sign_in("leaver", out.strip())
    assert visitor.get("/").headers["Location"] == "/accounts/password/change/"
    _, said = onetext("members", "sign-out", "leaver", env=deployed.env)
    assert "1 sessions" in said
    assert visitor.get("/").headers["Location"].startswith("/accounts/login/")
    onetext("members", "close", "leaver", env=deployed.env)
    assert visitor.sign_in("leaver", out.strip()).status == 200
    assert visitor.get("/").headers["Location"].startswith("/accounts/login/")


def test_the_log_holds_ids_and_never_texts(deployed, chair):
    page = "/cases/camp-david-1978/record/add"
    answer = chair.post(page, title=SECRET_SENTENCE, words=SECRET_SENTENCE, outlet=SECRET_SENTENCE)
    assert answer.status < 500
    chair.get(f"/cases/camp-david-1978/text?find={SECRET_SENTENCE.replace(' ', '+')}")
    chair.get(f"/cases/{SECRET_SENTENCE.replace(' ', '%20')}/")
    Visitor(deployed.port).sign_in(SECRET_SENTENCE, SECRET_SENTENCE)
    written = deployed.log.read_text()
    for word in (SECRET_SENTENCE, "northern", "ruth", CHOSEN, deployed.given["ruth"]):
        assert word not in written
    lines = log_lines(deployed)
    assert any(
        line.get("route") == "case" and line.get("case") == "camp-david-1978" for line in lines
    )
    assert {"signed in", "sign-in failed", "password changed"} <= {
        line.get("event") for line in lines
    }


def test_a_database_that_goes_away_is_not_ready_and_comes_back(deployed, postgresql, chair):
    postgresql.stop()
    try:
        assert Visitor(deployed.port).get("/readyz").status == 503
        assert Visitor(deployed.port).get("/healthz").status == 200
        assert chair.get("/cases/camp-david-1978/").status == 503
    finally:
        postgresql.start()
    wait_until(lambda: Visitor(deployed.port).get("/readyz").status == 200, every=0.2)
    for _ in range(10):
        assert chair.get("/cases/camp-david-1978/").status == 200


def test_a_worker_that_is_killed_is_replaced(deployed, chair):
    started = [line["says"] for line in log_lines(deployed) if "Booting" in line.get("says", "")]
    os.kill(int(started[-1].rpartition(" ")[2]), signal.SIGKILL)
    time.sleep(2)
    for _ in range(5):
        assert chair.get("/cases/camp-david-1978/").status == 200
