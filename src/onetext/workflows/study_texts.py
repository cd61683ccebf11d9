"""The texts of a study: which are judged, how acceptable each is, what leaves that open."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence

import numpy as np

from onetext.errors import ImpossibleRequest, Problem
from onetext.model import Case, Text
from onetext.preferences.acceptability import acceptability_of_text, sways
from onetext.preferences.necessity import Certainty, certainty_of_texts
from onetext.workflows.find import find_text
from onetext.workflows.study_basis import Basis
from onetext.workflows.study_result import OpenPoint, TextFinding

_LEAST_SWAY = 0.1


def chosen_text(case: Case, text: str | None, as_of: datetime.date | None) -> Text | None:
    """Return the text to judge alone, if one was asked for.

    Raises
    ------
    NotFound
        If the case has no such text.
    ImpossibleRequest
        If it did not exist on that day.
    """
    if text is None:
        return None
    chosen = find_text(case, text)
    if as_of is not None and not chosen.date.is_known_by(as_of):
        raise ImpossibleRequest(
            Problem(
                what=f"the text {text!r} did not exist on {as_of}",
                because=f"it is dated {chosen.date}",
                hint="ask for a later day, or leave --as-of out",
            )
        )
    return chosen


def latest_live(texts: Sequence[Text]) -> Text | None:
    """Return the latest text that no other text of these revises; None if there is none."""
    revised = {parent for text in texts for parent in text.revises}
    live = [text for text in texts if text.id not in revised]
    return max(live, key=lambda text: text.date.sort_key, default=None)


def text_findings(basis: Basis) -> tuple[TextFinding, ...]:
    """Return how far the record lets each text be acceptable, in the order of the case."""
    certain = certainty_of_texts(basis.draws)
    return tuple(_text_finding(basis, text, certain[text.id]) for text in basis.texts)


def _text_finding(basis: Basis, text: Text, certainty: Mapping[str, Certainty]) -> TextFinding:
    found = acceptability_of_text(basis.draws, text.id)
    readings = next(r for r in basis.draws.record.texts if r.text == text.id)
    return TextFinding(
        id=text.id,
        title=text.title,
        date=text.date,
        is_complete=text.is_complete,
        acceptability=found.parties,
        all=found.all,
        certainty=certainty,
        n_open=sum(readings.is_open),
        left_open_by={
            party: _open_points(basis, party, text.id) for party in basis.draws.record.party_ids
        },
    )


def _open_points(basis: Basis, party: str, text: str) -> tuple[OpenPoint, ...]:
    """The points that move a party's acceptance of a text most."""
    sizes = sways(basis.draws, party, text)
    order = np.argsort(-sizes, kind="stable")[:3]
    return tuple(
        OpenPoint(point, basis.points[point].title, float(sizes[index]))
        for index in order
        if sizes[index] >= _LEAST_SWAY
        for point in [basis.space.points[index]]
    )
