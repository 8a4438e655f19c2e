# SPDX-License-Identifier: Apache-2.0
"""Does no text repeat a claim of popular articles that is wrong, cannot be traced or is unsafe, and is each corrected?

Keys are rows of the ledger with the letter X. A text may name such a claim only to correct it.
"""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.house.tree import ROOT, files, name, syntax, under
from tools.reference.ledger import rows

FOLDER = ROOT / "supple" / "knowledge" / "data"
WRONG = {
    "011": (r"\b(cramps?|spasms?)[^.]{0,30} (is|are|come|comes) (purely |only |just )?(muscular|from the muscle)",
            r"only (the )?(spasticity|stiffness) (is|comes from)[^.]{0,20} nerv"),
    "070": (r"dehydration is (a|the|one of the) (leading|main|major|common|most common|biggest)",
            r"(lack of water|dehydration)[^.]{0,20}(causes|brings on|triggers) [^.]{0,20}(spasm|cramp)"),
    "074": (r"electrolytes? (to|for)( better| improve| help)? absor", r"add electrolytes"),
    "076": (r"(water|hydration|drinking( more)?) (reduces|prevents|stops|eases|lowers) [^.]{0,24}(spasms|cramps)",
            r"\balways sip\b", r"drink before you(’|')?(re| are) thirsty"),
    "078": (r"magnesium works (better|best) with", r"\b(try|drink|add|have) (some )?coconut water",
            r"\bbananas? (help|prevent|stop|ease)"),
    "079": (r"bladder[^.]{0,60}(wastes?|loses?|flush(es)? out|lose) magnesium",),
    "099": (r"\b(200|250)\s*(mg)?\s*(to|-|–)\s*(400|500)\s*mg", r"MS[- ](specific )?dose of magnesium is"),
    "100": (r"\b(250|300|350|400) ?mg (of magnesium )?(in the evening|before bed|at night)",),
    "110": (r"malate[^.]{0,30}(gives|brings|for) (more )?energy",),
    "112": (r"glycinate[^.]{0,40}\b(is|as) the (best|top)", r"(best|top)( choice| form)?[^.]{0,20}glycinate"),
    "120": (r"(citrate|glycinate|threonate|malate) (is best )?for (cramps|sleep|anxiety|fog|fatigue)",),
    "121": (r"\b(safe|easy|easiest),? (easy )?wins?\b", r"game[- ]changer", r"magnesium is (safe|harmless)"),
    "123": (r"enhances? (the effects? of )?(ashwagandha|rhodiola|adaptogens|mood)",
            r"\b(take|try|add) (some )?ashwagandha"),
    "126": (r"MS (medicines|medications|drugs)[^.]{0,20}(such as|like)[^.]{0,30}(omeprazole|furosemide|diuretic)",),
    "163": (r"massage gun[^.]{0,60}\b(3|three) min",),
    "175": (r"2011[^.]{0,40}magnesium research",
            r"magnesium (significantly )?(reduces|prevents|stops) [^.]{0,20}cramps"),
    "176": (r"cochrane[^.]{0,60}(supports?|confirms?|proves?) magnesium",
            r"garrison[^.]{0,40}(supports?|showed benefit)"),
    "179": (r"magnesium (improves|deepens|gives) (deep |better )?(sleep|slow[- ]wave)",),
    "180": (r"rondanelli[^.]{0,60}2018",),
    "181": (r"meta-?analysis[^.]{0,60}(anxiety|worry)",),
    "182": (r"vassallo",),
    "188": (r"cramps? (improve|ease|go away|stop|get better) (with)?in (a few )?days",),
}  # fmt: skip
ALSO = {
    "less inflammation": r"magnesium (reduces|lowers|controls) (inflammation|cortisol)",
    "a quick stop": r"\bstop (taking )?(your )?(baclofen|tizanidine|gabapentin|pregabalin|diazepam|clonazepam)\b",
    "a dose": r"\b(start with|increase to|take) \d+ ?mg\b",
    "a cure": r"\b(cures?|heals?) (MS|spasticity|spasms|cramps)\b",
}
"""Not rows of their own, and never to be said either."""
LEFT_OUT = {"135": "DDI-01 DDI-02 RF-08", "158": "RF-01b RF-01 RF-03 RF-05c", "159": "RF-01 SST-02",
            "160": "RF-02 RF-05 RF-06 RF-12 RF-13 RF-08"}  # fmt: skip
"""Rows about what the articles do not say, and the rules that say it."""
CORRECTING = re.compile(
    r"\b(never|not|no|n't|cannot|without|do not|don’t|myth|wrong|unlikely|nobody|none|nothing|false)\b|\?$", re.I
)
SHOWN = (".yaml", ".html", ".csv", ".txt", ".md")


def _texts() -> Iterator[tuple[Path, str]]:
    """Everything people may read: knowledge, pages, documents, and the words in the code of the edges."""
    lists = {ROOT / "tools" / "reference" / "inventory.csv", FOLDER / "sources.yaml"}  # they name what was wrong
    for path in files():
        documents = path.suffix == ".md" and path.name != "ledger.md"
        if path.suffix in SHOWN and path not in lists and (path.is_relative_to(ROOT / "supple") or documents):
            yield path, path.read_text(encoding="utf-8")
    for path in (
        *under("supple", "web", ends=".py"),
        *under("supple", "cli", ends=".py"),
        *under("supple", "report", ends=".py"),
    ):
        words = (n.value for n in ast.walk(syntax(path)) if isinstance(n, ast.Constant) and isinstance(n.value, str))
        yield path, " . ".join(words)


@cache
def _sentences() -> tuple[tuple[str, str], ...]:
    """(file, sentence), without those that say no to something."""
    return tuple(
        (name(path), sentence)
        for path, text in _texts()
        for sentence in re.split(r"(?<=[.!?])[\s\"']", " ".join(text.split()))
        if not CORRECTING.search(sentence)
    )


def said(claims: tuple[str, ...]) -> list[str]:
    """Every sentence that makes one of the claims and does not correct it."""
    found = re.compile("|".join(claims), re.I)
    return [f"{file}: {sentence.strip()[:100]}" for file, sentence in _sentences() if found.search(sentence)]


def test_every_wrong_row_of_the_articles_is_looked_for_or_answered_by_rules() -> None:
    wrong = {row.row: row for row in rows("inventory") if row.letter == "X"}
    assert set(WRONG) | set(LEFT_OUT) == set(wrong)
    assert [n for n, ids in LEFT_OUT.items() if not set(wrong[n].answered) & set(ids.split())] == []


@pytest.mark.parametrize("what", [*WRONG, *ALSO])
def test_no_text_repeats_a_claim_that_is_known_to_be_wrong(what: str) -> None:
    assert said(WRONG.get(what) or (ALSO[what],)) == []


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ("011", "Cramps come from the muscle."), ("070", "Dehydration is one of the most common causes of spasms."),
        ("076", "Drinking more reduces leg spasms."), ("079", "A weak bladder makes you lose magnesium."),
        ("099", "People with MS need 200 to 500 mg."), ("100", "Begin with 400 mg in the evening."),
        ("112", "Glycinate is the best form."), ("121", "Magnesium is safe and a game-changer."),
        ("163", "Use the massage gun for 3 minutes."), ("188", "Cramps ease within days."),
    ],
)  # fmt: skip
def test_a_wrong_sentence_would_be_found(row: str, sentence: str) -> None:
    assert any(re.search(claim, sentence, re.I) for claim in WRONG[row])
    assert not CORRECTING.search(sentence)
