# SPDX-License-Identifier: Apache-2.0
"""Which entries does a note suggest? Each with the words it came from; the person keeps, drops or changes them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from supple.entries.entry import Entry
from supple.entries.measure import MEASURES
from supple.entries.parse import parse
from supple.entries.vocabulary import CORE
from supple.notes.said import Felt, Told, Understood

SCORED = frozenset({"sleep_hours", "sleep_quality", "wake_count", "mood", "fatigue_level", "stress_level"})
_MEASURED = {"temp_c": "C", "sbp": "mmHg", "steps": "steps"}
_UNITS = {"ml": ("ml", 1.0), "l": ("l", 1.0), "oz": ("oz", 1.0), "glass": ("glass", 1.0), "cup": ("cup", 1.0),
          "pint": ("ml", 568.0), "bottle": ("ml", 500.0),
          "quart": ("ml", 946.0), "gallon": ("ml", 3785.0), "beaker": ("glass", 1.0),
          "mg": ("mg", 1.0), "g": ("g", 1.0)}  # fmt: skip
_DOSE = {"taken": "taken", "late": "late", "missed": "missed", "ran_out": "ran_out"}
PUMP = "itb_pump"
Raw = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An entry that a note suggests, the words it rests on, and whether it is sure enough to be ticked beforehand."""

    entry: Entry
    words: tuple[str, ...]
    sure: bool = True


def suggestions(note: Understood, note_id: UUID, at: datetime) -> tuple[Suggestion, ...]:
    """The entries of a note that was said at a moment.

    An id hangs on the note and on what is suggested, not on what else is: so what was kept is known again when the
    note is understood otherwise later, by a word of the person's own or by an ear that has learned.
    """
    found: list[Suggestion] = []
    many: Counter[str] = Counter()
    for raw, words, sure in _raw(note, at):
        named = _named(raw)
        entry = parse({"at": at, **raw, "id": str(uuid5(note_id, f"suggested {named} {many[named]}"))})
        many[named] += 1
        if isinstance(entry, Entry):
            found.append(Suggestion(entry, words, sure))
    return tuple(found)


def _named(raw: Raw) -> str:
    """The kind of an entry, and which of its kind."""
    which = next((raw[field] for field in ("what", "measure", "medicine", "name") if field in raw), "")
    return f"{raw['kind']} {which or ('signs' if 'signs' in raw else 'scores')}"


def _raw(note: Understood, at: datetime) -> Iterator[tuple[Raw, tuple[str, ...], bool]]:
    makers = {"episode": _episode, "exposure": _exposure, "action": _action, "measure": _measure, "medicine": _dose}
    for told in note.told:
        raw = makers[told.group](told, at)
        if raw:
            maybe = told.get("present") == "maybe"
            yield raw, _words(told, note.text), not maybe and told.get("sure") is not False
    scores = {t.what: _fitting(t.what, t.get("value")) for t in note.of("measure") if t.what in SCORED}
    if scores:
        words = tuple(dict.fromkeys(w for t in note.of("measure") if t.what in SCORED for w in _words(t, note.text)))
        yield {"kind": "check_in", **scores}, words, True
    signs = [s for s in note.signs if s.id not in CORE or s.new or s.worse or s.prevents]
    if signs:
        said = tuple(dict.fromkeys(note.text[slice(*s.span)] for s in signs))
        yield {"kind": "check_in", "signs": [_sign(s) for s in signs]}, said, True
    if (alarm := alarm_of(note.context)) is not None:
        yield {"kind": "fact", "topic": "device", "name": PUMP, "alarm": alarm}, (), True


def alarm_of(context: Mapping[str, Any]) -> str | None:
    """What the pump sounds, the graver one first; nothing when the note speaks of no pump."""
    alarms = context.get("alarms", ()) if PUMP in context.get("devices", ()) else ()
    return next((alarm for alarm in ("two_tone", "single_beep") if alarm in alarms), None)


def _words(told: Told, text: str) -> tuple[str, ...]:
    """The words an entry rests on, in the order of the note."""
    return tuple(text[start:end] for start, end in sorted(set(told.spans.values())))


def _moment(told: Told, at: datetime) -> datetime:
    said = told.get("at")
    return said.replace(tzinfo=at.tzinfo) if said else at


def _episode(told: Told, at: datetime) -> Raw:
    severity, count = told.get("severity"), told.get("count")
    return {
        "kind": "episode",
        "at": _moment(told, at),
        "what": told.what,
        **{name: told.get(name) for name in ("site", "side", "duration_min", "woke") if told.get(name) is not None},
        **({} if severity is None else {"severity": round(severity)}),
        **({} if count is None else {"count": round(count)}),
    }


def _exposure(told: Told, _at: datetime) -> Raw:
    return {"kind": "exposure", "what": told.what, "present": told.get("present") is not False}


def _action(told: Told, _at: datetime) -> Raw:
    if told.what in ("water", "magnesium"):
        sort = "drink" if told.what == "water" else "supplement"
        unit, factor = _UNITS.get(told.get("unit") or "", (None, 1.0))
        amount = told.get("amount")
        said = {"amount": amount * factor, "unit": unit} if amount and unit else {}
        return {"kind": "intake", "sort": sort, "what": told.what, **said} if told.get("present") else {}
    minutes = {"minutes": told.get("minutes")} if told.get("minutes") is not None else {}
    return {"kind": "session", "what": told.what, "done": told.get("present") is True, **minutes}


def _measure(told: Told, _at: datetime) -> Raw:
    if told.what not in _MEASURED:
        return {}
    return {"kind": "measurement", "measure": told.what, "value": told.get("value"), "unit": _MEASURED[told.what]}


def _fitting(what: str, value: float) -> float:
    return round(value) if MEASURES[what].whole else value


def _dose(told: Told, _at: datetime) -> Raw:
    if told.get("status") == "stopped":  # the rules ask whether it ended suddenly: one missed dose is less than that
        return {"kind": "treatment", "name": told.what, "change": "stopped"}
    status = _DOSE.get(told.get("status") or "")
    if status is None:
        return {}
    dose = {"dose_mg": told.get("dose_mg")} if told.get("dose_mg") else {}
    return {"kind": "dose", "medicine": told.what, "status": status, **dose}


def _sign(sign: Felt) -> Raw:
    present = {True: "yes", "not_sure": "not_sure"}.get(sign.present, "not_sure")
    severity = None if sign.severity is None else round(sign.severity)
    said = {"site": sign.site, "side": sign.side, "onset": sign.onset, "duration_h": sign.duration_h, "new": sign.new,
            "worse": sign.worse, "severity": severity}  # fmt: skip
    told = {name: value for name, value in said.items() if value is not None}
    return {"id": sign.id, "present": present, **told, **({"prevents": sign.prevents} if sign.prevents else {})}
