# SPDX-License-Identifier: Apache-2.0
"""Which entries are statements about medicines, procedures, conditions or goals, and how do those come back?"""

from datetime import datetime, timedelta
from typing import Any

from supple.interop.fhir.codes import Json, coding, concept, medicine, ours, words
from supple.interop.fhir.parts import (
    Raw,
    by_of,
    first,
    head,
    head_of,
    label,
    moment,
    moment_of,
    name_of,
    named,
    place,
    place_of,
    quantity,
    said_by,
)

_TERMS = "http://terminology.hl7.org/CodeSystem"
STATUS = {"taken": "completed", "late": "completed", "missed": "not-taken", "ran_out": "not-taken"}
TAKEN = ("started", "changed", "stopped")
GIVEN = ("injection", "pump_fill", "infusion", "programme")


def _ours(group: str, name: str) -> Json:
    code = f"{group}.{name}"
    return concept(code, label(code))


def _one(listed: Any, group: str) -> str | None:
    return name_of(first(listed), group)


def dose(raw: Raw, patient: str, snomed: bool = False) -> Json:
    """One intake, had or missed."""
    resource = head("MedicationStatement", raw, patient) | {"status": STATUS[raw["status"]]}
    reason = _ours("dose", raw["status"])
    if words(raw.get("why")):
        reason["text"] = raw["why"]
    resource |= {"statusReason": [reason], "medicationCodeableConcept": medicine(raw["medicine"], snomed)}
    resource |= moment("effectiveDateTime", raw) | {"informationSource": said_by(raw, patient)}
    return resource | _amount(raw)


def _amount(raw: Raw) -> Json:
    if "dose_mg" not in raw:
        return {}
    return {"dosage": [{"doseAndRate": [{"doseQuantity": quantity(raw["dose_mg"], "mg")}]}]}


def _amount_of(resource: Json) -> Raw:
    for dosage in resource.get("dosage", ()):
        for rate in dosage.get("doseAndRate", ()):
            if rate.get("doseQuantity", {}).get("code") == "mg":
                return {"dose_mg": rate["doseQuantity"].get("value")}
    return {}


def dose_of(resource: Json) -> Raw:
    """What `dose` wrote."""
    status = _one(resource.get("statusReason"), "dose") or ""
    why = resource["statusReason"][0].get("text")
    told = {} if why == label(f"dose.{status}") else {"why": why}
    taken = {"kind": "dose", "status": status, "medicine": resource.get("medicationCodeableConcept", {}).get("text")}
    known = head_of(resource) | moment_of("effectiveDateTime", resource)
    return known | by_of(resource.get("informationSource")) | taken | told | _amount_of(resource)


def treatment(raw: Raw, patient: str, snomed: bool = False) -> Json:
    """A medicine that began, changed or ended, something that was given, or an unwanted effect."""
    if raw["change"] in GIVEN:
        return _given(raw, patient)
    if raw["change"] == "side_effect":
        return _unwanted(raw, patient)
    stopped = raw["change"] == "stopped"
    resource = head("MedicationStatement", raw, patient) | {
        "status": "stopped" if stopped else "active", "statusReason": [_ours("change", raw["change"])],
        "medicationCodeableConcept": medicine(raw["name"], snomed), "informationSource": said_by(raw, patient),
    }  # fmt: skip
    resource |= moment("dateAsserted", raw)
    if not raw.get("since_unknown"):
        resource["effectivePeriod"] = {"end" if stopped else "start": raw["at"]}
    return resource | {"dosage": [_dosage(raw)]} | _notes(raw)


def _dosage(raw: Raw) -> Json:
    dosage: Json = {"route": _ours("route", raw["route"])}
    repeat = {"timeOfDay": [f"{clock}:00" for clock in raw.get("times", ())], "dayOfWeek": list(raw.get("days", ()))}
    if any(repeat.values()):
        dosage["timing"] = {"repeat": {name: said for name, said in repeat.items() if said}}
    if where := place(raw):
        dosage["site"] = where
    return dosage | first(_amount(raw).get("dosage"))


