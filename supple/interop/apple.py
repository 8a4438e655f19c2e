# SPDX-License-Identifier: Apache-2.0
"""What does a phone's health export say of each day? Sleep, steps, heart rate, temperature, walking, weight.

The file is read as it streams by, whatever its length: only sums per day and source are kept. Phone and watch both
count the same steps, so of several sources the largest counts; time asleep is counted once, whoever noticed it.
A pulse is kept as the person's own measure: it is a day's mean, and the rules ask for a pulse at rest, now.
"""

import re
import zipfile
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import IO, BinaryIO
from xml.sax import SAXException, SAXParseException

import numpy as np
from defusedxml.common import DefusedXmlException  # type: ignore[import-untyped]
from defusedxml.expatreader import DefusedExpatParser  # type: ignore[import-untyped]

from supple.entries.composed import Composed
from supple.entries.refused import refusal
from supple.errors import SuppleError
from supple.insight.result import Said
from supple.insight.series import DailyTable
from supple.interop import csv

MOST_UNFOLDED = 8 * 2**30
FOLDED_AT_MOST = 200
"""Times that a file may grow when it is unfolded; a real export grows about thirty times."""
PIECE = 2**20
_DOCTYPE = re.compile(rb"<!DOCTYPE\s.*?(\[.*?\]\s*)?>", re.DOTALL)
_STAMP = re.compile(r"(\d{4})-(\d\d)-(\d\d) (\d\d):(\d\d):(\d\d) ([+-])(\d\d)(\d\d)")
_OLDEST, _SPAN = date(2000, 1, 1), csv.LONGEST_SPAN
_MILE = 1.609344
_HK = "HKQuantityTypeIdentifier"


@dataclass(frozen=True, slots=True)
class Quantity:
    """What one type of record becomes: a column, how a day is summed up, and its units by their factors."""

    column: str
    combine: str
    units: dict[str, tuple[float, float]]


QUANTITIES = {
    f"{_HK}StepCount": Quantity("steps", "sum", {"count": (1, 0)}),
    f"{_HK}HeartRate": Quantity("own:heart rate", "mean", {"count/min": (1, 0)}),
    f"{_HK}RestingHeartRate": Quantity("own:resting heart rate", "mean", {"count/min": (1, 0)}),
    f"{_HK}BodyTemperature": Quantity("temp_c", "max", {"degC": (1, 0), "degF": (5 / 9, -160 / 9)}),
    f"{_HK}AppleSleepingWristTemperature": Quantity(
        "own:wrist temperature asleep", "mean", {"degC": (1, 0), "degF": (5 / 9, -160 / 9)}
    ),
    f"{_HK}DistanceWalkingRunning": Quantity(
        "own:walking km", "sum", {"km": (1, 0), "mi": (_MILE, 0), "m": (0.001, 0)}
    ),
    f"{_HK}WalkingSpeed": Quantity(
        "own:walking speed km/h", "mean", {"km/hr": (1, 0), "mi/hr": (_MILE, 0), "m/s": (3.6, 0)}
    ),
    f"{_HK}BodyMass": Quantity("weight_kg", "mean", {"kg": (1, 0), "lb": (0.45359237, 0), "g": (0.001, 0)}),
}  # fmt: skip
SLEEP = "HKCategoryTypeIdentifierSleepAnalysis"
ASLEEP = "HKCategoryValueSleepAnalysisAsleep"
EVENING = timedelta(hours=6)
"""Sleep that ends after six in the evening belongs to the next day, the one it leads to."""


@dataclass(slots=True)
class _Day:
    """What the records of one kind and source said of one day."""

    total: float = 0.0
    many: int = 0
    most: float = float("-inf")

    def add(self, value: float) -> None:
        self.total += value
        self.many += 1
        self.most = max(self.most, value)

    def of(self, combine: str) -> float:
        return self.most if combine == "max" else self.total if combine == "sum" else self.total / self.many


@dataclass(slots=True)
class _Records:
    """Takes the records as they stream by."""

    days: dict[tuple[str, str, str], _Day] = field(default_factory=lambda: defaultdict(_Day))
    """By type, source and day."""
    nights: dict[date, list[tuple[float, float]]] = field(default_factory=lambda: defaultdict(list))
    seen: int = 0
    left_out: int = 0
    root: str = ""

    def begins(self, name: str, attrs: Mapping[str, str]) -> None:
        """One element begins; only records count."""
        if name != "Record":
            self.root = self.root or name
            return
        self.seen += 1
        try:
            self._record(attrs)
        except (KeyError, ValueError, OverflowError):
            self.left_out += 1

    def _record(self, attrs: Mapping[str, str]) -> None:
        sort = attrs["type"]
        if quantity := QUANTITIES.get(sort):
            factor, offset = quantity.units[attrs["unit"]]
            value = float(attrs["value"]) * factor + offset
            if not -1e6 < value < 1e6:
                raise ValueError
            self.days[sort, attrs.get("sourceName", ""), attrs["startDate"][:10]].add(value)
        elif sort == SLEEP and attrs["value"].startswith(ASLEEP):
            start, end = _moment(attrs["startDate"]), _moment(attrs["endDate"])
            if not timedelta() < end - start < timedelta(days=2):
                raise ValueError
            night = self.nights[(end + EVENING).date()]
            night.append((start.timestamp(), end.timestamp()))
            if len(night) > 64:
                night[:] = _joined(night)


