"""Processes killed at any moment, many that write at once, a server that falls over: nothing lost,
nothing half, nothing twice, no fork."""

from __future__ import annotations

import os
import random
import select
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

from hanging import HANGING
from onetext.record.chain import chain_check
from onetext.record.entries import origin
from onetext.storage.postgresql_roles import open_database
from onetext.storage.workspace import open_workspace

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")


@pytest.fixture(params=["sqlite", "postgresql"])
def writer(tmp_path, request):
    """A process that forks writers on demand; what they say comes on its standard output."""
    if request.param == "sqlite":
        where = str(tmp_path / "workspace.sqlite3")
    else:
        server = request.getfixturevalue("postgresql")
        where = server.url(server.empty_database())
    script = Path(__file__).with_name("journal_writer.py")
    with subprocess.Popen(
        [sys.executable, str(script), where],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        bufsize=0,  # what a line leaves behind stays in the pipe
    ) as process:
        assert line_from(process) == b"ready\n"
        process.where, process.n_broken_off = where, 0
        yield process
        process.stdin.close()


def line_from(process, seconds=60):
    """Return the next line it says; a writer that has died must not hang the suite."""
    heard, _, _ = select.select([process.stdout], [], [], seconds)
    assert heard, "a writer fell silent"
    return process.stdout.readline()


def read(where):
    is_file = not where.startswith("postgresql://")
    store = open_workspace(Path(where)) if is_file else open_database(where)
    journal = store.journal("case")
    assert store.fault() == ""
    store.close()
    return journal


def killed_after(writer, name, seconds):
    """Start a writer, kill it after a while, and return what it said was written."""
    writer.stdin.write(f"{name} 0\n".encode())
    child = int(line_from(writer).split()[1])
    acknowledged = [line_from(writer)]  # it has begun
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    os.set_blocking(writer.stdout.fileno(), False)
    try:
        rest = os.read(writer.stdout.fileno(), 1_000_000)
    except BlockingIOError:
        rest = b""
    os.set_blocking(writer.stdout.fileno(), True)
    whole_lines = (acknowledged[0] + rest).split(b"\n")[:-1]
    return [int(number) for line in whole_lines for number in line.split()]


def check_kills(writer, times, seed):
    rng = random.Random(seed)
    acknowledged = []
    for turn in range(times):
        acknowledged += killed_after(writer, f"w{turn}", rng.uniform(0.0, 0.06))
        if turn % 10 == 9 or turn == times - 1:  # a broken chain stays broken
            check_whole(read(writer.where), acknowledged)
    assert len(acknowledged) >= 2 * times
    if not writer.where.startswith("postgresql://"):
        with sqlite3.connect(writer.where) as database:
            assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        database.close()


def check_whole(journal, acknowledged):
    assert chain_check(journal, origin("case")).fault is None
    assert set(acknowledged) <= {written.entry.seq for written in journal}
    assert all(written.sealed for written in journal)
    halves = [written.entry.id for written in journal]
    assert len(halves) % 2 == 0
    assert all(a[:-1] == b[:-1] for a, b in zip(halves[::2], halves[1::2], strict=True))


def test_a_killed_writer_loses_nothing_acknowledged_and_leaves_nothing_half(writer):
    check_kills(writer, times=20, seed=1)


@pytest.mark.slow
def test_two_hundred_killed_writers(writer):
    check_kills(writer, times=200, seed=2)


def check_writers(writer, n_writers, n_pairs, disturb=lambda: None):
    """Let writers write at once; return by whom each entry is, in order."""
    names = [f"w{number}" for number in range(n_writers)]
    for name in names:
        writer.stdin.write(f"{name} {n_pairs}\n".encode())
    disturb()
    journal = read_when_done(writer, n_writers * n_pairs * 2)
    assert chain_check(journal, origin("case")).holds
    assert Counter(written.entry.id for written in journal) == Counter(
        f"{who}-{number}-{half}"
        for who in names
        for number in range(1, n_pairs + 1)
        for half in "ab"
    )
    assert len({written.entry.prev for written in journal}) == len(journal)
    return [written.entry.by for written in journal]


def read_when_done(writer, n_entries):
    """Listen to the writers until all was written, then read it."""
    deadline, heard = time.monotonic() + 2 * HANGING, []
    while True:
        ready, _, _ = select.select([writer.stdout], [], [], 2)
        if ready:
            words = writer.stdout.readline().split()
            if words[0] == b"again":
                writer.n_broken_off += 1
            elif words[0] != b"child":
                heard += map(int, words)
        elif len(journal := read(writer.where)) == n_entries:
            assert len(heard) == len(set(heard)), "two writers were given the same place"
            assert set(heard) <= set(range(1, n_entries + 1))
            return journal
        assert time.monotonic() < deadline, "the writers did not come to an end"


def least_share(by):
    """How far the slowest writer had come when the first one was done, against that one."""
    total = Counter(by)[by[0]]
    counts: Counter[str] = Counter()
    for who in by:
        counts[who] += 1
        if counts[who] == total:
            break
    return min(counts[who] for who in set(by)) / total


def test_sixteen_writers_at_once_fork_nothing_and_lose_nothing(writer):
    by = check_writers(writer, 16, 6)
    turns = sum(first != second for first, second in pairwise(by))
    assert turns > 16, "the writers never met: this run shows nothing"


@pytest.mark.slow
def test_sixteen_writers_of_five_hundred_entries_are_served_alike(writer):
    by = check_writers(writer, 16, 250)
    assert least_share(by) > 0.1  # with SQLite's own way of waiting it is 0


@pytest.mark.parametrize("writer", ["postgresql"], indirect=True)
def test_a_database_started_again_under_load_loses_nothing(writer, postgresql):
    def start_again():
        for mode in ("immediate", "fast", "immediate"):
            time.sleep(0.7)
            postgresql.stop(mode)  # "immediate" is what a crash is
            postgresql.start()

    check_writers(writer, 4, 80, start_again)
    assert writer.n_broken_off > 0, "no writer was interrupted: this run shows nothing"


def test_two_processes_may_make_the_workspace_at_once(tmp_path):
    path = tmp_path / "deep" / "workspace.sqlite3"
    command = (
        "import sys, pathlib; from onetext.storage.workspace import open_workspace; "
        "print(open_workspace(pathlib.Path(sys.argv[1]), create=True).case_ids())"
    )
    both = [
        subprocess.Popen([sys.executable, "-c", command, str(path)], stdout=subprocess.PIPE)
        for _ in range(2)
    ]
    answers = [process.communicate()[0] for process in both]
    assert answers == [b"()\n", b"()\n"]
    assert [item.name for item in path.parent.iterdir()] == ["workspace.sqlite3"]
