"""The record pages: add reports, see what they say, decide, hold two against each other."""

from __future__ import annotations

import dataclasses
import html
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from onetext.model import (
    DRAFTING_TEAM_ONLY,
    Case,
    Marking,
    Option,
    Party,
    Point,
    Position,
    Review,
    Source,
    Stance,
    Text,
    Tlp,
    UncertainDate,
)
from onetext.workflows.journal import Scribe, keep_case, kept_case
from onetext.workflows.review_undo import take_back
from web_fixtures import signed_in
from web_journals import START

CASE = Case(
    id="drawn",
    title="River accord",
    marking=Marking(tlp=Tlp.CLEAR),
    parties=(Party(id="north", name="Northland"), Party(id="south", name="Southland")),
    points=(
        Point(
            id="p1",
            title="Sharing the river water",
            options=(
                Option(id="half", title="Half of the water each"),
                Option(id="need", title="By need"),
            ),
        ),
    ),
    texts=(Text(id="t1", title="River draft of 12 points", tabled_by=("north",)),),
    sources=(
        Source(id="wire", title="A wire story", published=UncertainDate("2026-02-01")),
        Source(id="copy", title="A rewrite", derived_from=("wire",)),
    ),
    positions=(
        Position(
            id="n1", party="north", stance=Stance.ACCEPTS, point="p1", options=("half",),
            since=UncertainDate("2026-02-01"), sources=("wire",),
        ),
        Position(
            id="n2", party="north", stance=Stance.OPPOSES, point="p1", options=("half",),
            since=UncertainDate("2026-02-01"), sources=("copy",),
        ),
    ),
)  # fmt: skip
STORY = """Northland rejects sharing the river water by need, its foreign minister Ada Hill said.

Ada Hill met Bo Reed in Tarn on Tuesday. “We cannot accept half of the water each,” Reed, the \
negotiator of Southland, told the Tarn Courier.

Northland accepts sharing the river water half and half, Hill told the Tarn Courier."""


@pytest.fixture
def analyst(team):
    keep_case(team.store, CASE, Scribe("chair", START, lambda: b"s" * 32))
    return team.client("analyst")


def words(response):
    """The page as a reader sees it: no tags, one space."""
    body = re.sub(r"<(script|style|svg|head).*?</\1>", " ", response.content.decode(), flags=re.S)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body)).split())


def case_of(team):
    return kept_case(team.store, "drawn").case


def pasted(client, text=STORY, **given):
    return client.post("/cases/drawn/record/add", {"words": text, **given})


class TestDaysThatAreNotOnRecord:
    printed = "TARN, 5 March 2026 — " + STORY

    def test_the_day_the_report_prints_is_reckoned_from_and_said_to_be_its_own(self, analyst):
        page = words(analyst.get(pasted(analyst, self.printed)["Location"]))
        assert "No day of publication is on record. The report itself prints “5 March 2026”" in page
        assert "on Tuesday (3 Mar 2026)" in page

    def test_it_is_not_written_down_by_itself_and_a_day_on_record_goes_before_it(
        self, team, analyst
    ):
        pasted(analyst, self.printed)
        assert case_of(team).sources[-1].published.edtf == ""
        page = words(
            analyst.get(
                pasted(
                    analyst,
                    self.printed.replace("by need", "as needed"),
                    published="2026-03-12",
                )["Location"]
            )
        )
        assert "The report itself prints" not in page
        assert "on Tuesday (10 Mar 2026)" in page

    def test_without_either_nothing_is_reckoned(self, analyst):
        page = words(analyst.get(pasted(analyst)["Location"]))
        assert "(not resolvable)" in page
        assert "2026" not in page[page.index("Meetings and contacts") :].split("Tarn")[0]


