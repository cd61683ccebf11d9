"""The sentences of a study: findings in words, never a forecast, never blame."""

from __future__ import annotations

import datetime
import math
from collections.abc import Callable, Mapping, Sequence

from onetext.mediation.bounds import GROUP, Bound
from onetext.mediation.questions import Query
from onetext.mediation.solutions import Picked, RedLines
from onetext.mediation.standings import PointState, listed, stance_words
from onetext.model import Case, Comparison, Point, Stance
from onetext.preferences.draws import Draws
from onetext.preferences.profiles import PartyRecord
from onetext.preferences.shares import Share
from onetext.preferences.statements import Statement
from onetext.workflows.study_result import Change, PackageFinding, PointFinding, TextFinding

CRITERIA = {
    "most-signed": "the package all could sign in the largest share of profiles, as far as found; "
    "of those within the sampling error, one with few objections on record",
    "nash": "largest product of mean gains over no agreement",
    "egalitarian": "largest smallest mean gain",
    "utilitarian": "largest sum of mean gains",
    "expected-nash": "largest mean, over the profiles, of the geometric mean of gains",
    "worst-tail": "best for the worst-off party in its worst tenth of profiles",
    "least-share": "largest smallest share of profiles in which a party accepts",
}

RED_LINES_RESOLVED = (
    "Each draw takes every red line as held with the credence of its sources; a package with a red "
    "line that is held is accepted in none of those draws."
)

GAP_BECAUSE = (
    "It is the only option of this point that nobody who signs rules out, and nothing is on record "
    "of {party} on it."
)

ROBUST_NOTE = "Found by local search over the draws, red lines as far as they are believed."

LEAST_EFFECTIVE = 200.0
POOR_MIXING = 1.1
LEAST_LOST = 0.02
MOST_NAMED = 10
"""Points that the headline names."""


def percent(share: float) -> str:
    """Return a share in words that claim no more than is known: never 0 or 100 %."""
    if share < 0.005:
        return "under 1 %"
    if share > 0.995:
        return "over 99 %"
    return f"{100 * share:.0f} %"


def share_words(share: Share) -> str:
    """Return a share with its Monte-Carlo error, as in "62 % ± 2"."""
    if not 0.005 <= share.share <= 0.995:
        return percent(share.share)
    return f"{100 * share.share:.0f} % ± {max(1, round(100 * share.error))}"


def text_named(text: TextFinding) -> str:
    """Name a text, and say how much it leaves open: who settles nothing offends nobody."""
    if not text.n_open:
        return text.title
    points = "1 point" if text.n_open == 1 else f"{text.n_open} points"
    return f"{text.title} ({points} left open)"


def headline(
    texts: Sequence[TextFinding],
    packages: Sequence[PackageFinding],
    points: Sequence[PointFinding],
    signing: Sequence[str],
    names: Mapping[str, str],
) -> str:
    """Return the finding of a study in one sentence."""
    parts = []
    who = "all who sign do" if len(signing) > 1 else f"{names[signing[0]]} does"
    better = f"{who} at least as well as without agreement in"
    profiles = "of the preference profiles that fit the record"
    if texts:
        nearest = max(texts, key=lambda text: text.all.share)
        share = share_words(nearest.all)
        if len(texts) == 1:
            parts.append(f"Under {text_named(nearest)}, {better} {share} {profiles}")
        elif nearest.all.share < 0.05:
            at_most = f"{max(1, math.ceil(100 * nearest.all.share))} %"
            parts.append(f"Under no text on the table {better} more than {at_most} {profiles}")
        else:
            parts.append(
                f"Of the texts on the table, {text_named(nearest)} comes nearest: {better} "
                f"{share} {profiles}"
            )
    if not packages:
        parts.append("nothing is on record by that day, and no package is put forward")
    best = next((p for p in packages if p.criterion == "most-signed"), None)
    if best is not None:
        bound = f" and none can exceed {percent(best.bound)}" if best.bound is not None else ""
        settled = ""
        if texts and max(text.all.share for text in texts) > best.all.share:
            settled = ", every point settled,"
        parts.append(f"the best package found{settled} reaches {share_words(best.all)}{bound}")
    blocking = blocking_points(points)
    if blocking:
        named = [point.title for point in blocking[:MOST_NAMED]]
        more = f" and {len(blocking) - MOST_NAMED} more" if len(blocking) > MOST_NAMED else ""
        parts.append(f"what blocks is {', '.join(named) + more if more else listed(named)}")
    sentence = "; ".join(parts)
    return f"{sentence[:1].upper()}{sentence[1:]}."


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
        f"as the mean of the best package of {GROUP} draws, each group solved exactly or to the "
        "solver's bound"
        if bound.mean is not None
        else f"in {percent(1 - bound.zone)} of the draws it is proved that all accept no package"
    )
    return (
        "Found by local search from many starts, and judged on other draws than it was chosen on; "
        "where the sampling error cannot tell two choices apart, the one that fewer parties are on "
        f"record against is taken. The bound: {how}, and two standard errors for chance. Whether "
        "some package reaches it is open."
    )


