"""Grades, modes, differences and links of reports in the reader's language."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from onetext.model import Anonymity, DifferenceKind, LinkKind, Mode, Review

RELIABILITY = {
    "A": gettext_lazy("A, completely reliable"),
    "B": gettext_lazy("B, usually reliable"),
    "C": gettext_lazy("C, fairly reliable"),
    "D": gettext_lazy("D, not usually reliable"),
    "E": gettext_lazy("E, unreliable"),
    "F": gettext_lazy("F, cannot be judged"),
}
CREDIBILITY = {
    "1": gettext_lazy("1, confirmed by others"),
    "2": gettext_lazy("2, probably true"),
    "3": gettext_lazy("3, possibly true"),
    "4": gettext_lazy("4, doubtful"),
    "5": gettext_lazy("5, improbable"),
    "6": gettext_lazy("6, cannot be judged"),
}
LACKS = {
    "party": gettext_lazy("whose stance it is"),
    "text": gettext_lazy("what it is about"),
    "options": gettext_lazy("which option is meant"),
}
"""What a proposal may lack before it can be a position."""
MODES = {
    Mode.DIRECT: gettext_lazy("quoted"),
    Mode.INDIRECT: gettext_lazy("reported"),
    Mode.MIXED: gettext_lazy("partly quoted"),
}
ANONYMITY = {
    Anonymity.NAMED: gettext_lazy("named"),
    Anonymity.UNNAMED: gettext_lazy("not named"),
    Anonymity.GROUP_UNNAMED: gettext_lazy("several, not named"),
    Anonymity.INSTITUTION: gettext_lazy("an institution"),
    Anonymity.OUTLET: gettext_lazy("an outlet"),
    Anonymity.DOCUMENT: gettext_lazy("a paper"),
}
REVIEWS = {
    Review.PROPOSED: gettext_lazy("proposed"),
    Review.CONFIRMED: gettext_lazy("confirmed"),
    Review.EDITED: gettext_lazy("confirmed with changes"),
    Review.REJECTED: gettext_lazy("rejected"),
}
DIFFERENCES = {
    DifferenceKind.ATTRIBUTION_DROPPED: gettext_lazy("who said it is left out"),
    DifferenceKind.ATTRIBUTION_CHANGED: gettext_lazy("somebody else is said to have said it"),
    DifferenceKind.NUMBER: gettext_lazy("another number"),
    DifferenceKind.DATE: gettext_lazy("another date"),
    DifferenceKind.STATUS: gettext_lazy("whether it took place"),
    DifferenceKind.PARTICIPANT: gettext_lazy("who took part"),
    DifferenceKind.HEDGE: gettext_lazy("a doubt is left out"),
    DifferenceKind.WORDING: gettext_lazy("other words"),
}
LINKS = {
    LinkKind.SAME_TEXT: gettext_lazy("the same text"),
    LinkKind.NEAR_DUPLICATE: gettext_lazy("nearly the same text"),
    LinkKind.DERIVED: gettext_lazy("goes back to one origin"),
}
