# SPDX-License-Identifier: Apache-2.0
"""`supple check PROFILE.json`: what needs a professional today, and what must not be done, for a profile as JSON."""

import argparse
from typing import TYPE_CHECKING, Any

from supple.cli import profiles

if TYPE_CHECKING:
    from supple.care.profile import Profile
    from supple.knowledge.base import KnowledgeBase


_NOTHING = "No rule here speaks against anything today."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """One profile or a file of them, and in which form to answer."""
    profiles.add_arguments(parser)


def run(args: argparse.Namespace) -> int:
    """Exit 0 with the answer, 2 with one sentence when the profile cannot be read."""
    return profiles.run(args, answer, _in_words)


def answer(profile: "Profile", knowledge: "KnowledgeBase") -> dict[str, Any]:
    """Urgency, alerts, whether the plan is stopped, and questions, as plain values."""
    from supple.care.finding import RAISED
    from supple.care.safety import look, suppresses_plan, urgency

    checked = look(profile, knowledge)
    # Alerts are of the named rules only; a grave sign without one is told apart, and the app and the plan act on it.
    findings = [f for f in checked.findings if f.rule != RAISED]
    alerts = [
        {
            "rule": f.rule,
            "urgency": f.urgency.value,
            "action": f.action,
            "about": list(f.about),
            "blocks": list(f.blocks),
            "title": f.title,
            "says": f.says,
            "do": f.do,
        }
        for f in findings
    ]
    return {
        "urgency": urgency(findings).value,
        "alerts": alerts,
        "plan_suppressed": suppresses_plan(findings) is not None,
        "questions": list(checked.questions),
        "unspoken": [id for f in checked.findings if f.rule == RAISED for id in f.about],
        "knowledge": knowledge.version,
    }


def _in_words(said: dict[str, Any]) -> str:
    from supple.care.raised import DO, SAYS

    nothing = "No rule here speaks against anything that was told." if said["questions"] else _NOTHING
    lines = [] if said["alerts"] or said["unspoken"] else [nothing]
    lines += [f"{', '.join(said['unspoken'])}: {SAYS} {DO}"] if said["unspoken"] else []
    for alert in said["alerts"]:
        lines.append(f"{alert['urgency'].replace('_', ' ')}: {alert['title']} ({alert['rule']})")
        lines += [f"  {words}" for words in (alert["says"], alert["do"]) if words]
        lines += [f"  Not today: {', '.join(alert['blocks'])}"] if alert["blocks"] else []
    lines += ["Nothing is planned today but first aid and cooling."] if said["plan_suppressed"] else []
    return "\n".join(lines + [f"To ask: {question}" for question in said["questions"]])
