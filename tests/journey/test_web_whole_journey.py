"""From two reports to the next draft, through every room of the house, in a real browser."""

from __future__ import annotations

import dataclasses
import re

import pytest

from onetext.model import Clause, Marking, Option, Party, Point, Text, Tlp
from onetext.workflows.journal import Scribe, keep_case, kept_case
from web_fixtures import assert_in_order, picture, tab
from web_journals import HIDDEN, START

pytestmark = pytest.mark.browser

RIVER = dataclasses.replace(
    HIDDEN,
    as_of=None,
    title="River talks",
    marking=Marking(tlp=Tlp.CLEAR),
    parties=(
        Party(id="north", name="Northland", signs=True),
        Party(id="south", name="Southland", signs=True),
    ),
    points=(
        Point(
            id="share",
            title="The share of the river",
            options=(Option(id="half", title="Half each"), Option(id="need", title="By need")),
        ),
        Point(
            id="dam",
            title="The dam at the border",
            options=(Option(id="shut", title="Shut the dam"), Option(id="open", title="Open it")),
        ),
    ),
    **dict.fromkeys(
        ("themes", "sources", "statements", "positions", "briefings", "meetings", "milestones"), ()
    ),
    **dict.fromkeys(("comments", "comparisons", "rules", "tracks", "reports"), ()),
    texts=(
        Text(
            id="t1",
            title="First draft",
            clauses=(
                Clause(point="share", number="1", option="half", wording={"en": "Half each."}),
                Clause(point="dam", number="2", option="open", wording={"en": "The dam opens."}),
            ),
        ),
    ),
)
MORNING = """Northland rejects half each on the share of the river, Minister Ada Brook said on
Tuesday. "We oppose half each on the share of the river," Brook said.
"""
EVENING = """Southland accepts half each on the share of the river, Envoy Carl Stone told reporters.
"We accept half each on the share of the river," Stone said.
"""


@pytest.fixture
def desk(team_server):
    keep_case(team_server.store, RIVER, Scribe("chair", START, lambda: b"s" * 32))
    return team_server


def case_of(desk):
    return kept_case(desk.store, "drawn").case


def read_in(page, at, title, words):
    page.goto(f"{at}/record/add")
    page.get_by_label("or its words, pasted").fill(words)
    page.get_by_label("Title and outlet").fill(title)
    page.get_by_label("Appeared").fill("2026-03-04")
    page.get_by_role("button", name="Keep it and read it").click()
    page.wait_for_selector(".messages, .report-text")
    return page.url.rsplit("/report/", 1)[1].split("?")[0].strip("/")


def confirm(page, at, report, party, stance):
    """Confirm the first proposal of a report as its reader means it; leave the others."""
    page.goto(f"{at}/record/report/{report}/review?edit=1")
    page.get_by_label("Party").select_option(party)
    page.get_by_label("Stance").select_option(stance)
    page.get_by_label("On the point").select_option("share")
    page.get_by_role("button", name="Show its options").click()
    page.get_by_label("Half each").check()
    page.get_by_role("button", name="Confirm as edited").click()
    page.wait_for_selector(".messages")


def shares(page, at):
    """The figures of the first draft, as printed."""
    page.goto(f"{at}/signed")
    page.wait_for_selector("table.judged")
    row = page.get_by_role("row", name=re.compile("First draft"))
    return row.locator("td").all_inner_texts()


def test_from_two_reports_to_the_next_draft(web_browser, desk):
    at = f"{desk.root}/cases/drawn"
    with tab(web_browser, client=desk.client("drafter"), root=desk.root) as page:
        before = shares(page, at)
        morning = read_in(page, at, "Morning paper", MORNING)
        evening = read_in(page, at, "Evening paper", EVENING)
        assert case_of(desk).positions == ()  # read is not confirmed
        confirm(page, at, morning, "north", "opposes")
        confirm(page, at, evening, "south", "accepts")
        page.goto(f"{at}/positions")
        cell = page.get_by_role("row", name=re.compile("The share of the river"))
        assert "opposes" in cell.inner_text()
        after = shares(page, at)
        assert after != before
        picture(page, "journey-signed")

        page.goto(f"{at}/text/t1/revise")
        page.get_by_label("Title").fill("Second draft")
        page.get_by_label("Why it is made").fill("Northland is against half each.")
        page.get_by_role("button", name="Make the revision").click()
        page.wait_for_selector(".messages")
        second = page.url.rsplit("/", 1)[1]
        page.get_by_role("link", name="Edit The share of the river").click()
        page.wait_for_selector("#clause-0-wording-en")
        page.locator("#clause-0-wording-en").fill("Each takes what it needs.")
        page.locator("#clause-0-option").select_option("need")
        page.get_by_role("button", name="Keep").click()
        page.wait_for_selector(".messages")

        page.goto(f"{at}/briefings/give?text={second}&to=north")
        page.get_by_label("Form").select_option("left")
        page.get_by_label("Mark the whole text").check()
        page.get_by_role("button", name="It took place").click()
        page.wait_for_selector(".messages, .checks")
        if page.get_by_label("I have read").count():
            page.get_by_label("I have read").check()
            page.get_by_role("button", name="It took place").click()
            page.wait_for_selector(".messages")
        assert_in_order(page, desk.root)

    client = desk.client("party", "north")
    with tab(web_browser, 390, client=client, root=desk.root) as page:
        page.goto(f"{at}/room/text/{second}")
        page.get_by_label("Could you accept “By need”?").select_option("accepts")
        page.get_by_label("Could you accept “Open it”?").select_option("red-line")
        page.get_by_role("button", name="Give this answer").click()
        page.wait_for_selector(".messages")

    with tab(web_browser, client=desk.client("drafter"), root=desk.root) as page:
        page.goto(f"{at}/signed")
        page.wait_for_selector("#ask")
        assert "Ask " in page.get_by_role("region", name="Worth asking next").inner_text()
        page.get_by_role("link", name="What the next draft could be").click()
        page.wait_for_selector("table.moved")
        assert "Open it" in page.locator("del").all_inner_texts()  # the new red line
        picture(page, "journey-next-draft")
        assert_in_order(page, desk.root)
        page.get_by_role("button", name="Make the draft").click()
        page.wait_for_selector(".messages")
    third = case_of(desk).texts[-1]
    assert third.revises == (second,)
    assert [one.option for one in third.clauses_on("dam")] == ["shut"]
    assert third.clauses_on("share")[0].wording == {"en": "Each takes what it needs."}
