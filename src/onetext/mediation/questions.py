"""What to ask whom next: the questions whose answers are worth most for the best package in reach.

Three kinds that a mediator may really put: "could you sign this draft?", "could you live with
that option?" and "which of these two points matters more to you?". A question is worth the
expected rise of the best all-sign share among the candidate packages, once its answer is known
[raiffa1961]_. The best package given each answer is chosen on one half of the draws and judged
on the other, and the reverse, so that chance does not pass for value.

.. [raiffa1961] H. Raiffa, R. Schlaifer, "Applied Statistical Decision Theory", 1961: the
   expected value of sample information.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onetext.bargaining.rules import Choice
from onetext.preferences.candidates import all_accept, package_utilities
from onetext.preferences.draws import Draws

LEAST_SPLIT = 0.02
"""An answer less likely than this is as good as known."""


SAME_WORTH = 0.005
"""Gains closer than about this are within chance of each other at a few thousand draws."""


@dataclass(frozen=True)
class Query:
    """One question to one party.

    Parameters
    ----------
    party : str
    option : Choice or None
        Could it live with this choice: is it no red line, and worth at least no agreement to the
        party as far as this point goes?
    points : tuple of int
        The points asked about: one with `option`; two, of which the first may matter more; none
        where the question is whether it could sign the draft as a whole.
    gain : float
        Expected rise of the best reachable all-sign share.
    error : float
        Its Monte-Carlo standard error, roughly.
    yes : float
        Share of draws in which the answer is yes, or the first point matters more.
    """

    party: str
    option: Choice | None
    points: tuple[int, ...]
    gain: float
    error: float
    yes: float


def queries(
    draws: Draws,
    package: Sequence[int],
    candidates: NDArray[np.int64],
    *,
    about: Iterable[int] | None = None,
    to: Iterable[str] | None = None,
    answered: Mapping[str, frozenset[Choice]] | None = None,
    limit: int = 5,
    least_errors: float | None = 2.0,
) -> tuple[Query, ...]:
    """Rank the questions worth asking, most valuable first.

    Parameters
    ----------
    draws : Draws
    package : sequence of int
        The draft that may be put to a party as a whole.
    candidates : ndarray of int, shape (n_candidates, n_points)
        Packages that could be proposed once the answer is known.
    about : iterable of int, optional
        The points to ask about; by default all. Among a thousand questions chance alone would
        put some at the top, so ask about those that stand in the way. Given in order: of two
        questions of about the same worth, the one on points named earlier comes first.
    to : iterable of str, optional
        The parties to ask; by default all who sign.
    answered : mapping of str to frozenset of Choice, optional
        Per party, the choices on which it has said yes or no already: it is not asked again.
    limit : int
        The most questions to return; at most two about one point, one about the whole draft.
    least_errors : float or None
        How many standard errors above zero a gain has to be for its question to be returned;
        None: wherever it is.
    """
    signed = all_accept(draws, candidates).astype(np.float32)
    total = draws.likelihood.sum()
    likelihood = draws.likelihood if total > 0 else np.ones(draws.n_draws)
    found: list[Query] = []
    points = list(dict.fromkeys(range(draws.record.space.n_points) if about is None else about))
    for party in draws.signing if to is None else to:
        said = (answered or {}).get(party, frozenset())
        asked, answers = _answers(draws, party, np.asarray(package, dtype=np.int64), points, said)
        gain, error, yes = _values(signed, likelihood.astype(np.float32), answers)
        found += [
            Query(party, option, asked_about, float(g), float(e), float(y))
            for (option, asked_about), g, e, y in zip(asked, gain, error, yes, strict=True)
            if least_errors is None or g > least_errors * e
            if LEAST_SPLIT < y < 1.0 - LEAST_SPLIT
        ]
    found.sort(key=lambda query: _order(query, points))
    return _varied(found, limit)


def _order(query: Query, points: Sequence[int]) -> tuple[int, float, float, str]:
    """Most valuable first, in steps of `SAME_WORTH`; then by the points asked about."""
    standing = [points.index(point) for point in query.points]
    rank = sum(standing) / len(standing) if standing else -1.0
    return -round(query.gain / SAME_WORTH), rank, -query.gain, query.party


_Asked = tuple[Choice | None, tuple[int, ...]]


def _answers(
    draws: Draws,
    party: str,
    package: NDArray[np.int64],
    about: Sequence[int],
    said: frozenset[Choice],
) -> tuple[list[_Asked], NDArray[np.bool_]]:
    """Every question to a party with its answer in each draw, shape (n_draws, n_questions)."""
    space = draws.record.space
    profile = draws.profiles[party]
    asked: list[_Asked] = [(None, ())]
    columns = [package_utilities(profile.gains, package[None]) >= profile.reservation[:, None]]
    choices = [
        (point, option)
        for point in about
        if space.n_options[point] > 1
        for option in range(space.n_options[point])
        if (point, option) not in said
    ]
    if choices:
        points, options = np.asarray(choices).T
        asked += [(choice, (choice[0],)) for choice in choices]
        least = profile.weights[:, points] * profile.reservation[:, None]
        columns.append(profile.gains[:, points, options] >= least * np.float32(1.0 - 1e-6))
    row, column = np.triu_indices(len(about), 1)
    first, second = (
        np.asarray(about, dtype=np.int64)[row],
        np.asarray(about, dtype=np.int64)[column],
    )
    asked += [(None, (int(i), int(j))) for i, j in zip(first, second, strict=True)]
    columns.append(profile.weights[:, first] > profile.weights[:, second])
    return asked, np.concatenate(columns, axis=1)


def _values(
    signed: NDArray[np.float32], likelihood: NDArray[np.float32], answers: NDArray[np.bool_]
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Gain, its error, and share of yes per question; shapes (n_questions,)."""
    even = np.arange(len(signed)) % 2 == 0
    halves = [
        _half_values(signed, likelihood, answers, choose, judge)
        for choose, judge in ((even, ~even), (~even, even))
    ]
    gain = (halves[0] + halves[1]) / 2.0
    weight = likelihood / likelihood.sum()
    n_effective = 1.0 / float(np.square(weight).sum())
    error = np.sqrt(np.maximum(gain, 0.0) / n_effective) / 2.0 + np.abs(halves[0] - halves[1]) / 4.0
    return gain, error, np.asarray(weight @ answers, dtype=np.float64)


