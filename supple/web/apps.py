# SPDX-License-Identifier: Apache-2.0
"""The Django app of pages and static files."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Pages, templates, static files, the API."""

    name = "supple.web"
