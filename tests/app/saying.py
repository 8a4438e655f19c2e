# SPDX-License-Identifier: Apache-2.0
"""Short ways to say something in a test."""

import re
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.http import HttpResponse
from django.http.response import HttpResponseBase

from supple.entries.entry import Entry
from supple.entries.parse import parse

_LATER = re.compile(r"<template\b.*?</template>", re.S)


def raw(at: datetime, kind: str = "episode", **fields: Any) -> dict[str, Any]:
    """An entry as a phone sends it."""
    return {"id": str(fields.pop("id", None) or uuid4()), "kind": kind, "at": at.isoformat(), **fields}


def entry(at: datetime, kind: str = "episode", **fields: Any) -> Entry:
    """An entry as we keep it."""
    said = parse(raw(at, kind, **fields))
    assert isinstance(said, Entry), said
    return said


def shown(answer: HttpResponseBase) -> str:
    """What stands on a page, without what its scripts may show later."""
    assert isinstance(answer, HttpResponse)
    return _LATER.sub("", answer.content.decode())


def same_id(number: int) -> UUID:
    """An id that is the same in every run."""
    return UUID(int=number)
