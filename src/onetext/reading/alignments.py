"""Alignments: which sentences of two reports tell the same thing.

Sentences are compared by the rare words they share, synonyms for less, and by runs of letters; a
pair counts where it is among the best of its sentences.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from onetext.model import Alignment, Anonymity, MeetingMention, Span
from onetext.reading.annotated import AnnotatedReport
from onetext.reading.differences import differences
from onetext.reading.language import Language
from onetext.reading.similarity import (
    content_words,
    letter_likeness,
    likeness,
    plain_words,
    synonyms,
    weights,
)
from onetext.reading.tokens import tokens


@dataclass(frozen=True)
class Matching:
    """How alike two passages must be to be one claim told twice.

    Parameters
    ----------
    synonym : float
        What a synonym counts beside the same word, from 0 to 1.
    letters : float
        The share of the likeness by runs of letters; the rest is by words.
    least, of_best : float
        Least likeness of a pair, and least share of the best its passages have.
    least_of_one, least_of_both : float
        Least likeness of a pair that is the best of one of its passages, or of both.
    """

    synonym: float
    letters: float
    least: float
    of_best: float
    least_of_one: float
    least_of_both: float


RETELLINGS = Matching(0.8, 0.3, 0.22, 0.7, 0.16, 0.08)
"""For reports in which much stands alone; chosen on the two reports."""
ALL_PAIRED = Matching(0.4, 0.5, 0.12, 0.6, 0.1, 0.1)
"""For passages that all have a partner; chosen on SuperPAL's development pairs."""
_SAME = 0.5
_SHORTEST_SHARED_QUOTATION = 4


def alignments(a: AnnotatedReport, b: AnnotatedReport) -> tuple[Alignment, ...]:
    """Return the aligned sentences of two reports, in the order of the first.

    One sentence may align with several of the other report.
    """
    texts_a = [a.report.text[start:end] for start, end in a.sentences]
    texts_b = [b.report.text[start:end] for start, end in b.sentences]
    found = best_pairs(_bags(a), _bags(b), texts_a, texts_b, a.language)
    pairs = {(i, j): score for i, j, score in found}
    for pair in _same_contacts(a, b):
        pairs.setdefault(pair, RETELLINGS.least)
    return tuple(_alignment(a, b, i, j, score) for (i, j), score in sorted(pairs.items()))


def best_pairs(
    words_a: Sequence[Sequence[str]],
    words_b: Sequence[Sequence[str]],
    texts_a: Sequence[str],
    texts_b: Sequence[str],
    language: Language,
    matching: Matching = RETELLINGS,
) -> list[tuple[int, int, float]]:
    """Return the pairs of passages that tell the same thing.

    All pairs are weighed at once: a pair counts by its likeness and by how it compares with the
    best of both its passages, whatever the order they are looked at in.

    Parameters
    ----------
    words_a, words_b : sequence of sequence of str
        The content words of each passage.
    texts_a, texts_b : sequence of str
        The passages as printed.
    language : Language
        Gives the synonyms.
    matching : Matching
        How alike is alike enough.

    Returns
    -------
    list of (index, index, likeness)
    """
    scores = _scores(words_a, words_b, texts_a, texts_b, language, matching)
    best_a = [max(row, default=0.0) for row in scores]
    best_b = [max((row[j] for row in scores), default=0.0) for j in range(len(words_b))]
    found = []
    for i, row in enumerate(scores):
        for j, score in enumerate(row):
            is_best_of = (score >= best_a[i]) + (score >= best_b[j])
            close = score >= matching.of_best * max(best_a[i], best_b[j])
            if (
                (score >= matching.least and close)
                or (score >= matching.least_of_one and is_best_of)
                or (score >= matching.least_of_both and is_best_of == 2)
            ):
                found.append((i, j, score))
    return found


def _scores(
    words_a: Sequence[Sequence[str]],
    words_b: Sequence[Sequence[str]],
    texts_a: Sequence[str],
    texts_b: Sequence[str],
    language: Language,
    matching: Matching,
) -> list[list[float]]:
    weight, heads = weights([*words_a, *words_b]), synonyms(language)
    sets_a, sets_b = [set(x) for x in words_a], [set(y) for y in words_b]
    by_letters = letter_likeness(texts_a, texts_b)
    return [
        [
            (1 - matching.letters) * likeness(x, y, weight, heads, matching.synonym)
            + matching.letters * by_letters[i][j]
            for j, y in enumerate(sets_b)
        ]
        for i, x in enumerate(sets_a)
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
