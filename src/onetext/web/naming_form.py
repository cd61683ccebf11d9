"""The forms that name points and parties: their fields, and whose eyes what they say is for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from onetext.model import Case, Tlp
from onetext.web.forms import posted_words

WAS = "was-"
"""How the name of a hidden field begins that says what stood in another when it was shown."""

EYES = {
    Tlp.CLEAR: _("Everybody who may open this case sees it, observers as well."),
    Tlp.GREEN: _("Every party of the process sees it, as all of this case that is not marked."),
}
NAMED_EYES = _("The drafting team and the parties this case is marked for see it.")
TEAM_EYES = _("The drafting team alone sees it, as all of this case that is not marked.")


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the form: what stands in it, and what stood there when it was first shown."""

    name: str
    words: str
    was: str


def posted_fields(
    request: HttpRequest, names: Iterable[str]
) -> tuple[dict[str, str], dict[str, str]]:
    """Return what stood in a form's fields when it was shown, and what was sent back."""
    names = tuple(names)
    before = {name: posted_words(request, f"{WAS}{name}") for name in names}
    return before, {name: posted_words(request, name) for name in names}


def fields_of(now: Mapping[str, str], sent: Mapping[str, str] | None) -> dict[str, Field]:
    """Return the fields of a form by their names: what was sent, or else what stands there now."""
    return {name: Field(name, (sent or now).get(name, ""), words) for name, words in now.items()}


def eyes_words(case: Case) -> str | Promise:
    """Return who will see a point or a party: such records have no marking but the case's own."""
    if case.marking.audience and case.marking.tlp not in EYES:
        return NAMED_EYES
    return EYES.get(case.marking.tlp, TEAM_EYES)
