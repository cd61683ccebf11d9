"""Notices carried to the next page in a cookie that no other host can set."""

from django.contrib.messages.storage.cookie import CookieStorage


class HostNotices(CookieStorage):
    """Signed sentences of the interface, under a name that a browser takes over TLS alone."""

    cookie_name = "__Host-onetext-notice"
