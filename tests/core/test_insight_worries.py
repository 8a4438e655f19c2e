# SPDX-License-Identifier: Apache-2.0
"""Do the diaries with a hidden common cause mislead as they are meant to, and keep their promise of truth?"""

import numpy as np
import pytest

from supple.insight import worries
from supple.insight.about import OutcomeKind
from supple.insight.worries import Array, Worry

HIDING: tuple[Worry, ...] = ("week", "cycle", "flare", "season")


@pytest.mark.parametrize("worry", worries.WORRIES)
@pytest.mark.parametrize("kind", ["ordinal", "count", "binary"])
def test_a_diary_names_the_truth_of_every_factor(worry: Worry, kind: OutcomeKind) -> None:
    made = worries.diary(worry, 60, 3, kind)
    assert set(made.truth) == {factor.name for factor in made.about.factors} == set(made.table.columns) - {"outcome"}
    assert 2 <= sum(effect != 0 for effect in made.truth.values()) <= 5
    assert not any(worries.diary(worry, 60, 3, kind, triggers=False).truth.values())


def test_the_same_seed_makes_the_same_diary_and_another_seed_another() -> None:
    once, again, other = (worries.diary("flare", 60, seed).table.columns["outcome"] for seed in (1, 1, 2))
    np.testing.assert_array_equal(once, again)
    assert not np.array_equal(once, other, equal_nan=True)


def _strongest(worry: Worry) -> float:
    """How closely the exposure that goes best with the outcome does so, though none matters; mean of many people."""
    found = []
    for seed in range(30):
        columns = worries.diary(worry, 120, seed, triggers=False).table.columns
        seen = np.isfinite(columns["outcome"])
        whole = np.corrcoef(np.array([column[seen] for column in columns.values()]))
        found.append(np.abs(np.nan_to_num(whole[0, 1:])).max())
    return float(np.mean(found))


@pytest.mark.parametrize("worry", HIDING)
def test_exposures_that_do_nothing_go_with_what_is_hidden(worry: Worry) -> None:
    assert _strongest(worry) > _strongest("ceiling") + 0.08


@pytest.mark.parametrize(("kind", "answers"), [("ordinal", {2, 5, 8}), ("count", {0, 1, 2}), ("binary", {0, 1})])
def test_a_person_at_the_ceiling_uses_three_answers_at_most(kind: OutcomeKind, answers: set[int]) -> None:
    outcome = worries.diary("ceiling", 200, 5, kind).table.columns["outcome"]
    assert set(outcome[np.isfinite(outcome)]) == answers


def test_a_cycle_comes_round_in_25_to_32_days() -> None:
    for seed in range(5):
        curve = worries.HIDDEN["cycle"](np.random.default_rng(seed), 2000)
        rises = np.flatnonzero((curve[1:] > 0) & (curve[:-1] <= 0))
        assert 24.5 <= np.diff(rises).mean() <= 32.5


def test_a_flare_rises_within_four_days_and_fades_over_two_weeks() -> None:
    for seed in range(5):
        curve = worries.HIDDEN["flare"](np.random.default_rng(seed), 120)
        high = np.flatnonzero(curve == worries.FLARE)
        assert 11 <= len(high) <= 32
        assert np.diff(curve).max() <= worries.FLARE / 4 + 1e-9
        assert np.diff(curve).min() >= -worries.FLARE / 14 - 1e-9


def test_the_truth_of_three_steps_is_what_moving_the_score_does() -> None:
    """Checked by brute force: two hundred thousand normal days, moved by a point and answered anew."""
    latent = np.random.default_rng(1).normal(0.3, 1.5, 200_000)
    heights, scores = list(worries.STEPS.values()), np.array(list(worries.STEPS))

    def answered(score: Array) -> float:
        return float(scores[np.searchsorted(heights, score, side="right") - 1].mean())

    assert worries._moved(latent, 1.0, worries.STEPS) == pytest.approx(
        answered(latent + 1.0) - answered(latent), abs=0.02
    )
