"""What the figures hang on: single origins, and what is taken for granted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from onetext.workflows.study_result import Sensitivity, Study

LEAST_MOVE = 0.02
"""Below this a figure is not said to rest on an origin."""
MOST_ORIGINS = 10
LEAST_SUPPOSED = 0.01
"""Below this a supposition is said to move nothing."""


@dataclass(frozen=True, slots=True)
class Hangs:
    """A figure that moves when one origin is left out."""

    found: Sensitivity
    of: str
    """Title of the text, or name of the package's criterion."""


@dataclass(frozen=True, slots=True)
class Supposed:
    """A supposition, and the shares of all who sign that it moves: title, before, after."""

    words: str
    moves: tuple[tuple[str, float, float], ...]


def titles_of(study: Study, criteria: Mapping[str, object]) -> dict[str, str]:
    """Return what a figure may be of: text id or criterion, to its name."""
    return {text.id: text.title for text in study.texts} | {
        package.criterion: str(criteria[package.criterion]) for package in study.packages
    }


def origins_that_move(study: Study, criteria: Mapping[str, object]) -> tuple[Hangs, ...]:
    """Return the figures that single origins move by two points or more, the largest first."""
    titles = titles_of(study, criteria)
    moved = [s for s in study.sensitivities if abs(s.with_it - s.without_it) >= LEAST_MOVE]
    moved.sort(key=lambda s: -abs(s.with_it - s.without_it))
    return tuple(Hangs(s, titles.get(s.text, s.text)) for s in moved[:MOST_ORIGINS])


def suppositions(study: Study, criteria: Mapping[str, object]) -> tuple[Supposed, ...]:
    """Return what would move if something were so that is not taken to be so."""
    titles = titles_of(study, criteria)
    return tuple(
        Supposed(
            what_if.words,
            tuple(
                (titles.get(name, name), share, what_if.after[name])
                for name, share in what_if.before.items()
                if abs(what_if.after[name] - share) >= LEAST_SUPPOSED
            ),
        )
        for what_if in study.what_ifs
    )
