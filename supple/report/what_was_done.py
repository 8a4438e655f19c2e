# SPDX-License-Identifier: Apache-2.0
"""The sections about care: wishes and questions, red flags, medicines as really taken, sessions, scales."""

from collections import Counter
from collections.abc import Iterable

from supple.care.parts import id_of
from supple.entries.did import Dose, Session
from supple.entries.known import Goal, Treatment, Visit, WarningShown
from supple.entries.measure import measure
from supple.entries.measured import ScaleAnswer
from supple.entries.places import place
from supple.report.how_it_was import frequency
from supple.report.material import Material
from supple.report.sections import Phrase, Row, Section, Table, say
from supple.report.written import marked

NO_MEDICINE = "none"
"""The name under which a person says that they take nothing."""
URGENCY = {
    "emergency": marked("emergency"),
    "same_day": marked("same day"),
    "prompt": marked("within days"),
    "routine": marked("next visit"),
}
CHANGED = {
    "started": marked("started"), "changed": marked("changed"), "stopped": marked("stopped"),
    "side_effect": marked("side effect noticed"), "injection": marked("injection"), "pump_fill": marked("pump filled"),
    "infusion": marked("infusion"), "programme": marked("programme set"),
}  # fmt: skip


def wishes(material: Material) -> Section:
    """Goals, and the questions kept for the next visit."""
    goals = {g.text: g for g in material.timeline.of(Goal)}
    rows = [Row(say("Goal"), say("{text}", text=g.text), _attained(g)) for g in list(goals.values())[-2:]]
    asked = [q for v in material.timeline.of(Visit) if v.on >= material.last for q in v.questions]
    rows += [Row(say("Question"), say("{text}", text=question)) for question in asked[:3]]
    return Section(
        "wishes", say("What I want from today"), tuple(rows), nothing=say("No goal or question was written down.")
    )


def _attained(goal: Goal) -> Phrase | None:
    return None if goal.attainment is None else say("attainment {n:+d} on a scale of -2 to +2", n=goal.attainment)


def flags(material: Material) -> Section:
    """Red flags shown in the period, latest first."""
    shown = [(material.timeline.day_of(w), w) for w in material.said(WarningShown)]
    rows = tuple(
        Row(
            say("{day}", day=day),
            say(material.flag_titles.get(w.rule, w.rule)),
            say(URGENCY[w.urgency]),
        )
        for day, w in reversed(shown[-5:])
    )
    return Section("flags", say("Red flags in this period"), rows, nothing=say("None was shown."))


def medicines(material: Material) -> Section:
    """Treatments that changed, and doses said to be taken or missed."""
    told = [t for t in material.said(Treatment) if id_of(t.name) != NO_MEDICINE]
    changes = [_treatment(t, material) for t in told][-6:]
    rows = [*changes, *_doses(material.said(Dose))]
    return Section(
        "medicines", say("Medicines and treatments, as told"), tuple(rows), nothing=say("Nothing was recorded.")
    )


def _treatment(treatment: Treatment, material: Material) -> Row:
    dose = say(" {mg:g} mg", mg=treatment.dose_mg) if treatment.dose_mg else say("")
    value = say("{change}{dose}", change=say(CHANGED[treatment.change]), dose=dose)
    return Row(say("{name}", name=treatment.name), value, say("{day}", day=material.timeline.day_of(treatment)))


def _doses(doses: Iterable[Dose]) -> list[Row]:
    """One line a medicine, the latest taken first, however it was written; an entry may stand for several missed."""
    missed: Counter[str] = Counter()
    taken: Counter[str] = Counter()
    written: dict[str, str] = {}
    for dose in doses:
        name = id_of(dose.medicine)
        written[name] = written.pop(name, dose.medicine)  # the last one logged moves to the end
        gone = dose.status in ("missed", "ran_out")
        (missed if gone else taken)[name] += (dose.missed_doses or 1) if gone else 1
    return [
        Row(
            say("{name}", name=written[name]),
            say("doses logged: {taken}, missed: {missed}", taken=taken[name], missed=missed[name]),
        )
        for name in reversed(written)
    ]


def sessions(material: Material) -> Section:
    """What was practised, how often, and how it felt after."""
    by_kind: dict[str, list[Session]] = {}
    for session in material.said(Session):
        if session.done:
            by_kind.setdefault(session.what, []).append(session)
    rows = tuple(_practised(what, done, material) for what, done in sorted(by_kind.items()))
    return Section("sessions", say("Stretching and movement"), rows, nothing=say("No session was logged."))


def _practised(what: str, done: list[Session], material: Material) -> Row:
    days = len({material.timeline.day_of(s) for s in done})
    felt = Counter(s.response for s in done if s.response)
    note = (
        say("after: easier {e}, same {s}, worse {w}", e=felt["easier"], s=felt["same"], w=felt["worse"])
        if felt
        else None
    )
    return Row(say(measure(what).label), say("on {days} of {all} days", days=days, all=material.days), note)


def scales(material: Material) -> Section:
    """Scale answers with their rater; grades are shown in order, never averaged."""
    answers = material.said(ScaleAnswer)[-6:]
    rows = tuple(
        (
            say("{day}", day=material.timeline.day_of(a)),
            _scale_name(a),
            say(place(a.site, a.side)),
            say("{value}", value=a.value),
            say("{rater}", rater=a.rater) if a.rater else say("told by the person"),
        )
        for a in answers
    )
    head = (say("Day"), say("Scale"), say("Where"), say("Grade or score"), say("Rated by"))
    table = Table(head, rows) if rows else None
    nothing = say("No scale was recorded.")
    return Section("scales", say("Scales"), frequency(material), table, nothing=nothing, newest_last=True)


def _scale_name(answer: ScaleAnswer) -> Phrase:
    if answer.scale == "modified_ashworth":
        return say("Modified Ashworth")
    return say("{name}", name=answer.scale.removeprefix("clinic:"))
