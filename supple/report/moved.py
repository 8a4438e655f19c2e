# SPDX-License-Identifier: Apache-2.0
"""Has it changed? Recent days against the days before, and the days around a start, in plain sentences.

Neither is a verdict on a cause, and the second always says why not.
"""

from supple.insight.change import BeforeAfter, Change
from supple.insight.result import NotEnough
from supple.report.sections import Phrase, say, signed
from supple.report.tried import of_100
from supple.report.written import marked

SURE = 0.95
EXPECTATION = marked(
    "Nobody drew lots for this start: hope alone makes people feel better, and chance cannot be ruled out."
)
RETURN = marked("People begin something when they feel worst, and days then tend to get better by themselves.")


def change(found: Change | NotEnough, better: str) -> tuple[Phrase, ...]:
    """The last days against the person's own days before.

    >>> change(NotEnough(9, 14, "days before"), "lower")[0].text()
    'It is too early to compare: 9 of 14 days before have an answer.'
    """
    if isinstance(found, NotEnough):
        return (say("It is too early to compare: {have} of {need} {of} have an answer.",
                    have=found.have, need=found.need, of=found.of),)  # fmt: skip
    lines = [
        say("{word}: {recent:.1f} on average over {after} days, {before:.1f} over the {earlier} days before.",
            word=_word(found, better), recent=found.recent, after=found.days_after,
            before=found.baseline, earlier=found.days_before),
        say("The difference is {effect} (between {lo} and {hi}, 9 times in 10).", **_span(found)),
    ]  # fmt: skip
    if found.p_minimal is not None and found.p_important is not None:
        shares = marked(
            "The chance that it is worse by 18 % or more, which people just notice: {n} in 100; by 30 %: {m} in 100."
        )
        lines.append(say(shares, n=of_100(found.p_minimal), m=of_100(found.p_important)))
    return tuple(lines)


def _word(found: Change, better: str) -> Phrase:
    """Worse, better, or no clear change; only the surer of them is said."""
    if found.p_worse >= SURE:
        return say("Worse than before")
    return say("Better than before") if found.p_worse <= 1.0 - SURE else say("No clear change")


def _span(found: Change) -> dict[str, Phrase]:
    return {"effect": signed(found.effect), "lo": signed(found.lo), "hi": signed(found.hi)}


def around(name: str, found: BeforeAfter) -> tuple[Phrase, ...]:
    """The days before and after something began, with both warnings."""
    one = found.change
    first = say(
        "{name}, from {day}: {before:.1f} on average before, {after:.1f} after; {effect} (between {lo} and {hi}).",
        name=name, day=found.start, before=one.baseline, after=one.recent, **_span(one),
    )  # fmt: skip
    bad = found.worse_just_before
    late = () if bad is None or bad <= 0 else (
        say("The fortnight before it was {n:.1f} worse than the days before that.", n=bad),
    )  # fmt: skip
    return (first, *late, say(EXPECTATION), say(RETURN))
