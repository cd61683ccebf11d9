"""The workbench as a Django app: templates, tags, translations; no tables."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """The workbench."""

    name = "onetext.web"
    label = "onetext_web"
