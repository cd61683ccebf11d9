"""How each sentence of a report stands: quoted, attributed, told elsewhere too, or only here.

Wording cannot tell commentary from report. Structure can be shown: a sentence that nobody is said
to have said, and that no linked report tells as well, rests on this report alone.
"""

from __future__ import annotations

from collections.abc import Iterable

from onetext.model import Alignment, Mode, Sentence, SentenceStanding, Span
from onetext.reading.annotated import AnnotatedReport

_COVERED = 0.4


def standings(report: AnnotatedReport) -> list[Sentence]:
    """Return the sentences of one report: quoted, attributed or unattributed."""
    return [
        Sentence(
            report=report.report.id,
            start=start,
            end=end,
            standing=_standing(report, Span(report=report.report.id, start=start, end=end)),
        )
        for start, end in report.sentences
    ]


def _standing(report: AnnotatedReport, sentence: Span) -> SentenceStanding:
    size = sentence.end - sentence.start
    quoted = covered = 0
    for statement in report.statements:
        if statement.nested_in is not None:
            continue
        for span in statement.content:
            shared = max(0, min(span.end, sentence.end) - max(span.start, sentence.start))
            covered += shared
            quoted += shared if statement.mode is Mode.DIRECT else 0
    if quoted > _COVERED * size:
        return SentenceStanding.QUOTED
    return SentenceStanding.ATTRIBUTED if covered > _COVERED * size else SentenceStanding.ONLY_HERE


def with_others(sentences: Iterable[Sentence], aligned: Iterable[Alignment]) -> list[Sentence]:
    """Return the sentences, those unattributed ones marked that a linked report tells too."""
    shared = {(span.report, span.start) for one in aligned for span in (one.a, one.b)}
    return [
        Sentence(
            report=one.report,
            start=one.start,
            end=one.end,
            standing=SentenceStanding.ELSEWHERE_TOO
            if one.standing is SentenceStanding.ONLY_HERE and (one.report, one.start) in shared
            else one.standing,
        )
        for one in sentences
    ]
