# SPDX-License-Identifier: Apache-2.0
"""How does a verb reach the diary? It opens Django here, inside its `run`, so that `--help` stays quick."""

import os


def ready(migrate: bool = True) -> None:
    """Make the database and its rows usable, on a fresh machine too."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "supple.web.settings")
    import django

    django.setup()
    if migrate:
        _bring_up_to_date()


def _bring_up_to_date() -> None:
    """Make or change the tables when this version of supple needs it; nothing to do costs a few milliseconds."""
    from django.core.management import call_command
    from django.db import DEFAULT_DB_ALIAS, OperationalError, connections
    from django.db.migrations.executor import MigrationExecutor

    from supple.errors import SuppleError

    try:
        executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            call_command("migrate", verbosity=0, interactive=False, skip_checks=True)
    except OperationalError:
        hint = "Check that the folder in SUPPLE_HOME can be written, or that the database in DATABASE_URL runs."
        raise SuppleError("database-unavailable", "The diary could not be opened.", hint) from None
