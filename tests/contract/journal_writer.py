"""Writes entries until it is killed; a process of its own, for tests that kill it.

Usage: python journal_writer.py WHERE, a workspace file or the address of a database. Django is
loaded once; then each line on stdin, ``NAME COUNT``, forks a child that writes COUNT pairs of
entries (0: without end). A child says its process number first, and the numbers of each pair once
they are acknowledged. Where the database goes away it tries again, as a person would.
"""

from __future__ import annotations

import datetime
import os
import signal
import sys
import time
from pathlib import Path

from onetext.errors import RecordMovedOn, StorageUnavailable
from onetext.model import Marking, Party
from onetext.record.chain import Draft
from onetext.record.entries import Verb
from onetext.record.kinds import body_of
from onetext.storage.postgresql_roles import open_database
from onetext.storage.workspace import open_workspace
from onetext.workflows.journal import Scribe, write_drafts


def main(where: str) -> None:
    opened(where).close()
    draft("warm-up")  # loads what every child needs
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the dead need no burial
    say("ready")
    for line in sys.stdin:
        name, count = line.split()
        if os.fork() == 0:
            say(f"child {os.getpid()}")
            write(where, name, int(count))
            os._exit(0)


def opened(where):
    if where.startswith("postgresql://"):
        return open_database(where)
    return open_workspace(Path(where), create=True)


def write(where: str, name: str, count: int) -> None:
    store = opened(where)
    number = 0
    while not count or number < count:
        number += 1
        # two entries at a time: neither may ever stand without the other
        drafts = [draft(f"{name}-{number}-{half}") for half in ("a", "b")]
        scribe = Scribe(name, datetime.datetime.now(datetime.UTC), lambda: os.urandom(32))
        for kept in kept_at_last(store, drafts, scribe):
            say(" ".join(str(written.entry.seq) for written in kept))
    store.close()


def kept_at_last(store, drafts, scribe):
    """Try until the drafts are kept; if the answer got lost, find out whether they were."""
    lost = 0
    while True:
        try:
            return [write_drafts(store, "case", drafts, scribe)]
        except StorageUnavailable:
            lost += 1
            say("again")
            assert lost < 600, "the database never came back"
            time.sleep(0.05)
        except RecordMovedOn:
            assert lost, "somebody wrote this before us"
            return []


def say(line: str) -> None:
    """Write a line in one piece, so that lines of two writers never mix."""
    os.write(1, f"{line}\n".encode())


def draft(party_id: str) -> Draft:
    body = body_of("parties", Party(id=party_id, name="x" * 2000))
    return Draft(
        verb=Verb.PUT, kind="parties", id=party_id, marking=Marking(), body=body, replaces=0
    )


if __name__ == "__main__":
    main(sys.argv[1])
