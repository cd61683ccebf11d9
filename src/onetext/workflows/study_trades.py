"""The trades of a study: changes to a live text that, taken together, harm nobody who signs."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from onetext.bargaining.rules import Choice
from onetext.mediation.solutions import RedLines
from onetext.mediation.trades import trades
from onetext.workflows import study_words as words
from onetext.workflows.study_basis import Basis
from onetext.workflows.study_packages import opposed_choices
from onetext.workflows.study_result import Change, Trade
from onetext.workflows.study_texts import latest_live


def trades_of(basis: Basis, red: RedLines) -> tuple[Trade, ...]:
    """Return trades in the chosen text, or in the latest live one.

    None makes a choice that a signing party is on record against.
    """
    text = basis.chosen or latest_live(basis.texts)
    if text is None:
        return ()
    before = basis.draws.readings[text.id][0]
    ruled_out = (
        frozenset(red.kept_choices) | frozenset(opposed_choices(basis)) | _given_up(basis, before)
    )
    found = []
    for bundle in trades(basis.draws, text.id, ruled_out):
        changes = tuple(
            _change(basis, point, int(before[point]), option) for point, option in bundle.choices
        )
        gains = dict(zip(basis.draws.signing, map(float, bundle.gains), strict=True))
        because = words.trade_because(changes, gains, basis.points, basis.names)
        found.append(Trade(text.id, changes, gains, bundle.all_after, because))
    return tuple(found)


def _given_up(basis: Basis, text: NDArray[np.int64]) -> frozenset[Choice]:
    """Choices that take from a signing party what it is for and give what it is not for.

    On the mean such a change may look harmless, only because nothing is known of the other.
    """
    found = set()
    for index, point in enumerate(basis.space.points):
        options = basis.space.options[index]
        held = basis.held.get(point, {})
        here = held.get(options[int(text[index])], {})
        for party in basis.draws.signing:
            if party not in here or not here[party].is_favourable:
                continue
            found |= {
                (index, number)
                for number, option in enumerate(options)
                if not (stance := held.get(option, {}).get(party)) or not stance.is_favourable
            }
    return frozenset(found)


def _change(basis: Basis, point: int, before: int, after: int) -> Change:
    id_, options = basis.space.points[point], basis.space.options[point]
    return Change(id_, basis.points[id_].title, options[before], options[after])