def _half_values(
    signed: NDArray[np.float32],
    likelihood: NDArray[np.float32],
    answers: NDArray[np.bool_],
    choose: NDArray[np.bool_],
    judge: NDArray[np.bool_],
) -> NDArray[np.float64]:
    """Gain of every question, packages chosen on one half of the draws, judged on the other."""
    weighted = [signed[half] * likelihood[half, None] for half in (choose, judge)]
    per_yes = [w.T @ answers[half] for w, half in zip(weighted, (choose, judge), strict=True)]
    per_all = [w.sum(axis=0)[:, None] for w in weighted]
    index = np.arange(answers.shape[1])
    after_yes = per_yes[1][per_yes[0].argmax(axis=0), index]
    per_no = [a - y for a, y in zip(per_all, per_yes, strict=True)]
    after_no = per_no[1][per_no[0].argmax(axis=0), index]
    before = per_all[1][int(per_all[0].argmax()), 0]
    gain: NDArray[np.float64] = (after_yes + after_no - before) / likelihood[judge].sum()
    return gain


def _varied(ranked: Sequence[Query], limit: int) -> tuple[Query, ...]:
    """Take the best first, but no point in more than two questions."""
    taken: list[Query] = []
    used: dict[int | None, int] = {None: 1}
    for query in ranked:
        if len(taken) == limit:
            break
        about: tuple[int | None, ...] = query.points or (None,)
        if all(used.get(point, 0) < 2 for point in about):
            taken.append(query)
            for point in about:
                used[point] = used.get(point, 0) + 1
    return tuple(taken)
