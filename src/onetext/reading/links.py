"""Links: which reports are one source, and by what evidence.

Two rewrites of one scoop share almost no runs of words, so shingles find only copies. What shows
one origin is the same credited outlet together with shared quotations, or the same words from a
speaker nobody names: an anonymous official's identical sentence can only come from one interview.
The same words from a named speaker prove nothing: anybody may have been there.
"""

from __future__ import annotations

from typing import NamedTuple

from onetext.model import LinkKind, ReportLink, Span
from onetext.reading.annotated import AnnotatedReport
from onetext.reading.similarity import overlap, plain_words, shingles

_NEAR_JACCARD, _NEAR_CONTAINMENT = 0.5, 0.8
_SHORTEST_CONTAINED = 30
_QUOTED_WORDS = 4
_UNNAMED_WORDS = 6
_SHARED_WITH_OUTLET = 2


class _Quoted(NamedTuple):
    words: tuple[str, ...]
    span: Span
    is_unnamed: bool


def link(a: AnnotatedReport, b: AnnotatedReport) -> ReportLink | None:
    """Return the strongest link of two reports with its evidence, or None."""
    return _copied(a, b) or _derived(a, b)


def independent_sources(reports: list[str], links: list[ReportLink]) -> int:
    """Count reports by origin: those linked to each other, however indirectly, are one."""
    origin = {report: report for report in reports}

    def root(report: str) -> str:
        while origin[report] != report:
            report = origin[report]
        return report

    for one in links:
        first = root(one.reports[0])
        for other in one.reports[1:]:
            origin[root(other)] = first
    return len({root(report) for report in reports})


def _copied(a: AnnotatedReport, b: AnnotatedReport) -> ReportLink | None:
    words_a, words_b = plain_words(a.tokens), plain_words(b.tokens)
    whole = (
        Span(report=a.report.id, start=0, end=len(a.report.text)),
        Span(report=b.report.id, start=0, end=len(b.report.text)),
    )
    names = (a.report.id, b.report.id)
    if words_a and words_a == words_b:
        return ReportLink(
            reports=names,
            kind=LinkKind.SAME_TEXT,
            evidence=whole,
            because="the same words from first to last",
        )
    jaccard, contained = overlap(shingles(words_a), shingles(words_b))
    long_enough = min(len(words_a), len(words_b)) >= _SHORTEST_CONTAINED
    if jaccard >= _NEAR_JACCARD or (contained >= _NEAR_CONTAINMENT and long_enough):
        return ReportLink(
            reports=names,
            kind=LinkKind.NEAR_DUPLICATE,
            evidence=whole,
            because=f"{contained:.0%} of the shorter one's runs of five words are in the other",
        )
    return None


def _derived(a: AnnotatedReport, b: AnnotatedReport) -> ReportLink | None:
    shared = _shared(_quoted(a), _quoted(b))
    unnamed = [
        (x, y)
        for x, y in shared
        if x.is_unnamed and y.is_unnamed and min(len(x.words), len(y.words)) >= _UNNAMED_WORDS
    ]
    outlets = {c.name for c in a.credits} & {c.name for c in b.credits}
    by_outlet = bool(outlets) and len(shared) >= _SHARED_WITH_OUTLET
    if not by_outlet and not unnamed:
        return None
    origin = sorted(outlets)[0] if outlets else None
    evidence: list[Span] = []
    for report in (a, b):
        evidence += [
            Span(report=report.report.id, start=c.start, end=c.end)
            for c in report.credits
            if c.name in outlets
        ]
    for x, y in shared if by_outlet else unnamed:
        evidence += [x.span, y.span]
    return ReportLink(
        reports=(a.report.id, b.report.id),
        kind=LinkKind.DERIVED,
        evidence=tuple(evidence),
        origin=origin,
        because=_because(origin if by_outlet else None, len(shared), len(unnamed)),
    )


def _because(origin: str | None, n_shared: int, n_unnamed: int) -> str:
    reasons = []
    if origin:
        reasons.append(f"both credit {origin} and share {n_shared} quotations")
    if n_unnamed:
        reasons.append(
            f"{n_unnamed} of the shared quotations come from speakers neither report names"
            if origin
            else f"{n_unnamed} identical quotations of a speaker neither report names"
        )
    return "; ".join(reasons)


def _quoted(report: AnnotatedReport) -> list[_Quoted]:
    """The quotations that are somebody's words, sentence by sentence, longest claim first."""
    found = []
    for statement in report.statements:
        for span in statement.quoted:
            for start, end in _sentences_within(report, span):
                words = plain_words(report.tokens_between(start, end))
                if len(words) >= _QUOTED_WORDS:
                    place = Span(report=report.report.id, start=start, end=end)
                    found.append(_Quoted(words, place, statement.is_unnamed))
    return found


def _sentences_within(report: AnnotatedReport, span: Span) -> list[tuple[int, int]]:
    return [
        (max(start, span.start), min(end, span.end))
        for start, end in report.sentences
        if start < span.end and span.start < end
    ]


def _shared(a: list[_Quoted], b: list[_Quoted]) -> list[tuple[_Quoted, _Quoted]]:
    """Pairs of quotations that are the same words, or one of which contains the other."""
    exact: dict[tuple[str, ...], _Quoted] = {}
    for one in b:
        exact.setdefault(one.words, one)
    pairs = []
    for one in a:
        other = exact.get(one.words) or next(
            (y for y in b if _holds(one.words, y.words) or _holds(y.words, one.words)), None
        )
        if other is not None:
            pairs.append((one, other))
    return pairs


def _holds(outer: tuple[str, ...], inner: tuple[str, ...]) -> bool:
    return len(inner) <= len(outer) and f" {' '.join(inner)} " in f" {' '.join(outer)} "
