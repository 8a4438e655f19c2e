# SPDX-License-Identifier: Apache-2.0
"""Does the second ear hear what the rules have no words for, stay silent on an ordinary day, and take nothing away?"""

from datetime import datetime
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from supple.care.finding import RAISED, Finding, Urgency
from supple.care.heard import FAINT, LINES, beside, heard
from supple.cli.listening import begin_to_listen, listen
from supple.cli.notes_at_hand import reader
from supple.knowledge.load import knowledge
from supple.notes.likeness import ear
from supple.notes.pieces import pieces
from supple.notes.said import Likeness, Sounds
from tools.whole_numbers import column_bytes

NOW = datetime.fromisoformat("2026-11-21T20:00")
HELD = Path(__file__).parent.parent / "notes" / "said-of-red-flags-held.tsv"
LEAST = min(LINES.values())
LONG_DAY = "Breakfast at eight, porridge again. The post came late and the neighbour talked about his roses. " * 30


def rules(text: str) -> set[str]:
    """The rules that a text sounds like."""
    return {one.id for one in ear().hear(text).rules or () if one.share >= LEAST}


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("my left calf has been puffy and hot since Thursday, the other one is slim as ever", "RF-01"),
        ("one side of her mouth hangs and she cannot get her words out since ten minutes ago", "RF-27"),
        ("have not been able to pass a drop all day and my tummy is tight as a drum", "RF-24"),
        ("I keep thinking everyone would be better off if I was not here any more", "RF-25"),
    ],
)
def test_a_danger_in_other_words_is_heard(text: str, rule: str) -> None:
    assert rule in rules(text)


@pytest.mark.parametrize(
    "text",
    [
        "calf cramp 3am 7/10, walked it off",
        "usual stiff legs this morning, stretched ten minutes, two coffees",
        "slept badly, hot night, spasms as always",
        "physio at ten, then shopping with Ann",
        "calm 7",
        "round 0.8444218515250481 xxxxxxxxxxxxxxxxxxxxxxxxx",
        "",
        "   \n ",
    ],
)
def test_an_ordinary_day_is_silence(text: str) -> None:
    assert rules(text) == set()


def test_the_words_it_sounds_like_are_shown() -> None:
    danger = "My left calf has been puffy and hot since Thursday."
    text = f"Went shopping with Ann. {danger} Soup for lunch."
    found = [one for one in ear().hear(text).rules or () if one.share >= LEAST]
    assert {"RF-01", "RF-01b"} & {one.id for one in found}
    assert {text[slice(*one.span)] for one in found} == {danger}


def test_a_danger_at_the_end_of_a_long_note_is_heard() -> None:
    danger = "One side of her mouth hangs and she cannot get her words out since ten minutes ago."
    found = {one.id: one for one in ear().hear(LONG_DAY + danger).rules or () if one.share >= LEAST}
    assert "RF-27" in found
    assert (LONG_DAY + danger)[slice(*found["RF-27"].span)] == danger


def test_a_danger_that_is_dictated_without_a_stop_is_heard_wherever_it_stands() -> None:
    day = LONG_DAY.replace(".", " and then").lower()
    danger = "one side of her mouth hangs and she cannot get her words out since ten minutes ago"
    for text in (day + danger, f"{danger} and then {day}", f"{day}{danger} and then {day}"):
        assert "RF-27" in rules(text)


@pytest.mark.parametrize(
    "text",
    [
        "Mein Gesicht hängt seit heute Mittag auf einer Seite und ich kann kaum sprechen",
        "Ich bekomme seit gestern keine Luft mehr und mir ist schwindelig",
        "rechte Wade geschwollen, heiß und rot seit gestern, noch nie gehabt",
        "Ik kan niet meer praten en mijn gezicht hangt scheef",
    ],
)
def test_another_language_is_not_listened_to(text: str) -> None:
    assert ear().hear(text) == Sounds()


@pytest.mark.parametrize(
    "text",
    [
        "OD? clonazepam + oxycodone, RR 7, cyanosed lips, unrousable to voice",
        "hda 4 or 5 spsams in teh left leg betwen 8 and 9, 4/10, ncie evening othrwise, 1 pint",
        "lft leg jmped @ 430, wok me, 6/10 aprox 1min. tehn agian at 6 ,3/10",
    ],
)
def test_hurried_and_clinical_english_is_listened_to(text: str) -> None:
    assert ear().hear(text).rules is not None


@settings(deadline=None)
@given(st.text(max_size=400))
def test_any_text_gets_an_answer_that_points_into_it(text: str) -> None:
    sounds = ear().hear(text)
    for one in (*(sounds.rules or ()), *(sounds.told or ())):
        assert 0 <= one.share <= 1
        assert 0 <= one.span[0] <= one.span[1] <= len(text)


