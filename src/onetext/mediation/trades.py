"""Trades: changes to a text that, taken together, raise somebody's mean utility and lower nobody's.

Judged on mean utilities over the draws, each party on its own scale, with their Monte-Carlo
error: "lowers nobody's" means not below zero by more than two standard errors, "raises" means
above zero by more than four. Only the smallest bundles are listed: no part of one does the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from onetext.bargaining.rules import Choice
from onetext.preferences.acceptability import share_of
from onetext.preferences.draws import Draws
from onetext.preferences.profiles import utilities
from onetext.preferences.readings import keeps_rules
from onetext.preferences.shares import Share

MOST_CHANGES = 3
_MOST_SINGLES = 60
_MOST_JUDGED = 60
_LEAST_GAIN = 2e-3


@dataclass(frozen=True)
class Bundle:
    """Changes to a text, and what they do.

    Parameters
    ----------
    choices : tuple of Choice
        (point index, option index) after the change.
    gains : ndarray, shape (n_signing,)
        Change of every signing party's mean utility; what is within two errors of zero is 0.
    all_after : Share
        Share of draws in which all signing parties accept the text so changed.
    """

    choices: tuple[Choice, ...]
    gains: NDArray[np.float64]
    all_after: Share


def trades(
    draws: Draws, text: str, ruled_out: frozenset[Choice], *, limit: int = 5
) -> tuple[Bundle, ...]:
    """List the trades that would most raise the share of draws in which all accept a text.

    Parameters
    ----------
    draws : Draws
    text : str
        Id of the text to change. Points it leaves open are not touched.
    ruled_out : frozenset of Choice
        Choices not to make: red lines in force.
    limit : int
        The most trades to return; no point is changed the same way in all of them.
    """
    readings = draws.readings[text]
    singles, gains, errors = _single_changes(draws, readings, ruled_out)
    if not singles:
        return ()
    found = _bundles(singles, gains, errors)
    found = [b for b in found if _keeps_rules(draws, readings, singles, b)]
    found.sort(key=lambda b: -float(_settled(gains, errors, b).sum()))
    judged = [
        Bundle(
            tuple(singles[index] for index in members),
            _settled(gains, errors, members),
            _share_after(draws, readings, [singles[index] for index in members]),
        )
        for members in found[:_MOST_JUDGED]
    ]
    judged.sort(key=lambda bundle: (-bundle.all_after.share, len(bundle.choices)))
    return _varied(judged, limit)


def _single_changes(
    draws: Draws, readings: NDArray[np.int64], ruled_out: frozenset[Choice]
) -> tuple[list[Choice], NDArray[np.float64], NDArray[np.float64]]:
    """Changes of one settled point; mean gains and their errors, shape (n_changes, n_signing)."""
    space = draws.record.space
    settled = (readings == readings[0]).all(axis=0)
    changes = [
        (point, option)
        for point, n_options in enumerate(space.n_options)
        if settled[point]
        for option in range(n_options)
        if option != readings[0, point] and (point, option) not in ruled_out
    ]
    if not changes:
        return [], np.empty((0, 0)), np.empty((0, 0))
    points, options = np.asarray(changes).T
    total = draws.likelihood.sum()
    weight = draws.likelihood / total if total > 0 else np.full(draws.n_draws, 1.0 / draws.n_draws)
    n_effective = 1.0 / float(np.square(weight).sum())
    means, errors = [], []
    for party in draws.signing:
        profile = draws.profiles[party]
        worth = np.where(profile.red_lines, np.float32(0.0), profile.gains)
        change = worth[:, points, options] - worth[:, points, readings[0, points]]
        mean = weight @ change
        means.append(mean)
        errors.append(np.sqrt(np.maximum(weight @ change**2 - mean**2, 0.0) / n_effective))
    return _most_promising(changes, np.stack(means, axis=1), np.stack(errors, axis=1))


def _most_promising(
    changes: list[Choice], means: NDArray[np.float64], errors: NDArray[np.float64]
) -> tuple[list[Choice], NDArray[np.float64], NDArray[np.float64]]:
    """Keep the changes that help somebody, those with the best balance first."""
    helps: NDArray[np.bool_] = np.any(means > np.maximum(4.0 * errors, _LEAST_GAIN), axis=1)
    order = [int(i) for i in np.argsort(-means.sum(axis=1), kind="stable") if helps[i]]
    order = order[:_MOST_SINGLES]
    return [changes[i] for i in order], means[order], errors[order]


def _bundles(
    singles: Sequence[Choice], gains: NDArray[np.float64], errors: NDArray[np.float64]
) -> list[tuple[int, ...]]:
    """Smallest sets of changes, each on another point, that harm nobody and help somebody."""
    found: list[tuple[int, ...]] = []
    for size in range(1, MOST_CHANGES + 1):
        sets = np.array(list(combinations(range(len(singles)), size)), dtype=np.int64)
        if not len(sets):
            break
        total = gains[sets].sum(axis=1)
        error = np.sqrt(np.square(errors[sets]).sum(axis=1))
        good = (total >= -2.0 * error).all(axis=1)
        good &= (total > np.maximum(4.0 * error, _LEAST_GAIN)).any(axis=1)
        smaller = [set(members) for members in found]
        for members in sets[good]:
            chosen = tuple(int(index) for index in members)
            points = {singles[index][0] for index in chosen}
            if len(points) == size and not any(s <= set(chosen) for s in smaller):
                found.append(chosen)
    return found


def _settled(
    gains: NDArray[np.float64], errors: NDArray[np.float64], members: tuple[int, ...]
) -> NDArray[np.float64]:
    total = gains[list(members)].sum(axis=0)
    error = np.sqrt(np.square(errors[list(members)]).sum(axis=0))
    shown: NDArray[np.float64] = np.where(np.abs(total) > 2.0 * error, total, 0.0)
    return shown


def _keeps_rules(
    draws: Draws,
    readings: NDArray[np.int64],
    singles: Sequence[Choice],
    members: tuple[int, ...],
) -> bool:
    space = draws.record.space
    if not space.forms:
        return True
    changed = _changed(readings[:50], [singles[index] for index in members])
    return bool(keeps_rules(space, changed).any())


def _changed(readings: NDArray[np.int64], choices: Sequence[Choice]) -> NDArray[np.int64]:
    changed = readings.copy()
    for point, option in choices:
        changed[:, point] = option
    return changed


def _share_after(draws: Draws, readings: NDArray[np.int64], choices: Sequence[Choice]) -> Share:
    changed = _changed(readings, choices)
    together = np.ones(draws.n_draws, dtype=bool)
    for party in draws.signing:
        profile = draws.profiles[party]
        together &= utilities(profile.gains, changed) >= profile.reservation
    return share_of(together, draws.likelihood)


def _varied(bundles: Sequence[Bundle], limit: int) -> tuple[Bundle, ...]:
    """Take the best first, but no single change in more than two of them."""
    taken: list[Bundle] = []
    used: dict[Choice, int] = {}
    for bundle in bundles:
        if len(taken) == limit:
            break
        if all(used.get(choice, 0) < 2 for choice in bundle.choices):
            taken.append(bundle)
            for choice in bundle.choices:
                used[choice] = used.get(choice, 0) + 1
    return tuple(taken)
