"""What must be so, and what can be so, if all that is on record of a party holds.

Necessary and possible preference of robust ordinal regression [greco2008]_, proved by linear
programming where it can be (`program`) and shown by a draw where it cannot. What is open is open
because of the points that the record leaves free.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum

from onetext.preferences.draws import Draws
from onetext.preferences.profiles import PartyRecord
from onetext.preferences.program import Inequality, Program, program_of, worth_over_no_agreement
from onetext.preferences.readings import Readings
from onetext.preferences.statements import in_force


class Certainty(StrEnum):
    """Whether a party does at least as well with something, if all it is on record with holds."""

    NECESSARY = "necessary"
    """In every profile that fits."""
    OPEN = "open"
    """In some, and not in others, as far as is proved."""
    IMPOSSIBLE = "impossible"
    """In none."""
    CONTRADICTORY = "contradictory"
    """No profile fits all that is on record."""


def certainty_of_texts(draws: Draws) -> Mapping[str, Mapping[str, Certainty]]:
    """Return, per text and party, what is certain of its acceptance.

    A text that leaves points open is necessarily accepted only where every reading of it is.
    """
    record = draws.record
    texts = {text.text: text for text in record.texts}
    programs = {p.party: _standing_program(p, draws, texts) for p in record.parties}
    return {
        name: {party: _certainty(program, kept, text) for party, (program, kept) in
               programs.items()}
        for name, text in texts.items()
    }  # fmt: skip


def _standing_program(
    party: PartyRecord, draws: Draws, texts: Mapping[str, Readings]
) -> tuple[Program, tuple[str, ...]]:
    standing = {s.position.id: s for made in in_force(party.statements).values() for s in made}
    statements = list(standing.values())
    program = program_of(statements, party.claims, draws.record.space, texts)
    return program, (*standing, *(claim.key for claim in party.claims))


def _certainty(program: Program, kept: Sequence[str], text: Readings) -> Certainty:
    settled = {
        (point, allowed[0]) for point, allowed in enumerate(text.allowed) if len(allowed) == 1
    }
    accepts: list[Inequality] = [worth_over_no_agreement(text, yes=True)]
    refuses: list[Inequality] = [worth_over_no_agreement(text, yes=False)]
    can_refuse = program.has_room(kept, refuses)
    crosses = program.ruled_out(kept)
    if settled & crosses:
        return Certainty.IMPOSSIBLE if program.has_room(kept) else Certainty.CONTRADICTORY
    can_accept = program.has_room(kept, accepts)
    if can_accept and can_refuse:
        return Certainty.OPEN
    if can_accept:
        may_cross = any(
            (point, option) in crosses
            for point, allowed in enumerate(text.allowed)
            for option in allowed
        )
        return Certainty.OPEN if may_cross else Certainty.NECESSARY
    return Certainty.IMPOSSIBLE if can_refuse else Certainty.CONTRADICTORY


def preferred(
    program: Program, kept: Sequence[str], better: Readings, worse: Readings
) -> Certainty:
    """Say whether one text is better than another to a party in every profile, in some, or in none.

    Parameters
    ----------
    program : Program
    kept : sequence of str
        Statements taken to hold.
    better, worse : Readings
    """
    above, below = program.better(better, worse), program.better(worse, better)
    can, cannot = program.has_room(kept, [above]), program.has_room(kept, [below])
    if can and cannot:
        return Certainty.OPEN
    if can:
        return Certainty.NECESSARY
    return Certainty.IMPOSSIBLE if cannot else Certainty.CONTRADICTORY
