"""Alignments: which sentences of two reports tell the same thing.

Sentences are compared by the rare words they share; a pair counts where it is among the best of
both its sentences. Shared quotations always align.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from onetext.model import Alignment, Anonymity, MeetingMention, Span
from onetext.reading.annotated import AnnotatedReport
from onetext.reading.differences import differences
from onetext.reading.similarity import content_words, likeness, plain_words, weights
from onetext.reading.tokens import tokens

THRESHOLD = 0.18
"""Least likeness of a pair; chosen on SuperPAL's development pairs, not on the two reports."""
_OF_THE_BEST = 0.5
_SAME = 0.5
_SHORTEST_SHARED_QUOTATION = 4


def alignments(a: AnnotatedReport, b: AnnotatedReport) -> tuple[Alignment, ...]:
    """Return the aligned sentences of two reports, in the order of the first.

    One sentence may align with several of the other report.
    """
    pairs = {(i, j): score for i, j, score in best_pairs(_bags(a), _bags(b))}
    for pair in _same_contacts(a, b):
        pairs.setdefault(pair, THRESHOLD)
    return tuple(_alignment(a, b, i, j, score) for (i, j), score in sorted(pairs.items()))


def best_pairs(
    words_a: Sequence[Sequence[str]], words_b: Sequence[Sequence[str]]
) -> list[tuple[int, int, float]]:
    """Return the pairs of passages that are alike enough, and among the best of both.

    Parameters
    ----------
    words_a, words_b : sequence of sequence of str
        The content words of each passage.

    Returns
    -------
    list of (index, index, likeness)
    """
    weight = weights([*words_a, *words_b])
    sets_a, sets_b = [set(x) for x in words_a], [set(y) for y in words_b]
    pairs = [
        (i, j, likeness(x, y, weight)) for i, x in enumerate(sets_a) for j, y in enumerate(sets_b)
    ]
    best_a, best_b = [0.0] * len(words_a), [0.0] * len(words_b)
    for i, j, score in pairs:
        best_a[i], best_b[j] = max(best_a[i], score), max(best_b[j], score)
    return [
        (i, j, score)
        for i, j, score in pairs
        if score >= THRESHOLD
        and score >= _OF_THE_BEST * best_a[i]
        and score >= _OF_THE_BEST * best_b[j]
    ]


def _bags(report: AnnotatedReport) -> list[list[str]]:
    """The content words of each sentence, with the name of whose words it carries.

    "She said it went well" is about the speaker as much as "Rubio praised the talks" is.
    """
    speakers = _speakers(report)
    return [
        content_words(report.tokens_between(start, end), report.language) + speakers.get(number, [])
        for number, (start, end) in enumerate(report.sentences)
    ]


def _speakers(report: AnnotatedReport) -> dict[int, list[str]]:
    starts = [start for start, _ in report.sentences]
    found: dict[int, list[str]] = {}
    for statement in report.statements:
        if statement.speaker is None or statement.anonymity is not Anonymity.NAMED:
            continue
        name = tokens(statement.speaker, [(0, len(statement.speaker))], report.language)
        for span in statement.content:
            number = bisect_right(starts, span.start) - 1
            found.setdefault(number, []).extend(content_words(name, report.language))
    return found


def _same_contacts(a: AnnotatedReport, b: AnnotatedReport) -> list[tuple[int, int]]:
    """Sentences that share few words but speak of one briefing of the same people."""
    kinds = a.language.meetings["distinct_kinds"]
    return [
        (_sentence_of(a, one.start), _sentence_of(b, other.start))
        for one in a.meetings
        for other in b.meetings
        if one.kind == other.kind
        and one.kind in kinds
        and one.status is other.status
        and _people(a, one) & _people(b, other)
    ]


def _sentence_of(report: AnnotatedReport, place: int) -> int:
    return bisect_right(report.sentences, place, key=lambda sentence: sentence[0]) - 1


def _people(report: AnnotatedReport, meeting: MeetingMention) -> set[str]:
    words = " ".join(meeting.participants)
    return set(content_words(tokens(words, [(0, len(words))], report.language), report.language))


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
