"""Who sits where: the role a person has in a case, and with whose eyes it looks."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from onetext.model import PUBLIC, TEAM_EYE, Eye


class Role(StrEnum):
    """What a person is in a case."""

    CHAIR = "chair"
    DRAFTER = "drafter"
    ANALYST = "analyst"
    READER = "reader"
    PARTY = "party"
    OBSERVER = "observer"


TEAM = (Role.CHAIR, Role.DRAFTER, Role.ANALYST, Role.READER)
"""The roles of the drafting team: they see the whole record."""


@dataclass(frozen=True, slots=True)
class Seat:
    """In one case a person has this role and these eyes.

    Parameters
    ----------
    role : Role
    eye : Eye
    is_read_only : bool
        Whether nothing can be written here at all: a bundled case.
    """

    role: Role
    eye: Eye = TEAM_EYE
    is_read_only: bool = False

    @property
    def may_write(self) -> bool:
        """Whether the person may change what the record says."""
        return not self.is_read_only and self.role in (Role.CHAIR, Role.DRAFTER, Role.ANALYST)

    @property
    def may_answer(self) -> bool:
        """Whether the person speaks for a party."""
        return not self.is_read_only and self.role is Role.PARTY

    @property
    def is_of_party(self) -> bool:
        """Whether the person is a party's member, with a room."""
        return self.role is Role.PARTY

    @property
    def is_of_team(self) -> bool:
        """Whether the person sees the whole record."""
        return self.eye == TEAM_EYE


def seat_of(role: Role, party: str = "") -> Seat:
    """Return the seat of a role; a party's member has that party's eyes, an observer the public's.

    Raises
    ------
    ValueError
        If a party's member is of no party.
    """
    if role in TEAM:
        return Seat(role)
    if role is Role.OBSERVER:
        return Seat(role, Eye(reader=PUBLIC))
    if not party or party in (PUBLIC, TEAM_EYE.reader):
        raise ValueError("a member of a party needs the party's id")
    return Seat(role, Eye(reader=party))


class Reader(Protocol):
    """A person at a desk."""

    @property
    def name(self) -> str:
        """How entries of the journal name the person."""

    def seat(self, case_id: str) -> Seat | None:
        """Return the person's seat in a case; None: the case does not exist for it."""

    @property
    def may_begin(self) -> bool:
        """Whether the person may begin a case; it must have a seat in it at once."""


@dataclass(frozen=True, slots=True)
class Owner:
    """Whoever sits at the laptop: the drafting team, in every case."""

    name: str

    def seat(self, case_id: str) -> Seat | None:
        """Return the chair's seat."""
        return Seat(Role.CHAIR)

    @property
    def may_begin(self) -> bool:
        """Always: the owner sits in every case."""
        return True
