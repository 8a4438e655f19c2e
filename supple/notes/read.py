# SPDX-License-Identifier: Apache-2.0
"""From words to mentions: what is named in a note, before anybody asks whether it happened, and to whom."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from supple.entries.vocabulary import CORE
from supple.notes.amounts import Amount, amounts
from supple.notes.concepts import Spot
from supple.notes.figures import Figures, told_by_figures
from supple.notes.frames import Framed, sentences
from supple.notes.lexicon import Lexicon
from supple.notes.moments import Daytime
from supple.notes.numbers import Number, numbers
from supple.notes.phrases import Match, Sense, strongest
from supple.notes.spelling import mend, near_names
from supple.notes.times import Clock, clocks
from supple.notes.words import NOTHING, SENTENCE, Word, merged, split

Status = Literal["present", "absent", "maybe", "elsewhere"]
"""Elsewhere: wished, planned, asked, long past, somebody else's, or in a film."""
Names = Mapping[str, str]
"""Every written name of a medicine, with blanks as underscores, and the name that rules use."""
_LONGEST_NAME, _CLOSE = 3, 4
_SLEEPS = frozenset({"sleep", "good_sleep", "poor_sleep"})
_BACKS = {
    **dict.fromkeys(("itb_pump", "botulinum", "new_medicine"), "drug"),
    **dict.fromkeys(("pregnant", "within_6_weeks_after"), "pregnancy"),
    **dict.fromkeys(("fall", "head_injury"), "fall"),
    **dict.fromkeys(("infection", "uti", "fever", "burning_urine", "cloudy_urine", "smelly_urine", "unwell"), "ill"),
    **dict.fromkeys(("swelling", "warm_skin", "red_skin", "sore_hard_vein"), "leg"),
    **dict.fromkeys(("heat", "overheated"), "heat"),
}
_SEDATING = frozenset(
    {"baclofen", "diazepam", "clonazepam", "lorazepam", "alprazolam", "temazepam", "gabapentin", "pregabalin",
     "morphine", "oxycodone", "codeine", "dihydrocodeine", "tramadol", "fentanyl", "buprenorphine", "tizanidine",
     "zopiclone", "zolpidem", "amitriptyline", "nabiximols", "cannabis", "tilidine", "promethazine", "diphenhydramine",
     "mirtazapine", "quetiapine", "hydrocodone", "methadone", "nitrazepam", "alcohol", "itb_pump"}
)  # fmt: skip
"""What lends a vague sign its weight: a rule that needs both decides, the vague words alone say nothing."""
_LENDS = CORE | {"stress"}
"""What lends a word to what woke the person: "jerked me awake", "woke up yelling"."""
_WITH = "with"
_HOT, _COOL = ((27, 50), (85, 115)), 14


@dataclass(slots=True, eq=False)
class Mention:
    """One thing named: what it is, what its phrase says along with it, and its words."""

    group: str
    id: str
    said: Mapping[str, Any]
    used: tuple[int, ...]
    first: int
    last: int
    status: Status = "present"
    sure: bool = True
    written: str = ""
    framed: bool = False
    """Whether several ideas say it together, so that other words may stand between its own."""
    shares: bool = False
    """Whether it leaves its words free for other things, as circumstances do."""

    @property
    def key(self) -> tuple[str, str]:
        """Its group and id."""
        return self.group, self.id


