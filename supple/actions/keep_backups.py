# SPDX-License-Identifier: Apache-2.0
"""Which automatic backups are made, kept and let go, and does one of them still restore?

The rule: the newest backup of each of the last 7 days that have one, of the last 5 weeks, and of the last 12 months.
It looks at the backups and not at the clock, so that a clock that jumps lets nothing go.
"""

import os
import re
import shutil
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import connection

from supple.actions import scratch_database
from supple.actions.back_up import Backup, back_up, ends, stamp
from supple.actions.look_through import PARTIAL
from supple.actions.put_back import rehearse
from supple.errors import SuppleError

DAYS, WEEKS, MONTHS = 7, 5, 12
UPGRADES = 3
"""Copies made before an upgrade changes the tables."""
PROVED_EVERY = timedelta(days=30)
PROVED = "last-proved"
NOT_TRIED = "backup-not-tried"
_NAME = re.compile(r"supple-(\d{4}-\d\d-\d\dT\d{6}Z)\.(sqlite3|dump)(\.sealed|\.encrypted)?")
_UPGRADE = re.compile(r"before-upgrade-(\d{4}-\d\d-\d\dT\d{6}Z)\.(sqlite3|dump)(\.sealed|\.encrypted)?")


def folder() -> Path:
    """Where automatic backups are kept: SUPPLE_BACKUPS, or a folder beside the database."""
    named = os.environ.get("SUPPLE_BACKUPS")
    kept = Path(named) if named else Path(settings.HOME) / "backups"
    try:
        kept.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        hint = "Name another folder in SUPPLE_BACKUPS."
        raise SuppleError("folder-unwritable", f"{kept} cannot be made: {error.strerror}.", hint) from None
    return kept


def made(place: Path) -> dict[Path, datetime]:
    """The automatic backups of a folder, with their moments, oldest first."""
    return _named(place, _NAME)


def every(place: Path) -> list[Path]:
    """All that was written into the folder by itself, also before upgrades."""
    return [*made(place), *_named(place, _UPGRADE)]


def today(place: Path, now: datetime) -> Backup | None:
    """Make today's backup unless it is there, let go of what the rule does not keep."""
    _sweep(place)
    _sweep(Path(settings.HOME))
    if connection.vendor != "sqlite":
        scratch_database.sweep(now)
    if any(moment.date() == now.astimezone(UTC).date() for moment in made(place).values()):
        return None
    done = back_up(place / f"supple-{stamp(now)}{ends()}", now)
    for file in let_go(made(place)):
        file.unlink(missing_ok=True)
    return done


def before_upgrade(place: Path, now: datetime) -> Backup:
    """A copy before the tables change; the newest few of these are kept."""
    _sweep(place)
    at = now
    while (file := place / f"before-upgrade-{stamp(at)}{ends()}").exists():
        at += timedelta(seconds=1)  # an upgrade that was cut short and began again within the second
    done = back_up(file, now)
    for file in list(_named(place, _UPGRADE))[:-UPGRADES]:
        file.unlink(missing_ok=True)
    return done


def let_go(moments: dict[Path, datetime]) -> list[Path]:
    """The backups that the rule does not keep.

    >>> days = {Path(f"{n:03}"): datetime(2026, 1, 1, 3, tzinfo=UTC) + timedelta(days=n) for n in range(400)}
    >>> kept = sorted(set(days) - set(let_go(days)))
    >>> len(kept), str(kept[-1])
    (20, '399')
    """
    rules: tuple[tuple[int, Callable[[datetime], object]], ...] = (
        (DAYS, lambda m: m.date()), (WEEKS, lambda m: m.isocalendar()[:2]), (MONTHS, lambda m: (m.year, m.month)),
    )  # fmt: skip
    kept: set[Path] = set()
    for most, span in rules:
        newest = {span(moment): file for file, moment in sorted(moments.items(), key=lambda one: one[1])}
        kept |= set(list(newest.values())[-most:])
    return [file for file in moments if file not in kept]


def due_for_proof(place: Path, now: datetime) -> bool:
    """Whether it is a month since a backup was shown to restore."""
    last = proved(place)
    return last is None or not timedelta() <= now - last < PROVED_EVERY


def proved(place: Path) -> datetime | None:
    """When a backup was last shown to restore."""
    try:
        return datetime.fromisoformat((place / PROVED).read_text().split()[0])
    except (OSError, ValueError, IndexError):
        return None


def prove(place: Path, now: datetime) -> Path | None:
    """Restore the newest backup into a place of its own and read every diary in it; refused when that fails."""
    kind = ".sqlite3" if connection.vendor == "sqlite" else ".dump"
    newest = [file for file in made(place) if kind in file.suffixes][-1:]
    if not newest:
        return None
    if why := why_never_tried():
        raise SuppleError(NOT_TRIED, f"The backup {newest[0].name} was not tried out: {why}.")
    rehearse(newest[0])
    (place / PROVED).write_text(f"{now.isoformat()} {newest[0].name}\n")
    return newest[0]


def why_never_tried() -> str:
    """What keeps backups from being tried out here; empty when nothing does."""
    return "" if connection.vendor == "sqlite" else scratch_database.why_not()


def _named(place: Path, pattern: re.Pattern[str]) -> dict[Path, datetime]:
    found = ((file, pattern.fullmatch(file.name)) for file in _files(place))
    moments = {f: datetime.strptime(m[1], "%Y-%m-%dT%H%M%SZ").replace(tzinfo=UTC) for f, m in found if m}
    return dict(sorted(moments.items(), key=lambda one: one[1]))


def _files(place: Path) -> Iterable[Path]:
    return place.iterdir() if place.is_dir() else ()


def _sweep(place: Path) -> None:
    """Halves that a power cut left behind, once nobody can be writing them any more."""
    for left in _files(place):
        if left.name.startswith(".") and PARTIAL in left.name and not _alive(left):
            shutil.rmtree(left, ignore_errors=True) if left.is_dir() else left.unlink(missing_ok=True)


def _alive(partial: Path) -> bool:
    writer = re.search(rf"\.(\d+){re.escape(PARTIAL)}", partial.name)
    return bool(writer and Path("/proc", writer[1]).exists())
