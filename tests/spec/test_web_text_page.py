"""The text pages: lay out, edit in place, revise, lay side by side, follow a point, ask."""

from __future__ import annotations

import dataclasses
import html
import re

import pytest

from onetext.model import (
    Alternative,
    Case,
    Clause,
    ClauseState,
    Marking,
    Option,
    Party,
    Point,
    Position,
    Stance,
    Text,
    Tlp,
    UncertainDate,
)
from onetext.workflows.journal import Scribe, keep_case, kept_case
from web_fixtures import signed_in
from web_journals import START

CLEAR = Marking(tlp=Tlp.CLEAR)
DRAFT = Text(
    id="t1",
    title="First draft",
    date=UncertainDate("2026-02-01"),
    tabled_by=("north",),
    clauses=(
        Clause(point="p1", number="1", wording={"en": "Each side shall take half."}),
        Clause(
            point="p2",
            number="2",
            state=ClauseState.BRACKETED,
            alternatives=(
                Alternative(option="joint", wording={"en": "Both measure"}, asked_by=("north",)),
                Alternative(wording={"en": "An outsider measures"}, asked_by=("south",)),
            ),
        ),
        Clause(point="p3", number="3", wording={"en": "Old dams go."}, state=ClauseState.DROPPED),
    ),
)
SECOND = Text(
    id="t2",
    title="Second draft",
    date=UncertainDate("2026-02-10"),
    revises=("t1",),
    clauses=(
        Clause(point="p2", number="1", option="joint", wording={"en": "Both measure"}),
        Clause(point="p1", number="2", wording={"en": "Each side shall take a third."}),
    ),
)
CASE = Case(
    id="drawn",
    title="River accord",
    marking=CLEAR,
    parties=(Party(id="north", name="North"), Party(id="south", name="South")),
    points=(
        Point(id="p1", title="Share of the river"),
        Point(id="p2", title="Who measures", options=(Option(id="joint", title="Both"),)),
        Point(id="p3", title="Dams"),
    ),
    texts=(DRAFT, SECOND),
    positions=(
        Position(id="n1", party="north", stance=Stance.PROPOSES, point="p2", options=("joint",)),
    ),
)


@pytest.fixture
def drafter(team):
    def salts():
        return b"s" * 32

    keep_case(team.store, CASE, Scribe("chair", START, salts))
    return team.client("drafter")


def words(response):
    """The page as a reader sees it: no tags, one space."""
    body = re.sub(r"<(script|style|svg|head).*?</\1>", " ", response.content.decode(), flags=re.S)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body)).split())


def text_of(team, text_id):
    return next(t for t in kept_case(team.store, "drawn").case.texts if t.id == text_id)


def form_of(response):
    """The fields of the clause form, as a browser would send them back."""
    page = response.content.decode()
    form = page[page.index('id="edit"') :]
    fields = {
        name: html.unescape(value)
        for name, value in re.findall(r'<input[^>]*name="([^"]+)" value="([^"]*)"', form)
        if "csrf" not in name
    }
    for name, value in re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>(.*?)</textarea>', form):
        fields[name] = html.unescape(value)
    for name, inner in re.findall(r'<select[^>]*name="([^"]+)">(.*?)</select>', form, re.S):
        chosen = re.search(r'value="([^"]*)" selected', inner)
        fields[name] = chosen.group(1) if chosen else re.search(r'value="([^"]*)"', inner).group(1)
    ticked: dict[str, list[str]] = {}
    boxes = r'<input type="checkbox" name="([^"]+)" value="([^"]+)"( checked)?'
    for name, value, checked in re.findall(boxes, form):
        fields.pop(name, None)
        if checked:
            ticked.setdefault(name, []).append(value)
    return {**fields, **ticked}


