"""What the shares would be if something taken for granted were otherwise: priors, exaggeration.

Every alternative is drawn with the same random numbers, so that what differs between two figures
is what the two suppose.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from onetext.model import Stance
from onetext.model.sentences import said
from onetext.preferences.acceptability import (
    Acceptability,
    acceptability_of_package,
    acceptability_of_text,
)
from onetext.preferences.draws import BATCH, Draws, Record, redrawn, sample_draws
from onetext.preferences.profiles import PartyRecord, Prior
from onetext.preferences.statements import Statement

PRIORS = {
    said("points matter more alike"): Prior(evenness=4.0),
    said("a few points matter most"): Prior(evenness=0.25),
    said("no agreement is worth little"): Prior(most_r=0.5),
    said("no agreement is worth much"): Prior(least_r=0.5),
}
"""Alternatives to uniform weights and a uniform worth of no agreement, for all parties at once."""


@dataclass(frozen=True)
class Supposition:
    """What follows if something is otherwise.

    Parameters
    ----------
    about : str
        Party id where one party is supposed to have overstated; a name in `PRIORS` otherwise.
    kind : str
        ``overstated`` or ``prior``.
    texts : tuple of (str, Acceptability)
        Text id with its shares so.
    package : Acceptability or None
        Of the package asked about.
    """

    about: str
    kind: str
    texts: tuple[tuple[str, Acceptability], ...]
    package: Acceptability | None


def suppositions(
    draws: Draws, seed: int, package: Sequence[int] | None = None
) -> tuple[Supposition, ...]:
    """Return the shares as they are, and under every alternative, on the first `BATCH` draws.

    The first returned is the usual one, about nothing. Then one per signing party with red lines
    in force, as if it ruled out nothing and only opposed it; then one per prior.

    Parameters
    ----------
    draws : Draws
        As drawn with `seed`.
    seed : int
    package : sequence of int, optional
        A package to look at beside the texts.
    """
    base = sample_draws(draws.record, min(BATCH, draws.n_draws), seed)
    found = [_judged("", "usual", base, package)]
    for party in draws.record.parties:
        if party.party in draws.signing and _rules_out(party):
            record = _changed(draws.record, party.party, _softened)
            found.append(
                _judged(party.party, "overstated", redrawn(base, record, [party.party], seed),
                        package)
            )  # fmt: skip
    for name, prior in PRIORS.items():
        record = _with_prior(draws.record, prior)
        parties = [party.party for party in record.parties]
        found.append(_judged(name, "prior", redrawn(base, record, parties, seed), package))
    return tuple(found)


def _judged(about: str, kind: str, draws: Draws, package: Sequence[int] | None) -> Supposition:
    return Supposition(
        about,
        kind,
        tuple((text, acceptability_of_text(draws, text)) for text in draws.readings),
        None if package is None else acceptability_of_package(draws, package),
    )


def _rules_out(party: PartyRecord) -> bool:
    return any(s.position.stance is Stance.RED_LINE for s in party.statements)


def _softened(party: PartyRecord) -> PartyRecord:
    """Return the record as if what was ruled out had only been opposed."""
    return replace(party, statements=tuple(_opposed(s) for s in party.statements))


def _opposed(statement: Statement) -> Statement:
    position = statement.position
    if position.stance is not Stance.RED_LINE:
        return statement
    return replace(statement, position=replace(position, stance=Stance.OPPOSES))


def _changed(record: Record, party: str, change: Callable[[PartyRecord], PartyRecord]) -> Record:
    parties = tuple(change(p) if p.party == party else p for p in record.parties)
    return replace(record, parties=parties)


def _with_prior(record: Record, prior: Prior) -> Record:
    return replace(record, parties=tuple(replace(p, prior=prior) for p in record.parties))
