# SPDX-License-Identifier: Apache-2.0
"""A large file says how far it has come, and a stop in its midst leaves the diary as it was."""

import io
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from supple.actions import archive, bring_together
from supple.actions.bring_in import import_csv
from supple.actions.record import record
from supple.actions.step_by_step import telling
from supple.cli.main import main
from supple.entries.entry import Entry
from supple.journal import store
from supple.people.models import Layout, Person
from tests.app.saying import raw

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
ROWS = "\n".join(f"{NOW.date() - timedelta(days=n)},{n % 10},{n % 7}" for n in range(40, 0, -1))
DIARY = f"date,spasticity,fatigue_level\n{ROWS}\n".encode()
"""Eighty entries."""


@pytest.fixture(autouse=True)
def _small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Thirty entries at once are many here, and any file is large."""
    monkeypatch.setattr(bring_together, "AT_ONCE", 30)
    monkeypatch.setattr("supple.cli.import_steps.SMALL", 0)


def _whole_diary(of: Person) -> bytes:
    record(of, [raw(NOW - timedelta(minutes=n + 1), "note", text=f"calm {n}") for n in range(80)], NOW)
    written = io.BytesIO()
    archive.write(of, written, NOW)
    return written.getvalue()


def _file(where: Path, content: bytes) -> str:
    path = where / "brought"
    path.write_bytes(content)
    return str(path)


def _stopping(after: int) -> Callable[..., object]:
    """What keeps entries, until somebody stops it."""
    keeps, times = store.append, iter(range(after))

    def append(person: Person, entries: Sequence[Entry], *rest: object) -> object:
        kept = keeps(person, entries, *rest)  # type: ignore[arg-type]
        if next(times, None) is None:
            raise KeyboardInterrupt
        return kept

    return append


def test_a_long_piece_of_work_tells_whoever_asked(ada: Person) -> None:
    told: list[tuple[int, int]] = []
    with telling(lambda so_far, of: told.append((so_far, of))):
        import_csv(ada, DIARY, NOW)
    assert told == [(30, 80), (60, 80), (80, 80)]
    import_csv(ada, DIARY.replace(b"2026-10", b"2025-10"), NOW)
    assert len(told) == 3


@pytest.mark.parametrize("what", ["csv", "archive"])
def test_the_command_says_how_far_it_has_come(
    ada: Person, bo: Person, tmp_path: Path, capsys: pytest.CaptureFixture[str], what: str
) -> None:
    content = DIARY if what == "csv" else _whole_diary(bo)
    assert main(["import", what, _file(tmp_path, content), "--person", "Ada"]) == 0
    said = capsys.readouterr()
    assert "30 of 80\n60 of 80\n80 of 80\n" in said.err
    assert "leaves the diary as it was" in said.err
    assert said.out.startswith("80 entries added")


@pytest.mark.parametrize("what", ["csv", "archive"])
def test_a_stop_in_its_midst_leaves_the_diary_as_it_was(
    ada: Person, bo: Person, tmp_path: Path, capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch, what: str,
) -> None:  # fmt: skip
    content = DIARY if what == "csv" else _whole_diary(bo)
    record(ada, [raw(NOW, "note", text="mine")], NOW)
    before, zone = list(store.everything(ada)), Person.objects.get(pk=ada.pk).zone
    monkeypatch.setattr(store, "append", _stopping(after=1))
    with pytest.raises(SystemExit) as stopped:
        main(["import", what, _file(tmp_path, content), "--person", "Ada"])
    assert stopped.value.code == 130
    said = capsys.readouterr()
    assert said.err.endswith("stopped; nothing was brought in, and the diary is as it was.\n")
    assert "30 of 80" in said.err
    assert said.out == ""
    monkeypatch.undo()
    assert (list(store.everything(ada)), Person.objects.get(pk=ada.pk).zone) == (before, zone)
    assert not Layout.objects.filter(person=ada).exists()
    assert main(["import", what, _file(tmp_path, content), "--person", "Ada"]) == 0
    assert len(list(store.everything(ada))) == 81


def test_a_stop_after_all_is_kept_does_not_say_that_nothing_was(
    ada: Person, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped_late(*asked: object) -> None:
        import_csv(*asked)  # type: ignore[arg-type]
        raise KeyboardInterrupt

    monkeypatch.setattr("supple.actions.bring_in.import_csv", stopped_late)
    assert main(["import", "csv", _file(tmp_path, DIARY), "--person", "Ada"]) == 130
    assert "what was finished is kept" in capsys.readouterr().err
    assert len(list(store.everything(ada))) == 80


def test_a_small_file_and_a_look_say_nothing_of_steps(
    ada: Person, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert main(["import", "csv", _file(tmp_path, DIARY), "--preview", "--person", "Ada"]) == 0
    monkeypatch.undo()
    assert main(["import", "csv", _file(tmp_path, DIARY), "--person", "Ada"]) == 0
    assert capsys.readouterr().err == ""


def test_the_page_says_before_a_yes_how_many_there_are_and_that_it_takes_a_while(ada: Person, client: Client) -> None:
    assert ada.account is not None
    client.force_login(ada.account)
    names = [f"thing {n}" for n in range(20)]
    rows = "\n".join(f"{NOW.date() - timedelta(days=n)}," + ",".join(["3"] * 20) for n in range(500, 0, -1))
    large = f"date,{','.join(names)}\n{rows}\n".encode()
    for content, warned in ((large, True), (DIARY, False)):
        shown = client.post("/more/bring-in", {"file": SimpleUploadedFile("d.csv", content)}).content.decode()
        assert ("may take up to a minute" in shown) is warned
        assert shown.index("new entries") < shown.index("Yes, keep all of it")
        assert ("10000 entries" in shown or "10,000 entries" in shown) is warned
