# SPDX-License-Identifier: Apache-2.0
"""Which buttons does today need? What the person meets often, drinks, and the medicines they named."""

from collections import Counter
from collections.abc import Iterable, Sequence

from django.utils.translation import gettext_lazy as _

from supple.entries.did import MILLILITRES, Dose, Exposure
from supple.entries.entry import Entry
from supple.entries.felt import CheckIn
from supple.entries.known import Treatment
from supple.entries.timeline import Timeline
from supple.web import words
from supple.web.pages.press import Press

USUAL_SUSPECTS = ("poor_sleep", "heat", "long_sitting", "stress", "full_bladder", "constipation")
SHOWN = 6
CUPS = ((_("Small cup"), 150), (_("Glass"), 250), (_("Bottle"), 500))
CUPS_US = ((_("Small cup"), 5), (_("Glass"), 8), (_("Bottle"), 17))
"""In US fluid ounces, which is how they are kept then."""


def exposures(
    lately: Timeline, mine: list[Entry], back_to: str = "today", own: Sequence[str] = ()
) -> tuple[list[Press], list[Press]]:
    """What may be met today as buttons that stay pressed: the usual ones and the person's own, and the rest."""
    said: Counter[str] = Counter(e.what for e in lately.of(Exposure) if e.present)
    met = {e.what: e.id for e in mine if isinstance(e, Exposure) and e.present}
    first = [what for what, _times in said.most_common(SHOWN)]
    first += [what for what in USUAL_SUSPECTS if what not in first]
    shown = list(dict.fromkeys([*first[:SHOWN], *(f"own:{word}" for word in own), *met]))
    presses = {
        what: Press(
            words.named(words.EXPOSURES, what), {"kind": "exposure", "what": what},
            toggle=True, undo=met.get(what), next=back_to,
        )
        for what in dict.fromkeys([*shown, *words.EXPOSURES])
    }  # fmt: skip
    return [presses[w] for w in shown], [p for w, p in presses.items() if w not in shown]


def drinks(units: str = "metric") -> list[Press]:
    """One press a drink."""
    cups, unit = (CUPS_US, "oz") if units == "us" else (CUPS, "ml")
    said = {"kind": "intake", "sort": "drink", "what": "drink", "unit": unit}
    return [Press(label, {**said, "amount": n}, small=words.amount(n, unit)) for label, n in cups]


def in_units(millilitres: float, units: str) -> str:
    """An amount as the person reads it.

    >>> in_units(750.2, "metric"), in_units(750, "us")
    ('750 ml', '25 oz')
    """
    much, unit = (millilitres / MILLILITRES["oz"], "oz") if units == "us" else (millilitres, "ml")
    return words.amount(round(much), unit)


def drunk(mine: Iterable[Entry]) -> float:
    """Millilitres so far today."""
    return sum(value for entry in mine for name, value in entry.readings() if name == "drink_ml")


def doses(lately: Timeline, mine: list[Entry]) -> list[tuple[str, list[Press]]]:
    """The medicines named lately, each with "taken" and "missed"; what was said today stays pressed."""
    stopped = {"none"} | {t.name for t in lately.of(Treatment) if t.change == "stopped"}
    named = [t.name for t in lately.of(Treatment) if t.route in ("oral", "nose") and t.change in ("started", "changed")]
    named += [d.medicine for d in lately.of(Dose)]
    return [(name, [_dose(name, status, mine) for status in ("taken", "missed")])
            for name in dict.fromkeys(named) if name not in stopped]  # fmt: skip


def _dose(name: str, status: str, mine: list[Entry]) -> Press:
    said = [e for e in mine if isinstance(e, Dose) and e.medicine == name and e.status == status]
    times = f"× {len(said)}" if len(said) > 1 else ""
    label = words.named(words.STATUS, status).capitalize()
    return Press(label, {"kind": "dose", "medicine": name, "status": status}, small=times)


def quiet(mine: Iterable[Entry]) -> Press:
    """Nothing today: a real answer, not a gap."""
    said = next((e.id for e in mine if isinstance(e, CheckIn) and e.nothing_today), None)
    answer = {"kind": "check_in", "nothing_today": "true"}
    return Press(_("Nothing today"), answer, small=_("no spasms, cramps or falls"), toggle=True, undo=said)
