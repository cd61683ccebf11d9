"""What axe cannot see: the way of the keyboard, sizes, headings, zoom, text spacing, colours.

Each is a criterion of WCAG 2.2 at level AA; docs/web/accessibility.md lists them with their tests.
"""

from __future__ import annotations

import itertools

import pytest

from journey.test_web_pages_browser import PAGES
from web_fixtures import OVER_THE_EDGE, WIDTHS, assert_in_order, picture

pytestmark = pytest.mark.browser

MOST_STOPS = 600
FOCUSED = """() => {
    const e = document.activeElement;
    if (!e || e === document.body) return null;
    const box = e.getBoundingClientRect(), style = getComputedStyle(e);
    const x = Math.min(Math.max(box.left + box.width / 2, 1), innerWidth - 2);
    const y = Math.min(Math.max(box.top + Math.min(box.height / 2, 12), 1), innerHeight - 2);
    const hit = document.elementFromPoint(x, y);
    return {
        at: window.__all.indexOf(e), what: e.outerHTML.slice(0, 90),
        ring: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
        seen: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
        bare: !!hit && (e.contains(hit) || hit.contains(e) || !!e.labels?.[0]?.contains(hit)),
    };
}"""
WATCH = f"""() => {{
    window.__all = [...document.querySelectorAll('*')];
    window.__stops = [];
    addEventListener('keydown', () => window.__stops.push(({FOCUSED})()), true);
}}"""
"""At each key, write down where the focus was: all is still as the key before has left it."""
AT_ONCE = 20
SMALL = """() => {
    const all = [...document.querySelectorAll('a[href], button, input, select, textarea, summary')]
        .filter(e => e.checkVisibility() && e.type !== 'hidden' && !e.closest('.skip'));
    const target = e => {
        const own = e.getBoundingClientRect(), label = e.labels?.[0]?.getBoundingClientRect();
        if (!/radio|checkbox/.test(e.type) || !label) return own;
        const left = Math.min(own.left, label.left), top = Math.min(own.top, label.top);
        return new DOMRect(left, top, Math.max(own.right, label.right) - left,
                           Math.max(own.bottom, label.bottom) - top);
    };
    const boxes = all.map(target);
    const isSmall = b => b.width < 23.5 || b.height < 23.5;
    const isInSentence = e => e.matches('a, summary') && getComputedStyle(e).display === 'inline'
        && e.parentElement.textContent.trim() !== e.textContent.trim();
    const far = (b, o) => {  // from the middle of one to the nearest place of the other
        const x = b.left + b.width / 2, y = b.top + b.height / 2;
        const dx = Math.max(o.left - x, 0, x - o.right), dy = Math.max(o.top - y, 0, y - o.bottom);
        return Math.hypot(dx, dy);
    };
    return all.filter((e, i) => isSmall(boxes[i]) && !isInSentence(e)
        && boxes.some((o, j) => j !== i && !all[j].contains(e) && !e.contains(all[j])
                                && far(boxes[i], o) < 12)
    ).map(e => e.outerHTML.slice(0, 110));
}"""
LEVELS = """[...document.querySelectorAll('h1,h2,h3,h4,h5,h6')]
    .filter(e => e.checkVisibility()).map(e => Number(e.tagName[1]))"""
SPACED = """() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important;
        word-spacing: .16em !important; } p { margin-block-end: 2em !important; }`);
    document.adoptedStyleSheets = [sheet];
}"""
CUT_OFF = """[...document.querySelectorAll('main *, header *')].filter(e => {
    const style = getComputedStyle(e);
    const hides = /hidden|clip/.test(style.overflowX + style.overflowY);
    const is_meant = e.closest('.unseen, svg, select, input') || style.clipPath !== 'none';
    return hides && e.checkVisibility() && !is_meant
        && (e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1);
}).map(e => e.outerHTML.slice(0, 90))"""


@pytest.fixture
def at(view):
    """Open a page by its name."""
    return lambda name, width=1280, **options: view(PAGES[name], width, **options)


