# SPDX-License-Identifier: Apache-2.0
"""The words people read for the ids an entry uses, and one line that says what an entry said."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.utils.text import capfirst, format_lazy
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from supple.actions.knowledge_at_hand import knowledge
from supple.entries import did, felt, known, measured, places, prescribed, suited, tried
from supple.entries.composed import said
from supple.entries.entry import Entry
from supple.entries.measure import measure
from supple.errors import SuppleError
from supple.report import written

Words = Mapping[str, object]

EVENTS: Words = {
    "cramp": _("Cramp"), "spasm": _("Spasm"), "stiffness": _("Stiffness"), "clonus": _("Jumping or beating"),
    "pain": _("Pain"), "weakness": _("Weakness"), "numbness": _("Numbness"), "tingling": _("Tingling"),
    "fall": _("Fall"),
}  # fmt: skip
EXPLAINED: Words = {
    "cramp": _("a hard, painful knot that stays"), "spasm": _("a leg pulls or kicks by itself"),
    "stiffness": _("slow, heavy, hard to bend"), "clonus": _("a foot or knee beats quickly"),
}  # fmt: skip
SITES: Words = {id: _(word) for id, word in places.SITES.items()}
SIDES: Words = {id: _(word) for id, word in places.SIDES.items()}
STEPS: Words = {
    "started": _("started"), "changed": _("changed"), "stopped": _("stopped"),
    "side_effect": _("side effect noticed"), "injection": _("injection"), "pump_fill": _("pump filled"),
    "infusion": _("infusion"), "programme": _("programme set"), "trial": _("trial"),
}  # fmt: skip
SIDE_BUTTONS: Words = {"left": _("Left"), "right": _("Right"), "both": _("Both")}
EXPOSURES: Words = {
    "poor_sleep": _("Poor sleep"), "heat": _("Heat"), "cold": _("Cold"), "full_bladder": _("Full bladder"),
    "constipation": _("Constipation"), "long_sitting": _("Long sitting"), "stress": _("Stress"),
    "fatigue": _("Very tired"), "missed_stretch": _("No stretching"), "tight_clothing": _("Tight clothes or shoes"),
    "dehydration": _("Drank little"), "alcohol": _("Alcohol"), "caffeine": _("Coffee or cola"),
    "exertion": _("Hard effort"), "infection": _("Infection"), "uti": _("Bladder infection"), "fever": _("Fever"),
    "pain_elsewhere": _("Pain somewhere else"), "pressure_sore": _("Sore skin"), "anxiety": _("Anxiety"),
    "position_change": _("Change of position"), "late_screen": _("Late screen"), "missed_dose": _("Missed a dose"),
    "new_medicine": _("New medicine"), "menstruation": _("Period"), "travel": _("Travel"),
    "seating_change": _("New seat or wheelchair"), "injection_day": _("Injection day"),
}  # fmt: skip
KINDS: Words = {
    "check_in": _("Check-in"), "episode": _("Event"), "note": _("Note"), "dose": _("Medicine"),
    "intake": _("Drink or food"), "session": _("Done"), "exposure": _("Met"),
    "scale_answer": _("Scale"), "measurement": _("Measured"),
    "trial_started": _("Trial started"), "phase_changed": _("Trial step"), "trial_day": _("Trial day"),
    "trial_ended": _("Trial ended"),
    "fact": _("About you"), "treatment": _("Treatment"), "flare": _("Flare"), "bladder": _("Bladder"),
    "bowel": _("Bowel"), "skin": _("Skin"), "visit": _("Visit"), "contact": _("Contact"), "goal": _("Goal"),
    "programme": _("Programme"),
    "looked": _("Looked for"), "supply": _("At home"), "preference": _("What suits me"), "pause": _("Pause"),
    "win": _("Went well"),
    "warning_shown": _("Warning shown"), "warning_answered": _("Warning answered"),
}  # fmt: skip
FACTS: Words = {
    "no": _("no"), "yes": _("yes"), "breastfeeding": _("breastfeeding"), "trying": _("trying for a baby"),
    "within_6_weeks_after": _("gave birth in the last 6 weeks"), "female": _("female"), "male": _("male"),
    "other": _("other"), "EU": _("European Union"), "UK": _("United Kingdom"), "US": _("United States"),
    "walks": _("I walk"), "walks_with_aid": _("I walk with a stick or frame"), "wheelchair": _("I use a wheelchair"),
    "needs_help": _("I need help to move"), "sip": _("small sips through the day"), "bolus": _("a glass at a time"),
}  # fmt: skip
CONDITIONS: Words = {
    "kidney_disease": _("kidney disease"), "dialysis": _("dialysis"), "single_kidney": _("only one kidney"),
    "diabetes": _("diabetes"), "hypertension": _("high blood pressure"), "heart_failure": _("heart failure"),
    "heart_disease": _("heart disease"), "heart_block": _("heart block"), "myasthenia": _("myasthenia gravis"),
    "bowel_obstruction": _("blocked bowel"), "bowel_disease": _("bowel disease"),
    "heavy_alcohol": _("a lot of alcohol"),
    "abnormal_magnesium": _("magnesium in the blood too high or too low"),
    "planned_surgery": _("an operation is planned"),
    "copd": _("COPD"), "sleep_apnoea": _("sleep apnoea"), "liver_disease": _("liver disease"),
    "psychosis": _("psychosis, now or before"), "cancer": _("cancer"), "immobile": _("mostly in bed or chair"),
    "recent_surgery": _("an operation lately"), "osteoporosis": _("brittle bones (osteoporosis)"),
    "numb_skin": _("numb skin"), "spinal_lesion_t6": _("spinal cord damage at or above the chest (T6)"),
    "heat_sensitive": _("worse in heat"), "unstable_standing": _("unsteady on my feet"),
    "past_clot": _("a blood clot before"), "aspirin_allergy": _("aspirin allergy"),
    "urinary_catheter": _("urinary catheter"), "bleeding_disorder": _("bleeding disorder"),
    "joint_replacement": _("artificial joint"), "swallowing_trouble": _("trouble swallowing"),
    "siadh": _("low sodium from SIADH"),
}  # fmt: skip
TOPICS: Words = {
    "birth_year": _("Year of birth"), "sex": _("Sex"), "pregnancy": _("Pregnancy"),
    "jurisdiction": _("Where you live"), "mobility": _("Getting about"), "drink_style": _("Drinking suits me"),
    "seizure_history": _("Have you ever had a seizure?"), "fluid_limit_ml": _("At most to drink in a day"),
    "lab": _("Blood value"), "device": _("Device"), "allergy": _("Allergy"), "own_word": _("A word of your own"),
    "gap_h": _("Hours between two doses"),
}  # fmt: skip
"""What a fact is about; a condition stands for itself."""
NAMES: Words = {
    "none": _("none"), "itb_pump": _("baclofen pump"),
    "egfr": _("Kidneys (eGFR)"), "crcl": _("Kidneys (creatinine clearance)"),
}  # fmt: skip
"""Devices and blood values that rules know by an id; any other name is the person's own."""
NOT_YES: Words = {"no": _("no"), "not_sure": _("not sure")}
UNITS: Words = {
    "oz": _("oz"), "glass": _("glass"), "cup": _("cup"), "piece": _("piece"), "portion": _("portion"),
    "times": _("times"), "steps": _("steps"), "h": _("h"), "min": _("min"), "deg": _("°"), "C": _("°C"), "F": _("°F"),
}  # fmt: skip
"""Units that are words, or are written otherwise than they are kept."""
DRINKS: Words = {
    "drink": _("Drink"), "water": _("Water"), "alcohol": _("Alcohol"), "caffeine": _("Coffee or cola"),
}  # fmt: skip
"""What a button or a note calls a drink; any other name is the person's own."""
STATUS: Words = {"taken": _("taken"), "late": _("taken late"), "missed": _("missed"), "ran_out": _("ran out")}
ANSWERED: Words = {
    "called": _("I called"), "went": _("I am going"), "will_call": _("I will call"), "not_needed": _("Not needed"),
}  # fmt: skip
GRADES: Words = {
    "good": _("several sound trials agree"), "some": _("trials point this way, with limits"),
    "weak": _("small or mixed studies"), "none found": _("no study found"), "against": _("studies speak against it"),
    "guidance": _("health-service guidance, labels or settled practice"), "design": _("our own choice, no study"),
}  # fmt: skip
"""How sure the field is."""
URGENCIES: Words = {
    "emergency": _("Emergency: get help now"), "same_day": _("Get help today"),
    "prompt": _("Speak to someone within a few days"), "routine": _("Good to know"),
}  # fmt: skip

