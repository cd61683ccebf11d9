"""Every page of the workbench in a real browser: its policy, axe, the edge of the screen."""

from __future__ import annotations

import pytest

from hanging import HANGING
from web_fixtures import WIDTHS, assert_in_order, picture

pytestmark = pytest.mark.browser

VIEWS = [(width, scheme) for width in WIDTHS for scheme in ("light", "dark")]
PAGES = {
    "cases": "/",
    "begin": "/begin",
    "case": "/cases/ukraine-2025/",
    "journal": "/cases/ukraine-2025/journal",
    "texts": "/cases/ukraine-2025/text",
    "text": "/cases/ukraine-2025/text/us-28",
    "text-clean": "/cases/ukraine-2025/text/geneva-19?view=clean",
    "text-brackets": "/cases/camp-david-1978/text/us-16-sep",
    "text-party": "/cases/camp-david-1978/text/us-16-sep?view=party&for=israel",
    "text-edit": "/cases/camp-david-1978/text/us-16-sep/edit/settlement-freeze",
    "text-revise": "/cases/camp-david-1978/text/us-10-sep/revise",
    "text-beside": "/cases/ukraine-2025/text/us-28/beside/ua-20",
    "text-point": "/cases/ukraine-2025/text/point/p6",
    "record": "/cases/ukraine-2025/record",
    "record-source": "/cases/ukraine-2025/record/source/bbc24d",
    "record-accounts": "/cases/ukraine-2025/record/accounts",
    "record-add": "/cases/ukraine-2025/record/add",
    "positions": "/cases/ukraine-2025/positions",
    "positions-early": "/cases/ukraine-2025/positions?as_of=2025-11-22",
    "positions-of-point": "/cases/ukraine-2025/positions/p6/russia",
    "positions-names": "/cases/ukraine-2025/names",
    "positions-point": "/cases/ukraine-2025/names/points/p6",
    "positions-point-new": "/cases/ukraine-2025/names/point/new",
    "positions-party": "/cases/ukraine-2025/names/parties/russia",
    "briefings": "/cases/ukraine-2025/briefings",
    "briefings-camp-david": "/cases/camp-david-1978/briefings",
    "briefings-give": "/cases/ukraine-2025/briefings/give?text=us-28&to=russia",
    "briefings-one": "/cases/ukraine-2025/briefings/log/b15",
    "briefings-dispose": "/cases/ukraine-2025/briefings/comments/c9",
    "briefings-comment": "/cases/ukraine-2025/briefings/comments/new",
    "room-of": "/cases/camp-david-1978/room/of/israel",
    "room-of-text": "/cases/camp-david-1978/room/of/egypt/text/frameworks",
    "room-answers": "/cases/ukraine-2025/room/answers",
    "calendar": "/cases/ukraine-2025/calendar",
    "calendar-camp-david": "/cases/camp-david-1978/calendar",
    "calendar-meeting": "/cases/ukraine-2025/calendar/meetings/trilateral-4",
    "calendar-milestone-new": "/cases/ukraine-2025/calendar/milestones/new",
    "journal-check": "/cases/ukraine-2025/journal/check",
    "signed": "/cases/ukraine-2025/signed",
    "signed-frontier": "/cases/camp-david-1978/signed",
    "signed-try": "/cases/ukraine-2025/signed/try?start=text:ua-20&o-p6=no-cap",
    "signed-between": "/cases/ukraine-2025/signed/between"
    "?party=ukraine&party=russia&party=united-states",
    "signed-next": "/cases/ukraine-2025/signed/next",
    "signed-working": "/cases/ukraine-2025/signed/working/text/us-28/russia",
    "signed-working-all": "/cases/camp-david-1978/signed/working/package/most-signed/_all",
    "not-found": "/cases/no-such-case/",
}
"""Name to address: a builder adds its page here."""
WORKED_OUT = {
    "case": "table.shares",
    "signed": "table.judged",
    "signed-frontier": ".frontier svg",
    "signed-try": "table.moved",
    "signed-between": ".frontier svg",
    "signed-next": "table.moved",
    "signed-working": "table.demands",
    "signed-working-all": "table.each",
}
"""What is to be seen once the study is there."""


PAGES_IN_VIEWS = [
    pytest.param(name, *view, marks=() if view == VIEWS[number % 4] else pytest.mark.slow)
    for number, name in enumerate(PAGES)
    for view in VIEWS
]
"""Every page in one view, the next page in the next view; all in all, in the long run."""


@pytest.mark.parametrize(("name", "width", "scheme"), PAGES_IN_VIEWS)
def test_every_page_is_in_order(view, standing_laptop, name, width, scheme):
    page = view(PAGES[name], width, scheme)
    if name in WORKED_OUT:
        page.wait_for_selector(WORKED_OUT[name], timeout=1000 * HANGING)
    page.evaluate("document.fonts.ready")
    picture(page, f"{name}-{width}-{scheme}")
    if name == "not-found":  # the console notes that the server said so
        page.complaints = [words for words in page.complaints if "404" not in words]
    assert_in_order(page, standing_laptop.root)
