# SPDX-License-Identifier: Apache-2.0
"""What was sent, what was acknowledged, and what the database holds afterwards: the count that must come out even."""

import json
import sqlite3
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Any

Batch = tuple[dict[str, Any], ...]


@dataclass
class Tally:
    """Every batch that was sent and every id that was acknowledged, over all rounds of one diary."""

    sent: list[Batch] = field(default_factory=list)
    acknowledged: set[str] = field(default_factory=set)
    pressed: set[str] = field(default_factory=set)
    """Ids that the server made for presses of a button; an unacknowledged press may have one that we never hear of."""
    refused: int = 0
    tried: Counter[str] = field(default_factory=Counter)
    _alone: Lock = field(default_factory=Lock)

    def sends(self, batch: Batch) -> None:
        """Before a batch goes out: it may be kept from now on."""
        with self._alone:
            self.sent.append(batch)

    def hears(self, ids: Sequence[str], pressed: bool = False) -> None:
        """After an answer: these must be there from now on, whatever happens."""
        with self._alone:
            self.acknowledged.update(ids)
            if pressed:
                self.pressed.update(ids)

    def hears_no(self) -> None:
        """The server said that it did not keep it."""
        with self._alone:
            self.refused += 1

    def unanswered(self) -> list[Batch]:
        """Batches that a phone would send again."""
        return [batch for batch in self.sent if not {one["id"] for one in batch} <= self.acknowledged]


@dataclass(frozen=True)
class Count:
    """What came out; all but the first number must be zero."""

    acknowledged: int
    missing: int
    duplicated: int
    half_written: int
    never_sent: int
    damaged: int

    @property
    def even(self) -> bool:
        """Whether nothing is wrong."""
        return not (self.missing or self.duplicated or self.half_written or self.never_sent or self.damaged)

    def __add__(self, other: "Count") -> "Count":
        return Count(*(a + b for a, b in zip(self.__dict__.values(), other.__dict__.values(), strict=True)))


NOTHING = Count(0, 0, 0, 0, 0, 0)
ROWS = "SELECT entry_id, kind, body FROM journal_event WHERE source <> 'command line'"


def count(tally: Tally, database: Path, presses: bool) -> Count:
    """Compare what the database holds with what was sent and acknowledged."""
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True, timeout=30)) as opened:
        whole = opened.execute("PRAGMA integrity_check(1)").fetchone()[0] == "ok"
        rows = opened.execute(ROWS).fetchall()
    return compare(tally, rows, whole, presses)


def compare(tally: Tally, rows: Sequence[tuple[str, str, str]], whole: bool, presses: bool) -> Count:
    """Rows as they lie in a database, beside what was sent and acknowledged."""
    times = Counter(id for id, _, _ in rows)
    bodies = {id: body for id, _, body in rows}
    wanted = {one["id"].replace("-", ""): one for batch in tally.sent for one in batch}
    parts = ([one["id"].replace("-", "") in bodies for one in batch] for batch in tally.sent)
    unknown = [id for id, kind, _ in rows if id not in wanted and not (presses and kind == "episode")]
    altered = sum(_altered(bodies[id], said) for id, said in wanted.items() if id in bodies)
    return Count(
        acknowledged=len(tally.acknowledged),
        missing=len({id.replace("-", "") for id in tally.acknowledged} - set(bodies)),
        duplicated=sum(n - 1 for n in times.values()),
        half_written=sum(any(there) and not all(there) for there in parts) + altered,
        never_sent=len(unknown),
        damaged=int(not whole),
    )


def _altered(body: str, said: dict[str, Any]) -> bool:
    kept = json.loads(body)
    return any(kept.get(name) != said[name] for name in ("kind", "text") if name in said)
