"""What a person confirms becomes a position with its evidence; what they reject is remembered."""

import json
import os
import pty
import select
import subprocess
import sys
import time
from dataclasses import replace

import pytest

from hanging import HANGING
from onetext.cli import _run
from onetext.errors import ImpossibleRequest, RecordMovedOn
from onetext.model import Attribution, Eye, Marking, Review, Stance, Tlp
from onetext.wiring import open_case, open_store, report_intake, scribe
from onetext.workflows.amend import Put, amend
from onetext.workflows.journal import kept_case, kept_journal
from onetext.workflows.read_reports import read_reports
from onetext.workflows.review import Decision, decide, edited, undecided
from onetext.workflows.review_undo import take_back

NORTH = "North accepts that the guns fall silent when the agreement is signed, its minister said."
SOUTH = (
    "A spokeswoman of South said that South insists on silent guns once the withdrawal is complete."
)
REPORT = f"Talks went on.\n\n{NORTH}\n\n{SOUTH}\n"


@pytest.fixture
def place(tmp_path, monkeypatch, capsys):
    """A workspace with the case `talks`, and a report beside it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ONETEXT_WORKSPACE", str(tmp_path / "workspace.sqlite3"))
    (tmp_path / "report.txt").write_text(REPORT, encoding="utf-8")
    assert _run(["new", "talks", "--out", "talks.yaml"]) == 0
    assert _run(["import", "talks.yaml"]) == 0
    capsys.readouterr()
    return tmp_path


@pytest.fixture
def store(place):
    return open_store(place / "workspace.sqlite3")


def reading(place, *names):
    return read_reports([place / name for name in names or ("report.txt",)], report_intake())


def kept(place):
    return open_case("workspace:talks", workspace=place / "workspace.sqlite3")


def waiting(store, read):
    return undecided(kept_case(store, "talks").case, read)


def test_confirmed_words_become_a_position_with_its_evidence(place, store):
    read = reading(place)
    first, _ = waiting(store, read)
    done = decide(store, "talks", first, Decision(Review.CONFIRMED), scribe("Ann"), reading=read)
    case = kept_case(store, "talks").case
    [position] = case.positions
    [source] = case.sources
    [statement] = case.statements
    assert position == done.position
    assert (position.party, position.point, position.options, position.stance) == (
        "north", "ceasefire", ("at-signature",), Stance.ACCEPTS,
    )  # fmt: skip
    assert position.sources == statement.sources == (source.id,)
    assert source.sha256 == statement.sha256 == read.reports[0].sha256
    start, end = map(int, statement.places[0].split("-"))
    assert read.reports[0].text[start:end] == statement.words
    assert statement.position == position.id
    assert {entry.entry.by for entry in kept_journal(store, "talks")[-3:]} == {"Ann"}


def test_before_a_decision_nothing_is_part_of_the_record(place, store):
    n_entries = len(kept_journal(store, "talks"))
    assert len(waiting(store, reading(place))) == 2
    assert len(kept_journal(store, "talks")) == n_entries


def test_what_was_rejected_is_not_proposed_again_and_made_no_position(place, store):
    read = reading(place)
    first, second = waiting(store, read)
    decide(store, "talks", first, Decision(Review.REJECTED, "he jests"), scribe(), reading=read)
    assert [one.id for one in waiting(store, reading(place))] == [second.id]
    case = kept_case(store, "talks").case
    assert case.positions == ()
    assert (case.statements[0].review, case.statements[0].because) == (Review.REJECTED, "he jests")


def test_an_edited_proposal_is_recorded_as_edited(place, store):
    read = reading(place)
    first, _ = waiting(store, read)
    case = kept_case(store, "talks").case
    changed = edited(case, first, stance=Stance.OPEN, options=["after-withdrawal"])
    done = decide(store, "talks", changed, Decision(Review.EDITED), scribe(), reading=read)
    assert done.position.stance is Stance.OPEN
    assert done.position.options == ("after-withdrawal",)
    assert done.statement.review is Review.EDITED


def test_what_lacks_something_cannot_be_confirmed(place, store):
    (place / "report.txt").write_text(
        "A passer-by said he opposes that the guns fall silent.", encoding="utf-8"
    )
    read = reading(place)
    [one] = waiting(store, read)
    n_entries = len(kept_journal(store, "talks"))
    with pytest.raises(ImpossibleRequest, match="party"):
        decide(store, "talks", one, Decision(Review.CONFIRMED), scribe(), reading=read)
    assert len(kept_journal(store, "talks")) == n_entries


def test_two_people_deciding_on_one_statement_are_told(place, store):
    read = reading(place)
    first, _ = waiting(store, read)
    decide(store, "talks", first, Decision(Review.CONFIRMED), scribe("Ann"), reading=read)
    with pytest.raises(RecordMovedOn):
        decide(store, "talks", first, Decision(Review.REJECTED), scribe("Ben"), reading=read)
    assert kept_case(store, "talks").case.statements[0].review is Review.CONFIRMED


def test_what_is_marked_for_one_party_is_not_seen_by_the_other(place, store):
    read = reading(place)
    first, _ = waiting(store, read)
    marking = Marking(tlp=Tlp.AMBER, audience=("north",))
    decide(
        store, "talks", first, Decision(Review.CONFIRMED, marking=marking), scribe(), reading=read
    )
    shown = kept_case(store, "talks", Eye(reader="north")).case
    assert len(shown.statements) == len(shown.positions) == len(shown.sources) == 1
    with pytest.raises(Exception, match="nothing for south to see"):
        kept_case(store, "talks", Eye(reader="south"))


def test_what_was_said_under_the_chatham_house_rule_names_nobody_to_a_party(place, store):
    read = reading(place)
    first, _ = waiting(store, read)
    marking = Marking(tlp=Tlp.AMBER, audience=("north",), attribution=Attribution.CHATHAM_HOUSE)
    decide(
        store, "talks", first, Decision(Review.CONFIRMED, marking=marking), scribe(), reading=read
    )
    for attribution in (True, False):
        shown = kept_case(store, "talks", Eye(reader="north"), attribution=attribution).case
        assert shown.statements == shown.positions == shown.sources == ()
    assert len(kept_case(store, "talks").case.positions) == 1


def test_a_later_decision_on_a_marked_source_keeps_its_marking(place, store):
    read = reading(place)
    first, second = waiting(store, read)
    marking = Marking(tlp=Tlp.RED, audience=("north",))
    decide(
        store, "talks", first, Decision(Review.CONFIRMED, marking=marking), scribe(), reading=read
    )
    done = decide(store, "talks", second, Decision(Review.CONFIRMED), scribe(), reading=read)
    assert done.position.marking.tlp is Tlp.RED


def test_a_report_of_the_same_origin_counts_once(place, store):
    (place / "copy.txt").write_text("Copied.\n" + REPORT, encoding="utf-8")
    read = reading(place, "report.txt", "copy.txt")
    made = waiting(store, read)
    assert len(made) == 4
    for one in (made[0], made[2]):
        decide(store, "talks", one, Decision(Review.CONFIRMED), scribe(), reading=read)
    first, second = kept_case(store, "talks").case.sources
    assert (first.derived_from, second.derived_from) == ((), (first.id,))


# ---- by file --------------------------------------------------------------------------------


def test_decisions_are_written_in_a_file_and_applied(place, capsys):
    assert _run(["review", "talks", "--reports", "report.txt", "--to", "decide.yaml"]) == 0
    text = (place / "decide.yaml").read_text(encoding="utf-8")
    assert text.count("decision:\n") == 2
    text = text.replace("decision:\n", "decision: confirm\n", 1)
    text = text.replace("decision:\n", "decision: reject\n", 1).replace(
        "stance: accepts", "stance: open", 1
    )
    (place / "decide.yaml").write_text(text, encoding="utf-8")
    capsys.readouterr()
    apply = ["review", "talks", "report.txt", "--from", "decide.yaml", "--json"]
    assert _run(apply) == 0
    done = json.loads(capsys.readouterr().out)
    assert [row["review"] for row in done] == ["edited", "rejected"]
    [position] = kept(place).positions
    assert position.stance is Stance.OPEN
    assert _run(apply) == 0  # a second time changes nothing
    assert json.loads(capsys.readouterr().out) == []


@pytest.mark.parametrize(
    ("written", "complaint"),
    [
        ("proposals: 3", "no list `proposals`"),
        ("proposals: [{id: s-1, decision: perhaps}]", "no decision"),
        ("proposals: [{id: s-1, decision: confirm}]", "there is no proposal s-1"),
        ("proposals: [{id: s-1, decision: confirm, stance: likes}]", "no stance"),
        ("proposals: [{id: s-1, decision: confirm, mood: sad}]", "no field 'mood'"),
        ("proposals: [7]", "no proposal"),
        ("[", "not YAML"),
    ],
)
def test_a_file_that_cannot_be_applied_says_why_and_changes_nothing(
    place, capsys, written, complaint
):
    (place / "decide.yaml").write_text(written, encoding="utf-8")
    assert _run(["review", "talks", "report.txt", "--from", "decide.yaml"]) != 0
    said = capsys.readouterr().err
    assert complaint in said
    assert "hint: " in said
    assert kept(place).statements == ()


def test_one_wrong_decision_keeps_all_of_a_file_from_being_applied(place, capsys):
    assert _run(["review", "talks", "report.txt", "--to", "decide.yaml"]) == 0
    text = (place / "decide.yaml").read_text(encoding="utf-8")
    text = text.replace("decision:\n", "decision: confirm\n").replace(
        "- after-withdrawal", "- never"
    )
    (place / "decide.yaml").write_text(text, encoding="utf-8")
    assert _run(["review", "talks", "report.txt", "--from", "decide.yaml"]) != 0
    assert "never" in capsys.readouterr().err
    assert kept(place).positions == ()


def test_a_case_that_is_only_a_file_cannot_keep_decisions(place, capsys):
    assert _run(["review", "talks.yaml", "report.txt"]) == 8
    said = capsys.readouterr().err
    assert "cannot be kept" in said
    assert "onetext import" in said


def test_proposals_are_listed_where_nobody_sits_at_a_keyboard(place, capsys):
    assert _run(["review", "talks", "report.txt", "--json"]) == 0
    listed = json.loads(capsys.readouterr().out)
    assert [(one["party"], one["direction"]) for one in listed] == [
        ("north", "for"), ("south", "for"),
    ]  # fmt: skip


# ---- by keyboard ----------------------------------------------------------------------------


def test_the_last_decision_is_taken_back_with_all_it_made(place, store, capsys):
    before = kept(place)
    read = reading(place)
    for one in waiting(store, read):
        decide(store, "talks", one, Decision(Review.CONFIRMED), scribe("Ann"), reading=read)
    n_entries = len(kept_journal(store, "talks"))
    assert _run(["review", "talks", "--undo", "--by", "Ann"]) == 0
    assert "taken back: south" in capsys.readouterr().out
    case = kept(place)
    assert [one.party for one in case.positions] == ["north"]
    assert len(case.sources) == 1, "the other decision still cites it"
    assert len(waiting(store, read)) == 1
    assert _run(["review", "talks", "--undo", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["source"] == case.sources[0].id
    assert kept(place) == before
    assert len(kept_journal(store, "talks")) == n_entries + 5, "an undo is new entries"
    assert len(waiting(store, read)) == 2


def test_with_nothing_decided_there_is_nothing_to_take_back(place, capsys):
    assert _run(["review", "talks", "--undo"]) != 0
    assert "no decision to take back" in capsys.readouterr().err


def test_a_position_changed_since_is_not_taken_back(place, store):
    read = reading(place)
    done = decide(
        store, "talks", waiting(store, read)[0], Decision(Review.CONFIRMED), scribe("Ann"),
        reading=read,
    )  # fmt: skip
    entry = next(
        one.entry for one in kept_journal(store, "talks") if one.entry.id == done.position.id
    )
    changed = replace(done.position, note="as I heard it")
    amend(store, "talks", [Put("positions", changed, entry.seq)], scribe("Ben"))
    with pytest.raises(ImpossibleRequest, match="was changed since"):
        take_back(store, "talks", scribe("Ann"))
    assert len(kept(place).positions) == 1


def test_a_source_that_was_there_before_stays(place, store):
    read = reading(place)
    first, second = waiting(store, read)
    decide(store, "talks", first, Decision(Review.REJECTED), scribe("Ann"), reading=read)
    take_back(store, "talks", scribe("Ann"))
    assert kept(place).sources == ()
    decide(store, "talks", first, Decision(Review.REJECTED), scribe("Ann"), reading=read)
    done = decide(store, "talks", second, Decision(Review.CONFIRMED), scribe("Ann"), reading=read)
    gone = take_back(store, "talks", scribe("Ann"), done.statement.id)
    assert (gone.position, gone.source) == (done.position.id, None)
    assert len(kept(place).sources) == 1


def typed(place, *keys):
    """Run the keyboard loop on a pseudo-terminal, typing each key after its prompt.

    Returns the exit code and everything it printed.
    """
    parent, child = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "onetext", "review", "talks", "report.txt", "--by", "Ann"],
        cwd=place,
        stdin=child,
        stdout=child,
        stderr=child,
        start_new_session=True,
        env={**os.environ, "TERM": "dumb"},
    )
    os.close(child)
    said, after = "", 0
    try:
        for prompt, key in keys:
            said = read_on(parent, said, lambda text, p=prompt, a=after: p in text[a:])
            assert prompt in said[after:], said
            after = len(said)
            time.sleep(0.5)  # a key pressed before the terminal is switched to single keys is lost
            os.write(parent, key.encode())
        said = read_on(parent, said, lambda text: False)
        return process.wait(timeout=HANGING), said
    finally:
        process.kill()
        process.wait()
        os.close(parent)


def read_on(parent, said, is_enough):
    """Read what is printed until it is enough, or the other side has closed, or it hangs."""
    end = time.monotonic() + HANGING
    while not is_enough(said) and time.monotonic() < end:
        if not select.select([parent], [], [], 0.2)[0]:
            continue
        try:
            new = os.read(parent, 4096)
        except OSError:  # closed
            break
        if not new:
            break
        said += new.decode(errors="replace")
    return said


def test_keys_confirm_reject_and_quit_and_the_rest_waits(place):
    code, said = typed(place, ("q quit", "c"), ("q quit", "q"))
    assert code == 0, said
    case = kept(place)
    assert [one.review for one in case.statements] == [Review.CONFIRMED]
    code, said = typed(place, ("q quit", "r"), ("why (", "no\r"))
    assert code == 0, said
    case = kept(place)
    assert [one.review for one in case.statements] == [Review.CONFIRMED, Review.REJECTED]
    assert case.statements[1].because == "no"
    assert len(case.positions) == 1


def test_a_key_takes_the_last_decision_back_and_asks_again(place):
    code, said = typed(place, ("q quit", "c"), ("q quit", "u"), ("q quit", "q"))
    assert code == 0, said
    assert "1 of 2" in said[said.index("taken back") :]
    assert kept(place).statements == kept(place).positions == ()


def test_ctrl_c_leaves_what_was_decided(place):
    code, said = typed(place, ("q quit", "c"), ("q quit", "\x03"))
    assert code in (0, 130), said
    assert len(kept(place).statements) == 1


def test_a_skipped_proposal_waits_for_the_next_time(place):
    code, said = typed(place, ("q quit", "s"), ("q quit", "s"))
    assert code == 0, said
    assert kept(place).statements == ()
