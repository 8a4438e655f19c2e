# SPDX-License-Identifier: Apache-2.0
"""What does a note sound like? Found out in a second process, while this one makes ready to read the note."""

import json
import os
from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from supple.notes.said import Sounds


def listen(text: str) -> "Sounds":
    """What it sounds like, in this process."""
    from supple.notes.likeness import ear

    return ear().hear(text)


def listen_to_all(texts: Sequence[str]) -> "dict[str, Sounds]":
    """What each of many texts sounds like; together they take less time."""
    from supple.notes.likeness import ear

    each = list(dict.fromkeys(texts))
    return dict(zip(each, ear().hear_all(each), strict=True))


def begin_to_listen(text: str) -> Callable[[], "Sounds"]:
    """Begin at once beside what comes next; the answer waits for the end. Here, where no process can be split off."""
    if not hasattr(os, "fork"):
        return lambda: listen(text)
    ear, mouth = os.pipe()
    child = os.fork()
    if child == 0:
        _say(text, mouth)
    os.close(mouth)
    return lambda: _told(ear, child, text)


def _say(text: str, mouth: int) -> None:
    """In the second process: answer and end, whatever happens; no answer is told apart from an empty one."""
    try:
        with os.fdopen(mouth, "wb") as pipe:
            pipe.write(json.dumps(asdict(listen(text))).encode())
    finally:
        os._exit(0)


def _told(ear: int, child: int, text: str) -> "Sounds":
    with os.fdopen(ear, "rb") as pipe:
        said = pipe.read()
    os.waitpid(child, 0)
    if not said:
        return listen(text)
    from supple.notes.said import Likeness, Sounds

    def likely(part: "list[dict[str, Any]] | None") -> "tuple[Likeness, ...] | None":
        if part is None:
            return None
        return tuple(Likeness(one["id"], one["share"], (one["span"][0], one["span"][1])) for one in part)

    heard = json.loads(said)
    return Sounds(likely(heard["rules"]), likely(heard["told"]))
