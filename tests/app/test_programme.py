# SPDX-License-Identifier: Apache-2.0
"""A physiotherapist's programme: looked at before it is kept, done under every stop rule, told back in a line."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from supple.actions import grants, look_back, programme
from supple.actions.record import record
from supple.entries.did import Session
from supple.entries.prescribed import Exercise, Programme
from supple.interop.programme import read
from supple.people.models import Person
from tests.app.granting import helper, let_in
from tests.app.saying import raw

SITTING = Exercise(item="EX-02", side="left", hold_s=30, reps=3, times_a_day=2)
OWN = Exercise(words="Turn on the bed", position="lying", times_a_day=1)
ROW = {"item": "EX-02", "side": "left", "hold_s": "30", "reps": "3", "times_a_day": "2"}


def rows(**more: str) -> dict[str, str]:
    """One exercise as the form sends it."""
    sent = {f"form-0-{name}": value for name, value in {**ROW, **more}.items()}
    return {"form-TOTAL_FORMS": "6", "form-INITIAL_FORMS": "0", **sent}


@pytest.fixture
def known(ada: Person, now: datetime) -> Person:
    """Ada, of whom enough is known that exercises may be shown."""
    facts = [raw(now, "fact", topic="birth_year", number=1980), raw(now, "fact", topic="condition", name="none")]
    record(ada, [*facts, raw(now, "check_in", signs_asked=True)], now)
    return ada


def keep(person: Person, now: datetime, *exercises: Exercise) -> Programme:
    """A programme that holds."""
    programme.keep(person, read(programme.hand_over("Cleo", date(2026, 11, 20), exercises, signed=True)), now)
    kept = programme.standing(person)
    assert kept
    return kept


def test_it_is_looked_at_before_it_is_kept_whether_pasted_or_as_a_file(
    known: Person, as_person: Callable[[Person], Client]
) -> None:
    file, browser = programme.hand_over("Cleo", date(2026, 11, 20), [SITTING, OWN], signed=False), as_person(known)
    scanned = {"said": programme.to_scan(file)}
    upload = {"said": "", "file": SimpleUploadedFile("p.json", file.encode())}
    for said in ({"said": file}, scanned, upload):
        page = browser.post("/exercises", said).content.decode()
        assert "Look at it first" in page
        assert "Turn on the bed" in page
        assert read(file).check in page
        assert "Not signed" in page
        assert programme.standing(known) is None
    browser.post("/exercises", {"said": file, "do": "keep"})
    kept = programme.standing(known)
    assert kept
    assert kept.exercises == (SITTING, OWN)


def test_the_same_one_kept_twice_is_one(known: Person, now: datetime) -> None:
    keep(known, now, SITTING)
    keep(known, now, SITTING)
    assert len(list(look_back.timeline(known).of(Programme))) == 1


def test_it_may_be_kept_again_after_it_was_over_and_pressed_twice_without_harm(
    known: Person, now: datetime, as_person: Callable[[Person], Client]
) -> None:
    file, browser = programme.hand_over("Cleo", date(2026, 11, 20), [OWN], signed=False), as_person(known)
    for _press in range(2):
        assert "not kept" not in browser.post("/exercises", {"said": file, "do": "keep"}, follow=True).content.decode()
    assert len(list(look_back.timeline(known).of(Programme))) == 1
    browser.post("/exercises/drop", {"do": "end"})
    assert programme.standing(known) is None
    browser.post("/exercises", {"said": file, "do": "keep"})
    assert programme.standing(known)


def test_what_somebody_sent_who_is_let_in_no_more_is_not_offered(known: Person, now: datetime) -> None:
    grant = let_in(known, helper("cleo"), "physiotherapist", now)
    programme.send(grant, programme.hand_over("Cleo", date(2026, 11, 20), [OWN], signed=True), now)
    assert programme.waiting(known)
    grants.revoke(known, grant.pk, now)
    assert programme.waiting(known) is None


def test_a_later_programme_takes_the_place_and_an_ended_one_is_over(known: Person, now: datetime) -> None:
    keep(known, now - timedelta(days=2), SITTING)
    assert keep(known, now - timedelta(days=1), OWN).exercises == (OWN,)
    programme.end(known, now)
    assert programme.standing(known) is None


def test_what_cannot_be_read_is_said_and_what_was_typed_stays(
    known: Person, as_person: Callable[[Person], Client]
) -> None:
    page = as_person(known).post("/exercises", {"said": "some words"}).content.decode()
    assert "no programme that supple can read" in page
    assert "some words" in page


def test_a_red_flag_stops_a_programme_whoever_set_it(
    known: Person, now: datetime, as_person: Callable[[Person], Client]
) -> None:
    keep(known, now, SITTING)
    flag = {"id": "chest_pain", "present": "yes", "onset": "sudden", "new": True}
    record(known, [raw(now, "check_in", signs_asked=True, signs=[flag])], now)
    page = as_person(known).get("/exercises").content.decode()
    assert "No exercises now" in page
    assert "How does it feel now?" not in page
    as_person(known).post("/exercises/done", {"exercise": "EX-02", "response": "easier"})
    assert list(look_back.timeline(known).of(Session)) == []


@pytest.mark.parametrize("exercise", [SITTING, OWN], ids=["known", "own words"])
def test_a_gate_holds_an_exercise_back_with_its_reason(
    known: Person, now: datetime, as_person: Callable[[Person], Client], exercise: Exercise
) -> None:
    keep(known, now, exercise)
    record(known, [raw(now, "fact", topic="condition", name="osteoporosis")], now)
    page = as_person(known).get("/exercises").content.decode()
    assert "Held back today" in page
    assert "fragile bones" in page
    as_person(known).post("/exercises/done", {"exercise": exercise.key, "response": "easier"})
    assert list(look_back.timeline(known).of(Session)) == []


def test_own_words_without_a_position_count_as_standing(known: Person, now: datetime) -> None:
    kept = keep(known, now, Exercise(words="Sway"), OWN)
    weighed = programme.for_today(known, kept, now)
    assert weighed
    assert [one.held.rule if one.held else None for one in weighed.exercises] == ["SST-03", None]


def test_a_number_beyond_our_own_limit_is_said_not_overruled(known: Person, now: datetime) -> None:
    kept = keep(known, now, SITTING.model_copy(update={"reps": 9}))
    weighed = programme.for_today(known, kept, now)
    assert weighed
    assert weighed.exercises[0].held is None
    assert any("One to four times" in caution for caution in weighed.exercises[0].cautions)


def test_nothing_may_be_done_while_the_age_is_not_known(ada: Person, now: datetime) -> None:
    weighed = programme.for_today(ada, keep(ada, now, SITTING), now)
    assert weighed
    assert weighed.stopped_by
    assert weighed.exercises == ()


def test_what_was_done_and_how_it_felt_comes_back_in_one_line(
    known: Person, now: datetime, as_person: Callable[[Person], Client]
) -> None:
    kept = keep(known, now - timedelta(days=6), SITTING, OWN)
    browser = as_person(known)
    for response in ("easier", "worse"):
        answer = browser.post("/exercises/done", {"exercise": "EX-02", "response": response}, follow=True)
    assert "answer the warning signs" in answer.content.decode()
    line = programme.told_back(known, kept, now + timedelta(minutes=1))
    assert line.endswith("(EX-02) 1/7 days, easier 1, worse 1; Turn on the bed 0/7 days")
    assert line in browser.get("/exercises").content.decode()


def test_without_an_account_a_physiotherapist_gets_words_a_picture_and_a_file(ada: Person, client: Client) -> None:
    page = client.post("/exercises/set", {"set_by": "Cleo", **rows()}).content.decode()
    assert "<svg" in page
    file = client.post("/exercises/set", {"set_by": "Cleo", "do": "file", **rows()})
    handed = read(file.content.decode())
    assert handed.exercises == (SITTING,)
    assert handed.check in page
    assert handed.key is None  # a stranger gets no signature of this installation
    for wrong in ({"set_by": "", **rows()}, {"set_by": "Cleo", **rows(item="", hold_s="9")}, {"set_by": "Cleo"}):
        assert "<svg" not in client.post("/exercises/set", wrong).content.decode()


def test_with_a_grant_it_is_sent_signed_and_waits_for_the_person(
    known: Person, now: datetime, as_person: Callable[[Person], Client]
) -> None:
    cleo = helper("cleo")
    grant = let_in(known, cleo, "physiotherapist", now)
    browser = Client()
    browser.force_login(cleo)
    browser.post(f"/shared/{grant.pk}/exercises", rows())
    assert programme.standing(known) is None
    mine = as_person(known)
    assert "Cleo sent exercises" in mine.get("/").content.decode()
    assert "Cleo sent exercises" in mine.get("/exercises").content.decode()
    looked = mine.get("/exercises?look=waiting").content.decode()
    assert "Signed with a key" in looked
    waits = programme.waiting(known)
    assert waits
    mine.post("/exercises", {"said": waits.words, "do": "keep"})
    assert programme.waiting(known) is None
    kept = programme.standing(known)
    assert kept
    assert (kept.set_by, kept.signed) == ("Cleo", read(waits.words).signed)
    assert "Done on 0 of 1 days" in browser.get(f"/shared/{grant.pk}/exercises").content.decode()


def test_what_is_not_wanted_is_not_kept(known: Person, now: datetime, as_person: Callable[[Person], Client]) -> None:
    grant = let_in(known, helper("cleo"), "physiotherapist", now)
    programme.send(grant, programme.hand_over("Cleo", date(2026, 11, 20), [OWN], signed=True), now)
    as_person(known).post("/exercises/drop")
    assert programme.waiting(known) is None
    assert programme.standing(known) is None
