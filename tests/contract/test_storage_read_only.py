"""A workspace in a folder that cannot be written: read as it stands, changes refused in words."""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from onetext.errors import StorageUnavailable
from onetext.model import Case, Party
from onetext.storage import locked_folder
from onetext.storage.workspace import open_workspace
from onetext.wiring import is_passing, job_store, passing_jobs
from onetext.workflows.journal import Scribe, keep_case, kept_case, verified
from strategies import NOW, salts

CASE = Case(id="accord", title="Accord", parties=(Party(id="a", name="Amaranth"),))
RIVER = Path(__file__).resolve().parents[2] / "docs/examples/river.yaml"
EXITS = ["exit 0", "exit 0", "exit 10"]

SCRIPT = """
import sys
from pathlib import Path
from onetext.cli import _run
for arguments in (["verify", "accord"], ["export", "accord"], ["import", sys.argv[2]]):
    print("exit", _run([*arguments, "--workspace", sys.argv[1]]))
"""


@pytest.fixture
def path(tmp_path):
    return tmp_path / "workspace.sqlite3"


@pytest.fixture
def kept(path):
    opened = open_workspace(path, create=True)
    keep_case(opened, CASE, Scribe("Ada", NOW, salts()))
    yield opened
    opened.close()


@pytest.fixture
def closed(monkeypatch):
    """A system that lets nobody write: what a read-only disk answers when it is asked."""
    monkeypatch.setattr(locked_folder.os, "access", lambda path, mode: not mode & os.W_OK)


def test_reading_works_and_leaves_nothing_beside_the_file(kept, path, closed):
    kept.close()
    store = open_workspace(path)
    assert store.case_ids() == ("accord",)
    assert kept_case(store, "accord").case == CASE
    assert verified(store, "accord").holds
    assert store.fault() == ""
    assert [one.name for one in path.parent.iterdir()] == [path.name]
    assert isinstance(job_store(store), type(passing_jobs()))
    assert not is_passing(store)
    store.close()


def test_writing_says_what_because_and_hint(kept, path, closed):
    kept.close()
    store = open_workspace(path, create=True)
    with pytest.raises(StorageUnavailable) as error:
        keep_case(store, CASE, Scribe("Ada", NOW, salts()))
    (problem,) = error.value.problems
    assert problem.what == "nothing was written: the workspace can only be read here"
    assert problem.because == "the file is read-only for you"
    assert problem.place.file == str(path)
    store.close()


def test_what_somebody_else_writes_meanwhile_is_seen(kept, path, monkeypatch):
    with monkeypatch.context() as closed:
        closed.setattr(locked_folder.os, "access", lambda path, mode: False)
        reader = open_workspace(path)
        assert len(reader.journal("accord")) == 2
        more = Case(id="accord", title="Accord", parties=(*CASE.parties, Party(id="b", name="B")))
        keep_case(kept, more, Scribe("Ada", NOW, salts()))  # it stands in the log, not in the file
        assert len(reader.journal("accord")) == 3
        kept.close()  # now the file alone is the whole of it
        assert len(reader.journal("accord")) == 3
        reader.close()


@pytest.fixture
def closed_folder(kept, path, tmp_path, request):
    """The same workspace in a folder that may not be written."""
    folder = tmp_path / "closed folder"
    folder.mkdir()
    if getattr(request, "param", "") != "left open":
        kept.close()
    for file in path.parent.glob(f"{path.name}*"):
        if not file.name.endswith("-shm"):
            shutil.copy(file, folder)
            (folder / file.name).chmod(0o444)
    folder.chmod(0o555)
    yield folder
    folder.chmod(0o755)


def obey_permissions():
    """Take from root, who may write everywhere, the right that makes it so (CAP_DAC_OVERRIDE)."""
    if os.geteuid() == 0:
        drop_from_bounds, dac_override = 24, 1
        ctypes.CDLL(None).prctl(drop_from_bounds, dac_override, 0, 0, 0)


def in_closed_folder(folder):
    """What three verbs say, in a process that may not write there."""
    if os.access(folder, os.W_OK) and not sys.platform.startswith("linux"):
        pytest.skip("this user may write everywhere, and nothing here can take that away")
    return subprocess.run(
        [sys.executable, "-c", SCRIPT, str(folder / "workspace.sqlite3"), str(RIVER)],
        preexec_fn=obey_permissions,
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )


def test_a_folder_that_is_closed_to_this_user_is_read(closed_folder):
    done = in_closed_folder(closed_folder)
    assert "accord: 2 entries hold" in done.stdout, done
    assert "title: Accord" in done.stdout
    assert [line for line in done.stdout.splitlines() if "exit" in line] == EXITS
    assert "the file is read-only for you" in done.stderr


@pytest.mark.parametrize("closed_folder", ["left open"], indirect=True)
def test_a_log_that_cannot_be_read_is_not_passed_over(closed_folder):
    done = in_closed_folder(closed_folder)
    assert "ends in -wal" in done.stderr, done
    assert "title: Accord" not in done.stdout
