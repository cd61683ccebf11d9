"""``onetext study CASE --paper FILE``: page and paper say the same, or nothing is written."""

from __future__ import annotations

import html
import json

import pytest

from onetext import cli

ARGUMENTS = ["study", "camp-david-1978", "--draws", "100", "--seed", "3"]


def _run(arguments):
    with pytest.raises(SystemExit) as stopped:
        cli.main(arguments)
    return stopped.value.code


def test_the_paper_says_what_the_page_says_and_how_to_make_it_again(tmp_path, capsys):
    paper = tmp_path / "paper.html"
    assert _run([*ARGUMENTS, "--json", "--paper", str(paper)]) == 0
    page = capsys.readouterr()
    found = json.loads(page.out)
    assert page.err == f"wrote {paper}\n"
    written = html.unescape(paper.read_text(encoding="utf-8")).replace("\N{NO-BREAK SPACE}", " ")
    for point in found["points"]:
        assert point["title"] in written
    assert "onetext study camp-david-1978" in written
    assert "--draws 100 --seed 3 --paper paper.html" in written
    assert str(tmp_path) not in written


def test_the_same_command_gives_the_same_paper(tmp_path):
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        assert _run([*ARGUMENTS, "--json", "--paper", str(tmp_path / folder / "paper.html")]) == 0
    first, second = ((tmp_path / folder / "paper.html").read_bytes() for folder in ("a", "b"))
    assert first == second


def test_a_folder_that_is_not_there_is_named(tmp_path, capsys):
    assert _run([*ARGUMENTS, "--paper", str(tmp_path / "absent" / "paper.html")]) == 10
    said = capsys.readouterr()
    assert said.out == ""
    assert "the file cannot be written" in said.err
    assert "hint:" in said.err
    assert list(tmp_path.iterdir()) == []
