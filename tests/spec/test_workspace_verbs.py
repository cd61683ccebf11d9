"""What a person gets from new, import, export, verify and cases."""

from __future__ import annotations

import json
import shlex
import shutil
import sqlite3
from contextlib import closing

import pytest

from onetext.formats.case_file import load_case
from onetext.wiring import bundled_cases


@pytest.fixture
def workspace(tmp_path, monkeypatch):
    """An empty folder to work in, with its own workspace."""
    path = tmp_path / "ws" / "workspace.sqlite3"
    monkeypatch.setenv("ONETEXT_WORKSPACE", str(path))
    monkeypatch.chdir(tmp_path)
    return path


@pytest.fixture
def onetext(workspace, command_line):
    return command_line


RIVER = """\
id: river
title: The river
marking: {tlp: AMBER, audience: [north]}
parties: [{id: north, name: North}, {id: south, name: South}]
points:
- {id: p1, title: Bridges, options: [{id: all, title: All of them}]}
comments:
- id: south-says
  party: south
  text: draft
  remark: Too many bridges.
  marking: {tlp: CLEAR, attribution: chatham-house}
texts:
- {id: draft, title: Draft, clauses: [{point: p1, option: all}]}
positions:
- id: secret
  party: south
  point: p1
  options: [all]
  stance: opposes
  marking: {tlp: RED}
"""


@pytest.fixture
def river(tmp_path, workspace, onetext):
    path = tmp_path / "river.yaml"
    path.write_text(RIVER)
    code, _, _ = onetext("import", path)
    assert code == 0
    return path


def has_three_parts(err):
    return "\nbecause: " in err and "\nhint: " in err and "Traceback" not in err


def test_new_starts_a_file_that_loads_and_never_overwrites_one(onetext, tmp_path):
    code, out, _ = onetext("new", "river-accord", "--title", 'The "river" accord: [draft]')
    assert (code, out) == (0, "river-accord.yaml\n")
    case = load_case(tmp_path / "river-accord.yaml")
    assert (case.id, case.title) == ("river-accord", 'The "river" accord: [draft]')
    before = (tmp_path / "river-accord.yaml").read_bytes()
    assert before.count(b"#") > 20
    code, out, err = onetext("new", "river-accord")
    assert (code, out) == (8, "")
    assert has_three_parts(err)
    assert (tmp_path / "river-accord.yaml").read_bytes() == before


def test_new_starts_a_file_whose_examples_are_true_too(onetext, tmp_path):
    """Uncommented, the examples make a case that keeps the rules."""
    onetext("new", "river")
    lines = (tmp_path / "river.yaml").read_text().splitlines()
    whole = []
    for line in lines:
        if line.startswith(("# - ", "#   ")):
            if whole[-1].endswith(": []"):
                whole[-1] = whole[-1].removesuffix(" []")
            whole.append(line[2:])
        else:
            whole.append(line)
    (tmp_path / "whole.yaml").write_text("\n".join(whole))
    case = load_case(tmp_path / "whole.yaml")
    assert len(case.texts) == len(case.positions) == len(case.sources) == 1


@pytest.mark.parametrize("slug", ["River Accord", "", "../x", "ü", "x" * 81])
def test_new_refuses_what_cannot_be_an_id(onetext, tmp_path, slug):
    code, _, err = onetext("new", "--", slug)
    assert code == 8
    assert has_three_parts(err)
    assert not list(tmp_path.glob("**/*.yaml"))


def test_new_where_nothing_can_be_written(onetext, tmp_path):
    code, _, err = onetext("new", "river", "--out", tmp_path / "no" / "such" / "folder.yaml")
    assert code == 10
    assert has_three_parts(err)


def test_import_again_writes_only_what_changed_and_tells_what_is_withdrawn(onetext, river):
    river.write_text(RIVER.replace("Bridges", "Ferries").split("positions:")[0])
    code, out, err = onetext("import", river, "--json")
    assert code == 0
    row = json.loads(out)
    assert row["changed"] == ["points.p1"]
    assert row["withdrawn"] == ["positions.secret"]
    assert row["added"] == []
    assert row["entries"] == 2
    assert "withdrawn: positions.secret" in err
    _, out, _ = onetext("import", river, "--json")
    assert json.loads(out)["entries"] == 0