def cut_short(red: RedLines) -> tuple[str, ...]:
    """Say that more sets of red lines may collide than are listed, if that is so."""
    if red.is_complete:
        return ()
    return ("More sets of red lines may collide than those listed, which are the smallest found.",)


def solution_note(
    name: str, picked: Picked, red: RedLines, position_words: Callable[[str], str]
) -> str:
    """Say on what a classical solution was computed, and which red lines it had to leave out."""
    basis = "On mean utilities, exactly, with the rules of the case"
    if red.demands and not red.dropped:
        basis += " and every red line in force"
    if red.dropped:
        left_out = listed([position_words(position) for position in red.dropped])
        basis += f" and every red line in force but {left_out}: they cannot all be kept"
    if not picked.has_zone:
        basis += (
            ". No such package is worth at least no agreement to every party on the mean; this one "
            "comes nearest"
        )
    if name != "nash":
        basis += ". Compares the parties' utilities, each from 0 (its worst) to 1 (its best)"
    return f"{basis}."


def position_words(party: str, stance: Stance, options: Sequence[str], point: str) -> str:
    """Return a position in words, as in "Ukraine rules out “full Donbas” (Territory)"."""
    return f"{party} {stance_words(stance, listed([f'“{o}”' for o in options]))} ({point})"


def conflict_because(members: Sequence[str]) -> str:
    """Say which red lines collide."""
    if len(members) == 1:
        return f"{members[0]}: no package is left that keeps this red line."
    return f"{listed(members)}: no package keeps all of these; any one dropped, the rest can be."


def _few(words: Sequence[str], most: int = 4) -> str:
    """Join words, the first few of many."""
    rest = len(words) - most
    return ", ".join(words) if rest <= 0 else f"{', '.join(words[:most])} and {rest} more"


def contradiction_because(party: str, statements: Sequence[Statement], thing: str) -> str:
    """Say what one party is reported to have said at one date that does not go together."""
    by_stance: dict[Stance, list[str]] = {}
    for statement in statements:
        by_stance.setdefault(statement.position.stance, []).append(statement.position.id)
    said = listed([f"{stance} ({_few(ids)})" for stance, ids in by_stance.items()])
    when = statements[0].position.since
    date = f"on {when}" if when.edtf else "at an unknown date"
    return f"{party} is on record with {said} on {thing}, {date}."


def contradiction_resolved(statements: Sequence[Statement]) -> str:
    """Say what the draws do about a contradiction."""
    odds = _few([f"{s.position.id} {s.credence:.1f}" for s in statements])
    return f"Where several hold in a draw, one is taken in proportion to credence ({odds})."


def clash_because(party: str, told: Sequence[str]) -> str:
    """Say that no preferences fit all that a party is on record with."""
    return (
        f"No preferences of {party} fit all of these; any one dropped, the rest goes together: "
        f"{'; '.join(told)}."
    )


def clash_resolved(clash: Sequence[str], odds: Sequence[float]) -> str:
    """Say what the draws do where all of a clash would hold."""
    each = _few([f"{name} {percent(o)}" for name, o in zip(clash, odds, strict=True)])
    return (
        "Where all would hold in a draw, one is dropped, at its odds of being false by its "
        f"credence ({each} of those draws)."
    )


