"""What a team has beside a laptop: accounts, passkeys, sessions that can be ended, lockout."""

from __future__ import annotations

import datetime
import importlib.util
from pathlib import Path
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
    "onetext.web.feeds.apps.FeedsConfig",
]
TEAM_MIDDLEWARE = [
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "axes.middleware.AxesMiddleware",
    "onetext.web.middleware.request_log.RequestLog",
    "onetext.web.accounts.idle.Idle",
    "onetext.web.accounts.first_steps.FirstSteps",
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
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "onetext.web.accounts.passwords.NotEasilyGuessed"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]

# Locked out is a name from an address: nobody can lock a party out from somewhere else.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_CALLABLE = "onetext.web.accounts.lockout.counted_name"
AXES_CLIENT_IP_CALLABLE = "onetext.web.accounts.lockout.client_address"
AXES_LOCKOUT_CALLABLE = "onetext.web.accounts.lockout.locked_out"
AXES_DISABLE_ACCESS_LOG = True  # the log of events has it, without what was typed
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
# Beside the lockout: from one address, however many names are tried. Second factors are counted
# per person, since whoever gets to fail there has the password already.
ACCOUNT_RATE_LIMITS = {"login": "30/m/ip", "login_failed": "20/m/ip,5/300s/key"}
MFA_ADAPTER = "onetext.web.accounts.factors.SealedFactors"
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "onetext"
MFA_TOTP_TOLERANCE = 1  # a code that turned while it was typed; it opens once all the same
MFA_FORMS = {
    "authenticate": "onetext.web.accounts.codes.AuthenticateForm",
    "reauthenticate": "onetext.web.accounts.codes.ReauthenticateForm",
}
MFA_WEBAUTHN_USER_VERIFICATION = "required"
USERSESSIONS_TRACK_ACTIVITY = False  # it would write to the database with every page
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"

SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_NAME = "__Host-onetext-session"  # no other host and no plain page can set it
CSRF_COOKIE_NAME = "__Host-onetext-form"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
LANGUAGE_COOKIE_SECURE = True
SECURE_SSL_REDIRECT = False  # the proxy in front does it; the application sees no plain request
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True


def team_databases(url: str) -> dict[str, dict[str, Any]]:
    """Return the database that keeps accounts and sessions: the one of the journals."""
    file = sqlite_path(url)
    if file is not None:
        options = {"transaction_mode": "IMMEDIATE", "timeout": 10}
        accounts = file.with_name(f"{file.name}.accounts")
        engine = "django.db.backends.sqlite3"
        return {"default": {"ENGINE": engine, "NAME": str(accounts), "OPTIONS": options}}
    return {"default": postgresql_settings(url)}


def allauth_static() -> list[tuple[str, Path]]:
    """Return the two folders of scripts that allauth's pages load, by the names they load them."""
    found = importlib.util.find_spec("allauth")
    assert found is not None
    assert found.origin is not None
    allauth = Path(found.origin).parent
    return [(app, allauth / app / "static" / app) for app in ("account", "mfa")]
