# SPDX-License-Identifier: Apache-2.0
"""What whoever runs a machine gets to see: that it answers, a few numbers, log lines; nothing of anybody's diary."""

import ast
import json
import logging
import sys
from pathlib import Path
from unittest.mock import patch

from django.db import OperationalError, connection
from django.test import Client
from pytest_django.fixtures import Settings

from supple.people.models import Person
from supple.web import floods
from supple.web.logs import AsJson, WithoutWords

CODE = Path(floods.__file__).parents[1]
KEY = "a secret for whoever watches"


def test_whoever_watches_learns_whether_the_diary_can_be_reached(client: Client, db: None) -> None:
    assert client.get("/healthz").content == b"ok\n"
    with patch.object(connection, "cursor", side_effect=OperationalError("the disk of Ada")):
        away = client.get("/healthz")
    assert (away.status_code, away.content) == (503, b"database-unavailable\n")
    assert client.post("/healthz").status_code == 405


def test_numbers_are_there_only_for_who_knows_the_secret(client: Client, ada: Person, settings: Settings) -> None:
    assert client.get("/metrics").status_code == 404
    assert client.get("/metrics", headers={"Authorization": "Bearer "}).status_code == 404
    settings.METRICS = KEY
    assert client.get("/metrics", headers={"Authorization": "Bearer wrong"}).status_code == 404
    told = client.get("/metrics", headers={"Authorization": f"Bearer {KEY}"}).content.decode()
    assert "supple_persons 1\n" in told
    assert "Ada" not in told


def _record(name: str, words: str, *filled: object) -> logging.LogRecord:
    try:
        raise ValueError("legs like wood")
    except ValueError:
        return logging.LogRecord(name, logging.ERROR, "here.py", 1, words, filled, sys.exc_info())


def test_a_line_names_codes_and_places_and_nothing_that_somebody_said() -> None:
    for name in ("django.request", "supple.web.api"):
        record = _record(name, "broke: %s", "code-7")
        for line in (WithoutWords().format(record), AsJson().format(record)):
            assert "wood" not in line
            assert ("code-7" in line) is (name == "supple.web.api")
    said = json.loads(AsJson().format(_record("django.request", "Not Found: %s", "/entry/legs")))
    assert said["error"] == "ValueError"
    assert said["what"] == "Not Found: %s"
    assert said["at"].endswith("+00:00")


def test_a_line_stays_one_line() -> None:
    line = WithoutWords().format(_record("supple.web.api", "broke: %s", "one\r\n2026-01-01 INFO forged"))
    assert len(line.splitlines()) == 1


TOLD = {"value", "pk", "name", "code"}
"""What a log line of ours may be filled with: numbers, codes and names of files, and what status a server answered."""


def test_our_own_lines_are_filled_with_numbers_and_codes_alone() -> None:
    found = [
        (path.name, argument)
        for path in sorted(CODE.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name) and node.func.value.id == "_log"
        for argument in node.args
    ]  # fmt: skip
    assert found
    assert [
        name
        for name, argument in found
        if not isinstance(argument, ast.Constant)
        and not (isinstance(argument, ast.Attribute) and argument.attr in TOLD)
        and not (isinstance(argument, ast.Name) and argument.id == "status")
    ] == []


def test_what_is_dear_to_make_has_a_measure_for_each_sign_in(client: Client, ada: Person, bo: Person) -> None:
    assert ada.account
    assert bo.account
    client.force_login(ada.account)
    with patch.dict(floods.MOST, {"report_text": 3}):
        assert [client.get("/report.txt").status_code for _ in range(4)] == [200, 200, 200, 429]
        assert "Retry-After" in client.get("/report.txt")
        other = Client()
        other.force_login(bo.account)
        assert other.get("/report.txt").status_code == 200


def test_what_keeps_an_entry_or_leads_to_help_has_no_measure() -> None:
    free = {"today", "keep", "night", "press", "outbox", "morning", "event", "check_in_step", "warning", "say", "undo",
            "support", "card"}  # fmt: skip
    assert not free & set(floods.MOST)
