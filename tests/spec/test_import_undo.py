"""Nothing is lost by importing half of a file, and an import can be taken back in one step."""

from __future__ import annotations

import json

import pytest

RIVER = """\
id: river
title: The river
marking: {tlp: AMBER, audience: [north]}
parties: [{id: north, name: North}, {id: south, name: South}]
points:
- {id: p1, title: Bridges, options: [{id: all, title: All of them}, {id: half, title: Half}]}
- {id: p2, title: Water, options: [{id: all, title: All}, {id: half, title: Half}]}
texts:
- id: draft
  title: Draft
  clauses:
  - {point: p1, option: all}
  - {point: p2, option: half}
comments:
- {id: c1, party: south, text: draft, remark: Too many bridges.}
- {id: c2, party: north, text: draft, remark: Too few bridges.}
positions:
- {id: north-p1, party: north, point: p1, options: [all], stance: accepts}
- {id: south-p1, party: south, point: p1, options: [half], stance: proposes}
- id: secret
  party: south
  point: p1
  options: [all]
  stance: opposes
  marking: {tlp: RED}
"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("ONETEXT_WORKSPACE", str(tmp_path / "workspace.sqlite3"))
    monkeypatch.setenv("ONETEXT_BY", "mary")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def onetext(folder, command_line):
    return command_line


@pytest.fixture
def river(folder, onetext):
    path = folder / "river.yaml"
    path.write_text(RIVER)
    assert onetext("import", path)[0] == 0
    return path


def whole(onetext, *reader):
    return onetext("export", "river", *(reader or ("--keep-attribution",)))[1]


def refused(onetext, *arguments):
    before = onetext("log", "river", "--json", "--all")[1]
    code, out, err = onetext(*arguments)
    assert (code, out) == (8, ""), err
    assert "because: " in err
    assert "hint: " in err
    assert onetext("log", "river", "--json", "--all")[1] == before
    return err


# Half of a file -------------------------------------------------------------------------------


def test_no_file_cut_off_anywhere_loses_more_than_three_records_or_a_marking(onetext, river):
    """Wherever it is cut: it does not read, or asks first, or says what goes; and then undo."""
    before, party = whole(onetext), whole(onetext, "--for", "north")
    lines = RIVER.splitlines(keepends=True)
    asked = said = 0
    for n in range(4, len(lines)):
        river.write_text("".join(lines[:n]))
        code, out, err = onetext("import", river, "--json")
        if code == 0:
            row = json.loads(out)
            assert len(row["withdrawn"]) <= 3
            assert all(f"withdrawn: {one}" in err for one in row["withdrawn"])
            said += bool(row["withdrawn"])
            if row["entries"]:
                assert onetext("undo", "river")[0] == 0
        asked += code == 8
        assert whole(onetext) == before
        assert whole(onetext, "--for", "north") == party
    assert asked >= 10
    assert said >= 2


def test_a_cut_that_takes_a_marking_away_is_not_taken_for_an_opening(onetext, river):
    river.write_text(RIVER.removesuffix("  marking: {tlp: RED}\n"))
    err = refused(onetext, "import", river)
    assert "without the marking of their own they had: positions.secret" in err
    assert "secret" not in whole(onetext, "--for", "north")
    assert onetext("import", river, "--withdraw")[0] == 0
    assert "secret" in whole(onetext, "--for", "north")
    assert onetext("undo", "river")[0] == 0
    assert "secret" not in whole(onetext, "--for", "north")


def test_a_file_that_ends_in_the_middle_of_a_line_loses_nothing_unasked(onetext, river):
    cut = RIVER[: RIVER.index("- {id: south-p1") - 1]
    river.write_text(cut)
    err = refused(onetext, "import", river)
    assert "ends in the middle of a line" in err
    assert "positions.south-p1, positions.secret" in err
    river.write_text(cut + "\n")  # two of three positions, and the line is whole
    assert onetext("import", river)[0] == 0


def test_clauses_and_options_that_vanish_count_like_records(onetext, river):
    shorter = RIVER.replace("  - {point: p2, option: half}\n", "").replace(
        ", options: [{id: all, title: All}, {id: half, title: Half}]", ""
    )
    river.write_text(shorter.replace("- {id: c1, party: south", "- {id: c3, party: south"))
    err = refused(onetext, "import", river)
    assert "points.p2 would have 2 fewer options" in err
    assert "texts.draft would have 1 fewer clauses" in err
    assert "1 of the 10 records of river would be withdrawn: comments.c1" in err


def test_all_that_stood_under_a_heading_does_not_go_unasked(onetext, river):
    before, after = RIVER.split("comments:\n")
    river.write_text(before + "positions:\n" + after.split("positions:\n")[1])
    assert "has nothing left under comments" in refused(onetext, "import", river)


# Taking an import back ------------------------------------------------------------------------


def test_an_import_is_taken_back_and_brought_back_in_one_step_each(onetext, river):
    before = whole(onetext)
    river.write_text(
        RIVER.replace("Bridges", "Ferries")
        .replace("- {id: c1", "- {id: c9")
        .replace("tlp: RED", "tlp: CLEAR")
    )
    code, _, err = onetext("import", river)
    assert code == 0
    after = whole(onetext)
    entry = err.split("to take it back: onetext undo river --entry ")[1].split()[0]
    looked, out, _ = onetext("undo", "river", "--entry", entry, "--dry-run", "--json")
    assert (looked, json.loads(out)["written"], whole(onetext)) == (0, False, after)
    code, out, err = onetext("undo", "river", "--entry", entry, "--json")
    row = json.loads(out)
    assert code == 0
    assert row["withdrawn"] == ["comments.c9"]
    assert row["restored"] == ["points.p1", "positions.secret", "comments.c1"]
    assert whole(onetext) == before
    assert onetext("verify", "river")[0] == 0
    brings_back = err.split("to bring it back: onetext ")[1].split()
    assert onetext(*brings_back)[0] == 0
    assert whole(onetext) == after


def test_what_was_written_since_is_named_and_kept(onetext, river):
    river.write_text(RIVER.replace("Bridges", "Ferries").replace("Too many", "Far too many"))
    assert onetext("import", river)[0] == 0
    entry = json.loads(onetext("log", "river", "--json")[1])[-1]["number"]
    river.write_text(RIVER.replace("Bridges", "Tunnels").replace("Too many", "Far too many"))
    assert onetext("import", river, "--by", "paul")[0] == 0
    code, out, err = onetext("undo", "river", "--entry", entry)
    assert (code, out) == (6, "")
    assert "points.p1 moved on; nothing was taken back" in err
    assert "paul wrote it again" in err
    code, out, _ = onetext("undo", "river", "--entry", entry, "--keep-later", "--json")
    assert code == 0
    assert (json.loads(out)["later"], json.loads(out)["restored"]) == (
        ["points.p1"],
        ["comments.c1"],
    )
    page = whole(onetext)
    assert "Tunnels" in page
    assert "Far too many" not in page


def test_what_something_written_since_needs_is_not_taken_away(onetext, river):
    river.write_text(
        RIVER.replace(
            "{id: half, title: Half}]}\n- ",
            "{id: half, title: Half}, {id: none, title: None}]}\n- ",
        )
    )
    assert onetext("import", river)[0] == 0
    entry = json.loads(onetext("log", "river", "--json")[1])[-1]["number"]
    said = ("--party", "south", "--point", "p1", "--option", "none", "--stance", "accepts")
    assert onetext("answer", "river", *said)[0] == 0
    before = whole(onetext)
    code, out, err = onetext("undo", "river", "--entry", entry, "--keep-later")
    assert (code, out) == (6, "")
    assert "positions.south-answer-1" in err
    assert whole(onetext) == before
    assert onetext("undo", "river")[0] == 8  # the answer is not mary's: its writer is asked for
    last = json.loads(onetext("log", "river", "--json")[1])[-1]["number"]
    assert onetext("undo", "river", "--entry", last)[0] == 0
    assert onetext("undo", "river", "--entry", entry)[0] == 0
    assert "none" not in whole(onetext)


def test_the_last_step_of_somebody_else_is_not_taken_back_by_mistake(onetext, river):
    river.write_text(RIVER.replace("Bridges", "Ferries"))
    assert onetext("import", river, "--by", "paul")[0] == 0
    err = refused(onetext, "undo", "river")
    assert "paul wrote entry 12" in err
    assert onetext("undo", "river", "--entry", 12)[0] == 0


def test_what_was_erased_stays_erased(onetext, river):
    river.write_text(RIVER.replace("Too many", "Far too many").replace("Bridges", "Ferries"))
    assert onetext("import", river)[0] == 0
    entry = json.loads(onetext("log", "river", "--json")[1])[-1]["number"]
    assert onetext("erase", "river", "comments.c1", "--because", "asked for", "--yes")[0] == 0
    code, out, err = onetext("undo", "river", "--entry", entry, "--json")
    assert code == 0
    assert json.loads(out)["erased"] == ["comments.c1"]
    assert "erased, and stays so: comments.c1" in err
    page = whole(onetext)
    assert "Too many" not in page
    assert "Bridges" in page


@pytest.mark.parametrize(
    ("arguments", "code"),
    [(("river",), 8), (("river", "--entry", "99"), 5), (("lake",), 5), (("river.yaml",), 8)],
)
def test_what_cannot_be_taken_back_is_refused(onetext, river, arguments, code):
    before = whole(onetext)
    found, out, err = onetext("undo", *arguments)
    assert (found, out) == (code, "")
    assert "hint: " in err
    assert whole(onetext) == before


def test_who_may_see_is_taken_back_as_well(onetext, river):
    before = whole(onetext, "--for", "north")
    assert "Bridges" in before
    river.write_text(RIVER.replace("audience: [north]", "audience: [south]"))
    assert onetext("import", river)[0] == 0
    assert "Bridges" not in whole(onetext, "--for", "north")
    assert onetext("undo", "river")[0] == 0
    assert whole(onetext, "--for", "north") == before
