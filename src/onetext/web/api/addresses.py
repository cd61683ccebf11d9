"""Where the interface is found: below ``/api/v1/``."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from onetext.web.api import answering, reading
from onetext.web.api.door import api

api.add_router("", reading.router)
api.add_router("", answering.router)

routes: list[URLPattern | URLResolver] = [path("api/v1/", api.urls)]
