"""What a method hands back: a status, an answer, and a certificate that can be checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from onetext.bargaining.rules import Package


class Status(StrEnum):
    """Why a method stopped. All of these are findings."""

    PROVED = "proved"
    """The answer is optimal, and shown to be. Whether all ties are listed is another question."""
    NO_ZONE = "no zone of agreement"
    """No package gives every party what it has without an agreement."""
    NO_COMMON_GAIN = "no package better for everybody"
    """There is a zone of agreement, but whatever is in it leaves somebody with no gain at all."""
    NO_PACKAGE = "no package"
    """The rules and the forbidden choices leave no package at all."""
    STOPPED = "stopped"
    """Out of time or budget: the best found so far, with its bound."""


@dataclass(frozen=True)
class Certificate:
    """Why a reader need not take the answer on trust.

    Parameters
    ----------
    claim : str
        What is claimed, in words, with the numbers in it.
    shown_by : str
        How it was shown, and so how it can be checked again.
    evidence : mapping
        The numbers of the claim by name: bounds, products, gains.
    """

    claim: str
    shown_by: str
    evidence: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Solution:
    """The packages a solution concept picks, all tied ones together.

    Parameters
    ----------
    method : str
        Name of the concept, as in ``nash``.
    status : Status
    packages : tuple of Package
        Every optimal package, smallest first, up to the limit asked for; empty where there is
        none. The first is the one to show if only one can be.
    utilities : tuple of tuple of float
        Per package, each party's utility on its own scale.
    value : tuple of float
        What the concept compares: product of gains, sorted gains, sum of gains.
    is_complete : bool
        Whether `packages` holds all tied packages.
    certificate : Certificate
    tolerance : float
        Utilities closer than this were treated as equal: 0 where scores are whole numbers or
        have few decimals.
    fingerprint : str
        Of the scenario.
    """

    method: str
    status: Status
    packages: tuple[Package, ...]
    utilities: tuple[tuple[float, ...], ...]
    value: tuple[float, ...]
    is_complete: bool
    certificate: Certificate
    tolerance: float
    fingerprint: str

    @property
    def package(self) -> Package | None:
        """The first of the optimal packages, or None."""
        return self.packages[0] if self.packages else None