class _Parser(DefusedExpatParser):  # type: ignore[misc]
    """The parser that takes nothing strange, without the parts that a record of half a million lines can do without."""

    def __init__(self, records: _Records) -> None:
        super().__init__(forbid_dtd=True, forbid_entities=True, forbid_external=True)
        self._begins = records.begins

    def reset(self) -> None:
        """Before the first piece: only the beginnings of elements are of interest."""
        super().reset()
        self._parser.StartElementHandler = self._begins
        self._parser.EndElementHandler = self._parser.CharacterDataHandler = None


def _moment(stamp: str) -> datetime:
    """A moment with its offset.

    >>> _moment("2026-03-27 22:30:00 -0600").isoformat()
    '2026-03-27T22:30:00-06:00'
    """
    if not _STAMP.fullmatch(stamp):
        raise ValueError
    return datetime.fromisoformat(f"{stamp[:10]}T{stamp[11:19]}{stamp[20:23]}:{stamp[23:]}")


def _joined(spans: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """The same time, each moment once.

    >>> _joined([(5, 9), (1, 3), (2, 6)])
    [(1, 9)]
    """
    joined: list[tuple[float, float]] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return joined


def read(file: BinaryIO, today: date) -> csv.Reading:
    """The days of an export, zipped or not; days to come and records that cannot be read are counted and left out."""
    records = _Records()
    with _opened(file) as content:
        _parse(content, records)
    if records.root != "HealthData":
        raise _unread("this is no export of Apple Health", "Choose export.zip from the Health app.")
    columns = _columns(records)
    known = [day for by_day in columns.values() for day in by_day if _OLDEST <= day <= today]
    if not known:
        raise _unread("the export holds nothing that supple reads", "It reads sleep, steps, pulse and walking.")
    first, span = min(known), (max(known) - min(known)).days + 1
    table = {name: np.full(span, np.nan) for name in columns}
    for name, by_day in columns.items():
        for day, value in by_day.items():
            if _OLDEST <= day <= today:
                table[name][(day - first).days] = round(value, 2)
    notes = [Said("records-read", "file", str(records.seen))]
    if records.left_out:
        notes.append(Said("records-left-out", "file", str(records.left_out)))
    return csv.Reading(DailyTable(first, table), {}, tuple(notes), ())


def _columns(records: _Records) -> dict[str, dict[date, float]]:
    found: dict[str, dict[date, float]] = defaultdict(dict)
    for (sort, _, said), day_of in records.days.items():
        try:
            day = date.fromisoformat(said)
        except ValueError:
            records.left_out += day_of.many
            continue
        quantity = QUANTITIES[sort]
        value, before = day_of.of(quantity.combine), found[quantity.column].get(day)
        found[quantity.column][day] = value if before is None else max(value, before)
    for day, spans in records.nights.items():
        hours = sum(end - start for start, end in _joined(spans)) / 3600
        if hours <= 24:
            found["sleep_hours"][day] = hours
    return found


def is_export(head: bytes) -> bool:
    """Whether the first bytes look like an export, zipped or not."""
    return head[:4] == b"PK\x03\x04" or b"<HealthData" in head or b"<!DOCTYPE HealthData" in head


def _opened(file: BinaryIO) -> IO[bytes]:
    head = file.read(4)
    file.seek(0)
    if head != b"PK\x03\x04":
        return file
    try:
        folded = zipfile.ZipFile(file)
        inside = [
            i for i in folded.infolist() if i.filename.lower().endswith(".xml") and "cda" not in i.filename.lower()
        ]
        if not inside:
            raise _unread("the zip holds no export.xml", "Choose export.zip from the Health app.")
        largest = max(inside, key=lambda i: i.file_size)
        if largest.file_size > MOST_UNFOLDED or largest.file_size > FOLDED_AT_MOST * max(largest.compress_size, PIECE):
            raise _unread("the zip unfolds to more than any export holds", "Export it again on the phone.")
        return folded.open(largest)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError):
        raise _unread("the zip is cut off or damaged", "Copy it from the phone again.") from None


def _parse(content: IO[bytes], records: _Records) -> None:
    parser = _Parser(records)
    try:
        for piece in _pieces(content):
            parser.feed(piece)
        parser.close()
    except DefusedXmlException:
        raise _unread("the file defines words of its own, as no export does", "Export it again on the phone.") from None
    except SAXParseException as wrong:
        why = Composed("line {line} cannot be read: it is cut off, or no XML", line=wrong.getLineNumber())
        raise _unread(why, "Copy it from the phone again.") from None
    except (SAXException, zipfile.BadZipFile, EOFError, OSError, ValueError):
        raise _unread("the file is cut off or damaged", "Copy it from the phone again.") from None


def _pieces(content: IO[bytes]) -> Iterator[bytes]:
    """The file piece by piece, without its list of elements, which some phones write wrongly."""
    head, unfolded = content.read(PIECE), 0
    listed = _DOCTYPE.search(head)
    if listed and b"<!ENTITY" not in listed[0]:
        head = head[: listed.start()] + b"\n" * listed[0].count(b"\n") + head[listed.end() :]
    read_on: Callable[[], bytes] = lambda: content.read(PIECE)  # noqa: E731 - iter wants something to call
    yield head
    for piece in iter(read_on, b""):
        unfolded += len(piece)
        if unfolded > MOST_UNFOLDED:
            raise _unread("the file unfolds to more than any export holds", "Export it again on the phone.")
        yield piece


def _unread(why: str, cure: str) -> SuppleError:
    return refusal("export-unreadable", "Nothing was brought in: {why}.", cure, why=why)