def test_an_emergency_is_named_sooner_than_less() -> None:
    assert LINES[Urgency.EMERGENCY] < LINES[Urgency.SAME_DAY]
    share = (LINES[Urgency.EMERGENCY] + LINES[Urgency.SAME_DAY]) / 2
    likely = [Likeness("RF-11", share, (0, 4)), Likeness("RF-06b", share, (0, 4))]
    assert [(f.rule, f.asked) for f in heard("here", likely, knowledge())] == [("RF-11", False), ("RF-06b", True)]
    assert not heard("here", [Likeness("RF-06b", FAINT[Urgency.SAME_DAY] - 0.01, (0, 4))], knowledge())


@given(st.sets(st.sampled_from(["RF-01", "RF-01b", "RF-02", "RF-03", "RF-11", "RF-27"])),
       st.sets(st.sampled_from(["RF-01", "RF-01b", "RF-02", "RF-03", "RF-11", "RF-27"])))  # fmt: skip
def test_what_was_understood_is_never_taken_away(understood: set[str], sounds: set[str]) -> None:
    said = [Finding(rule, Urgency.EMERGENCY, "escalate") for rule in sorted(understood)]
    further = [Finding(rule, Urgency.EMERGENCY, "escalate", sounds_in="x") for rule in sorted(sounds)]
    both = beside(said, further)
    assert set(said) <= set(both)
    assert {f.rule for f in both} <= understood | sounds


def test_every_rule_it_knows_is_a_red_flag_of_ours() -> None:
    assert set(ear().rules) <= set(knowledge().red_flags)


def test_a_second_process_hears_the_same() -> None:
    text = "my left calf has been puffy and hot since Thursday"
    assert begin_to_listen(text)() == listen(text)
    assert begin_to_listen("two coffees")() == Sounds()


def test_a_note_in_german_is_not_listened_to_with_english_ears() -> None:
    def deaf(text: str) -> Sounds:
        raise AssertionError(text)

    assert reader("de", deaf)("linke Wade dick und heiss seit Donnerstag", NOW)[0].signs


@pytest.mark.parametrize(("text", "numbers"), [("Unwell", [1, 2]), ("zz", [0]), ("é", [3]), ("un" * 31, [0])])
def test_words_are_cut_into_the_longest_pieces(text: str, numbers: list[int]) -> None:
    assert [n for n, _ in pieces(text, {"[UNK]": 0, "un": 1, "##well": 2, "e": 3, "##un": 4})] == numbers


def test_notes_that_nothing_was_learned_from_are_heard_with_it_as_they_were() -> None:
    """The set that is held back; its totals are in docs/explanation/how-a-note-is-read.md."""
    read, urgent = reader("en"), {Urgency.EMERGENCY, Urgency.SAME_DAY}
    urgency = {rule.id: Urgency(rule.levels[0].urgency) for rule in knowledge().red_flags.values()}
    heard_of: dict[Urgency, list[bool]] = {Urgency.EMERGENCY: [], Urgency.SAME_DAY: []}
    in_vain = []
    for line in HELD.read_text(encoding="utf-8").splitlines():
        gold, text = line.split("\t")
        found = [f for f in read(text, NOW)[1] if f.rule != RAISED and not f.asked]
        if gold == "-":
            in_vain.append(any(f.urgency in urgent for f in found))
        else:
            wanted = set(gold.split("+"))
            heard_of[max(urgency[rule] for rule in wanted)].append(bool(wanted & {f.rule for f in found}))
    emergencies, same_day = heard_of.values()
    assert sum(emergencies) / len(emergencies) >= 0.97
    assert sum(same_day) / len(same_day) >= 0.97
    assert sum(in_vain) / len(in_vain) <= 0.06


def test_many_notes_heard_together_sound_as_each_does_alone() -> None:
    texts = [
        "Woke at 3 with a cramp in the left calf, walked it off.", "", "ok",
        " ".join(f"Legs like wood after night number {n}, {n} cramps!" for n in range(30)),
        "Ich bin heute mit dem Rad gefahren und danach war alles steif.",
        "I cannot pass water since this morning and my legs went numb. Stretched ten minutes. Had two beers.",
    ]  # fmt: skip
    together = ear().hear_all(texts)
    for one, other in zip(together, [ear().hear(text) for text in texts], strict=True):
        assert [(x.id, x.span) for x in one.rules or ()] == [(x.id, x.span) for x in other.rules or ()]
        assert [(x.id, x.span) for x in one.told or ()] == [(x.id, x.span) for x in other.told or ()]
        shares = [(a.share, b.share) for a, b in zip(one.told or (), other.told or (), strict=True)]
        assert all(abs(a - b) < 1e-5 for a, b in shares)
    assert any(one.rules for one in together)


@given(arrays(np.float32, (8, 3), elements=st.floats(-4, 4, width=32)))
def test_no_processor_has_to_cut_off_a_sum_of_two_weights(value: np.ndarray) -> None:
    whole, size = column_bytes(value)
    pairs = whole.astype(np.int64).reshape(4, 2, 3)
    assert (np.maximum(pairs, 0).sum(1) * 255).max() <= 2**15 - 1
    assert (np.minimum(pairs, 0).sum(1) * 255).min() >= -(2**15)
    assert (np.abs(whole * size - value) <= size / 2 + 1e-6).all()
