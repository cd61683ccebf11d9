"""Looking after what is kept: log, erase, backup, restore, database."""

from __future__ import annotations

import dataclasses
import io
import json

import pytest

from onetext.cli import _run
from onetext.model import Attribution, Case, Eye, Marking, Party, Source, Tlp
from onetext.storage.workspace import open_workspace
from onetext.workflows.journal import Scribe, erase_record, keep_case
from onetext.workflows.journal_log import journal_log
from strategies import NOW, salts

FOR_NORTH = Marking(tlp=Tlp.AMBER, audience=("north",))
QUIET = dataclasses.replace(FOR_NORTH, attribution=Attribution.CHATHAM_HOUSE)
CASE = Case(
    id="accord",
    title="Accord",
    parties=(Party(id="north", name="North"), Party(id="south", name="South")),
    sources=(
        Source(id="minutes", title="Minutes of Monday", marking=FOR_NORTH),
        Source(id="told-by-mr-grey", title="What Mr Grey said", marking=QUIET),
        Source(id="inside", title="For the team alone"),
    ),
)


@pytest.fixture
def workspace(tmp_path, monkeypatch):
    path = tmp_path / "workspace.sqlite3"
    monkeypatch.setenv("ONETEXT_WORKSPACE", str(path))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.chdir(tmp_path)
    store = open_workspace(path, create=True)
    keep_case(store, CASE, Scribe("Ada", NOW, salts()))
    store.close()
    return path


def said(capsys, *arguments, code=0):
    """What a command printed: data, and talk."""
    assert _run(list(arguments)) == code
    printed = capsys.readouterr()
    return printed.out, printed.err


def test_the_log_says_who_wrote_down_what_when(workspace, capsys):
    out, _ = said(capsys, "log", "accord", "--json")
    rows = json.loads(out)
    assert [row["number"] for row in rows] == [1, 2, 3, 4, 5, 6]
    assert rows[2] == {
        "number": 3,
        "at": NOW.isoformat(),
        "by": "Ada",
        "verb": "put",
        "kind": "sources",
        "id": "minutes",
        "title": "Minutes of Monday",
        "because": "",
        "erased": False,
    }
    out, _ = said(capsys, "log", "accord", "--about", "sources.minutes")
    assert "Minutes of Monday" in out
    assert "Grey" not in out


def test_the_log_shows_the_newest_and_says_that_there_is_more(workspace, capsys):
    out, err = said(capsys, "log", "accord", "--last", "1")
    assert "case.accord" in out
    assert "minutes" not in out
    assert "the last 1 of 6 entries" in err


def test_the_log_as_of_a_day_has_what_was_written_by_then(workspace, capsys):
    assert json.loads(said(capsys, "log", "accord", "--json", "--known-by", "2026-02-28")[0]) == []
    assert json.loads(said(capsys, "log", "accord", "--json", "--known-by", "2026-03-01")[0])


def test_a_party_s_log_has_its_own_entries_and_names_nobody_it_may_not_know(workspace, capsys):
    out, _ = said(capsys, "log", "accord", "--for", "north", "--json")
    rows = json.loads(out)
    assert [(row["number"], row["by"], row["id"]) for row in rows] == [
        (1, "drafting-team", "minutes"),
        (2, "drafting-team", "not-attributed"),
    ]
    for hidden in ("Ada", "grey", "Grey", "inside", "south"):
        assert hidden not in out
    assert "told-by-mr-grey" in said(capsys, "log", "accord", "--json")[0]  # the team knows


def test_a_log_of_no_such_kind_of_record_says_which_there_are(workspace, capsys):
    _, err = said(capsys, "log", "accord", "--about", "minutes", code=8)
    assert "names no record" in err
    assert "positions" in err


