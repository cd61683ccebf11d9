"""Before a briefing: what could break a confidence or a promise is found, named and quoted."""

from __future__ import annotations

import dataclasses
import datetime

import pytest

from onetext.model import (
    Alternative,
    Attribution,
    Briefing,
    Case,
    Clause,
    ClauseState,
    Form,
    Marking,
    Option,
    Party,
    Person,
    Point,
    Position,
    Source,
    Stance,
    Text,
    Tlp,
    UncertainDate,
)
from onetext.workflows.briefing_check import briefing_check
from onetext.workflows.briefing_findings import Concern, Plan
from onetext.workflows.briefing_log import Reach, briefing_log
from onetext.workflows.confidences import confidences

TO_SOUTH = Marking(tlp=Tlp.AMBER, audience=("south",))
TEAM = Marking()
CLEAR = Marking(tlp=Tlp.CLEAR)
DAY = datetime.date(2026, 3, 5)

FIRST = Text(id="t1", title="First draft", date=UncertainDate("2026-02-01"), marking=TEAM)
DRAFT = Text(
    id="t2",
    title="Second draft",
    date=UncertainDate("2026-03-01"),
    revises=("t1",),
    marking=TEAM,
    clauses=(
        Clause(point="water", number="1", wording={"en": "The river is shared."}, sources=("s1",)),
        Clause(
            point="dam",
            number="2",
            state=ClauseState.BRACKETED,
            alternatives=(
                Alternative(
                    option="open", wording={"en": "The dam is opened."}, asked_by=("south",)
                ),
                Alternative(
                    option="shut", wording={"en": "The dam stays shut."}, asked_by=("north",)
                ),
            ),
        ),
    ),
)
SAID = Position(
    id="south-dam",
    party="south",
    stance=Stance.PROPOSES,
    point="dam",
    options=("open",),
    note="South would open the dam for 450 days and no longer.",
    said_by="Minister Amaro",
    marking=TO_SOUTH,
)
CASE = Case(
    id="river",
    title="River",
    marking=CLEAR,
    parties=(Party(id="north", name="North"), Party(id="south", name="South")),
    persons=(Person(id="ada", name="Ada Nord", party="north"),),
    points=(
        Point(id="water", title="Water"),
        Point(
            id="dam",
            title="Dam",
            options=(Option(id="open", title="Open"), Option(id="shut", title="Shut")),
        ),
    ),
    sources=(Source(id="s1", title="What South said at night", marking=TO_SOUTH),),
    texts=(FIRST, DRAFT),
    positions=(SAID,),
)


def found(case=CASE, party="north", text=DRAFT, **plan):
    plan = Plan(party, text, as_of=DAY, **plan)
    return briefing_check(case, plan, confidences(case, party))


def concerns(check):
    return {one.concern for one in check.findings}


def of(check, concern):
    (one,) = [one for one in check.findings if one.concern is concern]
    return one


def with_text(text, **changes):
    changed = dataclasses.replace(text, **changes)
    texts = tuple(changed if one.id == text.id else one for one in CASE.texts)
    return dataclasses.replace(CASE, texts=texts), changed


def test_a_clause_that_cites_what_another_party_said_in_confidence():
    cited = [one for one in found().findings if one.concern is Concern.IN_CONFIDENCE]
    by_record = {one.record: one for one in cited}
    source = by_record["sources", "s1"]
    assert source.points == ("water",)
    assert source.says == "What South said at night"
    assert source.marking == TO_SOUTH
    option = by_record["positions", "south-dam"]
    assert (option.points, option.party) == (("dam",), "south")
    assert "450 days" in option.says


def test_a_name_that_only_a_confidence_supports():
    named = of(found(), Concern.NAMES_PARTY)
    assert (named.record, named.points) == (("positions", "south-dam"), ("dam",))
    openly = dataclasses.replace(CASE, positions=(dataclasses.replace(SAID, marking=CLEAR),))
    assert Concern.NAMES_PARTY not in concerns(found(openly))
    assert not any(one.record == ("positions", "south-dam") for one in found(openly).findings)


