"""What happens to what is printed: a reader that leaves, a full disk, one and many of a thing."""

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from hanging import HANGING
from onetext.cli import _run, main
from onetext.cli._page import counted
from onetext.errors import ImpossibleRequest, StorageUnavailable
from onetext.formats import files, new_files
from onetext.formats.files import demand_suffix, write_bytes
from onetext.formats.new_files import write_new_bytes

PAGES = [["cases"], ["cases", "--json"], ["--help"], ["compare", "ukraine-2025", "us-28", "ua-20"]]


def started(arguments, tmp_path, **streams):
    return subprocess.Popen(
        [sys.executable, "-m", "onetext", *arguments],
        env=os.environ | {"ONETEXT_WORKSPACE": str(tmp_path / "workspace.sqlite3")},
        stderr=subprocess.PIPE,
        text=True,
        **streams,
    )


@pytest.mark.parametrize("arguments", PAGES, ids=" ".join)
def test_a_reader_that_has_gone_is_no_error(tmp_path, arguments):
    reader, writer = os.pipe()
    os.close(reader)
    run = started(arguments, tmp_path, stdout=writer)
    os.close(writer)
    said = run.communicate(timeout=HANGING)[1]
    assert run.returncode == 0
    empty = "sqlite3 yet; `onetext import CASE` brings a case in\n"
    assert said == "" or (said.startswith("nothing in ") and said.endswith(empty))


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize("arguments", PAGES, ids=" ".join)
def test_a_full_disk_is_told_in_three_parts(tmp_path, arguments):
    with Path("/dev/full").open("w") as full:
        run = started(arguments, tmp_path, stdout=full)
        said = run.communicate(timeout=HANGING)[1]
    assert run.returncode == StorageUnavailable.exit_code
    assert said.splitlines()[-3:] == [
        "the work could not be finished",
        "because: the system refused to read or write: no space left on device",
        "hint: make room or allow it, then try again",
    ]


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252"])
def test_what_goes_into_a_file_is_utf_8_whatever_the_system_uses(tmp_path, encoding):
    run = subprocess.run(
        [sys.executable, "-m", "onetext", "positions", "camp-david-1978"],
        env=os.environ | {"PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"},
        capture_output=True,
        timeout=HANGING,
        check=True,
    )
    assert "●" in run.stdout.decode("utf-8")


def test_a_screen_that_cannot_show_a_character_shows_another(monkeypatch):
    class Screen(io.TextIOWrapper):
        def isatty(self):
            return True

    shown = io.BytesIO()
    screen = Screen(shown, encoding="ascii")
    monkeypatch.setattr(sys, "stdout", screen)
    with pytest.raises(SystemExit) as left:
        main(["positions", "camp-david-1978"])
    screen.flush()
    assert (left.value.code, b"? proposes" in shown.getvalue()) == (0, True)


def test_a_narrow_screen_breaks_words_and_cuts_none_off(monkeypatch, capsys):
    monkeypatch.setenv("COLUMNS", "30")
    assert _run(["compare", "ukraine-2025", "us-28", "ua-20"]) == 0
    shown = capsys.readouterr().out
    assert "…" not in shown
    assert "enlargement" in "".join(shown.split())


def test_a_new_file_that_does_not_fit_leaves_nothing_behind(tmp_path, monkeypatch):
    def no_room(_handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(new_files.os, "fsync", no_room)
    with pytest.raises(StorageUnavailable, match="no space left"):
        write_new_bytes(tmp_path / "new.yaml", b"id: x")
    monkeypatch.setattr(files.os, "fsync", no_room)
    (tmp_path / "old.svg").write_bytes(b"old")
    with pytest.raises(StorageUnavailable, match="no space left"):
        write_bytes(tmp_path / "old.svg", b"new")
    assert [(one.name, one.read_bytes()) for one in tmp_path.iterdir()] == [("old.svg", b"old")]


def test_a_file_is_called_by_what_is_in_it(tmp_path):
    demand_suffix(tmp_path / "plan.SVG", (".svg", ".png"), "a plot", "")
    with pytest.raises(ImpossibleRequest, match="as a file without an ending"):
        demand_suffix(tmp_path / "plan", (".svg", ".png"), "a plot", "")


def test_one_and_many_of_a_thing():
    assert [counted(n, "party") for n in (0, 1, 2)] == ["0 parties", "1 party", "2 parties"]
    assert counted(1_944_000, "package") == "1,944,000 packages"
    assert counted(3, "day") == "3 days"
    assert [counted(2, noun) for noun in ("entry", "body")] == ["2 entries", "2 bodies"]


def test_a_kept_case_that_carries_scores_is_solved_by_its_id(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("ONETEXT_WORKSPACE", str(tmp_path / "workspace.sqlite3"))
    assert _run(["export", "camp-david-1978", "--out", str(tmp_path / "talks.yaml")]) == 0
    text = (tmp_path / "talks.yaml").read_text(encoding="utf-8")
    (tmp_path / "talks.yaml").write_text(text.replace("id: camp-david-1978", "id: talks", 1))
    assert _run(["import", str(tmp_path / "talks.yaml")]) == 0
    assert "onetext positions talks\n" in capsys.readouterr().err
    assert _run(["solve", "talks"]) == 0
    assert "product of gains 4,500" in capsys.readouterr().out
