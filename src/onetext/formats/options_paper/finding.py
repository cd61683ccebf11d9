"""The finding in one sentence, how sure it is, and who may read it."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from typing import Protocol

from onetext.formats.options_paper.evidence import Citations
from onetext.formats.options_paper.words import count, listed, percent
from onetext.model import Attribution, Case, Marking, Stance, Tlp
from onetext.workflows.positions import positions
from onetext.workflows.study_result import Study
from onetext.workflows.study_words import text_named


class _Marked(Protocol):
    @property
    def marking(self) -> Marking | None: ...


def finding(study: Study) -> str:
    """Say what was found, in one sentence short enough to open a paper."""
    colliding = [set_.points for set_ in study.conflicts if set_.kind == "red-lines"]
    if colliding:
        titles = {point.id: point.title for point in study.points}
        points = dict.fromkeys(titles.get(id_, id_) for points in colliding for id_ in points)
        return f"No package keeps every stated red line: they collide on {_first(points)}."
    if not study.packages:
        return study.headline
    red = (
        "No two stated red lines exclude each other"
        if _red_lines(study)
        else "No red line is on record"
    )
    best = study.packages[0].all.share  # the most signed; the others stand beside it
    nearest = max(study.texts, key=lambda text: text.all.share, default=None)
    if nearest is not None and nearest.all.share > best:
        return (
            f"{red}; nearest to acceptance by all who sign is {text_named(nearest)}, in "
            f"{percent(nearest.all.share)} of the preference profiles."
        )
    return (
        f"{red}; the best package found is acceptable to all who sign in {percent(best)} of "
        "the preference profiles."
    )


def _first(words: Iterable[str], most: int = 3) -> str:
    """Join the first few of some words and count the rest."""
    found = list(words)
    if len(found) <= most + 1:
        return listed(found)
    return f"{', '.join(found[:most])} and {len(found) - most} more points"


def _red_lines(study: Study) -> bool:
    return any(
        stance.stance is Stance.RED_LINE and stance.party in study.signing
        for point in study.points
        for option in point.options
        for stance in option.stances
    )


def sureness(case: Case, study: Study, citations: Citations) -> tuple[str, ...]:
    """Say how far the figures can be trusted; call once everything has been cited."""
    return (
        study.headline,
        f"This rests on {count(len(citations.listed()), 'source')} of "
        f"{count(citations.n_origins(), 'independent origin')}{_unverified(case, study)}.",
    )


def _unverified(case: Case, study: Study) -> str:
    stances = [s for point in study.points for option in point.options for s in option.stances]
    held = {stance.position: stance.unverified for stance in stances}
    held |= {
        evidenced.position.id: evidenced.position.unverified
        for evidenced in positions(case, as_of=study.as_of)
        if evidenced.position.text is not None
    }
    doubtful = sum(held.values())
    if not doubtful:
        return ""
    return (
        f"; {doubtful} of {count(len(held), 'position')} in force are unverified, recalled or "
        f"inferred rather than read, and marked so"
    )


def handling(case: Case) -> str:
    """Return the strictest label of anything in the case, for the head of the paper."""
    order = list(Tlp)
    records: Iterable[_Marked] = chain(
        case.texts,
        case.positions,
        case.sources,
        case.weights,
        case.comparisons,
        case.scores,
        case.comments,
        case.briefings,
    )
    markings = [case.marking, *(record.marking or case.marking for record in records)]
    strictest = max((marking.tlp for marking in markings), key=order.index)
    chatham = any(m.attribution is Attribution.CHATHAM_HOUSE for m in markings)
    return f"TLP:{strictest}{' · Chatham House Rule' if chatham else ''}"