def test_an_agreed_clause_names_everyone_who_signs():
    agreed = Clause(point="dam", option="open", state=ClauseState.AGREED)
    case, text = with_text(DRAFT, clauses=(agreed,))
    assert of(found(case, text=text), Concern.NAMES_PARTY).party == "south"


def test_the_party_itself_is_not_warned_of_its_own_words():
    assert found(party="south").warnings == ()


@pytest.mark.parametrize(
    ("what", "concern", "carried"),
    [
        ("They would open the dam, in spring.", None, None),
        ("We hear: WOULD open the dam, for now.", Concern.SAME_WORDS, "WOULD open the dam, for"),
        ("It may take 450 days.", Concern.SAME_FIGURE, "450"),
        ("It may take 45 days.", None, None),
        ("south has moved.", Concern.NAMES_PARTY, "South"),
        ("The southern bank.", None, None),
    ],
)
def test_the_words_said_beside_the_text(what, concern, carried):
    check = found(text=None, points=("dam",), what=what)
    assert [(one.concern, one.carried) for one in check.findings if one.record] == (
        [(concern, carried)] if concern else []
    )


def test_words_that_an_open_record_has_as_well_are_no_confidence():
    openly = dataclasses.replace(SAID, id="said-again", marking=CLEAR, party="north")
    case = dataclasses.replace(CASE, positions=(SAID, openly))
    check = found(case, text=None, points=("dam",), what="would open the dam for 450 days")
    assert not {Concern.SAME_WORDS, Concern.SAME_FIGURE} & concerns(check)


def test_a_partys_own_paper_given_in_confidence():
    clause = Clause(point="water", wording={"en": "Each takes what flows past its own bank."})
    paper = Text(
        id="paper", title="Paper", tabled_by=("south",), marking=TO_SOUTH, clauses=(clause,)
    )
    case = dataclasses.replace(CASE, texts=(*CASE.texts, paper))
    said = "We hear that each takes what flows past."
    borrowed = found(case, text=None, points=("water",), what=said)
    assert of(borrowed, Concern.SAME_WORDS).record == ("texts", "paper")
    itself = found(case, text=paper)
    assert Concern.SAME_WORDS not in concerns(itself)
    assert of(itself, Concern.NOT_FOR_IT).party == "south"
    own = dataclasses.replace(paper, tabled_by=(), marking=Marking())
    ours = dataclasses.replace(CASE, texts=(*CASE.texts, own))
    assert found(ours, text=None, points=("water",), what=said).warnings == ()


def test_a_wording_and_a_reason_are_read_too():
    case, text = with_text(
        DRAFT,
        clauses=(Clause(point="dam", wording={"en": "The dam for 450 days and no longer."}),),
    )
    assert of(found(case, text=text), Concern.SAME_WORDS).points == ("dam",)
    case, text = with_text(DRAFT, reason="Because South would open the dam for longer")
    assert Concern.SAME_WORDS in concerns(found(case, text=text))


def test_whoever_spoke_under_the_chatham_house_rule_is_not_named():
    rule = Marking(tlp=Tlp.CLEAR, attribution=Attribution.CHATHAM_HOUSE)
    case = dataclasses.replace(CASE, positions=(dataclasses.replace(SAID, marking=rule),))
    check = found(case, text=None, points=("dam",), what="As minister amaro told us.")
    assert of(check, Concern.NAMES_SPEAKER).carried == "Minister Amaro"
    silent = found(case, text=None, points=("dam",), what="As we were told.")
    assert Concern.NAMES_SPEAKER not in concerns(silent)


def briefed(*briefings):
    return dataclasses.replace(CASE, briefings=briefings)


def test_what_the_party_was_told_it_would_not_be_given():
    kept_out = Briefing(id="b1", by="chair", to=("Ada Nord",), received=False, text="t2")
    assert of(found(briefed(kept_out)), Concern.WITHHELD).briefing == kept_out
    loosely = dataclasses.replace(kept_out, to=("Northern delegation",))
    assert of(found(briefed(loosely)), Concern.WITHHELD).party == ""
    other = dataclasses.replace(kept_out, to=("a journalist",))
    assert Concern.WITHHELD not in concerns(found(briefed(other)))
    elsewhere = dataclasses.replace(kept_out, text="t1")
    assert Concern.WITHHELD not in concerns(found(briefed(elsewhere)))
    on_point = dataclasses.replace(kept_out, text=None, points=("dam",))
    assert of(found(briefed(on_point)), Concern.WITHHELD).points == ("dam",)
    assert Concern.WITHHELD not in concerns(found(briefed(on_point), points=("water",)))


