"""The sentences of conflicts: what cannot all stand, and what the draws do about it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from onetext.mediation.stance_clauses import stance_clause
from onetext.model import Stance
from onetext.model.sentences import joined_by_comma, joined_by_semicolon, listed, quoted, said
from onetext.preferences.statements import Statement
from onetext.workflows.study_words import few, percent

RED_LINES_RESOLVED = said(
    "Each draw takes every red line as held with the credence of its sources; a package with a red "
    "line that is held is accepted in none of those draws."
)

STANCES = {
    Stance.PROPOSES: said("proposes"),
    Stance.ACCEPTS: said("accepts"),
    Stance.ACCEPTS_IF: said("accepts-if"),
    Stance.OPEN: said("open"),
    Stance.RESERVES: said("reserves"),
    Stance.OPPOSES: said("opposes"),
    Stance.RED_LINE: said("red-line"),
}


def position_words(party: str, stance: Stance, options: Sequence[str], point: str) -> str:
    """Return a position in words, as in "Ukraine rules out “full Donbas” (Territory)"."""
    clause = stance_clause([party], stance, listed([quoted(option) for option in options]))
    return said("%(clause)s (%(point)s)", clause=clause, point=point)


def conflict_because(members: Sequence[str]) -> str:
    """Say which red lines collide."""
    if len(members) == 1:
        return said("%(member)s: no package is left that keeps this red line.", member=members[0])
    return said(
        "%(members)s: no package keeps all of these; any one dropped, the rest can be.",
        members=listed(members),
    )


def _first(words: Sequence[str], most: int = 4) -> str:
    """Join words by commas, the first few of many."""
    return few(words, most) if len(words) > most else joined_by_comma(words)


def contradiction_because(party: str, statements: Sequence[Statement], thing: str) -> str:
    """Say what one party is reported to have said at one date that does not go together."""
    by_stance: dict[Stance, list[str]] = {}
    for statement in statements:
        by_stance.setdefault(statement.position.stance, []).append(statement.position.id)
    when = statements[0].position.since
    on_record = [
        said("%(stance)s (%(ids)s)", stance=STANCES[stance], ids=_first(ids))
        for stance, ids in by_stance.items()
    ]
    return said(
        "%(party)s is on record with %(said)s on %(thing)s, %(date)s.",
        party=party,
        said=listed(on_record),
        thing=thing,
        date=said("on %(day)s", day=when) if when.edtf else said("at an unknown date"),
    )


def contradiction_resolved(statements: Sequence[Statement]) -> str:
    """Say what the draws do about a contradiction."""
    odds = [
        said("%(id)s %(odds)s", id=s.position.id, odds=Decimal(f"{s.credence:.1f}"))
        for s in statements
    ]
    return said(
        "Where several hold in a draw, one is taken in proportion to credence (%(odds)s).",
        odds=_first(odds),
    )


def clash_because(party: str, told: Sequence[str]) -> str:
    """Say that no preferences fit all that a party is on record with."""
    return said(
        "No preferences of %(party)s fit all of these; any one dropped, the rest goes together: "
        "%(told)s.",
        party=party,
        told=joined_by_semicolon(told),
    )


def clash_resolved(clash: Sequence[str], odds: Sequence[float]) -> str:
    """Say what the draws do where all of a clash would hold."""
    each = [
        said("%(id)s %(odds)s", id=name, odds=percent(o))
        for name, o in zip(clash, odds, strict=True)
    ]
    return said(
        "Where all would hold in a draw, one is dropped, at its odds of being false by its "
        "credence (%(odds)s of those draws).",
        odds=_first(each),
    )
