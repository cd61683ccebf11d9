"""Parties at the table, the persons who speak for them, and key-holders away from the table."""

from __future__ import annotations

from onetext.model._noun import noun


@noun
class Party:
    """A participant bound by the outcome. No function knows which party is "ours"."""

    id: str
    """Stable id, lower case, used everywhere else in the case."""
    name: str
    """Name as printed."""
    role: str = ""
    """What it is in this process, in words: state at war, guarantor, mediator ..."""
    signs: bool = True
    """Whether the agreement needs this party's signature."""


@noun
class Person:
    """Someone who negotiates, drafts or speaks."""

    id: str
    name: str
    party: str | None = None
    """Id of the party the person speaks for, if any."""
    role: str = ""
    sources: tuple[str, ...] = ()


@noun
class KeyHolder:
    """An actor whose consent is needed though it does not sit at the table."""

    id: str
    name: str
    consent_needed_for: tuple[str, ...] = ()
    """Ids of the points that cannot take effect without it."""
    of_party: str | None = None
    """The party whose ratification it is, if any."""
    because: str = ""
    sources: tuple[str, ...] = ()
    unverified: bool = False
    """Recalled or inferred rather than read in a source."""
