# SPDX-License-Identifier: Apache-2.0
"""May this tool be used on this person today, and within which limits? Every rule is asked about each tool alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from supple.care.finding import Finding, Verdict
from supple.care.parts import Wish
from supple.care.profile import Profile
from supple.care.safety import look, suppresses_plan
from supple.knowledge.base import KnowledgeBase

TOOLS: tuple[tuple[str, str, str], ...] = (
    ("heat_pack", "heat_pack", ""), ("massage_gun", "massage_gun", ""), ("foam_roller", "foam_roller", ""),
    ("menthol", "topical", "menthol"), ("capsaicin", "topical", "capsaicin"), ("salicylate", "topical", "salicylate"),
    ("sauna", "sauna", ""), ("cold_plunge", "cold_plunge", ""), ("electrolyte_drink", "electrolyte_drink", ""),
    ("cranberry", "cranberry", ""), ("salt_substitute", "salt_substitute", ""), ("epsom_salt", "epsom_salt_oral", ""),
    ("ashwagandha", "herb", "ashwagandha"), ("valerian", "herb", "valerian"),
)  # fmt: skip
"""What people use against stiff legs: our word for it, the kind that rules know, its name where they ask for one."""
LONG_S = 3600
"""A massage gun or roller is asked about as if it were used for an hour, so that its limit is told."""
ON_SKIN = frozenset({"heat_pack", "massage_gun", "foam_roller", "topical"})
"""Kinds that are used on a place."""
PRESSED = frozenset({"massage_gun", "foam_roller"})
_STRICTEST: tuple[tuple[Verdict, frozenset[str]], ...] = (
    (Verdict.STOP, frozenset({"block", "escalate"})),
    (Verdict.UNKNOWN, frozenset({"ask"})),
    (Verdict.CAUTION, frozenset({"cap", "warn", "explain", "plan", "log"})),
)


@dataclass(frozen=True, slots=True)
class Judged:
    """One tool for one person today: whether, and everything the rules say about it."""

    tool: str
    verdict: Verdict
    findings: tuple[Finding, ...] = ()


def judged(
    profile: Profile, knowledge: KnowledgeBase, site: str | None = None, side: str | None = None
) -> tuple[Judged, ...]:
    """Every tool, weighed alone; a place that was not said counts as any place."""
    bare = profile.model_copy(update={"plan_request": ()})
    without = look(bare, knowledge).findings
    if stop := suppresses_plan(without):
        return tuple(Judged(tool, Verdict.STOP, (stop,)) for tool, _, _ in TOOLS)
    known = {_key(finding) for finding in without}
    return tuple(_judged(bare, knowledge, tool, _wish(tool, site, side), known) for tool in TOOLS)


def _wish(tool: tuple[str, str, str], site: str | None, side: str | None) -> Wish:
    id, kind, name = tool
    said: dict[str, object] = {"id": id, "kind": kind}
    said |= {"name": name} if name else {}
    said |= {"site": site, "side": side} if kind in ON_SKIN else {}
    said |= {"seconds": LONG_S} if kind in PRESSED else {}
    return Wish.model_validate(said)


def _judged(
    bare: Profile, knowledge: KnowledgeBase, tool: tuple[str, str, str], wish: Wish, known: set[tuple[str, str]]
) -> Judged:
    found = look(bare.model_copy(update={"plan_request": (wish,)}), knowledge).findings
    mine = tuple(f for f in found if wish.id in f.blocks or _key(f) not in known)
    return Judged(tool[0], _verdict(mine), mine)


def _key(finding: Finding) -> tuple[str, str]:
    return finding.rule, finding.action


def _verdict(found: Sequence[Finding]) -> Verdict:
    """The strictest thing that is said of it."""
    actions: Iterable[str] = {finding.action for finding in found}
    return next((verdict for verdict, kinds in _STRICTEST if kinds & set(actions)), Verdict.CLEAR)
