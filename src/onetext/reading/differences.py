"""Differences: in what two aligned sentences disagree, or one says less than the other.

The most telling one is an attribution dropped: one report states as fact what the other gives as
somebody's word.
"""

from __future__ import annotations

from collections.abc import Iterable

from onetext.model import STATED_AS_FACT, Difference, DifferenceKind, Span, Statement
from onetext.reading.annotated import AnnotatedReport
from onetext.reading.similarity import content_words
from onetext.reading.tokens import NUMBER

_COVERED = 0.5
_WORDS_SHOWN = 12


def differences(
    a: AnnotatedReport, b: AnnotatedReport, span_a: Span, span_b: Span
) -> tuple[Difference, ...]:
    """Return in what the sentence `span_a` of `a` and `span_b` of `b` differ."""
    found = [
        *_attribution(a, b, span_a, span_b),
        *_number(a, b, span_a, span_b),
        *_date(a, b, span_a, span_b),
        *_meeting(a, b, span_a, span_b),
        *_hedge(a, b, span_a, span_b),
    ]
    wording = _wording(a, b, span_a, span_b)
    return tuple([*found, wording] if wording else found)


def carrier(report: AnnotatedReport, span: Span, other_words: set[str]) -> Statement | None:
    """The statement that carries what a sentence shares with another one, if one does.

    A sentence may attribute one half and state the other; what counts is the half that is told
    in both reports, so the shared words are looked up in the contents of the statements.

    Parameters
    ----------
    report : AnnotatedReport
    span : Span
        The sentence.
    other_words : set of str
        The content words of the sentence it is aligned with.
    """
    places = [
        token.start
        for token in report.tokens_between(span.start, span.end)
        if set(content_words([token], report.language)) & other_words
    ]
    best: tuple[int, Statement] | None = None
    for statement in report.statements:
        if not any(part.overlaps(span) for part in statement.content):
            continue
        inside = sum(
            any(part.start <= place < part.end for part in statement.content) for place in places
        )
        if best is None or inside > best[0]:
            best = (inside, statement)
    if best is None or best[0] < _COVERED * len(places):
        return None
    return best[1]


def _attribution(
    a: AnnotatedReport, b: AnnotatedReport, span_a: Span, span_b: Span
) -> Iterable[Difference]:
    says_a = carrier(a, span_a, _words(b, span_b))
    says_b = carrier(b, span_b, _words(a, span_a))
    if (says_a is None) != (says_b is None):
        yield Difference(
            kind=DifferenceKind.ATTRIBUTION_DROPPED,
            a=_who(says_a),
            b=_who(says_b),
            in_report=span_a.report if says_a is None else span_b.report,
        )
    elif says_a and says_b and not _same_speaker(says_a, says_b):
        yield Difference(kind=DifferenceKind.ATTRIBUTION_CHANGED, a=_who(says_a), b=_who(says_b))


def _words(report: AnnotatedReport, span: Span) -> set[str]:
    return set(content_words(report.tokens_between(span.start, span.end), report.language))


def _who(statement: Statement | None) -> str:
    if statement is None:
        return STATED_AS_FACT
    return statement.speaker or "somebody, not determinable"


def _same_speaker(x: Statement, y: Statement) -> bool:
    """Whether two statements can be one speaker's; unnamed ones by party and kind."""
    if x.speaker is None or y.speaker is None or x.speaker == y.speaker:
        return True
    if x.is_unnamed and y.is_unnamed:
        return x.party == y.party
    return bool(set(x.speaker.split()[-1:]) & set(y.speaker.split()[-1:]))


def _number(
    a: AnnotatedReport, b: AnnotatedReport, span_a: Span, span_b: Span
) -> Iterable[Difference]:
    numbers_a, numbers_b = _numbers(a, span_a), _numbers(b, span_b)
    if numbers_a and numbers_b and not (numbers_a <= numbers_b or numbers_b <= numbers_a):
        yield Difference(
            kind=DifferenceKind.NUMBER,
            a=", ".join(sorted(numbers_a)),
            b=", ".join(sorted(numbers_b)),
        )


def _numbers(report: AnnotatedReport, span: Span) -> set[str]:
    dated = [d for d in report.dates if span.start <= d.start < span.end]
    return {
        token.low
        for token in report.tokens_between(span.start, span.end)
        if token.kind == NUMBER and not any(d.start <= token.start < d.end for d in dated)
    }


def _date(
    a: AnnotatedReport, b: AnnotatedReport, span_a: Span, span_b: Span
) -> Iterable[Difference]:
    dates_a = [d for d in a.dates if span_a.start <= d.start < span_a.end]
    dates_b = [d for d in b.dates if span_b.start <= d.start < span_b.end]
    if not dates_a or not dates_b:
        return
    written_a = {d.edtf or d.text.lower() for d in dates_a}
    written_b = {d.edtf or d.text.lower() for d in dates_b}
    sorts = {d.granularity for d in dates_a} & {d.granularity for d in dates_b}
    if not written_a & written_b and all(d.edtf for d in (*dates_a, *dates_b)) and sorts:
        yield Difference(kind=DifferenceKind.DATE, a=dates_a[0].text, b=dates_b[0].text)


def _meeting(
    a: AnnotatedReport, b: AnnotatedReport, span_a: Span, span_b: Span
) -> Iterable[Difference]:
    met_a = [m for m in a.meetings if span_a.start <= m.start < span_a.end]
    met_b = [m for m in b.meetings if span_b.start <= m.start < span_b.end]
    if len(met_a) != 1 or len(met_b) != 1:
        return
    one, other = met_a[0], met_b[0]
    if one.status is not other.status:
        yield Difference(kind=DifferenceKind.STATUS, a=one.status.value, b=other.status.value)
    people_a, people_b = set(one.participants), set(other.participants)
    if len(people_a) > 1 and len(people_b) > 1 and people_a - people_b and people_b - people_a:
        yield Difference(
            kind=DifferenceKind.PARTICIPANT,
            a=", ".join(one.participants),
            b=", ".join(other.participants),
        )


def _hedge(
    a: AnnotatedReport, b: AnnotatedReport, span_a: Span, span_b: Span
) -> Iterable[Difference]:
    hedges_a, hedges_b = _hedges(a, span_a), _hedges(b, span_b)
    if bool(hedges_a) != bool(hedges_b):
        yield Difference(
            kind=DifferenceKind.HEDGE,
            a=", ".join(hedges_a),
            b=", ".join(hedges_b),
            in_report=span_b.report if hedges_a else span_a.report,
        )


def _hedges(report: AnnotatedReport, span: Span) -> list[str]:
    known = report.language.words["hedges"]
    return [t.low for t in report.tokens_between(span.start, span.end) if t.low in known]


def _wording(
    a: AnnotatedReport, b: AnnotatedReport, span_a: Span, span_b: Span
) -> Difference | None:
    only_a, only_b = _only(a, span_a, _words(b, span_b)), _only(b, span_b, _words(a, span_a))
    if not only_a and not only_b:
        return None
    return Difference(
        kind=DifferenceKind.WORDING,
        a=" ".join(only_a[:_WORDS_SHOWN]),
        b=" ".join(only_b[:_WORDS_SHOWN]),
    )


def _only(report: AnnotatedReport, span: Span, other: set[str]) -> list[str]:
    """The words of a sentence that the other does not have, as printed."""
    found = []
    for token in report.tokens_between(span.start, span.end):
        compared = content_words([token], report.language)
        if compared and not set(compared) & other:
            found.append(token.text)
    return found