def test_import_looks_first_when_asked_to_and_writes_nothing(onetext, river, workspace):
    _, before, _ = onetext("verify", "river", "--json")
    river.write_text(RIVER.replace("Bridges", "Ferries"))
    code, out, _ = onetext("import", river, "--dry-run", "--json")
    assert code == 0
    assert json.loads(out)["changed"] == ["points.p1"]
    assert json.loads(out)["written"] is False
    assert onetext("verify", "river", "--json")[1] == before


def test_looking_first_makes_no_workspace(onetext, tmp_path, workspace):
    (tmp_path / "river.yaml").write_text(RIVER)
    assert onetext("import", "river.yaml", "--dry-run")[0] == 0
    assert not workspace.parent.exists()


def test_a_file_with_problems_writes_nothing(onetext, tmp_path, workspace):
    (tmp_path / "river.yaml").write_text(RIVER.replace("point: p1", "point: p9"))
    code, out, err = onetext("import", "river.yaml")
    assert (code, out) == (4, "")
    assert has_three_parts(err)
    assert not workspace.exists()


def test_export_gives_back_what_was_imported(onetext, river, tmp_path):
    code, _, _ = onetext("export", "river", "--keep-attribution", "--out", "out.yaml")
    assert code == 0
    assert load_case(tmp_path / "out.yaml") == load_case(river)


def test_a_case_that_is_not_found_is_looked_for_in_a_place_that_is_named(onetext, river, workspace):
    _, _, err = onetext("positions", "rivver")
    assert f"nor kept in {workspace}" in err
    assert "did you mean 'river'?" in err


def test_a_file_from_before_does_not_take_back_what_was_written_since(onetext, river, workspace):
    """An answer came in, and then somebody imports the file they had edited all along."""
    said = ("--party", "south", "--point", "p1", "--option", "all", "--stance", "accepts")
    assert onetext("answer", "river", *said)[0] == 0
    before = onetext("log", "river", "--json")[1]
    river.write_text(RIVER.replace("Too many bridges.", "Far too many bridges."))
    code, out, err = onetext("import", river)
    assert (code, out) == (8, "")
    assert "positions.south-answer-1: written since this file was made" in err
    assert has_three_parts(err)
    assert onetext("log", "river", "--json")[1] == before
    made_from = err.split("--made-from ")[1].split()[0]
    code, _, err = onetext("import", river, "--made-from", made_from)
    assert (code, "withdrawn: " in err) == (0, False)
    assert "south-answer-1" in onetext("export", "river", "--keep-attribution")[1]
    assert onetext("import", river, "--withdraw")[0] == 0
    assert "south-answer-1" not in onetext("export", "river", "--keep-attribution")[1]


def test_export_strips_the_speaker_even_for_the_team(onetext, river):
    code, out, err = onetext("export", "river")
    assert code == 0
    assert "Too many bridges." in out
    assert "south-says" not in out
    assert "Chatham House Rule: 1 record without the speaker" in err


def test_export_for_a_party_shows_what_it_may_see_and_loads(onetext, river, tmp_path):
    code, _, _ = onetext("export", "river", "--for", "north", "--out", "north.yaml")
    assert code == 0
    page = (tmp_path / "north.yaml").read_text()
    assert "secret" not in page
    assert "Too many bridges." in page
    assert load_case(tmp_path / "north.yaml").texts[0].clauses[0].option == "all"
    code, out, _ = onetext("export", "river", "--for", "South")  # by its name as well
    assert code == 0
    assert "Bridges" not in out.replace("Too many bridges.", "")


def test_export_for_a_party_is_the_same_from_file_and_workspace(onetext, river):
    from_file = onetext("export", river, "--for", "north")
    assert onetext("export", "river", "--for", "north") == from_file


