"""For whose eyes a record is, as a form asks it."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from onetext.model import DRAFTING_TEAM_ONLY, Marking, Tlp

AS_CASE, TEAM, THESE, PARTIES, KEPT = "case", "team", "these", "parties", "kept"
WHO = {
    AS_CASE: _("as the case itself"),
    TEAM: _("the drafting team alone"),
    THESE: _("the parties that take part, and the team"),
    PARTIES: _("every party of the process"),
}


def posted_marking(
    request: HttpRequest, parties: Sequence[str], before: Marking | None
) -> Marking | None:
    """Return the marking a form asks for; None: the case's own.

    Parameters
    ----------
    request : HttpRequest
    parties : sequence of str
        Ids of the parties that take part.
    before : Marking or None
        What the record is marked as it stands.
    """
    match request.POST.get("eyes", ""):
        case "team":
            return DRAFTING_TEAM_ONLY
        case "these":
            return Marking(tlp=Tlp.AMBER, audience=tuple(parties))
        case "parties":
            return Marking(tlp=Tlp.GREEN)
        case "case":
            return None
    return before
