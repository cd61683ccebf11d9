"""How far a study is, as a page and as the part of it that is asked for again."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from onetext.web.open_case import OpenCase
from onetext.web.rendering import rendered_page
from onetext.web.study_state import StudyState

STEPS = {
    "drawing preference profiles": _("drawing preference profiles"),
    "judging texts": _("judging the texts"),
    "looking for packages": _("looking for packages"),
    "looking for trades": _("looking for trades"),
    "ranking questions": _("ranking questions"),
    "leaving out one origin after the other": _("leaving out one origin after the other"),
    "done": _("writing it down"),
}
"""What a study says it is doing, in the reader's language."""


def progress_page(request: HttpRequest, opened: OpenCase, state: StudyState) -> HttpResponse:
    """Return the page shown in place of one that needs a study, until it is there."""
    return rendered_page(request, "onetext/signed_progress.html", opened, **progress_words(state))


def progress_words(state: StudyState) -> dict[str, Any]:
    """Return what the templates of progress need."""
    return {
        "state": state,
        "step": STEPS.get(state.progress.what, ""),
        "draws_again": state.is_drawing_again,
    }
