"""Give out the key of a calendar, take it back, and open the calendar to whoever brings it.

A key is 256 random bits and is shown once. On a laptop it follows from the door's own badge, so
that it ends with the run; there is nothing to keep and nothing to take back.
"""

from __future__ import annotations

import datetime
import hashlib
import secrets
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from onetext.errors import NotFound
from onetext.web.archive import the_archive
from onetext.web.desk import Desk
from onetext.web.laptop import door


@dataclass(frozen=True, slots=True)
class Standing:
    """What there is of a person's key to a calendar.

    Parameters
    ----------
    key : str
        To be shown: on a laptop always, on a team's server once, when it is made.
    since : datetime or None
        Of a team's server: since when there is one.
    """

    key: str = ""
    since: datetime.datetime | None = None

    @property
    def is_for_this_run(self) -> bool:
        """Whether it ends when the workbench is stopped."""
        return bool(self.key) and self.since is None


def standing(request: HttpRequest, case_id: str) -> Standing:
    """Return what there is of a key: whoever asks, for this calendar."""
    if not settings.IS_TEAM:
        at = door()
        return Standing(at.feed_key(case_id) if at else "")
    kept = _own(request, case_id).first()
    return Standing(since=kept.made_at) if kept else Standing()


def make_key(request: HttpRequest, case_id: str, now: datetime.datetime) -> Standing:
    """Make a key for whoever asks; the one before opens nothing any more."""
    if not settings.IS_TEAM:
        return standing(request, case_id)
    from onetext.web.feeds.models import FeedKey

    key = new_key()
    FeedKey.objects.update_or_create(
        user=request.user, case=case_id, defaults={"digest": _digest(key), "made_at": now}
    )
    return Standing(key, now)


def new_key() -> str:
    """Draw a key."""
    return secrets.token_urlsafe(32)


def take_back(request: HttpRequest, case_id: str) -> None:
    """Put an end to the key of whoever asks."""
    if settings.IS_TEAM:
        _own(request, case_id).delete()


def desk_of_key(request: HttpRequest, case_id: str, key: str) -> Desk | None:
    """Return the desk of the person whose key this is; None: it opens nothing.

    On a laptop the door has looked already.
    """
    if not settings.IS_TEAM:
        desk: Desk | None = getattr(request, "desk", None)
        return desk
    from onetext.web.accounts.members import Member
    from onetext.web.feeds.models import FeedKey

    kept = (
        FeedKey.objects.select_related("user")
        .filter(digest=_digest(key), case=case_id, user__is_active=True)
        .first()
    )
    return _desk_with_seat(Desk(Member(kept.user), the_archive()), case_id) if kept else None


def _desk_with_seat(desk: Desk, case_id: str) -> Desk | None:
    """Return a desk where the case is there; a key that outlived its seat is as any other."""
    try:
        desk.seat(case_id)
    except NotFound:
        return None
    return desk


def _own(request: HttpRequest, case_id: str) -> Any:
    from onetext.web.feeds.models import FeedKey

    return FeedKey.objects.filter(user=request.user, case=case_id)


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()