def _notes(raw: Raw) -> Json:
    return {"note": [{"text": raw["detail"]}]} if words(raw.get("detail")) else {}


def _noted(resource: Json) -> Raw:
    return {"detail": note["text"]} if (note := first(resource.get("note"))) else {}


def treatment_of(resource: Json) -> Raw:
    """What `treatment` wrote as a statement about a medicine."""
    dosage = first(resource.get("dosage"))
    repeat = dosage.get("timing", {}).get("repeat", {})
    found = head_of(resource) | moment_of("dateAsserted", resource) | by_of(resource.get("informationSource")) | {
        "kind": "treatment", "name": resource.get("medicationCodeableConcept", {}).get("text"),
        "change": _one(resource.get("statusReason"), "change"), "route": name_of(dosage.get("route"), "route"),
        "times": [clock[:5] for clock in repeat.get("timeOfDay", ())], "days": repeat.get("dayOfWeek", []),
    }  # fmt: skip
    unknown = {} if "effectivePeriod" in resource else {"since_unknown": True}
    return found | unknown | place_of(dosage.get("site")) | _amount_of(resource) | _noted(resource)


def _given(raw: Raw, patient: str) -> Json:
    code = _ours("change", raw["change"]) | {"text": words(raw["name"]) or "?"}
    resource = head("Procedure", raw, patient) | {"status": "completed", "code": code}
    resource |= moment("performedDateTime", raw) | {"asserter": said_by(raw, patient)}
    if where := place(raw):
        resource["bodySite"] = [where]
    return resource | _notes(raw)


def _unwanted(raw: Raw, patient: str) -> Json:
    event = _ours("change", "side_effect")
    if words(raw.get("detail")):
        event["text"] = raw["detail"]
    resource = head("AdverseEvent", raw, patient) | {"actuality": "actual", "event": event} | moment("date", raw)
    resource["identifier"] = resource["identifier"][0]  # one only, in this resource
    resource["recorder"] = said_by(raw, patient)
    return resource | {"suspectEntity": [{"instance": {"display": words(raw["name"]) or "?"}}]}


def unwanted_of(resource: Json) -> Raw:
    """What `treatment` wrote as an unwanted effect."""
    told = resource.get("event", {}).get("text")
    suspect = first(resource.get("suspectEntity")).get("instance", {}).get("display")
    identified = {**resource, "identifier": [resource.get("identifier", {})]}
    found = head_of(identified) | moment_of("date", resource) | by_of(resource.get("recorder"))
    said = {"kind": "treatment", "change": "side_effect", "name": suspect}
    return found | said | ({} if told == label("change.side_effect") else {"detail": told})


def session(raw: Raw, patient: str) -> Json:
    """Something done on purpose, from when to when if that was said."""
    status = "completed" if raw.get("done", True) else "not-done"
    resource = head("Procedure", raw, patient) | {"status": status, "code": named("action", raw["what"])}
    if "minutes" in raw:
        ends = datetime.fromisoformat(raw["at"]) + timedelta(minutes=raw["minutes"])
        resource["performedPeriod"] = moment("start", raw) | {"end": ends.isoformat().replace("+00:00", "Z")}
    else:
        resource |= moment("performedDateTime", raw)
    resource["asserter"] = said_by(raw, patient)
    if where := place(raw):
        resource["bodySite"] = [where]
    return resource | ({"outcome": _ours("response", raw["response"])} if "response" in raw else {})


