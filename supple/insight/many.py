# SPDX-License-Identifier: Apache-2.0
"""What goes with the symptoms of many people? The answers that each would get alone.

People are asked in batches of bounded size; a diary that cannot be asked is answered by an error and stops nobody.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from supple.errors import SuppleError
from supple.insight.about import About
from supple.insight.arrays import Array, Batch
from supple.insight.batch import believe, kinds_kept
from supple.insight.chains import Beliefs
from supple.insight.columns import LAGS
from supple.insight.result import Findings
from supple.insight.series import DailyTable
from supple.insight.triggers import Fitted, answer, expecting, read, sheet

Days = DailyTable | Mapping[str, Sequence[float] | Array]
AHEAD, WORTH = 128, 20_000_000  # diaries, and numbers in them, read before the first is asked: like sizes go together
TOGETHER = {"numpy": 16, "cpu": 32}  # more would only leave the processor's cache
ELSEWHERE = 2048  # people together on a GPU
NUMBERS = 500_000  # for each person meant to be together, how many numbers may be held at once


def _answered(fitted: Fitted) -> Findings:
    """The answer that one person would get alone."""
    return answer(expecting(fitted))


@dataclass(frozen=True, slots=True)
class Broken:
    """A diary that could not be asked: which one (0 is the first), and why."""

    place: int
    error: SuppleError


def find_many(
    diaries: Iterable[Days],
    abouts: Iterable[About],
    *,
    seeds: Iterable[int],
    like: Batch | None = None,
    tell: Callable[[Fitted], Findings] = _answered,
) -> Iterator[Findings | Broken]:
    """Ask many diaries, each its own question; answers come in the order of the diaries, as they are ready.

    All three are read as they are needed and end with the shortest; `itertools.repeat` says the same for everyone.
    `like` is any array of the library and device to work with, in its precision (`torch.zeros(1, device="cuda")`, say);
    without it NumPy is used. Each answer is what `triggers.find` says of that diary with that seed, up to rounding.
    `tell` makes the answer of what is believed, and may keep what a cohort learns of it (`cohort.told`).
    """
    asked = enumerate(zip(diaries, abouts, seeds, strict=False))
    people = _together(like)
    while part := _ahead(asked, max(AHEAD, people)):
        believed: dict[int, Beliefs | Broken] = {}
        for batch in _batches([one for one in part if isinstance(one, _Open)], people):
            believed.update(_believe(batch, like))
        for one in part:
            yield one if isinstance(one, Broken) else _told(one, believed.get(one.place), tell)


def _together(like: Batch | None) -> int:
    where = "numpy" if like is None or isinstance(like, np.ndarray) else str(like.device)
    return TOGETHER.get(where, ELSEWHERE)


@dataclass(frozen=True, slots=True)
class _Open:
    """One diary that could be read."""

    place: int
    seed: int
    fitted: Fitted

    @property
    def shape(self) -> tuple[int, int]:
        """How many days, and how many factors that can be told apart."""
        return self.fitted.diary.days, len(self.fitted.groups)


def _ahead(asked: Iterator[tuple[int, tuple[Days, About, int]]], most: int) -> list[_Open | Broken]:
    """The next diaries, as many as are worth it."""
    out: list[_Open | Broken] = []
    numbers = 0
    for place, (days, about, seed) in asked:
        one = _open(place, days, about, seed)
        out.append(one)
        numbers += 0 if isinstance(one, Broken) else one.shape[0] * len(one.fitted.columns)
        if len(out) >= most or numbers > WORTH:
            break
    return out


def _open(place: int, days: Days, about: About, seed: int) -> _Open | Broken:
    try:
        with np.errstate(over="raise", invalid="raise"):
            return _Open(place, int(seed), read(days, about))
    except SuppleError as refused:
        return Broken(place, refused)
    except FloatingPointError:
        return _uncounted(place)
    except (ValueError, TypeError, AttributeError, LookupError, ArithmeticError) as wrong:
        error = SuppleError("diary-unreadable", "A diary is not a table of numbers, one for each day.", "Check it.")
        error.__cause__ = wrong
        return Broken(place, error)


def _batches(ready: list[_Open], people: int) -> Iterator[list[_Open]]:
    """Diaries of about one size together, few of them when they are large."""
    batch: list[_Open] = []
    for one in sorted((one for one in ready if one.fitted.groups), key=lambda one: one.shape):
        days, factors = one.shape
        kept = kinds_kept(days)
        large = (len(batch) + 1) * days * LAGS * factors * kept
        other = bool(batch) and kinds_kept(batch[0].shape[0]) != kept  # so that each gets the answer it gets alone
        if batch and (other or len(batch) >= people or large > NUMBERS * people):
            yield batch
            batch = []
        batch.append(one)
    if batch:
        yield batch


def _believe(batch: list[_Open], like: Batch | None) -> dict[int, Beliefs | Broken]:
    """What is believed of each; should one make the arithmetic fail, each is tried alone."""
    try:
        with np.errstate(over="raise", invalid="raise"):
            found = believe([sheet(one.fitted) for one in batch], [one.seed for one in batch], like)
    except (ArithmeticError, ValueError, RuntimeError, np.linalg.LinAlgError):
        if len(batch) > 1:
            return {place: one for alone in batch for place, one in _believe([alone], like).items()}
        return {batch[0].place: _uncounted(batch[0].place)}
    sound = [bool(np.isfinite(one.chance).all() and np.isfinite(one.total).all()) for one in found]
    return {
        one.place: its if fine else _uncounted(one.place) for one, its, fine in zip(batch, found, sound, strict=True)
    }


def _uncounted(place: int) -> Broken:
    return Broken(place, SuppleError("diary-uncounted", "The numbers of a diary are too far apart to count with.", ""))


def _told(one: _Open, believed: Beliefs | Broken | None, tell: Callable[[Fitted], Findings]) -> Findings | Broken:
    if isinstance(believed, Broken):
        return believed
    try:
        return tell(replace(one.fitted, walked=believed))
    except SuppleError as refused:
        return Broken(one.place, refused)
    except (ArithmeticError, ValueError):
        return _uncounted(one.place)
