"""What `onetext solve` promises: a file in, the frontier and four solutions out, with proof."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from onetext.cli import main, onetext

SHEET = """point,option,north,south
border,open,3,0
border,closed,0,2
customs,joint,1,4
customs,none,4,0
no agreement,,1,1
"""


@pytest.fixture
def sheet(tmp_path):
    file = tmp_path / "two points.csv"
    file.write_text(SHEET)
    return str(file)


def test_json_says_everything_a_program_needs(sheet):
    result = CliRunner().invoke(onetext, ["solve", sheet, "--json"])
    data = json.loads(result.stdout)
    assert data["status"] == "proved"
    assert data["parties"] == ["north", "south"]
    assert (data["n_points"], data["n_outcomes"]) == (2, 4)
    frontier = data["pareto_frontier"]
    assert frontier["exact"]
    assert frontier["n_points"] == 3
    assert frontier["utilities"] == [[7, 0], [4, 4], [1, 6]]
    nash = data["solutions"]["nash"]
    assert nash == [{"package": ["open", "joint"], "utilities": [4, 4]}]
    assert set(data["solutions"]) == {"nash", "kalai_smorodinsky", "egalitarian", "utilitarian"}
    assert "9" in data["certificate"]["nash"]


def test_a_page_names_the_packages(sheet):
    result = CliRunner().invoke(onetext, ["solve", sheet])
    assert "2 points, 4 packages, 2 parties" in result.stdout
    assert "nash: border: open; customs: joint" in result.stdout


def test_no_zone_of_agreement_is_a_finding(tmp_path):
    file = tmp_path / "hard.csv"
    file.write_text(SHEET.replace("no agreement,,1,1", "no agreement,,7,6"))
    result = CliRunner().invoke(onetext, ["solve", str(file), "--json"])
    data = json.loads(result.stdout)
    assert result.exit_code == 0
    assert data["solutions"]["nash"] == []


@pytest.mark.parametrize("suffix", ["svg", "png"])
def test_a_picture_is_drawn(sheet, tmp_path, suffix):
    target = tmp_path / f"picture.{suffix}"
    result = CliRunner().invoke(onetext, ["solve", sheet, "--plot", str(target)])
    assert result.exit_code == 0
    assert target.stat().st_size > 1000


def test_a_file_that_cannot_be_read_says_why(tmp_path, capsys):
    (tmp_path / "x.csv").write_text("point,option,north\nborder,open,much\n")
    with pytest.raises(SystemExit) as stopped:
        main(["solve", str(tmp_path / "x.csv")])
    said = capsys.readouterr().err
    assert stopped.value.code == 4
    assert "'much' is not a number" in said
    assert "hint:" in said
