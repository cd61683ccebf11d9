"""No form of any page can be filled in so that the server falls over; a refusal has three parts.

Pages are found in the URL configuration and forms in the pages, so that a new one is filled in the
day it is added.
"""

from __future__ import annotations

import dataclasses
import random
import re
from html.parser import HTMLParser

import pytest

from onetext.model import KeptReport
from onetext.workflows.journal import Scribe, keep_case
from web_fixtures import _forget_everybody, open_archive, signed_in
from web_journals import HIDDEN, START, ids_of
from web_routes import ARGUMENTS, routes

WORDS = "North rejects sharing the river by need, its minister Ada Hill said on Tuesday."
REPORT = KeptReport(id="r1", words=WORDS, sha256="ab" * 32, sources=("s1",))
CASE = dataclasses.replace(HIDDEN, reports=(REPORT,))
FIRST = {"report": "r1", "case": "drawn", "kind": "texts", "record": "t1"}
LEFT_OUT = ("accounts/", "language/", "api/")
READERS = (("chair", ""), ("drafter", ""), ("party", "north"))
HOSTILE = (
    *("", " ", "p1", "p2", "half", "need", "north", "south", "t1", "s1", "m1", "b1", "c1"),
    *("agreed", "bracketed", "accepts", "accepts-if", "red-line", "held", "new", "parked"),
    *("2026-02-01", "2026-13-01", "2026-02-01/..", "0000-00-00", "1e999", "-1", "9" * 40),
    *("\x00", "\ud7ff", "../../etc", "<script>", "' OR 1=1 --", "{{ 7 }}", "%00", "None"),
    *("x" * 5000, "\u202e\u2066", "١٢٣", "é" * 300, "true", "[]", "{}", "F", "6", "en"),
)


def hostile(rng):
    """Return a value that nobody would type, or that somebody might."""
    if rng.random() < 0.7:
        return rng.choice(HOSTILE)
    return "".join(
        chr(rng.choice((rng.randrange(32, 0xD7FF), rng.randrange(0x80)))) for _ in "12345"
    )


@dataclasses.dataclass
class Form:
    """A form as a browser has it: where it goes, how, and its fields with what they may hold."""

    action: str
    method: str
    fields: list[tuple[str, list[str]]] = dataclasses.field(default_factory=list)
    can_be_sent: bool = False


class Forms(HTMLParser):
    """Collects the forms of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[Form] = []
        self._select = self._area = None
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        about = dict(attrs)
        name, value = about.get("name"), about.get("value") or ""
        if tag == "form":
            self.found.append(Form(about.get("action") or "", about.get("method", "get").lower()))
        elif not self.found:
            return
        elif tag == "option" and self._select:
            self.found[-1].fields[-1][1].append(value)
        if tag == "button" or about.get("type") == "submit":
            self.found[-1].can_be_sent = True
        if name and tag in ("input", "button", "textarea", "select"):
            self._select = tag == "select"
            self.found[-1].fields.append((name, [] if tag in ("select", "textarea") else [value]))


def pages():
    """Return an address of every page of the case and the list of cases."""
    ids = ids_of(CASE)
    for path, _ in routes():
        if path.startswith(LEFT_OUT) or path.endswith("keep"):
            continue
        yield "/" + re.sub(
            r"<(?:\w+:)?(\w+)>",
            lambda name: FIRST.get(name[1]) or ARGUMENTS[name[1]](ids)[0],
            path,
        )


@pytest.fixture(scope="module")
def served(team_settings):
    """A client per reader, and the addresses where each found a form."""
    from onetext.storage.memory import MemoryJournalStore
    from onetext.web import archive

    store = MemoryJournalStore()
    open_archive(store)
    keep_case(store, CASE, Scribe("chair", START, lambda: b"s" * 32))
    clients = {role: signed_in(role, party) for role, party in READERS}
    with_forms = []
    for address in sorted(set(pages())):
        for role, client in clients.items():
            shown = client.get(address)
            assert shown.status_code < 500, (role, address)
            body = b"".join(shown) if shown.streaming else shown.content
            if shown.status_code == 200 and own_forms(body.decode("utf-8", "replace")):
                with_forms.append((role, address))
    assert len({address for _, address in with_forms}) > 15
    yield clients, with_forms
    archive.close()
    _forget_everybody()


def own_forms(page):
    """Return the forms of a page that can be sent and are not on every page."""
    everywhere = ("/language/", "/accounts/")
    found = Forms(page).found
    return [one for one in found if one.can_be_sent and not one.action.startswith(everywhere)]


def fill_and_send(served, rng):
    """Send one form of one page; return the status, None if what was asked is settled by now."""
    clients, with_forms = served
    role, address = rng.choice(with_forms)
    client = clients[role]
    forms = own_forms(client.get(address).content.decode())
    if not forms:
        return None
    form = rng.choice(forms)
    filled = {}
    for name, known in form.fields:
        how = rng.randrange(4)
        if name == "csrfmiddlewaretoken" or how in (1, 2):
            filled[name] = known[0] if known else "We could live with it."
        elif how == 0 and known:
            filled[name] = rng.choice(known)
        elif how == 3:
            filled[name] = hostile(rng)
    target = form.action.partition("#")[0] or address
    response = (client.post if form.method == "post" else client.get)(target, filled)
    about = (role, address, target, filled)
    assert response.status_code in (200, 302, 404, 409, 413, 422), (response.status_code, about)
    if response.status_code >= 400:
        body = response.content.decode()
        assert re.search(r'class="[^"]*(problem|versions)', body), about
        assert response["Content-Type"].startswith("text/html")
    return response.status_code


def test_every_page_with_a_form_is_found(served):
    addresses = {address for _, address in served[1]}
    for word in ("text-new", "/edit/", "record/add", "/review", "briefings/give", "positions"):
        assert any(word in address for address in addresses), word


def test_a_form_filled_in_at_random_is_written_or_refused(served):
    # not hypothesis: what is written changes what is asked next
    answers = [fill_and_send(served, random.Random(number)) for number in range(80)]
    assert answers.count(None) < 20
    assert {302, 422} <= set(answers)


@pytest.mark.slow
@pytest.mark.parametrize("part", range(8))
def test_thousands_of_forms_filled_in_at_random(served, part):
    first = 1000 * (part + 1)
    answers = [fill_and_send(served, random.Random(first + number)) for number in range(500)]
    assert answers.count(None) < 250
