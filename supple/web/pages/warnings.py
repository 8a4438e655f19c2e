# SPDX-License-Identifier: Apache-2.0
"""Which warnings stand, which were answered, and when the next page must be the warning?"""

from datetime import datetime, timedelta

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

from supple.actions import check_safety, look_back
from supple.actions.record import Recorded
from supple.care.finding import Finding, Urgency
from supple.entries.felt import CheckIn
from supple.entries.known import WarningAnswered
from supple.people.models import Person

URGENT = Urgency.SAME_DAY
SEEN = "warnings_seen"
LOOKED_BACK = timedelta(days=3)


def standing(person: Person, now: datetime) -> tuple[Finding, ...]:
    """Red flags that stand now and call for someone within days, the most urgent first."""
    return tuple(f for f in check_safety.check(person, now) if f.is_red_flag and f.urgency >= Urgency.PROMPT)


def urgent(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Those that need help today."""
    return tuple(f for f in findings if f.urgency >= URGENT)


def raised(person: Person, now: datetime) -> bool:
    """Whether a warning sign was answered with yes or not sure within a day."""
    lately = look_back.timeline(person, since=now - timedelta(days=1))
    return any(sign.present != "no" for check_in in lately.of(CheckIn) for sign in check_in.signs)


def answers(person: Person, now: datetime) -> dict[str, WarningAnswered]:
    """What the person did about each warning of the last days, by the warning's id."""
    lately = look_back.timeline(person, since=now - LOOKED_BACK)
    return {str(a.warning): a for a in lately.of(WarningAnswered)}


def leads_to_warning(request: HttpRequest, person: Person, recorded: Recorded) -> bool:
    """Whether an urgent warning has come up that this sitting has not shown yet."""
    if not recorded.checked:
        messages.error(
            request,
            _(
                "It is kept, but the warning signs could not be checked. If something is new, sudden or severe, "
                "do not wait for this page: call your local emergency number or your urgent care line."
            ),
        )
    seen = set(request.session.get(SEEN, []))
    return any(f.rule not in seen for f in urgent(recorded.findings))


def mark_seen(request: HttpRequest, findings: tuple[Finding, ...]) -> None:
    """Remember which rules were shown, so that the next glass of water does not lead here again."""
    seen = set(request.session.get(SEEN, [])) | {f.rule for f in findings}
    request.session[SEEN] = sorted(seen)
