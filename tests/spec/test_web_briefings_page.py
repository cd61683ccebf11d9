"""The briefings pages: who has seen what, a briefing that is checked before it is written down."""

from __future__ import annotations

import dataclasses

import pytest

from onetext.model import Case, Disposition, Form, Marking, Tlp
from onetext.workflows.journal import Scribe, keep_case, kept_case
from strategies import salts
from web_journals import DAY, HIDDEN, START

DRAFT = dataclasses.replace(
    HIDDEN.texts[0],
    id="t2",
    title="Second draft",
    revises=("t1",),
    marking=Marking(),
    clauses=(dataclasses.replace(HIDDEN.texts[0].clauses[0], sources=("s-secret",)),),
)
WITH_DRAFT = dataclasses.replace(HIDDEN, texts=(*HIDDEN.texts, DRAFT))


@pytest.fixture
def served(team):
    keep_case(team.store, WITH_DRAFT, Scribe("a drafter", START, salts()))
    return team


def words(response):
    return response.content.decode()


def case_of(team):
    return kept_case(team.store, "drawn").case


def briefing(**changes):
    given = {"to": ["north"], "text": "t2", "form": "left", "by": "The chair", "room": "1"}
    return given | {"date": "2026-03-01", "what": "", "terms": "", "others": ""} | changes


def test_who_has_seen_what(served):
    page = words(served.client("drafter").get("/cases/drawn/briefings"))
    assert "Second draft: no briefing is on record for North, South." in page
    assert "briefed, form not on record" in page
    assert "waits for an answer" in page or "wait for an answer" in page
    assert 'href="/cases/drawn/briefings/give?text=t2&amp;to=south"' in page
    assert "We could." in page


def test_a_check_writes_nothing_and_quotes_what_it_rests_on(served):
    client = served.client("drafter")
    n_entries = len(served.store.journal("drawn"))
    page = words(client.get("/cases/drawn/briefings/give?text=t2&to=north"))
    assert "to look at before this is given" in page
    assert "It cites a source that North may not see." in page
    assert "What South said at night" in page
    assert "AMBER" in page
    checked = words(client.post("/cases/drawn/briefings/give", briefing(do="check")))
    assert "It cites a source that North may not see." in checked
    assert "its room will not show it" in checked
    assert len(served.store.journal("drawn")) == n_entries


def mark_of(page):
    return page.split('name="mark" value="')[1].split('"')[0]


def test_it_is_written_down_only_once_the_warnings_were_read(served):
    client = served.client("drafter")
    refused = client.post("/cases/drawn/briefings/give", briefing(do="keep"))
    assert refused.status_code == 422
    assert "Nothing was written:" in words(refused)
    mark = mark_of(words(refused))
    other = client.post("/cases/drawn/briefings/give", briefing(do="keep", read="1", mark="x"))
    assert other.status_code == 422
    kept = client.post("/cases/drawn/briefings/give", briefing(do="keep", read="1", mark=mark))
    assert kept.status_code == 302
    last = case_of(served).briefings[-1]
    assert (last.to, last.text, last.form) == (("north",), "t2", Form.LEFT)
    assert last.marking == Marking(tlp=Tlp.AMBER, audience=("north",))


def test_one_record_for_each_party_and_ids_that_count_nothing(served):
    given = briefing(to=["north", "south"], text="t1", others="A reporter\n\nAnother", do="keep")
    client = served.client("drafter")
    mark = mark_of(words(client.post("/cases/drawn/briefings/give", given)))
    before = {one.id for one in case_of(served).briefings}
    client.post("/cases/drawn/briefings/give", given | {"read": "1", "mark": mark})
    new = [one for one in case_of(served).briefings if one.id not in before]
    assert [one.to for one in new] == [("north",), ("south",), ("A reporter", "Another")]
    assert [one.marking.audience for one in new] == [("north",), ("south",), ()]
    assert all(len(one.id) > 10 for one in new)


def test_a_text_is_opened_to_a_party_where_that_is_asked_for(served):
    given = briefing(do="keep", opens="1")
    client = served.client("drafter")
    mark = mark_of(words(client.post("/cases/drawn/briefings/give", given)))
    client.post("/cases/drawn/briefings/give", given | {"read": "1", "mark": mark})
    text = next(text for text in case_of(served).texts if text.id == "t2")
    assert text.marking.audience == ("north",)
    assert "Second draft" in words(served.client("party", "north").get("/cases/drawn/text"))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"to": [], "others": ""}, "nobody was briefed"),
        ({"text": "", "what": ""}, "nothing was given"),
        ({"date": "tomorrow"}, "is not a date"),
        ({"date": "2027-01-01"}, "later than the case itself"),
    ],
)
def test_what_is_wrong_is_said_and_the_form_keeps_what_was_typed(served, changes, said):
    given = briefing(to=["south"], terms="no copies", do="keep", withheld="1") | changes
    answer = served.client("drafter").post("/cases/drawn/briefings/give", given)
    assert answer.status_code == 422
    assert said in words(answer)
    assert "no copies" in words(answer)


