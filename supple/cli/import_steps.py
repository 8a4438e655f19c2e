# SPDX-License-Identifier: Apache-2.0
"""What is seen while `supple import` brings a large file in, and what its stop leaves: all of the file or nothing."""

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from supple.people.models import Person

SMALL = 50_000
"""Bytes of a file that is there before anybody wonders."""


@contextmanager
def shown(person: "Person", now: "datetime", args: argparse.Namespace) -> Iterator[None]:
    """Steps on standard error while the file is brought in; a stop before its end says that nothing was."""
    from supple.actions.step_by_step import telling

    if not args.preview and _size(args.file) > SMALL:
        print(f"Reading {Path(args.file).name}. A stop (Ctrl-C) leaves the diary as it was.", file=sys.stderr)
    try:
        with telling(lambda so_far, of: print(f"{so_far} of {of}", file=sys.stderr)):
            yield
    except KeyboardInterrupt:
        if _came(person, now):  # stopped at the very end, when all of it was kept
            raise
        print("supple: stopped; nothing was brought in, and the diary is as it was.", file=sys.stderr)
        raise SystemExit(130) from None


def _size(path: str | None) -> int:
    try:
        return Path(path).stat().st_size if path else 0
    except OSError:  # whoever reads it says so
        return 0


def _came(person: "Person", now: "datetime") -> bool:
    from supple.actions.bring_together import brought

    return any(batch.came == now for batch in brought(person))
