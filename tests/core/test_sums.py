# SPDX-License-Identifier: Apache-2.0
"""What many people's days teach: sums that can be added up anywhere, and a prior that hides the few."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from supple.cli.main import main
from supple.errors import SuppleError
from supple.insight import cohort, prior
from supple.insight.cohort import OFTEN, WORSE, Sums
from supple.interop import sums

HEAT = ("cramps", "heat")


def heat(people: int) -> Sums:
    """So many people whom heat moves for the worse, one as clearly as the other."""
    each = np.log(1.0 + OFTEN[:, None] * (20.0 * WORSE - 1.0))
    return Sums({HEAT: people * each}, {HEAT: people})


def test_sums_come_back_as_they_went() -> None:
    back = sums.parse(json.loads(json.dumps(sums.laid_out(heat(12)))))
    assert back.people == {HEAT: 12}
    assert np.array_equal(back.fit[HEAT], heat(12).fit[HEAT])


def test_two_groups_added_are_one_group() -> None:
    both = sums.added([heat(5), heat(7)])
    assert both.people == {HEAT: 12}
    assert both.fit[HEAT] == pytest.approx(heat(12).fit[HEAT])


@pytest.mark.parametrize(
    "raw",
    [
        {},
        {"version": 2, "sums": []},
        {"version": 1},
        {"version": 1, "sums": [{"outcome": "cramps"}]},
        {"version": 1, "sums": [{"outcome": "cramps", "factor": "heat", "people": 3, "fit": [[1.0]]}]},
        {
            "version": 1,
            "sums": [{"outcome": "cramps", "factor": "heat", "people": -3, "fit": np.zeros((10, 5)).tolist()}],
        },
        {
            "version": 1,
            "sums": [{"outcome": "cramps", "factor": "heat", "people": 1, "fit": [[float("nan")] * 5] * 10}],
        },
    ],
)
def test_sums_that_are_none_are_refused(raw: dict[str, Any]) -> None:
    with pytest.raises(SuppleError):
        sums.parse(raw)


def learned(folder: Path, *groups: Sums, before: Path | None = None) -> prior.CohortPrior:
    """What `supple cohort prior` writes."""
    files = []
    for number, group in enumerate(groups):
        files.append(folder / f"{number}.json")
        files[-1].write_text(json.dumps(sums.laid_out(group)))
    more = ["--before", str(before)] if before else []
    assert main(["cohort", "prior", *map(str, files), "--out", str(folder / "prior.json"), *more]) == 0
    return prior.parse(json.loads((folder / "prior.json").read_text()))


def test_what_fewer_than_ten_people_teach_is_not_told(tmp_path: Path) -> None:
    assert learned(tmp_path, heat(9)).outcomes == {}
    assert list(learned(tmp_path, heat(9), heat(1)).outcomes["cramps"]) == ["heat"]


def test_a_few_more_people_do_not_show_as_a_difference(tmp_path: Path) -> None:
    first = learned(tmp_path, heat(20)).outcomes["cramps"]["heat"]
    (tmp_path / "before.json").write_text((tmp_path / "prior.json").read_text())
    assert learned(tmp_path, heat(29), before=tmp_path / "before.json").outcomes["cramps"]["heat"] == first
    assert learned(tmp_path, heat(30), before=tmp_path / "before.json").outcomes["cramps"]["heat"] != first


def test_what_moves_most_people_for_the_worse_is_learned_so() -> None:
    known = cohort.learned(heat(200)).outcomes["cramps"]["heat"]
    assert known.inclusion > 0.5
    assert known.worse > 0.8
