"""Every page on paper: nothing to press, nothing folded away, nothing over the edge."""

from __future__ import annotations

import pytest

from hanging import HANGING
from journey.test_web_pages_browser import PAGES, WORKED_OUT
from web_fixtures import OVER_THE_EDGE

pytestmark = pytest.mark.browser

SHEET = 680
"""CSS pixels of A4 between its margins."""
TO_PRESS = """[...document.querySelectorAll('button, input, select, textarea, nav, .skip')]
    .filter(e => e.checkVisibility()).map(e => e.outerHTML.slice(0, 90))"""
FOLDED = """[...document.querySelectorAll('main details')].filter(e => {
    const inside = [...e.children].filter(c => c.tagName !== 'SUMMARY' && c.textContent.trim());
    return e.checkVisibility() && inside.some(c => !c.checkVisibility() && !c.closest('form'));
}).map(e => e.outerHTML.slice(0, 90))"""


@pytest.mark.parametrize("name", PAGES)
def test_every_page_prints(view, name):
    page = view(PAGES[name], SHEET)
    if name in WORKED_OUT:
        page.wait_for_selector(WORKED_OUT[name], timeout=1000 * HANGING)
    page.emulate_media(media="print")
    assert page.evaluate(TO_PRESS) == []
    assert page.evaluate(FOLDED) == []
    assert page.evaluate(OVER_THE_EDGE) == []
    assert page.locator("h1").is_visible()
