"""How each sentence of a report stands: quoted, attributed, told elsewhere too, or only here.

Wording cannot tell commentary from report. Structure can be shown: a sentence that nobody is said
to have said, and that no linked report tells as well, rests on this report alone.
"""

from __future__ import annotations

from collections.abc import Iterable

from onetext.model import Alignment, Mode, Sentence, SentenceStanding
from onetext.reading.annotated import AnnotatedReport

_COVERED = 0.4
_NEAR = 30
"""Contents that can share a sentence; there are hardly ever more than three."""


def standings(report: AnnotatedReport) -> list[Sentence]:
    """Return the sentences of one report: quoted, attributed or unattributed."""
    contents = sorted(
        (span.start, span.end, one.mode is Mode.DIRECT)
        for one in report.statements
        if one.nested_in is None
        for span in one.content
    )
    found, first = [], 0
    for start, end in report.sentences:
        while first < len(contents) and contents[first][1] <= start:
            first += 1
        found.append(
            Sentence(
                report=report.report.id,
                start=start,
                end=end,
                standing=_standing(start, end, contents[first : first + _NEAR]),
            )
        )
    return found


def _standing(start: int, end: int, contents: Iterable[tuple[int, int, bool]]) -> SentenceStanding:
    quoted = covered = 0
    for first, last, is_direct in contents:
        shared = max(0, min(last, end) - max(first, start))
        covered += shared
        quoted += shared if is_direct else 0
    if quoted > _COVERED * (end - start):
        return SentenceStanding.QUOTED
    if covered > _COVERED * (end - start):
        return SentenceStanding.ATTRIBUTED
    return SentenceStanding.ONLY_HERE


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
