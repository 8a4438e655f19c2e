# SPDX-License-Identifier: Apache-2.0
"""A second reading of iCalendar, written from RFC 5545 and from nothing that writes it: lines, parts, times, repeats.

Zones are read by dateutil from the rules in the file itself, so that a wrong rule in the file is noticed.
"""

import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, tzinfo
from io import StringIO

from dateutil import rrule  # type: ignore[import-untyped]
from dateutil.tz import tzical  # type: ignore[import-untyped]

LINE = re.compile(
    r'(?P<name>[A-Z0-9-]+)(?P<args>(?:;[A-Z0-9-]+=(?:"[^"]*"|[^";:,]+)(?:,(?:"[^"]*"|[^";:,]+))*)*):(?P<value>.*)'
)
ONCE = {"UID", "DTSTAMP", "DTSTART", "DTEND", "DURATION", "SUMMARY", "CLASS", "TRANSP", "RRULE", "TRIGGER", "ACTION"}


@dataclass
class Part:
    """One component: its properties with their parameters, and the components in it."""

    name: str
    said: dict[str, tuple[dict[str, str], str]] = field(default_factory=dict)
    parts: list["Part"] = field(default_factory=list)

    def text(self, name: str) -> str:
        """A property as text, escapes resolved."""
        return re.sub(r"\\([nN,;\\])", lambda m: "\n" if m[1] in "nN" else m[1], self.said[name][1])

    def of(self, name: str) -> list["Part"]:
        """The components of a name."""
        return [part for part in self.parts if part.name == name]


def read(content: bytes) -> Part:
    """The calendar, or an assertion that says what is against the rules."""
    text = content.decode()
    assert text.endswith("\r\n")
    assert "\n" not in text.replace("\r\n", "")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    stack = [Part("")]
    for line in text.replace("\r\n ", "").replace("\r\n\t", "").split("\r\n")[:-1]:
        found = LINE.fullmatch(line)
        assert found, line
        name, value = found["name"], found["value"]
        if name == "BEGIN":
            stack.append(Part(value))
            stack[-2].parts.append(stack[-1])
        elif name == "END":
            assert stack.pop().name == value
        else:
            assert not (name in stack[-1].said and name in ONCE), f"{name} twice"
            args = dict(arg.split("=", 1) for arg in found["args"].split(";")[1:])
            stack[-1].said[name] = args, value
    (calendar,) = stack[0].parts
    assert len(stack) == 1
    assert (calendar.name, calendar.text("VERSION")) == ("VCALENDAR", "2.0")
    assert calendar.text("PRODID")
    return calendar


def zones(content: bytes) -> dict[str, tzinfo]:
    """The zones that the file brings along, by their names."""
    found = tzical(StringIO(content.decode().replace("\r\n", "\n")))
    names = found.keys()
    return {name: found.get(name) for name in names}


def begins(event: Part, known: dict[str, tzinfo]) -> date:
    """When it begins: a day, or a moment in a zone of the file."""
    args, value = event.said["DTSTART"]
    if args.get("VALUE") == "DATE":
        return datetime.strptime(value, "%Y%m%d").date()  # noqa: DTZ007 - a day has no zone
    zone = UTC if value.endswith("Z") else known[args["TZID"].strip('"')]
    return datetime.strptime(value.removesuffix("Z"), "%Y%m%dT%H%M%S").replace(tzinfo=zone)


def repeats(event: Part, known: dict[str, tzinfo], days: int) -> list[datetime]:
    """The moments of its first days, by its rule."""
    start = begins(event, known)
    assert isinstance(start, datetime)
    rule = rrule.rrulestr("RRULE:" + event.said["RRULE"][1], dtstart=start)
    return list(rule.between(start, start + timedelta(days=days), inc=True))
