# SPDX-License-Identifier: Apache-2.0
"""What does a kept note say? Suggested entries, which warnings its words fulfil, and what was not understood."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache, lru_cache
from uuid import UUID, uuid5

from django.utils.translation import get_language
from uuid_utils.compat import uuid7

from supple.actions import look_back
from supple.actions.check_safety import TOLD, check, check_and_mark, followed, lately, unless_broken
from supple.actions.correct import replace as replace_entry
from supple.actions.correct import withdraw
from supple.actions.heard_lately import NOT_SO, answers, sounds_like, sounds_of
from supple.actions.knowledge_at_hand import knowledge
from supple.actions.record import Kept, Recorded, record, record_entries
from supple.actions.worked_out import once
from supple.care import spoken
from supple.care.finding import Finding, Urgency
from supple.care.heard import HEARS, beside, doubted
from supple.care.profile import from_timeline
from supple.entries.entry import Entry, zone_named
from supple.entries.felt import Note
from supple.entries.known import Fact
from supple.entries.parse import parse
from supple.errors import SuppleError
from supple.notes import lexicon, suggest, understand
from supple.notes.said import Likeness, Understood
from supple.notes.suggest import Suggestion
from supple.notes.weighed import UNDECIDED
from supple.people.models import Person

ENGLISH = "en"
LIVE = 2000
"""Longer notes are read when they are kept, not while they are written."""
OWN_WORD = "own_word"
"""The topic of a word of the person's own."""


@dataclass(frozen=True, slots=True)
class Heard:
    """A kept note as it was understood; `checked` is false when the rules could not look at it."""

    note: Note
    suggestions: tuple[Suggestion, ...]
    findings: tuple[Finding, ...]
    unread: tuple[str, ...]
    own_words: tuple[Fact, ...]
    checked: bool = True
    kept: bool = False
    """Whether something of it stands in the diary already."""

    @property
    def is_urgent(self) -> bool:
        """Whether its words need help today, or could not be checked."""
        return not self.checked or any(f.urgency >= Urgency.SAME_DAY and not f.asked for f in self.findings)


def hear(person: Person, note_id: UUID, now: datetime) -> Heard | None:
    """What a note of this person says; nothing when there is no such note."""
    note = look_back.one(person, note_id)
    return _read(person, note, now) if isinstance(note, Note) else None


def overhear(person: Person, text: str, note_id: UUID, now: datetime) -> Heard | None:
    """What a note would say if it were kept like this; nothing of it is kept. Nothing for no words or too many."""
    note = parse({"kind": "note", "id": note_id, "at": now, "text": text[: LIVE + 1]})
    return _read(person, note, now) if isinstance(note, Note) and len(note.text) <= LIVE else None


def _read(person: Person, note: Note, now: datetime) -> Heard:
    own = own_words(person)
    at = note.at.astimezone(zone_named(note.zone or person.zone))
    local = at.replace(tzinfo=None)
    try:
        said = understand.understand(
            note.text, local, _lexicon(_language(), _phrases(own)), _names(), _sounds(note, own)
        )
        # A word of one's own adds a meaning, and takes none away from words that call for help. Somebody may write
        # English on a page of another language: a danger in it is seen all the same.
        plain = ([_language()] if own else []) + ([ENGLISH] if _language() != ENGLISH else [])
        others = [understand.understand(note.text, local, _lexicon(one, ()), _names()) for one in plain]
    except SuppleError:  # longer than can be read; it is kept all the same
        return Heard(note, (), (), (note.text,), own, checked=False)
    found = unless_broken(lambda: _findings(person, note, (said, *others), now))
    if found is None or any(f.urgency >= Urgency.SAME_DAY and not f.sounds_in for f in found):
        said = said.undoubted()  # what a warning rests on is kept with it, whatever it sounds like
    unread = tuple(said.text[start:end] for start, end in said.left_over)
    suggested = tuple(_as_said(one, note) for one in _suggested(said, others, note, at))
    kept = [s for s in suggested if look_back.one(person, s.entry.id)]
    if found and any(_signs(s) for s in kept):
        found = tuple(replace(f, asked=f.asked and bool(f.sounds_in)) for f in found)
    heard = Heard(note, suggested, found or (), unread, own, found is not None, bool(kept))
    return heard if heard.is_urgent else replace(heard, suggestions=_unticked(suggested, heard.findings))


def _unticked(suggested: tuple[Suggestion, ...], found: Collection[Finding]) -> tuple[Suggestion, ...]:
    """Where a danger is asked and not told, its signs are ticked by the person alone."""
    asked = any(f.asked and not f.sounds_in for f in found)
    return tuple(replace(one, sure=False) if asked and _signs(one) else one for one in suggested)