def test_export_for_a_party_does_not_write_over_a_file_of_the_team(onetext, river):
    code, _, err = onetext("export", "river", "--for", "north", "--out", river)
    assert code == 8
    assert has_three_parts(err)
    assert river.read_text() == RIVER


def test_export_keeps_the_comments_of_the_team_s_own_file(onetext, river):
    river.write_text("# ours\n" + RIVER)
    assert onetext("export", "river", "--keep-attribution", "--out", river)[0] == 0
    assert river.read_text() == "# ours\n" + RIVER


def test_export_does_not_write_over_another_case(onetext, river, tmp_path):
    other = tmp_path / "other.yaml"
    other.write_text("id: other\ntitle: Other\n")
    code, _, err = onetext("export", "river", "--out", other)
    assert code == 8
    assert has_three_parts(err)
    assert other.read_text() == "id: other\ntitle: Other\n"


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("export", "nowhere"), 5),
        (("export", "river", "--for", "nrth"), 5),
        (("export", "river", "--for", "north", "--keep-attribution"), 8),
        (("export", "river", "--known-by", "soon"), 8),
        (("export", "camp-david-1978", "--known-by", "2025"), 8),
        (("verify", "nowhere"), 5),
        (("verify",), 8),
        (("verify", "river", "--all"), 8),
        (("verify", "river", "--for", "north"), 8),
        (("verify", "river", "--receipt", "river.yaml"), 3),
        (("verify", "river", "--receipt", "no-such-file"), 3),
        (("import", "no-such-file.yaml"), 3),
        (("import", "no-such-case"), 5),
    ],
)
def test_every_refusal_says_what_because_and_hint(onetext, river, arguments, code):
    found, _, err = onetext(*arguments)
    assert found == code, err
    assert has_three_parts(err)


def test_verify_names_the_first_broken_entry(onetext, river, workspace):
    code, out, _ = onetext("verify", "--all", "--json")
    assert code == 0
    (row,) = json.loads(out)
    assert (row["case"], row["holds"], row["first_broken"]) == ("river", True, None)
    with closing(sqlite3.connect(workspace)) as database:
        database.execute("DROP TRIGGER journal_entry_is_never_changed")
        database.execute("UPDATE journal_entry SET by = 'nobody' WHERE seq = 3")
        database.commit()
    code, out, err = onetext("verify", "river", "--json")
    assert code == 7
    row = json.loads(out)
    assert (row["holds"], row["first_broken"]) == (False, 3)
    assert "entry 3 of the journal of river is broken" in err
    assert has_three_parts(err)
    assert onetext("export", "river")[0] == 7
    assert onetext("import", river)[0] == 7
    assert onetext("cases")[0] == 0  # what is not broken can still be found


@pytest.mark.parametrize("reader", [None, "north"])
def test_a_receipt_shows_an_end_that_was_cut_off(onetext, river, workspace, reader):
    who = ("--for", reader) if reader else ()
    assert onetext("verify", "river", "--give-receipt", "receipt.json", *who)[0] == 0
    assert onetext("verify", "river", "--receipt", "receipt.json")[0] == 0
    with closing(sqlite3.connect(workspace)) as database:
        for trigger in ("journal_entry_is_never_removed", "journal_body_goes_after_its_erasure"):
            database.execute(f"DROP TRIGGER {trigger}")
        (last,) = database.execute("SELECT max(seq) FROM journal_entry").fetchone()
        database.execute("DELETE FROM journal_body WHERE entry_id >= ?", (last,))
        database.execute("DELETE FROM journal_entry WHERE seq >= ?", (last,))
        database.commit()
    assert onetext("verify", "river")[0] == 0  # the chain cannot see it
    code, out, err = onetext("verify", "river", "--receipt", "receipt.json")
    assert code == 7
    assert "cut off" in err
    assert "cut off" in out
    assert " hold" not in out
    code, out, _ = onetext("verify", "river", "--receipt", "receipt.json", "--json")
    row = json.loads(out)
    assert (code, row["holds"], row["first_broken"]) == (7, False, None)
    assert "cut off" in row["because"]