class TestLayout:
    def test_the_list_says_which_texts_are_live(self, drafter):
        page = words(drafter.get("/cases/drawn/text"))
        assert "1 text is live. The latest is Second draft." in page
        assert page.index("Second draft") < page.index("First draft")

    def test_what_is_agreed_between_some_is_not_counted_as_agreed(self, team, drafter):
        address = "/cases/drawn/text/t2/edit/p1"
        form = form_of(drafter.get(address)) | {"clause-0-state": "agreed"}
        drafter.post(address, form | {"clause-0-agreed_by": ["north"]})
        page = words(drafter.get("/cases/drawn/text"))
        assert "1 agreed between some" in page
        assert "1 agreed ," not in page
        drafter.post(address, form_of(drafter.get(address)) | {"clause-0-agreed_by": []})
        assert "1 agreed , 1 open" in words(drafter.get("/cases/drawn/text"))

    def test_brackets_name_who_asked(self, drafter):
        page = words(drafter.get("/cases/drawn/text/t1"))
        assert "[Both measure] asked for by North" in page
        assert "or [An outsider measures] asked for by South" in page
        assert "Old dams go." in page

    def test_the_clean_view_has_no_brackets_and_no_struck_points(self, drafter):
        page = words(drafter.get("/cases/drawn/text/t1?view=clean"))
        assert "Each side shall take half." in page
        assert "Not settled." in page
        body = page[page.index("Share of the river") :]
        assert not re.search(r"Both measure|asked for|Old dams|\[", body)

    def test_a_party_view_names_nobody_else(self, drafter):
        response = drafter.get("/cases/drawn/text/t1?view=party&for=south")
        page = response.content.decode()
        assert "tabled by" not in page
        body = page[page.index('class="text-body"') :]
        assert "South" not in body.split("</main>")[0]
        assert "North" not in body.split("</main>")[0]
        plain = words(response)
        assert plain.index("[An outsider measures]") < plain.index("[Both measure]")
        assert "asked for by you" in plain
        assert "asked for by others" in plain

    def test_a_party_view_shows_what_the_party_has_said(self, drafter):
        page = drafter.get("/cases/drawn/text/t1?view=party&for=north").content.decode()
        assert 'class="stance is-proposes"' in page[page.index('class="text-body"') :]
        other = drafter.get("/cases/drawn/text/t1?view=party&for=south").content.decode()
        assert 'class="stance is-proposes"' not in other[other.index('class="text-body"') :]

    def test_a_careful_reader_asks_beside_the_clause(self, drafter):
        page = words(drafter.get("/cases/drawn/text/t1"))
        assert "A careful reader would ask 2 things." in page
        assert "By when is not said. Each side shall take half." in page

    def test_a_party_is_shown_no_questions_and_no_forms(self, team, drafter):
        client = signed_in("party", "north")
        response = client.get("/cases/drawn/text/t1")
        assert response.status_code == 200
        assert "careful reader" not in words(response)
        assert "/edit/" not in response.content.decode()
        assert client.get("/cases/drawn/text/t1/edit/p1").status_code == 404
        assert client.get("/cases/drawn/text/t1/revise").status_code == 404

    def test_a_party_cannot_ask_for_anothers_view(self, team, drafter):
        client = signed_in("party", "north")
        own = words(client.get("/cases/drawn/text/t1?view=party&for=south"))
        assert "As it would be laid before North" in own

    def test_a_text_that_is_not_there(self, drafter):
        assert drafter.get("/cases/drawn/text/t9").status_code == 404


