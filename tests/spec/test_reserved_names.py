"""A party of an old journal that is called like other readers sees no more than everybody does."""

from __future__ import annotations

import dataclasses
import json

import pytest

from onetext.cli import main
from onetext.errors import ImpossibleRequest
from onetext.model import (
    Case,
    Comment,
    Eye,
    Marking,
    Party,
    Point,
    Position,
    Stance,
    Text,
    Tlp,
    party_eye,
)
from onetext.wiring import open_store, passing_store, scribe
from onetext.workflows.export_case import exported_case, reader_eye
from onetext.workflows.journal import keep_case, misnamed_parties
from onetext.workflows.readers import case_for

NAMES = ("drafting-team", "public", "all")


def old_case(name):
    """A case as a journal may hold it that was written before such names were refused."""
    red = Marking(tlp=Tlp.RED)
    return Case(
        id="old",
        title="Old",
        marking=Marking(tlp=Tlp.CLEAR),
        parties=(Party(id=name, name="Westland"), Party(id="east", name="Eastland")),
        points=(Point(id="p1", title="Bridges"),),
        texts=(Text(id="t1", title="Draft"),),
        positions=(
            Position(id="s1", party="east", stance=Stance.OPPOSES, point="p1", marking=red),
        ),
        comments=(
            Comment(id="c1", party="east", text="t1", remark="A secret of the team.", marking=red),
        ),
    )


@pytest.fixture(params=NAMES)
def name(request):
    return request.param


@pytest.fixture
def store(name):
    kept = passing_store()
    keep_case(kept, old_case(name), scribe("mary"))
    return kept


def test_its_eyes_are_never_the_team_s(name):
    for marking in (Marking(), Marking(tlp=Tlp.RED, audience=("east",)), Marking(tlp=Tlp.GREEN)):
        assert not party_eye(name).may_see(marking)
    assert party_eye("east") == Eye(reader="east")


def test_a_study_for_it_is_cut_out_for_everybody_s_eyes(name):
    seen = case_for(old_case(name), "Westland")
    assert (seen.comments, seen.positions) == ((), ())
    assert seen.points


@pytest.mark.parametrize("asked", ["by id", "by name"])
def test_no_copy_is_made_for_a_reader_nobody_can_tell(store, name, asked):
    with pytest.raises(ImpossibleRequest, match="nobody can tell who"):
        exported_case(store, "old", reader=name if asked == "by id" else "Westland")


def test_where_no_party_has_the_name_it_means_what_it_always_did():
    kept = passing_store()
    case = old_case("west")
    keep_case(kept, case, scribe("mary"))
    assert reader_eye(kept, "old", "drafting-team") == Eye()
    assert reader_eye(kept, "old", "public") == Eye(reader="public")
    assert reader_eye(kept, "old", "Westland") == Eye(reader="west")
    assert misnamed_parties(kept, "old") == ()
    gone = dataclasses.replace(case, parties=case.parties[1:])
    keep_case(kept, gone, scribe("mary"))
    assert misnamed_parties(kept, "old") == ()


def test_verify_says_so_and_the_chain_still_holds(name, tmp_path, monkeypatch, capsys):
    path = tmp_path / "workspace.sqlite3"
    monkeypatch.setenv("ONETEXT_WORKSPACE", str(path))
    keep_case(open_store(path, create=True), old_case(name), scribe("mary"))
    with pytest.raises(SystemExit) as stopped:
        main(["verify", "old", "--json"])
    out, err = capsys.readouterr()
    assert stopped.value.code == 0
    row = json.loads(out)
    assert row["holds"]
    assert row["misnamed"] == [f"parties.{name}"]
    assert f"a party of old is called {name!r}" in err
    assert "because: " in err
    assert "hint: " in err
