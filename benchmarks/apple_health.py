# SPDX-License-Identifier: Apache-2.0
"""How long does a phone's health export take, and how much memory? A made-up one of 200,000 records."""

import resource
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from time import perf_counter, process_time
from zipfile import ZIP_DEFLATED, ZipFile

from supple.interop import apple

RECORDS = 200_000
HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE HealthData [
<!ELEMENT HealthData (ExportDate,Me,(Record|Correlation|Workout)*)>
<!ATTLIST HealthData locale CDATA #REQUIRED>
<!ELEMENT Record ((MetadataEntry|HeartRateVariabilityMetadataList)*)>
]>
<HealthData locale="en_GB">
 <ExportDate value="2026-11-20 09:00:00 +0000"/>
"""
KINDS = (
    ("HKQuantityTypeIdentifierHeartRate", "count/min", "71"), ("HKQuantityTypeIdentifierStepCount", "count", "42"),
    ("HKQuantityTypeIdentifierDistanceWalkingRunning", "km", "0.031"),
    ("HKQuantityTypeIdentifierActiveEnergyBurned", "kcal", "1.2"),
    ("HKCategoryTypeIdentifierSleepAnalysis", "", "HKCategoryValueSleepAnalysisAsleepCore"),
)  # fmt: skip


def export(records: int) -> Iterator[str]:
    """An export, a record every ten minutes back from a fixed day, from a watch and a phone in turn."""
    yield HEAD
    start = datetime(2026, 11, 20, 8, tzinfo=UTC) - timedelta(minutes=10 * records)
    for n in range(records):
        kind, unit, value = KINDS[n % len(KINDS)]
        begun = start + timedelta(minutes=10 * n)
        stamps = [f"{moment:%Y-%m-%d %H:%M:%S} +0000" for moment in (begun, begun + timedelta(minutes=5))]
        yield (
            f' <Record type="{kind}" sourceName="{"Watch" if n % 2 else "Phone"}" sourceVersion="11.1" '
            f'device="&lt;&lt;HKDevice: 0x1&gt;, name:Apple Watch, model:Watch&gt;" unit="{unit}" '
            f'creationDate="{stamps[1]}" startDate="{stamps[0]}" endDate="{stamps[1]}" value="{value}"/>\n'
        )
    yield "</HealthData>\n"


def main() -> None:
    """Read it from a zip and say what that took; the memory is that of the whole process."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "export.zip"
        with ZipFile(place, "w", ZIP_DEFLATED) as folded, folded.open("apple_health_export/export.xml", "w") as inside:
            for line in export(RECORDS):
                inside.write(line.encode())
        begun, worked = perf_counter(), process_time()
        with place.open("rb") as file:
            found = apple.read(file, date(2026, 11, 20))
        took, work = perf_counter() - begun, process_time() - worked
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    said = f"{took:.1f} s (at most 6), of them {work:.1f} s at work; {peak:.0f} MB (at most 150)"
    sys.stdout.write(f"{RECORDS} records, {found.table.days} days: {said}\n")


if __name__ == "__main__":
    main()
