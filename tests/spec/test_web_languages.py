"""The workbench in other languages: all of it, from right to left, and never the record itself."""

from __future__ import annotations

import datetime

import pytest

from onetext.workflows.journal import Scribe, keep_case
from strategies import salts
from web_journals import HIDDEN, START

pytestmark = pytest.mark.usefixtures("own_language")

LANGUAGES = ("ar", "uk")
NBSP = "\N{NO-BREAK SPACE}"


@pytest.fixture
def served(team):
    keep_case(team.store, HIDDEN, Scribe("a drafter", START, salts()))
    return team


@pytest.fixture
def in_language():
    """Speak a language for a while."""
    from django.utils import translation

    return translation.override


def page_in(client, address, language):
    return client.get(address, headers={"Accept-Language": language}).content.decode()


def test_the_browser_says_which_language(served):
    client = served.client("drafter")
    arabic = page_in(client, "/cases/drawn/", "ar")
    assert '<html lang="ar" dir="rtl">' in arabic
    assert "ما يمكن توقيعه" in arabic
    assert '<html lang="uk" dir="ltr">' in page_in(client, "/cases/drawn/", "uk-UA,uk;q=0.9")
    assert '<html lang="en" dir="ltr">' in page_in(client, "/cases/drawn/", "fi")


def test_a_choice_stands_above_the_browser_and_leads_back_to_the_same_page(served):
    client = served.client("drafter")
    here = "/cases/drawn/?as_of=2026-02-25"
    assert f'name="next" value="{here}"' in page_in(client, here, "en")
    chosen = {"language": "uk", "next": here}
    answer = client.post("/language/setlang/", chosen)
    assert answer.headers["Location"] == here
    assert '<html lang="uk"' in page_in(client, here, "ar")
    away = {"language": "uk", "next": "https://elsewhere.example/"}
    assert "elsewhere" not in client.post("/language/setlang/", away).headers["Location"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_record_says_is_never_translated(served, language):
    page = page_in(served.client("drafter"), "/cases/drawn/text/t1", language)
    assert "Each side takes half." in page
    assert "Share of the river" in page


def test_dates_and_counts_follow_the_language(in_language):
    from onetext.model import UncertainDate
    from onetext.web.words import age_words, count_words, date_words, day_words

    day = datetime.date(2026, 3, 5)
    said = {}
    for language in ("en", *LANGUAGES):
        with in_language(language):
            ages = [
                age_words(UncertainDate(str(day - datetime.timedelta(days=n))), day)
                for n in (1, 2, 5, 12)
            ]
            span = date_words(UncertainDate("2026-03-03/2026-03-05"))
            said[language] = (day_words(day), span, ages, count_words(12345))
    plain = {
        language: (day.replace(NBSP, " "), span.replace(NBSP, " "), ages, n.replace(NBSP, " "))
        for language, (day, span, ages, n) in said.items()
    }
    english = ["1 day", "2 days", "5 days", "12 days"]
    ukrainian = ["1 день", "2 дні", "5 днів", "12 днів"]
    arabic = ["يوم واحد", "يومان", "5 أيام", "12 يومًا"]
    assert plain == {
        "en": ("5 March 2026", "3–5 Mar 2026", english, "12,345"),
        "uk": ("5 березня 2026", "3–5 березня 2026", ukrainian, "12 345"),
        "ar": ("5 مارس 2026", "3–5 مارس 2026", arabic, "12345"),
    }


def test_what_a_core_says_is_said_in_the_language_or_marked_as_english(in_language):
    from onetext.web.core_words import core_words

    known, unknown = "there is no case 'drawn' for you", "This is <said> nowhere."
    assert core_words(known) == "there is no case &#x27;drawn&#x27; for you"
    with in_language("uk"):
        said = core_words(known)
        assert "drawn" in said
        assert "there is" not in said
        marked = '<span lang="en" dir="ltr">This is &lt;said&gt; nowhere.</span>'
        assert core_words(unknown) == marked
        assert core_words(f"{known}\n{unknown}") == f"{said}\n{marked}"
        assert core_words("справи немає") == "справи немає"
