"""A briefing that is checked before it is given, the party's room, its answer, and the study."""

from __future__ import annotations

import dataclasses
import re
import urllib.error
import urllib.request

import pytest

from onetext.model import Clause, Marking, Option, Point
from onetext.workflows.constraints import constraints_of
from onetext.workflows.journal import Scribe, keep_case, kept_case
from web_fixtures import WIDTHS, assert_in_order, picture, tab
from web_journals import HIDDEN, START

pytestmark = pytest.mark.browser

DRAFT = dataclasses.replace(
    HIDDEN.texts[0],
    id="t2",
    title="Second draft",
    revises=("t1",),
    marking=Marking(),
    clauses=(
        Clause(
            point="p1",
            number="1",
            option="need",
            wording={"en": "Each side takes what it needs."},
            sources=("s-secret",),
        ),
        Clause(point="p2", number="2", option="third", wording={"en": "A third side measures."}),
    ),
)
P2 = Point(
    id="p2",
    title="Who measures",
    options=(Option(id="joint", title="Both together"), Option(id="third", title="A third")),
)


@pytest.fixture
def desk(team_server):
    case = dataclasses.replace(
        HIDDEN, as_of=None, points=(HIDDEN.points[0], P2), texts=(*HIDDEN.texts, DRAFT)
    )
    keep_case(team_server.store, case, Scribe("chair", START, lambda: b"s" * 32))
    return team_server


def case_of(desk):
    return kept_case(desk.store, "drawn").case


def of_north(desk):
    return {one.id: one for one in constraints_of(case_of(desk)) if one.party == "north"}


def brief_north(desk, page):
    """Give the second draft to North, without a script, past the warnings."""
    page.goto(f"{desk.root}/cases/drawn/briefings")
    page.get_by_role("link", name="Brief North on Second draft").click()
    page.get_by_label("Form").select_option("left")
    page.get_by_label("Mark the whole text").check()
    page.get_by_label("Terms").fill("Not for onward use")
    page.get_by_role("button", name="It took place").click()
    assert "Nothing was written" in page.locator("main").inner_text()
    assert "What South said at night" in page.locator(".checks").inner_text()
    picture(page, "briefing-warned")
    page.get_by_label("I have read").check()
    page.get_by_role("button", name="It took place").click()
    assert "The briefing is on record." in page.locator(".messages").inner_text()


def test_a_briefing_its_answer_and_what_the_study_makes_of_it(web_browser, desk):
    plain = {"java_script_enabled": False}
    before = of_north(desk)
    with tab(web_browser, client=desk.client("drafter"), root=desk.root, **plain) as page:
        brief_north(desk, page)
    north = desk.client("party", "north")
    with tab(web_browser, 390, "dark", client=north, root=desk.root, **plain) as page:
        page.goto(f"{desk.root}/cases/drawn/")
        page.get_by_role("link", name="Your room").click()
        assert "Not for onward use" in page.locator("main").inner_text()
        page.get_by_role("link", name="Read and answer Second draft").click()
        page.get_by_label("Could you accept “By need”?").select_option("red-line")
        page.get_by_label("hurts most").select_option("p1")
        page.get_by_label("In your own words").fill("We measured it ourselves.")
        page.get_by_role("button", name="Give this answer").click()
        assert "We measured it ourselves." in page.locator("#answers ~ .answered").inner_text()
    (new,) = [one for id_, one in of_north(desk).items() if id_ not in before]
    assert (new.kind, new.credence) == ("position", 0.5)
    assert new.says == "North rules “By need” out (Share of the river)"
    with tab(web_browser, client=desk.client("analyst"), root=desk.root) as page:
        page.goto(f"{desk.root}/cases/drawn/briefings")
        page.get_by_role("link", name="Answers from the rooms").click()
        answer = page.get_by_role("region", name="North Second draft")
        answer.get_by_label("Is it what the party wants?").select_option("1")
        answer.get_by_role("button", name="Weigh").click()
        page.wait_for_selector(".messages")
        picture(page, "room-weighed")
        assert_in_order(page, desk.root)
    assert of_north(desk)[new.id].credence == pytest.approx(0.9)


@pytest.mark.parametrize(("width", "scheme"), [(WIDTHS[0], "light"), (WIDTHS[1], "dark")])
def test_a_partys_pages_are_in_order(web_browser, desk, width, scheme):
    with tab(web_browser, client=desk.client("drafter"), root=desk.root) as page:
        brief_north(desk, page)
    client = desk.client("party", "north")
    with tab(web_browser, width, scheme, client=client, root=desk.root) as page:
        for name in ("room", "room/text/t2", "room/text/t1", "calendar"):
            address = f"{desk.root}/cases/drawn/{name}"
            if name == "room/text/t1":  # it was given to North in a form that is not on record
                address = f"{desk.root}/cases/drawn/room"
            page.goto(address)
            page.evaluate("document.fonts.ready")
            picture(page, f"party-{name.replace('/', '-')}-{width}-{scheme}")
            assert_in_order(page, desk.root)


def test_a_party_that_tries_what_it_may_not(web_browser, desk):
    client = desk.client("party", "north")
    with tab(web_browser, client=client, root=desk.root) as page:
        for address in ("briefings", "room/of/south", "room/text/t-secret", "room/answers"):
            answer = page.goto(f"{desk.root}/cases/drawn/{address}")
            assert answer.status == 404
            assert "secret" not in page.locator("main").inner_text().replace("t-secret", "")


def test_on_a_laptop_a_calendar_program_brings_the_key_and_gets_one_calendar(web_browser, laptop):
    with tab(web_browser) as page:
        page.goto(laptop.address)
        page.goto(f"{laptop.root}/cases/ukraine-2025/calendar")
        address = page.locator("#feed-address").input_value()
    assert address.startswith(laptop.root)
    with urllib.request.urlopen(address) as answer:
        words = answer.read().decode()
    assert "SUMMARY:Postponed: Next three-way round" in words.replace("\r\n ", "")
    assert "STATUS:CANCELLED" in words
    for other in (
        address.replace("ukraine-2025", "camp-david-1978"),
        re.sub(r"feed/\w", "feed/x", address),
        address.replace("/calendar/feed/", "/calendar/"),
        f"{laptop.root}/cases/ukraine-2025/calendar",
    ):
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(other)
        assert refused.value.code == 403
        refused.value.close()
