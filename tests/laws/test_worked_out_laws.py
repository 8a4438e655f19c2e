# SPDX-License-Identifier: Apache-2.0
"""Laws of what is kept worked out: whoever looks, after whatever was said, gets the answer from nothing."""

from collections import OrderedDict
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from supple.actions import bring_together, correct, worked_out
from supple.actions.bring_in import import_csv
from supple.actions.erase import erase
from supple.actions.find_triggers import of_timeline
from supple.actions.glance import Glance
from supple.actions.knowledge_at_hand import knowledge
from supple.actions.let_go import let_go
from supple.actions.make_report import first_day, report
from supple.actions.record import record
from supple.actions.sudden import sudden
from supple.actions.trend import trend
from supple.actions.worked_out import daybook
from supple.care.finding import RAISED
from supple.care.raised import TITLE
from supple.entries.timeline import Timeline
from supple.entries.tried import TrialDay
from supple.insight.series import DailyTable, from_timeline
from supple.journal import store
from supple.people.models import Person
from supple.report.compose import compose
from supple.report.material import Material
from supple.report.sections import Report
from tests.laws.test_daybook_laws import same
from tests.laws.test_journal_store import clean_slate

NOW = datetime(2026, 4, 20, 12, tzinfo=UTC)
QUICK = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
pytestmark = pytest.mark.django_db
ROUND = str(UUID(int=77))
PHASES = [{"condition": c, "starts": f"2026-0{m}-{d:02}", "days": 8} for c, m, d in (("A", 3, 10), ("B", 3, 18))]
SCORE = st.integers(0, 10)
SAYINGS = st.one_of(
    st.fixed_dictionaries({"kind": st.just("check_in"), "spasticity": SCORE}, optional={"pain": SCORE}),
    st.fixed_dictionaries({"kind": st.just("check_in"), "nothing_today": st.just(True)}),
    st.fixed_dictionaries({"kind": st.just("episode"), "what": st.sampled_from(["spasm", "fall"])}),
    st.fixed_dictionaries({"kind": st.just("exposure"), "what": st.sampled_from(["heat", "own:tea"]), "level": SCORE}),
    st.fixed_dictionaries({"kind": st.just("dose"), "medicine": st.just("baclofen")}),
    st.just({"kind": "session", "what": "stretching", "remedy": "calf"}),
    st.just({"kind": "trial_started", "change": "calf", "outcome": "pain", "phases": PHASES, "item": "calf"}),
    st.just({"kind": "trial_day", "trial": "calf", "done": True}),
    st.just({"kind": "phase_changed", "trial": "calf", "condition": "paused"}),
    st.just({"kind": "treatment", "name": "baclofen", "change": "started"}),
    st.fixed_dictionaries({"kind": st.just("looked"), "trigger": st.sampled_from(["TRG-01", "TRG-09"]),
                           "answer": st.sampled_from(["yes", "no"]), "round": st.just(ROUND)}),
    st.just({"kind": "goal", "text": "Sleep through"}),
    st.just({"kind": "fact", "topic": "own_word", "name": "zwick", "word": "symptom.spasm"}),
)  # fmt: skip
CSV = b"date,pain,heat\n2026-04-01,3,1\n2026-04-02,4,0\n"
DEEDS = st.one_of(
    st.tuples(st.just("say"), SAYINGS, st.integers(-4, 70), st.booleans(), st.booleans()),
    st.tuples(st.just("say"), SAYINGS, st.integers(0, 40), st.booleans(), st.booleans()),
    st.tuples(st.just("again"), SAYINGS, st.integers(0, 70), st.booleans(), st.integers(0, 30)),
    st.tuples(st.just("unsay"), st.integers(0, 30)),
    st.tuples(st.just("import")),
    st.tuples(st.just("undo")),
    st.tuples(st.just("move"), st.sampled_from(["Asia/Tokyo", "Europe/Berlin"])),
)


def said_as(fields: dict[str, Any], number: int, hours: int, private: bool, other: bool) -> dict[str, Any]:
    """An entry so many half days ago; a few come from a clock that runs four minutes ahead."""
    at = NOW + timedelta(minutes=4) if hours < 0 else NOW - timedelta(hours=12 * hours)
    return {**fields, "id": str(UUID(int=number)), "at": at, "private": private, "by": "Bo" if other else None}


def do(person: Person, deed: tuple[Any, ...], known: list[UUID], now: datetime) -> None:
    """One thing that a person does to a diary; each new id is noted down."""
    match deed:
        case ("say", fields, hours, private, other):
            known.append(UUID(int=1000 + len(known)))
            record(person, [said_as(fields, known[-1].int, hours, private, other)], now)
        case ("again", fields, hours, private, nth) if known:
            target = known[nth % len(known)]
            raw = said_as(fields, target.int, hours, private, False)
            new = UUID(int=1000 + len(known))
            record(person, [{"id": str(new), "kind": "replaced", "at": now, "target": str(target), "entry": raw}], now)
            known.append(new)
        case ("unsay", nth) if known and store.known_ids(person, [known[nth % len(known)]]):
            known.append(correct.withdraw(person, known[nth % len(known)], now))
        case ("import",):
            import_csv(person, CSV, now)
        case ("undo",):
            undo_the_last(person, now)
        case ("move", zone):
            person.zone = zone


