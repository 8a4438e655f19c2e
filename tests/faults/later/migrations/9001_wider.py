# SPDX-License-Identifier: Apache-2.0
# ruff: noqa: RUF012 - the lists that steps have
"""Rebuilds the table of events, which SQLite does without the journal's locks."""

from django.db import migrations, models

from tests.faults.later.migrations import LAST, die


class Migration(migrations.Migration):
    dependencies = [("journal", LAST)]
    operations = [
        migrations.AlterField("event", "source", models.CharField(max_length=80)),
        migrations.RunPython(lambda apps, editor: die("inside")),
    ]
