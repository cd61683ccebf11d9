"""No page says anything in a language that is neither the reader's nor marked as another."""

from __future__ import annotations

import itertools
import re

import pytest

from onetext import wiring
from onetext.model import Case, Marking, Tlp
from onetext.record.kinds import record_types
from onetext.web.words import KINDS
from onetext.workflows.journal import Scribe, keep_case
from property.test_web_every_form import CASE
from spec.test_web_refused_forms import refused
from strategies import salts
from web_greek import in_greek, keep_greek_locale, latin_words
from web_journals import START, ids_of
from web_routes import ARGUMENTS, routes

pytestmark = pytest.mark.usefixtures("own_language")

LANGUAGES = ("ar", "uk")


EMPTY = Case(id="drawn", title="Ουδεν", marking=Marking(tlp=Tlp.CLEAR))
SEATS = ("chair", "party", "observer")
WRONG = ("", "2026-13-01", "λαθος <β>")
"""What every open field of a form is given, one after another, until the form is refused."""
MARKED = re.compile(r'<span lang="en" dir="ltr">(.*?)</span>', re.DOTALL)
"""What a core said and no translation is known of."""


@pytest.fixture
def greek(tmp_path):
    """Every message in Greek letters, in the place of the languages there are."""
    from django.test import override_settings

    for language in LANGUAGES:
        keep_greek_locale(tmp_path, language)
    with override_settings(LOCALE_PATHS=[tmp_path]):
        yield


def greek_case(name):
    """Return a case with every word in Greek letters; of one name, one with nothing in it."""
    if name == "empty":
        return EMPTY
    return in_greek(
        CASE if name == "drawn" else wiring.open_case(str(wiring.bundled_cases()[name]))
    )


def client_of(team, case, seat, language):
    """Return a client with a seat in a case that is kept, who reads a language."""
    keep_case(team.store, case, Scribe("δραφτερ", START, salts()))
    party = case.parties[0].id if seat == "party" and case.parties else ""
    if seat == "party" and not party:
        party = "νορθ"
    client = team.client(seat, party=party, case=case.id, name="δραφτερ")
    client.raise_request_exception = False  # other walks look for faults
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = language
    return client


def untranslated(page, case=EMPTY):
    """Return what a page says in English, whether or not it says that it is.

    Whoever was briefed, or met, is an id or a name, and is left as it is, and so are addresses.
    """
    left = [name for one in case.briefings for name in one.to]
    left += [name for one in case.meetings for name in one.participants]
    rest = [*latin_words(page), *MARKED.findall(page)]
    for name in left:
        rest = [words.replace(name, "") for words in rest if not words.startswith("http")]
    return [words for words in rest if re.search(r"[A-Za-z]{2,}", words)]


def addresses(case):
    """Yield the address of every page of a case, with the first and the last record of a kind."""
    ids = {"case": [case.id]} | {
        argument: list(dict.fromkeys([known[0], known[-1]]))
        for argument, known in (
            (name, [one for one in known if one not in {"drawn", "no-such-case"}])
            for name, known in ((n, given(ids_of(case))) for n, given in ARGUMENTS.items())
        )
        if known
    }
    for path, _ in routes():
        if path.startswith("api/"):
            continue  # programs are spoken to in English
        names = re.findall(r"<(?:\w+:)?(\w+)>", path)
        if all(name in ids for name in names):
            for values in itertools.product(*(ids[name] for name in names)):
                filled = path
                for name, value in zip(names, values, strict=True):
                    filled = re.sub(rf"<(?:\w+:)?{name}>", value, filled, count=1)
                yield "/" + filled


@pytest.mark.parametrize(
    ("name", "seat", "language"),
    [
        ("ukraine-2025", "chair", "uk"),
        ("camp-david-1978", "party", "ar"),
        ("camp-david-1978", "observer", "uk"),
        *(("empty", seat, "ar") for seat in SEATS),
        pytest.param("camp-david-1978", "chair", "ar", marks=pytest.mark.slow),
        pytest.param("ukraine-2025", "party", "ar", marks=pytest.mark.slow),
    ],
)
def test_no_page_says_anything_that_is_not_translated(team, greek, name, seat, language):
    case = greek_case(name)
    client, left, n_pages = client_of(team, case, seat, language), {}, 0
    for address in addresses(case):
        answer = client.get(address)
        if answer.headers.get("Content-Type", "").startswith("text/html"):
            n_pages += answer.status_code == 200
            found = untranslated(answer.content.decode(), case)
            if found:
                left[address] = found[:6]
    assert left == {}
    assert n_pages >= 6


@pytest.mark.parametrize(("seat", "language"), [("chair", "uk"), ("party", "ar")])
def test_no_refusal_says_anything_that_is_not_translated(team, greek, seat, language):
    client, left = client_of(team, greek_case("drawn"), seat, language), {}
    for target, _, page in refused(client, WRONG):
        found = untranslated(page)
        if found:
            left[target] = [*left.get(target, []), *found[:6]]
    assert left == {}


def test_every_kind_of_record_has_a_word():
    assert set(record_types()) <= set(KINDS)


def test_the_walk_would_see_what_is_not_translated():
    page = '<p title="Some word">Ο λογος <span lang="en">said so</span> <b>word</b> onetext</p>'
    assert untranslated(page) == ["Some word", "word"]
    assert untranslated('<span lang="en" dir="ltr">a sentence</span>') == ["a sentence"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_is_translated(project_dir, monkeypatch, language):
    monkeypatch.syspath_prepend(str(project_dir / "tools"))
    import messages

    said = messages.every_message()
    assert len(said) > 1200
    assert [line for line in messages.complaints() if f"/{language}/" in line] == []
