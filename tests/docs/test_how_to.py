"""Every command the how-to pages show runs, in their order, and says what the page shows under it.

A line that begins with ``!`` is said on stderr by a command that is refused.
"""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess

import pytest

from onetext.cli import _run

PAGES = ["options-paper", "study-a-case", "score-files", "keep-a-case"]
BLOCK = re.compile(r"```console\n(.*?)```", re.S)


def shown(page):
    """Each command with the lines shown under it."""
    for block in BLOCK.findall(page):
        for part in re.split(r"^\$ ", block, flags=re.M)[1:]:
            command, *lines = part.splitlines()
            yield shlex.split(command), [line for line in lines if line.strip()]


def squeezed(text):
    return re.sub(r"\s+", " ", text).strip()


@pytest.fixture
def folder(project_dir, tmp_path, monkeypatch):
    """A folder to work in, with the project's own beside."""
    for name in ("src", "docs"):
        (tmp_path / name).symlink_to(project_dir / name)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ONETEXT_WORKSPACE", str(tmp_path / "workspace.sqlite3"))
    monkeypatch.setenv("COLUMNS", "100")
    return tmp_path


@pytest.mark.parametrize("name", PAGES)
def test_every_command_of_the_page_does_what_it_shows(project_dir, folder, capsys, name):
    page = (project_dir / f"docs/how-to/{name}.md").read_text(encoding="utf-8")
    commands = list(shown(page))
    assert len(commands) >= 4
    for (program, *arguments), lines in commands:
        if program == "cp":
            shutil.copy(*arguments)
            continue
        if program == "sed":
            subprocess.run([program, *arguments], check=True)
            continue
        code = _run(arguments)
        printed = capsys.readouterr()
        refused = any(line.startswith("! ") for line in lines)
        assert (code != 0) == refused, (arguments, printed.err)
        said = squeezed(printed.out + printed.err)
        for line in lines:
            assert squeezed(line.removeprefix("! ")) in said, (arguments, said)


def test_every_how_to_is_run_or_says_nothing_to_run(project_dir):
    pages = (project_dir / "docs/how-to").glob("*.md")
    with_commands = {page.stem for page in pages if BLOCK.search(page.read_text(encoding="utf-8"))}
    assert with_commands == set(PAGES)
