# SPDX-License-Identifier: Apache-2.0
"""A phone's health export: what becomes of its records, and of files that are cut off, hostile or something else."""

import tracemalloc
from datetime import date
from io import BytesIO
from math import isnan
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from benchmarks.apple_health import HEAD, export
from supple.errors import SuppleError
from supple.interop import apple
from supple.interop.csv import Reading

TODAY = date(2026, 11, 21)
STEPS, SLEEP = "HKQuantityTypeIdentifierStepCount", "HKCategoryTypeIdentifierSleepAnalysis"
ASLEEP = "HKCategoryValueSleepAnalysisAsleepCore"


def record(kind: str, start: str, end: str, value: object, **other: str) -> str:
    """One record, as a phone writes it."""
    said = {"type": kind, "sourceName": "Phone", "startDate": start, "endDate": end, "value": str(value), **other}
    return "<Record " + " ".join(f'{name}="{text}"' for name, text in said.items()) + "/>"


def quantity(name: str, value: object, unit: str, day: str = "2026-11-02", source: str = "Phone") -> str:
    """A number of a day."""
    at = f"{day} 10:00:00 +0100"
    return record(f"HKQuantityTypeIdentifier{name}", at, at, value, unit=unit, sourceName=source)


def of(*records: str, head: str = HEAD) -> Reading:
    """An export of these."""
    return apple.read(BytesIO((head + "\n".join(records) + "</HealthData>").encode()), TODAY)


def days(reading: Reading) -> dict[str, list[float | None]]:
    """The columns, None for not recorded."""
    return {n: [None if isnan(v) else v for v in c.tolist()] for n, c in reading.table.columns.items()}


def test_steps_of_phone_and_watch_are_not_counted_twice() -> None:
    found = of(
        *(quantity("StepCount", n, "count", source=who) for n, who in ((100, "Phone"), (250, "Phone"), (300, "Watch")))
    )
    assert days(found) == {"steps": [350]}


def test_time_asleep_is_counted_once_and_belongs_to_the_day_it_leads_to() -> None:
    def asleep(start: str, end: str, value: str = ASLEEP) -> str:
        return record(SLEEP, f"{start} +0100", f"{end} +0100", value)

    found = of(
        asleep("2026-11-01 22:30:00", "2026-11-01 23:30:00"), asleep("2026-11-01 23:00:00", "2026-11-02 05:00:00"),
        asleep("2026-11-02 05:00:00", "2026-11-02 06:00:00", "HKCategoryValueSleepAnalysisAwake"),
        asleep("2026-11-01 22:00:00", "2026-11-02 07:00:00", "HKCategoryValueSleepAnalysisInBed"),
    )  # fmt: skip
    assert found.table.first.isoformat() == "2026-11-02"
    assert days(found) == {"sleep_hours": [6.5]}


@pytest.mark.parametrize(
    ("name", "value", "unit", "column", "reads"),
    [
        ("BodyTemperature", 98.6, "degF", "temp_c", 37.0), ("BodyTemperature", 37.2, "degC", "temp_c", 37.2),
        ("RestingHeartRate", 61, "count/min", "own:resting heart rate", 61),
        ("BodyMass", 150, "lb", "weight_kg", 68.04),
        ("DistanceWalkingRunning", 2, "mi", "own:walking km", 3.22),
        ("WalkingSpeed", 4.1, "km/hr", "own:walking speed km/h", 4.1),
        ("AppleSleepingWristTemperature", 36.1, "degC", "own:wrist temperature asleep", 36.1),
    ],
)  # fmt: skip
def test_what_is_read_and_in_which_unit(name: str, value: float, unit: str, column: str, reads: float) -> None:
    assert days(of(quantity(name, value, unit))) == {column: [reads]}


def test_a_heart_rate_is_the_days_mean_and_no_pulse_for_the_rules() -> None:
    found = of(*(quantity("HeartRate", n, "count/min") for n in (60, 150)))
    assert days(found) == {"own:heart rate": [105]}


