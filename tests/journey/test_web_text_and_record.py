"""Two drafters and an analyst in a real browser: edit in place, decide with the keyboard alone."""

from __future__ import annotations

import dataclasses
import datetime

import pytest

from onetext import wiring
from onetext.model import Marking, Option, Point, Text, Tlp
from onetext.workflows.journal import Scribe, keep_case, kept_case
from onetext.workflows.kept_reports import added_report
from onetext.workflows.redraft import day_written
from web_fixtures import WIDTHS, assert_in_order, picture, tab
from web_journals import HIDDEN, START

pytestmark = pytest.mark.browser


@pytest.fixture
def desk(team_server, project_dir):
    """The case with secrets, and the two reports that come with onetext."""
    folder = project_dir / "src/onetext/cases/quickstart"
    case = dataclasses.replace(
        HIDDEN,
        marking=Marking(tlp=Tlp.CLEAR),
        points=(
            *HIDDEN.points,
            Point(
                id="plan",
                title="The plan of 28 points and the rival plan",
                options=(Option(id="apart", title="The plan is separate from the rival plan"),),
            ),
        ),
    )
    for name in ("morning-brief", "evening-post"):
        report = wiring.report_intake().report(folder / f"{name}.txt", name)
        report = dataclasses.replace(report, published=datetime.date(2025, 11, 20))
        added = added_report(case, report, title=name, published=day_written(""))
        case = dataclasses.replace(
            case, sources=(*case.sources, added.source), reports=(*case.reports, added.report)
        )
    keep_case(team_server.store, case, Scribe("chair", START, lambda: b"s" * 32))
    return team_server


def case_of(desk):
    return kept_case(desk.store, "drawn").case


PAGES = {
    "record-report": "record/report/morning-brief",
    "record-review": "record/report/morning-brief/review",
    "record-review-edit": "record/report/morning-brief/review?edit=1",
    "record-beside": "record/report/morning-brief/beside/evening-post",
    "record-accounts-found": "record/accounts",
    "record-list": "record",
    "text-mine": "text/t1",
}


@pytest.mark.parametrize(("width", "scheme"), [(WIDTHS[0], "light"), (WIDTHS[1], "dark")])
def test_pages_with_reports_are_in_order(web_browser, desk, width, scheme):
    client = desk.client("drafter")
    with tab(web_browser, width, scheme, client=client, root=desk.root) as page:
        for name, path in PAGES.items():
            page.goto(f"{desk.root}/cases/drawn/{path}")
            page.evaluate("document.fonts.ready")
            picture(page, f"{name}-{width}-{scheme}")
            assert_in_order(page, desk.root)


def test_proposals_are_decided_with_the_keyboard_alone(web_browser, desk):
    with tab(web_browser, client=desk.client("analyst"), root=desk.root) as page:
        page.goto(f"{desk.root}/cases/drawn/record/report/evening-post/review")
        n_waiting = int(page.locator("h1").inner_text().rsplit(" ", 1)[1])
        page.keyboard.press("e")
        page.wait_for_selector("#editing")
        page.locator("#stance").focus()
        page.keyboard.press("r")  # inside a field a letter is a letter
        assert page.locator("#editing").count() == 1
        page.go_back()
        page.wait_for_selector("#decide")
        page.locator("[data-key='e']").focus()
        page.keyboard.press("r")
        page.wait_for_selector(".messages")
        assert case_of(desk).statements[0].review == "rejected"
        assert len(case_of(desk).statements) == 1
        assert page.evaluate("window.__refused") == []
        assert n_waiting >= 1


def test_a_clause_is_edited_in_place_and_without_a_script(web_browser, desk):
    address = f"{desk.root}/cases/drawn/text/t1"
    with tab(web_browser, client=desk.client("drafter"), root=desk.root) as page:
        page.goto(address)
        page.get_by_role("link", name="Edit Share of the river").click()
        page.wait_for_selector("article #edit")
        assert page.url == address
        field = page.locator("#clause-0-wording-en")
        field.fill("Each side shall take half.")
        picture(page, "text-in-place")
        page.get_by_role("button", name="Keep").click()
        page.wait_for_selector(".messages")
        assert page.url.endswith("/text/t1#point-p1")
    kept = next(text for text in case_of(desk).texts if text.id == "t1")
    assert kept.clauses[0].wording == {"en": "Each side shall take half."}
    plain = {"java_script_enabled": False}
    with tab(web_browser, client=desk.client("drafter"), root=desk.root, **plain) as page:
        page.goto(address)
        page.get_by_role("link", name="Edit Share of the river").click()
        page.locator("#clause-0-wording-en").fill("By need.")
        page.get_by_role("button", name="Keep").click()
        assert "By need." in page.locator("article").first.inner_text()


def test_two_drafters_on_one_clause_lose_nothing(web_browser, desk):
    address = f"{desk.root}/cases/drawn/text/t1/edit/p1"
    one, other = desk.client("drafter", name="one"), desk.client("drafter", name="other")
    with (
        tab(web_browser, client=one, root=desk.root) as first,
        tab(web_browser, 1280, client=other, root=desk.root) as second,
    ):
        for page, wording in ((first, "Each takes a third."), (second, "Each takes a quarter.")):
            page.goto(address)
            page.locator("#clause-0-wording-en").fill(wording)
        first.get_by_role("button", name="Keep").click()
        first.wait_for_selector(".messages")
        second.get_by_role("button", name="Keep").click()
        second.wait_for_selector(".versions")
        shown = second.locator(".versions").inner_text()
        assert "a third" in shown
        assert "a quarter" in shown
        second.complaints = [words for words in second.complaints if "409" not in words]
        picture(second, "text-two-drafters")
        assert_in_order(second, desk.root)
        second.get_by_role("button", name="Put both in brackets").click()
        second.wait_for_selector(".messages")
    (kept,) = [text for text in case_of(desk).texts if text.id == "t1"]
    assert isinstance(kept, Text)
    assert [one.wording["en"] for one in kept.clauses[0].alternatives] == [
        "Each takes a third.",
        "Each takes a quarter.",
    ]
