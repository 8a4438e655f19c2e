# SPDX-License-Identifier: Apache-2.0
"""Do many people get the answers that each would get alone, whatever library of arrays does the work?"""

from collections.abc import Sequence
from itertools import repeat

import array_api_strict
import numpy as np
import pytest

from supple.errors import SuppleError
from supple.insight import batch, cohort, effects, noise, simulate
from supple.insight.about import About, Factor
from supple.insight.arrays import Array, namespace, plain
from supple.insight.many import Broken, Days, find_many
from supple.insight.result import Findings
from supple.insight.triggers import Fitted, answer, find, read, sheet


def _people() -> list[simulate.MadeUp]:
    """Diaries that differ in length, factors, gaps, treatments and outcome."""
    return [
        simulate.diary("easy", 90, 1, "ordinal", 6),
        simulate.diary("hidden", 60, 2, "count", 9),
        simulate.diary("drift", 120, 3, "ordinal", 4),
        simulate.diary("together", 45, 4, "binary", 8),
    ]


def _answers(diaries: Sequence[Days], **said: object) -> list[Findings | Broken]:
    return list(find_many(diaries, repeat(About()), seeds=repeat(5), **said))  # type: ignore[arg-type]


def _sound(answers: Sequence[Findings | Broken]) -> list[Findings]:
    assert not [one for one in answers if isinstance(one, Broken)]
    return [one for one in answers if isinstance(one, Findings)]


def _compare(one: Findings, other: Findings) -> None:
    """Equal up to rounding: a throw that falls on the edge may be read differently, and moves one walk of sixteen."""
    pairs = [(one.factors[name], other.factors[name]) for name in one.factors]
    apart = np.array([abs(a.prob - b.prob) for a, b in pairs])
    assert float(np.median(apart)) <= 0.02
    assert float(apart.max()) <= 0.1
    moved = [abs(a.effect - b.effect) - 0.1 * (a.hi - a.lo) for a, b in pairs]
    assert max(moved) <= 0.02


def test_people_of_all_sizes_get_together_what_each_gets_alone() -> None:
    made = _people()
    together = _sound(list(find_many([one.table for one in made], [one.about for one in made], seeds=range(4))))
    for seed, (one, found) in enumerate(zip(made, together, strict=True)):
        alone = find(one.table, one.about, seed=seed)
        _compare(alone, found)
        assert {n: e.verdict for n, e in alone.factors.items()} == {n: e.verdict for n, e in found.factors.items()}


def test_the_order_of_the_answers_is_the_order_of_the_diaries() -> None:
    made = [simulate.diary("easy", days, days, "ordinal", 6) for days in (120, 20, 60, 30)]
    together = _sound(list(find_many([one.table for one in made], [one.about for one in made], seeds=repeat(0))))
    assert [found.days for found in together] == [120, 20, 60, 30]


def test_nothing_outside_the_array_standard_is_used() -> None:
    """array_api_strict refuses whatever the standard does not promise."""
    made = _people()[:3]
    like = array_api_strict.zeros(1, dtype=array_api_strict.float64)
    strict = _sound(list(find_many([m.table for m in made], [m.about for m in made], seeds=range(3), like=like)))
    plainly = _sound(list(find_many([m.table for m in made], [m.about for m in made], seeds=range(3))))
    for one, other in zip(strict, plainly, strict=True):
        _compare(one, other)


def test_single_precision_is_enough() -> None:
    made = _people()
    short = np.zeros(1, dtype=np.float32)
    coarse = _sound(list(find_many([m.table for m in made], [m.about for m in made], seeds=repeat(1), like=short)))
    for one, other in zip(made, coarse, strict=True):
        _compare(find(one.table, one.about, seed=1), other)


def test_sums_in_another_library_are_the_same_sums() -> None:
    made = _people()[:2]
    sheets = [sheet(read(one.table, one.about)) for one in made]
    mine = batch.summed(sheets, np.zeros(1))
    other = batch.summed(sheets, array_api_strict.zeros(1, dtype=array_api_strict.float64))
    assert namespace(other.gram) is not np
    for part in ("gram", "cross", "square", "log_null", "freedom", "factors"):
        np.testing.assert_allclose(plain(getattr(other, part)), getattr(mine, part), atol=1e-7)


def test_one_kind_of_noise_after_the_other_gives_the_same_sums(monkeypatch: pytest.MonkeyPatch) -> None:
    sheets = [sheet(read(_people()[0].table, _people()[0].about))]
    whole = batch.summed(sheets, np.zeros(1))
    monkeypatch.setattr(batch, "LARGE", 0)
    parts = batch.summed(sheets, np.zeros(1))
    for part in ("gram", "cross", "square", "log_null"):
        np.testing.assert_allclose(getattr(parts, part), getattr(whole, part))


