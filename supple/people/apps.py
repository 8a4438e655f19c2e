# SPDX-License-Identifier: Apache-2.0
"""The Django app that keeps who is who."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Accounts, persons, tokens."""

    name = "supple.people"
    default_auto_field = "django.db.models.BigAutoField"
