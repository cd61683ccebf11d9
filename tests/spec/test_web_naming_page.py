"""Points, options and parties are added and renamed in the browser, once a case stands."""

from __future__ import annotations

import dataclasses

import pytest

from onetext import wiring
from onetext.model import DRAFTING_TEAM_ONLY, Case
from onetext.workflows.amend import Put, amend
from onetext.workflows.journal import Scribe, keep_case, kept_case
from property.test_web_every_form import Forms
from strategies import salts
from web_journals import HIDDEN, START

NAMES = "/cases/drawn/names"
POINT, PARTY = f"{NAMES}/points/p1", f"{NAMES}/parties/north"


@pytest.fixture
def drafter(team):
    keep_case(team.store, HIDDEN, Scribe("chair", START, salts()))
    return team.client("drafter")


def case_of(team) -> Case:
    return kept_case(team.store, "drawn").case


def point_of(team, point="p1"):
    return next(one for one in case_of(team).points if one.id == point)


def as_shown(client, address):
    """Return the fields of the form at an address, as a browser would send them back unchanged."""
    from html import unescape

    page = client.get(address).content.decode()
    form = next(one for one in Forms(page).found if not one.action and one.method == "post")
    fields = {name: values[0] if values else "" for name, values in form.fields}
    for name, left_out in (("gone", ""), ("csrfmiddlewaretoken", "")):
        fields.pop(name, left_out)
    return {name: unescape(words) for name, words in fields.items()} | chosen(page)


def chosen(page):
    """Return what a select has chosen: the parser of forms lists what it offers."""
    import re

    picked = re.search(r'<select id="theme".*?</select>', page, re.DOTALL)
    mark = picked and re.search(r'value="([^"]*)" selected', picked[0])
    return {"theme": mark[1] if mark else ""} if picked else {}


def test_a_point_is_added_with_a_theme_and_options(team, drafter):
    given = {"title": "  Who   pays ", "new_theme": "Money", "options": "- North\nBoth, in halves"}
    answer = drafter.post(f"{NAMES}/point/new", given)
    assert (answer.status_code, answer["Location"]) == (302, f"{NAMES}#point-who-pays")
    case, point = case_of(team), point_of(team, "who-pays")
    assert (point.title, point.theme) == ("Who pays", "money")
    assert [(o.id, o.title) for o in point.options] == [
        ("north", "North"),
        ("both-in-halves", "Both, in halves"),
    ]
    assert [theme.id for theme in case.themes] == ["water", "money"]
    assert (case.positions, case.texts) == (HIDDEN.positions, HIDDEN.texts)
    assert wiring.case_problems(case) == ()
    assert "Who pays" in drafter.get("/cases/drawn/positions").content.decode()


def test_a_theme_that_is_there_is_not_added_again(team, drafter):
    drafter.post(f"{NAMES}/point/new", {"title": "Who pays", "new_theme": "WATER"})
    assert point_of(team, "who-pays").theme == "water"
    assert case_of(team).themes == HIDDEN.themes


def test_an_option_is_added_and_renamed_where_texts_choose_from_the_point(team, drafter):
    given = as_shown(drafter, POINT) | {"option-half": "Half of the flow", "options": "By turns"}
    assert drafter.post(POINT, given).status_code == 302
    found = [(o.id, o.title) for o in point_of(team).options]
    assert found == [("half", "Half of the flow"), ("need", "By need"), ("by-turns", "By turns")]
    case = case_of(team)
    assert case.positions == HIDDEN.positions
    assert case.texts == HIDDEN.texts
    clause = drafter.get("/cases/drawn/text/t1/edit/p1").content.decode()
    assert '<option value="by-turns">By turns</option>' in clause
    assert '<option value="half" selected>Half of the flow</option>' in clause


def test_a_form_sent_back_unchanged_writes_nothing(team, drafter):
    before = team.store.head("drawn")
    for address in (POINT, PARTY):
        given = as_shown(drafter, address)
        given["signs"] = "yes"
        assert drafter.post(address, given).status_code == 302
    assert team.store.head("drawn") == before


def test_a_party_is_added_and_renamed(team, drafter):
    drafter.post(f"{NAMES}/party/new", {"name": "The Guarantor", "role": "guarantor"})
    drafter.post(PARTY, as_shown(drafter, PARTY) | {"name": "Northland", "signs": "yes"})
    found = [(p.id, p.name, p.role, p.signs) for p in case_of(team).parties]
    assert found == [
        ("north", "Northland", "", True),
        ("south", "South", "", True),
        ("the-guarantor", "The Guarantor", "guarantor", False),
    ]
    assert "Northland" in drafter.get("/cases/drawn/positions").content.decode()


