"""A drafter names what is negotiated, without a script; a party answers what it was only told."""

from __future__ import annotations

import dataclasses

import pytest

from onetext.model import Briefing, Form
from onetext.workflows.journal import Scribe, keep_case, kept_case
from web_fixtures import assert_in_order, picture, tab
from web_journals import DAY, HIDDEN, START, TO_NORTH

pytestmark = pytest.mark.browser

TOLD = Briefing(
    id="told",
    by="the chair",
    to=("north",),
    date=DAY,
    what="A third side could measure, and both would look.",
    points=("p2",),
    form=Form.ORAL,
    terms="not for onward use",
    marking=TO_NORTH,
)
POINT = "/cases/drawn/names/points/p1"
ANSWER = "/cases/drawn/room/briefing/told"


@pytest.fixture
def desk(team_server):
    case = dataclasses.replace(HIDDEN, as_of=None, briefings=(*HIDDEN.briefings, TOLD))
    keep_case(team_server.store, case, Scribe("chair", START, lambda: b"s" * 32))
    return team_server


def case_of(desk):
    return kept_case(desk.store, "drawn").case


def test_a_point_and_its_options_are_named_without_a_script(web_browser, desk):
    client = desk.client("drafter")
    with tab(web_browser, client=client, root=desk.root, java_script_enabled=False) as page:
        page.goto(f"{desk.root}/cases/drawn/positions")
        page.get_by_role("link", name="Add a point").click()
        page.get_by_label("The question").fill("who measures")
        page.get_by_role("button", name="Add the point").click()
        page.get_by_role("link", name="there is “Who measures” already").click()
        page.get_by_label("The question").fill("Who pays")
        page.get_by_label("Ways to settle it").fill("North\nBoth, in halves")
        page.get_by_role("button", name="Add the point").click()
        assert "The point is on record." in page.locator(".messages").inner_text()
        page.get_by_role("link", name="Change Who pays").click()
        page.get_by_label("More ways").fill("Whoever breaks it")
        page.get_by_label("take it back").first.check()
        page.get_by_role("button", name="Keep").click()
        assert "Both, in halves" in page.locator("#point-who-pays").inner_text()
    pays = case_of(desk).points[-1]
    assert [option.id for option in pays.options] == ["both-in-halves", "whoever-breaks-it"]


def test_a_party_answers_what_it_was_told_without_a_script(web_browser, desk):
    client = desk.client("party", "north")
    with tab(web_browser, client=client, root=desk.root, java_script_enabled=False) as page:
        page.goto(f"{desk.root}/cases/drawn/room")
        page.get_by_role("link", name="Answer what you were told: 20").click()
        page.get_by_label("In your own words").fill("If the third side is chosen by both.")
        page.get_by_label("Who measures").check()
        page.get_by_role("button", name="Give this answer").click()
        assert "If the third side" in page.locator("#answers ~ .answered").first.inner_text()
    (said,) = (one for one in case_of(desk).comments if one.briefing == "told")
    assert (said.text, said.points) == (None, ("p2",))


VIEWS = [
    (POINT, "chair", "", 1280, "light"),
    (POINT, "chair", "", 390, "dark"),
    ("/cases/drawn/briefings/comments/new", "chair", "", 390, "light"),
    (ANSWER, "party", "north", 1280, "dark"),
    (ANSWER, "party", "north", 390, "light"),
    ("/cases/drawn/room", "party", "north", 390, "dark"),
]


def test_the_forms_are_in_order_for_who_may_fill_them_in(web_browser, desk):
    for address, role, party, width, scheme in VIEWS:
        client = desk.client(role, party)
        with tab(web_browser, width, scheme, client=client, root=desk.root) as page:
            page.goto(desk.root + address)
            page.evaluate("document.fonts.ready")
            picture(page, f"filled-{address.rpartition('drawn/')[2].replace('/', '-')}-{width}")
            assert_in_order(page, desk.root)