class TestSources:
    def test_rewrites_stand_below_their_origin(self, analyst):
        page = words(analyst.get("/cases/drawn/record"))
        assert "2 sources, 1 origin." in page
        assert "A rewrite one origin with A wire story" in page
        assert page.index("A wire story") < page.index("A rewrite")
        assert "All grades are suggestions that nobody has confirmed." in page

    def test_it_is_the_drafting_teams_alone(self, team, analyst):
        for client in (signed_in("party", "north"), signed_in("observer")):
            for path in ("record", "record/accounts", "record/source/wire", "record/add"):
                assert client.get(f"/cases/drawn/{path}").status_code == 404

    def test_a_grade_is_confirmed(self, team, analyst):
        page = analyst.get("/cases/drawn/record/source/wire").content.decode()
        made_from = re.search(r'name="made_from" value="(\d+)"', page).group(1)
        form = {
            "made_from": made_from, "reliability": "B", "credibility": "2",
            "grade_confirmed": "1", "published": "2026-02-01", "title": "A wire story",
        }  # fmt: skip
        assert analyst.post("/cases/drawn/record/source/wire", form).status_code == 302
        wire = case_of(team).sources[0]
        assert (wire.grade, wire.grade_confirmed) == ("B2", True)
        again = analyst.post("/cases/drawn/record/source/wire", form | {"credibility": "5"})
        assert again.status_code == 409
        assert case_of(team).sources[0].grade == "B2"

    def test_a_circle_of_rewrites_is_refused(self, team, analyst):
        page = analyst.get("/cases/drawn/record/source/wire").content.decode()
        made_from = re.search(r'name="made_from" value="(\d+)"', page).group(1)
        form = {"made_from": made_from, "reliability": "F", "credibility": "6"}
        answer = analyst.post("/cases/drawn/record/source/wire", form | {"derived_from": ["copy"]})
        assert answer.status_code == 422
        assert case_of(team).sources[0].derived_from == ()

    def test_a_grade_off_its_scale_is_refused(self, team, analyst):
        page = analyst.get("/cases/drawn/record/source/wire").content.decode()
        made_from = re.search(r'name="made_from" value="(\d+)"', page).group(1)
        form = {"made_from": made_from, "reliability": "Z", "credibility": "2"}
        assert analyst.post("/cases/drawn/record/source/wire", form).status_code == 422


class TestAdding:
    def test_a_pasted_report_is_kept_to_the_letter_and_for_the_team_alone(self, team, analyst):
        response = pasted(analyst, title="Tarn Courier", published="2026-02-18")
        assert response.status_code == 302
        case = case_of(team)
        (kept,) = case.reports
        source = next(one for one in case.sources if one.id == kept.sources[0])
        assert kept.words == STORY
        assert (kept.sha256, source.sha256) == (source.sha256, kept.sha256)
        assert len(kept.sha256) == 64
        assert (source.title, source.published.edtf) == ("Tarn Courier", "2026-02-18")
        assert kept.marking == source.marking == DRAFTING_TEAM_ONLY
        assert case.statements == ()

    def test_a_weekday_is_shown_with_its_day_where_the_day_of_the_report_is_known(
        self, team, analyst
    ):
        for published, shown in (("2026-02-18", "on Tuesday (17 Feb 2026)"), ("", "resolvable")):
            pasted(analyst, STORY + published, title="Tarn Courier", published=published)
            kept = case_of(team).reports[-1]
            assert shown in words(analyst.get(f"/cases/drawn/record/report/{kept.id}"))

    def test_the_same_words_are_not_kept_twice(self, team, analyst):
        pasted(analyst)
        again = pasted(analyst)
        assert again.status_code == 422
        assert "kept already" in words(again)
        assert len(case_of(team).reports) == 1

    def test_a_rewrite_is_counted_with_its_origin(self, team, analyst):
        pasted(analyst, title="One")
        pasted(analyst, STORY + "\n\nNothing else was said.", title="Two")
        case = case_of(team)
        assert case.sources[-1].derived_from == (case.sources[-2].id,)
        page = words(analyst.get(f"/cases/drawn/record/report/{case.reports[-1].id}"))
        assert "The two count once." in page

    @pytest.mark.parametrize(
        ("given", "what"),
        [
            ({"words": " \n "}, "nothing to read"),
            ({"published": "soon"}, "is not a date"),
            ({"language": "xx"}, "no rules for the language"),
        ],
    )
    def test_what_cannot_be_kept_comes_back_with_the_reason(self, team, analyst, given, what):
        response = analyst.post("/cases/drawn/record/add", {"words": STORY, **given})
        assert response.status_code == 422
        assert what in words(response)
        assert case_of(team).reports == ()

    def test_a_file_is_read_in_a_process_of_its_own(self, team, analyst):
        page = f"<!doctype html><html lang=en><title>T</title><body><p>{STORY}</p></body></html>"
        upload = SimpleUploadedFile("story.html", page.encode())
        assert analyst.post("/cases/drawn/record/add", {"file": upload}).status_code == 302
        (kept,) = case_of(team).reports
        assert "Ada Hill met Bo Reed" in kept.words
        assert kept.file == "story.html"
        assert kept.reader != "pasted"

    def test_a_broken_file_says_so_and_nothing_is_kept(self, team, analyst):
        upload = SimpleUploadedFile("story.pdf", b"%PDF-1.7 and then nothing of the kind")
        response = analyst.post("/cases/drawn/record/add", {"file": upload})
        assert response.status_code == 422
        assert "/tmp" not in words(response)
        assert case_of(team).reports == ()