def test_a_negative_record_needs_no_check(served):
    given = briefing(do="keep", withheld="1", what="It is not to be shown before the summit.")
    assert served.client("drafter").post("/cases/drawn/briefings/give", given).status_code == 302
    assert not case_of(served).briefings[-1].received
    page = words(served.client("drafter").get("/cases/drawn/briefings/give?text=t2&to=north"))
    assert "It is on record that North was not given this." in page
    assert "It is not to be shown before the summit." in page


def test_a_briefing_is_shown_and_taken_back(served):
    client = served.client("chair")
    page = words(client.get("/cases/drawn/briefings/log/b1"))
    number = page.split('name="made_from" value="')[1].split('"')[0]
    client.post("/cases/drawn/briefings/log/b1", {"made_from": number, "because": "a slip"})
    assert "b1" not in [one.id for one in case_of(served).briefings]
    assert client.get("/cases/drawn/briefings/log/b1").status_code == 404


def test_a_comment_is_written_down_for_the_party_that_made_it(served):
    client = served.client("drafter")
    given = {"party": "north", "text": "t2", "remark": "Too little.", "date": "2026-02-27"}
    answer = client.post("/cases/drawn/briefings/comments/new", given | {"points": ["p1"]})
    assert answer.status_code == 302
    last = case_of(served).comments[-1]
    assert (last.remark, last.points, last.disposition) == ("Too little.", ("p1",), "new")
    assert last.marking.audience == ("north",)
    for wrong in ({"remark": ""}, {"text": "t9"}, {"party": "west"}):
        answer = client.post("/cases/drawn/briefings/comments/new", given | wrong)
        assert answer.status_code in (404, 422)


def disposition(served, **given):
    client = served.client("drafter")
    page = words(client.get("/cases/drawn/briefings/comments/c1"))
    number = page.split('name="made_from" value="')[1].split('"')[0]
    posted = {"made_from": number, "disposition": "refused", "reply": "", "disposed_in": ""}
    return client.post("/cases/drawn/briefings/comments/c1", posted | given)


def test_what_became_of_a_comment(served):
    assert "does not say why not" in words(disposition(served))
    nowhere = disposition(served, disposition="accepted")
    assert "does not say where" in words(nowhere)
    taken = disposition(served, disposition="accepted", disposed_in="t1", reply="As you asked.")
    assert taken.status_code == 302
    comment = case_of(served).comments[0]
    assert comment.disposition is Disposition.ACCEPTED
    assert (comment.disposed_in, comment.reply) == ("t1", "As you asked.")


def test_an_answer_to_one_party_is_held_against_what_others_said_in_confidence(served):
    secret = dataclasses.replace(
        WITH_DRAFT.positions[1], note="South will never take less than half of it."
    )
    case = dataclasses.replace(WITH_DRAFT, positions=(WITH_DRAFT.positions[0], secret))
    keep_case(served.store, case, Scribe("a drafter", START, lambda: b"n" * 32))
    reply = "They say South will never take less than half."
    refused = disposition(served, reply=reply)
    assert refused.status_code == 422
    assert "in the words of a record kept from North" in words(refused)
    assert reply in words(refused)
    kept = disposition(served, reply=reply, read="1", mark=mark_of(words(refused)))
    assert kept.status_code == 302


ADDRESSES = ("briefings", "briefings/give", "briefings/comments/new", "briefings/comments/c1")


@pytest.mark.parametrize("address", [*ADDRESSES, "briefings/log/b1"])
def test_parties_find_no_such_pages(served, address):
    client = served.client("party", "north")
    assert client.get(f"/cases/drawn/{address}").status_code == 404
    assert client.post(f"/cases/drawn/{address}", briefing(do="keep")).status_code in (404, 405)
    assert served.client("drafter").get(f"/cases/drawn/{address}").status_code == 200


def test_who_only_reads_is_offered_nothing_to_write(served):
    client = served.client("reader")
    page = words(client.get("/cases/drawn/briefings"))
    assert "briefings/give" not in page
    assert "write it down" not in words(client.get("/cases/drawn/briefings/give"))
    negative = briefing(do="keep", withheld="1")
    assert client.post("/cases/drawn/briefings/give", negative).status_code == 422


def test_an_empty_record_says_what_to_do_first(team):
    case = Case(id="drawn", title="New", parties=HIDDEN.parties)
    keep_case(team.store, case, Scribe("a drafter", START, salts()))
    page = words(team.client("drafter").get("/cases/drawn/briefings"))
    assert "No briefing is on record yet." in page
    assert "Begin a text" in page
    assert "Write down each briefing on the day it is given" in page


def test_nothing_later_than_the_day_shown_is_there(served):
    late = dataclasses.replace(WITH_DRAFT.briefings[0], id="b-late", date=DAY, what="Later on")
    case = dataclasses.replace(WITH_DRAFT, briefings=(*WITH_DRAFT.briefings, late))
    keep_case(served.store, case, Scribe("a drafter", START, lambda: b"n" * 32))
    client = served.client("drafter")
    assert "Later on" in words(client.get("/cases/drawn/briefings"))
    assert "Later on" not in words(client.get("/cases/drawn/briefings?as_of=2026-02-19"))