SHORT_OUTCOMES: Words = {
    "spasticity": _("stiffness and spasms"), "episodes": _("spasms and cramps"), "spasm_count": _("spasms"),
    "woken_by_legs": _("waking"), "impact_walking": _("trouble walking"),
    "impact_transfers": _("trouble changing seats"),
}  # fmt: skip
"""Words for an outcome that fit under a picture."""
PAUSES: Words = {
    "infection": _("Infection or fever"), "relapse": _("Relapse or steroids"), "dose change": _("A treatment changed"),
    "heat wave": _("Days of heat"), "warning": _("A warning"), "away": _("Away from home"),
    "paused": _("No reason said"),
}  # fmt: skip
"""Why a trial was paused."""

READ: Words = {
    "dates-ahead": _("Some days have not come yet."), "encoding": _("The file's letters were read as %(value)s."),
    "separator": _("Columns are separated by %(value)s."), "date-column": _("The column %(about)s holds the dates."),
    "sorted": _("The days were not in order and have been sorted."),
    "words-left-out": _("Column %(about)s: %(value)s cells hold words and were left out."),
    "decimal-comma": _("Column %(about)s: a comma was taken for a decimal point."),
    "blank-words": _("Column %(about)s: %(value)s cells such as NA or - were taken as not recorded."),
    "dates-repeated": _("%(value)s days stand in the file more than once."),
    "dates-missing": _("%(value)s days in between are not in the file and stay empty."),
    "does-not-fit": _("Column %(about)s: some values lie outside its range and are kept under your own name for it."),
    "days-put-together": _("Days with several lines were put together (%(value)s)."),
    "words-without-a-number": _("Column %(about)s: words that stand for no number stay empty (%(value)s)."),
    "records-read": _("%(value)s records were read."),
    "records-left-out": _("%(value)s records could not be read and were left out."),
    "kept-as-own": _("Column %(about)s is kept under your own name for it."),
}  # fmt: skip
"""How a file was read, by the code of the remark."""
SEPARATORS: Words = {"semicolon": _("semicolons"), "tab": _("tabs")}


