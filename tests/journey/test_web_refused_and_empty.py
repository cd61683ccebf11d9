"""What people see when a form is refused, and when a case has nothing in it yet, before axe.

The pages are made in this process, by the URL configuration, and laid before the browser in the
place of the laptop's own, with its styles and its policy.
"""

from __future__ import annotations

import re

import pytest

from onetext.model import Case, Marking, Tlp
from onetext.workflows.journal import Scribe, keep_case
from property.test_web_every_form import CASE, own_forms, pages
from strategies import salts
from web_fixtures import assert_in_order, picture
from web_journals import START
from web_routes import routes

pytestmark = pytest.mark.browser

EMPTY = Case(id="drawn", title="Nothing yet", marking=Marking(tlp=Tlp.CLEAR))
WRONG = ("", "2026-13-01", "no-such-thing")
"""What every open field of a form is given, one after another, until the form is refused."""


def empty_pages(team):
    """Return the page of every route that names no record, of a case that has none.

    Forms for a new record are left out: they are looked at as they are refused.
    """
    keep_case(team.store, EMPTY, Scribe("chair", START, salts()))
    client, found = team.client("chair"), {}
    for path, _ in routes():
        is_left_out = path.startswith("api/") or path.endswith(("/new", "/add"))
        if re.findall(r"<(?:\w+:)?(\w+)>", path) == ["case"] and not is_left_out:
            address = "/" + re.sub(r"<[^>]*>", "drawn", path)
            keep_page(found, address, client.get(address), 200)
    return found


def refused_pages(team):
    """Return the page of every form that can be filled in wrongly, as it is refused."""
    keep_case(team.store, CASE, Scribe("chair", START, salts()))
    found = {}
    for seat in (("chair", ""), ("party", "north")):
        client = team.client(*seat)
        for address in sorted(set(pages())):
            for target, fields in posted(client, address):
                for wrong in WRONG:
                    given = {n: known[:1] or [wrong] for n, known in fields}
                    given |= {n: [wrong] for n in given if n not in ("made_from", "mark")}
                    keep_page(found, target, client.post(target, given), 422)
                    if target in found:
                        break
    return found


def posted(client, address):
    """Yield where a page's forms go that are posted, and their fields."""
    shown = client.get(address)
    if shown.status_code == 200 and not shown.streaming:
        for form in own_forms(shown.content.decode("utf-8", "replace")):
            if form.method == "post":
                yield form.action.partition("#")[0] or address, form.fields


def keep_page(found, address, response, status):
    """Keep a whole page with the status asked for."""
    is_page = response.get("Content-Type", "").startswith("text/html")
    if response.status_code == status and is_page and b"</html>" in response.content:
        found[address] = response


def lay(page, url, response):
    """Show a response in the place of what stands at an address."""
    headers = {name.lower(): value for name, value in response.items()}
    headers.pop("content-length", None)
    page.route(url, lambda route: route.fulfill(headers=headers, body=response.content))
    page.goto(url)
    page.unroute(url)


@pytest.mark.parametrize(("kind", "least"), [(empty_pages, 12), (refused_pages, 8)])
def test_it_is_in_order(view, standing_laptop, team, kind, least):
    laid = kind(team)
    assert len(laid) >= least, sorted(laid)
    page, wrong = view("/", 390), []
    for address, response in laid.items():
        page.requested, page.complaints = [], []
        lay(page, standing_laptop.root + address, response)
        name = re.sub(r"\W+", "-", address.partition("drawn")[2]).strip("-") or "case"
        picture(page, f"{kind.__name__.partition('_')[0]}-{name}-390")
        try:
            assert_in_order(page, standing_laptop.root)
        except AssertionError as found:
            wrong.append(f"{address}: {found}")
    assert wrong == []
