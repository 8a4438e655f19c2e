# SPDX-License-Identifier: Apache-2.0
# ruff: noqa: RUF012 - the lists that steps have
"""Changes nothing; the step before it is done by now, and the locks are not back yet."""

from django.db import migrations

from tests.faults.later.migrations import die


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("journal", "9001_wider")]
    operations = [migrations.RunPython(lambda apps, editor: die("between"))]
