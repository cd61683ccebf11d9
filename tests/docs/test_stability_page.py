"""Every command of the page on stability says what is shown; its example file is read."""

from __future__ import annotations

import re
import shlex

import pytest

from onetext.cli import _run
from onetext.formats.graph_model_yaml import FIELDS, parse_conflict


def shown(page):
    """Each command with the lines shown under it."""
    for block in re.findall(r"```console\n(.*?)```", page, re.S):
        for part in re.split(r"^\$ ", block, flags=re.M)[1:]:
            command, *lines = part.splitlines()
            yield shlex.split(command), [line for line in lines if line.strip()]


def squeezed(text):
    return re.sub(r"\s+", " ", text).strip()


@pytest.fixture(scope="module")
def page(project_dir):
    return (project_dir / "docs/bargaining/stability.md").read_text(encoding="utf-8")


def test_every_command_of_the_page_says_what_it_shows(page, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setenv("ONETEXT_WORKSPACE", str(tmp_path / "workspace.sqlite3"))
    commands = list(shown(page))
    assert len(commands) >= 5
    for (_, *arguments), lines in commands:
        assert _run(arguments) == 0, shlex.join(arguments)
        printed = capsys.readouterr()
        said = squeezed(printed.out + printed.err)
        for line in lines:
            assert squeezed(line) in said, (arguments, said)


def test_the_file_on_the_page_is_read_and_every_field_is_told_of(page):
    (text,) = re.findall(r"```yaml\n(.*?)```", page, re.S)
    conflict = parse_conflict(text, "dam.yaml")
    assert (conflict.now, conflict.names["north"]) == ("shut", "Northland")
    assert all(f"`{field}`" in page for field in FIELDS)
