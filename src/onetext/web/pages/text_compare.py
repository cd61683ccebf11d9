"""Two texts side by side, and one point through all texts."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path
from django.views.decorators.http import require_safe

from onetext.model import UNKNOWN_DATE, Text
from onetext.web.open_case import OpenCase, on_case
from onetext.web.rendering import rendered_page
from onetext.web.text_words import OPERATIONS
from onetext.workflows.find import find_point, find_text
from onetext.workflows.redraft import languages_of
from onetext.workflows.side_by_side import Operation, PairedPoint, point_steps, side_by_side


@require_safe
@on_case
def choose(request: HttpRequest, opened: OpenCase) -> HttpResponse:
    """Go to the two texts a form names."""
    first = find_text(opened.case, request.GET.get("first", ""))
    second = find_text(opened.case, request.GET.get("second", ""))
    return HttpResponseRedirect(opened.address("text-beside", first.id, second.id))


@require_safe
@on_case
def beside(request: HttpRequest, opened: OpenCase, text: str, other: str) -> HttpResponse:
    """Show two texts side by side; ``?all=1`` with what was kept as well."""
    first, second = find_text(opened.case, text), find_text(opened.case, other)
    language = request.GET.get("language") or languages_of(second)[0]
    pairs = opened.finding(
        f"beside {text} {other} {language}",
        lambda case: side_by_side(case, first, second, language=language),
    )
    shows_all = bool(request.GET.get("all"))
    return rendered_page(
        request,
        "onetext/text_beside.html",
        opened,
        first=first,
        second=second,
        pairs=[pair for pair in pairs if shows_all or not pair.is_kept],
        n_kept=sum(pair.is_kept for pair in pairs),
        shows_all=shows_all,
        counts=_counts(pairs),
        operation_words=OPERATIONS,
        language=language,
        tags=_shared_languages(first, second),
        is_paraphrase=first.is_paraphrase or second.is_paraphrase,
        is_later_first=_is_later(first, second),
    )


def _counts(pairs: tuple[PairedPoint, ...]) -> list[tuple[Operation, int]]:
    """Return how often each operation was done, in the order of their list."""
    found = {kind: sum(kind in p.change.operations for p in pairs) for kind in Operation}
    return [(kind, n) for kind, n in found.items() if n]


def _shared_languages(first: Text, second: Text) -> list[str]:
    return sorted({*languages_of(first), *languages_of(second)})


def _is_later(first: Text, second: Text) -> bool:
    """Whether the first text is certainly the later one."""
    if UNKNOWN_DATE in (first.date, second.date):
        return False
    return first.date.sort_key > second.date.sort_key


@require_safe
@on_case
def point_through_texts(request: HttpRequest, opened: OpenCase, point: str) -> HttpResponse:
    """Follow a point through all texts."""
    kept = find_point(opened.case, point)
    steps = opened.finding(
        f"point {kept.id}", lambda case: point_steps(case, kept.id, opened.as_of)
    )
    return rendered_page(
        request,
        "onetext/text_point.html",
        opened,
        point=kept,
        steps=steps,
        n_saying=sum(step.change is not None and bool(step.change.after) for step in steps),
        operation_words=OPERATIONS,
    )


routes: list[URLPattern] = [
    path("texts-beside", choose, name="text-choose"),
    path("text/<str:text>/beside/<str:other>", beside, name="text-beside"),
    path("text/point/<str:point>", point_through_texts, name="text-point"),
]
