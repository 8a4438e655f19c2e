# SPDX-License-Identifier: Apache-2.0
"""`supple report --format fhir`: the report and what it rests on, for a clinic's computer."""

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from supple.report.sections import Report


def of_person(args: argparse.Namespace) -> Iterator[str]:
    """The journal of the same days, under no name, with the report as a PDF."""
    from datetime import UTC, datetime, timedelta

    from supple.cli import django_door

    django_door.ready()
    from supple.actions.take_out_fhir import Chosen, bundle_of
    from supple.actions.whose import whose

    now = datetime.now(UTC)
    since = (now - timedelta(days=(args.days or 28) - 1)).date()
    return bundle_of(whose(args.person), now, Chosen(since=since, report=True))


def of_file(args: argparse.Namespace, made: "Report") -> Iterator[str]:
    """The days of a bare table as observations, with the report as a PDF."""
    from datetime import UTC, datetime, time
    from hashlib import sha256
    from uuid import NAMESPACE_URL, uuid5
    from zoneinfo import ZoneInfo

    from supple.actions.columns import Named, entries
    from supple.cli.batch import read_bytes
    from supple.entries.timeline import DAY_STARTS, fold
    from supple.interop import csv
    from supple.interop.fhir import bundle
    from supple.report import pdf

    content, zone = read_bytes(args.diary), ZoneInfo("UTC")
    reading = csv.read(content).accepted()
    person = uuid5(NAMESPACE_URL, sha256(content).hexdigest())

    def moment(day: "date") -> datetime:
        return datetime.combine(day, DAY_STARTS, zone)

    said, _ = entries(reading.table, reading.words, Named(person, moment))
    days = [entry for entry, day, _ in said.values() if made.first <= day <= made.last]
    at = datetime.combine(made.last, time(12), UTC)
    attached = bundle.Attached("Report", pdf.sheet(made), "application/pdf")
    return bundle.write(bundle.Sent(person, fold(days, zone), at, attached=attached))
