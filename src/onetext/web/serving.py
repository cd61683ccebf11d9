"""Serve one person's workspace on the loopback, until interrupted.

The server is Python's own, a thread per connection; every thread has its own connection to the
workspace, which Django closes with each request.
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from onetext.errors import Place, Problem, StorageUnavailable

DEFAULT_PORT = 8628
"""8628 is OMAT, one text to many a keypad; any free port does."""

_SETTINGS = "onetext.web.settings"


def serve(
    *,
    port: int | None = None,
    workspace: Path | None = None,
    opens_browser: bool = True,
    say: Callable[[str], None] = print,
) -> None:
    """Serve until Ctrl-C; returns once the requests under way are answered.

    Parameters
    ----------
    port : int or None
        None: the usual one, or any free one if that is taken; 0: any free one.
    workspace : Path or None
        None: the one in the user's data folder.
    opens_browser : bool
    say : callable
        Is told the address.

    Raises
    ------
    StorageUnavailable
        If the port is taken or the workspace cannot be used.
    """
    if workspace is not None:
        os.environ["ONETEXT_WORKSPACE"] = str(workspace)
    os.environ.pop("DATABASE_URL", None)  # a team's database has accounts; this door has none
    os.environ["DJANGO_SETTINGS_MODULE"] = _SETTINGS
    server = _listening(port)
    try:
        _open_workspace()
        from onetext.web import laptop

        door = laptop.hang(laptop.Door(server.server_port))
        say(door.address)
        _get_ready(server)  # meanwhile who opens the address waits in the queue
        if opens_browser:
            threading.Thread(target=_open, args=(door.address,), daemon=True).start()
        server.serve_forever(poll_interval=0.2)
    except KeyboardInterrupt:
        pass
    finally:
        server.server_close()
        from onetext.web import archive

        archive.close()


def _listening(port: int | None) -> Any:
    """Return a server that listens on the loopback alone."""
    from onetext.web.loopback_server import LoopbackServer

    wanted = DEFAULT_PORT if port is None else port
    try:
        return LoopbackServer(wanted)
    except OSError as error:
        if port is None:
            return LoopbackServer(0)
        raise StorageUnavailable(
            Problem(
                what=f"port {port} cannot be used",
                because=(error.strerror or "the system refused it").lower(),
                hint="give another with --port, or leave it out for any that is free",
                place=Place(),
            )
        ) from error


def _open_workspace() -> None:
    """Open the workspace now, so that what is wrong with it is said before a browser opens."""
    import django

    from onetext import wiring
    from onetext.web.environment import environment

    django.setup()  # with the pages' settings: a store opened first would take its own for good
    wiring.open_store(environment().workspace)


def _get_ready(server: Any) -> None:
    """Load the pages and what they read; it takes as long as all that came before."""
    from onetext.web import archive
    from onetext.web.wsgi import application

    server.set_app(application)
    archive.open_archive()
    threading.Thread(target=archive.warm_up, daemon=True).start()


def _open(address: str) -> None:
    import webbrowser

    try:
        webbrowser.open(address)
    except (webbrowser.Error, OSError) as error:
        print(f"no browser could be opened: {error}", file=sys.stderr)
