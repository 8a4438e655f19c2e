# SPDX-License-Identifier: Apache-2.0
"""How does the diary go to a clinic's computer? As a FHIR bundle: under no name, or whole for oneself."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from supple.actions.make_report import report
from supple.actions.plan_day import plan_if_checked
from supple.entries.entry import zone_named
from supple.entries.timeline import diary_day
from supple.interop.fhir import bundle
from supple.interop.fhir.bundle import Attached, Kind, Sent
from supple.journal import sieve, store
from supple.people.models import Person
from supple.report import pdf


@dataclass(frozen=True, slots=True)
class Chosen:
    """What goes along: `whole` is the diary with name, contacts and private entries; else it is for others to read."""

    kind: Kind = "collection"
    since: date | None = None
    whole: bool = False
    snomed: bool = False
    plan: bool = False
    report: bool = False


def bundle_of(person: Person, now: datetime, chosen: Chosen) -> Iterator[str]:
    """The bundle, a piece at a time; only what has happened, not what is still to come."""
    zone = zone_named(person.zone)
    said = store.timeline(person).until(now)
    said = said if chosen.whole else said.without_private()
    if chosen.since:
        said = sieve.lately(said, datetime.combine(chosen.since, time(), zone))
    return bundle.write(
        Sent(
            person.pk, said, now, chosen.kind, name=person.name if chosen.whole else "", snomed=chosen.snomed,
            plan=plan_if_checked(person, now) if chosen.plan else None,
            day=diary_day(now, zone, person.day_starts),
            attached=_report(person, now, chosen) if chosen.report else None,
        )
    )  # fmt: skip


def _report(person: Person, now: datetime, chosen: Chosen) -> Attached:
    """The report as a PDF; without the name when the rest has none."""
    made = report(person, now, chosen.since)
    return Attached("Report", pdf.sheet(made if chosen.whole else replace(made, name="")), "application/pdf")
