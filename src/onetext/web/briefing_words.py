"""Forms of briefings, what became of comments, and what is found before a briefing, in words."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from onetext.errors import Place, Problem
from onetext.model import Disposition, Form
from onetext.web.open_case import OpenCase
from onetext.workflows.briefing_findings import Concern, Finding
from onetext.workflows.briefing_log import Reach

FORMS = {
    Form.ORAL: gettext_lazy("told"),
    Form.SHOWN: gettext_lazy("shown, no copy left"),
    Form.LEFT: gettext_lazy("copy left"),
    Form.SENT: gettext_lazy("copy sent"),
    Form.PUBLISHED: gettext_lazy("published"),
    Form.UNKNOWN: gettext_lazy("form not on record"),
}
REACHES = {
    Reach.OWN: gettext_lazy("put it forward"),
    Reach.COPY: gettext_lazy("has a copy"),
    Reach.SHOWN: gettext_lazy("was shown it"),
    Reach.ORAL: gettext_lazy("was told"),
    Reach.UNKNOWN_FORM: gettext_lazy("briefed, form not on record"),
    Reach.NOT_RECEIVED: gettext_lazy("has not received it"),
    Reach.NOTHING: gettext_lazy("nothing on record"),
}
DISPOSITIONS = {
    Disposition.NEW: gettext_lazy("open"),
    Disposition.ACCEPTED: gettext_lazy("taken up"),
    Disposition.PARTLY: gettext_lazy("taken up in part"),
    Disposition.PARKED: gettext_lazy("parked"),
    Disposition.REFUSED: gettext_lazy("declined"),
}


def concern_words(finding: Finding, opened: OpenCase, reader: str) -> str:
    """Say what was found before a briefing of `reader`; the record itself is shown beside it."""
    said = {"party": _name(opened, finding.party), "reader": _name(opened, reader)}
    said["words"] = finding.carried
    match finding.concern:
        case Concern.IN_CONFIDENCE if finding.record and finding.record[0] == "sources":
            return _("It cites a source that %(reader)s may not see.") % said
        case Concern.IN_CONFIDENCE:
            return _("It can only come from what %(party)s said in confidence.") % said
        case Concern.SAME_WORDS:
            return _("It says “%(words)s”, in the words of a record kept from %(reader)s.") % said
        case Concern.SAME_FIGURE:
            return _("It gives the figure %(words)s, as does a record kept from it.") % said
        case Concern.NAMES_PARTY:
            return _("It names %(party)s for what only a record kept from it says.") % said
        case Concern.NAMES_SPEAKER:
            return _("It names “%(words)s”, who spoke under the Chatham House Rule.") % said
        case Concern.NOT_FOR_IT:
            return _("The text is marked for others, and not for %(reader)s.") % said
        case Concern.WITHHELD if finding.party:
            return _("It is on record that %(reader)s was not given this.") % said
        case Concern.WITHHELD:
            return _("It is on record that somebody who may be of it was not given this.")
        case Concern.TERMS:
            return _("The text was given to others on terms.")
        case Concern.NOT_LATEST:
            return _("This is not the latest version.")
        case Concern.SEES_MORE:
            return _("The text is marked so that %(reader)s can read all of it.") % said
        case Concern.SEES_LESS:
            return _("The text is not marked for %(reader)s: its room will not show it.") % said
        case Concern.SEEN_BEFORE:
            return _("It was given this text before.")
    n = len(finding.points)
    return ngettext(
        "%(n)s point was never shown to it.", "%(n)s points were never shown to it.", n
    ) % {"n": n}


def _name(opened: OpenCase, party: str) -> str:
    known = opened.parties.get(party)
    return known.name if known else party or _("the drafting team")


def not_read(because: str) -> Problem:
    """Say that what a check found has to be read before anything is written."""
    return Problem(
        what=_("what is listed above was not ticked as read, or it changed since"),
        because=because,
        hint=_("read it, and tick that you did; or change what you wrote"),
        place=Place(path="read"),
    )
