# SPDX-License-Identifier: Apache-2.0
"""Every address of the app and every operation of the API, read from the code, with something to put into each."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import URLPattern, URLResolver, get_resolver, resolve

from supple.web.api import api
from supple.web.doors import ByToken
from supple.web.policy import Door, door_of
from supple.web.sealed import Sealed

_PART = re.compile(r"<(?:(?P<kind>\w+):)?(?P<name>\w+)>")
_GROUP = re.compile(r"\(\?P<(\w+)>[^()]*\)")
KINDS_OF_ID = {"uuid", "slug", "int", "sealed"}
STEPS = {"which/<int:step>", "during/<int:step>"}
"""Addresses with a number that is no id: the same few for everybody."""


@dataclass(frozen=True)
class Route:
    """One address as it is written, and for whom it is open."""

    written: str
    name: str

    def filled(self, target: UUID | str, number: int = 1) -> str:
        """The address with this id in it."""
        said = {"uuid": str(target), "int": str(number), "sealed": Sealed().to_url(number), None: "where"}
        plain = _GROUP.sub("where", self.written)
        return "/" + _PART.sub(lambda part: said.get(part["kind"], "where"), plain).replace("^", "").replace("$", "")

    @property
    def door(self) -> Door | None:
        """As the code declares it."""
        return door_of(resolve(self.filled("01920000-0000-7000-8000-000000000009")))

    @property
    def kinds(self) -> set[str]:
        """The kinds of what is filled in."""
        return {part["kind"] or "str" for part in _PART.finditer(_GROUP.sub("", self.written))}


def _walk(patterns: list[Any], before: str) -> Iterator[Route]:
    for one in patterns:
        written = before + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from _walk(one.url_patterns, written)
        elif isinstance(one, URLPattern):
            yield Route(written, one.name or "")


ROUTES = sorted({r.written: r for r in _walk(get_resolver().url_patterns, "")}.values(), key=lambda r: r.written)


@dataclass(frozen=True)
class Operation:
    """One operation of the API and the scopes that may use it."""

    verb: str
    place: str
    scopes: tuple[str, ...]
    doors: int


OPERATIONS = [
    Operation(
        verb, "/api" + path, tuple(s for d in one.auth_callbacks if isinstance(d, ByToken) for s in d.scopes),
        len(one.auth_callbacks),
    )
    for _, router in api._routers
    for path, view in router.path_operations.items()
    for one in view.operations
    for verb in one.methods
]  # fmt: skip
