# SPDX-License-Identifier: Apache-2.0
"""Django's settings: safe by default, a few things read from the environment, nothing to configure at home."""

import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import dj_database_url

from supple.actions.home import home, secret_key
from supple.journal.opening import is_encrypted

HOME = home()
DEMO = os.environ.get("SUPPLE_DEMO") == "1"
"""The made-up example person may be opened without a password; only `supple demo` sets this."""
DEBUG = False
SECRET_KEY = secret_key(HOME)
ALLOWED_HOSTS = [h for h in os.environ.get("SUPPLE_HOSTS", "localhost,127.0.0.1,[::1]").split(",") if h]
HTTPS = os.environ.get("SUPPLE_HTTPS") == "1"
"""Set when a proxy serves supple over https; cookies then refuse plain http."""

METRICS = os.environ.get("SUPPLE_METRICS", "")
"""The secret with which /metrics answers; without one there is no such page."""

PUSH_KEY = os.environ.get("SUPPLE_PUSH_KEY", "")
"""A file with the key that signs messages of reminders; without one supple sends nothing to anybody."""
PUSH_CONTACT = os.environ.get("SUPPLE_PUSH_CONTACT", "")
"""Whom a server of messages may write to about ours, as `mailto:` or `https:`."""

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "supple.people",
    "supple.journal",
    "supple.web",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",  # pads each answer by chance, so that its length tells nothing
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "csp.middleware.CSPMiddleware",
    "supple.web.sessions.not_forever",
    "supple.web.policy.ShutUnlessDeclared",
    "supple.web.floods.NotTooOften",
    "supple.web.privacy.never_stored",
]
ROOT_URLCONF = "supple.web.urls"
WSGI_APPLICATION = "supple.web.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [Path(__file__).parent / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "supple.web.context.every_page",
                "supple.web.pages.while_locked.not_taken",
            ]
        },
    }
]

SQLITE = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    # FULL: what was acknowledged survives a power cut.
    "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA busy_timeout=20000;PRAGMA foreign_keys=ON",
}
DATABASES = {"default": dj_database_url.config(default=f"sqlite:///{HOME / 'supple.sqlite3'}", conn_max_age=None)}
DIARY = Path(DATABASES["default"]["NAME"])
ENCRYPTED = DATABASES["default"]["ENGINE"].endswith("sqlite3") and is_encrypted(DIARY)
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = SQLITE
    if ENCRYPTED:
        DATABASES["default"]["ENGINE"] = "supple.journal.encrypted"
else:
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True  # it may have been restarted since the last request
    _options = DATABASES["default"].setdefault("OPTIONS", {})
    _here = DATABASES["default"]["HOST"].partition("/")[0] in ("", "localhost", "127.0.0.1", "::1")
    if not _here and "sslmode" not in _options:
        # What goes over a network is sealed, and the other end is who it says it is; DATABASE_URL may say otherwise.
        _options |= {"sslmode": "verify-full", "sslrootcert": _options.get("sslrootcert", "system")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
_CHECKS = "django.contrib.auth.password_validation."
AUTH_PASSWORD_VALIDATORS: list[dict[str, object]] = [
    {"NAME": f"{_CHECKS}MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": f"{_CHECKS}CommonPasswordValidator"},
    {"NAME": f"{_CHECKS}UserAttributeSimilarityValidator", "OPTIONS": {"user_attributes": ("username",)}},
    {"NAME": "supple.people.passwords.NotOurWords"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "today"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "supple.web.accounts.ClosedDoor"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_FORMS = {"login": "supple.web.sign_in.SignIn"}
ACCOUNT_SESSION_REMEMBER = True
SURE_FOR = timedelta(minutes=15)
"""Before what cannot be undone or takes everything along, the password or passkey must have been given so lately."""
ACCOUNT_REAUTHENTICATION_TIMEOUT = int(SURE_FOR.total_seconds())
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS  # localhost counts as secure for the browser

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
_HOST = "__Host-" if HTTPS else ""  # browsers then take it from this very name alone, over https
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = f"{_HOST}sessionid", f"{_HOST}csrftoken"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 30 * 24 * 3600  # `sessions` renews it once a day, for half a year at most
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_SSL_REDIRECT = False  # the proxy's task
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS  # supple has a name of its own, with nothing under it
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "supple.web.pages.mistakes.form_too_old"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"  # nothing a page says goes into a cookie
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],  # the authenticator's QR code
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
        "object-src": ["'none'"],
        "form-action": ["'self'"],
    }
}
LARGEST_BODY = 64 * 2**20
BODY_IN_MEMORY = LARGEST_BODY if ENCRYPTED else 2**20  # what is larger waits in a file, which nobody would encrypt
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 2**20
FILE_UPLOAD_MAX_MEMORY_SIZE = BODY_IN_MEMORY if ENCRYPTED else DATA_UPLOAD_MAX_MEMORY_SIZE
MAX_ENTRIES_A_REQUEST = 2000

USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", "English"), ("de", "Deutsch")]
LOCALE_PATHS = [Path(__file__).parents[1] / "locale"]
LANGUAGE_COOKIE_NAME = f"{_HOST}language"
LANGUAGE_COOKIE_SECURE, LANGUAGE_COOKIE_HTTPONLY, LANGUAGE_COOKIE_SAMESITE = HTTPS, True, "Lax"
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True

_AS_JSON = os.environ.get("SUPPLE_LOG") == "json"
LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    # Codes, ids and places only: a traceback of a view could carry what a person wrote.
    "formatters": {"plain": {"()": f"supple.web.logs.{'AsJson' if _AS_JSON else 'WithoutWords'}"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
        "supple.web": {"level": "INFO"},  # sign-ins and what was done with them, by number
    },
}
