# SPDX-License-Identifier: Apache-2.0
"""The sections that say how it was: the trend, the nights, where on the legs, function and falls."""

from collections import Counter, defaultdict
from datetime import date, timedelta
from functools import partial

import numpy as np
from numpy.typing import NDArray

from supple.entries import places
from supple.entries.known import Treatment
from supple.entries.measure import measure
from supple.entries.vocabulary import SideId, SiteId
from supple.insight import change
from supple.report import moved
from supple.report.drawn import Mark, lettered, trend_svg
from supple.report.legs import WHOLE, legs_svg
from supple.report.material import Material, recorded
from supple.report.sections import Figure, Phrase, Row, Section, Table, joined, say
from supple.report.written import marked

MINIMAL, IMPORTANT = 18, 30
"""Per cent change of the 0-10 NRS that is the least worth noticing, and clinically important (Farrar 2008)."""
ENOUGH_OF_A_WEEK = 5
LOW_START = 3
FELT = (marked("spasm"), marked("cramp"), marked("stiffness"), marked("clonus"))
SIDE_NOT_SAID = marked("side not said")
_Felt = tuple[SiteId, str, SideId | None]
FUNCTION = ("impact_walking", "impact_transfers", "impact_care", "pain", "fatigue_level", "mood")


def trend(material: Material) -> Section:
    """The main outcome week by week, and its change over the period."""
    name = main_outcome(material)
    values = material.column(name)
    title = say("The trend: {measure}", measure=say(measure(name).label))
    if not recorded(values).size:
        return Section("trend", title, nothing=say("No day in this period has a score."))
    rows = (_change(values), _against_before(material, name))
    return Section("trend", title, rows, _weeks(material, values), _drawn(material, name), newest_last=True)


def _against_before(material: Material, name: str) -> Row:
    """The last fortnight against the person's own days before, as the trend page has it."""
    whole = material.reaching_back(name)
    words = moved.change(change.trend(whole, name, measure(name).better), measure(name).better)
    return Row(say("Last 14 days"), words[0], words[1] if len(words) > 1 else None)


def main_outcome(material: Material) -> str:
    """The stiffness score when the diary has one, else the outcome the triggers were asked about."""
    if recorded(material.column("spasticity")).size or material.found is None:
        return "spasticity"
    return material.found.outcome


def _drawn(material: Material, name: str) -> Figure:
    """The period day by day, with a lettered line where a treatment began or changed."""
    values, known = material.column(name), measure(name)
    told = [t for t in material.said(Treatment) if t.change != "side_effect"]
    marks = sorted({Mark(material.timeline.day_of(t), t.name) for t in told}, key=lambda mark: (mark.on, mark.words))
    scored = say("Day by day: {n} of {all} days scored, {low:g} to {high:g}.", **_spread(values))
    line = say("The line is the average of the days around.")
    letters = [_lettered(letter, mark) for letter, mark in lettered(marks)]
    words = say("{scored} {line} {letters}", scored=scored, line=line, letters=joined(letters, "; "))
    return Figure(partial(trend_svg, values, material.first, marks, known), words)


def _lettered(letter: str, mark: Mark) -> Phrase:
    return say("{letter}: {name}, {day:%-d %b}", letter=letter, name=mark.words, day=mark.on)


def _spread(values: NDArray[np.float64]) -> dict[str, object]:
    seen = recorded(values)
    low, high = round(float(seen.min()), 1), round(float(seen.max()), 1)
    return {"n": seen.size, "all": values.size, "low": low, "high": high}


def _change(values: NDArray[np.float64]) -> Row:
    """First seven days against last seven; percentages only where both weeks and the start allow them."""
    label = say("First week to last week")
    start, now = recorded(values[:7]), recorded(values[-7:])
    if len(values) < 14 or min(len(start), len(now)) < ENOUGH_OF_A_WEEK:
        return Row(label, say("cannot be said: at least {n} scored days are needed in each", n=ENOUGH_OF_A_WEEK))
    before, after = float(start.mean()), float(now.mean())
    moved = say("{before:.1f} to {after:.1f}", before=before, after=after)
    if before < LOW_START:
        return Row(label, moved, say("started low, so no percentage is given"))
    return Row(label, moved, _in_words(100 * (before - after) / before))


def _in_words(lower_by: float) -> Phrase:
    size = abs(lower_by)
    direction = say("lower") if lower_by >= 0 else say("higher")
    if size < MINIMAL:
        return say("{size:.0f} % {direction}; under 18 % counts as no clear change", size=size, direction=direction)
    if size < IMPORTANT:
        return say(
            "{size:.0f} % {direction}; 18 % is the smallest change worth noticing", size=size, direction=direction
        )
    return say("{size:.0f} % {direction}; 30 % or more is an important change", size=size, direction=direction)