@dataclass(slots=True)
class Reading:
    """Everything found in a note, in the order of its words."""

    text: str
    lexicon: Lexicon
    words: list[Word]
    mentions: list[Mention]
    places: list[Mention]
    cues: list[Mention]
    hows: list[Mention]
    days: list[Daytime]
    clocks: list[Clock]
    amounts: list[Amount]
    numbers: list[Number]
    sentence: list[int] = field(default_factory=list)
    """For each word the number of its sentence."""
    ideas: Mapping[str, Sequence[Spot]] = field(default_factory=dict)
    """Where each idea stands."""

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Where the words from the first to the last stand in the note."""
        return self.words[first].start, self.words[last].end

    def stops(self, a: int, b: int) -> int:
        """The strongest break between two words."""
        low, high = sorted((a, b))
        return max((w.stop for w in self.words[low + 1 : high + 1]), default=0)

    def between(self, a: int, b: int) -> list[str]:
        """The words between two words."""
        low, high = sorted((a, b))
        return [w.text for w in self.words[low + 1 : high]]


def read(text: str, lexicon: Lexicon, names: Names) -> Reading:
    """What a note names."""
    words = merged(split(text, lexicon.whole), lexicon.joined)
    medicines = _medicines(words, names, lexicon)
    named = {place for m in medicines for place in m.used}
    mend([w for n, w in enumerate(words) if n not in named], lexicon)
    numbered = numbers(words, lexicon)
    measured = amounts(words, numbered, lexicon)
    places = _places(words, lexicon)
    marks = _marks(words, places, numbered, medicines, lexicon)
    ideas = {**lexicon.frames.concepts.find(words, marks), **_weeks(measured)}
    mentions = _named(words, marks, medicines, lexicon, ideas)
    mentions += [
        Mention("symptom", told.id, told.said, tuple(range(told.first, told.last + 1)), told.first, told.last)
        for told in told_by_figures(Figures(words, sentences(words), numbered, measured, ideas))
    ]
    mentions = [m for m in mentions if not _is_worn(m, mentions, places)]
    cues, hows, whens = _around(words, marks, mentions, lexicon)
    struck = {place for n in numbered for place in n.struck}
    if struck:
        cues, hows = ([m for m in found if struck.isdisjoint(m.used)] for found in (cues, hows))
    counted = frozenset(m.first for m in mentions if m.group in ("symptom", "exposure", "action"))
    return Reading(
        text=text,
        lexicon=lexicon,
        words=words,
        mentions=[m for m in mentions if m.group not in ("idiom", "how")],
        places=[p for p in places if p.group in ("site", "side")],
        cues=cues,
        hows=[*hows, *(m for m in mentions if m.group in ("idiom", "how"))],
        days=[_daytime(when) for when in whens],
        clocks=clocks(words, numbered, lexicon, counted),
        amounts=measured,
        numbers=numbered,
        sentence=sentences(words),
        ideas=ideas,
    )


def _named(
    words: Sequence[Word],
    marks: Sequence[Sequence[str]],
    medicines: Sequence[Mention],
    lexicon: Lexicon,
    spots: Mapping[str, Sequence[Spot]],
) -> list[Mention]:
    """Everything that phrases say, then what ideas say together, then what the vaguer ones say beside all that."""
    found = strongest([*(_as_match(m) for m in medicines), *lexicon.layers["says"].find(words, marks)])
    frames, sentence = lexicon.frames, sentences(words)
    mentions = [_mention(m, medicines) for m in found]
    mentions = [m for m in mentions if not frames.meant_otherwise(m.key, m.first, m.last, spots, sentence)]
    framed = list(frames.find(words, spots, sentence))
    mentions += _framed((f for f in framed if _WITH not in f.frame.said), mentions)
    otherwise = {place for m in mentions if m.id == "said_otherwise" for place in m.used}
    mentions += _contexts(lexicon.layers["contexts"].find(words, marks), otherwise)
    beside = {kind for m in mentions for kind in _speaks_of(m)} | ({"pregnancy"} & spots.keys())
    backed = (f for f in framed if beside & set(str(f.frame.said.get(_WITH, "")).split("+")))
    return mentions + _framed(backed, mentions)


def _around(
    words: Sequence[Word], marks: Sequence[Sequence[str]], mentions: Sequence[Mention], lexicon: Lexicon
) -> tuple[list[Mention], list[Mention], list[Mention]]:
    """What is said about the things named: cues such as "no", qualities such as "new", and times."""
    phrased = {place for m in mentions if not (m.framed or m.shares) for place in m.used}
    together = {place for m in mentions if m.framed and m.group != "how" for place in m.used}
    undone = {place for m in mentions if m.id == "not_done" for place in m.used}
    cues = _free(lexicon.layers["cues"].find(words, marks), (phrased - undone) | together)
    phrased -= {place for m in mentions if m.id in _SLEEPS for place in m.used}  # "out of my sleep" tells of waking
    lent = {place for m in mentions if m.id in _LENDS for place in m.used}
    free = [m for m in lexicon.layers["hows"].find(words, marks) if _is_free(m, phrased, lent)]
    hows = [_plain(m) for m in strongest(free)]
    whens = _free(lexicon.layers["whens"].find(words, marks), phrased)
    return cues, [h for h in hows if h.group == "how"], whens


def _is_free(how: Match, phrased: set[int], lent: set[int]) -> bool:
    """Whether a quality has words of its own; "jerked me awake" shares one with the jerk that it tells of."""
    taken = phrased.intersection(how.used)
    return not taken or ("woke" in how.sense.said and taken <= lent and len(taken) < len(how.used))


def _contexts(matches: Sequence[Match], otherwise: set[int]) -> list[Mention]:
    """What is said of the person's circumstances, each once; these may share words with all but figures of speech."""
    meant = (m for m in matches if m.sense.group == "context" or otherwise.isdisjoint(m.used))
    longest = sorted(meant, key=lambda m: m.weight, reverse=True)
    by_id: dict[str, Match] = {}
    for match in longest:
        by_id.setdefault(match.sense.id, match)
    found = [_plain(match) for match in by_id.values()]
    for mention in found:
        mention.shares = True
        if mention.group == "beside":
            mention.group = "told" if mention.id == "awake" else "exposure"
    return found


