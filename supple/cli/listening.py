# SPDX-License-Identifier: Apache-2.0
"""What does a note sound like? Found out in a second process, while this one makes ready to read the note."""

import json
import os
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from supple.notes.said import Likeness


def listen(text: str) -> "tuple[Likeness, ...]":
    """What it sounds like, in this process."""
    from supple.care.heard import LEAST
    from supple.notes.likeness import ear

    return ear().likenesses(text, LEAST)


def begin_to_listen(text: str) -> Callable[[], "tuple[Likeness, ...]"]:
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
        found = [[one.rule, one.share, *one.span] for one in listen(text)]
        os.write(mouth, json.dumps(["heard", *found]).encode())
    finally:
        os._exit(0)


def _told(ear: int, child: int, text: str) -> "tuple[Likeness, ...]":
    with os.fdopen(ear, "rb") as pipe:
        said = pipe.read()
    os.waitpid(child, 0)
    if not said:
        return listen(text)
    from supple.notes.said import Likeness

    return tuple(Likeness(rule, share, (start, end)) for rule, share, start, end in json.loads(said)[1:])
