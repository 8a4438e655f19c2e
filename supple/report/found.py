# SPDX-License-Identifier: Apache-2.0
"""What did a diary show about one thing met or done, in a plain sentence? One place for pages and the command line.

Names come in as the reader knows them. "Goes with" is never "brings on".
"""

from collections.abc import Callable, Mapping, Sequence

from supple.care.choosable import Way
from supple.insight.result import MOST, NO_DIFFERENCE, Estimate, Findings, NotEnough, Why
from supple.report.sections import Phrase, joined, say, signed
from supple.report.written import marked

LAGS: Mapping[int, Phrase] = {0: say("the same day"), 1: say("the day before"), 2: say("two days before")}
CLAIMED = (marked("trigger"), marked("helper"))
UNTOLD = ("cannot tell yet", "not enough days with it")
RULED_OUT = ("no association", "too small to matter")
REASONS: Mapping[Why, str] = {
    "same-as-outcome": marked("It says the same as the outcome, day by day, so nothing can be learned from it."),
    "outcome-never-differs": marked("The outcome was the same on every recorded day, so there is nothing to compare."),
    "always-met": marked("It was met on every recorded day, so there is nothing to compare."),
    "never-differs": marked("It was the same on every recorded day, so there is nothing to compare."),
    "not-told-apart": marked("It cannot be told apart from {others}, and more days like these do not part them."),
    "seldom-met": marked("It was met on {exposed} days only: too few, and coming too slowly, to tell."),
    "nearly-always-met": marked("It was met on nearly all days, so days like these can hardly tell."),
    "hardly-differs": marked("It was nearly always the same, so days like these can hardly tell."),
    "too-many-days": marked("Three more years of days like these would probably not tell."),
}
TRIED: tuple[Why, ...] = (
    "always-met", "not-told-apart", "seldom-met", "nearly-always-met", "hardly-differs", "too-many-days",
)  # fmt: skip
"""Where more days of the same do not help, and days drawn by chance may."""
TRIALS: Mapping[Way, str] = {
    "itself": marked("A planned trial can tell."),
    "against": marked("A planned trial of something against it can tell."),
    "perhaps": marked("If you can change it, a planned trial can tell."),
    "never": marked("It is nothing to be tried, so no trial can tell either."),
    "team": marked("It is nothing to try alone: ask your team."),
}
COIN = marked("In a planned trial a coin decides on which days, so that nothing else goes along with it.")


def claim(name: str, one: Estimate, kind: str) -> Phrase:
    """Something that was found, how much, and how sure.

    >>> found = Estimate(True, 0.97, 1.3, 0.8, 1.9, 0, "trigger", 1, (), 1.0, 30)
    >>> claim("Heat", found, "ordinal").text()
    'Heat (the day before) goes with worse days: +1.3 points (between +0.8 and +1.9); 97 in 100 sure.'
    """
    said = {"name": name, "lag": _lag(one), "amount": amount(one, kind), "step": step(one), "sure": _of_100(one.prob)}
    if one.verdict == "helper":
        return say("{name}{lag} goes with better days: {amount}{step}; {sure} in 100 sure.", **said)
    return say("{name}{lag} goes with worse days: {amount}{step}; {sure} in 100 sure.", **said)


def _lag(one: Estimate) -> Phrase:
    return say(" ({day})", day=LAGS[one.lag]) if one.lag else say("")


def _of_100(chance: float) -> str:
    return f"{100 * min(chance, 0.99):.0f}"


def when(one: Estimate) -> Phrase:
    """On which day it shows; empty when that is not known."""
    if one.lag is None:
        return say("")
    return (say("It shows on the same day."), say("It shows a day later."), say("It shows two days later."))[one.lag]


def amount(one: Estimate, kind: str) -> Phrase:
    """How much the outcome differs, on its own scale, with the range that holds it 9 times in 10."""
    if kind == "binary":
        return say("{effect:+.0f} in 100 days (between {lo:+.0f} and {hi:+.0f})",
                   effect=100 * one.effect, lo=100 * one.lo, hi=100 * one.hi)  # fmt: skip
    span = {"effect": signed(one.effect), "lo": signed(one.lo), "hi": signed(one.hi)}
    if kind == "ordinal":
        return say("{effect} points (between {lo} and {hi})", **span)
    return say("{effect} times (between {lo} and {hi})", **span)


def step(one: Estimate) -> Phrase:
    """For how much of it, when it is no yes or no."""
    return say("") if one.unit == 1 else say(" for each {unit:g}", unit=one.unit)


def lacking(short: NotEnough) -> Phrase:
    """What is missing before anything can be said at all.

    >>> lacking(NotEnough(1, 2, NO_DIFFERENCE)).text()[:30]
    'It was the same on every recor'
    """
    if short.of == NO_DIFFERENCE:
        return say(
            "It was the same on every recorded day, so there is nothing to compare. Only days that differ can tell."
        )
    return say("Too early to say: {have} of at least {need} days with the outcome.", have=short.have, need=short.need)