def _framed(found: Iterable[Framed], mentions: Sequence[Mention]) -> list[Mention]:
    """What ideas say together, where no phrase has said the same of these words, and no figure of speech has them."""
    meant_otherwise = {place for m in mentions if m.group == "idiom" and m.id != "not_done" for place in m.used}
    kept: dict[tuple[str, str], list[Mention]] = {}
    for mention in mentions:
        kept.setdefault(mention.key, []).append(mention)
    fresh: list[Mention] = []
    for one in sorted(found, key=lambda f: (f.last - f.first, f.first)):
        frame = one.frame
        there = kept.setdefault((frame.group, frame.id), [])
        figurative = len(meant_otherwise.intersection(one.used))
        if figurative >= min(2, len(one.used)):
            continue
        touched = next((other for other in there if _touch(one, other)), None)
        if touched:
            touched.said = {**frame.said, **touched.said}
        else:
            there.append(Mention(frame.group, frame.id, frame.said, one.used, one.first, one.last, framed=True))
            fresh.append(there[-1])
    return fresh


def _speaks_of(mention: Mention) -> tuple[str, ...]:
    """As what a thing backs others that are too vague by themselves."""
    kinds = [mention.id, _BACKS.get(mention.id, "")]
    if mention.group == "medicine" or mention.id == "magnesium":
        kinds.append("drug")
    if mention.id in _SEDATING:
        kinds.append("sedating")
    if _BACKS.get(mention.id) == "ill" and mention.id != "unwell":
        kinds.append("ill_sure")
    return tuple(kinds)


def _weeks(measured: Sequence[Amount]) -> dict[str, list[Spot]]:
    """So many weeks may be how far a pregnancy has come."""
    late = [(a.first, a.last) for a in measured if a.unit == "week" and 20 <= a.value <= 42]
    return {"pregnancy": late} if late else {}


def _is_worn(one: Mention, mentions: Sequence[Mention], places: Sequence[Mention]) -> bool:
    """Whether what is tight is worn and no limb: "trainers too tight all day", not "calves too tight"."""
    worn = any(m.id == "tight_clothing" and m.shares and {*one.used} <= {*m.used} for m in mentions)
    limb = any(p.group == "site" and 0 < one.first - p.last <= _CLOSE for p in places)
    return one.key == ("symptom", "stiffness") and worn and not limb


def _touch(one: Framed, other: Mention) -> bool:
    return one.first <= other.last and other.first <= one.last


def _places(words: Sequence[Word], lexicon: Lexicon) -> list[Mention]:
    """Sites and sides; a side is read before its site, so both may stand on neighbouring words."""
    found = [*lexicon.layers["places"].find(words, [()] * len(words))]
    begun = {match.first for match in found if match.sense.group == "site"}
    return [_plain(m) for m in strongest(m for m in found if not _cuts_short(m, words, begun, lexicon))]


def _cuts_short(match: Match, words: Sequence[Word], begun: set[int], lexicon: Lexicon) -> bool:
    """Whether what is no place reaches over a pause or takes a side away: "calf cramp, left, in", "only left knee"."""
    if match.sense.group != "elsewhere":
        return False
    sided = words[match.last].text in lexicon.classes["left_word"] | lexicon.classes["right_word"]
    taken = sided and match.last + 1 in begun and words[match.last + 1].stop == NOTHING
    return taken or any(words[n].stop for n in range(match.first + 1, match.last + 1))


