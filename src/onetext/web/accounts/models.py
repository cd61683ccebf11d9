"""The tables of our own: who sits where in which case, and whose password is only a given one."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from onetext.web.seats import Role


class Membership(models.Model):
    """In `case`, `user` is `role`; of a party's member, `party` is the party's id."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships"
    )
    case = models.CharField(max_length=100)
    role = models.CharField(max_length=10, choices=[(role.value, role.value) for role in Role])
    party = models.CharField(max_length=100, blank=True, default="")

    class Meta:
        """One seat per person and case: nobody sees with two pairs of eyes."""

        constraints = (
            models.UniqueConstraint(fields=("user", "case"), name="onetext_one_seat"),
            models.CheckConstraint(
                condition=models.Q(role=Role.PARTY.value, party__gt="")
                | (~models.Q(role=Role.PARTY.value) & models.Q(party="")),
                name="onetext_party_of_members_alone",
            ),
        )

    def __str__(self) -> str:
        return f"{self.role} in {self.case}"


class GivenPassword(models.Model):
    """`user` still has the password that was given to it, good until `until`, for one purpose.

    That purpose is to choose one's own: whoever gave it has seen it.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="given_password"
    )
    until = models.DateTimeField()

    def __str__(self) -> str:
        return f"given, until {self.until:%Y-%m-%d}"
