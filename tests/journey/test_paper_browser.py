"""The options paper of the bundled case in a real browser: phone and desk, light and dark."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from onetext import cases
from onetext.formats.options_paper import write_options_paper
from onetext.wiring import open_case, report_intake
from onetext.workflows.read_reports import read_reports
from onetext.workflows.study import study

pytestmark = pytest.mark.browser

CHROMIUM = "chromium"
FLAGS = (
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
VIEWS = [(1280, "light"), (1280, "dark"), (390, "light"), (390, "dark")]

OVER_THE_EDGE = """[...document.querySelectorAll('main *')].filter(e => {
    const box = e.getBoundingClientRect();
    const unseen = innerWidth < 821 && e.closest('thead, .unseen');  // kept for those who listen
    return box.width && box.right > innerWidth + 1 && !unseen;
}).map(e => e.outerHTML.slice(0, 80))"""


@pytest.fixture(scope="module")
def paper(tmp_path_factory):
    """The paper of the Ukraine case, with the two bundled reports."""
    case = open_case("ukraine-2025")
    found = study(case, n_draws=200)
    folder = Path(cases.__path__[0]) / "quickstart"
    reading = read_reports(sorted(folder.glob("*.txt")), report_intake())
    path = tmp_path_factory.mktemp("paper") / "paper.html"
    write_options_paper(path, case, found, reading=reading)
    return path


@pytest.fixture(scope="module")
def browser():
    """Debian's chromium; in CI its absence is a failure, elsewhere a skip that says why."""
    program = shutil.which(CHROMIUM)
    if program is None:
        reason = "chromium is missing: sudo apt-get install -y chromium"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    from playwright.sync_api import sync_playwright

    flags = [*FLAGS, "--no-sandbox"] if os.geteuid() == 0 else [*FLAGS]
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, args=flags)
        yield started
        started.close()


@pytest.fixture(scope="module", params=VIEWS, ids=lambda view: f"{view[0]}-{view[1]}")
def page(request, browser, paper):
    """The paper opened from its file; what it asked for and complained of is kept."""
    width, scheme = request.param
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    opened = context.new_page()
    opened.requested, opened.complaints = [], []
    opened.on("request", lambda request: opened.requested.append(request.url))
    opened.on("console", lambda message: opened.complaints.append(message.text))
    opened.on("pageerror", lambda error: opened.complaints.append(str(error)))
    opened.goto(paper.as_uri())
    opened.evaluate("document.fonts.ready")
    yield opened
    context.close()


def test_it_asks_for_nothing_and_complains_of_nothing(page, paper):
    assert [url for url in page.requested if not url.startswith("data:")] == [paper.as_uri()]
    assert page.complaints == []
    families = page.evaluate("[...document.fonts].filter(f => f.status == 'loaded').length")
    assert families == 2


def test_it_is_one_file_of_a_size_to_send(paper):
    assert len(paper.read_bytes()) < 400_000
    assert [file.name for file in paper.parent.iterdir()] == [paper.name]


def test_nothing_runs_over_the_edge(page):
    wide = page.viewport_size["width"]
    for width in (wide, 820) if wide > 820 else (wide, 320):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.evaluate(OVER_THE_EDGE) == []
    page.set_viewport_size({"width": wide, "height": 900})


def test_axe_finds_no_violation(page):
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page).response["violations"]
    assert [(v["id"], v["nodes"][0]["html"]) for v in found] == []


def test_charts_take_the_colours_of_the_page(page):
    bar, token = page.evaluate(
        """[getComputedStyle(document.querySelector('figure svg [fill="var(--a3)"]')).fill,
            getComputedStyle(document.documentElement).getPropertyValue('--a3').trim()]"""
    )
    red, green, blue = (int(token[n : n + 2], 16) for n in (1, 3, 5))
    assert bar == f"rgb({red}, {green}, {blue})"


def test_the_first_key_goes_to_the_finding(page):
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the finding"
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#finding"
