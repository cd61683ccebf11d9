"""Run inside a network namespace of its own, with the loopback alone: walk the whole workbench.

``python closed_network.py FOLDER``: serves a workspace in FOLDER, opens every page it can find by
its links, uploads a report, asks for a study, and prints what it saw as JSON. A hook in every
Python process writes down who was asked for beside this machine.
"""

import http.client
import json
import os
import re
import subprocess
import sys
import time
from html import unescape
from pathlib import Path

from hanging import HANGING

HOOK = """
import os, sys

def _watch(event, arguments):
    if event in ("socket.connect", "socket.sendto", "socket.getaddrinfo", "socket.gethostbyname"):
        asked = arguments[0] if event.endswith(("info", "name")) else arguments[1]
        where = str(asked[0] if isinstance(asked, tuple) else asked)
        here = ("127.0.0.1", "localhost", "None", "::1")
        if where not in here and not where.startswith(("/", "b'")):
            with open(os.environ["ASKED"], "a") as file:
                file.write(f"{event} {asked!r}\\n")

sys.addaudithook(_watch)
"""
MOST_PAGES = 120


def main(folder):
    hooks = folder / "hooks"
    hooks.mkdir()
    (hooks / "sitecustomize.py").write_text(HOOK)
    env = os.environ | {"PYTHONPATH": str(hooks), "ASKED": str(folder / "asked")}
    command = [sys.executable, "-m", "onetext", "serve", "--no-browser", "--port", "0"]
    process = subprocess.Popen(
        [*command, "--workspace", str(folder / "workspace.sqlite3")],
        stdout=subprocess.PIPE,
        text=True,
        env=env,
    )
    try:
        address = process.stdout.readline().strip()
        print(json.dumps(walk(address)))
    finally:
        process.terminate()
        process.wait(20)
    others = [sys.executable, "-c", "import socket; socket.create_connection(('192.0.2.1', 9), 1)"]
    reached = subprocess.run(others, env=env, capture_output=True, check=False)
    assert reached.returncode != 0  # the hook is awake, and the network is closed


def walk(address):
    port = int(re.search(r":(\d+)/", address).group(1))
    cookies = {}

    def ask(method, path, body=None, headers=None):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        cookie = "; ".join(f"{name}={value}" for name, value in cookies.items())
        connection.request(method, path, body, {"Cookie": cookie, **(headers or {})})
        response = connection.getresponse()
        words = unescape(response.read().decode("utf-8", "replace"))
        for one in response.headers.get_all("Set-Cookie", []):
            name, _, rest = one.partition("=")
            cookies[name] = rest.partition(";")[0]
        return response.status, words

    def send(path, page, **form):
        from urllib.parse import urlencode

        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', ask("GET", page)[1]).group(
            1
        )
        fields = urlencode({"csrfmiddlewaretoken": token, **form})
        return ask("POST", path, fields, {"Content-Type": "application/x-www-form-urlencoded"})[0]

    ask("GET", address[address.index("/", len("http://")) :])
    kept = send("/cases/camp-david-1978/keep", "/cases/camp-david-1978/")
    added = send(
        "/cases/camp-david-1978/record/add",
        "/cases/camp-david-1978/record/add",
        title="A note",
        words="Israel said on Monday that it accepts. See http://192.0.2.1/x for more.",
        url="http://192.0.2.1/report",
    )
    seen, waiting = {}, ["/", "/cases/camp-david-1978/"]
    while waiting and len(seen) < MOST_PAGES:
        path = waiting.pop(0)
        if path in seen:
            continue
        seen[path], words = ask("GET", path)
        links = re.findall(r'(?:href|hx-get|src)="(/[^"#]*)"', words)
        waiting += [link for link in links if link not in seen and "/static/" not in link]
    deadline = time.monotonic() + HANGING
    while time.monotonic() < deadline:
        _, words = ask("GET", "/cases/camp-david-1978/acceptability")
        if "hx-get" not in words:
            break
        time.sleep(1)
    return {"kept": kept, "added": added, "pages": seen}


if __name__ == "__main__":
    main(Path(sys.argv[1]))
