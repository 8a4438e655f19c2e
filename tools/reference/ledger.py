# SPDX-License-Identifier: Apache-2.0
"""docs/reference/ledger.md: what answers each row of the lists supple was built from; docs/safety/for-review.md:
which of them nobody could look up, or are our own choice, and wait for a signature."""

import csv
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from supple.care.finding import RAISED
from supple.care.profile import UNREMARKABLE, Profile
from supple.care.safety import check
from supple.cli.main import VERBS
from supple.entries.kinds import KINDS
from supple.knowledge.library import library
from supple.knowledge.load import knowledge
from supple.knowledge.shelves import Piece, shelves
from supple.knowledge.source import Tier
from tools.reference.markdown import table

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).parent
STATES = ("not built", "partly", "excluded", "done")
LETTERS = {
    "C": "confirmed", "N": "true with a nuance that is said", "X": "wrong or unsafe; corrected here",
    "D": "advice or choice, nothing to look up",
}  # fmt: skip
WAITS = {"K": "well known, not read again", "D": "our own choice", "K+D": "well known in part, our choice in part",
         "V+K": "read in part, well known in part", "V+D": "read in part, our choice in part"}  # fmt: skip
PLACE = re.compile(r'path\("([^"]*)"')


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a list, and what answers it: ids, pages, commands, entry kinds, cases, tables or files."""

    row: str
    letter: str
    topic: str
    state: str
    answered: tuple[str, ...]
    why: str


def rows(name: str) -> tuple[Row, ...]:
    """The rows of one list: `inventory` or `facts`."""
    with (HERE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(
            Row(r["row"], r["letter"], r["topic"], r["state"], tuple(r["answered"].split()), r["why"])
            for r in csv.DictReader(file)
        )


def missing(token: str) -> str:
    """What is not there of an answer; empty when it is."""
    kind, _, name = token.partition(":")
    match kind:
        case "entry":
            there = name in KINDS
        case "page":
            there = name in PLACE.findall((ROOT / "supple" / "web" / "urls.py").read_text(encoding="utf-8"))
        case "command":
            there = name in VERBS
        case "case":
            there = name in _cases()
        case "table":
            there = (ROOT / "supple" / "knowledge" / "data" / name).is_file()
        case _:
            there = token in _ids() or ("/" in token and (ROOT / token).is_file())
    return "" if there else token


@cache
def _cases() -> frozenset[str]:
    files = sorted((ROOT / "tests" / "cases").glob("*.yaml"))
    return frozenset(name for f in files for name in re.findall(r"^- case: (\S+)", f.read_text(encoding="utf-8"), re.M))


@cache
def _ids() -> frozenset[str]:
    base, texts = knowledge(), library()
    tabled = (row.row for table_rows in base.tables().values() for row in table_rows)
    return frozenset((*(i.id for i in base.items()), *(leaf.id for leaf in texts.leaves()), *base.muscles, *tabled))


@cache
def _pieces() -> dict[str, Piece]:
    return {piece.id: piece for shelf in shelves(knowledge(), library()) for piece in shelf.pieces}


def ledger() -> str:
    """Both lists, what is missing first."""
    inventory, facts = rows("inventory"), rows("facts")
    out = [
        "# Ledger\n",
        "Supple was built from three articles and from tables of facts that hold them against better sources. Neither",
        "stands here; their rows do, each with what answers it. Ids are those of",
        "[the knowledge reference](knowledge.md) and of [what there is to read](to-read.md).\n",
        *_counts("The articles, 236 rows", inventory),
        *_counts("The facts", facts),
        "## Open: not built, or only in part\n",
        _table([r for r in (*inventory, *facts) if r.state in ("not built", "partly")]),
        "## Left out on purpose\n",
        _table([r for r in (*inventory, *facts) if r.state == "excluded"]),
        "## The articles\n",
        _table(inventory),
        "## The facts\n",
        "Foods and the code lists of medicines have no rows of their own there and are not listed.\n",
        _table(facts),
    ]
    return "\n".join(out)


def _counts(title: str, listed: Sequence[Row]) -> Iterable[str]:
    states = Counter(row.state for row in listed)
    yield f"**{title}**: " + ", ".join(f"{states[state]} {state}" for state in STATES if states[state]) + ".\n"


def _table(listed: Iterable[Row]) -> str:
    return table(
        ("row", "letter", "about", "state", "answered by", "why"),
        ((r.row, r.letter, _about(r), r.state, ", ".join(r.answered), r.why) for r in listed),
    )


def _about(row: Row) -> str:
    """The topic; for an answer of the same id, the title that people see."""
    own = _pieces().get(row.row)
    muscle = knowledge().muscles.get(row.row)
    return row.topic or (own.title if own else muscle.plain if muscle else row.row)


UNSOURCED = {
    "RF-05b": ("left-over antibiotics",), "RF-10": ("Lie down with the legs raised",),
    "RF-12": ("Do not eat or drink while swallowing is hard",), "RF-16": ("Do not hold the person down",),
    "RF-17": ("Keep the leg still", "Do not rub or warm the leg"),
    "RF-18": ("Stay where you are if neck or back hurt",),
    "RF-20": ("no stretch and no heat on these muscles",), "RF-21": ("support it with pillows", "Do not stretch"),
    "RF-23": ("take off layers, wet the skin and fan it", "Nothing to drink for someone"),
    "RF-24": ("Do not drink more to get it going",), "RF-27": ("Nothing to eat or drink",),
    "RF-28": ("Do not stand up or walk",),
}  # fmt: skip
"""Words of first aid in warnings that no row of the facts carries: common advice, not looked up."""


def for_review() -> str:
    """Every answered row that waits for someone who may sign it."""
    facts = [r for r in rows("facts") if r.letter in WAITS and r.state != "excluded"]
    soft = [r for r in rows("inventory") if r.letter == "D" and r.state != "excluded"]
    signed = [i.id for i in (*knowledge().items(),) if knowledge().tier(i.id) is Tier.REVIEWED]
    out = [
        "# What a clinician must review before release\n",
        "No one has signed anything yet." if not signed else f"Signed: {', '.join(signed)}.",
        "Below stands everything that was not read in a source of its own, or that is our own careful choice. A",
        "neurologist, an MS physiotherapist, a pharmacist and people with MS have to go through it; the law on medical",
        "software of each country has to be looked at as well. A signature moves an item to `reviewed` in its file.\n",
        f"{len(facts)} rows of facts and {len(soft)} pieces of advice wait.\n",
    ]
    for who, prefixes in WHO.items():
        mine = [r for r in facts if re.match(r"[A-Z]+", r.row)[0] in prefixes]  # type: ignore[index]
        out += [f"## For {who}\n", _signing(mine)]
    out += ["## For people with MS and all of the above\n", _signing(soft)]
    out += [
        "## First aid in warnings that no row of the facts carries\n",
        "Common advice that was not looked up. It needs a source, or it has to go.\n",
        table(("rule", "words", "name and day"), ((id, "; ".join(words), "") for id, words in UNSOURCED.items())),
        "## Grave signs that no row speaks of by themselves\n",
        "New and alone, each of these stops the plan and sends to a doctor the same day. We found no row that makes",
        "one of them alone an emergency, or says that it can wait. Which of them, chest pain first, should call the",
        "emergency number at once?\n",
        table(("sign", "today", "what it should be", "name and day"), _alone()),
        "## Silences that need a decision\n",
        "No row speaks of these, so supple does not either.\n",
        table(("situation", "should it speak?", "name and day"), ((situation, "", "") for situation in SILENT)),
        "## Our own choices in the plan of the day\n",
        table(("choice", "today", "name and day"), ((choice, today, "") for choice, today in CHOICES)),
    ]
    return "\n".join(out)


def _alone() -> Iterable[tuple[str, str, str, str]]:
    """What supple does about each grave sign when it is the only one: held against the rules, not written down."""
    known = knowledge()
    for sign in sorted(known.never_alone):
        alone = Profile.model_validate({**UNREMARKABLE, "symptoms": [{"id": sign}]})
        found = [f for f in check(alone, known) if f.is_red_flag]
        if RAISED in {f.rule for f in found}:
            yield sign.replace("_", " "), "same day, without a rule of its own", "", ""


SILENT = (
    "pregnant or trying, on an MS medicine that PRG-05 does not name, such as fingolimod, or on valproate",
    "both legs newly swollen, with nothing else",
    "nabiximols with warfarin or another blood thinner",
    "baclofen after a stomach ulcer, or with thoughts of self-harm in the past",
    "a liver disease or weak kidneys with a medicine that no row connects with them",
)
"""What somebody who tried to catch supple out found no row for."""

CHOICES = (
    ("times of the lines before the person moves them", "stretching at 10:00, a walk at 12:30, the evening from 20:30"),
    ("when the plan says \"say it early\"", "2 points above the usual tiredness on 3 of the last 4 days"),
    ("what counts as a calm evening's reason", "a bad night, or cramps on two nights of the last 14 days"),
    ("a portion that looks like a slip", "more than 3 kg of one food"),
    ("a side effect near a change", "days are counted up to 28"),
    ("packs that count in micrograms", "clonidine, desmopressin, digoxin, fentanyl, levothyroxine: from 1 mg"),
)  # fmt: skip
"""Numbers of the plan that no source names."""

WHO = {
    "a neurologist or MS doctor": ("RF", "REL", "RD", "TRG", "BTX", "ITB", "SCL", "EVD", "HYD", "PRG", "LNC", "SCT"),
    "an MS physiotherapist": ("EX", "M", "STR", "SST", "SEV", "SPM", "RLF"),
    "a pharmacist": ("DDI", "MGX", "MGC", "MGD", "HMG", "DRG", "WDR", "SALT", "UL", "RDA", "POT"),
}
"""Who may sign which rows, by the beginning of their ids."""


def _signing(listed: Iterable[Row]) -> str:
    return table(
        ("row", "why it waits", "what supple says", "where", "name and day"),
        ((r.row, WAITS[r.letter], _says(r), ", ".join(r.answered), "") for r in listed),
    )


def _says(row: Row) -> str:
    """The words of the first answer that has some."""
    piece = next((p for id in (row.row, *row.answered) if (p := _pieces().get(id))), None)
    if piece is None:
        return _about(row)
    said = " ".join((*(t.words for t in piece.told), *piece.numbered))
    return f"**{piece.title}.** {said}"
