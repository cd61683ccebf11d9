"""Attributions: which words of a text are whose, unit by unit.

How a report attributes inside a sentence stands in `unit_reader`; how words go on from one
sentence or paragraph to the next, in `turns`.
"""

from __future__ import annotations

from onetext.reading.attribution import Attribution
from onetext.reading.language import Language
from onetext.reading.turns import after_colon, floating_quotation, inside_turn, transcript_turns
from onetext.reading.unit_reader import UnitReader
from onetext.reading.units import Unit


def attributions(units: list[Unit], text: str, language: Language) -> list[Attribution]:
    """Return the attributions of a text in the order of its units."""
    found: list[Attribution] = []
    last: int | None = None
    spoken = transcript_turns(units, language)
    for number, unit in enumerate(units):
        if number in spoken:
            found += spoken[number]
            inside = inside_turn(unit, language)
            found += UnitReader(inside, number, text, language).attributions() if inside else []
            last = None
            continue
        introduced = after_colon(units, number, language)
        floating = introduced or floating_quotation(unit, number, found, last, units)
        if floating is not None:
            found.append(floating)
            last = len(found) - 1
            continue
        if unit.is_heading:
            continue
        own = UnitReader(unit, number, text, language).attributions()
        if own:
            first = len(found)
            found += own
            last = _leading(found, first)
        elif unit.items[0].paragraph != (units[number - 1].paragraph if number else -1):
            last = None
    return found


def _leading(found: list[Attribution], first: int) -> int:
    """Which attribution of a unit the next quotation goes on from: one that quotes, else the last.

    As in “A,” she said, adding that it was late. “B.”
    """
    quoting = [at for at in range(first, len(found)) if found[at].rule == "quotation before"]
    return quoting[0] if quoting and len(quoting) == 1 else len(found) - 1
