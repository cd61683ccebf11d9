"""How far a statement is believed: the grade of its sources, counted by independent origin.

Admiralty credibility 1 to 5 becomes 0.9, 0.7, 0.5, 0.3, 0.1. Two readings are ours and stand
here alone: credibility 6 ("cannot be judged") and a statement with no source count as even odds,
and a statement marked unverified is never believed beyond even odds, whatever is cited for it.
A rewrite adds no confirmation and is no better than what it rewrites.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from onetext.model import Source
from onetext.record.origins import independent_origins

EVEN_ODDS = 0.5
CREDIBILITY = {"1": 0.9, "2": 0.7, "3": 0.5, "4": 0.3, "5": 0.1, "6": EVEN_ODDS}


@dataclass(frozen=True, slots=True)
class Credence:
    """How far a statement is believed, and the independent origins it rests on.

    Parameters
    ----------
    value : float
        Between 0 and 1: the share of draws in which the statement is taken to hold.
    origins : tuple of str
        One source id per independent origin, in the order cited.
    """

    value: float
    origins: tuple[str, ...]


def credence(
    cited: Iterable[str],
    sources: Mapping[str, Source],
    *,
    unverified: bool = False,
    without: frozenset[str] = frozenset(),
) -> Credence:
    """Return how far a statement with these sources is believed.

    An origin is believed as far as the best cited source that leads to it, and independent
    origins confirm each other: ``1 - (1 - c1)(1 - c2)...``.

    Parameters
    ----------
    cited : iterable of str
        Source ids of the statement. A source the case does not hold counts as even odds.
    sources : mapping of str to Source
        The case's sources by id.
    unverified : bool
        The statement was recalled or inferred: never believed beyond even odds.
    without : frozenset of str
        Origins taken out of the record, for sensitivity; a statement that rests on nothing
        else is then not believed at all.
    """
    cited = tuple(cited)
    if not cited:
        return Credence(EVEN_ODDS, ())
    origins = [o for o in independent_origins(sources, cited) if o not in without]
    doubt = math.prod(1.0 - _origin_credence(origin, cited, sources) for origin in origins)
    value = 1.0 - doubt
    return Credence(min(value, EVEN_ODDS) if unverified else value, tuple(origins))


def _origin_credence(origin: str, cited: tuple[str, ...], sources: Mapping[str, Source]) -> float:
    """How far one origin is believed, by the best way from a cited source up to it."""
    return max(_way_up(source, origin, sources, frozenset()) for source in cited)


def _way_up(source: str, origin: str, sources: Mapping[str, Source], seen: frozenset[str]) -> float:
    """The weakest grade on the best way from a source to an origin; 0 if there is no way."""
    known = sources.get(source)
    own = CREDIBILITY.get(known.credibility, EVEN_ODDS) if known else EVEN_ODDS
    if source == origin:
        return own
    seen = seen | {source}
    parents = [p for p in (known.derived_from if known else ()) if p not in seen]
    return min(own, max((_way_up(p, origin, sources, seen) for p in parents), default=0.0))
