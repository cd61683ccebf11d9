"""Links: which reports are one source, and by what evidence.

Two rewrites of one scoop share almost no runs of words, so shingles find only copies. What shows
one origin is the same credited outlet together with shared quotations, or the same words from a
speaker nobody names: an anonymous official's identical sentence can only come from one interview.
The same words from a named speaker, from "the foreign minister" or said in public prove nothing,
unless both reports say to whom they were said: anybody may have been there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from onetext.model import LinkKind, ReportLink
from onetext.model.sentences import counted, said
from onetext.reading.corpus_links import candidate_pairs
from onetext.reading.credit_links import crediting
from onetext.reading.link_profiles import LinkProfile, QuotedWords, runs
from onetext.reading.similarity import overlap, shingles
from onetext.reading.voices import Voice

_NEAR_JACCARD, _NEAR_CONTAINMENT = 0.5, 0.8
_SHORTEST_CONTAINED = 30
_TELLING_WORDS = 6
"""Words that two reports must share of what somebody said, to say anything about its origin."""
_FEWER_WORDS = 4
"""As many are enough where both reports credit one outlet: a stock phrase has three."""
_ELSEWHERE_WORDS = 10
"""So many are needed where each report credits its own outlet: two people may sigh alike."""
_SHARED_WITH_OUTLET = 2
_REST = 0.9
_KNOWN = (Voice.NAMED, Voice.PUBLIC, Voice.DOCUMENT)
"""Whose words several reporters may have at first hand."""

Shared = tuple[QuotedWords, QuotedWords]
"""The same words in two reports, or words of one inside those of the other."""


class Linked(NamedTuple):
    """The links of several reports, and which statements other origins quote alike."""

    links: tuple[ReportLink, ...]
    confirmed: frozenset[str]


def links(profiles: Sequence[LinkProfile]) -> Linked:
    """Return the links between reports, each pair's strongest, in the order of the reports.

    Only pairs that share runs of words are compared closely, so that the work grows with the
    number of reports and not with its square.
    """
    pairs = candidate_pairs([runs(profile) for profile in profiles])
    return links_among([profile.report for profile in profiles], pairs, profiles.__getitem__)


def links_among(
    reports: Sequence[str],
    pairs: Sequence[tuple[int, int]],
    profile: Callable[[int], LinkProfile],
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Linked:
    """Compare pairs of reports closely.

    Statements are confirmed where reports of different origin quote alike the words of a speaker
    both name: the same words of an unnamed one come from one interview and confirm nothing.

    Parameters
    ----------
    reports : sequence of str
        Their ids.
    pairs : sequence of (first, second)
        Places in `reports`, compared in this order.
    profile : callable
        Gives the profile at a place.
    progress : callable
        Told how many of how many are compared.
    """
    found: dict[tuple[int, int], ReportLink] = {}
    alike: list[tuple[int, int, list[str]]] = []
    for done, (first, second) in enumerate(pairs, start=1):
        a, b = profile(first), profile(second)
        one = link(a, b)
        if one is not None:
            found[first, second] = one
        elif named := _named_alike(a, b):
            alike.append((first, second, named))
        progress(done, len(pairs))
    linked = tuple(found[pair] for pair in sorted(found))
    origin = origins(reports, linked)
    confirmed = frozenset(
        statement
        for first, second, named in alike
        if origin[reports[first]] != origin[reports[second]]
        for statement in named
    )
    return Linked(linked, confirmed)


def link(a: LinkProfile, b: LinkProfile) -> ReportLink | None:
    """Return the strongest link of two reports with its evidence, or None."""
    return _copied(a, b) or _derived(a, b) or _credited(a, b)


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
            because=said("the same words from first to last"),
        )
    jaccard, contained = overlap(_shingles_of(a), _shingles_of(b))
    long_enough = min(len(a.words), len(b.words)) >= _SHORTEST_CONTAINED
    if jaccard >= _NEAR_JACCARD or (contained >= _NEAR_CONTAINMENT and long_enough):
        return ReportLink(
            reports=names,
            kind=LinkKind.NEAR_DUPLICATE,
            evidence=(a.whole, b.whole),
            because=said(
                "%(share)s %% of the shorter one's runs of five words are in the other",
                share=int(f"{100 * contained:.0f}"),
            ),
        )
    return None


def _derived(a: LinkProfile, b: LinkProfile) -> ReportLink | None:
    shared = _shared(a.quoted, b.quoted)
    if not shared:
        return None
    outlets = {name for name, _ in a.credits} & {name for name, _ in b.credits}
    telling, because = _telling(shared, a, b, outlets)
    if not telling:
        return None
    evidence = [span for one in (a, b) for name, span in one.credits if name in outlets]
    for x, y in telling:
        evidence += [x.span, y.span]
    return ReportLink(
        reports=(a.report, b.report),
        kind=LinkKind.DERIVED,
        evidence=tuple(evidence),
        origin=min(outlets) if outlets else None,
        because=because,
    )


def _credited(a: LinkProfile, b: LinkProfile) -> ReportLink | None:
    """The link of a report with the one whose outlet it credits for the story."""
    found = crediting(a, b)
    if found is None:
        return None
    return ReportLink(
        reports=(a.report, b.report),
        kind=LinkKind.DERIVED,
        evidence=(*found.credits, *(span for pair in found.particulars for span in pair)),
        origin=found.outlet,
        because=counted(
            "both go by %(outlet)s and share %(n)s figure or name",
            "both go by %(outlet)s and share %(n)s figures and names",
            len(found.particulars),
            outlet=found.outlet,
        ),
    )


def _telling(
    shared: list[Shared], a: LinkProfile, b: LinkProfile, outlets: set[str]
) -> tuple[list[Shared], str]:
    """Which of the shared words tell of one origin, and why; none: they may have several."""
    unnamed = [pair for pair in shared if _is_confidential(pair)]
    unnamed = unnamed if _n_words(unnamed) >= _least_words(unnamed) else []
    hidden = [pair for pair in shared if _is_hidden(pair)]
    outlet = min(outlets) if outlets else ""
    if outlets and len(shared) >= _SHARED_WITH_OUTLET and (hidden or _rests_on(shared, a, b)):
        if not hidden:
            return shared, counted(
                "both credit %(outlet)s and share %(n)s quotations",
                "both credit %(outlet)s and share %(n)s quotations",
                len(shared),
                outlet=outlet,
            )
        return shared, counted(
            "both credit %(outlet)s and share %(n)s quotations, %(hidden)s of them from speakers "
            "neither report names",
            "both credit %(outlet)s and share %(n)s quotations, %(hidden)s of them from speakers "
            "neither report names",
            len(shared),
            outlet=outlet,
            hidden=len(hidden),
        )
    if unnamed:
        return unnamed, counted(
            "%(n)s identical quotations of a speaker neither report names",
            "%(n)s identical quotations of a speaker neither report names",
            len(unnamed),
        )
    if outlets and _n_words(hidden) >= _FEWER_WORDS:
        return (
            hidden,
            said(
                "both credit %(outlet)s and quote the same words of a speaker they do not name",
                outlet=outlet,
            ),
        )
    told = [
        (x, y)
        for x, y in shared
        if x.outlet and x.outlet == y.outlet and (x.says_outlet or y.says_outlet)
    ]
    if not all(x.says_outlet and y.says_outlet for x, y in told) and not _rests_on(told, a, b):
        told = []
    if _n_words(told) >= _TELLING_WORDS:
        return told, said(
            "both say that the same words were told to %(outlet)s", outlet=str(told[0][0].outlet)
        )
    return [], ""


def _least_words(unnamed: Sequence[Shared]) -> int:
    """How many words of an unnamed speaker tell of one origin."""
    apart = all(x.outlet and y.outlet and x.outlet != y.outlet for x, y in unnamed)
    return _ELSEWHERE_WORDS if apart else _TELLING_WORDS


def _is_confidential(pair: Shared) -> bool:
    """Whether one report has the words from somebody who confided them, the other names nobody."""
    voices = {one.voice for one in pair}
    return Voice.CONFIDENTIAL in voices and voices.isdisjoint(_KNOWN)


def _is_hidden(pair: Shared) -> bool:
    """Whether somebody said it and neither report names them; or it is from a leaked document.

    Leaked is what a report says an outlet obtained; an advertisement lies open to all.
    """
    voices = {one.voice for one in pair}
    if Voice.DOCUMENT in voices and not any(one.says_outlet for one in pair):
        return False
    return voices.isdisjoint((Voice.NAMED, Voice.PUBLIC)) and voices != {Voice.NOBODY}


def _n_words(pairs: Iterable[Shared]) -> int:
    return sum(min(len(x.words), len(y.words)) for x, y in pairs)


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


def _named_alike(a: LinkProfile, b: LinkProfile) -> list[str]:
    """Ids of the statements whose words both reports quote, of speakers both name."""
    return [
        one.statement
        for x, y in _shared(a.quoted, b.quoted)
        if {x.voice, y.voice} <= {Voice.NAMED, Voice.DOCUMENT}
        if min(len(x.words), len(y.words)) >= _TELLING_WORDS
        for one in (x, y)
    ]


def _shared(a: Sequence[QuotedWords], b: Sequence[QuotedWords]) -> list[Shared]:
    """Pairs of quotations that are the same words, or one of which contains the other.

    A quotation counts as a whole only where none of its sentences does.
    """
    exact = {one.words: one for one in reversed(b)}
    spaced = [(one, one.spaced) for one in b]
    pairs: list[Shared] = []
    for one in sorted(a, key=lambda quoted: len(quoted.words)):
        own = one.spaced
        other = exact.get(one.words) or next(
            (y for y, text in spaced if text in own or own in text), None
        )
        if other is not None and not any(_is_within(pair, (one, other)) for pair in pairs):
            pairs.append((one, other))
    return sorted(pairs, key=lambda pair: pair[0].span.start)


def _is_within(inner: Shared, outer: Shared) -> bool:
    """Whether a pair says no more than one of its parts does."""
    return outer[0].span.start <= inner[0].span.start and inner[0].span.end <= outer[0].span.end