def _sounds(note: Note, own: Sequence[Fact]) -> tuple[Likeness, ...] | None:
    """What an English note sounds like; what a word of the person's own means is left to that word."""
    told = sounds_of(note.text).told if _language() == HEARS else None
    if told is None:
        return None
    words = note.text.casefold()
    mine = {(fact.word or "").partition(".")[2] for fact in own if (fact.name or "").casefold() in words}
    return (*(one for one in told if one.id not in mine), *(Likeness(id, UNDECIDED, (0, 0)) for id in sorted(mine)))


def _language() -> str:
    """The language the page speaks, when there are words for it; else English."""
    spoken_here = (get_language() or ENGLISH)[:2]
    return spoken_here if spoken_here in lexicon.languages() else ENGLISH


def _suggested(said: Understood, others: Collection[Understood], note: Note, at: datetime) -> tuple[Suggestion, ...]:
    """What the note suggests, and the signs that only another reading of it tells."""
    found = suggest.suggestions(said, note.id, at)
    for nth, other in enumerate(others):
        told = [_signs(one) for one in found]
        beside = suggest.suggestions(other, uuid5(note.id, "plain words" + " again" * nth), at)
        found = (*found, *(one for one in beside if _signs(one) and _signs(one) not in told))
    return found


def _signs(one: Suggestion) -> object:
    """The signs, or the sounding device, that an entry tells of; nothing for any other."""
    return getattr(one.entry, "signs", ()) or getattr(one.entry, "alarm", None)


def _as_said(one: Suggestion, note: Note) -> Suggestion:
    """As private as its note, and by whoever wrote it."""
    return replace(one, entry=one.entry.model_copy(update={"private": note.private, "by": note.by}))


def keep_urgent(
    person: Person, note_id: UUID, now: datetime, *, shown: bool = True, said_so: bool = False
) -> Recorded | None:
    """Keep at once what a note that needs help today surely says, so that its warning stands everywhere.

    `said_so`: the person was asked whether it is so, and said yes or not sure.

    A plan must not be offered only because nobody pressed on; what is wrong is taken out again on the next page.
    """
    heard = hear(person, note_id, now)
    if heard is None or not (heard.is_urgent or said_so):
        return None
    wanted = [_beside_known(person, s.entry) for s in heard.suggestions if s.sure or (said_so and _signs(s))]
    recorded = record_entries(person, wanted, now, source="note", shown=shown)
    if meant := unless_broken(lambda: _meant(person, heard, now, said_so)):
        recorded = record_entries(person, meant, now, source="note", shown=shown)
    elif not wanted:  # it may be urgent by the sound of it alone
        findings = check_and_mark(person, now, shown)
        recorded = Recorded((), findings or (), checked=findings is not None)
    return replace(recorded, checked=recorded.checked and heard.checked)


def _meant(person: Person, heard: Heard, now: datetime, said_so: bool) -> list[Fact]:
    """The warnings of a note that its entries do not raise, each as an answer that the note means it."""
    stands = {f.rule: f.urgency for f in reversed(check(person, now))}
    told = (f for f in heard.findings if f.rule in knowledge().red_flags and (said_so if f.asked else not f.sounds_in))
    grave = (f for f in told if f.urgency >= Urgency.SAME_DAY and f.urgency > stands.get(f.rule, Urgency.NONE))
    return [_answer(heard.note, f, now) for f in grave]


def _answer(note: Note, finding: Finding, now: datetime) -> Fact:
    id = uuid5(note.id, f"means {finding.rule} {finding.urgency}")
    said = {"topic": NOT_SO, "name": finding.rule, "word": str(note.id), "state": "no", "number": finding.urgency.rank}
    return Fact.model_validate({"id": id, "at": now, "private": note.private, "by": note.by, **said})


def record_and_read(
    person: Person, raw: Sequence[object], now: datetime, *, source: str = "app", blind: str = ""
) -> Recorded:
    """Keep what was said; a note among it that needs help today raises its warning, whichever way it came."""
    recorded = record(person, raw, now, source=source, blind=blind)
    for one, kept in zip(raw, recorded.results, strict=True):
        note_id = _note_in(one, kept)
        if note_id and (urgent := keep_urgent(person, note_id, now, shown=not blind)):
            recorded = replace(recorded, findings=() if blind else urgent.findings, checked=urgent.checked)
    return recorded


def asked_of(person: Person, recorded: Recorded, now: datetime) -> tuple[Finding, ...]:
    """What has to be asked of the notes that were kept, where no page will ask it."""
    ids = (UUID(str(kept.id)) for kept in recorded.results if kept.status == "kept")
    return tuple(f for id in ids if (heard := hear(person, id, now)) for f in heard.findings if f.asked)


def _note_in(raw: object, kept: Kept) -> UUID | None:
    """The note that was kept by this, or said again by it."""
    if kept.status != "kept" or not isinstance(raw, Mapping):
        return None
    if raw.get("kind") == "replaced" and isinstance(raw.get("entry"), Mapping) and raw["entry"].get("kind") == "note":
        return UUID(str(raw["target"]))
    return UUID(str(kept.id)) if raw.get("kind") == "note" else None