def test_a_receipt_says_nothing_of_what_its_reader_may_not_see(onetext, river, tmp_path):
    onetext("verify", "river", "--give-receipt", "before.json", "--for", "north")
    river.write_text(RIVER.replace("stance: opposes", "stance: red-line"))
    assert onetext("import", river)[0] == 0
    onetext("verify", "river", "--give-receipt", "after.json", "--for", "north")
    assert (tmp_path / "after.json").read_text() == (tmp_path / "before.json").read_text()


def test_a_receipt_that_was_altered_is_refused(onetext, river, tmp_path):
    onetext("verify", "river", "--give-receipt", "receipt.json")
    row = json.loads((tmp_path / "receipt.json").read_text())
    row["length"] -= 1
    (tmp_path / "receipt.json").write_text(json.dumps(row))
    code, _, err = onetext("verify", "river", "--receipt", "receipt.json")
    assert code == 7
    assert "changed after it was signed" in err


def test_cases_lists_bundled_and_kept_ones(onetext, river):
    code, out, _ = onetext("cases", "--json")
    assert code == 0
    rows = {(row["where"], row["id"]): row for row in json.loads(out)}
    assert {slug for where, slug in rows if where == "bundled"} == set(bundled_cases())
    assert rows["workspace", "river"]["title"] == "The river"
    assert rows["workspace", "river"]["entries"] == 7


def test_the_kept_case_is_meant_where_the_workspace_is_named(onetext, tmp_path, monkeypatch):
    onetext("export", "camp-david-1978", "--out", "mine.yaml")
    page = (tmp_path / "mine.yaml").read_text()
    title = load_case(tmp_path / "mine.yaml").title
    (tmp_path / "mine.yaml").write_text(page.replace(title, "Mine"))
    assert onetext("import", "mine.yaml")[0] == 0
    assert "title: Mine" in onetext("export", "camp-david-1978")[1]
    monkeypatch.delenv("ONETEXT_WORKSPACE")
    assert "title: Mine" not in onetext("export", "camp-david-1978")[1]


def test_what_collides_with_others_since_the_export_is_refused(onetext, river, tmp_path):
    _, _, said = onetext("export", "river", "--keep-attribution", "--out", "copy.yaml")
    assert "--made-from 7" in said
    river.write_text(RIVER.replace("Bridges", "Ferries"))
    assert onetext("import", river, "--by", "somebody-else")[0] == 0
    copy = tmp_path / "copy.yaml"
    copy.write_text(copy.read_text().replace("Bridges", "Tunnels"))
    code, out, err = onetext("import", copy, "--made-from", 7)
    assert (code, out) == (6, "")
    assert "Tunnels" in err
    assert "somebody-else" in err
    assert "Ferries" in err
    assert has_three_parts(err)
    assert "Ferries" in onetext("export", "river")[1]


def test_what_an_export_for_a_reader_left_out_is_never_withdrawn(onetext, river, tmp_path):
    """The hint of a whole copy does not stand here, and following it all the same is refused."""
    before = onetext("export", "river", "--keep-attribution")[1]
    for number, who in enumerate(((), ("--for", "north"), ("--for", "public"))):
        copy = tmp_path / f"copy-{number}.yaml"
        code, _, said = onetext("export", "river", *who, "--out", copy)
        assert code == 0
        assert "--made-from" not in said
        assert "--keep-attribution" in said
        copy.write_text(copy.read_text() + "\n# edited by hand\n")
        for made_from in ((), ("--made-from", "7"), ("--yes",)):
            code, out, err = onetext("import", copy, *made_from)
            assert (code, out) == (8, "")
            assert has_three_parts(err)
            assert "--keep-attribution" in err
    assert onetext("export", "river", "--keep-attribution")[1] == before


