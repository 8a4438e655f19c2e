# SPDX-License-Identifier: Apache-2.0
"""How does a verb reach the diary? It opens Django here, inside its `run`, so that `--help` stays quick."""

import os
import sys

from supple.errors import SuppleError


def ready(migrate: bool = True, alone: bool = False, unlock: bool = True) -> None:
    """Make the database and its rows usable, on a fresh machine too; `alone` when nobody else may have it open."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "supple.web.settings")
    import django
    from django.conf import settings

    try:
        home = settings.HOME
    except OSError as error:
        hint = "Name a folder of yours in SUPPLE_HOME."
        raise SuppleError("home-unusable", f"{error.filename}: {error.strerror}.", hint) from None
    from supple.actions.home import hold

    hold(home, alone)
    if settings.ENCRYPTED and unlock:
        from supple.cli.unlock import open_for_us

        open_for_us(settings.DIARY)
    django.setup()
    if migrate:
        from datetime import UTC, datetime

        from supple.actions.upgrade import bring_up_to_date

        bring_up_to_date(datetime.now(UTC))


def said_of(error: Exception) -> SuppleError | None:
    """What a database that failed means for whoever typed the command; nothing for other errors.

    Nothing of the database's own words is repeated: they may quote a row.
    """
    if "django.db" not in sys.modules:
        return None
    from django.db import DatabaseError

    if not isinstance(error, DatabaseError):
        return None
    what = "The diary could not be opened or written: the disk may be full, read-only, or the database damaged or away."
    return SuppleError("database-unavailable", what, "What was not confirmed was not kept. Look with `supple doctor`.")