def focused(page):
    """Go on by the keyboard; yield where the focus is after each key, None outside the page."""
    page.keyboard.press("Tab")  # from nowhere: what was focused before it is no stop
    page.evaluate("window.__stops = []")
    for _ in range(MOST_STOPS // AT_ONCE):
        for _ in range(AT_ONCE):
            page.keyboard.press("Tab")
        yield from page.evaluate("window.__stops.splice(0)")


@pytest.mark.parametrize("name", PAGES)
def test_the_keyboard_goes_everywhere_and_is_seen_there(at, name):
    page = at(name)
    page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
    page.evaluate(WATCH)
    stops = []
    for stop in focused(page):
        if stop is None or (stops and stop["at"] == stops[0]["at"]):
            break
        if stops and stop["at"] == stops[-1]["at"]:  # from part to part of a date's field
            stops[-1]["ring"] |= stop["ring"]
        else:
            stops.append(stop)
    else:
        pytest.fail("the keyboard did not come round")
    begun_at = [stop["at"] for stop in stops]
    lowest = begun_at.index(min(begun_at))  # a field with autofocus is where the first Tab starts
    in_order = begun_at[lowest:] + begun_at[:lowest]
    assert in_order == sorted(in_order), "another order than the page's"
    assert [stop["what"] for stop in stops if not stop["ring"]] == []
    assert [stop["what"] for stop in stops if not stop["seen"]] == []
    assert [stop["what"] for stop in stops if not stop["bare"]] == []


@pytest.mark.parametrize("name", PAGES)
def test_sizes_headings_zoom_and_spacing(at, name):
    page = at(name)
    assert page.evaluate(SMALL) == []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.evaluate(OVER_THE_EDGE) == []
    levels = page.evaluate(LEVELS)
    assert levels.count(1) == 1
    assert all(b - a <= 1 for a, b in itertools.pairwise(levels)), levels
    page.set_viewport_size({"width": 320, "height": 640})  # 1280 at 400 %
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert page.evaluate(OVER_THE_EDGE) == []
    assert page.evaluate(SMALL) == []
    page.evaluate(SPACED)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert page.evaluate(CUT_OFF) == []


def test_the_skip_link_leads_past_what_every_page_has(at):
    page = at("text")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('#main').contains(document.activeElement)")
    assert not page.evaluate("!!document.activeElement.closest('nav:not(.views), header')")


def test_a_mistake_in_a_form_is_announced_beside_it(at, standing_laptop):
    page = at("record")
    page.goto(f"{standing_laptop.root}/cases/ukraine-2025/?as_of=yesterday")
    alert = page.get_by_role("alert")
    assert alert.is_visible()
    assert page.title().startswith("It did not work")


@pytest.mark.parametrize("name", ["case", "positions", "text-brackets"])
def test_colours_of_one_s_own_leave_marks_and_states_to_be_seen(at, name):
    page = at(name)
    page.emulate_media(forced_colors="active")
    if name == "case":
        page.wait_for_selector("table.shares")
    picture(page, f"{name}-forced-colours")
    same = """[...document.querySelectorAll('main .fill, main .line')].filter(e => {
        const s = getComputedStyle(e), ground = getComputedStyle(document.body).backgroundColor;
        return e.closest('svg').checkVisibility() && s.fill === ground && s.stroke === ground;
    }).length"""
    assert page.evaluate(same) == 0
    flat = """[...document.querySelectorAll("main .bar .amount")].filter(e =>
        getComputedStyle(e).fill
        === getComputedStyle(e.parentElement.querySelector('.ground')).fill).length"""
    assert page.evaluate(flat) == 0
    bare = """[...document.querySelectorAll('main .tag, main button')].filter(e =>
        getComputedStyle(e).borderTopStyle === 'none').length"""
    assert page.evaluate(bare) == 0


IN_ARABIC = ("case", "text-brackets", "text-edit", "positions-of-point", "record-add", "not-found")


@pytest.mark.parametrize(
    "name",
    [n if n in IN_ARABIC else pytest.param(n, marks=pytest.mark.slow) for n in PAGES],
)
def test_a_page_is_in_order_from_right_to_left(at, standing_laptop, name):
    page = at(name, 390, locale="ar")
    assert page.evaluate("document.documentElement.dir") == "rtl"
    picture(page, f"{name}-390-ar")
    page.complaints = [words for words in page.complaints if "404" not in words]
    assert_in_order(page, standing_laptop.root)


def test_nothing_moves_by_itself(project_dir):
    for sheet in (project_dir / "src/onetext/web/static/onetext").glob("*.css"):
        words = sheet.read_text(encoding="utf-8")
        assert "animation" not in words, sheet.name
        assert "transition" not in words, sheet.name
