# SPDX-License-Identifier: Apache-2.0
"""How is a place on the body called, with its side? Each as one whole phrase, so that every language can bend it."""

from collections.abc import Iterator, Mapping

SITES: Mapping[str, str] = {
    "calf": "calf", "thigh": "thigh", "hamstring": "back of the thigh", "quadriceps": "front of the thigh",
    "adductor": "inner thigh", "foot": "foot", "toes": "toes", "whole_leg": "whole leg", "shin": "shin",
    "knee": "knee", "ankle": "ankle", "hip": "hip", "hip_flexor": "front of the hip",
    "gluteal": "buttock", "groin": "groin", "back": "back", "neck": "neck", "arm": "arm",
    "hand": "hand", "trunk": "trunk",
}  # fmt: skip
SIDES: Mapping[str, str] = {"left": "left", "right": "right", "both": "both sides"}


def place(site: str | None, side: str | None) -> str:
    """Where on the body, the person's own left and right; empty when neither was said. Translated as a whole.

    >>> place("calf", "left"), place("foot", "both"), place(None, "right"), place("knee", None)
    ('left calf', 'foot, both sides', 'right', 'knee')
    """
    if not site:
        return SIDES[side] if side else ""
    if side == "both":
        return f"{SITES[site]}, both sides"
    return f"{side} {SITES[site]}" if side else SITES[site]


def every_place() -> Iterator[str]:
    """Whatever `place` can say, for translators."""
    yield from (place(site, side) for side in (None, *SIDES) for site in (None, *SITES) if site or side)