def named(words: Words, id: str | None) -> str:
    """The word for an id; the person's own word stands for itself."""
    if not id:
        return ""
    return str(words.get(id) or id.removeprefix("own:").replace("_", " "))


def outcome(id: str) -> str:
    """The words for what a trial is judged by, or a trend is about."""
    return named(SHORT_OUTCOMES, id) if id in SHORT_OUTCOMES else gettext(measure(id).label)


def place(site: str | None, side: str | None) -> str:
    """Where on the body, the person's own left and right."""
    whole = places.place(site, side)
    return gettext(whole) if whole else ""


def number(value: float) -> str:
    """A number as its reader writes it."""
    return written.number(value, gettext)


def amount(value: float, unit: str | None) -> str:
    """A number with its unit, in words."""
    return f"{number(value)} {named(UNITS, unit)}".rstrip()


def spoken(sentence: str) -> str:
    """A sentence of a rule, a question or a refusal in the reader's language, names and all."""
    return said(sentence, gettext, written.InWords(gettext).format)


def why(error: SuppleError) -> str:
    """What was wrong and what to do next, in the reader's language."""
    return " ".join(spoken(part) for part in (error.what, error.hint) if part)


def sources(keys: Iterable[str]) -> list[str]:
    """Where something is written, each document in words."""
    known = knowledge().sources
    return [gettext(known[key].what) for key in keys if key in known]


def one_line(entry: Entry) -> str:
    """What an entry said, in one line for its owner's eyes."""
    teller = _TELLERS.get(type(entry))
    return teller(entry) if teller else named(KINDS, getattr(entry, "kind", ""))


def _episode(entry: felt.Episode) -> str:
    parts = [named(EVENTS, entry.what) or gettext("Something happened"), place(entry.site, entry.side)]
    if entry.severity is not None:
        parts.append(gettext("%(score)d of 10") % {"score": entry.severity})
    if entry.count and entry.count > 1:
        parts.append(ngettext("%(n)d time", "%(n)d times", entry.count) % {"n": entry.count})
    parts += [gettext("woke me")] if entry.woke else []
    return ", ".join(part for part in parts if part)


def _check_in(entry: felt.CheckIn) -> str:
    parts = [gettext("nothing today")] if entry.nothing_today else []
    given = [(name, getattr(entry, name)) for name in entry.feeds]
    parts += [f"{gettext(measure(name).label)} {number(value)}" for name, value in given if value is not None]
    raised = [sign for sign in entry.signs if sign.present != "no"]
    if raised:
        parts.append(ngettext("%(n)d warning sign", "%(n)d warning signs", len(raised)) % {"n": len(raised)})
    elif entry.signs_asked:
        parts.append(gettext("no warning signs"))
    return str(format_lazy("{}: {}", KINDS["check_in"], "; ".join(parts)))


def _dose(entry: did.Dose) -> str:
    much = f" {amount(entry.dose_mg, 'mg')}" if entry.dose_mg else ""
    return f"{entry.medicine}{much}, {named(STATUS, entry.status)}"


def _intake(entry: did.Intake) -> str:
    much = f" {amount(entry.amount, entry.unit)}" if entry.amount else ""
    return f"{named(DRINKS, entry.what)}{much}"


