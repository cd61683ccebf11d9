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
    both = "nash, kalai-smorodinsky, egalitarian, utilitarian:"
    assert f"{both}\n  border: open\n  customs: joint\n" in result.stdout


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


def data_of(*arguments):
    result = CliRunner().invoke(onetext, ["solve", *arguments, "--json"])
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_a_case_that_carries_weights_gives_its_published_answer():
    """Brams and Togman (1996): Israel 60 and Egypt 75 of 100; with Sinai divided, 395/6 each."""
    data = data_of("camp-david-1978")
    assert data["parties"] == ["israel", "egypt"]
    assert data["solutions"]["nash"][0]["utilities"] == [60, 75]
    division = data["adjusted_winner"]
    assert division["totals"] == ["395/6", "395/6"]
    assert division["initial"] == ["60", "75"]
    assert division["divided"] == "sinai"
    assert division["shares"]["sinai"] == {"israel": "1/6", "egypt": "5/6"}
    assert any("unverified" in note for note in data["notes"])
    page = CliRunner().invoke(onetext, ["solve", "camp-david-1978"]).stdout
    assert "395/6" in page
    assert "sinai: 1/6 to israel, 5/6 to egypt" in page


def test_a_case_without_scores_is_refused_and_names_the_study(capsys):
    with pytest.raises(SystemExit) as stopped:
        main(["solve", "ukraine-2025"])
    said = capsys.readouterr().err
    assert stopped.value.code == 8
    assert "not recorded: the weights of ukraine" in said
    assert "`onetext study ukraine-2025`" in said


CASE = """id: talks
title: Talks
parties: [{id: north, name: North}, {id: south, name: South}, {id: chair, name: C, signs: false}]
points:
  - {id: border, title: Border, options: [{id: open, title: o}, {id: closed, title: c}]}
  - id: quota
    title: Quota
    options: [{id: low, title: l}, {id: mid, title: m}, {id: high, title: h}]
  - {id: name, title: Name of the state}
rules:
  - {id: r1, kind: excludes, when: {border: open}, then: {quota: high}}
positions:
  - {id: n1, party: north, point: border, stance: proposes, options: [open]}
  - {id: s1, party: south, point: border, stance: proposes, options: [closed]}
weights:
  - {id: wn, party: north, points: {border: 60, quota: 40}}
  - {id: ws, party: south, points: {border: 50, quota: 50}}
scores:
  - {id: qn, party: north, point: quota, options: {low: 0, mid: 50, high: 100}}
  - {id: qs, party: south, point: quota, options: {low: 100, mid: 80, high: 0}}
"""


def test_scores_and_rules_of_a_case_file_are_used(tmp_path):
    (tmp_path / "talks.yaml").write_text(CASE)
    data = data_of(str(tmp_path / "talks.yaml"))
    assert (data["parties"], data["points"]) == (["north", "south"], ["border", "quota"])
    frontier = data["pareto_frontier"]
    found = zip(frontier["packages"], frontier["utilities"], strict=True)
    packages = {tuple(package): worth for package, worth in found}
    assert packages[("open", "mid")] == [80, 40]
    assert packages[("closed", "low")] == [0, 100]
    assert ("open", "high") not in packages  # the rule excludes it, at 100 for north
    assert data["adjusted_winner"] is None
    assert "1 points without options are in no package" in data["notes"]


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("  - {id: ws,", "  - {id: wx,", None),
        (
            "party: south, points: {border: 50, quota: 50}",
            "party: north, points: {border: 1}",
            "the weights of south",
        ),
        ("border: 50, quota: 50", "border: 50", "how much quota matters to south"),
        (
            "{low: 100, mid: 80, high: 0}",
            "{low: 100, high: 0}",
            "the options of quota are worth to south",
        ),
        (
            "stance: proposes, options: [closed]",
            "stance: accepts, options: [closed]",
            "the options of border are worth to south",
        ),
        (
            "scores:\n",
            "scores:\n  - {id: bn, party: north, point: border, options: {open: 100}}\n",
            "the options of border are worth to north",  # half a table is not filled in by guessing
        ),
    ],
)
def test_what_a_case_leaves_open_is_not_made_up(tmp_path, capsys, old, new, says):
    assert old in CASE
    (tmp_path / "talks.yaml").write_text(CASE.replace(old, new))
    with pytest.raises(SystemExit) as stopped:
        main(["solve", str(tmp_path / "talks.yaml")])
    said = capsys.readouterr()
    if says is None:
        assert stopped.value.code == 0
        return
    assert stopped.value.code == 8
    assert says in said.err
    assert f"onetext study {tmp_path / 'talks.yaml'}" in said.err


def test_a_workbook_is_solved_like_the_sheet_it_holds(sheet, tmp_path):
    import openpyxl

    book = openpyxl.Workbook()
    for line in SHEET.splitlines():
        book.active.append([int(c) if c.isdigit() else c or None for c in line.split(",")])
    book.save(tmp_path / "two points.xlsx")
    assert data_of(str(tmp_path / "two points.xlsx")) == data_of(sheet)


def test_a_name_that_is_no_file_and_no_case_is_told_what_comes_near(capsys):
    with pytest.raises(SystemExit) as stopped:
        main(["solve", "camp-david"])
    assert stopped.value.code == 5
    assert "did you mean 'camp-david-1978'?" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["s.yaml", "s.csv", "s.xlsx"])
def test_a_scenario_is_written_into_a_new_file_and_solves_alike(sheet, tmp_path, name):
    """Any format in, ours or a score sheet out; nothing that stands there is written over."""
    target = str(tmp_path / name)
    before = data_of(sheet, "--write", target)
    after = data_of(target)
    assert after["solutions"] == before["solutions"]
    assert after["fingerprint"] == before["fingerprint"]
    result = CliRunner().invoke(onetext, ["solve", sheet, "--write", target])
    assert "never overwritten" in str(result.exception)
    assert data_of(target) == after


def test_rules_go_into_yaml_and_not_into_a_sheet(tmp_path, capsys):
    (tmp_path / "talks.yaml").write_text(CASE)
    written = str(tmp_path / "scenario.yaml")
    before = data_of(str(tmp_path / "talks.yaml"), "--write", written)
    assert data_of(written)["pareto_frontier"] == before["pareto_frontier"]
    with pytest.raises(SystemExit) as stopped:
        main(["solve", written, "--write", str(tmp_path / "scores.csv")])
    assert stopped.value.code == 4
    assert "the scenario has rules" in capsys.readouterr().err
    assert not (tmp_path / "scores.csv").exists()
    with pytest.raises(SystemExit) as stopped:
        main(["solve", written, "--write", str(tmp_path / "scores.doc")])
    assert stopped.value.code == 8
