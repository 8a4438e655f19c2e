# SPDX-License-Identifier: Apache-2.0
"""What every entry has: an id made by whoever sends it, the moment it holds for, and who said it."""

from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Annotated, Any, ClassVar
from uuid import UUID
from zoneinfo import ZoneInfo, available_timezones

from pydantic import AfterValidator, AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from supple.entries.refused import refused

Reading = tuple[str, float]
"""A measure's id and one number for it."""


@lru_cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())


@lru_cache(maxsize=64)
def zone_named(name: str) -> ZoneInfo:
    """The time zone of an IANA name, or an error that a person can act on."""
    if name not in _zones():
        raise refused("zone", "This time zone is not known; write it like Europe/Berlin.")
    return ZoneInfo(name)


def is_zone(name: object) -> bool:
    """Whether this is the IANA name of a time zone.

    >>> is_zone("Europe/Berlin"), is_zone("Mars/Base"), is_zone(None)
    (True, False, False)
    """
    return isinstance(name, str) and name in _zones()


def _check_zone(name: str) -> str:
    zone_named(name)
    return name


def _text(longest: int) -> Any:
    return StringConstraints(strip_whitespace=True, max_length=longest, pattern=r"^[^\x00]*$")


Line = Annotated[str, _text(200)]
Words = Annotated[str, _text(20_000)]
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100, pattern=r"^[^\x00]+$")]
OwnWord = Annotated[str, StringConstraints(pattern=r"^own:[^\x00]{1,60}$")]
"""Something the person named themselves, kept apart from our ids by its prefix."""
ZoneName = Annotated[str, AfterValidator(_check_zone)]
_EARLIEST, _LATEST = datetime(1900, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)
Moment = Annotated[AwareDatetime, Field(ge=_EARLIEST, lt=_LATEST)]


def is_bare_number(said: object) -> bool:
    """Whether it would be read as seconds since 1970, which nobody means."""
    if not isinstance(said, str):
        return isinstance(said, int | float)
    try:
        float(said)
    except ValueError:
        return False
    return True


def _written_out(said: object) -> object:
    if is_bare_number(said):
        raise refused("day", "Write the day like 2026-11-21.")
    return said


Day = Annotated[date, Field(ge=_EARLIEST.date(), lt=_LATEST.date()), BeforeValidator(_written_out)]
"""A day of the calendar, near enough to be reckoned with."""


class Said(BaseModel):
    """A frozen value that comes from outside: unknown fields and endless numbers are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class Entry(Said):
    """One thing said, with when it held.

    `zone` is where the person was (None: at home); `by` names who said it when it was not the person;
    a `private` entry stays out of every report and grant unless it is chosen.
    """

    feeds: ClassVar[tuple[str, ...]] = ()
    """Names of the fields that are measures of the day."""

    id: UUID
    at: Moment
    zone: ZoneName | None = None
    version: Annotated[int, Field(ge=1, le=32_767)] = 1
    private: bool = False
    by: Name | None = None

    def readings(self) -> list[Reading]:
        """What this entry adds to its day; a field left out adds nothing, a zero adds a zero."""
        said = [(name, getattr(self, name)) for name in self.feeds]
        return [(name, float(value)) for name, value in said if value is not None]
