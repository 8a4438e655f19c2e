# SPDX-License-Identifier: Apache-2.0
"""How is the passphrase tried, how often, and where does the key go? Through a pipe to the server that started us.

One try at a time, in one thread of several, so that guessing keeps nobody from saying something. After three wrong
ones the next has to wait, longer each time and half a minute at most: nobody is ever locked out.
"""

import logging
import os
import time
from dataclasses import dataclass
from threading import Lock

from django.conf import settings

from supple.actions import keys
from supple.errors import SuppleError
from supple.interop import key_file

KEY_TO = "SUPPLE_KEY_TO"
"""Names the pipe for the key. Never a key."""
FREE, LONGEST = 3, 30
LONGEST_PASSPHRASE = 1000
_log = logging.getLogger(__name__)
_trying = Lock()


@dataclass(frozen=True)
class Tried:
    """What became of a try; `why` is said on the page."""

    why: str
    status: int
    wait: int = 0


@dataclass
class _State:
    wrong: int = 0
    not_before: float = 0.0
    opened: bool = False


_state = _State()


def is_opened() -> bool:
    """Whether the right one was given, and the diary is on its way."""
    return _state.opened


def try_open(said: str) -> Tried | None:
    """Why it did not open; nothing when it did."""
    if _state.opened:
        return None
    wait = round(_state.not_before - time.monotonic() + 0.5)
    if wait > 0:
        return Tried("wait", 429, wait)
    if not _trying.acquire(blocking=False):
        return Tried("busy", 429, 2)
    try:
        return _try(said)
    finally:
        _trying.release()


def _try(said: str) -> Tried | None:
    try:
        opened = key_file.opened(keys.of(settings.DIARY), said[:LONGEST_PASSPHRASE])
    except SuppleError as error:
        _log.warning(error.code)
        if error.code != "not-unlocked":
            return Tried("damaged", 503)
        _state.wrong += 1
        _state.not_before = time.monotonic() + min(LONGEST, 2 ** (_state.wrong - FREE) if _state.wrong > FREE else 0)
        return Tried("wrong", 403)
    _state.opened = True
    to = int(os.environ[KEY_TO])
    os.write(to, opened.id + opened.diary + opened.private)
    os.close(to)
    _log.info("unlocked")
    return None
