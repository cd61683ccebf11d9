"""A laptop's workbench that is killed on purpose; a process of its own, for tests that do.

Usage: python web_server_to_kill.py WORKSPACE. Everything is loaded once; then each line on stdin
forks a child that serves, after saying its process number and the address that opens: ``plain``;
``back``: with its clock set back by a year; ``full``: where files may grow no further.
"""

from __future__ import annotations

import dataclasses
import datetime
import os
import resource
import signal
import sys
from pathlib import Path

SPARE = 48 * 1024


def main(workspace: str) -> None:
    os.environ["ONETEXT_WORKSPACE"] = workspace
    os.environ["DJANGO_SETTINGS_MODULE"] = "onetext.web.settings"
    os.environ.pop("DATABASE_URL", None)
    from onetext.web import archive, laptop, urls  # noqa: F401
    from onetext.web.loopback_server import LoopbackServer
    from onetext.web.wsgi import application

    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the dead need no burial
    print("ready", flush=True)
    for line in sys.stdin:
        if os.fork():
            continue
        if line.strip() == "back":
            _set_the_clock_back()
        if line.strip() == "full":
            _fill_up(Path(workspace))
        server = LoopbackServer(0)
        server.set_app(application)
        door = laptop.hang(laptop.Door(server.server_port))
        archive.open_archive()
        print(os.getpid(), door.address, flush=True)
        server.serve_forever(0.05)


def _set_the_clock_back() -> None:
    from onetext import wiring

    scribe = wiring.scribe

    def earlier(by=None):
        now = scribe(by)
        return dataclasses.replace(now, now=now.now - datetime.timedelta(days=365))

    wiring.scribe = earlier


def _fill_up(workspace: Path) -> None:
    """Let no file grow beyond what the largest of the workspace has: a full disk, without one."""
    sizes = [path.stat().st_size for path in workspace.parent.glob(f"{workspace.name}*")]
    resource.setrlimit(resource.RLIMIT_FSIZE, (max(sizes) + SPARE,) * 2)
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)


if __name__ == "__main__":
    main(sys.argv[1])
