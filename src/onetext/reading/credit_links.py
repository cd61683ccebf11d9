"""One origin on a report's own word: it credits the outlet whose story another report tells.

The credit is a fact of the record; that it covers the story, and not one sentence of background,
shows in where it stands and in how many sentences share particulars with the other report.
"""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

from onetext.model import Span
from onetext.reading.link_profiles import LinkProfile
from onetext.reading.source_credits import SourceCredit, same_outlet

_TOLD_ALIKE = 2.0
"""Weight of particulars that a sentence shares with one of the other report, to tell the same."""
_STORY = 4.0
"""Weight that two reports must share in all."""
_STORY_OF_NONE = 6.0
"""As much where the credit is "the paper" alone."""
_FIGURES = 1.0
"""Of which in figures and names."""
_LEAD = 2
"""A credit in one of so many first sentences is for the story."""
_EARLY = 3
"""A report names its own outlet in one of so many first sentences, or in the first third."""
_MOST = 0.5
"""Or: told alike is so large a share of the sentences."""


_Bags = dict[int, dict[str, float]]
"""The particulars of each sentence with their weights."""


class Crediting(NamedTuple):
    """A report credits an outlet whose story the other tells."""

    outlet: str
    credits: tuple[Span, ...]
    particulars: tuple[tuple[Span, Span], ...]


def crediting(a: LinkProfile, b: LinkProfile) -> Crediting | None:
    """Return by what one of two reports is derived on its own word, or None.

    Symmetric, but for the order of the spans.
    """
    for own, later, is_turned in ((a, b, False), (b, a, True)):
        outlets = _own_outlets(own)
        for name in outlets:
            used, least = _used(later, name, is_only=len(outlets) == 1)
            if not used or used[0].is_told or not _covers_story(own, later, used, name, least):
                continue
            shared = _shared(own, later, name)
            spans = [one.span for one in own.sources if same_outlet(one.name, name)]
            places = (spans, [one.span for one in used])
            pairs = tuple((y, x) if is_turned else (x, y) for x, y in shared)
            first, second = reversed(places) if is_turned else places
            return Crediting(_printed(own, name), (*first, *second), pairs)
    return None


def _own_outlets(report: LinkProfile) -> list[str]:
    """The outlets a report may be of: first named, early on, as what something was told to."""
    found: dict[str, SourceCredit] = {}
    for one in report.sources:
        if one.name:
            found.setdefault(one.name, one)
    latest = max(_EARLY, report.n_sentences // 3)
    return sorted(name for name, one in found.items() if one.is_told and one.sentence < latest)


def _used(report: LinkProfile, name: str, is_only: bool) -> tuple[list[SourceCredit], float]:
    """Where a report credits the outlet, and how much it must share with the outlet's story.

    "The paper" is the outlet where this is credited by name too; else where no other can be meant.
    """
    is_named = any(same_outlet(one.name, name) for one in report.sources)
    may_be = is_named or (is_only and not any(one.is_told for one in report.sources))
    used = [
        one for one in report.sources if same_outlet(one.name, name) or (not one.name and may_be)
    ]
    return used, _STORY if is_named else _STORY_OF_NONE


def _covers_story(
    own: LinkProfile, later: LinkProfile, used: list[SourceCredit], name: str, least: float
) -> bool:
    """Whether the credit is for the story: it leads it, or most of it is told alike."""
    in_own: _Bags = defaultdict(dict)
    in_later: _Bags = defaultdict(dict)
    for profile, bags in ((own, in_own), (later, in_later)):
        for one in profile.particulars:
            if not _names(name, one.key):
                bags[one.sentence][one.key] = one.weight
    all_own = {key: weight for bag in in_own.values() for key, weight in bag.items()}
    all_later = {key: weight for bag in in_later.values() for key, weight in bag.items()}
    both = {key: min(all_own[key], all_later[key]) for key in all_own.keys() & all_later.keys()}
    alike = _told_alike(in_own, in_later)
    credited = {one.sentence for one in used}
    near = {number + step for number in credited for step in (-1, 0, 1)} & alike
    if not near or sum(both.values()) < least:
        return False
    if sum(weight for weight in both.values() if weight >= 1) < _FIGURES:
        return False
    leads = min(credited) < _LEAD
    return leads or len(alike) >= _MOST * max(1, later.n_sentences)


def _told_alike(own: _Bags, later: _Bags) -> set[int]:
    """The sentences of the later report that share enough with some sentence of the other."""
    holders: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for number, bag in own.items():
        for key, weight in bag.items():
            holders[key].append((number, weight))
    found = set()
    for number, bag in later.items():
        shared: dict[int, float] = defaultdict(float)
        for key, weight in bag.items():
            for other, as_heavy in holders.get(key, ()):
                shared[other] += min(weight, as_heavy)
        if shared and max(shared.values()) >= _TOLD_ALIKE:
            found.add(number)
    return found


def _shared(a: LinkProfile, b: LinkProfile, outlet: str) -> list[tuple[Span, Span]]:
    """The figures and names that both have beside the outlet's, where each stands first."""
    in_b = {one.key: one for one in reversed(b.particulars) if one.weight >= 1}
    first = {one.key: one for one in reversed(a.particulars) if one.weight >= 1}
    found = [
        (one, in_b[key]) for key, one in first.items() if key in in_b and not _names(outlet, key)
    ]
    return [
        (x.span(a.report), y.span(b.report))
        for x, y in sorted(found, key=lambda pair: pair[0].start)
    ]


def _printed(own: LinkProfile, name: str) -> str:
    """The name as the report whose outlet it is prints it."""
    return next(one.printed for one in own.sources if one.name == name and one.printed)


def _names(outlet: str, key: str) -> bool:
    """Whether a particular is no more than a part of the outlet's name."""
    return any(word.startswith(key) for word in outlet.split())