def _session(entry: did.Session) -> str:
    parts = [capfirst(gettext(measure(entry.what).label)), place(entry.site, entry.side)]
    parts += [amount(entry.minutes, "min")] if entry.minutes else []
    parts += [] if entry.done else [gettext("not done")]
    parts += [gettext("stopped early")] if entry.stopped else []
    return ", ".join(part for part in parts if part)


def _exposure(entry: did.Exposure) -> str:
    name = named(EXPOSURES, entry.what)
    return name if entry.present else gettext("No: %(what)s") % {"what": name}


def _measurement(entry: measured.Measurement) -> str:
    known = measure(entry.measure)
    if known.unit == "yes/no":
        return f"{gettext(known.label)}: {named(FACTS, 'yes' if entry.value else 'no')}"
    return f"{gettext(known.label)} {amount(entry.value, entry.unit or known.unit)}"


def _medicine(name: str) -> str:
    """As it was named; the name that stands for none at all in words."""
    return gettext("No medicine") if name == "none" else name


def _graded(entry: measured.ScaleAnswer) -> str:
    known = entry.scale == "modified_ashworth"
    scale = gettext("Modified Ashworth") if known else entry.scale.removeprefix("clinic:")
    by = gettext("graded by %(rater)s") % {"rater": entry.rater} if entry.rater else ""
    return ", ".join(part for part in (f"{scale} {entry.value}", place(entry.site, entry.side), by) if part)


def _phase(entry: tried.PhaseChanged) -> str:
    parts = [named(KINDS, "phase_changed")]
    if entry.condition == "paused":
        parts.append(gettext("paused"))
    parts += [named(PAUSES, entry.why)] if entry.why else []
    return ", ".join(parts)


def _trial_day(entry: tried.TrialDay) -> str:
    return f"{named(KINDS, 'trial_day')}, {gettext('done') if entry.done else gettext('not done')}"


def _fact(entry: known.Fact) -> str:
    rule = knowledge().red_flags.get(entry.name or "") if entry.topic == "not_so" else None
    if rule is None:
        return f"{named(KINDS, 'fact')}: {_about(entry)}"
    return f"{spoken(rule.title)}: {gettext('It is not so') if entry.state == 'yes' else gettext('A warning')}"


def _about(entry: known.Fact) -> str:
    """What a fact says, without the word that it is one."""
    number_said = "" if entry.number is None else number(entry.number)
    if entry.topic == "condition":
        parts = [named(CONDITIONS, entry.name) if entry.name in CONDITIONS else named(NAMES, entry.name)]
    else:
        name = named(NAMES, entry.name)
        said = _meaning(entry.word) if entry.topic == "own_word" else named(FACTS, entry.word)
        parts = [named(TOPICS, entry.topic), " ".join(part for part in (name, number_said, said) if part)]
    return ": ".join([*parts, named(NOT_YES, entry.state)] if entry.state in NOT_YES else parts)


def _meaning(word: str | None) -> str:
    """What a word of the person's own stands for."""
    group, _point, id = (word or "").partition(".")
    return named(EVENTS if group == "symptom" else EXPOSURES, id)


_TELLERS: Mapping[type[Entry], Callable[[Any], str]] = {
    felt.Episode: _episode, felt.CheckIn: _check_in, felt.Note: lambda e: e.text, did.Dose: _dose,
    did.Intake: _intake, did.Session: _session, did.Exposure: _exposure, measured.Measurement: _measurement,
    measured.ScaleAnswer: _graded,
    suited.Win: lambda e: e.text, suited.Supply: lambda e: f"{named(KINDS, 'supply')}: {e.medicine}, {number(e.left)}",
    tried.TrialStarted: lambda e: f"{named(KINDS, 'trial_started')}: {gettext(e.change)}",
    tried.PhaseChanged: _phase, tried.TrialDay: _trial_day,
    known.Treatment: lambda e: f"{_medicine(e.name)}, {named(STEPS, e.change)}",
    known.Visit: lambda e: f"{named(KINDS, 'visit')}: {e.with_whom}",
    prescribed.Programme: lambda e: f"{named(KINDS, 'programme')}: {e.set_by}",
    known.Fact: _fact,
    known.WarningAnswered: lambda e: f"{named(KINDS, 'warning_answered')}: {named(ANSWERED, e.did)}",
}  # fmt: skip

OF_CARE = (
    _("A new sign that no rule of ours speaks of"),
    _("You marked something new that no rule of ours speaks of. That does not mean that it is harmless."),
    _("If it came suddenly, is severe or gets worse, call your emergency number now. "
      "Otherwise speak to a doctor today, or call the urgent care line."),
    _("Do not wait alone if it gets worse"),
    _("Do this stretch once a day on these days, as described."),
    _("Once or twice today, after something you do anyway"),
    _("It needs standing on your own."),
)  # fmt: skip
"""Sentences that the care room says in code: named here once, for translators."""
