# SPDX-License-Identifier: Apache-2.0
"""How do many people's days come in from one Parquet file, piece by piece, and their findings go out?

In: one row a person and day, the rows of a person side by side; a column `person`, a column `date`, and one column
of numbers per measure. A part is a row group: it owns the people whose first row lies in it, so that parts can be
read apart, in any order, each within the memory that a row group takes.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from numpy.typing import NDArray

from supple.errors import SuppleError
from supple.insight.result import Findings
from supple.insight.series import DailyTable

LONGEST = 18_300  # days, fifty years: more is a mistake in a date
EPOCH = date(1970, 1, 1)
Array = NDArray[np.float64]
Table = pa.Table

FOUND = pa.schema(
    [
        ("person", pa.string()),
        ("outcome", pa.string()),
        ("kind", pa.string()),
        ("days", pa.int32()),
        ("recorded", pa.int32()),
        ("factor", pa.string()),
        ("verdict", pa.string()),
        ("claim", pa.bool_()),
        ("prob", pa.float64()),
        ("effect", pa.float64()),
        ("lo", pa.float64()),
        ("hi", pa.float64()),
        ("lag", pa.int8()),
        ("set", pa.list_(pa.string())),
        ("together", pa.float64()),
        ("alike", pa.list_(pa.string())),
        ("unit", pa.float64()),
        ("exposed", pa.int32()),
        ("days_more", pa.int32()),
        ("why", pa.string()),
        ("problem", pa.string()),
    ]
)


@dataclass(frozen=True, slots=True)
class Diary:
    """One person's days, or why they cannot be read."""

    person: str
    days: DailyTable | SuppleError


def parts(path: Path) -> int:
    """How many parts the file has; a file that is no table of people's days is refused."""
    try:
        held = pq.ParquetFile(path)
    except OSError as wrong:
        raise SuppleError("file-unreadable", f"'{path}' cannot be read.", "Check the name and place.") from wrong
    except pa.ArrowInvalid as wrong:
        raise SuppleError("not-parquet", f"'{path}' is not a whole Parquet file.", "Write it again.") from wrong
    schema = held.schema_arrow
    for name in ("person", "date"):
        if name not in schema.names:
            raise SuppleError(f"{name}-missing", f"The file has no column called {name}.", "Name it so.")
    words = [f.name for f in schema if f.name not in ("person", "date") and not _numeric(f.type)]
    if words:
        raise SuppleError("not-numbers", f"{len(words)} columns hold no numbers.", "Leave them out, or write numbers.")
    kind = schema.field("date").type
    if not (pa.types.is_date(kind) or pa.types.is_timestamp(kind) or pa.types.is_string(kind)):
        raise SuppleError("date-unreadable", "The column date holds no dates.", "Write YYYY-MM-DD.")
    return int(held.num_row_groups)


def _numeric(kind: pa.DataType) -> bool:
    return bool(pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_boolean(kind))


def people(path: Path, part: int) -> Iterator[Diary]:
    """Everyone whose first row lies in this part, in the file's order."""
    held = pq.ParquetFile(path)
    carried = _last_person(held, part)
    rows = _Rows.of(held.read_row_group(part))
    starts = [start for start in rows.starts() if start or rows.person[0] != carried]
    for start, end in pairwise([*starts, len(rows.person)]):
        mine = rows.cut(start, end)
        if end == len(rows.person):
            mine = _followed(held, part + 1, mine)
        yield Diary(mine.person[0], _days(mine))


@dataclass(frozen=True, slots=True)
class _Rows:
    """Some rows as plain columns; days are counted from 1970, -1 stands for a day that cannot be read."""

    person: list[str]
    day: NDArray[np.int64]
    columns: dict[str, Array]

    @classmethod
    def of(cls, table: pa.Table) -> "_Rows":
        names = [name for name in table.column_names if name not in ("person", "date")]
        columns = {name: np.asarray(pc.cast(table[name], pa.float64()).to_numpy(), dtype=np.float64) for name in names}
        person = ["" if one is None else str(one) for one in table["person"].to_pylist()]
        return cls(person, _day_numbers(table["date"]), columns)

    def starts(self) -> list[int]:
        """The rows at which another person begins."""
        return [at for at, who in enumerate(self.person) if at == 0 or who != self.person[at - 1]]

    def cut(self, start: int, end: int) -> "_Rows":
        """The rows from `start` up to `end`."""
        columns = {name: column[start:end] for name, column in self.columns.items()}
        return _Rows(self.person[start:end], self.day[start:end], columns)

    def joined(self, other: "_Rows") -> "_Rows":
        """These rows, then those."""
        columns = {name: np.concatenate([column, other.columns[name]]) for name, column in self.columns.items()}
        return _Rows(self.person + other.person, np.concatenate([self.day, other.day]), columns)


