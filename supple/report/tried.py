# SPDX-License-Identifier: Apache-2.0
"""What does a trial say, in sentences? One place for pages, reports and the command line."""

from collections.abc import Mapping

from supple.insight.result import Difference, NotEnough, TrialResult
from supple.report.sections import Phrase, joined, say, signed
from supple.report.written import marked

VERDICTS: Mapping[str, str] = {
    "helps": marked("The change helps."),
    "harms": marked("The change makes it worse."),
    "no_effect": marked("No worthwhile difference: if there is one, it is too small to matter."),
    "unclear": marked("Cannot tell: these days neither show a difference nor rule one out."),
}
LACKING: Mapping[str, str] = {
    "days with the change": marked("Too few days have the change (B): {have}, and at least {need} are needed."),
    "usual days": marked("Too few days are as usual (A): {have}, and at least {need} are needed."),
    "different values of the outcome": marked("The score was the same every day, so there is nothing to compare."),
}
REASONS: Mapping[str, str] = {
    "washout": marked("washout or run-in"), "not recorded": marked("no score"), "no condition": marked("no A or B"),
    "before the trial": marked("before the trial was begun"), "another trial": marked("another trial ran"),
}  # fmt: skip
RUNNING = marked("The trial is not over. Until its last day a verdict needs more certainty; you may look any time.")
CUT_SHORT = marked("The trial was ended before its last day, so a verdict needs the certainty of an early look.")


def told(result: TrialResult, better: str, outcome: str, cut_short: bool = False) -> tuple[Phrase, ...]:
    """Everything after the verdict's own sentence: how large, how sure, as lived, and what was not counted.

    >>> short = TrialResult("pain", 0, 0, 0, 0, 0, "unclear", 3, NotEnough(3, 7, "usual days"))
    >>> told(short, "lower", "pain")[0].text()
    'Too few days are as usual (A): 3, and at least 7 are needed.'
    """
    lines = [lacking(result.not_enough)] if result.not_enough else _found(result, better, outcome)
    early = say(CUT_SHORT) if cut_short else say(RUNNING)
    return (*lines, *uncounted(result), *([early] if result.running else []))


def lacking(short: NotEnough) -> Phrase:
    """What is missing before a trial can be judged."""
    return say(LACKING[short.of], have=short.have, need=short.need)


def uncounted(result: TrialResult) -> tuple[Phrase, ...]:
    """The days that were left out, each reason with its number."""
    if not result.excluded:
        return ()
    whys = [say("{why} ({n})", why=say(REASONS.get(one.why, one.why)), n=one.days) for one in result.excluded]
    return (say("Days not counted: {whys}.", whys=joined(whys, ", ")),)


def _found(result: TrialResult, better: str, outcome: str) -> list[Phrase]:
    lower = say("Lower is better.") if better == "lower" else say("Higher is better.")
    lines = [
        say(
            "{outcome} with the change: {span}. {way}",
            outcome=outcome[:1].upper() + outcome[1:],
            span=_span(result),
            way=lower,
        ),
        say("The chance that it helps at all: {n} in 100.", n=of_100(result.p_helps)),
    ]
    return [*lines, *_marks(result), *_lived(result)]


def _marks(result: TrialResult) -> list[Phrase]:
    """18 and 30 % of the usual days, where shares of them mean something."""
    mark = result.marks
    if mark is None:
        return []
    chances = say(
        "The chance of {minimal:.1f} points or more (18 % of your usual {usual:.1f}): {n} in 100; "
        "of {important:.1f} or more (30 %): {m} in 100.",
        minimal=mark.minimal, usual=result.usual, n=of_100(mark.p_minimal),
        important=mark.important, m=of_100(mark.p_important),
    )  # fmt: skip
    guide = say("The marks of 18 % and 30 % come from the spasticity score; for this one they are a guide only.")
    return [chances] if mark.established else [chances, guide]


def _lived(result: TrialResult) -> list[Phrase]:
    if result.adherence is None:
        return []
    done = say("The change was done on {n} in 100 of its days.", n=of_100(result.adherence))
    if result.as_taken is None:
        return [done]
    return [
        done,
        say("Counting days as they were lived: {span}.", span=_span(result.as_taken)),
        say("The first figure is the safer one: it keeps the drawn order."),
    ]


def _span(found: TrialResult | Difference) -> Phrase:
    span = {"effect": signed(found.effect), "lo": signed(found.lo), "hi": signed(found.hi)}
    return say("{effect} (between {lo} and {hi}, 9 times in 10)", **span)


def of_100(chance: float) -> str:
    """A chance as so many in 100, never all of them.

    >>> of_100(0.999), of_100(0.5)
    ('99', '50')
    """
    return f"{100 * min(chance, 0.99):.0f}"
