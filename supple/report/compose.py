# SPDX-License-Identifier: Apache-2.0
"""A diary and what was found in it become one report: which sections, in which order, for which reader."""

from collections.abc import Callable

import numpy as np

from supple.entries.measure import measure
from supple.insight.result import Estimate, Findings
from supple.report import found as told
from supple.report.how_it_was import function, nights, trend, where
from supple.report.looked_for import looked_for
from supple.report.material import Material
from supple.report.sections import Phrase, Report, Row, Section, Variant, joined, say
from supple.report.what_was_done import flags, medicines, scales, sessions, wishes
from supple.report.what_was_tried import trials

METHOD = "1"
"""Raised when the way a report is worked out changes."""


def compose(material: Material) -> Report:
    """The report; each section says so when the diary holds nothing for it, or is left out of a bare table's."""
    parts = (part(material) for part in _ORDER[material.variant])
    silent = material.numbers_only  # what is empty says nothing there; elsewhere most sections say that they are
    sections = tuple(part for part in parts if not part.empty or (part.nothing and not silent))
    return Report(material.variant, material.name, material.first, material.last, sections, _footer(material))


def moves(material: Material) -> Section:
    """What goes with worse and better days: claims first, then what shows no association, then the unknown."""
    title = say("What goes with it")
    found = material.found
    if found is None or found.not_enough is not None:
        return Section("moves", title, nothing=_not_yet(found))
    rows = [_claim(name, found) for name in found.claims]
    for verdict, label in (
        ("no association", say("No association")),
        ("too small to matter", say("Too small to matter")),
    ):
        rows += _listed(found, verdict, label)
    rows += _listed(found, "cannot tell yet", say("Cannot tell yet"))
    if left := len(found.not_looked_at):
        rows.append(Row(say("Cannot tell yet"), told.left_out(left, len(found.factors))))
    return Section("moves", title, tuple(rows), nothing=say("No exposure was recorded often enough to say anything."))


def _not_yet(found: Findings | None) -> Phrase:
    if found is None or found.not_enough is None:
        return say("Exposures were not analysed for this diary.")
    return told.lacking(found.not_enough)


def _claim(name: str, found: Findings) -> Row:
    estimate = found.factors[name]
    label = say("{name}: {verdict}", name=say(measure(name).label), verdict=say(estimate.verdict))
    return Row(
        label,
        _effect(name, estimate),
        say("goes with it; {basis} Not proof of a cause.", basis=told.basis(estimate, found)),
    )


def _effect(name: str, estimate: Estimate) -> Phrase:
    """Exposures are met or not; anything else moves in steps of its unit."""
    met = estimate.unit == 1 and measure(name).unit in ("", "yes/no") and not name.startswith("own:")
    step = say("on days with it") if met else say("for each {unit:g} more", unit=estimate.unit)
    return say(
        "{effect:+.1f} {step} (90 % interval {lo:+.1f} to {hi:+.1f})",
        effect=estimate.effect, step=step, lo=estimate.lo, hi=estimate.hi,
    )  # fmt: skip


def _listed(found: Findings, verdict: str, label: Phrase) -> list[Row]:
    left = frozenset(found.not_looked_at)
    names = [say(measure(n).label) for n, e in found.factors.items() if e.verdict == verdict and n not in left]
    return [Row(label, joined(names, ", "))] if names else []


def _footer(material: Material) -> tuple[Phrase, ...]:
    recorded_days = _days_with_anything(material)
    gaps = say("{n} of {all} days have an entry.", n=recorded_days, all=material.days)
    version = say(
        "Method {method}, knowledge {knowledge}.", method=METHOD, knowledge=material.knowledge or say("not used")
    )  # fmt: skip
    honest = say("Self-reported by the person or a carer. It informs; it is not a diagnosis and gives no doses.")
    made_up = (say("This diary is made up; no such person exists."),) if material.made_up else ()
    return (gaps, version, honest, *made_up)


def _days_with_anything(material: Material) -> int:
    said = len({day for day in material.timeline.days if material.first <= day <= material.last})
    columns = [~np.isnan(material.column(name)) for name in material.table.columns]
    return max(said, int(np.logical_or.reduce(columns).sum()) if columns else 0)


_Part = Callable[[Material], Section]
_ORDER: dict[Variant, tuple[_Part, ...]] = {
    "neurologist": (wishes, flags, looked_for, trend, nights, where, moves, trials, medicines, function, scales),
    "physiotherapist": (wishes, flags, looked_for, function, where, trend, sessions, scales, moves, trials, nights),
}
