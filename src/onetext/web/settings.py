"""Django's settings: one set for a laptop, one for a team, nothing else to choose between.

A laptop has no accounts and no database of its own beside the workspace; who may look is decided
at the door (`onetext.web.laptop`). A team has accounts, sessions and lockout in its PostgreSQL.
"""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF

from onetext.web.environment import environment
from onetext.web.logs import logging_of

_HERE = Path(__file__).resolve().parent
_ENVIRONMENT = environment()
IS_TEAM = _ENVIRONMENT.is_team

ONETEXT_WORKSPACE = _ENVIRONMENT.workspace
ONETEXT_DATABASE_URL = _ENVIRONMENT.database_url

SECRET_KEY = _ENVIRONMENT.secret or secrets.token_urlsafe(64)
DEBUG = False
ALLOWED_HOSTS = list(_ENVIRONMENT.hosts) if IS_TEAM else ["127.0.0.1", "localhost"]
ROOT_URLCONF = "onetext.web.urls"
WSGI_APPLICATION = "onetext.web.wsgi.application"
LOGGING = logging_of(is_team=IS_TEAM)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "csp",
    "onetext.storage.apps.StorageConfig",
    "onetext.web.apps.WebConfig",
]
_OUTSIDE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "onetext.web.middleware.headers.HeadersMiddleware",
]
_INSIDE = [
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
]
_LAST = [
    "django_htmx.middleware.HtmxMiddleware",
    "onetext.web.middleware.problems.ProblemsMiddleware",
    "onetext.web.middleware.desks.DeskMiddleware",
]
DATABASES: dict[str, dict[str, Any]] = {}
_CONTEXT = [
    "django.template.context_processors.request",
    "django.template.context_processors.i18n",
    "django.contrib.messages.context_processors.messages",
    "onetext.web.context.surroundings",
]

if IS_TEAM:
    from onetext.web.team_settings import *  # noqa: F403
    from onetext.web.team_settings import (
        TEAM_APPS,
        TEAM_MIDDLEWARE,
        allauth_static,
        team_databases,
    )

    DATABASES = team_databases(ONETEXT_DATABASE_URL)
    ALLAUTH_TRUSTED_PROXY_COUNT = _ENVIRONMENT.n_proxies
    ONETEXT_DEMANDS_SECOND_FACTOR = _ENVIRONMENT.demands_second_factor
    INSTALLED_APPS += TEAM_APPS
    MIDDLEWARE = [
        *_OUTSIDE,
        "whitenoise.middleware.WhiteNoiseMiddleware",
        "django.contrib.sessions.middleware.SessionMiddleware",
        *_INSIDE,
        *TEAM_MIDDLEWARE,
        *_LAST,
    ]
    _CONTEXT.append("django.contrib.auth.context_processors.auth")
else:
    MIDDLEWARE = [
        *_OUTSIDE,
        "onetext.web.laptop.LaptopDoor",
        "whitenoise.middleware.WhiteNoiseMiddleware",
        *_INSIDE,
        *_LAST,
    ]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [_HERE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": _CONTEXT,
            "builtins": [
                "django.templatetags.i18n",
                "onetext.web.templatetags.onetext",
                "onetext.web.templatetags.keeping",
                "onetext.web.templatetags.refusing",
            ],
        },
    }
]

# Language and time: everything is stored in UTC and shown with its zone.
USE_TZ = True
TIME_ZONE = "UTC"
USE_I18N = True
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("ar", "العربية"), ("uk", "Українська")]
LOCALE_PATHS = [_HERE / "locale"]
LANGUAGE_COOKIE_NAME = "__Host-onetext-language" if IS_TEAM else "onetext-language"
LANGUAGE_COOKIE_SAMESITE = "Strict"

# Static files come from the package; the fonts are those of the options paper.
STATIC_URL = "/static/"
STATIC_ROOT = _ENVIRONMENT.static
STATICFILES_DIRS = [
    ("onetext", _HERE / "static" / "onetext"),
    ("vendor", _HERE / "static" / "vendor"),
    ("fonts", _HERE.parent / "formats" / "options_paper" / "fonts"),
]
if IS_TEAM:  # what allauth's pages load to speak to passkeys
    STATICFILES_DIRS += allauth_static()
STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
WHITENOISE_USE_FINDERS = not IS_TEAM
WHITENOISE_AUTOREFRESH = False
if IS_TEAM:
    _STATIC_STORAGE = "whitenoise.storage.CompressedManifestStaticFilesStorage"
else:
    _STATIC_STORAGE = "django.contrib.staticfiles.storage.StaticFilesStorage"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": _STATIC_STORAGE},
}

# What a browser is told to refuse.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "object-src": [NONE],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
CSRF_COOKIE_AGE = None  # until the browser is closed
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_FAILURE_VIEW = "onetext.web.refusals.csrf_refused"
if IS_TEAM:
    MESSAGE_STORAGE = "onetext.web.accounts.notices.HostNotices"
else:
    MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Strict"
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 4000
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"  # nothing leaves this machine
SILENCED_SYSTEM_CHECKS: list[str] = []
