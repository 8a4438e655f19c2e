# SPDX-License-Identifier: Apache-2.0
"""What was acknowledged is there after a kill, a full disk, a locked database: a few rounds of `make faults`."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from uuid import uuid4

from tests.faults import left_files, rounds, small_disk
from tests.faults.installation import Installation
from tests.faults.tally import Count, Tally, count


def test_what_was_acknowledged_survives_being_killed_at_any_moment(home: Installation, secret: str) -> None:
    counted = rounds.killed(home, secret, rounds=2)
    assert counted.even, counted
    assert counted.acknowledged > 0


def test_the_files_of_any_moment_hold_what_was_acknowledged_by_then(
    home: Installation, secret: str, tmp_path: Path
) -> None:
    counted = left_files.copied(home, secret, tmp_path / "copies", times=2)
    assert counted.even, counted
    assert counted.acknowledged > 0


def test_a_file_that_may_not_grow_is_a_clear_no_and_nothing_is_half_written(home: Installation, secret: str) -> None:
    home.inside = ("sh", "-c", 'ulimit -f 1200; exec "$@"', "sh")
    counted = rounds.file_limit(home, secret)
    assert counted.even, counted


def test_a_server_that_was_killed_alone_leaves_no_worker_behind_and_can_start_again(home: Installation) -> None:
    with home.serving() as server:
        assert server.process is not None
        server.process.kill()
        server.process.wait()
        server.until_gone()
        server.start()


def test_a_locked_database_is_waited_for(home: Installation, secret: str) -> None:
    counted, refused = rounds.locked(home, secret, seconds=1.5)
    assert counted.even, counted
    assert refused == 0


def test_tables_whose_making_was_cut_short_are_made_on_the_next_start(tmp_path: Path) -> None:
    assert rounds.first_starts_killed(tmp_path, rounds=2).even


def test_a_full_and_a_read_only_disk_are_told_in_a_sentence_and_lose_nothing(
    made: tuple[Path, str], tmp_path: Path
) -> None:
    if not small_disk.can_be_made():  # a file that may not grow, above, is the next best thing
        return
    counted = small_disk.full_and_read_only(*made, tmp_path)
    assert counted.even, counted


def test_the_count_notices_what_is_lost_doubled_cut_in_half_altered_or_never_sent(tmp_path: Path) -> None:
    first, second, third = ({"id": str(uuid4()), "kind": "note", "text": f"note {n}"} for n in range(3))
    tally = Tally()
    tally.sends((first, second))
    tally.sends((third,))
    tally.hears([first["id"], third["id"]])
    rows = [(first["id"], first["text"]), (first["id"], first["text"]), (str(uuid4()), "a stranger's")]
    with closing(sqlite3.connect(tmp_path / "lost.sqlite3")) as opened, opened:
        opened.execute("CREATE TABLE journal_event (entry_id, kind, body, source)")
        for id, text in rows:
            body = json.dumps({"kind": "note", "text": text})
            opened.execute("INSERT INTO journal_event VALUES (?, 'note', ?, 'app')", (id.replace("-", ""), body))
    counted = count(tally, tmp_path / "lost.sqlite3", presses=False)
    assert counted == Count(acknowledged=2, missing=1, duplicated=1, half_written=1, never_sent=1, damaged=0)
    assert not counted.even
