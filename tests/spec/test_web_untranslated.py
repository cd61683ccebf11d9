"""No page says anything in a language that is neither the reader's nor marked as another."""

from __future__ import annotations

import itertools
import re

import pytest

from onetext import wiring
from onetext.workflows.journal import Scribe, keep_case
from strategies import salts
from web_greek import in_greek, keep_greek_locale, latin_words
from web_journals import START, ids_of
from web_routes import ARGUMENTS, routes

pytestmark = pytest.mark.usefixtures("own_language")


@pytest.fixture
def all_greek(team, tmp_path):
    """A client of a case with every word in Greek letters, as is every message."""
    from django.test import override_settings

    case = in_greek(wiring.open_case(str(wiring.bundled_cases()["ukraine-2025"])))
    keep_case(team.store, case, Scribe("δραφτερ", START, salts()))
    keep_greek_locale(tmp_path, "uk")
    with override_settings(LOCALE_PATHS=[tmp_path]):
        client = team.client("chair", case=case.id)
        client.raise_request_exception = False  # other walks look for faults
        yield case, client


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


def test_no_page_says_anything_that_is_not_translated(all_greek):
    case, client = all_greek
    left = {}
    for address in addresses(case):
        answer = client.get(address, headers={"Accept-Language": "uk"})
        if answer.headers.get("Content-Type", "").startswith("text/html"):
            found = latin_words(answer.content.decode())
            if found:
                left[address] = found[:6]
    assert left == {}


def test_the_walk_would_see_what_is_not_translated():
    page = '<p title="Some word">Ο λογος <span lang="en">said so</span> <b>word</b> onetext</p>'
    assert latin_words(page) == ["Some word", "word"]


@pytest.mark.parametrize("language", ["ar", "uk"])
def test_every_sentence_is_translated(project_dir, monkeypatch, language):
    monkeypatch.syspath_prepend(str(project_dir / "tools"))
    import messages

    said = messages.every_message()
    assert len(said) > 1200
    assert [line for line in messages.complaints() if f"/{language}/" in line] == []
