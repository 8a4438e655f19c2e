# SPDX-License-Identifier: Apache-2.0
"""Is every row of the lists supple was built from answered by something that exists, or left out with a reason?"""

import re
from collections import Counter

from supple.knowledge.load import knowledge
from tools.reference.ledger import LETTERS, STATES, UNSOURCED, WAITS, missing, rows

INVENTORY, FACTS = rows("inventory"), rows("facts")
HOW_MANY = {
    "BTX": 10, "DDI": 25, "DRG": 16, "EVD": 16, "EX": 28, "HMG": 8, "HYD": 16, "ITB": 7, "LNC": 14, "M": 9, "MGC": 14,
    "MGD": 10, "MGX": 36, "POT": 3, "PRG": 8, "RD": 26, "RDA": 17, "REL": 6, "RF": 41, "RLF": 13, "SALT": 21,
    "SCL": 18, "SCT": 9, "SEV": 7, "SPM": 7, "SST": 14, "STR": 14, "TRG": 18, "UL": 6, "WDR": 6,
}  # fmt: skip
"""How many rows each table of facts has."""


def test_every_row_of_the_articles_stands_in_the_ledger_once() -> None:
    assert [row.row for row in INVENTORY] == [f"{number:03}" for number in range(1, 237)]
    assert Counter(row.letter for row in INVENTORY) == {"C": 95, "N": 60, "D": 55, "X": 26}
    assert set(LETTERS) == {row.letter for row in INVENTORY}


def test_every_row_of_the_facts_stands_in_the_ledger_once() -> None:
    assert [id for id, n in Counter(row.row for row in FACTS).items() if n > 1] == []
    found = Counter(match[0] for row in FACTS if (match := re.match(r"[A-Z]+", row.row)))
    assert found == HOW_MANY
    assert {row.letter for row in FACTS} <= {*WAITS, "V", "U"}


def test_every_row_is_answered_by_what_exists_or_says_why_not() -> None:
    both = (*INVENTORY, *FACTS)
    assert [row for row in both if row.state not in STATES] == []
    assert [row for row in both if bool(row.answered) != (row.state in ("done", "partly"))] == []
    assert [row for row in both if bool(row.why) != (row.state != "done")] == []
    assert [f"{row.row}: {lost}" for row in both for token in row.answered if (lost := missing(token))] == []


def test_a_row_that_is_uncertain_is_never_shipped() -> None:
    said = [row.row for row in FACTS if row.letter == "U" and row.state != "excluded"]
    assert said == []


def test_a_false_answer_is_noticed() -> None:
    invented = ("RF-99", "page:nowhere", "command:heal", "entry:wish", "case:never-written", "table:none.csv", "a/b.py")
    assert [token for token in invented if not missing(token)] == []
    assert [
        token for token in ("RF-01", "page:plan", "command:trial", "entry:episode", "table:foods.csv") if missing(token)
    ] == []


def test_first_aid_that_was_not_looked_up_is_listed_as_it_stands() -> None:
    rules = knowledge().red_flags
    said = {id: " ".join((rules[id].do, *rules[id].never)) for id in UNSOURCED}
    assert [words for id, listed in UNSOURCED.items() for words in listed if words not in said[id]] == []
