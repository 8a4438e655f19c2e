# SPDX-License-Identifier: Apache-2.0
"""Which warnings stand, which were answered, and when the next page must be the warning?"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.contrib import messages
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from supple.actions import check_safety, look_back
from supple.actions.check_safety import warning_id
from supple.actions.record import Recorded
from supple.care.finding import Finding, Urgency
from supple.entries.felt import CheckIn
from supple.entries.known import WarningAnswered
from supple.people.models import Person

URGENT = Urgency.SAME_DAY
SEEN = "warnings_seen"
REMEMBERED = 100
LOOKED_BACK = timedelta(days=3)


def standing_if_checked(person: Person, now: datetime) -> tuple[Finding, ...] | None:
    """What stands now and calls for someone within days, the most urgent first.

    None when the check broke, so that the page shows the advice for emergencies.
    """
    found = check_safety.check_and_mark(person, now, shown=False)
    return None if found is None else for_someone(found)


def for_someone(found: Iterable[Finding]) -> tuple[Finding, ...]:
    """Red flags, and whatever else needs help today: what leads to the warning page is also told there."""
    return tuple(f for f in found if f.urgency >= (Urgency.PROMPT if f.is_red_flag else URGENT))


def urgent(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Those that need help today."""
    return tuple(f for f in findings if f.urgency >= URGENT)


def raised(person: Person, now: datetime) -> frozenset[str]:
    """The warning signs that were answered with yes or not sure within a day."""
    lately = look_back.timeline(person, since=now - timedelta(days=1))
    return frozenset(sign.id for said in lately.of(CheckIn) for sign in said.signs if sign.present != "no")


def answers(person: Person, now: datetime) -> dict[str, WarningAnswered]:
    """What the person did about each warning of the last days, by the warning's id."""
    lately = look_back.timeline(person, since=now - LOOKED_BACK)
    return {str(a.warning): a for a in lately.of(WarningAnswered)}


def leads_to_warning(request: HttpRequest, person: Person, recorded: Recorded) -> bool:
    """Whether an urgent warning has come up that this sitting has not shown yet, or nothing could be checked."""
    if not recorded.checked:
        tell_unchecked(request)
        return True
    seen, now = set(request.session.get(SEEN, [])), timezone.now()
    return any(str(warning_id(person, f, now)) not in seen for f in urgent(recorded.findings))


def tell_unchecked(request: HttpRequest) -> None:
    """Say the advice for emergencies, since no finding means nothing now."""
    messages.error(
        request,
        _(
            "It is kept, but the warning signs could not be checked. If something is new, sudden or severe, "
            "do not wait for this page: call your local emergency number or your urgent care line."
        ),
    )


def mark_seen(request: HttpRequest, person: Person, findings: Iterable[Finding], now: datetime) -> None:
    """Remember what was shown, so that the next glass of water does not lead here again.

    A higher level of the same rule, or a new day, is another warning.
    """
    fresh = [str(warning_id(person, f, now)) for f in findings]
    before = [seen for seen in request.session.get(SEEN, []) if seen not in fresh]
    request.session[SEEN] = [*before, *fresh][-REMEMBERED:]
