# SPDX-License-Identifier: Apache-2.0
"""A button that keeps one entry when pressed, or takes it out when it is already there."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from uuid_utils.compat import uuid7


@dataclass(frozen=True)
class Press:
    """What the button says, what it keeps; `undo` is the entry that pressing it again takes out."""

    label: object
    said: Mapping[str, object] = field(default_factory=dict)
    small: object = ""
    look: str = ""
    next: str = "today"
    toggle: bool = False
    undo: UUID | None = None
    id: UUID = field(default_factory=uuid7)
