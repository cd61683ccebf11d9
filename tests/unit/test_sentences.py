"""Sentences that keep how they were made: in English, kept and copied, and in other languages."""

from __future__ import annotations

import copy
import datetime
import pickle
from dataclasses import dataclass
from decimal import Decimal

import pytest

from onetext.formats.sentences_kept import sentence_forms, with_sentences
from onetext.mediation.stance_clauses import stance_clause
from onetext.model import Stance, UncertainDate
from onetext.model.sentences import (
    Sentence,
    capitalised,
    counted,
    joined_by_semicolon,
    listed,
    quoted,
    said,
)
from onetext.workflows.study_words import overstated, percent


@dataclass(frozen=True)
class Finding:
    because: str
    notes: tuple[str, ...] = ()


def made():
    """A sentence with a part of every kind."""
    return said(
        "%(who)s %(n)s %(d)s %(day)s %(when)s",
        who=capitalised(joined_by_semicolon(["a; b", quoted("100 % sure")])),
        n=1200,
        d=Decimal("0.5"),
        day=datetime.date(2026, 3, 5),
        when=UncertainDate("2026-03"),
    )


def test_in_english_it_is_the_string_it_was():
    assert made() == "A; b; “100 % sure” 1,200 0.5 2026-03-05 2026-03"
    assert listed(["x", "y", "z"], "or") == "x, y or z"
    assert counted("%(n)s point", "%(n)s points", 1) == "1 point"
    assert counted("%(n)s point", "%(n)s points", 0) == "0 points"


@pytest.mark.parametrize("copied", [copy.deepcopy, lambda one: pickle.loads(pickle.dumps(one))])
def test_a_copy_keeps_its_parts(copied):
    again = copied(made())
    assert again == made()
    assert again.slots == made().slots
    assert again.slots["who"].is_capital


def test_a_finding_that_is_kept_has_its_sentences_again():
    finding = Finding(made(), ("words of the record", counted("%(n)s x", "%(n)s xs", 3)))
    plain = Finding(str(finding.because), tuple(map(str, finding.notes)))
    again = with_sentences(plain, sentence_forms(finding))
    assert again == finding
    assert isinstance(again.because, Sentence)
    assert again.because.slots == finding.because.slots
    assert again.notes[1].number == 3
    assert not isinstance(again.notes[0], Sentence)


@pytest.fixture
def words_in():
    """Say a sentence in a language."""
    from django.utils import translation

    from onetext.web.sentence_words import sentence_words

    def words(one, language):
        with translation.override(language):
            return sentence_words(one)

    return words


def test_a_name_that_looks_like_a_sentence_stays_one_name(team_settings, words_in):
    one = overstated("North; South accepts it")
    assert "\u2068North; South accepts it\u2069" in words_in(one, "ar")
    assert "\u2068North; South accepts it\u2069" in words_in(one, "uk")


def test_numbers_and_forms_follow_the_language(team_settings, words_in):
    both = stance_clause(["North", "South"], Stance.RED_LINE)
    assert words_in(both, "ar") == "يستبعده الطرفان \u2068North\u2069 و\u2068South\u2069"
    assert words_in(both, "uk") == "сторони \u2068North\u2069 і \u2068South\u2069 його відкидають"
    assert words_in(percent(0.001), "ar") == "\u2066<1\xa0%\u2069"
    assert "0,5" in words_in(made(), "uk")
    assert "5\xa0березня 2026".replace(" ", "\xa0") in words_in(made(), "uk")
