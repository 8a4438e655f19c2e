# SPDX-License-Identifier: Apache-2.0
"""Django's settings while the diary is locked: the same doors, headers and texts, and no database."""

from pathlib import Path

from supple.web.settings import *  # noqa: F403 - everything but what is named here stays as it is
from supple.web.settings import LOGGING as OPEN_LOGGING

DATABASES = {}
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",  # without which its app would not start
    "csp.middleware.CSPMiddleware",
    "supple.web.privacy.never_stored",
    "supple.web.locked.gate.Gate",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [Path(__file__).parents[1] / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "supple.web.locked.gate.nobody",
            ]
        },
    }
]
CSRF_FAILURE_VIEW = "supple.web.locked.gate.too_old"
_LOCKED = {"django.request": {"level": "CRITICAL"}}  # that it is locked is no fault, however often it is said
LOGGING = {**OPEN_LOGGING, "loggers": {**OPEN_LOGGING["loggers"], **_LOCKED}}
LARGEST_BODY = BODY_IN_MEMORY = 2**20
"""No larger one is read: it would be written into a file that is not sealed."""
