"""What every template has beside its own: the way round the case, the languages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from onetext.model import Stance


@dataclass(frozen=True, slots=True)
class Way:
    """A page of a case, as the navigation names it."""

    route: str
    label: Promise
    for_team_only: bool = False
    for_parties_only: bool = False


WAYS = (
    Way("case", _("Case")),
    Way("room", _("Your room"), for_parties_only=True),
    Way("text", _("Text")),
    Way("record", _("Record"), for_team_only=True),
    Way("positions", _("Positions"), for_team_only=True),
    Way("signed", _("What could be signed"), for_team_only=True),
    Way("briefings", _("Briefings"), for_team_only=True),
    Way("calendar", _("Calendar")),
    Way("journal", _("Journal")),
)


def surroundings(request: HttpRequest) -> dict[str, Any]:
    """Return what the base template needs."""
    match = getattr(request, "resolver_match", None)
    return {
        "ways": _ways(request),
        "here": match.view_name.partition("-")[0] if match and match.view_name else "",
        "is_team_server": settings.IS_TEAM,
        "languages": settings.LANGUAGES,
        "all_stances": tuple(Stance),
    }


def _ways(request: HttpRequest) -> tuple[Way, ...]:
    """Return the pages there are: those with a route, and a room for whoever has one."""
    from onetext.web.urls import CASE_PAGES

    named = {route.name for route in CASE_PAGES}
    seat = getattr(request, "seat", None)
    has_room = seat is not None and seat.is_of_party
    return tuple(w for w in WAYS if w.route in named and (has_room or not w.for_parties_only))