def _marks(
    words: Sequence[Word], places: Sequence[Mention], numbered: Sequence[Number],
    medicines: Sequence[Mention], lexicon: Lexicon,
) -> list[list[str]]:  # fmt: skip
    """The classes that places, numbers and medicines put on words for the phrases of the other layers."""
    marks: list[list[str]] = [[] for _ in words]
    for place in places:
        if place.group == "site":
            marks[place.last] += ["<@site>", f"<@{place.id}>", *(f"<@{kind}>" for kind in _kinds(place))]
    for number in numbered:
        marks[number.first].append(f"<@{number.form}>")
        marks[number.last] += _weather(number)
        if number.first == number.last:
            marks[number.first].append("<@n>")
    for medicine in medicines:
        marks[medicine.first].append("<@medicine>")
    _mark_alone(words, places, marks)
    return marks


def _mark_alone(words: Sequence[Word], places: Sequence[Mention], marks: list[list[str]]) -> None:
    """Mark a word that is a whole sentence: "Hot. Twelve spasms." tells of the day, "calf red. Hot." of the calf."""
    number = sentences(words)
    named = {number[place.first] for place in places if place.group == "site"}
    for n, word in enumerate(words):
        begins, ends = n == 0 or word.stop >= SENTENCE, n + 1 == len(words) or words[n + 1].stop >= SENTENCE
        if begins and ends and number[n] - 1 not in named:
            marks[n].append(f"<@only_{word.text}>")


def _weather(number: Number) -> list[str]:
    """What a whole number would be as the degrees of a room or a day, in Celsius, or in Fahrenheit above 84."""
    if number.form != "plain" or number.value != int(number.value):
        return []
    hot = any(low <= number.value <= high for low, high in _HOT)
    return ["<@hot>"] if hot else ["<@cool>"] if number.value <= _COOL else []


def _kinds(place: Mention) -> list[str]:
    return str(place.said.get("of", "")).split("+")


def _medicines(words: Sequence[Word], names: Names, lexicon: Lexicon) -> list[Mention]:
    """Named medicines, the longest name first; a misspelt one is marked as not sure."""
    found: list[Mention] = []
    place = 0
    while place < len(words):
        mention = _name(words, place, names) or _misspelt(words, place, names, lexicon)
        found += [mention] if mention else []
        place = mention.last + 1 if mention else place + 1
    return found


def _name(words: Sequence[Word], place: int, names: Names) -> Mention | None:
    written = [words[place].text]
    for word in words[place + 1 : place + _LONGEST_NAME]:
        if word.stop:
            break
        written.append(f"{written[-1]}_{word.text}")
    for many in range(len(written), 0, -1):
        name = written[many - 1]
        known = names.get(name) or (names.get(name[:-1]) if name.endswith("s") else None)
        if known:
            used = tuple(range(place, place + many))
            return Mention("medicine", known, {}, used, place, used[-1], written=name)
    return None


def _misspelt(words: Sequence[Word], place: int, names: Names, lexicon: Lexicon) -> Mention | None:
    word = words[place]
    if len(word.text) < 6 or not word.text.isalpha() or word.text in lexicon.known:
        return None
    near = near_names(word.text, names)
    if not near:
        return None
    return Mention("medicine", names[near[0]], {}, (place,), place, place, sure=False, written=word.text)


def _as_match(mention: Mention) -> Match:
    return Match(
        Sense(mention.group, mention.id, mention.said, -1), mention.used, mention.first, mention.last, len(mention.used)
    )


def _plain(match: Match) -> Mention:
    sense = match.sense
    return Mention(sense.group, sense.id, sense.said, match.used, match.first, match.last)


def _mention(match: Match, medicines: Sequence[Mention]) -> Mention:
    if match.sense.order == -1:
        return next(m for m in medicines if m.first == match.first)
    return _plain(match)


def _free(matches: Sequence[Match], taken: set[int]) -> list[Mention]:
    """The strongest of those that stand on words which nothing else has used up."""
    return [_plain(m) for m in strongest(m for m in matches if taken.isdisjoint(m.used))]


def _daytime(mention: Mention) -> Daytime:
    said = mention.said
    back, weekday = said.get("back"), said.get("weekday")
    return Daytime(
        first=mention.first,
        last=mention.last,
        back=None if back is None else int(back),
        part=said.get("part"),
        weekday=None if weekday is None else int(weekday),
    )
