"""How sure the finding is, in sentences: the best figure, its bound, and what it rests on."""

from __future__ import annotations

from collections.abc import Iterable

from onetext.formats.options_paper.evidence import Citations
from onetext.formats.options_paper.words import count, percent, share_words
from onetext.model import Attribution, Case, Tlp
from onetext.workflows.study_result import Study


def sureness(study: Study, citations: Citations) -> tuple[str, ...]:
    """Say how far the figures can be trusted; call once everything has been cited."""
    return (
        *_best_text(study),
        *_best_package(study),
        f"This rests on {count(len(citations.listed()), 'source')} of "
        f"{count(citations.n_origins(), 'independent origin')}{_unverified(study)}.",
    )


def _best_text(study: Study) -> Iterable[str]:
    if not study.texts:
        return
    best = max(study.texts, key=lambda text: text.all.share)
    if best.all.share <= 0:
        yield "No text on the table is acceptable to all who sign under any profile drawn."
        return
    yield (
        f"Of the texts on the table, {best.title} comes nearest: all who sign do at least as well "
        f"as without agreement under {share_words(best.all)} of the profiles."
    )


def _best_package(study: Study) -> Iterable[str]:
    if not study.packages:
        return
    best = max(study.packages, key=lambda package: package.all.share)
    bound = ""
    if best.bound is not None:
        bound = f"; no package whatever reaches more than {percent(best.bound)} of them"
    yield f"The best package found reaches {share_words(best.all)}{bound}."


def _unverified(study: Study) -> str:
    stances = [s for point in study.points for option in point.options for s in option.stances]
    held = {stance.position: stance.unverified for stance in stances}
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
    records = (
        *case.texts,
        *case.positions,
        *case.sources,
        *case.weights,
        *case.comments,
        *case.briefings,
    )
    markings = [case.marking, *(record.marking or case.marking for record in records)]
    strictest = max((marking.tlp for marking in markings), key=order.index)
    chatham = any(m.attribution is Attribution.CHATHAM_HOUSE for m in markings)
    return f"TLP:{strictest}{' · Chatham House Rule' if chatham else ''}"
