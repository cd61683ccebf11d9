"""What is kept of a page over a write is what a server started afresh would write."""

from __future__ import annotations

import dataclasses
import datetime

import pytest

from onetext.model import TEAM_EYE, Eye, Option, Position, Stance, UncertainDate
from onetext.web.kept_parts import Keep
from onetext.workflows.journal import Scribe, keep_case
from strategies import salts
from web_fixtures import open_archive
from web_journals import HIDDEN, START, TO_SOUTH

PAGES = (
    *("", "briefings", "positions", "positions?as_of=2026-02-25"),
    *("signed", "signed?texts=all", "signed/next"),
    *("signed/working/text/t1/north", "signed/working/text/t1/_all"),
)


def changed(kind, place=0, **fields):
    """Return what writes one record of a case otherwise."""

    def written(case):
        records = list(getattr(case, kind))
        records[place] = dataclasses.replace(records[place], **fields)
        return dataclasses.replace(case, **{kind: tuple(records)})

    return written


HALF = Option(id="half", title="Half and half")
JOINT = Option(id="joint", title="Both together")
SAID = Position(
    id="north-2", party="north", stance=Stance.OPPOSES, point="p2", options=("joint",),
    since=UncertainDate("2026-02-22"), note="Not on our bank.", sources=("s1",),
)  # fmt: skip


def spoken(case):
    """Return the case with a position more."""
    return dataclasses.replace(case, positions=(*case.positions, SAID))


WRITES = {
    "a party's name": changed("parties", name="The North"),
    "a point and an option": changed(
        "points", title="Who takes what", options=(HALF, *HIDDEN.points[0].options[1:])
    ),
    "an option more": changed("points", 1, options=(JOINT, Option(id="each", title="Each"))),
    "a theme": changed("themes", title="The river"),
    "a source": changed("sources", title="A letter", reliability="A", credibility="1"),
    "a text": changed("texts", title="The first draft", clauses=()),
    "a position more": spoken,
    "a position": changed("positions", -1, note="Never.", since=UncertainDate("2026-02-23")),
    "a position taken back": lambda case: dataclasses.replace(case, positions=case.positions[:-1]),
    "the day it is kept to": lambda case: dataclasses.replace(case, as_of=DAY_AFTER),
    "a comment": changed("comments", remark="We could not."),
    "a meeting": changed("meetings", title="The round after"),
}
SHOWN_ON = {"a comment": {"", "briefings"}, "a meeting": {""}}
"""Writes few pages show, and those that do; the case says what was written last."""
DAY_AFTER = datetime.date(2026, 3, 2)


@pytest.fixture
def pages(team, monkeypatch):
    """Return what looks at every page with kept parts, and gives what each says."""
    from django.middleware import csrf

    monkeypatch.setattr("onetext.web.study_asked.DEFAULT_DRAWS", 200)
    monkeypatch.setattr(csrf, "_get_new_csrf_string", lambda: "x" * csrf.CSRF_SECRET_LENGTH)
    keep_case(team.store, HIDDEN, Scribe("chair", START, salts()))
    client = team.client("drafter")

    def looked_at():
        found = {page: client.get(f"/cases/drawn/{page}") for page in PAGES}
        assert {answer.status_code for answer in found.values()} == {200}
        return {page: answer.content for page, answer in found.items()}

    return looked_at


def write(store, case, minutes=1):
    keep_case(store, case, Scribe("chair", START + datetime.timedelta(minutes=minutes), salts()))


def test_whatever_is_written_the_page_kept_is_the_page_written_anew(team, pages):
    kept, case = pages(), HIDDEN
    for minutes, (about, written) in enumerate(WRITES.items(), 1):
        case = written(case)
        write(team.store, case, minutes)
        before, kept = kept, pages()
        open_archive(team.store)
        assert kept == pages(), about
        new = {page for page in PAGES if kept[page] != before[page]}
        assert new == SHOWN_ON[about] if about in SHOWN_ON else len(new) > 2, about


@pytest.mark.parametrize("about", SHOWN_ON)
def test_what_is_not_shown_has_nothing_worked_out_again(team, pages, monkeypatch, about):
    pages()
    asked = []
    for slow in (
        *("pages.positions.position_matrix", "pages.positions.position_days"),
        "pages.case.points_at_glance",
        *("pages.signed_next.proposal_from", "study_blocks.on_record", "desk_studies.fingerprint"),
    ):
        monkeypatch.setattr(f"onetext.web.{slow}", lambda *_, name=slow, **__: asked.append(name))
    write(team.store, WRITES[about](HIDDEN))
    pages()
    assert asked == []