def _weeks(material: Material, values: NDArray[np.float64]) -> Table:
    head = (say("Week from"), say("Mean"), say("Range"), say("Days scored"))
    rows = []
    for start in range(0, len(values), 7):
        week = recorded(values[start : start + 7])
        day = material.first + timedelta(days=start)
        rows.append((say("{day}", day=day), *_week_cells(week), say("{n} of 7", n=len(week))))
    return Table(head, tuple(rows[-8:]))


def _week_cells(week: NDArray[np.float64]) -> tuple[Phrase, Phrase]:
    if not week.size:
        return say("not recorded"), say("-")
    return say("{mean:.1f}", mean=week.mean()), say("{low:g} to {high:g}", low=week.min(), high=week.max())


def nights(material: Material) -> Section:
    """What happened at night and how sleep was."""
    woken = sum(1 for e in material.events() if e.woke)
    rows = [Row(say("Woken by legs, as logged"), say("{n} times", n=woken))] if woken else []
    for name in ("wake_count", "sleep_hours", "sleep_quality"):
        rows += _mean_row(material, name)
    return Section("nights", say("Nights"), tuple(rows), nothing=say("Nothing was recorded about the nights."))


def where(material: Material) -> Section:
    """Which places were named, left and right apart."""
    counts: Counter[_Felt] = Counter()
    for e in material.events():
        if e.what in FELT and e.site:
            counts[e.site, e.what, e.side] += 1 if e.count is None else e.count
    rows = tuple(
        (say(places.place(site, None)), say(places.place(None, side) or SIDE_NOT_SAID), say(what), say("{n}", n=n))
        for (site, what, side), n in counts.most_common(6)
    )
    head = (say("Where"), say("Side"), say("What"), say("Times"))
    table = Table(head, rows) if rows else None
    nothing = say("No place was named in this period.")
    return Section("where", say("Where"), table=table, figure=_legs(counts), nothing=nothing)


def _legs(counts: Counter[_Felt]) -> Figure | None:
    """The places as a picture; what was felt on both sides counts for each."""
    times: Counter[tuple[str, str]] = Counter()
    for (site, _what, side), n in counts.items():
        for one in ("left", "right") if side == "both" else (side,):
            for part in WHOLE.get(site, (site,)):
                times[one or "", part] += n
    drawn = {place: n for place, n in times.items() if place[0] in ("left", "right")}
    if not drawn:
        return None
    words = say("How often each place was named; left and right are the person's own.")
    if any(site in WHOLE for site, _what, _side in counts):
        words = say(
            "How often each place was named, thigh and whole leg in all their parts; left and right as one's own."
        )
    return Figure(partial(legs_svg, drawn, words), words)


def function(material: Material) -> Section:
    """What the legs got in the way of, and falls."""
    rows = [row for name in FUNCTION for row in _mean_row(material, name)]
    falls = recorded(np.fmax(material.column("falls"), material.column("falls_logged")))
    if falls.size:
        rows.append(Row(say("Falls"), say("{n:.0f}", n=falls.sum()), say("asked on {days} days", days=falls.size)))
    return Section("function", say("Function, pain and falls"), tuple(rows), nothing=say("Not recorded."))


def frequency(material: Material) -> tuple[Row, ...]:
    """Spasms a day, derived from the diary and labelled as such; a day on which nobody counted is not a zero."""
    counted = np.array(list(_counted(material).values()))
    if not counted.size:
        return ()
    note = say("derived from {days} days with a count, not a questionnaire", days=counted.size)
    return (Row(say("Spasms and cramps a day"), say("{mean:.1f}", mean=counted.mean()), note),)


def _counted(material: Material) -> dict[date, float]:
    """The larger of what was counted in words and what was logged, on days with either."""
    if material.numbers_only:
        both = np.fmax(material.column("spasm_count"), material.column("episodes"))
        return {material.first + timedelta(days=int(n)): float(both[n]) for n in np.flatnonzero(~np.isnan(both))}
    logged: dict[date, float] = defaultdict(float)
    said: dict[date, float] = {}
    for day, name, value in material.timeline.within(material.first, material.last).readings():
        if name in ("episodes", "spasm_count"):
            logged[day] += value if name == "episodes" else 0
            said[day] = value if name == "spasm_count" else said.get(day, 0.0)
    return {day: max(said[day], logged[day]) for day in said}


def _mean_row(material: Material, name: str) -> list[Row]:
    values = recorded(material.column(name))
    if not values.size:
        return []
    known = measure(name)
    low, high = round(float(values.min()), 1), round(float(values.max()), 1)
    value = say("mean {mean:.1f} ({low:g} to {high:g})", mean=values.mean(), low=low, high=high)
    return [Row(say(known.label), value, say("{days} days, {unit}", days=values.size, unit=say(known.unit)))]
