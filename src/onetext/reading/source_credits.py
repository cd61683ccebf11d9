"""Whose story a report says it tells: outlets credited by the build of the sentence, in any words.

No list of outlets is asked. A name is credited where something was told to it ("told the Harbour
Ledger", "seen by the Ledger"), or where the report takes something from it ("the Ledger wrote", "by
the Ledger's account", "if the Ledger is to be believed"). The name alone may still be a person's or
an office's: it counts where another report shows something told to the same name.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from onetext.model import Span
from onetext.reading.annotated import AnnotatedReport
from onetext.reading.language import Language
from onetext.reading.tokens import MARK, WORD, Token, is_possessive

_LONGEST_NAME, _SHORTEST_NAME = 4, 3
_HEAD = 15
"""Tokens of a line at the head of a report that says whose it is."""
_DATELINE = 30
"""Tokens at the head of a report in which an outlet may stand in brackets."""


class SourceCredit(NamedTuple):
    """A sentence credits the outlet `name`: lower case; empty, where only "the paper" is said."""

    name: str
    span: Span
    sentence: int
    is_told: bool
    """Whether something was told to it, or it stands in the dateline: the report may be its own."""
    printed: str = ""
    """The name as it stands in the sentence."""


def source_credits(report: AnnotatedReport) -> tuple[SourceCredit, ...]:
    """Return the outlets a report credits, in order."""
    found = _at_the_head(report)
    for number, (start, end) in enumerate(report.sentences):
        items = _unquoted(report, start, end)
        for name, first, last, is_told in _in_sentence(items, report.language, number == 0):
            span = Span(report=report.report.id, start=first, end=last)
            printed = span.of(report.report.text).removesuffix("'s").removesuffix("’s")
            found.append(SourceCredit(name, span, number, is_told, printed if name else ""))
    return tuple(found)


def _at_the_head(report: AnnotatedReport) -> list[SourceCredit]:
    """The names in a first line that is no sentence, as in "By Ann Lee, Harbour Ledger"."""
    text = report.report.text
    line = text[: text.find("\n")] if "\n" in text else ""
    items = report.tokens_between(0, len(line))
    if not items or len(items) > _HEAD or items[-1].text in (".", "?", "!"):
        return []
    found: list[SourceCredit] = []
    place = 0
    while place < len(items):
        size = _name_size(items, place, report.language)
        if size > 1:  # one word is a place more often
            inside = items[place : place + size]
            span = Span(report=report.report.id, start=inside[0].start, end=inside[-1].end)
            name = " ".join(_bare(token) for token in inside)
            found.append(SourceCredit(name, span, 0, True, span.of(text)))
        place += max(size, 1)
    return found


def _unquoted(report: AnnotatedReport, start: int, end: int) -> list[Token]:
    """The tokens of a sentence that stand in no quotation."""
    quotations = report.quotations
    at = max(0, bisect_right(quotations, start, key=lambda one: one.start) - 1)
    found = []
    for token in report.tokens_between(start, end):
        while at < len(quotations) and quotations[at].end <= token.start:
            at += 1
        if at == len(quotations) or token.start < quotations[at].start:
            found.append(token)
    return found


def same_outlet(one: str, other: str) -> bool:
    """Whether two names mean one outlet: alike, or one the end of the other ("the Ledger")."""
    if min(len(one), len(other)) < _SHORTEST_NAME:
        return False
    return one == other or one.endswith(f" {other}") or other.endswith(f" {one}")


def _in_sentence(
    items: list[Token], language: Language, is_first: bool
) -> Iterator[tuple[str, int, int, bool]]:
    people, articles = language.people, language.words["definite_articles"]
    place = 0
    while place < len(items):
        if not items[place].is_name_like and items[place].low not in articles:
            place += 1  # most words are neither, and must be quick
            continue
        size = _name_size(items, place, language)
        is_noun = False
        if not size and items[place].low in articles:
            size = _noun_size(items, place, people)
            is_noun = size > 0
        if not size:
            place += 1
            continue
        after = place + size
        is_told = _ends_with(items, place, people["told_to"], language)
        is_told |= _starts_with(items, after, people["own_word"])
        is_told |= is_first and _in_brackets(items, place, after)
        if is_told or _is_cited(items, place, after, language):
            inside = items[place:after]
            name = "" if is_noun else " ".join(_bare(token) for token in inside)
            yield name, inside[0].start, inside[-1].end, is_told and not is_noun
        place = after


def _name_size(items: list[Token], place: int, language: Language) -> int:
    """How many tokens from `place` are a name that may be an outlet's."""
    people = language.people
    if items[place].low in language.words["articles"] or items[place].low in people["not_names"]:
        return 0
    size = 0
    while place + size < len(items) and size < _LONGEST_NAME:
        token = items[place + size]
        if token.kind != WORD or not token.is_name_like:
            break
        size += 1
        if is_possessive(token):
            break
    low = [_bare(token) for token in items[place : place + size]]
    if not low or low[-1] in people["institutions"] or " ".join(low) in people["metonyms"]:
        return 0
    if " ".join(low) in people["institutions"] or low[0] in people["titles"]:
        return 0
    if size == 1 and (
        low[0] in language.words["pronouns"]
        or low[0] in people["not_names"]
        or low[0] in language.dates["weekdays"]
        or low[0] in language.dates["months"]
    ):
        return 0
    return size