def _beside_known(person: Person, entry: Entry) -> Entry:
    """A device with the dates that are known of it, since the latest word about it holds alone."""
    if not isinstance(entry, Fact):
        return entry
    known = [f for f in look_back.of_kinds(person, "fact").of(Fact) if (f.topic, f.name) == (entry.topic, entry.name)]
    dates = {"due": known[-1].due, "replacement_due": known[-1].replacement_due} if known else {}
    return entry.model_copy(update=dates)


def keep_heard(
    person: Person, note_id: UUID, chosen: Collection[str], now: datetime, again: Mapping[UUID, Entry] | None = None
) -> Recorded | None:
    """Keep the suggestions that were chosen, by their ids; what was kept before and is not chosen is taken out.

    `again` holds those that were said otherwise while they were chosen.
    """
    heard = hear(person, note_id, now)
    if heard is None:
        return None
    taken_out = [s for s in heard.suggestions if str(s.entry.id) not in chosen and look_back.one(person, s.entry.id)]
    stood = {f.rule for f in followed(person, now)} if taken_out else set()
    for one in taken_out:
        withdraw(person, one.entry.id, now)
    said = again or {}
    wanted = [said.get(s.entry.id, s.entry) for s in heard.suggestions if str(s.entry.id) in chosen]
    for entry in wanted:
        if entry.id in said and look_back.one(person, entry.id):
            replace_entry(person, entry.id, entry, now)
    fresh = [_beside_known(person, entry) for entry in wanted if look_back.one(person, entry.id) is None]
    if taken_out:
        _deny_with(person, heard, stood if not any(map(_signs, taken_out)) else None, now)
    return record_entries(person, fresh, now, source="note")


def _deny_with(person: Person, heard: Heard, stood: Collection[str] | None, now: datetime) -> None:
    """What was understood and is taken out again is denied as well where the words mean it or sound like it.

    Where no sign was taken out, that is only what `stood` by the entries that were; two beers that were misread say
    nothing of a warning.
    """
    stands = {f.rule for f in followed(person, now)}
    understood = {f.rule for f in heard.findings if not f.sounds_in}
    for rule in (understood if stood is None else understood & set(stood)) - stands:
        deny(person, heard.note.id, rule, now)


def own_words(person: Person) -> tuple[Fact, ...]:
    """The person's own words and what they mean to them, the latest said of each."""
    return once(person, "own words", lambda: _own_words(person))


def _own_words(person: Person) -> tuple[Fact, ...]:
    told: dict[str, Fact] = {}
    for fact in look_back.of_kinds(person, "fact").of(Fact):
        if fact.topic == OWN_WORD and fact.name:
            told[fact.name.casefold()] = fact
    return tuple(told.values())


def _findings(person: Person, note: Note, readings: Collection[Understood], now: datetime) -> tuple[Finding, ...]:
    """What the words fulfil by themselves and with what the diary knows of the person, and what they sound like."""
    diary = lately(person, now)
    profile = from_timeline(diary, now, knowledge())
    found = [f for said in readings for f in spoken.alerts_beside(said, profile, knowledge())]
    told = {f.rule: f for f in sorted(found, key=lambda f: f.urgency.rank) if f.urgency in TOLD}
    understood = tuple(sorted(told.values(), key=lambda f: -f.urgency.rank))
    said = {rule: fact.state for (rule, about), fact in answers(diary.of(Fact)).items() if about == str(note.id)}
    if _language() == HEARS:
        alone = [f for one in readings for f in spoken.alerts(one, knowledge())]
        understood = doubted(understood, sounds_of(note.text).rules, alone)
    sounds = [f for f in sounds_like(note.text) if said.get(f.rule) != "yes"]
    return beside(_still_asked(understood, said), _still_asked(sounds, said))


def _still_asked(found: Collection[Finding], said: Mapping[str, str | None]) -> list[Finding]:
    """The same, where what was asked and is said to be so is told."""
    return [replace(f, asked=f.asked and said.get(f.rule) != "no") for f in found]


def deny(person: Person, note_id: UUID, rule: str, now: datetime) -> Recorded:
    """Keep that a note does not mean what it sounds like."""
    said = {"kind": "fact", "id": uuid7(), "topic": NOT_SO, "name": rule, "word": str(note_id), "at": now}
    return record(person, [said], now)


def _phrases(own: tuple[Fact, ...]) -> tuple[tuple[str, str, str], ...]:
    pairs = ((fact.name or "", *(fact.word or "").partition(".")[::2]) for fact in own)
    return tuple((name, group, id) for name, group, id in pairs if group and id)


@cache
def _names() -> dict[str, str]:
    return spoken.names_of(knowledge())


@lru_cache(maxsize=8)
def _lexicon(language: str, own: tuple[tuple[str, str, str], ...]) -> lexicon.Lexicon:
    return lexicon.load(language, own=own)


def forget_words() -> None:
    """Let go of the words of people's own that notes were read with, and of notes that were listened to."""
    _lexicon.cache_clear()
    sounds_of.cache_clear()
