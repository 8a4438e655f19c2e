# SPDX-License-Identifier: Apache-2.0
"""`supple encrypt`: encrypt the diary on the disk, with a passphrase and a recovery key for paper."""

import argparse
from pathlib import Path

LEFT = """What remains of the plain diary:
 - {backups}
 - What was copied by hand, to a stick or another machine: supple does not know where.
 - On an SSD, a memory card or a file system that keeps snapshots, parts of the old file may still lie unseen on the
   disk, although supple wrote over it. Only a disk that was encrypted from the start leaves none.
Copies of phones (saved pages, what waits to be sent) are as they were."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What becomes of plain copies."""
    parser.add_argument(
        "--remove-plain-backups",
        action="store_true",
        help="also remove the plain backups that supple made by itself, once an encrypted one was made and tried out",
    )


def run(args: argparse.Namespace) -> int:
    """Try a backup out, ask for a passphrase, encrypt; tell the recovery key, and what is left that is plain."""
    from datetime import UTC, datetime

    from supple.cli.django_door import ready
    from supple.cli.unlock import asked_twice
    from supple.journal.opening import cipher

    cipher()
    ready(migrate=False, alone=True)
    from supple.actions import encrypt

    encrypt.may_change(encrypted=False)
    backup = encrypt.proved_backup(datetime.now(UTC))
    print(f"Tried out first: {backup.name} restores.", flush=True)
    looked, paper = encrypt.encrypt(asked_twice("A passphrase for the diary (14 signs or more): "))
    print(f"Encrypted: {looked.entries} entries of {looked.persons} persons, compared row by row.")
    _tell_once(paper)
    _plain_ones(encrypt.left_plain(), args.remove_plain_backups)
    return 0


def _tell_once(paper: str) -> None:
    from supple.actions import keys
    from supple.actions.back_up import database

    print(f"\n    {paper}\n")
    print("This is the recovery key. Write it down on paper now and keep it elsewhere: it opens the diary when the")
    print("passphrase is forgotten, and it is not shown again. Without both, nobody opens the diary, we neither.\n")
    keys.was_shown(database(), keys.of(database()))


def _plain_ones(left: list[Path], remove: bool) -> None:
    if remove and left:
        from datetime import UTC, datetime

        from supple.actions.encrypt import instead_of

        made = instead_of(left, datetime.now(UTC))
        print(f"{len(left)} plain backups were removed, after {made.name} was made and tried out.")
        left = []
    said = f"{len(left)} backups in {left[0].parent} are plain: whoever has one can read it." if left else "No backup."
    print(LEFT.format(backups=said))