def test_an_earlier_version_and_the_terms_it_was_given_on():
    check = found(text=FIRST)
    assert [text.id for text in of(check, Concern.NOT_LATEST).texts] == ["t2"]
    assert Concern.NOT_LATEST not in concerns(found())
    early = Plan("north", FIRST, as_of=datetime.date(2026, 2, 10))
    assert Concern.NOT_LATEST not in concerns(
        briefing_check(CASE, early, confidences(CASE, "north"))
    )
    terms = Briefing(id="b1", by="chair", to=("south",), text="t2", terms="no copies")
    assert of(found(briefed(terms)), Concern.TERMS).says == "no copies"


def test_points_that_were_never_shown_and_what_was():
    assert of(found(), Concern.FIRST_SIGHT).points == ("water", "dam")
    told = Briefing(id="b1", by="chair", to=("ada",), text="t2", points=("dam",))
    check = found(briefed(told))
    assert of(check, Concern.FIRST_SIGHT).points == ("water",)
    assert of(check, Concern.SEEN_BEFORE).points == ("dam",)
    assert check.last_seen is None
    first = Briefing(id="b2", by="chair", to=("north",), text="t1")
    assert found(briefed(told, first)).last_seen == FIRST


def test_a_marking_that_opens_more_or_less_than_the_briefing_gives():
    case, text = with_text(DRAFT, marking=TO_SOUTH)
    assert of(found(case, text=text), Concern.NOT_FOR_IT).marking == TO_SOUTH
    assert Concern.SEES_LESS in concerns(found(form=Form.LEFT))
    assert Concern.SEES_LESS not in concerns(found(form=Form.ORAL))
    case, text = with_text(DRAFT, marking=CLEAR)
    assert Concern.SEES_MORE in concerns(found(case, text=text, form=Form.ORAL))
    assert Concern.SEES_MORE not in concerns(found(case, text=text, form=Form.LEFT))


def test_the_mark_changes_with_the_warnings_and_with_nothing_else():
    told = Briefing(id="b1", by="chair", to=("ada",), text="t2", points=("dam",))
    assert found().mark == found(briefed(told)).mark
    louder = dataclasses.replace(CASE, positions=(dataclasses.replace(SAID, note="Never."),))
    assert found().mark != found(louder).mark


def test_who_has_seen_what():
    case = briefed(
        Briefing(id="b1", by="chair", to=("Ada Nord", "press"), text="t2", form=Form.ORAL),
        Briefing(id="b2", by="chair", to=("north",), text="t2", form=Form.SHOWN, points=("dam",)),
        Briefing(id="b3", by="south", to=("south",), text="t1", received=False),
        Briefing(id="b4", by="chair", to=("south",), points=("dam",), form=Form.LEFT),
        Briefing(id="late", by="x", to=("south",), text="t1", date=UncertainDate("2026-04-01")),
    )
    log = briefing_log(case, DAY)
    second, first, loose = log.rows
    assert (second.text, first.text, loose.text) == (DRAFT, FIRST, None)
    assert [cell.reach for cell in second.cells] == [Reach.SHOWN, Reach.NOTHING]
    assert second.cells[0].given[0].via == "Ada Nord"
    assert second.cells[0].furthest.briefing.id == "b2"
    assert first.cells[1].furthest.briefing.id == "b3"
    assert not second.cells[0].is_in_part
    assert [cell.reach for cell in first.cells] == [Reach.NOTHING, Reach.NOT_RECEIVED]
    assert first.n_without == 2
    assert [cell.reach for cell in loose.cells] == [Reach.NOTHING, Reach.COPY]
    assert [line.others for line in log.lines if line.others] == [("press",)]
    assert log.n_elsewhere == 1
    own = dataclasses.replace(DRAFT, tabled_by=("south",))
    tabled = dataclasses.replace(case, texts=(FIRST, own))
    assert briefing_log(tabled, DAY).rows[0].cells[1].reach is Reach.OWN
