"""Where tests find what they need: the project, and shared data that never enters it."""

from __future__ import annotations

import atexit
import os
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings

# no deadline: the machine may be busy, and no test of ours asserts a time. In CI the same examples
# are drawn each time, so that a change is judged by what it changes; everywhere else new ones are.
settings.register_profile("quick", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.register_profile("long", deadline=None, max_examples=2000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))

pytest_plugins = ("web_fixtures", "web_accounts")

PROJECT = Path(__file__).resolve().parent.parent


def _keep_bytecode() -> None:
    """Compile each module once, beside the sources, whatever the environment says.

    The tests start hundreds of processes; one that has to compile Django and ortools by itself
    takes three times as long.
    """
    folder = os.environ.setdefault("PYTHONPYCACHEPREFIX", str(PROJECT / "build" / "bytecode"))
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    sys.pycache_prefix, sys.dont_write_bytecode = folder, False


_keep_bytecode()


def _leave_own_cases_alone() -> None:
    """Give whoever runs the tests an empty data folder: their own workspace is not looked at."""
    folder = tempfile.TemporaryDirectory(prefix="onetext-tests-")
    atexit.register(folder.cleanup)
    os.environ["XDG_DATA_HOME"] = folder.name


_leave_own_cases_alone()


@pytest.fixture(scope="session")
def project_dir() -> Path:
    """The root of the checkout."""
    return PROJECT


@pytest.fixture(scope="session")
def shared_dir() -> Path:
    """The folder of data that may not enter the project; skips, visibly, where it is absent."""
    folder = Path(os.environ.get("ONETEXT_SHARED", PROJECT.parent / "shared"))
    if not folder.is_dir():
        pytest.skip("the shared data folder is absent (set ONETEXT_SHARED to its path)")
    return folder


@pytest.fixture
def command_line(capsys):
    """Run a command line; return exit code, standard output and standard error."""
    from onetext.cli import main

    def run(*arguments):
        with pytest.raises(SystemExit) as stopped:
            main([str(argument) for argument in arguments])
        out, err = capsys.readouterr()
        return stopped.value.code, out, err

    return run
