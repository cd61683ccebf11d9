"""The guided first run: four steps from a case that others kept to a bracketed text of one's own.

How far somebody is follows from the record, never from a flag: a copy is kept or not, a text was
begun or not, it has brackets or not. A cookie says only whether the steps are shown.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext as _

from onetext.errors import NotFound
from onetext.model import Case, ClauseState, Text
from onetext.web.archive import no_such_case
from onetext.web.open_case import OpenCase

FIRST_RUN_CASE = "camp-david-1978"
FIRST_RUN_POINT = "linkage"
FIRST_RUN_DAY = "1978-09-12"
TEXTS_IT_COMES_WITH = frozenset(
    {"egypt-6-sep", "us-10-sep", "us-11-sep", "us-16-sep", "frameworks"}
)
COOKIE = "onetext-first-run"


@dataclass(frozen=True, slots=True)
class Step:
    """Something to do: where, and whether the record says that it is done.

    Parameters
    ----------
    title, told : str
        In the reader's language.
    href, action : str
        Where it is done, and what the link says; empty where there is nothing to go to yet.
    is_done : bool
    is_next : bool
        Whether it is the first that is not done.
    """

    title: str
    told: str
    href: str
    action: str
    is_done: bool
    is_next: bool = False


@dataclass(frozen=True, slots=True)
class FirstRun:
    """The steps, and which of them is next."""

    steps: tuple[Step, ...]
    n_done: int
    is_at_the_end: bool

    @property
    def number(self) -> int:
        """Number of the next step, from 1."""
        return min(self.n_done + 1, len(self.steps))


def first_run(request: HttpRequest, opened: OpenCase | None) -> FirstRun | None:
    """Return the steps for a page of the case; None where they are not shown."""
    if opened is None or opened.id != FIRST_RUN_CASE or COOKIE not in request.COOKIES:
        return None
    if not opened.seat.is_of_team or opened.is_of_the_past:
        return None
    own = own_text(opened.case)
    done = (not opened.seat.is_read_only, own is not None, has_brackets(own))
    n_done = next((place for place, is_done in enumerate(done) if not is_done), len(done))
    steps = tuple(
        Step(*told, is_done=place < n_done, is_next=place == n_done)
        for place, told in enumerate(_steps(opened, own))
    )
    match = request.resolver_match
    is_there = bool(match) and str(match.view_name).partition("-")[0] == "signed"
    return FirstRun(steps, n_done, is_at_the_end=n_done == len(done) and is_there)


def check_has_first_run(case_id: str) -> None:
    """Check that a case is the one the steps are about.

    Raises
    ------
    NotFound
        If it is another.
    """
    if case_id != FIRST_RUN_CASE:
        raise NotFound(no_such_case(case_id))


def own_text(case: Case) -> Text | None:
    """Return the latest text that the case did not come with."""
    return next((t for t in reversed(case.texts) if t.id not in TEXTS_IT_COMES_WITH), None)


def has_brackets(text: Text | None) -> bool:
    """Whether a text leaves a choice between two wordings open somewhere."""
    return text is not None and any(
        clause.state is ClauseState.BRACKETED and len(clause.alternatives) > 1
        for clause in text.clauses
    )


def _steps(opened: OpenCase, own: Text | None) -> tuple[tuple[str, str, str, str], ...]:
    """Return title, what to do, where, and the words of the link, of every step."""
    points = {point.id: point.title for point in opened.case.points}
    about = points.get(FIRST_RUN_POINT, "")
    edit = opened.address("text-edit", own.id, FIRST_RUN_POINT) if own and about else ""
    return (
        (_("Keep a copy"), _("The case is yours to change; the one it came from stays."), "", ""),
        (
            _("Begin a text"),
            _(
                "Look at where the parties are, point by point, in the table of the case. Then "
                "begin a text of your own: every point stands in it, open. Give it the date "
                "%(day)s, when the summit was a week old."
            )
            % {"day": FIRST_RUN_DAY},
            opened.address("text-new"),
            _("Begin a text"),
        ),
        (
            _("Put a point in brackets"),
            _(
                "Positions shows what each party asks for on “%(point)s”. In your text, set this "
                "point to “in brackets”, word one alternative for each of them, say which way each "
                "settles the point, and tick who asks for it."
            )
            % {"point": about},
            edit,
            _("Word this point"),
        ),
        (
            _("See what could be signed"),
            _(
                "It counts in how many of the preference profiles that fit the record everyone who "
                "signs does at least as well as with no agreement. See what blocks, open the "
                "working of a figure, and try another option."
            ),
            opened.address("signed", as_of=FIRST_RUN_DAY),
            _("What could be signed on that day"),
        ),
    )