@pytest.mark.parametrize(
    ("address", "given", "field", "said"),
    [
        (f"{NAMES}/point/new", {"title": " "}, "title", "has no name"),
        (f"{NAMES}/point/new", {"title": "WHO measures"}, "title", "Who measures” already"),
        (f"{NAMES}/point/new", {"title": "x" * 301}, "title", "301 characters"),
        (
            f"{NAMES}/point/new",
            {"title": "a", "options": "b\n- B"},
            "options",
            "stands there twice",
        ),
        (
            f"{NAMES}/point/new",
            {"title": "a", "new_theme": "b\x07"},
            "new_theme",
            "cannot be shown",
        ),
        (f"{NAMES}/point/new", {"title": "a", "description": "b\x07"}, "description", "be shown"),
        (f"{NAMES}/point/new", {"title": "a", "description": "b" * 5001}, "description", "5001"),
        (POINT, {"options": "by NEED"}, "options", "“By need” already"),
        (POINT, {"option-half": ""}, "option-half", "left without a name"),
        (POINT, {"option-need": "half each"}, "option-need", "already"),
        (POINT, {"gone": "half"}, "option-half", "records that name it: 3"),
        (f"{NAMES}/party/new", {"name": ""}, "name", "has no name"),
        (f"{NAMES}/party/new", {"name": "south"}, "name", "“South” already"),
        (f"{NAMES}/party/new", {"name": "a", "role": "\x07"}, "role", "cannot be shown"),
    ],
)
def test_what_is_wrong_stands_beside_its_field(team, drafter, address, given, field, said):
    before = team.store.head("drawn")
    shown = as_shown(drafter, address)
    answer = drafter.post(address, shown | given)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert team.store.head("drawn") == before
    summary, beside = page.index('class="problem refused"'), page.index('<span class="wrong"')
    assert f'href="#{field}"' in page[summary : page.index("</div>", summary)]
    assert said in page[beside : page.index("</p>", beside)]
    assert f'id="wrong-{field}"' in page[beside : beside + 60]
    typed = max(given.values(), key=len).strip()
    assert not typed or typed in page or "\x07" in typed


def test_an_id_is_never_given_again(team, drafter):
    drafter.post(f"{NAMES}/point/new", {"title": "Who pays", "options": "North\nSouth"})
    pays = f"{NAMES}/points/who-pays"
    drafter.post(pays, as_shown(drafter, pays) | {"gone": "north"})
    assert [o.id for o in point_of(team, "who-pays").options] == ["south"]
    drafter.post(pays, as_shown(drafter, pays) | {"options": "North"})
    assert [o.id for o in point_of(team, "who-pays").options] == ["south", "north-2"]
    gone = {"made_from": number(team, drafter, pays), "because": "added by mistake"}
    assert drafter.post(f"{pays}/withdraw", gone).status_code == 302
    assert [p.id for p in case_of(team).points] == ["p1", "p2"]
    drafter.post(f"{NAMES}/point/new", {"title": "Who pays"})
    assert [p.id for p in case_of(team).points] == ["p1", "p2", "who-pays-2"]


def number(team, client, address):
    page = client.get(address).content.decode()
    fields = next(one for one in Forms(page).found if one.action.endswith("withdraw")).fields
    return dict(fields)["made_from"][0]


def test_what_is_named_or_has_no_reason_is_not_taken_back(team, drafter):
    before = team.store.head("drawn")
    named = drafter.post(f"{POINT}/withdraw", {"made_from": "1", "because": "by mistake"})
    assert named.status_code == 422
    assert "records that name it" in named.content.decode()
    drafter.post(f"{NAMES}/party/new", {"name": "Guarantor"})
    gone = f"{NAMES}/parties/guarantor"
    given = {"made_from": number(team, drafter, gone), "because": ""}
    assert "why it is taken back" in drafter.post(f"{gone}/withdraw", given).content.decode()
    assert drafter.post(f"{gone}/withdraw", given | {"because": "typed twice"}).status_code == 302
    assert case_of(team).parties == HIDDEN.parties
    assert before != team.store.head("drawn")
    journal = drafter.get("/cases/drawn/journal").content.decode()
    assert "typed twice" in journal


