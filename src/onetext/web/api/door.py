"""The way in, and how a refusal is said: what, because, hint, as everywhere.

Who may ask is decided where it is for pages: at the laptop's door, or by a team's session. What
writes needs the token of a form besides (header ``X-CSRFToken``), since a browser sends cookies
wherever it is told to.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI, Schema
from ninja.errors import HttpError, ValidationError
from ninja.security import APIKeyCookie

from onetext.errors import OnetextError
from onetext.web.api.nouns import noun_schemas
from onetext.web.middleware.problems import STATUS


class Problem(Schema):
    """What is wrong, why, and what to do; `place` names the field where there is one."""

    what: str
    because: str
    hint: str
    place: str = ""


class Problems(Schema):
    """Why a request was refused."""

    problems: list[Problem]


class AtDesk(APIKeyCookie):
    """Lets in whoever has a desk: the laptop's door or the session has decided that already."""

    param_name = "session"

    def authenticate(self, request: HttpRequest, key: str | None) -> Any:
        """Return the desk, or None: nobody."""
        return getattr(request, "desk", None)


class WorkbenchAPI(NinjaAPI):
    """Adds the nouns of a case to what the schema describes."""

    def get_openapi_schema(self, **more: Any) -> Any:
        """Return the OpenAPI document."""
        schema = super().get_openapi_schema(**more)
        schema["components"]["schemas"] |= noun_schemas()
        return schema


api = WorkbenchAPI(
    title="onetext",
    version="1",
    description="The workbench for programs: what its person sees, and nothing more.",
    urls_namespace="api-1",
    docs_url=None,  # a page of it would load scripts from elsewhere
    auth=AtDesk(),
)
REFUSALS: dict[Any, Any] = dict.fromkeys((400, 401, 403, 404, 409, 422, 500, 503), Problems)
"""What every route may answer beside what it is asked for."""


def said(status: int, *problems: Problem) -> HttpResponse:
    """Return a refusal."""
    body = Problems(problems=list(problems)).model_dump_json()
    return HttpResponse(body, status=status, content_type="application/json")


@api.exception_handler(OnetextError)
def _ours(request: HttpRequest, error: OnetextError) -> HttpResponse:
    problems = [
        Problem(what=p.what, because=p.because, hint=p.hint, place=p.place.path)
        for p in error.problems
    ]
    return said(STATUS.get(type(error), 500), *problems)


@api.exception_handler(ValidationError)
def _not_understood(request: HttpRequest, error: ValidationError) -> HttpResponse:
    problems = [
        Problem(
            what="the request cannot be understood",
            because=str(one.get("msg", "a value is not of its type"))[:300],
            hint="see openapi.json for what is asked for",
            place=".".join(str(part) for part in one.get("loc", ()))[:300],
        )
        for one in error.errors[:20]
    ]
    return said(422, *problems)


@api.exception_handler(HttpError)
def _refused(request: HttpRequest, error: HttpError) -> HttpResponse:
    if error.status_code == 401:
        because, hint = "nobody is signed in", "sign in, and send the cookie of the session"
    elif error.status_code == 403:
        because = "what writes needs the token of a form"
        hint = "ask for / of the interface, and send form_token as X-CSRFToken, with its cookie"
    else:
        because, hint = "it is no JSON of the kind asked for", "see openapi.json"
    return said(error.status_code, Problem(what="this was refused", because=because, hint=hint))
