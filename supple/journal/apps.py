# SPDX-License-Identifier: Apache-2.0
"""The Django app that keeps what was said."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate

from supple.journal.guard import install


class JournalConfig(AppConfig):
    """Events and tombstones."""

    name = "supple.journal"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Put the database's locks back after every migration: SQLite drops them when it rebuilds a table."""
        post_migrate.connect(install, sender=self, dispatch_uid="supple.journal.guard")
