"""The texts: which there are, and one of them with its brackets, clean, or for one party."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.views.decorators.http import require_safe

from onetext.model import Case, Party, Text, party_eye
from onetext.web.open_case import OpenCase, on_case
from onetext.web.pages import text_compare, text_edit
from onetext.web.rendering import rendered_page
from onetext.web.text_words import CLAUSE_STATES, lint_words
from onetext.workflows.find import find_party, find_text
from onetext.workflows.lint import LintFinding, lint, unread
from onetext.workflows.overview import live_texts
from onetext.workflows.text_layout import LaidText, TextView, laid_out
from onetext.workflows.text_order import in_order


@dataclass(frozen=True, slots=True)
class TextRow:
    """A text in the list: how its clauses stand, and whether a later one revises it."""

    text: Text
    is_live: bool
    revises: tuple[Text, ...]
    states: tuple[tuple[str, int], ...]


@require_safe
@on_case
def texts(request: HttpRequest, opened: OpenCase) -> HttpResponse:
    """List the texts, the latest first."""
    rows = opened.finding("texts", lambda case: _rows(case, opened))
    return rendered_page(
        request,
        "onetext/texts.html",
        opened,
        rows=rows,
        state_words=CLAUSE_STATES,
        n_live=sum(row.is_live for row in rows),
        latest=rows[0].text if rows else None,
        before=rows[1].text if len(rows) > 1 else None,
    )


def _rows(case: Case, opened: OpenCase) -> tuple[TextRow, ...]:
    tabled = [t for t in case.texts if opened.as_of is None or t.date.is_known_by(opened.as_of)]
    live = {text.id for text in live_texts(case, opened.as_of)}
    by_id = {text.id: text for text in case.texts}
    return tuple(
        TextRow(
            text,
            text.id in live,
            tuple(by_id[name] for name in text.revises if name in by_id),
            _counts(laid_out(case, text)),
        )
        for text in reversed(in_order(tabled))
    )


def _counts(laid: LaidText) -> tuple[tuple[str, int], ...]:
    return tuple((state, n) for state, n in laid.states.items() if n)


@require_safe
@on_case
def one_text(request: HttpRequest, opened: OpenCase, text: str) -> HttpResponse:
    """Show a text; ``?view=`` says how, ``?for=`` for which party."""
    kept = find_text(opened.case, text)
    view, party = _asked_view(request, opened)
    laid = opened.finding(
        f"laid {text} {view} {party.id if party else ''}",
        lambda case: laid_out(
            case, kept, view, party=party.id if party else None, as_of=opened.as_of
        ),
    )
    is_drafting = opened.seat.is_of_team and view is TextView.BRACKETED
    found = opened.finding(f"lint {text}", lambda case: lint(case, kept)) if is_drafting else ()
    return rendered_page(
        request,
        "onetext/text.html",
        opened,
        text=kept,
        laid=laid,
        view=view.value,
        party=party,
        has_it=party is not None and _reaches(opened.case, kept, party),
        states=_counts(laid),
        state_words=CLAUSE_STATES,
        questions=_questions(found, opened.case),
        n_questions=len(found),
        unread=unread(kept) if is_drafting else (),
        others=[other for other in opened.case.texts if other.id != kept.id],
        earlier=[other for other in opened.case.texts if other.id in kept.revises],
        may_edit=opened.may_write and is_drafting,
    )


def _asked_view(request: HttpRequest, opened: OpenCase) -> tuple[TextView, Party | None]:
    """Return how the text is to be laid out; a party's member sees its own party's view alone."""
    asked = request.GET.get("view", "")
    view = TextView(asked) if asked in set(TextView) else TextView.BRACKETED
    if view is not TextView.PARTY:
        return view, None
    own = opened.seat.eye.reader
    name = request.GET.get("for", "") if opened.seat.is_of_team else own
    if name in opened.parties or opened.seat.is_of_team:
        first = next(iter(opened.parties), "")
        return view, find_party(opened.case, name or first)
    return TextView.BRACKETED, None


def _reaches(case: Case, text: Text, party: Party) -> bool:
    """Whether the text's marking lets the party see it in its room."""
    return party_eye(party.id).may_see(text.marking or case.marking)


def _questions(
    found: tuple[LintFinding, ...], case: Case
) -> dict[str, list[tuple[LintFinding, str]]]:
    titles = {point.id: point.title for point in case.points}
    questions: dict[str, list[tuple[LintFinding, str]]] = {}
    for one in found:
        questions.setdefault(one.point, []).append((one, lint_words(one, titles)))
    return questions


routes: list[URLPattern] = [
    path("text", texts, name="text"),
    path("text/<str:text>", one_text, name="text-one"),
    *text_edit.routes,
    *text_compare.routes,
]