def test_two_people_add_the_same_point_at_once(team, drafter, monkeypatch):
    """The second is told that there is one now; without the first, nothing would stop it."""
    once = meanwhile(monkeypatch, lambda: other.post(f"{NAMES}/point/new", {"title": "who PAYS"}))
    other = team.client("chair")
    answer = drafter.post(f"{NAMES}/point/new", {"title": "Who pays", "options": "Both"})
    assert once == ["written"]
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "“who PAYS” already" in page
    assert "Both" in page
    assert [p.title for p in case_of(team).points][2:] == ["who PAYS"]


def test_two_people_add_options_to_one_point_at_once(team, drafter, monkeypatch):
    other = team.client("chair")
    theirs = as_shown(other, POINT) | {"options": "By turns", "option-need": "By measured need"}
    mine = as_shown(drafter, POINT) | {"options": "By lot"}
    meanwhile(monkeypatch, lambda: other.post(POINT, theirs))
    assert drafter.post(POINT, mine).status_code == 302
    titles = [option.title for option in point_of(team).options]
    assert titles == ["Half each", "By measured need", "By turns", "By lot"]


def test_two_names_for_one_thing_are_both_shown(team, drafter):
    mine = as_shown(drafter, POINT) | {"title": "How the river is shared"}
    other = team.client("chair")
    other.post(POINT, as_shown(other, POINT) | {"title": "Whose water"})
    answer = drafter.post(POINT, mine)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "it now says “Whose water”" in page
    assert 'value="How the river is shared"' in page
    assert 'name="was-title" value="Whose water"' in page
    assert point_of(team).title == "Whose water"
    again = mine | {"was-title": "Whose water"}
    assert drafter.post(POINT, again).status_code == 302
    assert point_of(team).title == "How the river is shared"


def meanwhile(monkeypatch, do):
    """Let `do` happen just before the next record is written down."""
    from onetext.web import desk

    done, write = [], desk.amend

    def slower(*args, **named):
        if not done:
            done.append("written")
            do()
        return write(*args, **named)

    monkeypatch.setattr(desk, "amend", slower)
    return done


@pytest.mark.parametrize(
    ("role", "party", "status"),
    [("reader", "", 422), ("party", "north", 404), ("observer", "", 404)],
)
def test_who_may_not_write_adds_nothing(team, drafter, role, party, status):
    before, client = team.store.head("drawn"), team.client(role, party)
    assert "names" not in client.get("/cases/drawn/text").content.decode()
    given = {"title": "Who pays", "name": "Guarantor", "because": "no"}
    for address in ("point/new", "points/p1", "party/new", "parties/north"):
        answer = client.post(f"{NAMES}/{address}", given | as_shown(drafter, f"{NAMES}/{address}"))
        assert answer.status_code == (status if address.endswith("new") else answer.status_code)
        assert answer.status_code in (302, 404, 422)
    assert client.post(f"{POINT}/withdraw", given).status_code == status
    assert team.store.head("drawn") == before


def test_the_page_of_points_and_parties_offers_nothing_to_a_reader(team, drafter):
    page = team.client("reader").get(NAMES).content.decode()
    assert "Share of the river" in page
    assert "names/point" not in page


def test_a_new_option_begins_with_silence_and_is_studied_anew(team, drafter, monkeypatch):
    from onetext.web.studies import Studies
    from onetext.web.study_state import StudyState

    asked = []

    def under_way(self, key, case, asked_for, **named):
        asked.append((key, case))
        return StudyState(None, (), key)

    monkeypatch.setattr(Studies, "state", under_way)
    drafter.get("/cases/drawn/signed")
    drafter.post(POINT, as_shown(drafter, POINT) | {"options": "By turns"})
    drafter.get("/cases/drawn/signed")
    (before, _), (after, studied) = asked[0], asked[-1]
    assert before != after
    assert [option.id for option in studied.points[0].options] == ["half", "need", "by-turns"]
    assert studied.positions == HIDDEN.positions
    said = drafter.get("/cases/drawn/positions").content.decode()
    assert "Nobody has spoken of “By need” or “By turns”." in said


def test_who_will_see_it_is_said(team, drafter):
    assert "observers as well" in drafter.get(f"{NAMES}/point/new").content.decode()
    own = dataclasses.replace(case_of(team), marking=DRAFTING_TEAM_ONLY)
    kept = dataclasses.replace(own, points=(), parties=(), texts=(), positions=())
    seq = next(w.entry.seq for w in team.store.journal("drawn") if w.entry.kind == "case")
    amend(team.store, "drawn", [Put("case", kept, seq)], Scribe("chair", START, salts()))
    assert "The drafting team alone" in drafter.get(f"{NAMES}/point/new").content.decode()
