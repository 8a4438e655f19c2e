# SPDX-License-Identifier: Apache-2.0
"""`supple backup OUT`: copy everything to a safe place; `--daily` and `--keep-up` look after automatic ones."""

import argparse
import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

HOUR = 3600
LOOKS = 30
"""Seconds between two looks whether whoever started us is still there."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where to, or by itself."""
    parser.add_argument("out", nargs="?", type=Path, metavar="OUT", help="a file that is not there yet, or a folder")
    parser.add_argument(
        "--daily",
        action="store_true",
        help="make today's backup in the folder of automatic backups unless it is there; once a month, try it out",
    )
    parser.add_argument("--keep-up", action="store_true", help="do that every hour, as long as supple runs")
    parser.add_argument(
        "--new-key", type=Path, metavar="FILE", help="write a passphrase that seals every backup from then on"
    )
    parser.add_argument("--json", action="store_true", help="answer as JSON")


def run(args: argparse.Namespace) -> int:
    """Back up, and say what is in the backup."""
    if args.keep_up:
        return keep_up()
    if args.new_key:
        return _new_key(args.new_key)
    if (args.out is None) != args.daily:
        from supple.errors import SuppleError

        raise SuppleError("out-missing", "Say where to: `supple backup OUT`, or `supple backup --daily`.")
    from datetime import UTC, datetime

    from supple.cli.django_door import ready

    ready(migrate=False)
    now = datetime.now(UTC)
    if args.daily:
        return _daily(now, args.json)
    from supple.actions.back_up import back_up

    _tell(back_up(args.out, now), args.json)
    return 0


def _new_key(file: Path) -> int:
    from supple.actions.seal_backups import NAMED, new_key

    print(
        f"{new_key(file)}\n\nWrite this down on paper and keep it elsewhere: without it nobody opens a sealed backup."
    )
    print(f"From now on, start supple with {NAMED}={file.resolve()}")
    return 0


def _daily(now: "datetime", as_json: bool) -> int:
    from supple.actions import keep_backups

    place = keep_backups.folder()
    done = keep_backups.today(place, now)
    if done:
        _tell(done, as_json)
    elif not as_json:
        print(f"Today's backup is in {place} already.")
    _forget(place, now)
    if keep_backups.due_for_proof(place, now):
        _try_out(place, now, as_json)
    return 0


def _forget(place: Path, now: "datetime") -> None:
    """Take whoever was erased out of copies that the erasing itself could not reach."""
    from django.db import connection

    if connection.vendor != "sqlite":
        from supple.actions.forget_on_postgres import catch_up

        for name in catch_up(place, now):
            print(f"supple: {name} still holds, or may hold, a diary that was erased.", file=sys.stderr)


def _try_out(place: Path, now: "datetime", as_json: bool) -> None:
    """What can never be tried out here is no failure of this backup: it is told, and told by the doctor."""
    from supple.actions import keep_backups
    from supple.errors import SuppleError

    try:
        tried = keep_backups.prove(place, now)
    except SuppleError as error:
        if error.code != keep_backups.NOT_TRIED:
            raise
        print(f"supple: {error}", file=sys.stderr)
        return
    if tried and not as_json:
        print(f"Tried out: {tried.name} restores, and every diary in it can be read.")


def _tell(done: "object", as_json: bool) -> None:
    from supple.actions.back_up import Backup

    assert isinstance(done, Backup)
    looked, sealed = done.looked, f", {done.closed[1:]}" if done.closed else ""
    if as_json:
        held = {"persons": looked.persons, "entries": looked.entries} if looked else {}
        print(json.dumps({"file": str(done.file), "bytes": done.size, "sealed": bool(done.closed), **held}))
    elif looked:
        size = f"{max(1, done.size // 1024)} kB"
        print(f"{done.file}: {looked.entries} entries, {looked.persons} persons, {size}, checked{sealed}.")
    else:
        print(f"{done.file}: {max(1, done.size // 1024)} kB, written by pg_dump{sealed}.")


def keep_up() -> int:
    """A small process beside the server; each backup is made by one of its own, which ends with it."""
    from supple.journal.opening import hand_on, take_over

    take_over()
    started_by, wait = os.getppid(), 2 * LOOKS
    while _stays(started_by, wait):
        env, pipes = hand_on()
        ask = [sys.executable, "-m", "supple", "backup", "--daily", "--json"]
        subprocess.run(ask, env=env, pass_fds=pipes, stdout=2, check=False)
        for pipe in pipes:
            os.close(pipe)
        wait = HOUR
    return 0


def _stays(started_by: int, seconds: int) -> bool:
    """Wait so long; false as soon as whoever started us is gone."""
    until = time.monotonic() + seconds
    try:
        while time.monotonic() < until and os.getppid() == started_by:
            time.sleep(LOOKS)
    except KeyboardInterrupt:
        return False
    return os.getppid() == started_by