def test_what_cannot_be_meant_is_left_out_and_counted() -> None:
    wrong = [
        quantity("StepCount", "many", "count"), quantity("StepCount", 5, "miles"),
        quantity("StepCount", "1e300", "count"),
        quantity("StepCount", 5, "count", day="2026-13-01"), record(SLEEP, "x", "y", ASLEEP), '<Record value="1"/>',
        record(SLEEP, "2026-11-02 07:00:00 +0100", "2026-11-02 06:00:00 +0100", ASLEEP),
        record("HKQuantityTypeIdentifierDietaryWater", "x", "y", 1),
    ]  # fmt: skip
    found = of(quantity("StepCount", 7, "count"), *wrong)
    assert days(found) == {"steps": [7]}
    assert {(n.code, n.value) for n in found.notes} == {("records-read", "9"), ("records-left-out", "7")}


def test_days_to_come_and_of_long_ago_are_left_out() -> None:
    far = [quantity("StepCount", 5, "count", day=day) for day in ("2030-01-01", "1970-01-01", "2026-11-02")]
    assert found_days(of(*far)) == ["2026-11-02"]


def found_days(reading: Reading) -> list[str]:
    """The days that came in."""
    return [day.isoformat() for day in reading.table.dates]


def zipped(content: bytes, name: str = "apple_health_export/export.xml") -> BytesIO:
    """The export as the phone hands it over."""
    whole = BytesIO()
    with ZipFile(whole, "w", ZIP_DEFLATED) as folded:
        folded.writestr("apple_health_export/export_cda.xml", "<ClinicalDocument/>" * 5000)
        folded.writestr(name, content)
    whole.seek(0)
    return whole


@pytest.mark.parametrize("name", ["apple_health_export/export.xml", "apple_health_export/Exportieren.xml"])
def test_a_zip_is_read_whatever_language_the_phone_speaks(name: str) -> None:
    content = "".join(export(2000)).encode()
    assert days(apple.read(zipped(content, name), TODAY)) == days(apple.read(BytesIO(content), TODAY))


BOMB = HEAD.replace("<!ELEMENT HealthData", '<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;"><!ELEMENT HealthData')
OUTSIDE = HEAD.replace("<!ELEMENT HealthData", '<!ENTITY a SYSTEM "file:///etc/passwd"><!ELEMENT HealthData')
HOSTILE = {
    "entities": (BOMB + '<Record type="&b;"/></HealthData>').encode(),
    "a file from outside": (OUTSIDE + "<Record>&a;</Record></HealthData>").encode(),
    "entities in a list that is taken off": b'<?xml version="1.0"?><HealthData>&lol;</HealthData>',
    "cut off": "".join(export(500)).encode()[:-40],
    "no xml": b"hello, this is a letter" * 100,
    "something else": b"<html></html>",
    "empty": b"",
    "nothing to read": (HEAD + "</HealthData>").encode(),
    "latin letters that say they are utf-8": (HEAD + '<Record type="\xe9"/></HealthData>').encode("latin-1"),
    "nul": (HEAD + '<Record type="\x00"/></HealthData>').encode(),
    "a zip that is cut off": zipped("".join(export(5000)).encode()).getvalue()[:9000],
    "a zip without an export": zipped(b"x", "photo.jpg").getvalue()[:0] or b"PK\x03\x04" + b"\x00" * 200,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_no_export_is_refused_in_words(name: str) -> None:
    with pytest.raises(SuppleError) as refusal:
        apple.read(BytesIO(HOSTILE[name]), TODAY)
    assert refusal.value.code == "export-unreadable"
    assert refusal.value.hint


def test_a_zip_that_grows_without_end_is_refused_before_it_is_unfolded() -> None:
    bomb = zipped(HEAD.encode() + b" " * (400 * 2**20))
    tracemalloc.start()
    with pytest.raises(SuppleError, match="unfolds to more"):
        apple.read(bomb, TODAY)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 5 * 2**20


def test_a_list_of_elements_that_some_phones_write_wrongly_is_passed_over() -> None:
    wrong = HEAD.replace("<!ELEMENT Record", "<!ATTLIST Record\n<!ELEMENT Record")
    assert days(of(quantity("StepCount", 7, "count"), head=wrong)) == {"steps": [7]}


def test_memory_does_not_grow_with_the_number_of_records() -> None:
    peaks = []
    head, *lines, foot = export(2_000)
    for times in (5, 40):
        content = BytesIO("".join([head, *lines * times, foot]).encode())
        tracemalloc.start()
        apple.read(content, TODAY)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < peaks[0] + 2 * 2**20
