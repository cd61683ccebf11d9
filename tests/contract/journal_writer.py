"""Writes entries until it is killed; a process of its own, for tests that kill it.

Usage: python journal_writer.py WORKSPACE. Django is loaded once; then each line on stdin,
``NAME COUNT``, forks a child that writes COUNT entries (0: without end). A child says its process
number first, and the number of each entry once it is acknowledged.
"""

from __future__ import annotations

import datetime
import os
import signal
import sys
import time
from pathlib import Path

from onetext.model import Marking, Party
from onetext.record.chain import Draft
from onetext.record.entries import Verb
from onetext.record.kinds import body_of
from onetext.storage.workspace import open_workspace
from onetext.workflows.journal import Scribe, write_drafts


def main(path: Path) -> None:
    open_workspace(path, create=True).close()
    draft("warm-up")  # loads what every child needs
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the dead need no burial
    say("ready")
    for line in sys.stdin:
        name, count = line.split()
        if os.fork() == 0:
            say(f"child {os.getpid()}")
            write(path, name, int(count))
            os._exit(0)


def write(path: Path, name: str, count: int) -> None:
    store = open_workspace(path)
    number = 0
    while not count or number < count:
        number += 1
        # two entries at a time: neither may ever stand without the other
        drafts = [draft(f"{name}-{number}-{half}") for half in ("a", "b")]
        scribe = Scribe(name, datetime.datetime.now(datetime.UTC), lambda: os.urandom(32))
        written = write_drafts(store, "case", drafts, scribe)
        say(" ".join(str(kept.entry.seq) for kept in written))
        time.sleep(0.003)  # let the other one have its turn
    store.close()


def say(line: str) -> None:
    """Write a line in one piece, so that lines of two writers never mix."""
    os.write(1, f"{line}\n".encode())


def draft(party_id: str) -> Draft:
    body = body_of("parties", Party(id=party_id, name="x" * 2000))
    return Draft(
        verb=Verb.PUT, kind="parties", id=party_id, marking=Marking(), body=body, replaces=0
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