def test_days_past_the_end_and_spans_side_by_side_change_no_innovation() -> None:
    rng = np.random.default_rng(3)
    kinds, seen, column = noise.grid(), rng.random(100) < 0.8, rng.standard_normal((100, 2))
    alone = noise.whiten(kinds, noise.gains(kinds, seen), column)
    longer = np.zeros((2, 130), dtype=bool)
    longer[0, :100], longer[1] = seen, True
    columns = np.zeros((2, 130, 2))
    columns[0, :100] = column
    among = noise.whiten(kinds, noise.gains(kinds, longer), columns)
    np.testing.assert_allclose(among[0][:, :100][:, seen], alone, atol=1e-12)
    assert not among[0][:, 100:].any()


def test_spans_side_by_side_say_what_day_by_day_does() -> None:
    kinds, seen = noise.grid(), np.random.default_rng(4).random(500) < 0.85
    alone, among = noise.gains(kinds, seen), noise.gains(kinds, np.stack([seen, seen]))
    for part in ("mood", "level", "scale", "log_det"):
        np.testing.assert_allclose(getattr(alone, part), getattr(among, part)[0], atol=1e-12)


def test_each_person_has_the_prior_of_their_own_number_of_factors() -> None:
    held = np.array([[0.0, 1.0], [0.0, 1.0]])
    many = effects.prior_odds(held, np.array([[4.0], [30.0]]))
    np.testing.assert_allclose(many[0], effects.prior_odds(held[0], 4))
    np.testing.assert_allclose(many[1], effects.prior_odds(held[1], 30))


def _diary(days: int, seed: int = 1) -> dict[str, Array]:
    rng = np.random.default_rng(seed)
    heat, tea = ((rng.random(days) < share).astype(np.float64) for share in (0.3, 0.5))
    return {"stiff": np.clip(np.round(4 + 2.0 * heat + rng.standard_normal(days)), 0, 10), "heat": heat, "tea": tea}


def test_one_bad_diary_is_an_error_of_its_own_and_stops_nobody() -> None:
    good = _diary(90)
    odd: dict[str, object] = {"stiff": ["a", "b"], "heat": [1.0, 0.0]}
    ragged = {"stiff": [1.0, 2.0, 3.0], "heat": [1.0]}
    diaries = [good, odd, {}, ragged, None, {**good, "stiff": 1e200 * good["stiff"]}, good]
    answers = _answers(diaries)  # type: ignore[arg-type]
    assert [isinstance(one, Broken) for one in answers] == [False, True, True, True, True, True, False]
    assert [one.place for one in answers if isinstance(one, Broken)] == [1, 2, 3, 4, 5]
    assert all(one.error.what for one in answers if isinstance(one, Broken))
    assert _sound([answers[0]])[0].claims == _sound([answers[6]])[0].claims == ("heat",)


def test_a_question_that_does_not_fit_is_refused_for_that_person_alone() -> None:
    good = _diary(90)
    abouts = [About("nowhere"), About("stiff", factors=(Factor("stiff"),)), About("stiff")]
    answers = list(find_many([good, good, good], abouts, seeds=repeat(0)))
    assert [one.error.code if isinstance(one, Broken) else "" for one in answers] == [
        "outcome-missing",
        "factor-is-outcome",
        "",
    ]


def test_diaries_that_say_nothing_yet_are_answered_among_the_others() -> None:
    still, empty = _diary(60), _diary(60)
    still["stiff"][:], empty["stiff"][:] = 3.0, np.nan
    one_day, copied = {"stiff": [4.0], "heat": [1.0]}, {**_diary(120, 6), "thirst": _diary(120, 6)["heat"]}
    answers = _sound(_answers([still, empty, one_day, copied, _diary(90)]))
    assert [one.claims for one in answers] == [(), (), (), (), ("heat",)]
    assert answers[1].not_enough is not None
    assert answers[3].factors["heat"].set == ("heat", "thirst")


def test_whoever_asks_may_make_something_of_each_diary_on_the_way() -> None:
    heard: list[cohort.Told] = []

    def tell(fitted: Fitted) -> Findings:
        heard.append(cohort.told(fitted))
        return answer(fitted)

    diaries = [_diary(90, seed) for seed in range(4)]
    answers = _sound(_answers(diaries, tell=tell))
    sums = cohort.summed(heard)
    assert len(answers) == sums.people["stiff", "heat"] == 4


def test_what_cannot_be_told_of_one_person_stops_nobody() -> None:
    def tell(fitted: Fitted) -> Findings:
        if fitted.diary.days == 60:
            raise SuppleError("secret", "This one is not told.")
        return answer(fitted)

    answers = _answers([_diary(90), _diary(60), _diary(90)], tell=tell)
    assert [one.error.code if isinstance(one, Broken) else "" for one in answers] == ["", "secret", ""]


def test_nobody_asked_is_nobody_answered() -> None:
    assert list(find_many([], [], seeds=[])) == []


def test_diaries_are_read_no_faster_than_they_are_asked() -> None:
    taken = []

    def endless() -> object:
        while True:
            taken.append(1)
            yield {"stiff": [4.0], "heat": [1.0]}

    asked = find_many(endless(), repeat(About()), seeds=repeat(0))  # type: ignore[arg-type]
    assert isinstance(next(asked), Findings)
    assert len(taken) <= 200
