# SPDX-License-Identifier: Apache-2.0
"""`supple magnesium PROFILE.json`: whether, how much is counted, and at which times. It never proposes an amount."""

import argparse
from typing import TYPE_CHECKING, Any

from supple.cli import profiles

if TYPE_CHECKING:
    from supple.care.profile import Profile
    from supple.knowledge.base import KnowledgeBase


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """One profile or a file of them, and in which form to answer."""
    profiles.add_arguments(parser)


def run(args: argparse.Namespace) -> int:
    """Exit 0 with the answer, 2 with one sentence when the profile cannot be read."""
    return profiles.run(args, _answer, _in_words)


def _answer(profile: "Profile", knowledge: "KnowledgeBase") -> dict[str, Any]:
    from supple.care.magnesium import answer

    return answer(profile, knowledge).as_json()


def _in_words(said: dict[str, Any]) -> str:
    lines = [_whether(said)]
    now = said["elemental_mg_now"]
    counted = "not known" if now is None else f"{now:g} mg"
    lines.append(f"Counted a day from what was entered: {counted}. Limit from products here: {said['cap_mg']:g} mg.")
    lines += [f"Free from {start} to {end}." for start, end in said["slots"]]
    if said["reasons"]:
        lines.append(f"Because of {', '.join(said['reasons'])}.")
    lines += [f"To ask: {question}" for question in said["questions"]]
    return "\n".join(lines)


def _whether(said: dict[str, Any]) -> str:
    if said["allowed"]:
        return "No rule here speaks against a magnesium product at the times below. Ask a pharmacist before you begin."
    return "No magnesium product for now. Your medicines stay as they are."
