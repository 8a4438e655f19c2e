# SPDX-License-Identifier: Apache-2.0
"""How does a phone's health export come in? Read as it streams by, then as a table of days like any other."""

from datetime import datetime
from typing import BinaryIO

from supple.actions.bring_in import Imported, Preview, keep_reading, look_at
from supple.entries.entry import zone_named
from supple.entries.timeline import diary_day
from supple.interop import apple, csv
from supple.interop.csv import Reading
from supple.people.models import Person


def read_export(person: Person, file: BinaryIO, now: datetime) -> Reading:
    """The days of an export, up to today."""
    return apple.read(file, diary_day(now, zone_named(person.zone), person.day_starts))


looks_like_export = apple.is_export
"""Whether the first bytes of a file look like an export."""


def days_of_export(person: Person, file: BinaryIO, now: datetime) -> tuple[Preview, bytes]:
    """What would come of an export, and its days as a table, which is small enough to be handed on."""
    reading = read_export(person, file, now)
    return look_at(person, reading, now)[0], csv.write(reading.table).encode()


def import_days(person: Person, days: bytes, now: datetime) -> Imported:
    """Keep the days that `days_of_export` wrote."""
    return keep_reading(person, csv.read(days), "health", now)


def preview_export(person: Person, file: BinaryIO, now: datetime) -> Preview:
    """What would come of it; nothing is kept."""
    return look_at(person, read_export(person, file, now), now)[0]


def import_export(person: Person, file: BinaryIO, now: datetime) -> Imported:
    """Keep its days as one batch."""
    return keep_reading(person, read_export(person, file, now), "health", now)
