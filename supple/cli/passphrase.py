# SPDX-License-Identifier: Apache-2.0
"""`supple passphrase`: change the passphrase of an encrypted diary, or print a new recovery key."""

import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which of the two ways in."""
    parser.add_argument("--new-recovery-key", action="store_true", help="keep the passphrase; print a new recovery key")


def run(args: argparse.Namespace) -> int:
    """Open with what holds now, then change one of the two ways in; nothing else is touched."""
    from supple.cli.django_door import ready

    ready(migrate=False)
    from supple.actions import keys
    from supple.actions.back_up import database
    from supple.cli.unlock import asked_twice, opened_by_somebody

    live = database()
    secret = opened_by_somebody(keys.of(live))
    if args.new_recovery_key:
        print(keys.new_recovery_key(live, secret))
        keys.was_shown(live, keys.of(live))
        print("Write it down on paper and keep it elsewhere. The one before opens the diary no more.")
    else:
        keys.change_passphrase(live, secret, asked_twice("The new passphrase (14 signs or more): "))
        print("Changed. The recovery key stays as it was.")
    print("Backups of before open with what they had then: let them go when somebody else may know that.")
    return 0
