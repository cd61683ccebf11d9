"""What `onetext stability` promises: the printed answers, and every mistake at its place."""

from __future__ import annotations

import json

import pytest

from onetext.cli import main
from onetext.wiring import bundled_conflicts

DAM = """\
conflict: The dam
decision_makers: [north, south]
states: {shut: shut, open: open, paid: paid}
moves:
  north: [shut <> open]
  south: [open > paid]
preferences:
  north: [paid, shut, open]
  south: [[open, paid], shut]
"""
SCENARIO = """\
parties: {north: 0, south: 0}
points:
  northern line: {back: {north: 0, south: 3}, stays: {north: 1, south: 0}}
  southern line: {back: {north: 3, south: 0}, stays: {north: 0, south: 1}}
"""


@pytest.fixture
def onetext(tmp_path, monkeypatch, capsys):
    """Run a command line; return exit code, standard output and standard error."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ONETEXT_WORKSPACE", str(tmp_path / "workspace.sqlite3"))
    monkeypatch.setenv("COLUMNS", "120")

    def run(*arguments):
        with pytest.raises(SystemExit) as stopped:
            main([str(argument) for argument in arguments])
        out, err = capsys.readouterr()
        return stopped.value.code, out, err

    return run


@pytest.mark.parametrize(
    ("slug", "equilibria"),
    [
        (
            "elmira",
            {
                "Nash": ["s5", "s8", "s9"],
                "GMR": ["s1", "s4", "s5", "s8", "s9"],
                "SMR": ["s1", "s4", "s5", "s8", "s9"],
                "SEQ": ["s5", "s8", "s9"],
            },
        ),
        (
            "prisoners-dilemma",
            {"Nash": ["both break"]}
            | {concept: ["both keep", "both break"] for concept in ("GMR", "SMR", "SEQ")},
        ),
    ],
)
def test_the_bundled_conflicts_have_the_printed_equilibria(onetext, slug, equilibria):
    code, out, _ = onetext("stability", slug, "--json")
    assert (code, json.loads(out)["equilibria"]) == (0, equilibria)


def test_every_bundled_conflict_says_where_it_is_from(onetext):
    for slug in bundled_conflicts():
        assert json.loads(onetext("stability", slug, "--json")[1])["source"]


def test_coalitions_move_together(onetext):
    code, out, _ = onetext("stability", "elmira", "--coalitions", 3, "--json")
    row = json.loads(out)
    assert (code, row["equilibria"]["Nash"]) == (0, ["s8", "s9"])
    (jump,) = (
        one
        for one in row["standings"]
        if (one["concept"], one["movers"], one["state"]) == ("Nash", ["M", "F"], "s5")
    )
    assert jump["escape"] == "s8"


def test_a_file_of_ones_own_with_ties_and_moves_one_way(onetext, tmp_path):
    (tmp_path / "dam.yaml").write_text(DAM)
    code, out, _ = onetext("stability", "dam.yaml", "--why", "open", "--json")
    assert code == 0
    assert json.loads(out)["equilibria"]["Nash"] == ["shut", "paid"]  # a tie is no reason to move
    assert (
        "south (Nash, GMR, SMR, SEQ) would stay"
        in onetext("stability", "dam.yaml", "--why", "open")[1]
    )


def test_all_that_is_wrong_is_said_at_once_with_line_and_column(onetext, tmp_path):
    wrong = (
        DAM.replace("conflict:", "colour: red\nconflict:")
        .replace("[shut <> open]", "[shut <> flood, shut-open, open > open]")
        .replace("  south: [open", "  west: [open")
        .replace("[paid, shut, open]", "[paid, shut, shut]")
        + "now: dry\n"
    )
    (tmp_path / "dam.yaml").write_text(wrong)
    code, out, err = onetext("stability", "dam.yaml")
    assert (code, out) == (4, "")
    for said in (
        "dam.yaml:1:1 colour: there is no field 'colour'",
        "dam.yaml:6:11 moves.north[1]: there is no state 'flood'",
        "dam.yaml:6:26 moves.north[2]: 'shut-open' is no move",
        "dam.yaml:6:37 moves.north[3]: the move 'open > open' leads nowhere",
        "dam.yaml:7:3 moves.west: 'west' is no decision maker",
        "dam.yaml:9:23 preferences.north[3]: 'shut' is ranked twice",
        "dam.yaml:9:3 preferences.north: north does not rank open",
        "dam.yaml:11:1 now: there is no state 'dry'",
    ):
        assert said in err
    assert err.count("because: ") == err.count("hint: ") == 8


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("nowhere.yaml",), 3, "there is no such file"),
        (("nowhere",), 5, "the bundled ones are: elmira, prisoners-dilemma"),
        (("camp-david-1978",), 5, "--package"),
        (("lines.yaml",), 4, "--package says what was signed"),
        (("elmira", "--why", "s99"), 5, "there is no state 's99'"),
        (("elmira", "--coalitions", "4"), 8, "coalitions of 4"),
        (("elmira", "--walks-away", "M"), 8, "it is not said what was signed"),
        (("lines.yaml", "--package", "nash"), 8, "nobody could break"),
        (("lines.yaml", "--package", "northern line=back"), 8, "says nothing of southern line"),
        (("lines.yaml", "--package", "nash", "--breach", "north"), 8, "is no breach"),
        (("lines.yaml", "--package", "nash", "--walks-away", "east"), 5, "no party 'east'"),
        (("lines.yaml", "--package", "nash", "--breach", "north: sea > dry"), 5, "no point 'sea'"),
        (
            ("lines.yaml", "--package", "nash", "--breach", "north: southern line > back"),
            8,
            "breaks nothing",
        ),
    ],
)
def test_what_cannot_be_asked_is_refused_in_three_parts(onetext, tmp_path, arguments, code, said):
    (tmp_path / "lines.yaml").write_text(SCENARIO)
    found, out, err = onetext("stability", *arguments)
    assert (found, out) == (code, ""), err
    assert said in err
    assert "because: " in err
    assert "hint: " in err


def test_a_signed_package_is_asked_and_written_as_a_conflict(onetext, tmp_path):
    """Each line can be held again: it holds, but only because the other would answer."""
    (tmp_path / "lines.yaml").write_text(SCENARIO)
    signed = (
        *("lines.yaml", "--package", "northern line=back", "--package", "southern line=back"),
        *("--breach", "north: northern line <> stays", "--breach", "south: southern line <> stays"),
    )
    code, out, _ = onetext("stability", *signed, "--write", "signed.yaml", "--json")
    first = json.loads(out)
    assert code == 0
    assert {k for k, states in first["equilibria"].items() if "as signed" in states} == {
        "GMR",
        "SMR",
        "SEQ",
    }
    again = json.loads(onetext("stability", "signed.yaml", "--json")[1])
    assert (again["equilibria"], again["standings"]) == (first["equilibria"], first["standings"])


def test_the_page_says_who_would_leave(onetext):
    code, out, _ = onetext("stability", "prisoners-dilemma")
    said = " ".join(out.split())
    assert code == 0
    assert "both keep nobody breaks what was agreed first, second stays stays stays" in said
    assert "nothing is said of how likely a move is" in said
