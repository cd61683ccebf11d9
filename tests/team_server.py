"""A team's server as it is deployed, gunicorn on PostgreSQL, and visitors who bring no browser."""

from __future__ import annotations

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from urllib.parse import urlencode

from hanging import HANGING

PROJECT = Path(__file__).resolve().parent.parent
SECRET = "a secret for tests alone, " * 3


def variables(url, folder, **more):
    """The environment of a team's server."""
    kept = {k: v for k, v in os.environ.items() if k != "DJANGO_SETTINGS_MODULE"}
    return kept | {
        "DATABASE_URL": url,
        "ONETEXT_HOSTS": "127.0.0.1,localhost",
        "ONETEXT_SECRET_KEY": SECRET,
        "ONETEXT_STATIC": str(folder / "static"),
        "ONETEXT_KEY": str(folder / "key"),
        **more,
    }


def onetext(*arguments, env, code=0):
    """Run a command as people do; return what it printed to stdout and to stderr."""
    run = subprocess.run(
        [sys.executable, "-m", "onetext", *arguments],
        check=False,
        capture_output=True,
        text=True,
        env=env,
        timeout=120,
    )
    assert run.returncode == code, run.stderr
    return run.stdout, run.stderr


@dataclass
class Served:
    port: int
    log: Path
    process: subprocess.Popen

    @property
    def root(self):
        return f"http://127.0.0.1:{self.port}"


@contextmanager
def serving_team(env, folder):
    """Start gunicorn with the configuration that is deployed; yield it once it is ready."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    log = folder / "server.log"
    command = [sys.executable, "-m", "gunicorn", "-c", str(PROJECT / "deploy" / "gunicorn.conf.py")]
    with log.open("wb") as file:
        process = subprocess.Popen(
            [*command, "onetext.web.wsgi"],
            env=env | {"ONETEXT_BIND": f"127.0.0.1:{port}", "ONETEXT_WORKERS": "2"},
            stderr=file,
            stdout=file,
            cwd=folder,
        )
    try:
        served = Served(port, log, process)
        _wait_until_ready(served)
        yield served
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(HANGING)


def _wait_until_ready(served):
    deadline = time.monotonic() + HANGING
    while time.monotonic() < deadline and served.process.poll() is None:
        try:
            if Visitor(served.port).get("/readyz").status == 200:
                return
        except OSError:
            pass
        time.sleep(0.2)
    raise AssertionError(served.log.read_text())


@dataclass
class Answer:
    status: int
    headers: http.client.HTTPMessage
    body: str


@dataclass
class Visitor:
    """Somebody at the other end of the proxy, who keeps cookies."""

    port: int
    address: str = "192.0.2.7"
    cookies: dict[str, str] = field(default_factory=dict)

    def get(self, path):
        return self._asked("GET", path, None, {})

    def post(self, path, page=None, **form):
        """Send a form of the page at `page`, or at `path` itself, with its token."""
        shown = self.get(page or path).body
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', shown)
        fields = {"csrfmiddlewaretoken": token.group(1) if token else "", **form}
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Referer": "https://127.0.0.1/",
            "Origin": f"https://127.0.0.1:{self.port}",
        }
        return self._asked("POST", path, urlencode(fields), headers)

    def sign_in(self, name, password):
        return self.post("/accounts/login/", login=name, password=password)

    def _asked(self, method, path, body, headers):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=HANGING)
        sent = {
            "X-Forwarded-Proto": "https",
            "X-Forwarded-For": self.address,
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            **headers,
        }
        connection.request(method, path, body, sent)
        response = connection.getresponse()
        words = response.read().decode("utf-8", "replace")
        for cookie in response.headers.get_all("Set-Cookie", []):
            name, _, rest = cookie.partition("=")
            self.cookies[name] = rest.partition(";")[0]
        connection.close()
        return Answer(response.status, response.headers, unescape(words))
