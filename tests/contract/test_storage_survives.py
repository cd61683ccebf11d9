"""A process killed at any moment, and two that write at once: nothing lost, nothing half."""

from __future__ import annotations

import os
import random
import select
import signal
import sqlite3
import subprocess
import sys
import time
from itertools import pairwise
from pathlib import Path

import pytest

from onetext.record.chain import chain_check
from onetext.record.entries import origin
from onetext.storage.workspace import open_workspace

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")


@pytest.fixture
def writer(tmp_path):
    """A process that forks writers on demand; what they say comes on its standard output."""
    script = Path(__file__).with_name("journal_writer.py")
    path = tmp_path / "workspace.sqlite3"
    with subprocess.Popen(
        [sys.executable, str(script), str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        bufsize=0,  # what a line leaves behind stays in the pipe
    ) as process:
        assert line_from(process) == b"ready\n"
        process.workspace = path
        yield process
        process.stdin.close()


def line_from(process):
    """Return the next line it says; a writer that has died must not hang the suite."""
    heard, _, _ = select.select([process.stdout], [], [], 30)
    assert heard, "a writer fell silent"
    return process.stdout.readline()


def read(path):
    store = open_workspace(path)
    journal = store.journal("case")
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
        journal = read(writer.workspace)
        assert chain_check(journal, origin("case")).fault is None
        assert set(acknowledged) <= {written.entry.seq for written in journal}
        assert all(written.sealed for written in journal)
        halves = [written.entry.id for written in journal]
        assert len(halves) % 2 == 0
        assert all(a[:-1] == b[:-1] for a, b in zip(halves[::2], halves[1::2], strict=True))
    assert len(acknowledged) >= 2 * times
    with sqlite3.connect(writer.workspace) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    database.close()


def test_a_killed_writer_loses_nothing_acknowledged_and_leaves_nothing_half(writer):
    check_kills(writer, times=30, seed=1)


@pytest.mark.slow
def test_two_hundred_killed_writers(writer):
    check_kills(writer, times=200, seed=2)


def test_two_writers_at_once_fork_nothing_and_lose_nothing(writer):
    for name in ("left", "right"):
        writer.stdin.write(f"{name} 60\n".encode())
    said = [line_from(writer).split() for _ in range(2 * 61)]
    seqs = sorted(int(seq) for words in said if words[0] != b"child" for seq in words)
    assert seqs == list(range(1, 241))
    journal = read(writer.workspace)
    assert chain_check(journal, origin("case")).holds
    names = [written.entry.id for written in journal]
    assert sorted(names) == sorted(
        f"{who}-{number}-{half}"
        for who in ("left", "right")
        for number in range(1, 61)
        for half in "ab"
    )
    by = [written.entry.by for written in journal]
    turns = sum(first != second for first, second in pairwise(by))
    assert turns > 1, "the two writers never met: this run shows nothing"


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
