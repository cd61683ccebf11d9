"""A sentence of a core in the reader's language, built anew from its pattern and its slots.

Names and words of the record stay as they are, each kept apart from the sentence round it, so that
neither its direction nor its punctuation disturbs the other. Numbers and dates are written as the
language writes them.
"""

from __future__ import annotations

import datetime
from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import get_language, npgettext, pgettext

from onetext.model import UncertainDate
from onetext.model.sentences import Sentence, Slot
from onetext.web.words import count_words, date_words, day_words

CONTEXT = "study"
"""Of the messages that `tools/messages.py` finds in the cores."""
ISOLATED = "\N{FIRST STRONG ISOLATE}%s\N{POP DIRECTIONAL ISOLATE}"
"""Keeps words of another direction from disturbing the sentence they stand in."""


def plain_words(said: str) -> str:
    """Return what a core said for an attribute, which has no room for a mark of its language."""
    return sentence_words(said) if isinstance(said, Sentence) else said


def sentence_words(said: Sentence) -> str:
    """Return a sentence in the reader's language."""
    if (get_language() or "en").startswith("en"):
        return str(said)
    pattern = (
        npgettext(CONTEXT, said.pattern, said.plural, said.number)
        if said.plural
        else pgettext(CONTEXT, said.pattern)
    )
    words = pattern % {name: _slot_words(slot) for name, slot in said.slots.items()}
    return f"{words[:1].upper()}{words[1:]}" if said.is_capital else words


def _slot_words(slot: Slot) -> str:
    if isinstance(slot, Sentence):
        return sentence_words(slot)
    if isinstance(slot, int):
        return count_words(slot)
    if isinstance(slot, Decimal):
        return number_format(slot)
    if isinstance(slot, datetime.date):
        return day_words(slot)
    if isinstance(slot, UncertainDate):
        return date_words(slot)
    return ISOLATED % slot if slot else ""
