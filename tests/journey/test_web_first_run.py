"""The guided first run as a newcomer walks it: without JavaScript, in the steps of the tutorial."""

from __future__ import annotations

import pytest

from onetext import wiring
from onetext.web import first_run
from web_fixtures import assert_in_order, picture, tab

pytestmark = pytest.mark.browser


def test_what_the_steps_name_is_in_the_case():
    case = wiring.open_case(str(wiring.bundled_cases()[first_run.FIRST_RUN_CASE]))
    assert {text.id for text in case.texts} == first_run.TEXTS_IT_COMES_WITH
    point = next(point for point in case.points if point.id == first_run.FIRST_RUN_POINT)
    asked = {p.party for p in case.positions if p.point == point.id and p.stance == "proposes"}
    assert asked == {"israel", "egypt"}


@pytest.fixture(scope="module")
def inside(web_browser, laptop):
    """The cookie of who came in."""
    with tab(web_browser) as page:
        page.goto(laptop.address)
        yield page.context.storage_state()


def test_a_newcomer_comes_to_a_bracketed_text_and_to_what_could_be_signed(
    web_browser, laptop, inside
):
    with tab(web_browser, java_script_enabled=False, storage_state=inside) as page:
        page.goto(laptop.root)
        page.get_by_role("button", name="Begin the guided first run").click()
        steps = page.locator(".first-run")
        assert "step 2 of 4" in steps.inner_text()
        picture(page, "first-run-2")
        steps.get_by_role("link", name="Begin a text").click()
        page.get_by_label("Title").fill("One text of our own")
        page.get_by_label("Date:").fill(first_run.FIRST_RUN_DAY)
        page.get_by_role("button", name="Begin", exact=True).click()
        assert "step 3 of 4" in steps.inner_text()
        steps.get_by_role("link", name="Word this point").click()
        word_both_sides(page)
        assert "step 4 of 4" in steps.inner_text()
        assert page.get_by_text("[Each agreement stands by itself.]").is_visible()
        steps.get_by_role("link", name="What could be signed on that day").click()
        arrive(page)
        assert "You are there" in steps.inner_text()
        assert "One text of our own" in page.locator("main").inner_text()
        picture(page, "first-run-4")
        steps.get_by_role("button", name="Close the first run").click()
        assert steps.count() == 0
        page.goto(laptop.root)  # it can be begun again, and knows how far one was
        page.get_by_role("button", name="Begin the guided first run").click()
        assert "step 4 of 4" in steps.inner_text()


def word_both_sides(page):
    """Put the point in brackets: one alternative for each party, as each asks for it."""
    page.get_by_label("State", exact=True).select_option(label="in brackets")
    page.get_by_text("Alternatives in brackets").click()
    asked = (
        ("Each agreement stands by itself.", "separate", "Israel"),
        ("Neither agreement takes effect without the other.", "linked", "Egypt"),
    )
    for n, (words, option, party) in enumerate(asked):
        other = page.locator("fieldset.bracket").nth(n)
        other.get_by_label("Wording").fill(words)
        other.locator("select").select_option(option)
        other.get_by_label(party).check()
    page.get_by_role("button", name="Keep", exact=True).click()


def arrive(page):
    """Wait as a browser without JavaScript does: the page has itself asked for again."""
    page.wait_for_selector("#standing")


def test_the_steps_are_in_order_on_a_phone(web_browser, laptop, inside):
    with tab(web_browser, 390, "dark", storage_state=inside) as page:
        page.goto(laptop.root)
        page.get_by_role("button", name="Begin the guided first run").click()
        page.locator(".first-run").wait_for()
        picture(page, "first-run-390")
        assert_in_order(page, laptop.root)
