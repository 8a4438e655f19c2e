# SPDX-License-Identifier: Apache-2.0
"""`supple restore IN`: put a backup back, after a check, or open a sealed one; what was there is kept beside it."""

import argparse
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which backup, and whether only to try it out."""
    parser.add_argument("file", type=Path, metavar="IN", help="a file that `supple backup` made")
    parser.add_argument("--open", type=Path, metavar="OUT", help="only write a sealed backup out plain")
    parser.add_argument("--check", action="store_true", help="only try it out, in a place of its own; change nothing")


def run(args: argparse.Namespace) -> int:
    """Try the backup out; then, unless that was all, put it back."""
    file = args.file.resolve()
    _unlock(file)
    if args.open:
        from supple.actions.seal_backups import write_plain

        write_plain(file, args.open)
        print(f"{args.open}: whoever has this file can read it.")
        return 0
    return _check(file) if args.check else _restore(file)


def _unlock(file: Path) -> None:
    """A backup of an encrypted diary opens with what opened the diary when it was made."""
    from supple.journal import opening

    opening.take_over()
    from supple.actions.seal_backups import key_text

    if text := key_text(file):
        from supple.cli.unlock import opened_by_somebody
        from supple.interop.key_file import from_text

        known = from_text(text.decode())
        if not opening.holds(known.id):
            opened_by_somebody(known, "this backup")


def _restore(file: Path) -> int:
    from datetime import UTC, datetime

    from supple.cli.django_door import ready

    ready(migrate=False, alone=True)
    from supple.actions.back_up import database
    from supple.actions.put_back import put_back
    from supple.journal.opening import is_encrypted

    before = is_encrypted(database())
    done = put_back(file, datetime.now(UTC))
    print(f"Put back: {done.now.entries} entries of {done.now.persons} persons. Everybody signs in again.")
    if before and not is_encrypted(database()):
        print("This backup was plain, so the diary is plain now: `supple encrypt` encrypts it again.")
    if done.kept:
        print(f"What was there before is kept as {done.kept}.")
    return 0


def _check(file: Path) -> int:
    """In this process alone the copy is the diary: it is brought up to date and read like any other."""
    from supple.actions.home import home

    os.environ["DJANGO_SETTINGS_MODULE"] = "supple.web.settings"
    kept = home()
    from supple.actions.seal_backups import plain

    with plain(file) as opened, _copy_of(opened, kept):
        from supple.cli.django_door import ready

        ready()
        from supple.actions.put_back import read_every_diary

        looked = read_every_diary()
    print(f"It restores: {looked.entries} entries of {looked.persons} persons, and every diary can be read.")
    return 0


@contextmanager
def _copy_of(file: Path, home: Path) -> Iterator[None]:
    """Where this process finds its diary from now on: a folder, or a database, of its own."""
    from datetime import UTC, datetime

    from supple.actions import scratch_database
    from supple.actions.look_through import folder_of_its_own, look_through
    from supple.actions.seal_backups import own_folder

    if os.environ.get("DATABASE_URL", "sqlite:").startswith("sqlite"):
        with folder_of_its_own(file, home) as place:
            look_through(place / "supple.sqlite3")
            os.environ["SUPPLE_HOME"] = os.environ["SUPPLE_BACKUPS"] = str(place)
            os.environ.pop("DATABASE_URL", None)
            yield
        return
    with own_folder() as place:
        os.environ["SUPPLE_HOME"] = os.environ["SUPPLE_BACKUPS"] = str(place)
        from django.db import connection

        with scratch_database.filled(file, datetime.now(UTC)) as name:
            connection.settings_dict["NAME"] = name
            scratch_database.counted(name)
            yield
