# SPDX-License-Identifier: Apache-2.0
"""`make faults`: break a real server in every way we know, count what was lost, and write the figures down."""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.faults import left_files, postgres_rounds, rounds, small_disk
from tests.faults.conftest import make
from tests.faults.installation import Installation
from tests.faults.tally import Count
from tests.figures import measured_by, written_down

HEAD = "| tried | rounds | acknowledged | missing | twice | half-written | never sent | damaged |\n|---|" + "---:|" * 7
Row = tuple[str, int, Count]


def main() -> int:
    """Run the rounds, print the table, and keep it in the page about trust when asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=20, help="how often the server is killed (20)")
    parser.add_argument("--write", action="store_true", help="put the figures into docs/explanation/trust.md")
    args = parser.parse_args()
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="supple-faults-") as folder:
        table = _all(Path(folder), args.rounds)
    shown = "\n".join([HEAD, *map(_line, table)])
    minutes = (time.monotonic() - began) / 60
    said = f"{shown}\n\n{minutes:.0f} minutes; {measured_by(f'make faults ROUNDS={args.rounds}')}\n"
    print("\n" + said)
    if args.write:
        written_down("faults", said)
    return int(not all(count.even for _, _, count in table))


def _all(folder: Path, times: int) -> list[Row]:
    first, secret = make(folder / "first" / "home")
    table: list[Row] = []

    def row(name: str, many: int, does: Callable[[], Count]) -> None:
        print(f"{name} ...", flush=True)
        table.append((name, many, does()))
        print(_line(table[-1]), flush=True)

    def fresh(name: str) -> Installation:
        home = Installation(folder / name / "home")
        first.copy(home)
        return home

    row(
        "killed with SIGKILL at a random moment, 5 clients writing",
        times,
        lambda: rounds.killed(fresh("killed"), secret, times, say=lambda said: print("  " + said, flush=True)),
    )
    row(
        "files copied at a random moment, 5 clients writing, half a write after their end",
        times,
        lambda: left_files.copied(fresh("copied"), secret, folder / "copies", times),
    )
    limited = fresh("limited")
    limited.inside = ("sh", "-c", 'ulimit -f 1200; exec "$@"', "sh")
    row("a file that may not grow, then restarted", 1, lambda: rounds.file_limit(limited, secret))
    row("database held by another program for 3 s", 1, lambda: rounds.locked(fresh("held"), secret, 3)[0])
    row("database held for 25 s: refused, sent again", 1, lambda: rounds.locked(fresh("locked"), secret, 25)[0])
    if small_disk.can_be_made():
        (folder / "small").mkdir()
        row(
            "disk full, then with room again; then read-only",
            1,
            lambda: small_disk.full_and_read_only(first.home, secret, folder / "small"),
        )
    else:
        print("A disk that is really full was not tried: this machine gives us none of our own.")
    starts = max(2, times // 4)
    row("first start killed while it makes the tables", starts, lambda: rounds.first_starts_killed(folder, starts))
    few = max(
        2, times // 20
    )  # all of it lands in one diary of one fortnight, so that each round is slower than the last
    row(
        "PostgreSQL killed with SIGKILL under the server", few, lambda: postgres_rounds.killed(folder / "postgres", few)
    )
    return table


def _line(row: Row) -> str:
    name, many, count = row
    told = (many, count.acknowledged, count.missing, count.duplicated, count.half_written, count.never_sent,
            count.damaged)  # fmt: skip
    return f"| {name} | {' | '.join(map(str, told))} |"


if __name__ == "__main__":
    sys.exit(main())
