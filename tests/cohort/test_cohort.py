# SPDX-License-Identifier: Apache-2.0
"""Many people asked at once: each gets the answer they would get alone, whatever is stopped, killed or broken."""

import json
import os
import signal
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from supple.actions import read_cohort
from supple.actions.read_cohort import Asked
from supple.actions.workers import TRIES, here, on_cluster
from supple.cli.main import main
from supple.errors import SuppleError
from supple.insight import about as abouts
from supple.insight import simulate
from supple.insight.series import DailyTable
from supple.insight.triggers import find
from supple.interop import sums

DAYS = 40
PEOPLE = ("ada", "bo", "cleo", "dan", "eve")
ABOUT = {"outcome": "outcome", "kind": "ordinal"}


def diaries(path: Path, spoilt: str = "") -> dict[str, DailyTable]:
    """A file of five people's days in parts of 55 rows; of one of them a day may be there twice."""
    tables, made = [], {}
    for place, who in enumerate(PEOPLE):
        days = simulate.diary("easy", DAYS, place, width=6).table
        made[who] = days
        dates = [days.first + timedelta(days=at) for at in range(DAYS)]
        if who == spoilt:
            dates[5] = dates[4]
        tables.append(pa.table({"person": [who] * DAYS, "date": dates, **days.columns}))
    pq.write_table(pa.concat_tables(tables), path, row_group_size=55)
    return made


def asked(folder: Path, workers: int = 1) -> Asked:
    """The question every test here asks."""
    return Asked(folder / "diaries.parquet", folder / "out.parquet", ABOUT, 7, workers, "numpy")


def answers(path: Path) -> dict[str, dict[str, float]]:
    """The probability of each factor, by person."""
    out: dict[str, dict[str, float]] = {}
    for row in pq.read_table(path).to_pylist():
        out.setdefault(row["person"], {})[row["factor"]] = row["prob"]
    return out


def test_everyone_gets_the_answer_they_would_get_alone(tmp_path: Path) -> None:
    made = diaries(tmp_path / "diaries.parquet")
    assert read_cohort.run(asked(tmp_path), "local", None, afresh=False) == 0
    found = answers(tmp_path / "out.parquet")
    assert list(found) == list(PEOPLE)
    for who, days in made.items():
        alone = find(days, abouts.parse(ABOUT), seed=read_cohort.seed_of(who, 7)).factors
        assert found[who] == pytest.approx({name: one.prob for name, one in alone.items()}, abs=1e-6)


def test_a_diary_that_cannot_be_read_stops_nobody_else(tmp_path: Path) -> None:
    diaries(tmp_path / "diaries.parquet", spoilt="cleo")
    read_cohort.run(asked(tmp_path), "local", None, afresh=False)
    rows = pq.read_table(tmp_path / "out.parquet").to_pylist()
    assert {row["person"] for row in rows if row["problem"]} == {"cleo"}
    assert {row["person"] for row in rows if row["factor"]} == set(PEOPLE) - {"cleo"}


def test_a_stopped_run_goes_on_where_it_was(tmp_path: Path) -> None:
    diaries(tmp_path / "diaries.parquet")
    one = asked(tmp_path)
    read_cohort.begin(one, afresh=False)
    read_cohort.answer_part(one, 0)
    first = one.piece(0).stat().st_mtime_ns
    done = [part for part, _ in here(partial(watched, one, first), read_cohort.waiting(one), 1)]
    assert done == [1, 2, 3]
    assert read_cohort.run(one, "local", None, afresh=False) == 0
    assert list(answers(one.out)) == list(PEOPLE)
    assert not one.pieces.exists()


def watched(one: Asked, first: int, part: int) -> int:
    """Answer a part while the first one stays as it was."""
    assert one.piece(0).stat().st_mtime_ns == first
    return read_cohort.answer_part(one, part)


def test_parts_of_another_question_are_not_taken_for_this_one(tmp_path: Path) -> None:
    diaries(tmp_path / "diaries.parquet")
    read_cohort.begin(asked(tmp_path), afresh=False)
    other = Asked(tmp_path / "diaries.parquet", tmp_path / "out.parquet", ABOUT, 8, 1, "numpy")
    with pytest.raises(SuppleError) as refused:
        read_cohort.run(other, "local", None, afresh=False)
    assert refused.value.code == "other-run"
    assert read_cohort.run(other, "local", None, afresh=True) == 0


