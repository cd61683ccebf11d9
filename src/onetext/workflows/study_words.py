"""The sentences of a study: findings in words, never a forecast, never blame."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from onetext.mediation.bounds import GROUP, Bound
from onetext.mediation.questions import Query
from onetext.mediation.solutions import Picked, RedLines
from onetext.mediation.standings import PointState
from onetext.model import Point
from onetext.model.sentences import (
    Sentence,
    capitalised,
    counted,
    joined_by_comma,
    joined_by_semicolon,
    listed,
    said,
)
from onetext.preferences.shares import Share
from onetext.workflows.study_result import Change, PackageFinding, PointFinding, TextFinding

CRITERIA = {
    "most-signed": said(
        "the package all could sign in the largest share of profiles, as far as found; "
        "of those within the sampling error, one with few objections on record"
    ),
    "nash": said("largest product of mean gains over no agreement"),
    "egalitarian": said("largest smallest mean gain"),
    "utilitarian": said("largest sum of mean gains"),
    "expected-nash": said("largest mean, over the profiles, of the geometric mean of gains"),
    "worst-tail": said("best for the worst-off party in its worst tenth of profiles"),
    "least-share": said("largest smallest share of profiles in which a party accepts"),
}

ROBUST_NOTE = said("Found by local search over the draws, red lines as far as they are believed.")

MOST_NAMED = 10
"""Points that the headline names."""


def percent(share: float) -> Sentence:
    """Return a share in words that claim no more than is known: never 0 or 100 %."""
    if share < 0.005:
        return said("under 1 %%")
    if share > 0.995:
        return said("over 99 %%")
    return said("%(share)s %%", share=int(f"{100 * share:.0f}"))


def share_words(share: Share) -> Sentence:
    """Return a share with its Monte-Carlo error, as in "62 % ± 2"."""
    if not 0.005 <= share.share <= 0.995:
        return percent(share.share)
    error = max(1, round(100 * share.error))
    return said("%(share)s %% ± %(error)s", share=int(f"{100 * share.share:.0f}"), error=error)


def text_named(text: TextFinding) -> str:
    """Name a text, and say how much it leaves open: who settles nothing offends nobody."""
    if not text.n_open:
        return text.title
    return counted(
        "%(title)s (%(n)s point left open)",
        "%(title)s (%(n)s points left open)",
        text.n_open,
        title=text.title,
    )


def headline(
    texts: Sequence[TextFinding],
    packages: Sequence[PackageFinding],
    points: Sequence[PointFinding],
    signing: Sequence[str],
    names: Mapping[str, str],
) -> str:
    """Return the finding of a study in one sentence."""
    parts = _of_texts(texts, signing, names)
    if not packages:
        parts.append(said("nothing is on record by that day, and no package is put forward"))
    best = next((p for p in packages if p.criterion == "most-signed"), None)
    if best is not None:
        is_below = bool(texts) and max(text.all.share for text in texts) > best.all.share
        parts.append(_best_found(best, is_below_a_text=is_below))
    blocking = blocking_points(points)
    if blocking:
        parts.append(said("what blocks is %(points)s", points=few([p.title for p in blocking])))
    return said("%(a)s.", a=capitalised(joined_by_semicolon(parts)))


def _of_texts(
    texts: Sequence[TextFinding], signing: Sequence[str], names: Mapping[str, str]
) -> list[str]:
    """Say how far the texts on the table come; nothing where there is none."""
    if not texts:
        return []
    better = (
        said("all who sign do at least as well as without agreement")
        if len(signing) > 1
        else said("%(who)s does at least as well as without agreement", who=names[signing[0]])
    )
    nearest = max(texts, key=lambda text: text.all.share)
    share = share_words(nearest.all)
    if len(texts) == 1:
        return [
            said(
                "Under %(text)s, %(better)s in %(share)s of the preference profiles that fit the "
                "record",
                text=text_named(nearest),
                better=better,
                share=share,
            )
        ]
    if nearest.all.share < 0.05:
        return [
            said(
                "Under no text on the table %(better)s in more than %(share)s of the preference "
                "profiles that fit the record",
                better=better,
                share=said("%(share)s %%", share=max(1, math.ceil(100 * nearest.all.share))),
            )
        ]
    return [
        said(
            "Of the texts on the table, %(text)s comes nearest: %(better)s in %(share)s of the "
            "preference profiles that fit the record",
            text=text_named(nearest),
            better=better,
            share=share,
        )
    ]


def _best_found(best: PackageFinding, *, is_below_a_text: bool) -> Sentence:
    reached = (
        said(
            "the best package found, every point settled, reaches %(share)s",
            share=share_words(best.all),
        )
        if is_below_a_text
        else said("the best package found reaches %(share)s", share=share_words(best.all))
    )
    if best.bound is None:
        return reached
    return said(
        "%(reached)s and none can exceed %(bound)s", reached=reached, bound=percent(best.bound)
    )


def blocking_points(points: Sequence[PointFinding]) -> list[PointFinding]:
    """Return the points that block: deadlocked ones first, then by the share that is blocked.

    Of contested points, those on which no option suits all who have spoken in at least half of
    the profiles.
    """
    return sorted(
        (
            p
            for p in points
            if p.state is PointState.DEADLOCKED
            or (p.state is PointState.CONTESTED and p.how_blocked >= 0.5)
        ),
        key=lambda p: (p.state is not PointState.DEADLOCKED, -p.how_blocked),
    )


def most_signed_note(bound: Bound) -> str:
    """Say how the package was found and how far it may be from the best there is."""
    how = (
        said(
            "as the mean of the best package of %(n)s draws, each group solved exactly or to the "
            "solver's bound",
            n=GROUP,
        )
        if bound.mean is not None
        else said(
            "in %(share)s of the draws it is proved that all accept no package",
            share=percent(1 - bound.zone),
        )
    )
    return said(
        "Found by local search from many starts, and judged on other draws than it was chosen on; "
        "where the sampling error cannot tell two choices apart, the one that fewer parties are on "
        "record against is taken. The bound: %(how)s, and two standard errors for chance. Whether "
        "some package reaches it is open.",
        how=how,
    )


def cut_short(red: RedLines) -> tuple[str, ...]:
    """Say that more sets of red lines may collide than are listed, if that is so."""
    if red.is_complete:
        return ()
    return (
        said("More sets of red lines may collide than those listed, which are the smallest found."),
    )


def solution_note(
    name: str, picked: Picked, red: RedLines, position_words: Callable[[str], str]
) -> str:
    """Say on what a classical solution was computed, and which red lines it had to leave out."""
    basis = said("On mean utilities, exactly, with the rules of the case")
    if red.demands and not red.dropped:
        basis = said("%(basis)s and every red line in force", basis=basis)
    if red.dropped:
        basis = said(
            "%(basis)s and every red line in force but %(left_out)s: they cannot all be kept",
            basis=basis,
            left_out=listed([position_words(position) for position in red.dropped]),
        )
    if not picked.has_zone:
        basis = said(
            "%(basis)s. No such package is worth at least no agreement to every party on the mean; "
            "this one comes nearest",
            basis=basis,
        )
    if name != "nash":
        basis = said(
            "%(basis)s. Compares the parties' utilities, each from 0 (its worst) to 1 (its best)",
            basis=basis,
        )
    return said("%(a)s.", a=basis)


def few(words: Sequence[str], most: int = MOST_NAMED) -> str:
    """List words, the first few of many: as in "a, b and 3 more"."""
    rest = len(words) - most
    if rest <= 0:
        return listed(words)
    return said("%(first)s and %(n)s more", first=joined_by_comma(words[:most]), n=rest)


def trade_because(
    changes: Sequence[Change],
    gains: Mapping[str, float],
    points: Mapping[str, Point],
    names: Mapping[str, str],
) -> str:
    """Say what a trade changes and whom it helps."""
    moves = [
        said(
            "%(point)s becomes “%(option)s”",
            point=change.title,
            option=points[change.point].option(change.after).title,
        )
        for change in changes
    ]
    helped = [names[party] for party, gain in gains.items() if gain > 0]
    others = [names[party] for party, gain in gains.items() if gain <= 0]
    sentence = said(
        "%(moves)s: better for %(parties)s on the mean", moves=listed(moves), parties=listed(helped)
    )
    if others:
        sentence = said(
            "%(better)s, no worse for %(parties)s as far as the record tells",
            better=sentence,
            parties=listed(others),
        )
    return said("%(a)s.", a=sentence)


def ask(points: Sequence[Point], option: str | None) -> str:
    """Return the question as it may be put."""
    if option is not None:
        return said(
            "On %(point)s: could you live with “%(option)s”?",
            point=points[0].title,
            option=points[0].option(option).title,
        )
    if points:
        return said(
            "Which matters more to you: %(a)s, or %(b)s?", a=points[0].title, b=points[1].title
        )
    return said("Could you sign the most-signed package as it stands?")


def question_because(query: Query, points: Sequence[Point], names: Mapping[str, str]) -> str:
    """Say why a question is worth asking."""
    name = names[query.party]
    if query.option is not None:
        what = said("%(party)s could live with it", party=name)
    elif points:
        what = said("%(point)s matters more to %(party)s", point=points[0].title, party=name)
    else:
        what = said("%(party)s does at least as well with it as without agreement", party=name)
    return said(
        "As far as is known, %(what)s in %(share)s of the profiles that fit the record; "
        "the answer is expected to raise the best share all could sign by %(gain)s points.",
        what=what,
        share=percent(query.yes),
        gain=Decimal(f"{100 * query.gain:.1f}"),
    )


def gap_because(party: str) -> str:
    """Say why to ask a party about an option that only its silence leaves open."""
    return said(
        "It is the only option of this point that nobody who signs rules out, and nothing is on "
        "record of %(party)s on it.",
        party=party,
    )


def overstated(party: str) -> str:
    """Say what is supposed of a party that may have said more than it means."""
    return said("%(party)s only opposes what it rules out", party=party)
