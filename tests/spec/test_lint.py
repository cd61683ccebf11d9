"""What a careful reader asks about a text: who, by when, who looks; what dangles; what clashes."""

from __future__ import annotations

import pytest

from onetext.model import (
    Alternative,
    Case,
    Clause,
    ClauseState,
    Option,
    Point,
    Rule,
    RuleKind,
    Text,
)
from onetext.workflows.lint import LintKind, lint, unread


def clause(point, words, number=None, **more):
    return Clause(point=point, number=number, wording={"en": words}, **more)


def kinds(*clauses, rules=(), points=(), **more):
    case = Case(id="drawn", title="Drawn", rules=rules, points=points)
    text = Text(id="t", title="T", clauses=clauses, **more)
    return [(one.kind.value, one.point) for one in lint(case, text)]


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        ("North shall open the crossing within ten days, and the commission verifies it.", []),
        ("North shall open the crossing; observers report to both.", ["no deadline"]),
        ("North shall open the crossing within ten days.", ["no verifier"]),
        ("North shall open the crossing.", ["no deadline", "no verifier"]),
        (
            "The crossing shall be opened within ten days; a joint commission verifies it.",
            ["no actor"],
        ),
        ("The crossing shall be opened by North within ten days; auditors certify it.", []),
        (
            "The crossing shall be opened by 1 May, as observers monitor.",
            ["no actor"],
        ),
        ("North shall not move the marks; observers monitor it.", []),
        ("Each side takes half of the water.", []),
        ("North willingly opened the crossing.", []),
    ],
)
def test_an_obligation_says_who_by_when_and_who_looks(words, asked):
    assert [kind for kind, _ in kinds(clause("p1", words))] == asked


def test_one_clause_may_have_the_whole_text_watched():
    watched = clause("p2", "A council monitors the implementation of this agreement.")
    duty = clause("p1", "North shall open the crossing within ten days.")
    assert kinds(duty) == [("no verifier", "p1")]
    assert kinds(duty, watched) == []


def test_a_struck_clause_is_not_read_and_every_alternative_is():
    assert kinds(clause("p1", "North shall go.", state=ClauseState.DROPPED)) == []
    bracketed = Clause(
        point="p1",
        state=ClauseState.BRACKETED,
        alternatives=(
            Alternative(wording={"en": "North shall go."}),
            Alternative(wording={"en": "North stays."}),
        ),
    )
    assert kinds(bracketed) == [("no deadline", "p1"), ("no verifier", "p1")]


def test_references_are_by_the_number_printed():
    stands = clause("p1", "Each side takes half.", "1")
    struck = clause("p3", "By need.", "3", state=ClauseState.DROPPED)
    assert kinds(stands, struck, clause("p2", "Subject to point 1.", "2")) == []
    assert kinds(stands, struck, clause("p2", "Subject to point 3.", "2")) == [
        ("dropped point", "p2")
    ]
    missing = clause("p2", "See points 1 and 9.", "2")
    assert kinds(stands, struck, missing) == [("no such point", "p2")]
    assert kinds(stands, struck, missing, is_complete=False) == []
    treaty = clause("p2", "As in article 51 of the Charter.", "2")
    assert kinds(stands, struck, treaty) == []


def test_a_text_without_numbers_refers_to_nothing_by_number():
    assert kinds(clause("p2", "See point 9.")) == []


def test_terms_that_exclude_each_other():
    assert kinds(clause("p1", "A permanent line, for an interim period.")) == [
        ("opposed terms", "p1")
    ]
    apart = [
        clause("p1", "Held de facto."),
        clause("p1", "The line is internationally recognised."),
    ]
    assert kinds(*apart) == [("opposed terms", "p1")]
    elsewhere = [clause("p1", "A permanent line."), clause("p2", "An interim council.")]
    assert kinds(*elsewhere) == []
    assert kinds(clause("p1", "An undivided city.")) == []


def test_alternatives_may_be_opposed_to_each_other():
    competing = tuple(
        Alternative(wording={"en": words}) for words in ("A permanent line.", "An interim line.")
    )
    clauses = Clause(point="p1", state=ClauseState.BRACKETED, alternatives=competing)
    assert kinds(clauses) == []


def test_options_that_the_rules_of_the_case_keep_apart():
    points = tuple(
        Point(id=name, title=name, options=(Option(id="a", title="A"), Option(id="b", title="B")))
        for name in ("p1", "p2")
    )
    excludes = Rule(id="r", kind=RuleKind.EXCLUDES, when={"p1": "a"}, then={"p2": "a"})
    requires = Rule(id="q", kind=RuleKind.REQUIRES, when={"p1": "a"}, then={"p2": "a"})
    both = [Clause(point="p1", option="a"), Clause(point="p2", option="a")]
    mixed = [Clause(point="p1", option="a"), Clause(point="p2", option="b")]
    alone = [Clause(point="p1", option="a")]
    broken = [("broken rule", "p1")]
    assert kinds(*both, rules=(excludes,), points=points) == broken
    assert kinds(*mixed, rules=(excludes,), points=points) == []
    assert kinds(*both, rules=(requires,), points=points) == []
    assert kinds(*mixed, rules=(requires,), points=points) == broken
    assert kinds(*alone, rules=(requires,), points=points) == []  # silence breaks nothing


def test_a_language_without_words_is_named():
    text = Text(
        id="t", title="T", clauses=(Clause(point="p1", wording={"en-GB": "A.", "ru": "Б."}),)
    )
    assert unread(text) == ("ru",)
    assert lint(Case(id="drawn", title="Drawn"), text) == ()


def test_a_finding_quotes_the_sentence():
    text = Text(id="t", title="T", clauses=(clause("p1", "Peace holds. North shall go."),))
    found = lint(Case(id="drawn", title="Drawn"), text)
    assert [one.words for one in found] == ["North shall go.", "North shall go."]
    assert found[0].kind is LintKind.NO_DEADLINE
