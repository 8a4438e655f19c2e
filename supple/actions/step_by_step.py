# SPDX-License-Identifier: Apache-2.0
"""How far has a long piece of work come? Told to whoever asked for it, and to nobody where nobody did."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

Tell = Callable[[int, int], None]
_tell: ContextVar[Tell | None] = ContextVar("tell", default=None)


@contextmanager
def telling(tell: Tell) -> Iterator[None]:
    """Whatever is worked through inside tells how much is done, and of how much.

    >>> with telling(lambda done, of: print(done, "of", of)):
    ...     done(2000, 73000)
    2000 of 73000
    """
    before = _tell.set(tell)
    try:
        yield
    finally:
        _tell.reset(before)


def done(so_far: int, of: int) -> None:
    """So much is done."""
    if tell := _tell.get():
        tell(so_far, of)