class TestEditing:
    def test_a_clause_is_edited_and_the_rest_stays(self, team, drafter):
        address = "/cases/drawn/text/t1/edit/p1"
        form = form_of(drafter.get(address))
        assert form["clause-0-wording-en"] == "Each side shall take half."
        form["clause-0-wording-en"] = "Each side shall take half by May."
        response = drafter.post(address, form)
        assert response.status_code == 302
        assert response["Location"].endswith("/text/t1#point-p1")
        kept = text_of(team, "t1")
        assert kept.clauses[0].wording == {"en": "Each side shall take half by May."}
        assert kept.clauses[1:] == DRAFT.clauses[1:]

    def test_a_form_sent_back_as_it_was_changes_nothing(self, team, drafter):
        for point in ("p1", "p2", "p3"):
            address = f"/cases/drawn/text/t1/edit/{point}"
            assert drafter.post(address, form_of(drafter.get(address))).status_code == 302
        assert text_of(team, "t1") == DRAFT
        assert len(kept_case(team.store, "drawn").case.texts) == 2

    def test_an_alternative_is_added_with_who_asks(self, team, drafter):
        address = "/cases/drawn/text/t1/edit/p2"
        form = form_of(drafter.get(address))
        form["clause-0-alternative-2-wording-en"] = "Nobody measures"
        form["clause-0-alternative-2-asked_by"] = ["north", "south"]
        assert drafter.post(address, form).status_code == 302
        added = text_of(team, "t1").clauses[1].alternatives[2]
        assert added == Alternative(wording={"en": "Nobody measures"}, asked_by=("north", "south"))

    def test_a_point_without_a_clause_gets_one(self, team, drafter):
        address = "/cases/drawn/text/t2/edit/p3"
        form = form_of(drafter.get(address)) | {"clause-0-wording-en": "Dams stay."}
        assert drafter.post(address, form).status_code == 302
        assert text_of(team, "t2").clauses[-1].wording == {"en": "Dams stay."}

    def test_two_drafters_on_different_points_do_not_disturb_each_other(self, team, drafter):
        other = team.client("drafter", name="other")
        mine, theirs = "/cases/drawn/text/t1/edit/p1", "/cases/drawn/text/t1/edit/p3"
        first, second = form_of(drafter.get(mine)), form_of(other.get(theirs))
        first["clause-0-wording-en"], second["clause-0-wording-en"] = "Mine.", "Theirs."
        assert other.post(theirs, second).status_code == 302
        assert drafter.post(mine, first).status_code == 302
        found = [c.wording.get("en") for c in text_of(team, "t1").clauses]
        assert found == ["Mine.", None, "Theirs."]

    def test_two_drafters_on_one_clause_the_second_sees_both_versions(self, team, drafter):
        other = team.client("drafter", name="other")
        address = "/cases/drawn/text/t1/edit/p1"
        first, second = form_of(other.get(address)), form_of(drafter.get(address))
        first["clause-0-wording-en"] = "Each side shall take half at once."
        second["clause-0-wording-en"] = "Each side shall take a third."
        assert other.post(address, first).status_code == 302
        refused = drafter.post(address, second)
        assert refused.status_code == 409
        page = words(refused)
        assert "Each side shall take half at once ." in page
        assert "Each side shall take a third ." in page
        assert "other wrote" in page
        kept = text_of(team, "t1")
        assert kept.clauses[0].wording == {"en": "Each side shall take half at once."}
        form = form_of(refused)
        assert form["clause-0-wording-en"] == "Each side shall take a third."

        both = drafter.post(address, {**form, "both": "1"})
        assert both.status_code == 302
        clause = text_of(team, "t1").clauses[0]
        assert clause.state is ClauseState.BRACKETED
        assert [one.wording["en"] for one in clause.alternatives] == [
            "Each side shall take half at once.",
            "Each side shall take a third.",
        ]

    def test_the_second_may_deliberately_keep_their_own(self, team, drafter):
        other = team.client("drafter", name="other")
        address = "/cases/drawn/text/t1/edit/p1"
        first, second = form_of(other.get(address)), form_of(drafter.get(address))
        first["clause-0-wording-en"], second["clause-0-wording-en"] = "Theirs.", "Mine."
        other.post(address, first)
        form = form_of(drafter.post(address, second))
        assert drafter.post(address, form).status_code == 302
        assert text_of(team, "t1").clauses[0].wording == {"en": "Mine."}

    @pytest.mark.parametrize(
        ("changed", "what"),
        [
            ({"clause-0-state": "moved"}, "where the point was moved to"),
            ({"clause-0-state": "bracketed", "clause-0-wording-en": ""}, "nothing in the brackets"),
            ({"clause-0-option": "no-such"}, "no-such"),
        ],
    )
    def test_what_cannot_be_kept_comes_back_beside_the_form(self, team, drafter, changed, what):
        address = "/cases/drawn/text/t1/edit/p1"
        response = drafter.post(address, form_of(drafter.get(address)) | changed)
        assert response.status_code == 422
        assert what in words(response)
        assert text_of(team, "t1") == DRAFT

    def test_a_form_from_nowhere_writes_nothing(self, team, drafter):
        assert drafter.post("/cases/drawn/text/t1/edit/p1", {}).status_code == 409
        mark = form_of(drafter.get("/cases/drawn/text/t1/edit/p1"))["mark"]
        drafter.post("/cases/drawn/text/t1/edit/p1", {"mark": mark})
        assert text_of(team, "t1") == DRAFT

    def test_a_reader_of_the_team_writes_nothing(self, team, drafter):
        reader = team.client("reader")
        address = "/cases/drawn/text/t1/edit/p1"
        assert "/edit/" not in reader.get("/cases/drawn/text/t1").content.decode()
        form = form_of(reader.get(address)) | {"clause-0-wording-en": "Mine."}
        assert reader.post(address, form).status_code == 422
        assert text_of(team, "t1") == DRAFT