def test_a_position_has_its_own_place_written_anew_and_no_other(team, pages, monkeypatch):
    pages()
    made, kept = [], Keep.kept
    monkeypatch.setattr(
        Keep, "kept", lambda self, name, given, new: kept(
            self, name, given, lambda: (made.append(name), new())[1])
    )  # fmt: skip
    write(team.store, spoken(HIDDEN))
    pages()
    places = {name[-2:] for name in made if isinstance(name, tuple) and "place" in name}
    assert places == {("point-p2", "north")}


# whose it is ------------------------------------------------------------------------------------

NORTH = Eye(reader="north")


@pytest.fixture
def journals(team):
    from onetext.web.followed import FollowedJournals

    keep_case(team.store, HIDDEN, Scribe("chair", START, salts()))
    return FollowedJournals(team.store)


def test_what_a_reader_may_not_see_is_in_no_part_of_its_records_and_makes_none_anew(journals):
    def found(case):
        made.append(case)
        return len(made)

    made: list = []
    asked = {"time": None, "name": "n", "found": found, "of": ("positions", "comments")}
    assert journals.finding("drawn", NORTH, **asked) == 1
    assert not made[0].texts
    secret = dataclasses.replace(SAID, marking=TO_SOUTH)
    write(journals.store, dataclasses.replace(HIDDEN, positions=(*HIDDEN.positions, secret)))
    assert journals.finding("drawn", NORTH, **asked) == 1
    assert journals.finding("drawn", TEAM_EYE, **asked) == 2
    assert secret.id in {position.id for position in made[1].positions}
    write(journals.store, dataclasses.replace(HIDDEN, positions=(*HIDDEN.positions, SAID)), 2)
    # South's alone until now; shown to everybody, and so to North
    assert journals.finding("drawn", NORTH, **asked) == 3


def test_a_piece_is_never_handed_to_another_reader_nor_made_sooner_for_it(journals):
    def piece(eye, given="the same", made="anew"):
        return journals.piece("drawn", eye, "a table", given, lambda: made)

    assert piece(TEAM_EYE, made="for the team") == "for the team"
    assert piece(NORTH, made="for North") == "for North"
    assert piece(NORTH) == "for North"
    assert piece(TEAM_EYE) == "for the team"
    assert piece(NORTH, given="another") == "anew"
    write(journals.store, changed("positions", -1, note="Never.")(HIDDEN))
    assert piece(TEAM_EYE) == "for the team"


def test_what_is_written_while_a_page_is_made_is_not_kept_with_what_the_page_shows(journals):
    view = journals.view("drawn", TEAM_EYE)
    write(journals.store, changed("comments", remark="We could not.")(HIDDEN))

    def remark(view=None):
        return journals.finding(
            "drawn", TEAM_EYE, None, "remark", lambda case: case.comments[0].remark, view=view
        )

    assert remark(view) == "We could."
    assert remark() == "We could not."
    assert remark(view) == "We could."


def test_what_was_used_longest_ago_goes_first():
    keep, made = Keep(10, len), []

    def kept(name):
        return keep.kept(name, None, lambda: made.append(name) or name * 4)

    assert [kept(name) for name in "ababcabc"] == [name * 4 for name in "ababcabc"]
    assert made == ["a", "b", "c", "a", "b", "c"]


@pytest.mark.parametrize(("many", "n_frozen"), [(3, 1), (10_000, 0)])
def test_a_big_case_is_left_alone_by_the_collector_from_its_first_view_on(
    journals, monkeypatch, many, n_frozen
):
    from onetext.web import lasting_memory

    done: list[str] = []
    monkeypatch.setattr(lasting_memory, "MANY", many)
    monkeypatch.setattr(lasting_memory.gc, "collect", lambda: done.append("collected"))
    monkeypatch.setattr(lasting_memory.gc, "freeze", lambda: done.append("frozen"))
    for minutes in (1, 2):
        journals.view("drawn", TEAM_EYE)
        write(journals.store, changed("comments", remark=f"{minutes} times.")(HIDDEN), minutes)
    assert done == ["collected", "frozen"] * n_frozen
