"""What could be signed, in a browser: a click shows who moves, with and without a script."""

from __future__ import annotations

import re

import pytest

from web_fixtures import assert_in_order, tab

pytestmark = pytest.mark.browser

TRY = "/cases/camp-david-1978/signed/try"


@pytest.fixture(scope="module")
def inside(web_browser, laptop):
    """The cookie of who came in, once the study of the small case is there."""
    with tab(web_browser) as page:
        page.goto(laptop.address)
        page.goto(laptop.root + "/cases/camp-david-1978/signed")
        page.wait_for_selector("table.judged")
        yield page.context.storage_state()


def test_the_page_waits_by_itself_and_shows_the_study_once_it_is_there(web_browser, laptop, inside):
    with tab(web_browser, storage_state=inside) as page:
        page.goto(laptop.root + "/cases/camp-david-1978/signed?seed=12")
        page.wait_for_selector("table.judged")
        assert "seed 12" in page.text_content(".asof")
        page.wait_for_selector(".frontier svg")
        assert_in_order(page, laptop.root)


def test_a_click_on_an_option_shows_who_moves_in_place(web_browser, laptop, inside):
    with tab(web_browser, storage_state=inside) as page:
        page.goto(laptop.root + TRY)
        page.evaluate("window.__same = true")
        row = page.locator("table.moved tbody tr", has_text="Egypt")
        assert row.locator("td").nth(2).inner_text() == "–"
        other = page.locator("#try-jerusalem input:not(:checked)")
        chosen = other.get_attribute("id")
        other.check()
        page.wait_for_selector("fieldset.changed")
        assert page.evaluate("window.__same"), "the page was not loaded again"
        assert page.evaluate("document.activeElement.id") == chosen, "the focus stays"
        assert f"o-jerusalem={chosen.removeprefix('o-jerusalem-')}" in page.url
        assert re.fullmatch(r"[+−]?\d+( chance)?", row.locator("td").nth(2).inner_text())
        assert_in_order(page, laptop.root)
        page.reload()
        assert page.locator("fieldset.changed").count() == 1, "the address holds the trial"
        page.locator(".undo a").click()
        page.locator("fieldset.changed").wait_for(state="detached")


def test_the_arrow_keys_alone_try_the_options(web_browser, laptop, inside):
    with tab(web_browser, storage_state=inside) as page:
        page.goto(laptop.root + TRY)
        taken = page.locator("#try-sinai input:checked")
        before = taken.get_attribute("value")
        taken.focus()
        page.keyboard.press("ArrowUp")
        page.wait_for_selector("#try-sinai.changed")
        assert taken.get_attribute("value") != before
        page.keyboard.press("ArrowDown")
        page.locator("#try-sinai.changed").wait_for(state="detached")
        assert taken.get_attribute("value") == before


def test_without_a_script_the_form_does_the_same(web_browser, laptop, inside):
    with tab(web_browser, storage_state=inside, java_script_enabled=False) as page:
        page.goto(laptop.root + TRY)
        page.locator("#try-jerusalem input:not(:checked)").check()
        page.get_by_role("button", name="See who moves").click()
        assert page.locator("fieldset.changed").count() == 1
        page.goto(laptop.root + "/cases/camp-david-1978/signed")
        page.get_by_role("link", name="Draw the frontier").click()
        assert page.locator(".frontier svg").count() == 1
        assert page.locator("table.beside tbody tr").count() >= 2


def test_without_a_script_a_running_study_is_shown_and_ended(web_browser, laptop, inside):
    with tab(web_browser, storage_state=inside, java_script_enabled=False) as page:
        page.goto(laptop.root + "/cases/ukraine-2025/signed?draws=20000&seed=3")
        assert "being worked out" in page.text_content("h1")
        page.get_by_role("button", name="End it").click()
        assert "was ended before it was done" in page.text_content("h1")
        assert page.get_by_role("button", name="Work it out").count() == 1
