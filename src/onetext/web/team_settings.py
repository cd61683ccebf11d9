"""What a team has beside a laptop: accounts, passkeys, sessions that can be ended, lockout."""

from __future__ import annotations

import datetime
from typing import Any

from onetext.storage.database_url import postgresql_settings, sqlite_path

TEAM_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "axes",
    "onetext.web.accounts.apps.AccountsConfig",
]
TEAM_MIDDLEWARE = [
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "axes.middleware.AxesMiddleware",
]

AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",  # first: whoever is locked out is not asked further
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]

# Locked out is a name from an address: nobody can lock a party out from somewhere else.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = datetime.timedelta(minutes=15)
AXES_RESET_ON_SUCCESS = True
AXES_USERNAME_FORM_FIELD = "login"
AXES_HTTP_RESPONSE_CODE = 429
AXES_VERBOSE = False

# Accounts are made by the chair, never by whoever comes by.
ACCOUNT_ADAPTER = "onetext.web.accounts.adapter.ClosedDoor"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_PREVENT_ENUMERATION = True
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "onetext"
MFA_WEBAUTHN_USER_VERIFICATION = "required"
USERSESSIONS_TRACK_ACTIVITY = False  # it would write to the database with every page
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"

SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
LANGUAGE_COOKIE_SECURE = True
SECURE_SSL_REDIRECT = False  # the proxy in front does it; the application sees no plain request
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 31_536_000


def team_databases(url: str) -> dict[str, dict[str, Any]]:
    """Return the database that keeps accounts and sessions: the one of the journals."""
    file = sqlite_path(url)
    if file is not None:
        options = {"transaction_mode": "IMMEDIATE", "timeout": 10}
        accounts = file.with_name(f"{file.name}.accounts")
        engine = "django.db.backends.sqlite3"
        return {"default": {"ENGINE": engine, "NAME": str(accounts), "OPTIONS": options}}
    return {"default": postgresql_settings(url)}
