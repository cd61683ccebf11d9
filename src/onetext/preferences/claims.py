"""What is on record of a party beside its stances: comparisons, scores, what moved no agreement."""

from __future__ import annotations

import datetime
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onetext.model import Case, Comparison, Event, Scores, UncertainDate
from onetext.preferences.credence import credence
from onetext.preferences.statements import is_in_time

Said = Comparison | Scores | Event


@dataclass(frozen=True, slots=True)
class Claim:
    """A comparison, scores or an event, with how far it is believed and on which origins.

    Parameters
    ----------
    said : Comparison, Scores or Event
    credence : float
        Between 0 and 1.
    origins : tuple of str
        Source ids of the independent origins it rests on.
    """

    said: Said
    credence: float
    origins: tuple[str, ...]

    @property
    def key(self) -> str:
        """Name of the record, distinct from that of any position."""
        return f"{type(self.said).__name__.lower()} {self.said.id}"

    @property
    def day(self) -> UncertainDate:
        """When it was said or happened."""
        return self.said.date if isinstance(self.said, Event) else self.said.since

    @property
    def subject(self) -> Hashable:
        """What it is about: a later claim on the same takes the place of an earlier one."""
        said = self.said
        if isinstance(said, Comparison):
            choices = frozenset((*said.better.items(), *said.worse.items()))
            return frozenset(said.points), frozenset(said.texts), choices
        return ("scores", said.point) if isinstance(said, Scores) else said.id


def claims_of(
    case: Case,
    party: str,
    as_of: datetime.date | None = None,
    *,
    without: frozenset[str] = frozenset(),
) -> tuple[Claim, ...]:
    """List the claims of a party on record by a day, oldest first.

    Parameters
    ----------
    case : Case
    party : str
        Party id.
    as_of : date, optional
        By default everything on record.
    without : frozenset of str
        Origins to take out of the record.
    """
    sources = {source.id: source for source in case.sources}
    found = []
    for said in _said(case, party, as_of):
        belief = credence(said.sources, sources, unverified=said.unverified, without=without)
        if belief.value > 0.0 or not without:
            found.append(Claim(said, belief.value, belief.origins))
    return tuple(sorted(found, key=lambda claim: (claim.day.sort_key, claim.key)))


def comparisons_held(
    claims: Sequence[Claim], holds: Mapping[str, NDArray[np.bool_]]
) -> Iterator[tuple[Comparison, NDArray[np.bool_]]]:
    """List comparisons with the draws they hold in; a later one on the same replaces an earlier.

    Parameters
    ----------
    claims : sequence of Claim
        Oldest first.
    holds : mapping of str to ndarray of bool, shape (n_draws,)
    """
    compared = [claim for claim in claims if isinstance(claim.said, Comparison)]
    for number, claim in enumerate(compared):
        where = holds[claim.key].copy()
        for later in compared[number + 1 :]:
            if later.subject == claim.subject and later.day.sort_key > claim.day.sort_key:
                where &= ~holds[later.key]
        if isinstance(claim.said, Comparison):
            yield claim.said, where


def _said(case: Case, party: str, as_of: datetime.date | None) -> Iterator[Said]:
    own: Iterable[Comparison | Scores] = (*case.comparisons, *case.scores)
    yield from (s for s in own if s.party == party and is_in_time(s.since, s.until, as_of))
    for event in case.events:
        moved = party in event.better_without or party in event.worse_without
        if moved and (as_of is None or event.date.is_known_by(as_of)):
            yield event


def direction(event: Event, party: str) -> int:
    """Return 1 if no agreement has been worth more to a party since the event, -1 if less."""
    return 1 if party in event.better_without else -1
