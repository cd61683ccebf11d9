"""In which words a desk says no."""

from __future__ import annotations

from onetext.errors import Problem
from onetext.web.seats import Seat


def may_not_write(seat: Seat) -> Problem:
    """Say why nothing can be written from a seat."""
    if seat.is_read_only:
        return Problem(
            what="nothing can be written here",
            because="this case comes with onetext and is there to be read",
            hint="keep a copy, and work on that",
        )
    return Problem(
        what="nothing can be written from this seat",
        because=f"you are here as {seat.role}",
        hint="ask the chair for another role",
    )


def not_now(case_id: str) -> Problem:
    """Say to somebody outside the team that a case cannot be shown; not why."""
    return Problem(
        what=f"the case {case_id} cannot be shown now",
        because="its record did not pass its own check",
        hint="tell the drafting team",
    )
