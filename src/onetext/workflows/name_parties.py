"""A party more, or another name for one there is, once a case stands."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

from onetext.errors import ImpossibleRequest, Place, Problem
from onetext.model import RESERVED, Case, Party
from onetext.workflows.begin_case import ids_of, unreadable
from onetext.workflows.name_points import already_there
from onetext.workflows.three_versions import merged_words

SIGNS = "yes"
"""What the field ``signs`` holds of a party whose signature is needed."""


def party_words(party: Party) -> dict[str, str]:
    """Return what a form has of a party: field to what stands there."""
    return {"name": party.name, "role": party.role, "signs": SIGNS if party.signs else ""}


def added_party(case: Case, wished: Mapping[str, str], taken: Collection[str]) -> Party:
    """Return a new party; it has said nothing yet.

    Parameters
    ----------
    case : Case
    wished : mapping
        Fields as `party_words` has them.
    taken : collection of str
        Ids that parties of this case ever had: a seat, or a receipt, may be for one of them.

    Raises
    ------
    ImpossibleRequest
        Everything that is wrong, each with its field as place.
    """
    words = _tidy(wished)
    _demand_names(case, None, words)
    given = ids_of([words["name"]], "party", {*taken, *RESERVED})[0]
    return Party(id=given, name=words["name"], role=words["role"], signs=words["signs"] == SIGNS)


def changed_party(
    case: Case, party: Party, before: Mapping[str, str], wished: Mapping[str, str]
) -> Party:
    """Return a party with another name or role; its id, and whatever names it, stay.

    Raises
    ------
    RecordMovedOn
        If somebody else changed the same field meanwhile, with both versions.
    ImpossibleRequest
        Everything that is wrong, each with its field as place.
    """
    words = merged_words(before, _tidy(wished), party_words(party))
    _demand_names(case, party, words)
    return replace(party, name=words["name"], role=words["role"], signs=words["signs"] == SIGNS)


def _tidy(wished: Mapping[str, str]) -> dict[str, str]:
    return {name: " ".join(wished.get(name, "").split()) for name in ("name", "role", "signs")}


def _demand_names(case: Case, party: Party | None, words: Mapping[str, str]) -> None:
    problems = tuple(_wrong(case, party, words))
    if problems:
        raise ImpossibleRequest(*problems)


def _wrong(case: Case, party: Party | None, words: Mapping[str, str]) -> Iterator[Problem]:
    name, role = words["name"], words["role"]
    if not name:
        yield Problem(
            "the party has no name",
            "it is told apart by its name",
            "write it as it is printed",
            Place(path="name"),
        )
    yield from unreadable("name", [name] if name else [])
    yield from unreadable("role", [role] if role else [])
    others = [other.name for other in case.parties if party is None or other.id != party.id]
    yield from already_there("name", name, others)
