"""A person with an account, as a reader at a desk."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from onetext.web.accounts.models import Membership
from onetext.web.seats import Role, Seat, seat_of


class Member:
    """A person of a team's server; its seats are read once per request."""

    def __init__(self, user: Any) -> None:
        self._user = user

    @property
    def name(self) -> str:
        """How entries of the journal name the person."""
        return str(self._user.get_username())

    @property
    def may_begin(self) -> bool:
        """Never: nobody but who runs the server gives seats, and a new case would have none."""
        return False

    @cached_property
    def _seats(self) -> dict[str, Seat]:
        rows = Membership.objects.filter(user=self._user).values_list("case", "role", "party")
        return {case: seat_of(Role(role), party) for case, role, party in rows}

    def seat(self, case_id: str) -> Seat | None:
        """Return the person's seat in a case; None: it is not invited."""
        return self._seats.get(case_id)
