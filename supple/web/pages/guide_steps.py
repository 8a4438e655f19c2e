# SPDX-License-Identifier: Apache-2.0
"""What happens when in a guided stretch? Get ready, hold, let go, change sides: each phase with its seconds."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from django.utils.translation import gettext_lazy as _

from supple.care.doable import PlanLine

READY_S, LET_GO_S, CHANGE_S = 5, 5, 10
BOTH_AT_ONCE = frozenset({"EX-15", "EX-18", "EX-19", "EX-20"})
"""Stretches that both legs do at the same time, so that there is no side to change to."""
GUIDED = frozenset({"stretch", "movement"})
HAS_A_TIMER = frozenset({"MOV-01", "MOV-02"})
"""Breaks from sitting, which the timer page rings for."""
Sort = Literal["ready", "hold", "rest", "change"]


@dataclass(frozen=True)
class Phase:
    """One stretch of seconds with its words."""

    sort: Sort
    say: Any
    seconds: int

    @property
    def told(self) -> dict[str, Any]:
        """For the page's script."""
        return {"sort": self.sort, "say": str(self.say), "s": self.seconds}


def phases(line: PlanLine) -> list[Phase]:
    """Everything that happens in one line of the plan, in order."""
    if line.hold_s is None or line.reps is None:
        seconds = round((line.minutes or 1) * 60)
        return [Phase("ready", _("Get ready"), READY_S), Phase("hold", _("Go on, slowly"), seconds)]
    return list(_held(line.hold_s, line.reps, _sides(line)))


def _sides(line: PlanLine) -> tuple[str, ...]:
    if line.knowledge in BOTH_AT_ONCE:
        return ("both",)
    return ("left", "right") if line.side == "both" else (line.side or "both",)


READY: dict[str, Any] = {
    "left": _("Get ready: your left side"), "right": _("Get ready: your right side"), "both": _("Get ready"),
}  # fmt: skip
HOLD: dict[str, Any] = {"left": _("Hold, left"), "right": _("Hold, right"), "both": _("Hold")}


def _held(hold_s: int, reps: int, sides: tuple[str, ...]) -> Iterator[Phase]:
    for nth, side in enumerate(sides):
        if nth:
            yield Phase("change", _("Change sides: now your right side"), CHANGE_S)
        else:
            yield Phase("ready", READY[side], READY_S)
        for rep in range(reps):
            if rep:
                yield Phase("rest", _("Let go"), LET_GO_S)
            yield Phase("hold", HOLD[side], hold_s)


def guided(line: PlanLine) -> bool:
    """Whether a line has something to be led through."""
    return line.kind in GUIDED and line.knowledge not in HAS_A_TIMER and bool(line.hold_s or line.minutes)