def undo_the_last(person: Person, now: datetime) -> None:
    """Take the file out again that was brought in last, if any."""
    for batch in bring_together.brought(person)[:1]:
        if not batch.undone:
            bring_together.undo(person, batch.key, now)


def report_from_nothing(person: Person, now: datetime) -> Report:
    """The report of the whole diary, read from the first word to the last."""
    diary = store.timeline(person).until(now).without_private()
    last = Timeline((), diary.zone, diary.day_starts)
    asked, today = of_timeline(diary), day_of(last, now)
    titles = {f.id: f.title for f in knowledge().red_flags.values()} | {RAISED: TITLE}
    titles |= {t.id: t.title for t in knowledge().triggers.values()}
    return compose(Material(
        diary, asked.table, today - timedelta(days=27), today, name=person.name, found=asked.findings,
        flag_titles=titles, knowledge=knowledge().version, made_up=person.made_up,
    ))  # fmt: skip


def day_of(clock: Timeline, now: datetime) -> date:
    """The diary day of a moment."""
    local = now.astimezone(clock.zone)
    return local.date() if local.time() >= time(6) else local.date() - timedelta(days=1)


def agrees(person: Person, now: datetime) -> None:
    """What is kept says what the whole diary says."""
    whole = store.timeline(person)
    tables: list[DailyTable] = [daybook(person).whole.table, from_timeline(whole)]
    assert same(*tables)
    assert same(daybook(person).shown_until(now).table, from_timeline(whole.until(now).without_private()))
    assert repr(report(person, now)) == repr(report_from_nothing(person, now))
    assert first_day(person) == min(whole.days, default=None)
    kept = sudden(Glance(person, now)), repr(trend(person, None, 30, now))
    let_go()
    assert (sudden(Glance(person, now)), repr(trend(person, None, 30, now))) == kept


def remember(memory: OrderedDict[UUID, Any]) -> None:
    """Let this process remember what another one does."""
    worked_out._kept.clear()
    worked_out._kept.update(memory)


@QUICK
@given(st.lists(st.tuples(DEEDS, st.integers(0, 1)), max_size=14))
def test_what_is_worked_out_step_by_step_is_what_would_be_worked_out_from_nothing(
    deeds: list[tuple[tuple[Any, ...], int]],
) -> None:
    """Two workers, each with a memory of its own, look in any order at a diary that goes on between their looks."""
    memories = [OrderedDict[UUID, Any](), OrderedDict[UUID, Any]()]
    known: list[UUID] = []
    with clean_slate() as (ada, _):
        for nth, (deed, worker) in enumerate(deeds):
            now = NOW + timedelta(seconds=nth)
            do(ada, deed, known, now)
            remember(memories[worker])
            daybook(ada)
            memories[worker] = OrderedDict(worked_out._kept)
        for memory in memories:
            remember(memory)
            agrees(ada, NOW + timedelta(seconds=len(deeds)))
        erase(ada, NOW)
        assert not worked_out._kept


def test_a_search_that_began_before_the_period_is_in_the_report_as_a_whole() -> None:
    looked = {"kind": "looked", "answer": "yes", "round": ROUND}
    said = [({**looked, "trigger": f"TRG-0{nth}"}, half) for nth, half in enumerate((70, 57, 54), 1)]
    with clean_slate() as (ada, _):
        record(ada, [said_as(fields, n, half, False, False) for n, (fields, half) in enumerate(said, 1000)], NOW)
        made = report(ada, NOW)
        assert repr(made) == repr(report_from_nothing(ada, NOW))
        assert "looked_for" in {section.id for section in made.sections if not section.empty}


def test_what_was_done_in_a_trial_that_began_before_the_period_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[Material] = []

    def noted(material: Material) -> Report:
        read.append(material)
        return compose(material)

    monkeypatch.setattr("supple.actions.make_report.compose", noted)
    step: dict[str, Any] = {
        "kind": "trial_started",
        "change": "calf",
        "outcome": "pain",
        "phases": PHASES,
        "item": "calf",
    }
    done: dict[str, Any] = {"kind": "trial_day", "trial": "calf", "done": True}
    with clean_slate() as (ada, _):
        said = [(step, 90), (done, 100), *((done, half) for half in range(82, 52, -2))]
        record(ada, [said_as(fields, n, half, False, False) for n, (fields, half) in enumerate(said, 1000)], NOW)
        report(ada, NOW)
    assert len(list(read[0].timeline.of(TrialDay))) == 15
