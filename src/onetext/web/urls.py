"""Every address of the workbench. A page's own routes stand in its module."""

from __future__ import annotations

from django.conf import settings
from django.urls import include, path

from onetext.web.api import addresses
from onetext.web.pages import (
    begin,
    briefings,
    calendar,
    case,
    cases,
    first_run,
    health,
    journal,
    positions,
    record,
    room,
    signed,
    text,
)

CASE_PAGES = [
    route
    for module in (case, text, record, positions, signed, briefings, calendar, journal, room)
    for route in module.routes
]
"""The pages of one case, below ``/cases/CASE/``."""

urlpatterns = [
    *cases.routes,
    *begin.routes,
    *health.routes,
    path("cases/<str:case>/", include([*CASE_PAGES, *first_run.routes])),
    *addresses.routes,
    path("language/", include("django.conf.urls.i18n")),
]
if settings.IS_TEAM:
    urlpatterns += [path("accounts/", include("onetext.web.accounts.urls"))]

handler400 = "onetext.web.refusals.bad_request"
handler403 = "onetext.web.refusals.refused"
handler404 = "onetext.web.refusals.not_found"
handler500 = "onetext.web.refusals.fault"