def trade_because(
    changes: Sequence[Change],
    gains: Mapping[str, float],
    points: Mapping[str, Point],
    names: Mapping[str, str],
) -> str:
    """Say what a trade changes and whom it helps."""
    moves = [
        f"{change.title} becomes “{points[change.point].option(change.after).title}”"
        for change in changes
    ]
    helped = [names[party] for party, gain in gains.items() if gain > 0]
    others = [names[party] for party, gain in gains.items() if gain <= 0]
    sentence = f"{listed(moves)}: better for {listed(helped)} on the mean"
    if others:
        sentence += f", no worse for {listed(others)} as far as the record tells"
    return sentence + "."


def ask(points: Sequence[Point], option: str | None) -> str:
    """Return the question as it may be put."""
    if option is not None:
        return f"On {points[0].title}: could you live with “{points[0].option(option).title}”?"
    if points:
        return f"Which matters more to you: {points[0].title}, or {points[1].title}?"
    return "Could you sign the most-signed package as it stands?"


def question_because(query: Query, points: Sequence[Point], names: Mapping[str, str]) -> str:
    """Say why a question is worth asking."""
    name = names[query.party]
    if query.option is not None:
        what = f"{name} could live with it"
    elif points:
        what = f"{points[0].title} matters more to {name}"
    else:
        what = f"{name} does at least as well with it as without agreement"
    return (
        f"As far as is known, {what} in {percent(query.yes)} of the profiles that fit the record; "
        f"the answer is expected to raise the best share all could sign by "
        f"{100 * query.gain:.1f} points."
    )


def notes(case: Case, draws: Draws, as_of: datetime.date | None) -> tuple[str, ...]:
    """Say what a reader must know before using the figures."""
    found = [
        "A share counts preference profiles that fit the record. It says what is known, not what "
        "will happen: it is no forecast and no probability of an agreement."
    ]
    names = {party.id: party.name for party in case.parties}
    if len(draws.signing) < len(draws.record.parties):
        found.append(f"“All” means those who sign: {listed([names[p] for p in draws.signing])}.")
    if as_of is not None and case.as_of is not None and as_of > case.as_of:
        found.append(f"The record was kept up to {case.as_of}; nothing later is in it.")
    statements = [s for party in draws.record.parties for s in party.statements]
    if not statements:
        found.append("No position is on record by that day: every share is as wide as it can be.")
    silent = [names[r.party] for r in draws.record.parties if not _says_what_matters(r)]
    if silent and statements:
        found.append(
            f"Nothing on record says what matters most to {listed(silent)}: every point may weigh "
            "much or little, and the order of points here is not one of importance."
        )
    unverified = sum(statement.position.unverified for statement in statements)
    if unverified:
        found.append(
            f"{unverified} of {len(statements)} statements used are unverified: recalled or "
            "inferred, not read in a source. None is believed beyond even odds."
        )
    cited = {source for statement in statements for source in statement.position.sources}
    graded = {source.id for source in case.sources if source.grade_confirmed}
    if cited - graded:
        found.append(
            f"The grades of {len(cited - graded)} of {len(cited)} sources used are suggestions "
            "that nobody has confirmed; credence follows from them."
        )
    return (*found, *_weak_draws(case, draws))


def _says_what_matters(record: PartyRecord) -> bool:
    """Whether weights were declared, or points or texts compared."""
    return bool(record.weights) or any(
        isinstance(claim.said, Comparison) for claim in record.claims
    )


def _weak_draws(case: Case, draws: Draws) -> list[str]:
    names = {party.id: party.name for party in case.parties}
    found = [
        f"What {names[party]} said of whole texts fits no profile together with the rest of what "
        "it said; those answers were left out of account."
        for party in draws.set_aside
    ]
    found += [
        f"What joins several points for {names[party]} was drawn by Markov chains that have not "
        f"mixed (R-hat {profile.r_hat:.2f}): its shares may be off by more than their errors."
        for party, profile in draws.profiles.items()
        if profile.r_hat > POOR_MIXING
    ]
    found += [
        f"In {percent(lost)} of the draws what {names[party]} said fits no profile; they were left "
        "out."
        for party, profile in draws.profiles.items()
        if (lost := float((profile.likelihood <= 0).mean())) > LEAST_LOST
    ]
    weight = draws.likelihood
    effective = float(weight.sum() ** 2 / max(float((weight**2).sum()), 1e-300))
    if effective < min(LEAST_EFFECTIVE, 0.5 * draws.n_draws):
        found.append(
            f"The answers to whole texts leave only {effective:.0f} effective draws of "
            f"{draws.n_draws:,}: read the errors, and take more draws."
        )
    return found
