"""Every command the README shows runs, and says what the README shows."""

import os
import re
import shlex
import signal
import subprocess
import sys
import urllib.request

import pytest

from hanging import HANGING
from onetext.cli import _VERBS, _run

ELSEWHERE = {"serve", "members", "move"}
"""Verbs that need a server: `serve` has its own test below, the other two run with deploy.md."""

BLOCK = re.compile(r"```console\n(.*?)```", re.S)


def shown(project_dir):
    """The README's commands in order, each with the lines shown under it."""
    for block in BLOCK.findall((project_dir / "README.md").read_text(encoding="utf-8")):
        for part in re.split(r"^\$ ", block, flags=re.M)[1:]:
            command, *lines = part.splitlines()
            yield shlex.split(command)[1:], [line for line in lines if line.strip()]


def squeezed(text):
    return re.sub(r"\s+", " ", text).strip()


def test_every_command_of_the_readme_does_what_it_shows(project_dir, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    for folder in ("src", "docs"):
        (tmp_path / folder).symlink_to(project_dir / folder)
    (tmp_path / "build").mkdir()
    monkeypatch.setenv("ONETEXT_WORKSPACE", str(tmp_path / "workspace.sqlite3"))
    monkeypatch.setenv("COLUMNS", "100")
    for arguments, lines in shown(project_dir):
        if arguments[0] in ELSEWHERE:
            continue
        code = _run(arguments)
        printed = capsys.readouterr()
        assert code == 0, (arguments, printed.err)
        for line in lines:
            assert squeezed(line) in squeezed(printed.out), arguments


def test_the_server_of_the_readme_says_where_it_is_and_ends_when_told(project_dir, tmp_path):
    [arguments] = [found for found, _ in shown(project_dir) if found[0] == "serve"]
    workspace = tmp_path / "workspace.sqlite3"
    assert _run(["import", "camp-david-1978", "--workspace", str(workspace)]) == 0
    server = subprocess.Popen(
        [sys.executable, "-m", "onetext", *arguments, "--no-browser", "--port", "0"],
        env={**os.environ, "ONETEXT_WORKSPACE": str(workspace)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        address = next(line for line in server.stdout if "http://" in line)
        assert address.startswith("http://127.0.0.1:")
        browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
        with browser.open(address.strip(), timeout=HANGING) as page:  # it serves, not only says so
            assert "onetext" in page.read().decode()
        server.send_signal(signal.SIGINT)
        assert server.wait(timeout=HANGING) == 0
    finally:
        server.kill()
        server.communicate()


def test_every_verb_has_a_worked_example(project_dir):
    used = {arguments[0] for arguments, _ in shown(project_dir)}
    assert set(_VERBS) <= used


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md"])
def test_links_to_files_lead_somewhere(project_dir, name):
    text = (project_dir / name).read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#:]+)\)", text):
        assert (project_dir / target).exists(), target


def test_every_guard_of_a_dangerous_place_exists(project_dir):
    text = (project_dir / "CONTRIBUTING.md").read_text(encoding="utf-8")
    guards = re.findall(r"\| `(tests/[^`]+\.py)` \|", text)
    assert guards
    assert all((project_dir / guard).is_file() for guard in guards)
