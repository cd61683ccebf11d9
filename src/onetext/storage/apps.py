"""Django's name for the journal's tables."""

from django.apps import AppConfig


class StorageConfig(AppConfig):
    """The app that owns the journal's tables."""

    name = "onetext.storage"
    label = "onetext_storage"
    default_auto_field = "django.db.models.BigAutoField"
