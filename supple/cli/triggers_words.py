# SPDX-License-Identifier: Apache-2.0
"""What does `supple triggers` tell a person? What was found, ruled out, not known yet, and how the file was read."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from supple.care.choosable import Way
    from supple.insight.result import Estimate, Findings, NotEnough, Said

SAID = {
    "kind-inferred": "'{about}' is read as {value}.",
    "type-inferred": "'{about}' is read as {value}.",
    "gaps-filled": "'{about}' was not recorded on {value} days; they count as your average.",
    "separator": "The columns are separated by {value}s.",
    "decimal-comma": "'{about}' is written with decimal commas.",
    "encoding": "The file is written in {value}.",
    "sorted": "The days were not in order; they are now.",
    "dates-repeated": "{value} lines repeat a day and agree with it.",
    "dates-missing": "{value} days between the first and the last have no line; they count as not recorded.",
    "dates-ahead": "{value} days lie in the future; check the year.",
    "date-column": "The column '{about}' is read as the date.",
    "words-left-out": "The column '{about}' holds words, not numbers, and is left out.",
    "blank-words": "'{about}' has {value} cells that say 'nothing'; they count as not recorded.",
    "same-as-outcome": "'{about}' says the same as the outcome, day by day; nothing can be learned from it.",
    "expected": "'{about}' is expected to go with {value} days; that counts a little. Without 'expected', it does not.",
    "others": "What {value} other people's diaries say of '{about}' counts a little. Without --prior, it does not.",
    "column-unused": "The column '{about}' was not asked about and is left out.",
    "asked-beside": "'{about}' is an outcome asked together with it, better when {value}, and no factor.",
    "symptom-left-out": "'{about}' says how it was, and is no factor. Ask it together with --beside {about}.",
    "symptom-asked": "'{about}' says how it was: that it goes together with the outcome is no sign of what moves both.",
    "better-known": "Of '{about}', higher counts as better.",
}


def in_words(found: "Findings", said: "tuple[Said, ...]") -> str:
    """The findings for a person: what was found, what was ruled out, what cannot be told yet, and the notes."""
    from supple.report import found as told

    used = "" if found.recorded == found.days else f", {found.recorded} of them recorded"
    lines = [f"{plain(found.outcome).capitalize()} over {found.days} days{used}", ""]
    if found.not_enough:
        lines += _lacking(found.not_enough)
    else:
        for heading, verdicts in GROUPS:
            lines += _group(heading, [(n, e) for n, e in found.factors.items() if e.verdict in verdicts], found)
        if not found.claims and not found.sets:
            lines += ["Nothing stands out yet. That is common in the first months.", ""]
        lines += _beside(said)
        if any(told.stuck(e) for e in found.factors.values()):
            lines.append(told.COIN)
        lines.append('"Goes with" is not "brings on": only a planned trial can tell (supple trial design).')
    notes = [SAID[one.code].format(about=one.about, value=one.value) for one in said if one.code in SAID]
    return "\n".join([*lines, *(["", "How the file was read"] if notes else []), *notes]) + "\n"


def _beside(said: "tuple[Said, ...]") -> list[str]:
    beside = [plain(one.about) for one in said if one.code == "asked-beside"]
    lend = "What moves one of them mostly moves the others, so they lend each other what their days say."
    return [f"Asked together with: {'; '.join(beside)}. {lend}"] if beside else []


def _lacking(short: "NotEnough") -> list[str]:
    from supple.insight.result import NO_DIFFERENCE
    from supple.report import found as told

    if short.of == NO_DIFFERENCE:
        return [told.lacking(short).text()]
    return [f"There are {short.have} {short.of}; {short.need} are needed before anything can be said.",
            f"Please keep going for {short.more} more."]  # fmt: skip


NAMED = 40
"""How many factors that were not looked at are named."""
FOUND = "Found"
GROUPS = (
    (FOUND, ("trigger", "helper")),
    ("Too small to matter", ("too small to matter",)),
    ("No association seen", ("no association",)),
    ("Cannot tell yet", ("cannot tell yet",)),
    ("Not enough days with it", ("not enough days with it",)),
)


def _group(heading: str, members: "list[tuple[str, Estimate]]", found: "Findings") -> list[str]:
    from supple.report import found as told

    shared = [told.together(found, one, plain).text() for one in found.sets] if heading == FOUND else []
    if not members and not shared:
        return []
    left = frozenset(found.not_looked_at)
    members.sort(key=lambda pair: -pair[1].prob)
    lines = [_sentence(name, estimate, found) for name, estimate in members if name not in left]
    if any(name in left for name, _ in members):
        lines += _left_out(found)
    return [heading, *(f"  {line}" for line in [*lines, *shared]), ""]


def _left_out(found: "Findings") -> list[str]:
    """How many were not looked at and why, and their names as far as a person would read them."""
    from supple.report import found as told

    left = [plain(name) for name in found.not_looked_at]
    more = f" and {len(left) - NAMED} more (--json names all)" if len(left) > NAMED else ""
    listed = told.not_looked_at(", ".join(left[:NAMED]) + more)
    return [told.left_out(len(left), len(found.factors)).text(), listed.text()]


def _sentence(name: str, e: "Estimate", found: "Findings") -> str:
    from supple.report import found as told

    label = plain(name)
    says = told.unknown(label, e, found.kind, _way(name, e), _others(name, e))
    if e.claim:
        says = told.claim(label, e, found.kind)
    elif e.verdict in told.RULED_OUT:
        says = told.ruled_out(label, e, found.kind)
    below = (told.when(e), told.basis(e, found), told.filled(found.filled(name)))
    return f"{says.text()}\n    {' '.join(part.text() for part in below if part.template)}"


def _others(name: str, e: "Estimate") -> list[str]:
    return [plain(other) for other in e.set or e.alike if other != name]


def _way(name: str, e: "Estimate") -> "Way":
    """How a trial could be about it; knowledge is read only where that is asked."""
    from supple.report import found as told

    if not told.stuck(e):
        return "perhaps"
    from supple.care.choosable import way
    from supple.knowledge.load import knowledge

    return way(name, knowledge())


def plain(name: str) -> str:
    """A column's name as people write it."""
    return name.removeprefix("own:").replace("_", " ")
