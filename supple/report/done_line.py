# SPDX-License-Identifier: Apache-2.0
"""What was done of a programme, in one line that is read, said on the phone or scanned."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

FELT = ("easier", "same", "worse")


@dataclass(frozen=True, slots=True)
class DoneLine:
    """One exercise: its id or own words, on how many days, and how often it felt which way."""

    key: str
    days: int
    felt: Mapping[str, int]


def done_line(check: str, of_days: int, lines: Iterable[DoneLine]) -> str:
    """The line; it starts with the words of the programme that it answers.

    >>> done_line("lusab-babad-gutih", 14, [DoneLine("EX-01", 12, {"easier": 8, "worse": 1})])
    'supple done lusab-babad-gutih: EX-01 12/14 days, easier 8, worse 1'
    """
    told = "; ".join(_one(line, of_days) for line in lines)
    return f"supple done {check}: {told}"


def _one(line: DoneLine, of_days: int) -> str:
    felt = "".join(f", {name} {line.felt[name]}" for name in FELT if line.felt.get(name))
    return f"{line.key.removeprefix('own:')} {line.days}/{of_days} days{felt}"
