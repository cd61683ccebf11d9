"""The workbench killed while people write, its clock set back, its disk full: nothing is lost.

What was acknowledged is what a browser was told: the page that follows a form that was kept.
"""

from __future__ import annotations

import html
import http.client
import json
import os
import random
import re
import select
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlencode

import pytest

from hanging import HANGING
from onetext.record.chain import chain_check
from onetext.record.entries import origin
from onetext.storage.workspace import open_workspace
from onetext.workflows.journal import Scribe, keep_case
from strategies import salts
from web_journals import HIDDEN, START

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")
COMMENT = "/cases/drawn/briefings/comments/new"
GONE = (OSError, http.client.HTTPException)


class Writer:
    """Somebody who writes one comment after the other, and notes what was acknowledged."""

    def __init__(self, address: str) -> None:
        self.host, _, self.path = address.removeprefix("http://").partition("/")
        self.cookies: dict[str, str] = {}
        self.acknowledged: list[str] = []
        self.refused: list[tuple[int, str]] = []

    def asked(self, method, path, form=None):
        connection = http.client.HTTPConnection(self.host, timeout=HANGING)
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if form is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            connection.request(method, path, urlencode(form or {}), headers)
            answer = connection.getresponse()
            words = answer.read().decode()
        finally:
            connection.close()
        for cookie in answer.headers.get_all("Set-Cookie", []):
            name, _, rest = cookie.partition("=")
            self.cookies[name] = rest.partition(";")[0]
        return answer.status, words

    def come_in(self):
        assert self.asked("GET", f"/{self.path}")[0] == 302
        self.token = json.loads(self.asked("GET", "/api/v1/")[1])["form_token"]

    def write(self, remark):
        form = {"csrfmiddlewaretoken": self.token, "party": "north", "text": "t1"}
        status, words = self.asked("POST", COMMENT, form | {"remark": remark})
        if status == 302:
            self.acknowledged.append(remark)
        else:
            self.refused.append((status, words))
        return status

    def write_until_gone(self, name):
        try:
            self.come_in()
            for number in range(10_000):
                self.write(f"{name}-{number}.")
        except GONE:
            return


@pytest.fixture
def servers(tmp_path):
    """Start servers on demand on one workspace: ``servers.start(how)``."""
    path = tmp_path / "workspace.sqlite3"
    store = open_workspace(path, create=True)
    keep_case(store, HIDDEN, Scribe("chair", START, salts()))
    store.close()
    script = Path(__file__).with_name("web_server_to_kill.py")
    with subprocess.Popen(
        [sys.executable, str(script), str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        bufsize=0,
    ) as process:
        running = []

        def line():
            heard, _, _ = select.select([process.stdout], [], [], 120)
            assert heard, "the server fell silent"
            return process.stdout.readline().decode().split()

        def start(how="plain"):
            process.stdin.write(f"{how}\n".encode())
            number, address = line()
            running.append(int(number))
            return int(number), Writer(address)

        assert line() == ["ready"]
        process.path, process.start_one = path, start
        yield process
        for number in running:
            with suppress(ProcessLookupError):
                os.kill(number, signal.SIGKILL)
        process.stdin.close()


def check_whole(path, acknowledged):
    """Every comment that was acknowledged stands once, nothing stands half, the chain holds."""
    store = open_workspace(path)
    journal = store.journal("drawn")
    assert store.fault() == ""
    store.close()
    assert chain_check(journal, origin("drawn")).holds
    said = [
        json.loads(w.sealed.body)["remark"]
        for w in journal
        if w.entry.kind == "comments" and w.sealed is not None
    ]
    assert len(said) == len(set(said))
    assert set(acknowledged) <= set(said)
    return journal


def acknowledged_though_killed(servers, times, seed):
    rng = random.Random(seed)
    acknowledged = []
    for turn in range(times):
        number, writer = servers.start_one()
        thread = threading.Thread(target=writer.write_until_gone, args=(f"turn{turn}",))
        thread.start()
        begun = time.monotonic()
        while not writer.acknowledged and time.monotonic() - begun < HANGING and thread.is_alive():
            time.sleep(0.005)
        time.sleep(rng.uniform(0.0, 0.15))
        os.kill(number, signal.SIGKILL)
        thread.join(HANGING)
        assert writer.refused == []
        acknowledged += writer.acknowledged
        if turn % 10 == 9 or turn == times - 1:
            check_whole(servers.path, acknowledged)
    return len(acknowledged)


def test_a_killed_workbench_loses_nothing_acknowledged(servers):
    assert acknowledged_though_killed(servers, 30, seed=1) >= 30


@pytest.mark.slow
def test_two_hundred_killed_workbenches(servers):
    assert acknowledged_though_killed(servers, 200, seed=2) >= 200


def test_a_clock_set_back_does_not_show(servers):
    number, writer = servers.start_one()
    writer.come_in()
    assert writer.write("before.") == 302
    os.kill(number, signal.SIGKILL)
    _, later = servers.start_one("back")
    later.come_in()
    assert later.write("after.") == 302
    status, page = later.asked("GET", "/cases/drawn/journal")
    assert status == 200
    assert "after." in html.unescape(page)
    journal = check_whole(servers.path, ["before.", "after."])
    times = [written.entry.at for written in journal]
    assert times == sorted(times)


def test_a_full_disk_is_said_in_three_parts_and_loses_nothing(servers):
    number, writer = servers.start_one("full")
    writer.come_in()
    for n in range(2000):
        if writer.write(f"{n} " + os.urandom(1500).hex()) != 302:
            break
    assert writer.acknowledged
    ((status, words),) = writer.refused
    assert status in (503, 507)
    shown = html.unescape(re.sub(r"<[^>]+>", " ", words))
    assert "Traceback" not in shown
    assert "full" in shown or "room" in shown
    assert 'id="finding"' in words or 'class="problem"' in words
    assert writer.asked("GET", "/cases/drawn/briefings")[0] == 200, "what stands can be read"
    os.kill(number, signal.SIGKILL)
    check_whole(servers.path, writer.acknowledged)
    _, again = servers.start_one()
    again.come_in()
    assert again.write("there is room again.") == 302
    check_whole(servers.path, [*writer.acknowledged, "there is room again."])
