"""What is negotiated: themes, points, options, and rules between options.

A point has a stable id; the number printed in a draft is only a label of that draft. An option
is one resolution of a point; alternatives in different texts that resolve a point alike are one
option.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from enum import StrEnum

from onetext.model._noun import noun


@noun
class Theme:
    """A heading that groups points. Themes are a view: a point may move between them."""

    id: str
    title: str


@noun
class Option:
    """One resolution of a point."""

    id: str
    """Unique inside its point."""
    title: str
    """The resolution in a few words."""
    description: str = ""
    sources: tuple[str, ...] = ()
    unverified: bool = False


@noun
class Point:
    """One question the agreement has to answer, whatever number it carries in a draft."""

    id: str
    title: str
    theme: str | None = None
    also_themes: tuple[str, ...] = ()
    """Further themes the point belongs to."""
    description: str = ""
    options: tuple[Option, ...] = ()
    """Known resolutions. Empty is normal: a point may exist before anything is said about it."""
    if_absent: str | None = None
    """The option that leaving the point out of a complete text amounts to, if that is known."""
    sources: tuple[str, ...] = ()

    def option(self, option_id: str) -> Option:
        """Return the option with this id; KeyError if the point has none."""
        for option in self.options:
            if option.id == option_id:
                return option
        raise KeyError(option_id)


class RuleKind(StrEnum):
    """How options of different points depend on each other."""

    REQUIRES = "requires"
    EXCLUDES = "excludes"


@noun
class Rule:
    """Once all choices in `when` are made, those in `then` must (or must not all) be made."""

    id: str
    kind: RuleKind
    when: Mapping[str, str] = field(default_factory=dict)
    """Point id to option id."""
    then: Mapping[str, str] = field(default_factory=dict)
    """Point id to option id."""
    because: str = ""
    sources: tuple[str, ...] = ()
    unverified: bool = False