def dies_once(folder: Path, part: int) -> int:
    """Kill the worker when a part is done for the first time."""
    mark = folder / f"{part}.tried"
    if part == 2 and not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return part


def dies_always(part: int) -> int:
    """Kill the worker whenever this part is done."""
    if part == 2:
        os.kill(os.getpid(), signal.SIGKILL)
    return part


Engine = Callable[[Callable[[int], int], list[int]], dict[int, bool]]
ENGINES: dict[str, Engine] = {
    "local": lambda do, parts: dict(here(do, parts, 2)),
    "dask": lambda do, parts: dict(on_cluster(do, parts, 2, None)),
}


@pytest.mark.parametrize("engine", ENGINES)
def test_a_killed_worker_loses_nothing(tmp_path: Path, engine: str) -> None:
    done = ENGINES[engine](partial(dies_once, tmp_path), list(range(6)))
    assert done == dict.fromkeys(range(6), True)


@pytest.mark.parametrize("engine", ENGINES)
def test_a_part_that_always_kills_is_given_up_and_the_others_are_done(engine: str) -> None:
    assert TRIES == 3
    done = ENGINES[engine](dies_always, list(range(6)))
    assert done == {part: part != 2 for part in range(6)}


def test_a_cluster_gives_the_same_answers(tmp_path: Path) -> None:
    diaries(tmp_path / "diaries.parquet")
    read_cohort.run(asked(tmp_path), "local", None, afresh=False)
    here_alone = answers(tmp_path / "out.parquet")
    assert read_cohort.run(asked(tmp_path), "dask", None, afresh=False) == 0
    assert answers(tmp_path / "out.parquet") == here_alone


def test_the_command_says_what_it_did(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    diaries(tmp_path / "diaries.parquet")
    (tmp_path / "about.json").write_text(json.dumps(ABOUT))
    words = ["cohort", "run", str(tmp_path / "diaries.parquet"), "--out", str(tmp_path / "out.parquet")]
    assert main([*words, "--about", str(tmp_path / "about.json"), "--workers", "1"]) == 0
    assert "30 rows written." in capsys.readouterr().err
    assert np.isfinite([one for of in answers(tmp_path / "out.parquet").values() for one in of.values()]).all()


@pytest.mark.parametrize(
    ("more", "says"),
    [
        (["--outcome", "mood"], "no column with the outcome's name"),
        (["--workers", "0"], "at least one worker"),
        (["--engine", "dask", "--address", "tcp://127.0.0.1:1"], "No scheduler answers"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], more: list[str], says: str
) -> None:
    diaries(tmp_path / "diaries.parquet")
    words = ["cohort", "run", str(tmp_path / "diaries.parquet"), "--out", str(tmp_path / "out.parquet"), *more]
    status = main(words)
    told = capsys.readouterr().err
    if status == 0:  # a question that fits nobody is said to each
        told = str(pq.read_table(tmp_path / "out.parquet").to_pylist())
    assert says in told


def test_many_diaries_are_not_asked_about_several_outcomes_at_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    about = tmp_path / "about.json"
    about.write_text('{"outcome": "outcome", "beside": ["spasms"]}')
    words = ["cohort", "run", str(tmp_path / "none.parquet"), "--out", str(tmp_path / "o.parquet")]
    assert main([*words, "--about", str(about)]) == 2
    assert "one outcome at a time" in capsys.readouterr().err


def test_a_file_that_is_not_there_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["cohort", "run", str(tmp_path / "none.parquet"), "--out", str(tmp_path / "o.parquet")]) == 2
    assert "cannot be read" in capsys.readouterr().err


def test_what_everyone_teaches_is_written_when_it_is_asked_for(tmp_path: Path) -> None:
    diaries(tmp_path / "diaries.parquet")
    one = replace(asked(tmp_path), sums=tmp_path / "sums.json")
    assert read_cohort.run(one, "local", None, afresh=False) == 0
    found = sums.parse(json.loads((tmp_path / "sums.json").read_text()))
    assert set(found.people.values()) == {len(PEOPLE)}
    assert main(["cohort", "prior", str(tmp_path / "sums.json"), "--out", str(tmp_path / "prior.json")]) == 0
    assert json.loads((tmp_path / "prior.json").read_text())["outcomes"] == {}