def waiting(one: Estimate, others: Sequence[str] = ()) -> Phrase:
    """How many more days may tell, or why they will not; empty when there is an answer."""
    if one.verdict not in UNTOLD:
        return say("")
    if one.why == "too-many-days" and one.days_more:
        return say("It would take more than a year of days like these.")
    if one.why:
        return say(REASONS[one.why], exposed=one.exposed, others=_listed(others))
    days = one.days_more or 0
    if one.verdict == "not enough days with it":
        return say("About {n} more days at this pace.", n=days)
    return say("About {n} more days may tell.", n=days)


def trial(one: Estimate, way: Way) -> Phrase:
    """Whether a planned trial would tell where waiting does not; empty when waiting is enough, or would be in vain.

    A trial against what is hardly ever there has nothing to be tried on.
    """
    seldom = one.why == "seldom-met" and way not in ("itself", "never", "team")
    return say(TRIALS[way]) if stuck(one) and not seldom else say("")


def stuck(one: Estimate) -> bool:
    """Whether waiting tells nothing, or only after very long, and days drawn by chance might."""
    return one.why in TRIED


def ruled_out(name: str, one: Estimate, kind: str) -> Phrase:
    """Something that makes no difference worth telling, with what is left possible.

    Where most of the belief is on no effect at all, a range of that belief is nought to nought; the chance says more.
    """
    if one.verdict == "too small to matter":
        known = {"name": name, "amount": amount(one, kind)}
        return say("{name} goes with a difference that is too small to matter: {amount}.", **known)
    return say(
        "{name}: no association seen. That it matters at all has a chance of {chance} in 100.",
        name=name, chance=_chance(one),
    )  # fmt: skip


def unknown(name: str, one: Estimate, kind: str, way: Way = "perhaps", others: Sequence[str] = ()) -> Phrase:
    """Something that cannot be told yet, or was met too seldom; `others` are those it cannot be told apart from.

    >>> tea = Estimate(False, 0.2, 0.1, 0.0, 0.6, 40, "cannot tell yet", None, (), 1.0, 30)
    >>> unknown("Tea", tea, "ordinal").text()[49:]
    'matters at all has a chance of 20 in 100. About 40 more days may tell.'
    """
    if one.why == "never-met":
        return say("{name} was never written down as met, so there is nothing to compare.", name=name)
    told = [say("{name}.", name=name), waiting(one, others), trial(one, way)]
    if others and one.why is None:
        told.append(say("So far it cannot be told apart from {others}.", others=_listed(others)))
    if one.verdict == "cannot tell yet" and one.why not in ("same-as-outcome", "outcome-never-differs"):
        if one.lo < one.hi:
            told[0] = say("{name}: {amount}{step}.", name=name, amount=amount(one, kind), step=step(one))
        told.insert(1, say("That it matters at all has a chance of {chance} in 100.", chance=_chance(one)))
    return joined([part for part in told if part.template], " ")


def _chance(one: Estimate) -> str:
    return f"{max(1.0, 100 * min(one.prob, 0.99)):.0f}"


def _listed(names: Sequence[str]) -> Phrase:
    """Several names, the last after an or.

    >>> _listed(["heat", "tea", "rain"]).text(), _listed(["heat"]).text()
    ('heat, tea or rain', 'heat')
    """
    if len(names) < 2:
        return say("{names}", names="".join(names))
    return say("{names} or {last}", names=", ".join(names[:-1]), last=names[-1])


def left_out(names: int, factors: int) -> Phrase:
    """That there are more factors than are looked at together, and which were taken.

    >>> left_out(9700, 10000).text()[:46]
    'Not looked at: 9700 of 10000 factors. No more '
    """
    return say(
        "Not looked at: {n} of {all} factors. No more than {most} are looked at together: those with the most days "
        "both with them and without them.", n=names, all=factors, most=MOST,
    )  # fmt: skip


def not_looked_at(name: str) -> Phrase:
    """One that was left out, since there are too many."""
    return say("Not looked at: {name}.", name=name)


def together(found: Findings, members: Sequence[str], label: Callable[[str], str]) -> Phrase:
    """Several that share one effect: it is one of them, how sure that is, and which cannot be told."""
    effect = sum(found.factors[name].effect for name in members)
    sure = _of_100(found.factors[members[0]].together or 0.0)
    said = {"names": _listed([label(name) for name in members]), "sure": sure}
    if (effect > 0) == (found.better == "lower"):
        return say(
            "One of these goes with worse days, and the diary cannot tell which yet: {names}; {sure} in 100 sure.",
            **said,
        )
    return say(
        "One of these goes with better days, and the diary cannot tell which yet: {names}; {sure} in 100 sure.", **said
    )


def basis(one: Estimate, found: Findings) -> Phrase:
    """How many days an answer rests on: those with the outcome, of all from the first to the last."""
    known = {"used": found.recorded, "days": found.days, "exposed": one.exposed}
    if found.recorded < found.days:
        if one.met:
            return say("{used} of {days} days used, {exposed} of them with it.", **known)
        return say("{used} of {days} days used; on {exposed} of them it was not as usual.", **known)
    if one.met:
        return say("{days} days used, {exposed} of them with it.", **known)
    return say("{days} days used; on {exposed} of them it was not as usual.", **known)


def filled(days: int) -> Phrase:
    """On how many days it was not written down, and what stands there; empty when it always was.

    >>> filled(12).text()
    'Days on which it was not noted: 12; your average stands there.'
    """
    return say("Days on which it was not noted: {n}; your average stands there.", n=days) if days else say("")