def _day_numbers(column: pa.ChunkedArray) -> NDArray[np.int64]:
    """Days since 1970, or -1 where there is no date."""
    if pa.types.is_string(column.type):
        column = pc.strptime(column, format="%Y-%m-%d", unit="s", error_is_null=True)
    whole = pc.cast(pc.cast(column, pa.date32(), safe=False), pa.int32())
    return np.asarray(pc.fill_null(whole, -1).to_numpy(), dtype=np.int64)


def _last_person(held: pq.ParquetFile, part: int) -> str | None:
    """Whoever the rows before this part end with."""
    for before in range(part - 1, -1, -1):
        column = held.read_row_group(before, columns=["person"])["person"]
        if len(column):
            return str(column[len(column) - 1].as_py() or "")
    return None


def _followed(held: pq.ParquetFile, part: int, mine: _Rows) -> _Rows:
    """A person's rows with those that the next parts begin with."""
    while part < held.num_row_groups:
        rows = _Rows.of(held.read_row_group(part))
        end = next((start for start in rows.starts() if rows.person[start] != mine.person[0]), len(rows.person))
        mine = mine.joined(rows.cut(0, end))
        if end < len(rows.person):
            break
        part += 1
    return mine


def _days(rows: _Rows) -> DailyTable | SuppleError:
    """One row per calendar day, or what is wrong with this person's rows."""
    if not rows.person[0]:
        return SuppleError("person-missing", "Some rows have no person.", "Fill the column person.")
    if (rows.day < 0).any():
        return SuppleError("date-unreadable", "A date is missing or cannot be read.", "Write YYYY-MM-DD.")
    first = int(rows.day.min())
    place = rows.day - first
    span = int(place.max()) + 1
    if span > LONGEST:
        return SuppleError("span-too-long", "The days are more than fifty years apart.", "Check the years.")
    if len(np.unique(place)) < len(place):
        return SuppleError("date-repeated", "The same day is there twice.", "Keep one row per day.")
    laid = {}
    for name, column in rows.columns.items():
        laid[name] = np.full(span, np.nan)
        laid[name][place] = np.where(np.isfinite(column), column, np.nan)
    return DailyTable(EPOCH + timedelta(days=first), laid)


def findings_table(asked: Sequence[tuple[str, Findings | SuppleError]]) -> pa.Table:
    """One row a person and factor; a person who could not be answered has one row that says why."""
    rows: list[dict[str, Any]] = []
    for person, found in asked:
        if isinstance(found, SuppleError):
            rows.append({"person": person, "problem": str(found)})
            continue
        shared = {
            "person": person,
            "outcome": found.outcome,
            "kind": found.kind,
            "days": found.days,
            "recorded": found.recorded,
        }
        rows.extend({**shared, "factor": name, **_fields(one)} for name, one in found.factors.items())
        if not found.factors:
            rows.append({**shared, "problem": "No factor was recorded."})
    return pa.Table.from_pylist(rows, schema=FOUND)


def _fields(one: Any) -> dict[str, Any]:
    names = ("verdict", "claim", "prob", "effect", "lo", "hi", "lag", "unit", "exposed", "days_more", "why", "together")
    return {**{name: getattr(one, name) for name in names}, "set": list(one.set), "alike": list(one.alike)}


def write(table: pa.Table, path: Path) -> None:
    """Write a part whole or not at all, so that a stop in the middle leaves no half part."""
    waiting = path.with_suffix(".writing")
    try:
        pq.write_table(table, waiting, compression="zstd")
    except OSError as wrong:
        raise SuppleError("file-unwritable", f"'{path}' cannot be written.", "Is the disk full?") from wrong
    waiting.replace(path)


def together(tables: Sequence[pa.Table]) -> pa.Table:
    """Several tables of findings as one."""
    return pa.concat_tables(tables) if tables else FOUND.empty_table()


def join(pieces: Sequence[Path], out: Path) -> int:
    """Put the parts into one file, one at a time; answers how many rows it has."""
    waiting, rows = out.with_name(out.name + ".writing"), 0
    with pq.ParquetWriter(waiting, FOUND, compression="zstd") as writer:
        for piece in pieces:
            table = pq.read_table(piece, schema=FOUND)
            rows += table.num_rows
            writer.write_table(table)
    waiting.replace(out)
    return rows
