"""Every page on paper: nothing to press, nothing folded away, nothing over the edge."""

from __future__ import annotations

import pytest

from journey.test_web_pages_browser import PAGES
from web_fixtures import OVER_THE_EDGE, tab

pytestmark = pytest.mark.browser

SHEET = 680
"""CSS pixels of A4 between its margins."""
TO_PRESS = """[...document.querySelectorAll('button, input, select, textarea, nav, .skip')]
    .filter(e => e.checkVisibility()).map(e => e.outerHTML.slice(0, 90))"""
FOLDED = """[...document.querySelectorAll('main details')].filter(e => {
    const inside = [...e.children].filter(c => c.tagName !== 'SUMMARY' && c.textContent.trim());
    return e.checkVisibility() && inside.some(c => !c.checkVisibility() && !c.closest('form'));
}).map(e => e.outerHTML.slice(0, 90))"""


@pytest.fixture(scope="module")
def inside(web_browser, laptop):
    """The cookie of who came in."""
    with tab(web_browser) as page:
        page.goto(laptop.address)
        yield page.context.storage_state()


@pytest.mark.parametrize("name", PAGES)
def test_every_page_prints(web_browser, laptop, inside, name):
    with tab(web_browser, SHEET, storage_state=inside) as page:
        page.goto(laptop.root + PAGES[name])
        page.emulate_media(media="print")
        assert page.evaluate(TO_PRESS) == []
        assert page.evaluate(FOLDED) == []
        assert page.evaluate(OVER_THE_EDGE) == []
        assert page.locator("h1").is_visible()
