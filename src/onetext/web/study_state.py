"""How far a study is: what a page is told, and what the process remembers of it."""

from __future__ import annotations

from dataclasses import dataclass, field

from onetext.errors import Problem
from onetext.workflows.study_jobs import Progress
from onetext.workflows.study_result import Study
from onetext.workflows.try_options import TryBasis

NOT_BEGUN = Progress()


@dataclass(frozen=True, slots=True)
class StudyState:
    """A study, or why there is none: it is being worked out, was ended, or cannot be.

    Parameters
    ----------
    study : Study or None
    problems : tuple of Problem
        Why it cannot be; empty where it is there or still under way.
    fingerprint : str
        Of what it is computed from, 64 hexadecimal digits.
    progress : Progress
    is_cancelled : bool
        Whether somebody ended it; it begins again only when asked to.
    try_basis : TryBasis or None
        The profiles behind it, where they are in memory.
    """

    study: Study | None
    problems: tuple[Problem, ...]
    fingerprint: str
    progress: Progress = NOT_BEGUN
    is_cancelled: bool = False
    try_basis: TryBasis | None = None

    @property
    def is_under_way(self) -> bool:
        """Whether it is worth asking again soon."""
        return self.study is None and not self.problems and not self.is_cancelled

    @property
    def is_drawing_again(self) -> bool:
        """Whether the study is there and the profiles behind it are not, yet."""
        return self.study is not None and self.try_basis is None and not self.problems


@dataclass(slots=True)
class Remembered:
    """What this process knows of one study.

    Parameters
    ----------
    is_ours : bool
        Whether this process is working on it, or will.
    is_wanted : bool
        False once somebody ended it.
    """

    case: str
    study: Study | None = None
    try_basis: TryBasis | None = None
    problems: tuple[Problem, ...] = ()
    progress: Progress = field(default_factory=Progress)
    is_ours: bool = False
    is_wanted: bool = True

    def state(self, key: str) -> StudyState:
        """Return what a page is told."""
        return StudyState(
            self.study,
            self.problems,
            key,
            self.progress,
            is_cancelled=self.is_ours and not self.is_wanted,
            try_basis=self.try_basis,
        )
