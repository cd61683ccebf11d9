"""Links: which reports are one source, and by what evidence.

Two rewrites of one scoop share almost no runs of words, so shingles find only copies. What shows
one origin is the same credited outlet together with shared quotations, or the same words from a
speaker nobody names: an anonymous official's identical sentence can only come from one interview.
The same words from a named speaker prove nothing: anybody may have been there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from typing import NamedTuple

from onetext.model import LinkKind, ReportLink, Span, Statement
from onetext.reading.annotated import AnnotatedReport
from onetext.reading.similarity import overlap, plain_words, sampled, shingles

_NEAR_JACCARD, _NEAR_CONTAINMENT = 0.5, 0.8
_SHORTEST_CONTAINED = 30
_QUOTED_WORDS = 4
_UNNAMED_WORDS = 6
_CONFIRMING_WORDS = 6
_SHARED_WITH_OUTLET = 2
_REST = 0.9
_COMMONPLACE = 60
"""A run of words that stands in more reports than this is no sign of kinship."""


class QuotedWords(NamedTuple):
    """A quoted sentence: its words, where it stands, whether its speaker is unnamed."""

    words: tuple[str, ...]
    span: Span
    is_unnamed: bool
    spaced: str = ""
    """The words with a blank around each, to look for one quotation inside another."""
    statement: str = ""
    """Id of the statement it belongs to."""


@dataclass(frozen=True, eq=False)
class LinkProfile:
    """What is needed of a report to link it with others, and no more.

    Parameters
    ----------
    report : str
        Its id.
    n_characters : int
    words : tuple of str
        All its words, without marks and capitals.
    quoted : tuple of QuotedWords
    credits : tuple of (name, Span)
        The outlets it credits, and where.
    """

    report: str
    n_characters: int
    words: tuple[str, ...]
    quoted: tuple[QuotedWords, ...]
    credits: tuple[tuple[str, Span], ...]

    @property
    def whole(self) -> Span:
        """The report from first to last character."""
        return Span(report=self.report, start=0, end=self.n_characters)


def link_profile(report: AnnotatedReport) -> LinkProfile:
    """Return the part of a report that links are found by."""
    name = report.report.id
    return LinkProfile(
        report=name,
        n_characters=len(report.report.text),
        words=plain_words(report.tokens),
        quoted=tuple(_quoted(report)),
        credits=tuple(
            (credit.name, Span(report=name, start=credit.start, end=credit.end))
            for credit in report.credits
        ),
    )


def links(profiles: Sequence[LinkProfile]) -> list[ReportLink]:
    """Return the links between reports, each pair's strongest, in the order of the reports.

    Only pairs that share a run of words are compared closely, so that the work grows with the
    number of reports and not with its square.
    """
    found = []
    for first, second in sorted(_candidates(profiles)):
        one = link(profiles[first], profiles[second])
        if one is not None:
            found.append(one)
    return found


def link(a: LinkProfile, b: LinkProfile) -> ReportLink | None:
    """Return the strongest link of two reports with its evidence, or None."""
    return _copied(a, b) or _derived(a, b)


def origins(reports: Iterable[str], found: Iterable[ReportLink]) -> dict[str, str]:
    """Return the origin of each report: one name for those linked, however indirectly."""
    origin = {report: report for report in reports}

    def root(report: str) -> str:
        while origin[report] != report:
            origin[report] = origin[origin[report]]
            report = origin[report]
        return report

    for one in found:
        first = root(one.reports[0])
        for other in one.reports[1:]:
            origin[root(other)] = first
    return {report: root(report) for report in origin}


def independent_sources(reports: Iterable[str], found: Iterable[ReportLink]) -> int:
    """Count reports by origin: those linked to each other, however indirectly, are one."""
    return len(set(origins(reports, found).values()))


def confirmed_statements(
    profiles: Sequence[LinkProfile], found: Iterable[ReportLink]
) -> frozenset[str]:
    """Return the ids of the statements that reports of different origin quote alike.

    Only words of speakers both reports name: the same words of an unnamed one come from one
    interview and confirm nothing.
    """
    origin = origins((profile.report for profile in profiles), found)
    holders: dict[tuple[str, ...], set[tuple[str, str]]] = defaultdict(set)
    for profile in profiles:
        for quoted in profile.quoted:
            if quoted.is_unnamed or not quoted.statement:
                continue
            for at in range(len(quoted.words) - _CONFIRMING_WORDS + 1):
                run = quoted.words[at : at + _CONFIRMING_WORDS]
                holders[run].add((origin[profile.report], quoted.statement))
    return frozenset(
        statement
        for held in holders.values()
        if len({root for root, _ in held}) > 1
        for _, statement in held
    )


def _candidates(profiles: Sequence[LinkProfile]) -> set[tuple[int, int]]:
    """Pairs that share a sampled run of five words, or a run of four inside quotations."""
    holders: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, profile in enumerate(profiles):
        runs = set(sampled(shingles(profile.words)))
        for quoted in profile.quoted:
            runs.update(
                quoted.words[at : at + _QUOTED_WORDS]
                for at in range(len(quoted.words) - _QUOTED_WORDS + 1)
            )
        for run in runs:
            holders[run].append(number)
    pairs: set[tuple[int, int]] = set()
    for numbers in holders.values():
        if 1 < len(numbers) <= _COMMONPLACE:
            pairs.update(combinations(numbers, 2))
    return pairs


@lru_cache(maxsize=256)
def _shingles_of(profile: LinkProfile) -> frozenset[tuple[str, ...]]:
    """Kept for the reports compared last: one is compared with many in turn."""
    return shingles(profile.words)


def _copied(a: LinkProfile, b: LinkProfile) -> ReportLink | None:
    names = (a.report, b.report)
    if a.words and a.words == b.words:
        return ReportLink(
            reports=names,
            kind=LinkKind.SAME_TEXT,
            evidence=(a.whole, b.whole),
            because="the same words from first to last",
        )
    jaccard, contained = overlap(_shingles_of(a), _shingles_of(b))
    long_enough = min(len(a.words), len(b.words)) >= _SHORTEST_CONTAINED
    if jaccard >= _NEAR_JACCARD or (contained >= _NEAR_CONTAINMENT and long_enough):
        return ReportLink(
            reports=names,
            kind=LinkKind.NEAR_DUPLICATE,
            evidence=(a.whole, b.whole),
            because=f"{contained:.0%} of the shorter one's runs of five words are in the other",
        )
    return None


def _derived(a: LinkProfile, b: LinkProfile) -> ReportLink | None:
    shared = _shared(a.quoted, b.quoted)
    unnamed = [(x, y) for x, y in shared if x.is_unnamed and y.is_unnamed]
    if sum(min(len(x.words), len(y.words)) for x, y in unnamed) < _UNNAMED_WORDS:
        unnamed = []
    outlets = {name for name, _ in a.credits} & {name for name, _ in b.credits}
    by_outlet = (
        bool(outlets)
        and len(shared) >= _SHARED_WITH_OUTLET
        and (any(x.is_unnamed and y.is_unnamed for x, y in shared) or _rests_on(shared, a, b))
    )
    if not by_outlet and not unnamed:
        return None
    origin = min(outlets) if outlets else None
    evidence = [span for one in (a, b) for name, span in one.credits if name in outlets]
    for x, y in shared if by_outlet else unnamed:
        evidence += [x.span, y.span]
    return ReportLink(
        reports=(a.report, b.report),
        kind=LinkKind.DERIVED,
        evidence=tuple(evidence),
        origin=origin,
        because=_because(origin if by_outlet else None, len(shared), len(unnamed)),
    )


def _rests_on(
    shared: Sequence[tuple[QuotedWords, QuotedWords]], a: LinkProfile, b: LinkProfile
) -> bool:
    """Whether one report quotes next to nothing but what both quote.

    A broadcast interview is quoted by many who have their own reporters; a retelling has nothing
    else to quote.
    """
    for profile, spans in ((a, {x.span for x, _ in shared}), (b, {y.span for _, y in shared})):
        quoted = sum(len(one.words) for one in profile.quoted)
        if sum(len(one.words) for one in profile.quoted if one.span in spans) >= _REST * quoted:
            return True
    return False


def _because(origin: str | None, n_shared: int, n_unnamed: int) -> str:
    if origin is None:
        return f"{n_unnamed} identical quotations of a speaker neither report names"
    reason = f"both credit {origin} and share {n_shared} quotations"
    if n_unnamed:
        reason += f", {n_unnamed} of them from speakers neither report names"
    return reason


def _quoted(report: AnnotatedReport) -> list[QuotedWords]:
    """The quotations that are somebody's words, sentence by sentence.

    Where one statement stands inside another ("the paper quoted an aide calling it “late”"), the
    words are the inner one's.
    """
    found: dict[tuple[int, int], QuotedWords] = {}
    for statement in sorted(report.statements, key=lambda one: one.nested_in is not None):
        for span in statement.quoted:
            for start, end in report.sentences_between(span.start, span.end):
                place = Span(
                    report=span.report, start=max(start, span.start), end=min(end, span.end)
                )
                words = plain_words(report.tokens_between(place.start, place.end))
                if len(words) >= _QUOTED_WORDS:
                    spaced = f" {' '.join(words)} "
                    unnamed = _is_confidential(statement, report)
                    found[place.start, place.end] = QuotedWords(
                        words, place, unnamed, spaced, statement.id
                    )
    return [found[place] for place in sorted(found)]


def _is_confidential(statement: Statement, report: AnnotatedReport) -> bool:
    """Whether an official, aide or the like said it to a reporter without being named.

    A bystander, a heckler or an advertisement is not named either, but anybody may quote them.
    """
    roles = report.language.people["confidential"]
    is_said = (
        statement.cue is not None
        or statement.continuation_of is not None
        or statement.rule == "introduced"
    )
    words = (statement.speaker or "").lower().split()
    return statement.is_unnamed and is_said and any(word in roles for word in words)


def _shared(
    a: Sequence[QuotedWords], b: Sequence[QuotedWords]
) -> list[tuple[QuotedWords, QuotedWords]]:
    """Pairs of quotations that are the same words, or one of which contains the other."""
    exact = {one.words: one for one in reversed(b)}
    pairs = []
    for one in a:
        other = exact.get(one.words) or next(
            (y for y in b if y.spaced in one.spaced or one.spaced in y.spaced), None
        )
        if other is not None:
            pairs.append((one, other))
    return pairs
