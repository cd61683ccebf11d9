"""Alignments: which sentences of two reports tell the same thing.

Sentences are compared by the rare words they share; a pair counts where it is among the best of
both its sentences. Shared quotations always align.
"""

from __future__ import annotations

from onetext.model import Alignment, Span
from onetext.reading.annotated import AnnotatedReport
from onetext.reading.differences import differences
from onetext.reading.similarity import content_words, likeness, plain_words, weights

THRESHOLD = 0.24
"""Least likeness of a pair; chosen on SuperPAL's development pairs, not on the two reports."""
_OF_THE_BEST = 0.6
_SAME = 0.5
_SHORTEST_SHARED_QUOTATION = 4


def alignments(a: AnnotatedReport, b: AnnotatedReport) -> tuple[Alignment, ...]:
    """Return the aligned sentences of two reports, in the order of the first.

    One sentence may align with several of the other report.
    """
    words_a, words_b = _bags(a), _bags(b)
    weight = weights([*words_a, *words_b])
    pairs = [
        (i, j, likeness(set(x), set(y), weight))
        for i, x in enumerate(words_a)
        for j, y in enumerate(words_b)
    ]
    best_a, best_b = [0.0] * len(words_a), [0.0] * len(words_b)
    for i, j, score in pairs:
        best_a[i], best_b[j] = max(best_a[i], score), max(best_b[j], score)
    return tuple(
        _alignment(a, b, i, j, score)
        for i, j, score in pairs
        if score >= THRESHOLD
        and score >= _OF_THE_BEST * best_a[i]
        and score >= _OF_THE_BEST * best_b[j]
    )


def _bags(report: AnnotatedReport) -> list[list[str]]:
    return [
        content_words(report.tokens_between(start, end), report.language)
        for start, end in report.sentences
    ]


def _alignment(a: AnnotatedReport, b: AnnotatedReport, i: int, j: int, score: float) -> Alignment:
    start_a, end_a = a.sentences[i]
    start_b, end_b = b.sentences[j]
    span_a = Span(report=a.report.id, start=start_a, end=end_a)
    span_b = Span(report=b.report.id, start=start_b, end=end_b)
    relation = _relation(a, b, span_a, span_b, score)
    return Alignment(
        a=span_a,
        b=span_b,
        relation=relation,
        score=round(min(score, 1.0), 3),
        differences=differences(a, b, span_a, span_b),
    )


def _relation(
    a: AnnotatedReport, b: AnnotatedReport, span_a: Span, span_b: Span, score: float
) -> str:
    quoted_a, quoted_b = _quoted(a, span_a), _quoted(b, span_b)
    if any(_contains(x, y) or _contains(y, x) for x in quoted_a for y in quoted_b):
        return "same_quote"
    if bool(quoted_a) != bool(quoted_b):
        return "quote_vs_paraphrase"
    return "same" if score >= _SAME else "partial"


def _quoted(report: AnnotatedReport, span: Span) -> list[tuple[str, ...]]:
    """The quoted words of a sentence, as long as they are more than a catchword."""
    found = []
    for statement in report.statements:
        for quotation in statement.quoted:
            if quotation.overlaps(span):
                start, end = max(quotation.start, span.start), min(quotation.end, span.end)
                words = plain_words(report.tokens_between(start, end))
                if len(words) >= _SHORTEST_SHARED_QUOTATION:
                    found.append(words)
    return found


def _contains(outer: tuple[str, ...], inner: tuple[str, ...]) -> bool:
    return f" {' '.join(inner)} " in f" {' '.join(outer)} "
