"""A study outlives its server: killed in the middle of it, begun again, the answer is the same."""

from __future__ import annotations

import html
import re
import signal
import sqlite3
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

import pytest

from hanging import HANGING, wait_until
from onetext.formats.study_kept import study_from
from onetext.storage.workspace import open_workspace
from onetext.wiring import open_case
from onetext.workflows.journal import Scribe, keep_case
from onetext.workflows.study import study
from strategies import NOW, salts
from web_fixtures import serving

DRAWS = 12_000
SIGNED = f"/cases/ukraine-2025/signed?draws={DRAWS}"


class Browser:
    """Asks a laptop's server, with its cookies."""

    def __init__(self, served):
        self.port = int(served.root.rpartition(":")[2])
        self.cookies = {}
        self.ask(served.address[len(served.root) :])

    def ask(self, path, form=None):
        connection = HTTPConnection("127.0.0.1", self.port, timeout=HANGING)
        headers = {"Host": f"127.0.0.1:{self.port}", "Cookie": "; ".join(self.cookies.values())}
        body = None
        if form is not None:
            headers |= {
                "Content-Type": "application/x-www-form-urlencoded",
                "Origin": f"http://127.0.0.1:{self.port}",
            }
            body = urlencode(form)
        connection.request("GET" if form is None else "POST", path, body, headers)
        answer = connection.getresponse()
        for cookie in answer.headers.get_all("Set-Cookie") or ():
            self.cookies[cookie.partition("=")[0]] = cookie.partition(";")[0]
        words = answer.read().decode()
        connection.close()
        return answer.status, words

    def send(self, page, action):
        """Send the form of a page whose address ends so."""
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page).group(1)
        address = html.unescape(re.search(rf'action="([^"]*{action}[^"]*)"', page).group(1))
        return self.ask(address, {"csrfmiddlewaretoken": token})


@pytest.fixture
def workspace(tmp_path):
    path = tmp_path / "workspace.sqlite3"
    store = open_workspace(path, create=True)
    keep_case(store, open_case("ukraine-2025"), Scribe("a drafter", NOW, salts()))
    store.close()
    return path


def jobs(workspace):
    database = sqlite3.connect(f"file:{workspace}?mode=ro", uri=True, timeout=HANGING)
    try:
        asked = "SELECT state, n_done, owner, answer FROM study_job WHERE asked LIKE ?"
        return database.execute(asked, (f"%{DRAWS}%",)).fetchall()
    finally:
        database.close()


def state_of(process):
    """Return a process's state and its parent; None where it is gone."""
    try:
        words = (process / "stat").read_text(errors="replace").rpartition(")")[2].split()
    except OSError:
        return None
    return words[0], int(words[1])


def workers_of(pid):
    """Return the processes of a server that work studies out."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        state = state_of(process)
        if state is not None and state[1] == pid and state[0] != "Z":
            command = (process / "cmdline").read_bytes()
            found += [process] if b"spawn_main" in command else []
    return found


def is_alive(process):
    state = state_of(process)
    return state is not None and state[0] != "Z"


@pytest.mark.slow
def test_a_server_killed_during_a_study_goes_on_with_it_once_it_is_back(workspace):
    with serving(workspace) as served:
        browser = Browser(served)
        status, page = browser.ask(SIGNED)
        assert status == 200
        assert "What could be signed is being worked out." in page
        wait_until(
            lambda: any(state == "running" and done > 0 for state, done, *_ in jobs(workspace))
        )
        workers = workers_of(served.process.pid)
        assert workers, "the study is worked out in a process of its own"
        served.process.send_signal(signal.SIGKILL)
        served.process.wait(HANGING)
    wait_until(lambda: not any(map(is_alive, workers)))
    ((state, _, owner, answer),) = jobs(workspace)
    assert (state, answer) == ("running", None)
    with serving(workspace) as served:  # nobody asks: the server remembers by itself
        wait_until(lambda: [state for state, *_ in jobs(workspace)] == ["done"])
        ((_, _, _, answer),) = jobs(workspace)
        case = open_case("ukraine-2025")
        assert study_from(answer) == study(case, n_draws=DRAWS), owner
        status, page = Browser(served).ask(SIGNED)
        assert status == 200
        assert f"{DRAWS} profiles, seed 1" in page
        assert "being worked out" not in page


@pytest.mark.slow
def test_a_study_is_ended_from_its_page_and_stays_so_over_a_restart(workspace):
    with serving(workspace) as served:
        browser = Browser(served)
        _, page = browser.ask(SIGNED)
        wait_until(lambda: [state for state, *_ in jobs(workspace)] == ["running"])
        status, _ = browser.send(page, "signed/cancel")
        assert status == 302
        _, page = browser.ask(SIGNED)
        assert "This study was ended before it was done." in page
        wait_until(lambda: not workers_of(served.process.pid))
    with serving(workspace) as served:
        browser = Browser(served)
        _, page = browser.ask(SIGNED)
        assert "This study was ended before it was done." in page
        assert browser.send(page, "signed/again")[0] == 302
        _, page = browser.ask(SIGNED)
        assert "being worked out" in page
        wait_until(lambda: "running" in [state for state, *_ in jobs(workspace)])
