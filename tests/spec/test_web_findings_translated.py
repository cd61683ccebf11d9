"""What a study finds is said in the reader's language, but for the words of the record itself.

Record and messages are in Greek letters: what stands in Latin ones came from a core untranslated.
Ids of the record are left as they are, and known from the case.
"""

from __future__ import annotations

import html
import re

import pytest

from onetext import wiring
from onetext.workflows.journal import Scribe, keep_case
from strategies import salts
from web_greek import NEITHER, Said, greek_sentence, in_greek, keep_greek_locale
from web_journals import START

pytestmark = pytest.mark.usefixtures("own_language")

CASES = ("ukraine-2025", "camp-david-1978")
FEW = "draws=200"


@pytest.fixture(params=CASES)
def greek(request, team, tmp_path):
    """A case in Greek letters, and a function that gets one of its pages."""
    from django.test import override_settings

    case = in_greek(wiring.open_case(str(wiring.bundled_cases()[request.param])))
    keep_case(team.store, case, Scribe("δραφτερ", START, salts()))
    keep_greek_locale(tmp_path, "uk")
    client = team.client("chair", case=case.id)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "uk"
    with override_settings(LOCALE_PATHS=[tmp_path]):
        yield case, lambda path: client.get(f"/cases/{case.id}/{path}")


def pages_of_findings(case):
    """Yield the addresses, below the case, of the pages that say what a study finds."""
    text = case.texts[-1].id
    yield from (
        "",
        "positions",
        f"signed?{FEW}",
        f"signed/next?{FEW}&changes=1",
        f"signed/try?{FEW}",
    )
    yield from (f"signed/working/text/{text}/{party.id}?{FEW}" for party in case.parties[:3])
    yield f"signed/working/package/most-signed/{case.parties[0].id}?{FEW}"


def english_of(page, ids):
    """Return what a page says in Latin letters, marked as English or not, that is no id."""
    said = Said()
    said.feed(page.replace('lang="en"', ""))
    known = re.compile("|".join(rf"(?<!\w){re.escape(id_)}(?!\w)" for id_ in ids))
    rest = (NEITHER.sub("", known.sub("", html.unescape(words))) for words in said.found)
    return [words for words in rest if re.search(r"[A-Za-z]{2,}", words)]


def ids_in(case):
    """Return every id of a case, the longest first."""
    kinds = (case.parties, case.points, case.texts, case.sources, case.positions)
    found = {one.id for kind in kinds for one in kind} | {case.id}
    return sorted(found, key=len, reverse=True)


def test_no_finding_is_said_in_english(greek):
    case, get = greek
    ids, left = ids_in(case), {}
    for path in pages_of_findings(case):
        answer = get(path)
        assert answer.status_code == 200, path
        page = answer.content.decode()
        found = english_of(page, ids)
        if found:
            left[path] = found[:8]
        if path.startswith("signed?"):
            assert greek_sentence("preference profiles that fit the record") in page
    assert left == {}
