# SPDX-License-Identifier: Apache-2.0
"""The Django app that keeps who is who."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Accounts, persons, tokens, grants."""

    name = "supple.people"
    default_auto_field = "django.db.models.BigAutoField"

    def import_models(self) -> None:
        """One file for each thing that is kept."""
        super().import_models()
        from supple.people import grants, reminding, said_while_locked, sharing  # noqa: F401, PLC0415 - models may be read only once the apps are known
