# SPDX-License-Identifier: Apache-2.0
"""Old bodies become today's kinds: one small function per kind and version step, none ever removed."""

from collections.abc import Callable, Mapping
from typing import Any

Body = dict[str, Any]
Steps = Mapping[tuple[str, int], Callable[[Body], Body]]

STEPS: Steps = {}
"""(kind, version it reads) -> the body one version later. Empty while every kind is at its first version."""


def upcast(body: Body, steps: Steps = STEPS) -> Body:
    """The body at the newest version its steps lead to; a body with no step is returned as it is.

    >>> older = {"kind": "note", "version": 1, "words": "stiff"}
    >>> upcast(older, {("note", 1): lambda b: {"kind": "note", "version": 2, "text": b["words"]}})
    {'kind': 'note', 'version': 2, 'text': 'stiff'}
    """
    while step := steps.get((body["kind"], body.get("version", 1))):
        body = step(body)
    return body
