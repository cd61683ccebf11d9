"""Points and parties: what is negotiated and between whom, once the case stands."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from onetext.errors import ImpossibleRequest, OnetextError, Place, Problem, RecordMovedOn
from onetext.model import Party, Point, Theme
from onetext.web.forms import posted_number, posted_words, saved
from onetext.web.middleware.problems import STATUS
from onetext.web.naming_form import eyes_words, fields_of, posted_fields
from onetext.web.open_case import OpenCase, on_case, opened_case
from onetext.web.rendering import rendered_page
from onetext.workflows.amend import Amendment, Put, Withdraw
from onetext.workflows.find import find_party, find_point
from onetext.workflows.in_use import Uses, in_use, uses
from onetext.workflows.name_parties import added_party, changed_party, party_words
from onetext.workflows.name_points import OPTION, Taken, added_point, changed_point, point_words

METHODS = ["GET", "HEAD", "POST"]
TRIES = 3
"""How often something is added on top of what others write at the same moment."""
NEW_POINT = Point(id="", title="")
NEW_PARTY = Party(id="", name="")

Written = Callable[[OpenCase], HttpResponse]


@require_safe
@on_case(for_team_only=True)
def names_page(request: HttpRequest, opened: OpenCase) -> HttpResponse:
    """List the parties, and the points with the ways to settle them."""
    case = opened.case
    known = {theme.id for theme in case.themes}
    groups: list[tuple[Theme | None, list[Point]]] = [
        (theme, [point for point in case.points if point.theme == theme.id])
        for theme in case.themes
    ]
    groups.append((None, [point for point in case.points if point.theme not in known]))
    return rendered_page(
        request,
        "onetext/naming.html",
        opened,
        groups=[(theme, points) for theme, points in groups if points],
    )


@require_http_methods(METHODS)
@on_case(for_team_only=True)
def new_point(request: HttpRequest, opened: OpenCase) -> HttpResponse:
    """Add a point, with ways to settle it where somebody has spoken of any."""
    return _answered(request, opened, lambda now: _add_point(request, now), _new_point_form)


@require_http_methods(METHODS)
@on_case(for_team_only=True)
def one_point(request: HttpRequest, opened: OpenCase, point: str) -> HttpResponse:
    """Give a point other words, add ways to settle it, take one back that nobody names."""
    find_point(opened.case, point)
    return _answered(
        request,
        opened,
        lambda now: _change_point(request, now, find_point(now.case, point)),
        lambda r, now, error: _point_form(r, now, find_point(now.case, point), error),
    )


@require_http_methods(METHODS)
@on_case(for_team_only=True)
def new_party(request: HttpRequest, opened: OpenCase) -> HttpResponse:
    """Add a party."""
    return _answered(request, opened, lambda now: _add_party(request, now), _new_party_form)


@require_http_methods(METHODS)
@on_case(for_team_only=True)
def one_party(request: HttpRequest, opened: OpenCase, party: str) -> HttpResponse:
    """Give a party another name or role."""
    find_party(opened.case, party)
    return _answered(
        request,
        opened,
        lambda now: _change_party(request, now, find_party(now.case, party)),
        lambda r, now, error: _party_form(r, now, find_party(now.case, party), error),
    )


@require_POST
@on_case(for_team_only=True)
def withdraw_point(request: HttpRequest, opened: OpenCase, point: str) -> HttpResponse:
    """Take a point back that nothing names."""
    return _withdrawn(request, opened, "points", find_point(opened.case, point))


@require_POST
@on_case(for_team_only=True)
def withdraw_party(request: HttpRequest, opened: OpenCase, party: str) -> HttpResponse:
    """Take a party back that nothing names."""
    return _withdrawn(request, opened, "parties", find_party(opened.case, party))


Form = Callable[[HttpRequest, OpenCase, OnetextError | None], HttpResponse]


def _answered(request: HttpRequest, opened: OpenCase, written: Written, form: Form) -> HttpResponse:
    """Show a form, or write it on top of what stands now; what is wrong stands beside its field.

    Where others write at the same moment, the record is opened again and the form put on top of
    that: two additions both stand, and what collides is told by the fields.
    """
    if request.method != "POST":
        return form(request, opened, None)
    for attempt in range(TRIES):
        try:
            return written(opened)
        except RecordMovedOn as error:
            if _is_of_a_field(error) or attempt == TRIES - 1:
                return form(request, opened, error)
            opened = opened_case(request, opened.id)
        except OnetextError as error:
            return form(request, opened, error)
    raise AssertionError("a form is written, refused or shown again")


def _is_of_a_field(error: OnetextError) -> bool:
    """Whether somebody changed the same field, rather than wrote at the same moment."""
    return all("." not in problem.place.path and problem.place.path for problem in error.problems)


def _taken(opened: OpenCase, point: str = "") -> Taken:
    desk, case = opened.desk, opened.id
    return Taken(
        points=desk.used_ids(case, "points"),
        themes=desk.used_ids(case, "themes"),
        options=desk.used_ids(case, point=point) if point else (),
    )


def _add_point(request: HttpRequest, opened: OpenCase) -> HttpResponse:
    wished = posted_fields(request, point_words(NEW_POINT))[1]
    new_theme, options = posted_words(request, "new_theme"), posted_words(request, "options")
    point, theme = added_point(opened.case, wished, new_theme, options, _taken(opened))
    first = [Put("themes", theme)] if theme else []
    said = _("The point is on record. Nobody has said anything of it yet.")
    return _saved(request, opened, f"point-{point.id}", said, *first, Put("points", point))


def _change_point(request: HttpRequest, opened: OpenCase, point: Point) -> HttpResponse:
    names = (name for name in request.POST if name.startswith(OPTION))
    before, wished = posted_fields(request, (*point_words(NEW_POINT), *names))
    changed, theme = changed_point(
        opened.case,
        point,
        before,
        wished,
        new_theme=posted_words(request, "new_theme"),
        options=posted_words(request, "options"),
        gone=request.POST.getlist("gone"),
        taken=_taken(opened, point.id),
    )
    first = [Put("themes", theme)] if theme else []
    put = Put("points", changed, opened.made_from("points", point.id))
    said = _("The point was kept. What was said of it stands as it did.")
    return _saved(request, opened, f"point-{point.id}", said, *first, put)


def _add_party(request: HttpRequest, opened: OpenCase) -> HttpResponse:
    wished = posted_fields(request, party_words(NEW_PARTY))[1]
    party = added_party(opened.case, wished, opened.desk.used_ids(opened.id, "parties"))
    said = _("The party is on record. It has said nothing yet.")
    return _saved(request, opened, f"party-{party.id}", said, Put("parties", party))


def _change_party(request: HttpRequest, opened: OpenCase, party: Party) -> HttpResponse:
    before, wished = posted_fields(request, party_words(NEW_PARTY))
    changed = changed_party(opened.case, party, before, wished)
    put = Put("parties", changed, opened.made_from("parties", party.id))
    return _saved(request, opened, f"party-{party.id}", _("The party was kept."), put)


def _saved(
    request: HttpRequest, opened: OpenCase, place: str, said: str, *amendments: Amendment
) -> HttpResponse:
    then = opened.address("positions-names") + f"#{place}"
    return saved(request, opened, *amendments, then=then, said=said)


def _withdrawn(
    request: HttpRequest, opened: OpenCase, kind: str, record: Point | Party
) -> HttpResponse:
    """Take back what nothing names, with a reason; else show the form with what names it."""
    title = record.title if isinstance(record, Point) else record.name
    because = posted_words(request, "because")
    problems = tuple(in_use(_uses(opened), kind, record.id, title))
    if not because:
        problems += (_no_reason(),)
    try:
        if problems:
            raise ImpossibleRequest(*problems)
        gone = Withdraw(kind, record.id, posted_number(request), because)
        said = _("It was taken back; the journal keeps it, with your reason.")
        return _saved(request, opened, kind, said, gone)
    except RecordMovedOn:
        raise
    except OnetextError as error:
        if isinstance(record, Point):
            return _point_form(request, opened, record, error, is_withdrawal=True)
        return _party_form(request, opened, record, error, is_withdrawal=True)


def _no_reason() -> Problem:
    return Problem(
        _("it does not say why it is taken back"),
        _("whoever could see it sees that it was taken back"),
        _("write the reason in a few words"),
        Place(path="because"),
    )


def _uses(opened: OpenCase) -> Uses:
    return opened.finding("uses", uses)


def _wrong(error: OnetextError | None, *, is_withdrawal: bool) -> dict[str, tuple[Problem, ...]]:
    """Return what is wrong with the form, or with taking back, for the template."""
    problems = error.problems if error else ()
    return {"problems": () if is_withdrawal else problems, "of_gone": problems * is_withdrawal}


def _new_point_form(
    request: HttpRequest, opened: OpenCase, error: OnetextError | None
) -> HttpResponse:
    return _point_form(request, opened, NEW_POINT, error)


def _point_form(
    request: HttpRequest,
    opened: OpenCase,
    point: Point,
    error: OnetextError | None,
    *,
    is_withdrawal: bool = False,
) -> HttpResponse:
    now = point_words(point)
    is_sent = error is not None and not is_withdrawal
    sent = posted_fields(request, now)[1] if is_sent else None
    fields = fields_of(now, sent)
    found = _uses(opened) if point.id else None
    gone = request.POST.getlist("gone") if is_sent else ()
    return rendered_page(
        request,
        "onetext/naming_point.html",
        opened,
        status=STATUS.get(type(error), 422) if error else 200,
        point=point,
        fields=fields,
        options=[
            (
                option,
                fields[f"{OPTION}{option.id}"],
                found.count("points", point.id, option.id) if found else 0,
                option.id in gone,
            )
            for option in point.options
        ],
        **_wrong(error, is_withdrawal=is_withdrawal),
        new_theme=posted_words(request, "new_theme") if is_sent else "",
        new_options=posted_words(request, "options") if is_sent else "",
        n_uses=found.count("points", point.id) if found else 0,
        made_from=opened.made_from("points", point.id) if point.id else 0,
        because=posted_words(request, "because") if is_withdrawal else "",
        eyes=eyes_words(opened.case),
    )


def _new_party_form(
    request: HttpRequest, opened: OpenCase, error: OnetextError | None
) -> HttpResponse:
    return _party_form(request, opened, NEW_PARTY, error)


def _party_form(
    request: HttpRequest,
    opened: OpenCase,
    party: Party,
    error: OnetextError | None,
    *,
    is_withdrawal: bool = False,
) -> HttpResponse:
    now = party_words(party)
    sent = posted_fields(request, now)[1] if error and not is_withdrawal else None
    return rendered_page(
        request,
        "onetext/naming_party.html",
        opened,
        status=STATUS.get(type(error), 422) if error else 200,
        party=party,
        fields=fields_of(now, sent),
        **_wrong(error, is_withdrawal=is_withdrawal),
        n_uses=_uses(opened).count("parties", party.id) if party.id else 0,
        made_from=opened.made_from("parties", party.id) if party.id else 0,
        because=posted_words(request, "because") if is_withdrawal else "",
        eyes=eyes_words(opened.case),
    )


routes: list[URLPattern] = [
    path("names", names_page, name="positions-names"),
    path("names/point/new", new_point, name="positions-point-new"),
    path("names/party/new", new_party, name="positions-party-new"),
    path("names/points/<str:point>", one_point, name="positions-point"),
    path("names/points/<str:point>/withdraw", withdraw_point, name="positions-point-withdraw"),
    path("names/parties/<str:party>", one_party, name="positions-party"),
    path("names/parties/<str:party>/withdraw", withdraw_party, name="positions-party-withdraw"),
]
