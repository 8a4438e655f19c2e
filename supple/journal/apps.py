# SPDX-License-Identifier: Apache-2.0
"""The Django app that keeps what was said."""

from django.apps import AppConfig


class JournalConfig(AppConfig):
    """Events and tombstones."""

    name = "supple.journal"
    default_auto_field = "django.db.models.BigAutoField"