def reviewed(client):
    """Paste the story and return the report's address."""
    pasted(client, title="Tarn Courier")
    return "/cases/drawn/record/report/tarn-courier"


def at(response):
    return re.search(r'name="at" value="([^"]+)"', response.content.decode()).group(1)


class TestReports:
    def test_the_marks_join_to_the_words(self, analyst):
        page = analyst.get(reviewed(analyst)).content.decode()
        body = re.search(r'<div class="report-text"[^>]*>(.*?)</div>', page, re.S).group(1)
        shown = html.unescape(re.sub(r"<sup>.*?</sup>|<[^>]+>", "", body))
        assert shown == STORY
        assert '<mark class="direct' in body or '<mark class="mixed' in body
        assert 'met"' in body

    def test_a_report_that_is_not_there(self, analyst):
        assert analyst.get("/cases/drawn/record/report/none").status_code == 404
        assert analyst.get("/cases/drawn/record/report/none/review").status_code == 404

    def test_two_reports_side_by_side(self, team, analyst):
        wells = "\n\nThe accord covers 40 wells in the Tarn valley, officials of Northland said."
        pasted(analyst, STORY + wells, title="One")
        pasted(analyst, STORY + wells.replace("40", "60"), title="Two")
        page = words(analyst.get("/cases/drawn/record/report/one/beside/two"))
        assert "tell the same thing in both" in page
        assert "another number 40 · 60" in page
        accounts = words(analyst.get("/cases/drawn/record/accounts"))
        assert "Two reports tell it differently" in accounts

    def test_two_stances_of_one_party_are_kept_side_by_side(self, analyst):
        page = words(analyst.get("/cases/drawn/record/accounts"))
        assert "Of 1 thing there are two accounts." in page
        assert "Northland : Sharing the river water" in page
        assert "accepts" in page
        assert "opposes" in page


