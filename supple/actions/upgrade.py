# SPDX-License-Identifier: Apache-2.0
"""How does a database of an older supple become one of today's? After a backup, all steps or none."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections, transaction
from django.db.migrations.executor import MigrationExecutor

from supple.actions import keep_backups
from supple.errors import SuppleError
from supple.journal import store

Step = tuple[str, str]


def bring_up_to_date(now: datetime) -> None:
    """Change the tables when this version needs it; nothing to do costs a few milliseconds."""
    _refuse_a_newer_one()
    if pending():
        with _one_at_a_time():
            _upgrade(now)
    # An upgrade that was cut short between its last step and the locks leaves the tables without them.
    if store.missing_locks():
        store.lock_again()


def pending() -> list[Step]:
    """The steps that this version still has to take."""
    executor = _executor()
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [(step.app_label, step.name) for step, _ in plan]


def newer_steps() -> list[Step]:
    """The steps a newer supple took with this database, of which this one knows nothing."""
    loader = _executor().loader
    known = set(loader.disk_migrations)
    known |= {replaced for step in loader.disk_migrations.values() for replaced in step.replaces}
    labels = {label for label, _ in known}
    return sorted(step for step in loader.applied_migrations or () if step[0] in labels and step not in known)


def _upgrade(now: datetime) -> None:
    if not pending():  # another process was quicker
        return
    if connections[DEFAULT_DB_ALIAS].vendor == "sqlite" and _executor().loader.applied_migrations:
        # PostgreSQL takes each step whole or not, and whoever runs it has copies of their own.
        keep_backups.before_upgrade(keep_backups.folder(), now)
    try:
        with _together():
            call_command("migrate", verbosity=0, interactive=False, skip_checks=True)
    except DatabaseError as error:
        what = "The tables could not be brought to this version. They are as they were; nothing said is lost."
        hint = "Look with `supple doctor`, then start again. On SQLite, a copy from before lies with the backups."
        raise SuppleError("upgrade-failed", what, hint) from error


@contextmanager
def _together() -> Iterator[None]:
    """All steps, and the notes that they were taken, in one transaction.

    Django writes that note after the step itself is kept: a kill between the two would leave a step that can neither be
    taken again nor be passed over. SQLite checks foreign keys at the end, and must be told so before it begins.
    """
    database = connections[DEFAULT_DB_ALIAS]
    database.disable_constraint_checking()
    try:
        with transaction.atomic():
            yield
    finally:
        database.enable_constraint_checking()


def _refuse_a_newer_one() -> None:
    if newer := newer_steps():
        what = f"This diary was used with a newer supple ({'.'.join(newer[-1])}), which this one cannot read safely."
        hint = "Start the newer version again, or put back a backup from before with `supple restore`."
        raise SuppleError("database-newer", what, hint)


def _executor() -> MigrationExecutor:
    return MigrationExecutor(connections[DEFAULT_DB_ALIAS])


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Two processes that start together take no step twice."""
    opened = os.open(Path(settings.HOME) / "upgrading", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(opened, fcntl.LOCK_EX)
        yield
    finally:
        os.close(opened)
