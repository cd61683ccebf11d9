"""No room left: what was acknowledged stays, nothing stays half, and it goes on once there is room.

A limit on the size of files stands for a full disk: the same refused write, without a disk.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

import postgresql_server
from onetext.errors import StorageUnavailable
from onetext.model import Marking, Party
from onetext.record.chain import Draft, chain_check
from onetext.record.entries import Verb, origin
from onetext.record.kinds import body_of
from onetext.storage.postgresql_roles import open_database
from onetext.storage.workspace import open_workspace
from onetext.workflows.journal import Scribe, write_drafts
from strategies import NOW, salts

LIMIT = 2 * 1024 * 1024

SCRIPT = """
import sys
from pathlib import Path
from test_storage_full_disk import until_full
from onetext.storage.workspace import open_workspace
n_acknowledged, error = until_full(open_workspace(Path(sys.argv[1]), create=True))
print(n_acknowledged)
print(error)
"""


def a_pair(name):
    return [
        Draft(
            verb=Verb.PUT,
            kind="parties",
            id=f"{name}-{half}",
            marking=Marking(),
            body=body_of("parties", Party(id=f"{name}-{half}", name=os.urandom(1000).hex())),
            replaces=0,
        )
        for half in "ab"
    ]


def until_full(store):
    """Write pairs of entries until that is refused; how many were acknowledged, the refusal."""
    scribe = Scribe("x", NOW, salts())
    for number in range(10_000):
        try:
            write_drafts(store, "case", a_pair(f"p{number}"), scribe)
        except StorageUnavailable as error:
            return 2 * number, error
    raise AssertionError("it never became full")


def check_goes_on(store, n_acknowledged):
    """Nothing is lost or half, and there is room again."""
    assert len(store.journal("case")) == n_acknowledged
    for number in range(10):
        write_drafts(store, "case", a_pair(f"again{number}"), Scribe("x", NOW, salts()))
    journal = store.journal("case")
    assert len(journal) == n_acknowledged + 20
    assert chain_check(journal, origin("case")).holds
    assert store.fault() == ""
    store.close()


def test_a_full_disk_costs_nothing_that_was_acknowledged(tmp_path):
    path = tmp_path / "workspace.sqlite3"
    folder = Path(__file__).parent
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(path)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(folder), str(folder.parent)])},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (LIMIT, LIMIT)),
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    n_acknowledged, *words = done.stdout.splitlines()
    assert int(n_acknowledged) > 20
    assert any("disk" in word for word in words), words
    check_goes_on(open_workspace(path), int(n_acknowledged))


@pytest.mark.slow
def test_a_full_disk_under_the_server_costs_nothing_that_was_acknowledged(postgresql):
    server = postgresql_server.new_server(
        limits=f"ulimit -f {LIMIT // 512}",  # sh counts blocks of 512 bytes
        initdb=("--wal-segsize=1",),
    )
    try:
        postgresql_server.prepare_template(server)
        url = server.url(server.new_database())
        store = open_database(url)
        n_acknowledged, error = until_full(store)
        assert n_acknowledged > 20
        assert "the disk is full" in str(error)
        store.close()
        server.stop("fast")
        server.limits = ""
        server.start()
        check_goes_on(open_database(url), n_acknowledged)
    finally:
        postgresql_server.discard(server)
