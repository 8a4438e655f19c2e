# SPDX-License-Identifier: Apache-2.0
"""`supple decrypt`: make an encrypted diary plain again."""

import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """There are none."""


def run(args: argparse.Namespace) -> int:
    """Open it, try a backup out, write it plain."""
    from datetime import UTC, datetime

    from supple.cli.django_door import ready

    ready(migrate=False, alone=True)
    from supple.actions import encrypt

    encrypt.may_change(encrypted=True)
    backup = encrypt.proved_backup(datetime.now(UTC))
    print(f"Tried out first: {backup.name} restores.", flush=True)
    looked = encrypt.decrypt()
    print(f"Plain again: {looked.entries} entries of {looked.persons} persons, compared row by row.")
    print("Backups of before stay encrypted and open with the passphrase they had.")
    return 0
