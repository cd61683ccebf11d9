"""Sentences, and units: stretches of sentences that no quotation straddles.

A sentence ends at its stop wherever it stands; a unit never ends inside a quotation, because the
words that say who speaks stand outside it. In a unit each quotation is one item.
"""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

from onetext.reading.language import Language
from onetext.reading.quotations import Quotation
from onetext.reading.tokens import MARK, NUMBER, QUOTATION, QUOTE, WORD, Token

_STOPS = (".", "!", "?", "…")
_CLOSERS = (")", "]", "}", "’", "'")
_OPENERS = ("(", "[", "—", "–", "‘", "'", "•", "*")
_TAIL = 9
_FEWEST_QUOTED = 4
_DASHES = ("—", "–", "―")
_LONGEST_UNIT = 400
"""Items; a text without any stop is cut, so that the work grows with its length."""
_LONGEST_HEADING, _SHORT_HEADING = 16, 9
_LONGEST_DATELINE = 14


class Unit(NamedTuple):
    """A stretch of text to be read at once."""

    start: int
    end: int
    items: list[Token]
    paragraph: int
    is_heading: bool = False
    """Whether it is a heading or menu: a paragraph of its own that ends without a stop."""


def sentences(tokens: list[Token], language: Language) -> list[tuple[int, int]]:
    """Return the places of the sentences, inside quotations too."""
    found: list[tuple[int, int]] = []
    first = 0
    for place, (token, following) in enumerate(pairwise(tokens)):
        if not _goes_on(token, following) and _is_break(tokens, place, following, language):
            found.append((tokens[first].start, token.end))
            first = place + 1
    if tokens:
        found.append((tokens[first].start, tokens[-1].end))
    return found


def _goes_on(token: Token, following: Token) -> bool:
    """Whether nothing ends between two tokens, at a glance: most places are such."""
    return (
        token.kind == WORD
        and token.text[-1] != "."
        and token.paragraph == following.paragraph
        and not following.glued
    )


def _is_break(tokens: list[Token], place: int, following: Token, language: Language) -> bool:
    token = tokens[place]
    if following.paragraph != token.paragraph or following.glued:
        return True
    if following.start == token.end:
        return False
    if not _ends_sentence(tokens, place):
        return (
            token.kind == WORD
            and token.text.endswith(".")
            and len(token.text) > 2
            and following.text in language.words["sentence_openers"]
            and token.low not in language.people["titles"]
        )
    return _starts_sentence(following)


def _ends_sentence(tokens: list[Token], place: int) -> bool:
    """Whether a stop stands here, perhaps with closing marks after it."""
    while place >= 0 and (tokens[place].kind == QUOTE or tokens[place].text in _CLOSERS):
        if place and tokens[place - 1].end != tokens[place].start:
            return False
        place -= 1
    return place >= 0 and tokens[place].text[0] in _STOPS


def _starts_sentence(token: Token) -> bool:
    if token.kind in (QUOTE, QUOTATION, NUMBER) or token.text in _OPENERS:
        return True
    return not token.text[0].islower() and token.kind == WORD


def units(tokens: list[Token], quoted: list[Quotation], language: Language) -> list[Unit]:
    """Return the units of a text, each quotation folded into one item."""
    items = _folded(tokens, quoted)
    found: list[Unit] = []
    first = 0
    for place, item in enumerate(items):
        following = items[place + 1] if place + 1 < len(items) else None
        if following and place - first < _LONGEST_UNIT and _goes_on(item, following):
            continue
        if following is None or _is_unit_break(items, first, place, following, language):
            inside = items[first : place + 1]
            found.append(
                Unit(inside[0].start, inside[-1].end, inside, item.paragraph, _is_heading(inside))
            )
            first = place + 1
    return found


def _is_heading(items: list[Token]) -> bool:
    """Whether there is no stop at the end and most words, or few, stand there."""
    last = items[-1]
    if last.kind == QUOTATION or last.text[0] in (*_STOPS, ":", ",", *_CLOSERS):
        return False
    if any(item.kind == QUOTATION and n_words(item) >= _FEWEST_QUOTED for item in items):
        return False
    words = [item for item in items if item.kind == WORD]
    capitals = sum(1 for item in words if item.is_name_like)
    return (len(words) <= _LONGEST_HEADING and (len(words) < 4 or 2 * capitals > len(words))) or (
        len(words) <= _SHORT_HEADING
    )


def after_dateline(items: list[Token]) -> int:
    """Where a unit begins after its dateline: "GENEVA, June 3 (Reuters) — The envoy ..."."""
    opening = items[0]
    shouts = opening.kind == WORD and opening.text.isupper() and len(opening.text) > 2
    for place, item in enumerate(items[1:_LONGEST_DATELINE], start=1):
        before = items[place - 1]
        if item.text in (*_DASHES, "-", "--") and item.start > before.end:
            is_dateline = before.text == ")" or shouts
            return place + 1 if is_dateline and place + 1 < len(items) else 0
        if not (item.is_name_like or item.kind == NUMBER or item.text in (",", ".", "(", ")", "/")):
            return 0
    return 0


def _folded(tokens: list[Token], quoted: list[Quotation]) -> list[Token]:
    items: list[Token] = []
    at = 0
    for quotation in quoted:
        while at < len(tokens) and tokens[at].start < quotation.start:
            items.append(tokens[at])
            at += 1
        first = at
        while at < len(tokens) and tokens[at].end <= quotation.end:
            at += 1
        inside = tokens[first:at]
        words = sum(1 for token in inside if token.kind in (WORD, NUMBER))
        last = next((token.text for token in reversed(inside) if token.kind != QUOTE), "")
        items.append(
            Token(
                quotation.start,
                quotation.end,
                "“" + last[-1:],
                str(words),
                QUOTATION,
                inside[0].paragraph if inside else 0,
            )
        )
    items += tokens[at:]
    return items


def last_mark(item: Token) -> str:
    """Return the last character inside a quotation item: its stop, comma or letter."""
    return item.text[-1]


def n_words(item: Token) -> int:
    """Count the words of a quotation item."""
    return int(item.low)


def _is_unit_break(
    items: list[Token], first: int, place: int, following: Token, language: Language
) -> bool:
    item = items[place]
    if place - first >= _LONGEST_UNIT:
        return True
    if item.kind != QUOTATION:
        return _is_break(items, place, following, language)
    if following.paragraph != item.paragraph or following.glued:
        return True
    if last_mark(item) not in _STOPS or not _starts_sentence(following):
        return False
    if following.text in _DASHES:
        return False
    if last_mark(item) == "." or following.kind == QUOTATION:
        return True
    return not _is_attribution_tail(items, place + 1, language)


def _is_attribution_tail(items: list[Token], place: int, language: Language) -> bool:
    """Whether “...?” is followed by who asked: a reporting verb before the next mark."""
    for item in items[place : place + _TAIL]:
        if item.kind in (QUOTATION, MARK):
            return False
        if item.low in language.verbs:
            return True
    return False
