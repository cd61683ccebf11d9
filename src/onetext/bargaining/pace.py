"""How long a merge may take: the clock is read before each step, the step guessed from the last.

A step that was begun is finished, so the guess is what keeps the promise; it is a guess all the
same, and a step can take a few times as long.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

Clock = Callable[[], float]
"""Seconds that pass, as `time.monotonic` counts them."""

_GROWS = 1.5
"""A step with twice the rows takes about 2 ** 1.5 times as long (four and more parties)."""


class OutOfTime(Exception):
    """The next step would not be over in time; carries points done and the seconds it may take."""

    def __init__(self, n_done: int, seconds: float) -> None:
        super().__init__(n_done, seconds)
        self.n_done = n_done
        self.seconds = seconds


@dataclass
class Pace:
    """Lets step after step begin, as long as the next is expected to end before the deadline.

    Parameters
    ----------
    clock : callable
    deadline : float
        On that clock.
    """

    clock: Clock
    deadline: float
    _began: float | None = field(default=None, repr=False)
    _rows: float = field(default=1.0, repr=False)

    def begin(self, rows: float, n_done: int) -> None:
        """Begin a step over so many rows, which ends when the next begins.

        Raises
        ------
        OutOfTime
            If it would not be over in time.
        """
        now = self.clock()
        seconds = 0.0
        if self._began is not None:
            seconds = (now - self._began) * (max(rows, 1.0) / self._rows) ** _GROWS
        if now + seconds > self.deadline:
            raise OutOfTime(n_done, seconds)
        self._began, self._rows = now, max(rows, 1.0)
