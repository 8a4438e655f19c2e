# SPDX-License-Identifier: Apache-2.0
"""Real people's headache diaries as supple diary files, to see the main job run on real input.

The data are those of Kostecki-Dillon, Monette and Wong (1999), as in the R package carData (GPL). They are not
part of supple: give the path of your own copy.

    python -m benchmarks.real_diaries migraine.csv OUT --people 5

writes OUT/<id>/diary.csv and case.json, which `supple triggers --many OUT` and the import page read. The source
has no calendar dates; day 1 of the study is written as 2001-01-01.
"""

import argparse
import csv
import json
from collections import defaultdict
from datetime import date, timedelta
from pathlib import Path

DAY_ONE = date(2001, 1, 1)
Row = dict[str, str]


def main() -> None:
    """Read the file, keep the people with the most days, write a folder for each."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("source", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--people", type=int, default=5, help="how many, those with the most days first")
    args = parser.parse_args()
    people = read(args.source)
    longest = sorted(people, key=lambda who: (-len(people[who]), int(who)))[: args.people]
    for who in longest:
        write(args.out / f"person-{who}", people[who])
        print(f"person-{who}: {len(people[who])} days with an answer")


def read(source: Path) -> dict[str, list[Row]]:
    """Rows of each person."""
    people: dict[str, list[Row]] = defaultdict(list)
    with source.open(newline="") as lines:
        for row in csv.DictReader(lines):
            people[row["id"]].append(row)
    return people


def write(folder: Path, rows: list[Row]) -> None:
    """One diary with the treatment's start beside it."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "diary.csv").open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["date", "headache", "airq"])
        for row in sorted(rows, key=lambda r: int(r["dos"])):
            writer.writerow([_day(row), int(row["headache"] == "yes"), row["airq"]])
    start = _day(rows[0]) - timedelta(days=int(rows[0]["time"]))
    about = {
        "case": folder.name,
        "outcome": "headache",
        "kind": "binary",
        "better": "lower",
        "factors": [{"name": "airq", "type": "cont", "unit": 10.0}],
        "treatments": [{"name": "treatment", "start": start.isoformat()}],
    }
    (folder / "case.json").write_text(json.dumps(about, indent=1) + "\n")


def _day(row: Row) -> date:
    return DAY_ONE + timedelta(days=int(row["dos"]) - 1)


if __name__ == "__main__":
    main()
