"""Keys of calendars: of each only a digest is kept, so that a copy of the table opens nothing."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class FeedKey(models.Model):
    """With the key of this digest, the calendar of `case` is read with the eyes of `user`."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="feed_keys"
    )
    case = models.CharField(max_length=100)
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()

    class Meta:
        """One key per person and case: a new one puts an end to the one before."""

        constraints = (
            models.UniqueConstraint(fields=("user", "case"), name="onetext_one_feed_key"),
        )

    def __str__(self) -> str:
        return f"a key of {self.case}"
