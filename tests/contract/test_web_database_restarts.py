"""PostgreSQL restarted while people write through gunicorn: what was acknowledged stands once."""

from __future__ import annotations

import itertools
import json
import threading

import pytest

from hanging import HANGING, wait_until
from postgresql_server import APPLICATION, OWNER
from team_server import Visitor, onetext, serving_team, variables

CASE = "camp-david-1978"
N_WRITERS = 3


@pytest.fixture(scope="module")
def deployed(postgresql, tmp_path_factory):
    """A server with one case, and its chair, who has signed in."""
    folder = tmp_path_factory.mktemp("restarts")
    name = postgresql.new_database("template1")
    env = variables(postgresql.url(name), folder, ONETEXT_SECOND_FACTOR="optional")
    onetext(
        "database",
        "--prepare",
        APPLICATION,
        env=env | {"DATABASE_URL": postgresql.url(name, OWNER)},
    )
    onetext("import", CASE, env=env)
    given, _ = onetext("members", "add", "ruth", "--case", CASE, "--role", "chair", env=env)
    with serving_team(env, folder) as served:
        served.env, served.database = env, name
        served.chair = Visitor(served.port)
        served.chair.sign_in("ruth", given.strip())
        chosen = {"password1": "seven herons over water", "password2": "seven herons over water"}
        path = "/accounts/password/change/"
        assert served.chair.post(path, oldpassword=given.strip(), **chosen).status == 302
        assert served.chair.get(f"/cases/{CASE}/").status == 200
        yield served


def restart(server, mode):
    """Restart as an operator does, or as a crash would (`immediate`)."""
    server.control("-l", str(server.folder / "log"), "-m", mode, "restart")


class Writer(threading.Thread):
    """Adds milestones to the calendar, each with a title of its own, and keeps what was said."""

    def __init__(self, deployed, name, stop):
        super().__init__(daemon=True)
        self.deployed, self.prefix, self.stop = deployed, name, stop
        self.visitor = Visitor(deployed.port, cookies=dict(deployed.chair.cookies))
        self.acknowledged, self.refused, self.failures = [], [], []

    def run(self):
        for number in itertools.count():
            if self.stop.is_set():
                return
            title = f"{self.prefix}-{number}-end"
            try:
                answer = self.visitor.post(
                    f"/cases/{CASE}/calendar/milestones/new", title=title, date="1978-09-30"
                )
            except OSError as error:
                self.failures.append((title, repr(error)))
                continue
            if answer.status == 302 and "/accounts/" not in answer.headers["Location"]:
                self.acknowledged.append(title)
            else:
                self.refused.append((title, answer))


@pytest.mark.parametrize("mode", ["fast", "immediate"])
def test_a_restart_under_load_loses_and_doubles_nothing(deployed, postgresql, mode):
    stop = threading.Event()
    writers = [Writer(deployed, f"{mode}-{n}", stop) for n in range(N_WRITERS)]
    for one in writers:
        one.start()
    try:
        wait_until(lambda: all(len(one.acknowledged) >= 2 for one in writers))
        restart(postgresql, mode)
        before = [len(one.acknowledged) for one in writers]
        wait_until(  # without a restart of the server
            lambda: all(len(w.acknowledged) >= n + 2 for w, n in zip(writers, before, strict=True))
        )
    finally:
        stop.set()
        for one in writers:
            one.join(HANGING)
    assert not [failure for one in writers for failure in one.failures]
    for title, answer in (refusal for one in writers for refusal in one.refused):
        assert answer.status in (403, 503), (title, answer.status, answer.body)
        assert "Traceback" not in answer.body
        for part in ("what", "because", "hint"):
            assert f'class="{part}"' in answer.body, (title, answer.body)
    kept = postgresql.sql("SELECT convert_from(body, 'UTF8') FROM journal_body", deployed.database)
    said = "".join(body for (body,) in kept)
    for title in (title for one in writers for title in one.acknowledged):
        assert said.count(title) == 1, title
    for title in (title for one in writers for title, _ in one.refused):
        assert said.count(title) <= 1, title
    onetext("verify", CASE, env=deployed.env)


def test_while_it_is_away_every_door_says_so(deployed, postgresql):
    chair = Visitor(deployed.port, cookies=dict(deployed.chair.cookies))
    postgresql.stop()
    try:
        for path in ("/", f"/cases/{CASE}/", f"/cases/{CASE}/calendar", "/accounts/login/"):
            for who in (chair, Visitor(deployed.port)):
                answer = who.get(path)
                if answer.status in (200, 302):  # a page for nobody reads nothing
                    assert who is not chair
                    continue
                assert answer.status == 503, (path, answer.body)
                assert "the database does not answer" in answer.body
                assert 'class="hint"' in answer.body
                assert answer.headers["Retry-After"]
        told = chair.get("/api/v1/cases")
        assert told.status == 503
        assert set(json.loads(told.body)["problems"][0]) == {"what", "because", "hint", "place"}
    finally:
        postgresql.start()
    wait_until(lambda: Visitor(deployed.port).get("/readyz").status == 200, every=0.2)
    assert chair.get(f"/cases/{CASE}/").status == 200
