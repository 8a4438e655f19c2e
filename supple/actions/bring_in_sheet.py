# SPDX-License-Identifier: Apache-2.0
"""How does a table of any shape come in? Its columns are told apart once, and the same sort of file is known again."""

from datetime import datetime
from typing import get_args

from supple.actions.bring_in import Imported, Preview, keep_reading, look_at
from supple.entries.felt import CheckIn
from supple.entries.measured import UNITS as _UNITS
from supple.entries.measured import MeasureId
from supple.entries.vocabulary import ActionId, ExposureId
from supple.errors import SuppleError
from supple.interop import sheet
from supple.interop.sheet import FEW, ORDERS, ReadAs, ReadColumn, Sheet, distinct
from supple.people.models import Layout, Person

__all__ = ["FEW", "GROUPS", "ORDERS", "UNITS", "ReadAs", "ReadColumn", "Sheet", "distinct"]


def known(person: Person, found: Sheet) -> ReadAs | None:
    """How a file with these columns was read before."""
    kept = Layout.objects.filter(person=person, signature=found.signature).first()
    try:
        return sheet.from_json(kept.read_as) if kept else None
    except SuppleError:  # remembered by a supple that knew other columns
        return None


def suggested(person: Person, content: bytes) -> tuple[Sheet, ReadAs]:
    """The table, and how it was read before or looks like."""
    found = sheet.read(content)
    return found, known(person, found) or sheet.guess(found)


def preview_sheet(person: Person, content: bytes, read_as: ReadAs, now: datetime) -> Preview:
    """What would come of the file when it is read so; nothing is kept."""
    return look_at(person, sheet.laid_out(sheet.read(content), read_as), now)[0]


def import_sheet(person: Person, content: bytes, read_as: ReadAs, now: datetime) -> Imported:
    """Keep the file's days as one batch, and remember how it was read."""
    found = sheet.read(content)
    done = keep_reading(person, sheet.laid_out(found, read_as), "table", now)
    kept = {"read_as": read_as.as_json(), "used": now}
    Layout.objects.update_or_create(person=person, signature=found.signature, defaults=kept)
    return done


def looks_like_days(content: bytes) -> bool:
    """Whether one of its columns holds dates throughout, whatever it is called."""
    try:
        return any(column.what == "date" for column in sheet.guess(sheet.read(content)).columns.values())
    except SuppleError:
        return False


def was_read(person: Person, content: bytes) -> bool:
    """Whether a file with these columns was read before."""
    try:
        return known(person, sheet.read(content)) is not None
    except SuppleError:
        return False


told = sheet.from_json
"""How a table is read, from what was written down."""
UNITS = tuple(dict.fromkeys(["", sheet.OUT_OF_100, *(unit for units in _UNITS.values() for unit in units)]))
GROUPS = {
    "measures": tuple(dict.fromkeys((*CheckIn.feeds, *get_args(MeasureId)))),
    "exposures": get_args(ExposureId),
    "actions": get_args(ActionId),
}
"""What a column may be, in groups."""