class TestReviewing:
    def test_a_proposal_is_confirmed_and_the_next_comes(self, team, analyst):
        address = reviewed(analyst)
        page = analyst.get(address + "/review")
        total = int(re.search(r"Proposal 1 of (\d+)", words(page)).group(1))
        assert total >= 2
        wanted = complete_one(analyst, address)
        response = analyst.post(address + "/review", {"at": wanted, "decision": "confirm"})
        assert response.status_code == 302
        case = case_of(team)
        (statement,) = case.statements
        assert statement.review is Review.CONFIRMED
        position = next(one for one in case.positions if one.id == statement.position)
        assert position.sources == ("tarn-courier",)
        assert f"of {total - 1}" in words(analyst.get(response["Location"]))

    def test_a_rejected_one_is_kept_and_not_proposed_again(self, team, analyst):
        address = reviewed(analyst)
        wanted = at(analyst.get(address + "/review"))
        analyst.post(
            address + "/review", {"at": wanted, "decision": "reject", "because": "hearsay"}
        )
        (statement,) = case_of(team).statements
        assert (statement.review, statement.because) == (Review.REJECTED, "hearsay")
        assert len(case_of(team).positions) == len(CASE.positions)
        again = analyst.post(address + "/review", {"at": wanted, "decision": "confirm"})
        assert again.status_code == 404

    def test_what_was_taken_back_may_be_confirmed_again(self, team, analyst):
        address = reviewed(analyst)
        wanted = complete_one(analyst, address)
        analyst.post(address + "/review", {"at": wanted, "decision": "confirm"})
        take_back(team.store, "drawn", Scribe("analyst", START, lambda: b"t" * 32))
        assert case_of(team).statements == ()
        again = analyst.post(address + "/review", {"at": wanted, "decision": "confirm"})
        assert again.status_code == 302
        assert case_of(team).statements[0].review is Review.CONFIRMED

    def test_a_decision_is_taken_back_on_the_page_and_asked_about_again(self, team, analyst):
        address = reviewed(analyst)
        wanted = complete_one(analyst, address)
        before = case_of(team)
        assert "Decided last" not in words(analyst.get(address + "/review"))
        analyst.post(address + "/review", {"at": wanted, "decision": "confirm"})
        shown = words(analyst.get(address + "/review"))
        assert "Decided last" in shown
        assert "confirmed" in shown
        undo = {"decision": "undo", "statement": wanted}
        answer = analyst.post(address + "/review", undo, follow=True)
        assert "it waits for a decision again" in words(answer)
        assert at(answer) == wanted
        after = case_of(team)
        assert (after.statements, after.positions) == ((), before.positions)
        again = analyst.post(address + "/review", undo)
        assert again.status_code == 404
        assert "taken back already" in words(again)

    def test_a_position_changed_since_is_not_taken_back_with_the_decision(self, team, analyst):
        address = reviewed(analyst)
        wanted = complete_one(analyst, address)
        analyst.post(address + "/review", {"at": wanted, "decision": "confirm"})
        position = case_of(team).positions[-1]
        changed = dataclasses.replace(position, note="Said again since.")
        case = dataclasses.replace(
            case_of(team), positions=(*case_of(team).positions[:-1], changed)
        )
        keep_case(team.store, case, Scribe("chair", START, lambda: b"c" * 32))
        answer = analyst.post(address + "/review", {"decision": "undo", "statement": wanted})
        assert answer.status_code == 422
        assert "was changed since the decision" in words(answer)
        assert case_of(team).statements

    def test_an_edited_one_says_what_was_chosen(self, team, analyst):
        address = reviewed(analyst)
        wanted = at(analyst.get(address + "/review"))
        form = {
            "at": wanted, "decision": "edit", "party": "south", "stance": "red-line",
            "point": "p1", "options": ["need"], "note": "Never by need.",
        }  # fmt: skip
        assert analyst.post(address + "/review", form).status_code == 302
        case = case_of(team)
        assert case.statements[0].review is Review.EDITED
        position = case.positions[-1]
        found = (position.party, position.stance, position.options, position.note)
        assert found == ("south", Stance.RED_LINE, ("need",), "Never by need.")

    def test_what_is_incomplete_comes_back_with_what_was_typed(self, team, analyst):
        address = reviewed(analyst)
        wanted = at(analyst.get(address + "/review"))
        form = {
            "at": wanted, "decision": "edit", "party": "south", "stance": "accepts-if",
            "point": "p1", "options": ["need"], "note": "Half a note",
        }  # fmt: skip
        response = analyst.post(address + "/review", form)
        assert response.status_code == 422
        assert "Half a note" in response.content.decode()
        assert case_of(team).statements == ()

    def test_all_decided_leads_back_to_the_report(self, team, analyst):
        address = reviewed(analyst)
        for _ in range(9):
            page = analyst.get(address + "/review")
            if "Everything this report proposes" in words(page):
                break
            response = analyst.post(address + "/review", {"at": at(page), "decision": "reject"})
        assert response["Location"] == address
        assert "No proposal waits for a decision." in words(analyst.get(address))
        assert "rejected" in words(analyst.get(address))

    def test_a_reader_decides_nothing(self, team, analyst):
        address = reviewed(analyst)
        wanted = at(analyst.get(address + "/review"))
        reader = team.client("reader")
        answer = reader.post(address + "/review", {"at": wanted, "decision": "reject"})
        assert answer.status_code == 422
        assert case_of(team).statements == ()


def complete_one(client, address):
    """The id of a proposal that can be confirmed as it stands."""
    page = client.get(address + "/review")
    for _ in range(9):
        if 'value="confirm"' in page.content.decode():
            return at(page)
        following = re.search(r'href="([^"]+)" data-key="n"', page.content.decode())
        page = client.get(html.unescape(following.group(1)))
    raise AssertionError("no proposal is complete")


def test_an_empty_record_says_what_to_do_first(team):
    bare = dataclasses.replace(CASE, sources=(), positions=())
    keep_case(team.store, bare, Scribe("chair", START, lambda: b"s" * 32))
    page = words(team.client("analyst").get("/cases/drawn/record"))
    assert "Add a report by upload or by paste" in page
