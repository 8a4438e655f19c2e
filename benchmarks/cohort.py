# SPDX-License-Identifier: Apache-2.0
"""What does one more person cost, and does memory stay where it was? More and more people through `supple cohort run`.

Run: python -m benchmarks.cohort [most people] [workers] [numpy|torch|cuda]. Diaries are made once for 500 people and
repeated under new names: their number, not their variety, is what costs.
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from supple.insight import simulate
from supple.insight.about import OutcomeKind

DAYS, FACTORS, MADE, A_PART = 365, 20, 500, 100  # people made, people a part
KINDS: tuple[OutcomeKind, ...] = ("ordinal", "count", "binary")


def made_up(people: int) -> list[pa.Table]:
    """So many people's days as tables without names."""
    tables = []
    for who in range(people):
        made = simulate.diary(simulate.REGIMES[who % len(simulate.REGIMES)], DAYS, who, KINDS[who % 3], FACTORS)
        first = made.table.first
        columns = {name: column for name, column in made.table.columns.items() if name == "outcome"}
        columns |= {f"factor_{place}": made.table.columns[f.name] for place, f in enumerate(made.about.factors)}
        tables.append(pa.table({"date": [first + timedelta(days=day) for day in range(DAYS)], **columns}))
    return tables


def write(path: Path, tables: list[pa.Table], people: int) -> None:
    """A file of so many people, a part for every hundred."""
    schema = pa.schema([("person", pa.string()), *tables[0].schema])
    with pq.ParquetWriter(path, schema) as file:
        for start in range(0, people, A_PART):
            several = range(start, min(start + A_PART, people))
            part = pa.concat_tables([tables[who % len(tables)] for who in several])
            names = np.repeat([f"p{who:07d}" for who in several], DAYS)
            file.write_table(part.add_column(0, "person", pa.array(names, pa.string())), row_group_size=A_PART * DAYS)


def timed(diaries: Path, out: Path, workers: int, arrays: str) -> tuple[float, float, float]:
    """Seconds of the whole run, seconds of processor time, and the most memory that any process of it held, in MB."""
    before, earlier = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    words = ["run", str(diaries), "--out", str(out), "--workers", str(workers), "--arrays", arrays]
    subprocess.run(
        [sys.executable, "-m", "supple", "cohort", *words], check=True, env={**os.environ, "OMP_NUM_THREADS": "1"}
    )
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    busy = used.ru_utime + used.ru_stime - earlier.ru_utime - earlier.ru_stime
    return time.perf_counter() - before, busy, used.ru_maxrss / 1024


def main() -> None:
    """One line for each number of people: seconds, milliseconds a person, memory."""
    most = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    workers = int(sys.argv[2]) if len(sys.argv) > 2 else 2
    arrays = sys.argv[3] if len(sys.argv) > 3 else "numpy"
    tables = made_up(MADE)
    print(f"{DAYS} days, {FACTORS} factors, {workers} workers, {arrays}", flush=True)
    people = 1000
    while people <= most:
        with tempfile.TemporaryDirectory() as folder:
            write(Path(folder) / "diaries.parquet", tables, people)
            seconds, busy, memory = timed(
                Path(folder) / "diaries.parquet", Path(folder) / "out.parquet", workers, arrays
            )
        each = 1000 * busy / people
        print(f"{people} people: {seconds:.1f} s, {each:.2f} ms of processor a person, {memory:.0f} MB", flush=True)
        people = people * 10 if people * 10 <= most or people == most else most


if __name__ == "__main__":
    main()