def procedure_of(resource: Json) -> Raw:
    """What `session` or `treatment` wrote as a procedure."""
    period = resource.get("performedPeriod", {})
    when = moment_of("start", period) if period else moment_of("performedDateTime", resource)
    found = head_of(resource) | when | by_of(resource.get("asserter"))
    found |= place_of(first(resource.get("bodySite")))
    if change := name_of(resource.get("code"), "change"):
        given = {"kind": "treatment", "change": change, "name": resource["code"].get("text")}
        route = {"injection": "injection", "pump_fill": "pump", "infusion": "infusion"}.get(change, "oral")
        return found | given | {"route": route} | _noted(resource)
    found |= {"kind": "session", "what": name_of(resource.get("code"), "action")}
    found["done"] = resource.get("status") == "completed"
    if period:
        lasted = datetime.fromisoformat(period["end"]) - datetime.fromisoformat(period["start"])
        found["minutes"] = lasted.total_seconds() / 60
    answer = name_of(resource.get("outcome"), "response")
    return found | ({"response": answer} if answer else {})


def flare(raw: Raw, patient: str, snomed: bool = False) -> Json:
    """An infection, a relapse or a course of steroids, as the person told it."""
    over = "until" in raw
    resource = head("Condition", raw, patient) | {"code": named("flare", raw["what"], snomed)}
    resource |= {"clinicalStatus": _status("condition-clinical", "resolved" if over else "active")}
    resource |= moment("onsetDateTime", raw) | {"asserter": said_by(raw, patient)}
    return resource | ({"abatementDateTime": raw["until"]} if over else {})


def _status(system: str, code: str) -> Json:
    return {"coding": [{"system": f"{_TERMS}/{system}", "code": code}]}


_STATES = {"yes": ("active", None), "no": (None, "refuted"), "not_sure": ("active", "unconfirmed")}


def standing(raw: Raw, patient: str) -> Json:
    """A condition or an allergy that the person has, has not, or is not sure of."""
    allergy = raw["topic"] == "allergy"
    sort = "allergyintolerance" if allergy else "condition"
    resource = head("AllergyIntolerance" if allergy else "Condition", raw, patient)
    if allergy:
        resource["patient"] = resource.pop("subject")
    resource["code"] = {"coding": [coding(f"fact.{raw['topic']}")], "text": words(raw["name"]) or "?"}
    active, verified = _STATES[raw["state"]]
    resource |= {"clinicalStatus": _status(f"{sort}-clinical", active)} if active else {}
    resource |= (
        {"verificationStatus": _status(f"{sort}-{'verification' if allergy else 'ver-status'}", verified)}
        if verified
        else {}
    )
    return resource | moment("recordedDate", raw) | {"asserter": said_by(raw, patient)}


def condition_of(resource: Json) -> Raw:
    """What `flare` or `standing` wrote."""
    found = head_of(resource) | by_of(resource.get("asserter"))
    if what := name_of(resource.get("code"), "flare"):
        until = {"until": resource["abatementDateTime"]} if "abatementDateTime" in resource else {}
        return found | moment_of("onsetDateTime", resource) | {"kind": "flare", "what": what} | until
    verified = first(resource.get("verificationStatus", {}).get("coding")).get("code")
    state = {"refuted": "no", "unconfirmed": "not_sure"}.get(verified or "", "yes")
    topic = (ours(resource.get("code")) or "").removeprefix("fact.")
    said = {"kind": "fact", "topic": topic, "name": resource.get("code", {}).get("text"), "state": state}
    return found | moment_of("recordedDate", resource) | said


def goal(raw: Raw, patient: str) -> Json:
    """What the person wants to be able to do."""
    resource = head("Goal", raw, patient) | {
        "lifecycleStatus": "active",
        "description": {"text": words(raw["text"]) or "?"},
    }
    return resource | {"statusDate": raw["at"][:10], "expressedBy": said_by(raw, patient)}


def basic(kind: str, raw: Raw, patient: str) -> Json:
    """A kind of entry that the standard has no resource for; `WHOLE` carries it."""
    resource = head("Basic", raw, patient) | {
        "code": {"coding": [coding(f"kind.{kind}")], "text": label(f"kind.{kind}")}
    }
    return resource | {"created": raw["at"][:10], "author": said_by(raw, patient)}