def test_following_the_hint_of_a_whole_copy_changes_nothing(onetext, river, tmp_path):
    _, _, said = onetext("export", "river", "--keep-attribution", "--out", "copy.yaml")
    hint = said.split("to bring changes back: onetext ")[1].splitlines()[0]
    assert "copy.yaml" in hint
    code, out, _ = onetext(*hint.split(), "--json")
    assert code == 0
    assert json.loads(out)["entries"] == 0


def test_a_case_without_anything_to_leave_out_is_whole_for_the_team(onetext, river):
    river.write_text(RIVER.replace(", attribution: chatham-house", ""))
    assert onetext("import", river)[0] == 0
    code, out, said = onetext("export", "river")
    assert code == 0
    assert "made_for" not in out
    assert "--made-from" in said


def test_a_reader_s_copy_says_the_same_whether_something_was_left_out_or_not(onetext, tmp_path):
    """Otherwise the mark itself would tell north that there is more."""
    bare = RIVER.split("comments:")[0]
    (tmp_path / "bare.yaml").write_text(bare)
    (tmp_path / "more.yaml").write_text(bare + "events: [{id: e, title: E, marking: {tlp: RED}}]")
    pages = [onetext("export", f"{name}.yaml", "--for", "north")[1] for name in ("bare", "more")]
    assert pages[0] == pages[1]
    assert "made_for: north" in pages[0]


def test_a_copy_made_for_a_reader_may_begin_a_record_of_the_reader_s_own(onetext, river, tmp_path):
    onetext("export", "river", "--for", "north", "--out", "north.yaml")
    theirs = ("--workspace", tmp_path / "theirs.sqlite3")
    assert onetext("import", "north.yaml", *theirs)[0] == 0
    code, _, said = onetext("export", "river", "--keep-attribution", "--out", "own.yaml", *theirs)
    assert code == 0
    assert "--made-from" in said  # north may edit it, in north's own workspace
    own = tmp_path / "own.yaml"
    own.write_text(own.read_text().replace("Bridges", "Ferries"))
    code, out, _ = onetext("import", own, *theirs, "--json")
    assert code == 0
    assert json.loads(out)["changed"] == ["points.p1"]
    assert onetext("import", "north.yaml", *theirs)[0] == 8  # what north added since would go


def test_a_stripped_copy_does_not_write_over_the_team_s_own_file(onetext, river):
    code, _, err = onetext("export", "river", "--out", river)
    assert code == 8
    assert has_three_parts(err)
    assert river.read_text() == RIVER


def test_another_case_under_the_same_id_is_refused_unless_it_is_meant(onetext, river):
    before = onetext("export", "river", "--keep-attribution")[1]
    river.write_text("id: river\ntitle: Another one\nparties: [{id: east, name: East}]\n")
    for arguments in ((), ("--dry-run",)):
        code, out, err = onetext("import", river, *arguments)
        assert (code, out) == (8, "")
        assert "6 of the 6 records of river would be withdrawn" in err
        assert "--withdraw" in err
        assert has_three_parts(err)
    assert onetext("export", "river", "--keep-attribution")[1] == before
    code, out, _ = onetext("import", river, "--withdraw", "--json")
    assert code == 0
    assert len(json.loads(out)["withdrawn"]) == 6


def test_up_to_three_records_may_be_withdrawn_without_asking(onetext, river):
    river.write_text(RIVER.split("comments:")[0])  # three of six
    code, out, _ = onetext("import", river, "--json")
    assert code == 0
    assert len(json.loads(out)["withdrawn"]) == 3


def test_the_next_command_names_the_workspace_that_was_named(onetext, river, tmp_path):
    path = tmp_path / "an other.sqlite3"
    _, _, said = onetext("import", river, "--workspace", path)
    hint = said.split("read it with: onetext ")[1].splitlines()[0]
    assert onetext(*shlex.split(hint))[0] == 0
    assert str(path) in hint
    _, _, said = onetext("export", "river", "--keep-attribution", "--workspace", path)
    assert str(path) in said.split("to bring changes back: ")[1]
    assert "--workspace" not in onetext("import", river)[2]  # the environment names it still


