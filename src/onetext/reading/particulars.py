"""Particulars: the figures, names and uncommon words by which two tellings of one story are known.

Paraphrase changes every sentence and leaves the particulars: 212 passengers, the ninth of November,
green ink. Each is kept once per sentence with where it stands.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from onetext.model import Span
from onetext.reading.annotated import AnnotatedReport
from onetext.reading.language import Language
from onetext.reading.similarity import content_words
from onetext.reading.tokens import NUMBER, WORD, Token

_SHORTEST = 5
"""Letters of a word that tells anything."""


class Particular(NamedTuple):
    """The sentence has this particular at `start`."""

    key: str
    weight: float
    """2: a figure of two digits or more; 1: a smaller one or a name; 0.5: a word."""
    sentence: int
    start: int
    end: int

    def span(self, report: str) -> Span:
        """Where it stands."""
        return Span(report=report, start=self.start, end=self.end)


def particulars(report: AnnotatedReport) -> tuple[Particular, ...]:
    """Return the particulars of a report, each once per sentence, in order."""
    found: dict[tuple[str, int], Particular] = {}
    for number, (start, end) in enumerate(report.sentences):
        for place, token in enumerate(report.tokens_between(start, end)):
            if token.kind not in (WORD, NUMBER):
                continue
            is_name = token.is_name_like and place > 0
            for key, weight in _keys(token.low, token.kind, is_name, report.language):
                one = Particular(key, weight, number, token.start, token.end)
                found.setdefault((key, number), one)
    return tuple(found.values())


@lru_cache(maxsize=32768)
def _keys(low: str, kind: str, is_name: bool, language: Language) -> tuple[tuple[str, float], ...]:
    """What a word tells, with its weight; kept, since most words come again."""
    numbers = language.people["number_words"]
    figures = [
        numbers[part] if part in numbers else part.replace(",", "").rstrip(".")
        for part in low.split("-")
    ]
    found = tuple(
        (f"#{figure}", 2.0 if len(figure) > 1 else 1.0)
        for figure in figures
        if figure[:1].isdigit() and figure not in ("0", "1", "2")
    )
    if found:
        return found
    if low in language.dates["weekdays"] or low in language.verbs:
        return ()
    token = Token(0, len(low), low, low, kind, 0)
    return tuple(
        (stem, 1.0 if is_name else 0.5)
        for stem in content_words([token], language)
        if len(stem) >= _SHORTEST or is_name
    )
