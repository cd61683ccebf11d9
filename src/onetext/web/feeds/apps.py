"""The feeds as a Django app, of a team's server alone."""

from django.apps import AppConfig


class FeedsConfig(AppConfig):
    """Who may read which calendar without signing in."""

    name = "onetext.web.feeds"
    label = "onetext_feeds"
    default_auto_field = "django.db.models.BigAutoField"