def test_what_was_erased_shows_as_erased_with_the_reason(workspace, capsys):
    out, err = said(capsys, "erase", "accord", "sources.minutes", "--because", "asked for", "--yes")
    assert out == "accord: 1 version of sources.minutes erased\n"
    assert "backups and case files made before" in err
    rows = json.loads(said(capsys, "log", "accord", "--about", "sources.minutes", "--json")[0])
    assert [(row["erased"], row["title"], row["because"]) for row in rows] == [
        (True, "", ""),
        (False, "", "asked for"),
    ]
    said(capsys, "verify", "accord")
    _, err = said(
        capsys, "erase", "accord", "sources.minutes", "--because", "again", "--yes", code=5
    )
    assert "no record sources.minutes to erase" in err


def test_nothing_is_erased_without_a_reason_or_a_yes(workspace, capsys, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO("no\n"))
    said(capsys, "erase", "accord", "sources.minutes", "--because", " ", "--yes", code=8)
    _, err = said(capsys, "erase", "accord", "sources.minutes", "--because", "x", code=130)
    assert "for good?" in err
    assert "Minutes" in said(capsys, "log", "accord", "--json")[0]


def test_a_backup_moves_a_case_to_another_workspace(workspace, capsys, tmp_path):
    words = tmp_path / "words"
    words.write_text("five words drawn by lot\n")
    out, _ = said(capsys, "backup", "talks.backup", "--passphrase-file", str(words))
    head = out.split("head ")[1].strip()
    assert b"Minutes" not in (tmp_path / "talks.backup").read_bytes()
    arguments = ["restore", "talks.backup", "--passphrase-file", str(words), "--workspace", "2.db"]
    out, err = said(capsys, *arguments, "--dry-run")
    assert "0 entries there, 6 would be written" in out
    assert "nothing was written to 2.db" in err
    assert not (tmp_path / "2.db").exists()
    out, err = said(capsys, *arguments)
    assert out == f"accord: 0 entries there, 6 written; head {head}\n"
    assert head in said(capsys, "verify", "accord", "--workspace", "2.db")[0]
    rows = json.loads(said(capsys, *arguments, "--json")[0])
    assert [(row["there"], row["written"], row["entries"]) for row in rows] == [(6, 0, 6)]


def test_a_backup_wants_a_passphrase_that_is_one(workspace, capsys, tmp_path):
    _, err = said(capsys, "backup", "talks.backup", code=8)
    assert "nobody sits at a terminal" in err
    (tmp_path / "words").write_text("short\n")
    _, err = said(capsys, "backup", "talks.backup", "--passphrase-file", "words", code=8)
    assert "too short" in err
    assert not (tmp_path / "talks.backup").exists()


def test_a_plain_backup_says_so_and_is_not_written_over(workspace, capsys):
    _, err = said(capsys, "backup", "talks.backup", "--plain")
    assert "whoever has it can read all of it" in err
    _, err = said(capsys, "backup", "talks.backup", "--plain", code=10)
    assert "never overwritten" in err


def test_where_cases_are_kept_is_said(workspace, capsys, monkeypatch, tmp_path):
    assert str(workspace) in said(capsys, "database")[0]
    monkeypatch.delenv("ONETEXT_WORKSPACE")
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/team.sqlite3")
    assert f"{tmp_path}/team.sqlite3" in said(capsys, "database")[0]
    _, err = said(capsys, "database", "--prepare", "talks_app", code=8)
    assert "no PostgreSQL database" in err


def test_a_damaged_workspace_fails_verification(workspace, capsys, monkeypatch):
    store_type = "onetext.storage.sqlite_journal.SqliteJournalStore.fault"
    monkeypatch.setattr(store_type, lambda self: "row 3 missing from index x")
    out, err = said(capsys, "verify", "accord", code=7)
    assert "6 entries hold" in out
    assert "row 3 missing from index x" in err


def test_an_erased_entry_of_a_record_under_the_rule_names_nobody(workspace):
    store = open_workspace(workspace)
    scribe = Scribe("Ada", NOW, salts())
    erase_record(store, "accord", "sources", "told-by-mr-grey", "Mr Grey asked", scribe)
    lines = journal_log(store, "accord", Eye(reader="north"))
    store.close()
    assert lines[-1].is_erased is False
    assert "rey" not in repr(lines)
