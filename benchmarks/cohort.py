# SPDX-License-Identifier: Apache-2.0
"""What does one more person cost, and does memory stay where it was? More and more people through `supple cohort run`.

`python -m benchmarks.cohort --help`. Diaries are made once for 500 people and repeated under new names: their number,
not their variety, is what costs.
"""

import argparse
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
from tests.figures import DOCS, measured_by, written_down

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
    """One row for each number of people: seconds, milliseconds a person, memory."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--most", type=int, default=10_000, help="people (10,000)")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--arrays", default="numpy", help="numpy, torch or cuda")
    parser.add_argument("--write", action="store_true", help="put the figures into docs/how-to/ask-many-diaries.md")
    args = parser.parse_args()
    rows = [
        f"| people of {DAYS} days, {FACTORS} factors; {args.workers} workers | in all | processor each | most memory |",
        "|---:|---:|---:|---:|",
    ]
    tables, people = made_up(MADE), 1000
    while people <= args.most:
        with tempfile.TemporaryDirectory() as folder:
            diaries, out = Path(folder) / "diaries.parquet", Path(folder) / "out.parquet"
            write(diaries, tables, people)
            seconds, busy, memory = timed(diaries, out, args.workers, args.arrays)
        rows.append(f"| {people:,} | {seconds:.0f} s | {1000 * busy / people:.2f} ms | {memory:.0f} MB |")
        print(rows[-1], flush=True)
        people = people * 10 if people * 10 <= args.most or people == args.most else args.most
    asked = f"--most {args.most} --workers {args.workers} --arrays {args.arrays}"
    said = "\n".join([*rows, "", measured_by(f"python -m benchmarks.cohort {asked}")])
    print(said)
    if args.write:
        written_down("cohort", said, DOCS / "how-to" / "ask-many-diaries.md")


if __name__ == "__main__":
    main()
