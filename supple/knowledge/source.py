# SPDX-License-Identifier: Apache-2.0
"""Where is it written, and how sure is the field? The parts every knowledge item carries."""

from datetime import date
from enum import StrEnum
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field


class Known(BaseModel):
    """A piece of knowledge: never changed after loading, no field that the loader does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)  # no validator where none is asked


class Grade(StrEnum):
    """How sure the field is. One scheme for every item; the words are shown as they stand."""

    GOOD = "good"  # several sound trials agree
    SOME = "some"  # trials point one way, with limits
    WEAK = "weak"  # small, mixed or far from adults with MS
    NONE_FOUND = "none found"  # looked for, not found
    AGAINST = "against"  # trials speak against it
    GUIDANCE = "guidance"  # health-service or label text, or settled practice; not a trial question
    DESIGN = "design"  # our own careful choice, waiting for a clinician's name


class Source(Known):
    """One document that an item leans on, and how far we have read it."""

    key: str
    what: str
    read: Literal["whole", "excerpt", "second-hand", "mention", "unread", "own"]
    measured: str | None = None
    in_whom: str | None = None
    pmid: str | None = None
    doi: str | None = None


OUR_OWN = frozenset({"S1", "S2", "S3", "OWN-DESIGN"})
"""Sources that are no study and no guidance: the articles we began with, and our own choices."""


class Item(Known):
    """What every item must bring: an id, its sources, a grade and the day it was last read through."""

    id: str = Field(pattern=r"^[A-Za-z][A-Za-z0-9_-]*$")
    sources: tuple[str, ...] = Field(min_length=1)
    grade: Grade
    reviewed_on: date


class Tier(StrEnum):
    """How far an item has come: draft (off), checked (in use), reviewed (signed by a named clinician)."""

    DRAFT = "draft"
    CHECKED = "checked"
    REVIEWED = "reviewed"


class Quality(Known):
    """One line of quality.yaml: the tier, the case that exercises it, and excuses said out loud."""

    tier: Tier
    case: str | None = None
    second_source: str | None = None  # why one source is enough for now; null when there are two
    reviewer: str | None = None
