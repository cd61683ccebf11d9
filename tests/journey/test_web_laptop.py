"""The door of a laptop, as it is started: who has the address comes in, nobody else sees it."""

from __future__ import annotations

import signal
from http.client import HTTPConnection
from pathlib import Path

import pytest

from hanging import HANGING
from web_fixtures import serving


def asked(served, path, host=None, cookie=None, method="GET", headers=None):
    """Ask the server; return status, headers and body."""
    port = int(served.root.rpartition(":")[2])
    connection = HTTPConnection("127.0.0.1", port, timeout=HANGING)
    sent = {"Host": host or f"127.0.0.1:{port}", **(headers or {})}
    if cookie:
        sent["Cookie"] = cookie
    connection.request(method, path, headers=sent)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, answer.headers, body


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    with serving(tmp_path_factory.mktemp("door") / "workspace.sqlite3") as running:
        running.key = running.address[len(running.root) :]
        yield running


@pytest.fixture(scope="module")
def badge(served):
    looked_ahead, _, _ = asked(served, served.key, headers={"Sec-Purpose": "prefetch"})
    assert looked_ahead == 403, "a browser that looks ahead does not use the key up"
    status, headers, _ = asked(served, served.key)
    assert status == 302
    cookie = headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    return cookie.strip().partition(";")[0]


PATHS = ["/", "/cases/ukraine-2025/", "/static/onetext/page.css", "/healthz", "/no-such-page"]


@pytest.mark.parametrize("path", [*PATHS, "/enter/", "/enter/guessed"])
def test_without_the_key_nothing_is_shown(served, path):
    status, headers, body = asked(served, path)
    assert status == 403
    assert body == asked(served, "/")[2], "the same words everywhere"
    assert "Set-Cookie" not in headers


def test_the_key_opens_once(served, badge):
    assert asked(served, served.key)[0] == 403
    status, headers, _ = asked(served, served.key, cookie=badge)
    assert (status, headers["Location"]) == (302, "/")


@pytest.mark.parametrize("path", PATHS[:4])
def test_who_came_in_stays_in(served, badge, path):
    assert asked(served, path, cookie=badge)[0] == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1", "127.0.0.1:1", "evil.example:{port}"]
)
def test_another_name_is_refused_even_with_the_cookie(served, badge, host):
    port = served.root.rpartition(":")[2]
    assert asked(served, "/", host=host.format(port=port), cookie=badge)[0] == 403


def test_a_form_from_elsewhere_is_refused(served, badge):
    status, _, _ = asked(served, "/cases/ukraine-2025/keep", cookie=badge, method="POST")
    assert status == 403


def test_nobody_listens_beyond_the_loopback(served):
    port = int(served.root.rpartition(":")[2])
    table = Path("/proc/net/tcp")
    if not table.exists():
        pytest.skip("only Linux lists who listens where, in /proc/net/tcp")
    rows = [row.split() for row in table.read_text().splitlines()[1:]]
    ours = {row[1] for row in rows if row[3] == "0A" and int(row[1].split(":")[1], 16) == port}
    assert ours == {f"0100007F:{port:04X}"}


def test_headers_refuse_what_they_can(served, badge):
    _, headers, _ = asked(served, "/", cookie=badge)
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "no-store"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]
    assert "CPython" not in headers["Server"]


def test_ctrl_c_ends_it_in_peace(tmp_path):
    with serving(tmp_path / "workspace.sqlite3") as running:
        running.process.send_signal(signal.SIGINT)
        assert running.process.wait(HANGING) == 0
        assert "Traceback" not in running.process.stderr.read()


def test_a_port_that_is_taken_is_said_so(served, tmp_path):
    import subprocess
    import sys

    port = served.root.rpartition(":")[2]
    run = subprocess.run(
        [
            *(sys.executable, "-m", "onetext", "serve", "--no-browser", "--port", port),
            *("--workspace", str(tmp_path / "w.sqlite3")),
        ],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert run.returncode == 10
    assert f"port {port} cannot be used" in run.stderr
    assert "hint:" in run.stderr
