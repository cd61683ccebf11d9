"""The how-to of a team's database, typed command by command: prepare, import, move, erase."""

from __future__ import annotations

import json

import pytest

from onetext.cli import _run
from postgresql_server import APPLICATION, OWNER


@pytest.fixture
def said(monkeypatch, tmp_path, capsys):
    """Runs a command with DATABASE_URL or a workspace, and returns what it printed."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ONETEXT_WORKSPACE", raising=False)
    monkeypatch.setenv("ONETEXT_KEY", str(tmp_path / "team" / "key"))

    def run(*arguments, url="", code=0):
        monkeypatch.setenv("DATABASE_URL", url)
        assert _run(list(arguments)) == code, capsys.readouterr().err
        printed = capsys.readouterr()
        return printed.out + printed.err

    return run


def test_a_team_s_database_is_prepared_used_and_left(postgresql, said):
    name = postgresql.new_database("template1")
    owner, application = postgresql.url(name, OWNER), postgresql.url(name)
    assert "its tables are missing" in said("database", url=application)
    assert "not ready" in said("cases", url=application, code=10)
    said("database", "--prepare", APPLICATION, url=owner)
    assert "every fence stands" in said("database", url=application)
    assert f"the role {OWNER} owns journal_entry" in said("database", url=owner)
    assert "a fence around the journal is down" in said("cases", url=owner, code=10)
    said("database", "--prepare", APPLICATION, url=owner)  # once more does no harm

    said("new", "talks", "--title", "Talks", "--out", "talks.yaml")
    printed = said("import", "talks.yaml", url=application)
    assert f"postgresql://{APPLICATION}@127.0.0.1" in printed
    said("backup", "1.backup", "--plain", url=application)
    said("restore", "1.backup", "--workspace", "laptop.sqlite3")
    answer = ("--party", "north", "--point", "ceasefire", "--option", "at-signature")
    said("answer", "talks", *answer, "--stance", "accepts", "--workspace", "laptop.sqlite3")
    said("backup", "2.backup", "--plain", "--workspace", "laptop.sqlite3")
    assert "5 entries there, 2 written" in said("restore", "2.backup", url=application)
    said("erase", "talks", "positions.north-answer-1", "--because", "x", "--yes", url=application)
    log = json.loads(said("log", "talks", "--json", url=application))
    assert [row["erased"] for row in log][-2:] == [True, False]
    assert "8 entries hold, 1 bodies" in said("verify", "talks", url=application)
    said("verify", "talks", "--give-receipt", "receipt.json", url=application)
    assert "holds" in said("verify", "talks", "--receipt", "receipt.json", url=application)


def test_the_owner_s_own_grant_is_renewed_not_widened(postgresql, said):
    name = postgresql.new_database()
    postgresql.sql(f"GRANT ALL ON journal_entry, journal_body TO {APPLICATION}", name)
    assert "may change" in said("database", url=postgresql.url(name))
    said("database", "--prepare", APPLICATION, url=postgresql.url(name, OWNER))
    assert "every fence stands" in said("database", url=postgresql.url(name))


def test_a_role_that_does_not_exist_is_said(postgresql, said):
    name = postgresql.new_database("template1")
    printed = said("database", "--prepare", "nobody", url=postgresql.url(name, OWNER), code=10)
    assert "not ready" in printed