def test_a_copy_somebody_works_on_goes_before_the_bundled_case_of_its_id(onetext):
    matters = ("--party", "egypt", "--matters", "sinai,linkage")
    assert onetext("import", "camp-david-1978")[0] == 0
    bundled = onetext("export", "bundled:camp-david-1978")[1]
    assert onetext("answer", "camp-david-1978", *matters)[0] == 0
    mine = onetext("export", "camp-david-1978")[1]
    assert mine != bundled
    assert onetext("export", "workspace:camp-david-1978")[1] == mine
    assert onetext("export", "bundled:camp-david-1978")[1] == bundled


@pytest.mark.parametrize("name", ["workspace:ukraine-2025", "bundled:river"])
def test_a_prefix_says_where_and_nothing_else_is_taken(onetext, river, name):
    code, out, err = onetext("positions", name)
    assert (code, out) == (5, "")
    assert has_three_parts(err)


def test_help_says_how_a_case_in_the_workspace_is_named(onetext):
    assert "workspace:ID and bundled:SLUG" in " ".join(onetext("--help")[1].split())


def test_a_copy_without_its_key_says_so_and_gets_no_other_one(onetext, river, workspace, tmp_path):
    assert onetext("verify", "river", "--give-receipt", "receipt.json")[0] == 0
    copy = tmp_path / "copy" / "backup.sqlite3"
    copy.parent.mkdir()
    with closing(sqlite3.connect(workspace)) as whole, closing(sqlite3.connect(copy)) as database:
        whole.backup(database)
    code, out, err = onetext("verify", "river", "--receipt", "receipt.json", "--workspace", copy)
    assert (code, out) == (10, "")
    assert f"{copy}.key: the key of the workspace is missing" in err
    assert has_three_parts(err)
    assert onetext("verify", "river", "--workspace", copy)[0] == 0
    assert onetext("positions", "river", "--workspace", copy)[0] == 0
    assert not list(copy.parent.glob("*.key"))
    shutil.copy(f"{workspace}.key", f"{copy}.key")
    assert onetext("verify", "river", "--receipt", "receipt.json", "--workspace", copy)[0] == 0


def test_a_receipt_signed_with_another_key_says_where_the_right_one_belongs(
    onetext, river, workspace
):
    onetext("verify", "river", "--give-receipt", "receipt.json")
    key = workspace.with_name(workspace.name + ".key")
    key.unlink()
    onetext("verify", "river", "--give-receipt", "newer.json")  # makes another key
    code, out, err = onetext("verify", "river", "--receipt", "receipt.json")
    assert code == 7
    assert "another key" in out
    assert str(key) in err


def test_a_receipt_of_another_case_says_nothing_of_this_one(onetext, river, tmp_path):
    onetext("verify", "river", "--give-receipt", "receipt.json")
    (tmp_path / "lake.yaml").write_text("id: lake\ntitle: Lake\n")
    assert onetext("import", "lake.yaml")[0] == 0
    code, out, err = onetext("verify", "lake", "--receipt", "receipt.json")
    assert (code, out) == (8, "")
    assert has_three_parts(err)


def test_a_file_made_before_an_erasure_does_not_bring_back_what_was_erased(onetext, tmp_path):
    (tmp_path / "river.yaml").write_text(RIVER, encoding="utf-8")
    assert onetext("import", "river.yaml")[0] == 0
    said = onetext("erase", "river", "positions.secret", "--because", "asked for", "--yes")
    assert "case files made before this still hold it" in said[2]
    for more in ((), ("--made-from", "8")):
        code, _, err = onetext("import", "river.yaml", *more)
        assert (code, "written down again: positions.secret; nothing" in err) == (8, True), err
    before, after = RIVER.split("positions:\n")
    (tmp_path / "rest.yaml").write_text(before, encoding="utf-8")
    assert onetext("import", "rest.yaml")[0] == 0
    assert "secret" in after
    code, _, err = onetext("import", "river.yaml", "--yes")
    assert (code, "1 record new" in err) == (0, True), err
