"""A party's room."""

from __future__ import annotations

from django.urls import URLPattern

routes: list[URLPattern] = []
