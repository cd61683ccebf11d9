"""The accounts as a Django app, of a team's server alone."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Who sits where."""

    name = "onetext.web.accounts"
    label = "onetext_accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Begin to log what happens to accounts."""
        from onetext.web.accounts import events

        events.listen()