def _noun_size(items: list[Token], place: int, people: Mapping[str, Any]) -> int:
    """As in "the paper", "the official daily": how many tokens; 0: no such noun."""
    for last in (place + 1, place + 2):
        if last < len(items) and items[last].kind == WORD:
            if items[last].is_name_like:
                return 0
            if _bare(items[last]) in people["outlet_nouns"]:
                return last + 1 - place
    return 0


def _is_cited(items: list[Token], place: int, after: int, language: Language) -> bool:
    people, words = language.people, language.words
    if _ends_with(items, place, people["cited_from"], language):
        return True
    is_inside = bool(place) and items[_before(items, place, words)].low in words["prepositions"]
    if is_inside and not is_possessive(items[after - 1]):
        return False  # as in "officials in Dorvik said"
    while after < len(items) and (
        items[after].low in words["adverbs"] or items[after].low in words["auxiliaries"]
    ):
        if _starts_with(items, after, people["cited_on"]):
            return True
        after += 1
    if after >= len(items):
        return False
    low = items[after].low
    return (
        low in words["credits_after"]
        or any(
            "n" not in form.frames or form.form == "past" for form in language.verbs.get(low, ())
        )
        or _starts_with(items, after, people["cited_on"])
    )


def _before(items: list[Token], place: int, words: Mapping[str, Any]) -> int:
    """The token before a name and its article."""
    at = place - 1
    return at - 1 if at and items[at].low in words["definite_articles"] else at


def _ends_with(items: list[Token], place: int, phrases: frozenset[str], language: Language) -> bool:
    """Whether one of the phrases stands before a name, its article and its kind."""
    articles, nouns = language.words["definite_articles"], language.people["outlet_nouns"]
    at = place
    while at and (items[at - 1].low in articles or items[at - 1].low in nouns):
        at -= 1  # as in "told the weekly Harbour Ledger"
    before = [token.low for token in items[max(0, at - 2) : at]]
    return " ".join(before) in phrases or (bool(before) and before[-1] in phrases)


def _starts_with(items: list[Token], place: int, phrases: frozenset[str]) -> bool:
    low = [token.low for token in items[place : place + 4]]
    return any(" ".join(low[:size]) in phrases for size in range(1, len(low) + 1))


def _in_brackets(items: Sequence[Token], place: int, after: int) -> bool:
    return (
        0 < place < after < min(len(items), _DATELINE)
        and items[place - 1].kind == items[after].kind == MARK
        and items[place - 1].text == "("
        and items[after].text == ")"
    )


def _bare(token: Token) -> str:
    return token.low.removesuffix("'s").rstrip(".")