class TestRevising:
    def test_a_revision_has_its_reason_and_the_clauses(self, team, drafter):
        address = "/cases/drawn/text/t2/revise"
        assert "Second draft, Rev. 1" in drafter.get(address).content.decode()
        response = drafter.post(
            address,
            {"title": "Third draft", "reason": "South asked", "date": "", "tabled_by": ["north"]},
        )
        assert response.status_code == 302
        new = kept_case(team.store, "drawn").case.texts[-1]
        assert (new.title, new.revises, new.reason) == ("Third draft", ("t2",), "South asked")
        assert new.tabled_by == ("north",)
        assert new.clauses == SECOND.clauses
        page = words(drafter.get("/cases/drawn/text"))
        assert "The latest is Third draft." in page  # undated, it stands after what it revises

    @pytest.mark.parametrize(
        ("given", "what"),
        [
            ({"title": "T", "reason": " "}, "does not say why"),
            ({"title": "", "reason": "R"}, "has no title"),
            ({"title": "T", "reason": "R", "date": "soon"}, "is not a date"),
        ],
    )
    def test_without_a_reason_none_is_made(self, team, drafter, given, what):
        response = drafter.post("/cases/drawn/text/t2/revise", given)
        assert response.status_code == 422
        assert what in words(response)
        assert len(kept_case(team.store, "drawn").case.texts) == 2

    def test_a_first_text_has_every_point_open(self, team):
        bare = dataclasses.replace(CASE, texts=(), positions=())
        keep_case(team.store, bare, Scribe("chair", START, lambda: b"s" * 32))
        client = team.client("drafter")
        assert "Nothing is drafted." in words(client.get("/cases/drawn/text"))
        assert client.post("/cases/drawn/text-new", {"title": "Ours"}).status_code == 302
        (new,) = kept_case(team.store, "drawn").case.texts
        assert [(c.point, c.number, c.state.value) for c in new.clauses] == [
            ("p1", "1", "open"),
            ("p2", "2", "open"),
            ("p3", "3", "open"),
        ]


class TestSideBySide:
    def test_words_are_marked_though_numbers_changed(self, drafter):
        response = drafter.get("/cases/drawn/text/t1/beside/t2")
        page = response.content.decode()
        assert "<del>half</del>" in page
        assert "<ins>a third</ins>" in page
        assert "2 renumbered" in words(response)

    def test_a_form_leads_there(self, drafter):
        response = drafter.get("/cases/drawn/texts-beside?first=t1&second=t2&as_of=2026-03-01")
        assert response["Location"] == "/cases/drawn/text/t1/beside/t2?as_of=2026-03-01"
        assert drafter.get("/cases/drawn/texts-beside?first=t1&second=no").status_code == 404

    def test_the_later_text_first_is_said(self, drafter):
        assert "the later one" in words(drafter.get("/cases/drawn/text/t2/beside/t1"))

    def test_one_point_through_all_texts(self, drafter):
        response = drafter.get("/cases/drawn/text/point/p1")
        plain = words(response)
        assert "2 of 2 texts speak of it." in plain
        assert plain.index("First draft") < plain.index("Second draft")
        assert "<ins>a third</ins>" in response.content.decode()
        assert "says nothing on it" in words(drafter.get("/cases/drawn/text/point/p3"))

    def test_as_of_a_day_only_what_was_tabled_by_then(self, drafter):
        page = words(drafter.get("/cases/drawn/text/point/p1?as_of=2026-02-05"))
        assert "1 of 1 text speaks of it." in page
        assert "Second draft" not in page
