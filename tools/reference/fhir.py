# SPDX-License-Identifier: Apache-2.0
"""docs/reference/fhir.md: what a file for a clinic is made of, and every code of our own in it."""

from collections.abc import Iterable

from supple.interop.fhir.code_system import GROUPS, codes
from supple.interop.fhir.codes import ENTRY, HOME, LABS, LOINC_OF, OURS, SNOMED_OF, SNOMED_SUBSTANCE, WHOLE
from tools.reference.markdown import table

HELD = (
    ("check-in", "Observation", "a panel, and one observation for each number in it"),
    ("episode, exposure, note, intake, bladder, bowel, skin, win", "Observation", "the rest as components"),
    ("measurement, scale answer", "Observation", "with the unit as it was said, in UCUM where there is a code"),
    ("dose", "MedicationStatement", "`completed` or `not-taken`, with the reason"),
    ("treatment: started, changed, stopped", "MedicationStatement", "with clock times and days"),
    ("treatment: injection, pump, infusion, programme; session", "Procedure", "from when to when, if said"),
    ("treatment: unwanted effect", "AdverseEvent", ""),
    ("fact: condition; flare", "Condition", "as the person told it, not confirmed by anyone"),
    ("fact: allergy", "AllergyIntolerance", ""),
    ("fact: anything else", "Observation", "social history"),
    ("goal", "Goal", ""),
    ("plan of the day", "CarePlan", "a proposal of rules, only when asked for; none while a red flag stands"),
    ("report", "DocumentReference", "only when asked for"),
    ("all other kinds", "Basic", "FHIR has no resource for them"),
)


def fhir() -> str:
    """The page."""
    out = [
        "# FHIR\n",
        "What [a file for a clinic](../how-to/hand-a-clinic-your-diary.md) is made of: FHIR R4 (4.0.1), JSON.\n",
        "## Which entry becomes what\n",
        table(("entry", "resource", ""), HELD),
        f"Each resource of an entry has an identifier of the system `{ENTRY}`: the entry's id. Private entries",
        "carry the security label `R`. The zone of a moment travels in the standard's own extension `tz-code`.\n",
        "Every resource is read back as soon as it is written. When that does not give the very same entry, because",
        f"the standard has no place for a field, the entry is carried whole as JSON in an extension, `{WHOLE}`.",
        "So a diary comes back as it went. Whoever changes such a resource should drop the extension.\n",
        "## Codes of others\n",
        "LOINC is sent where its meaning is ours. Blood values only go out under the code they came in with.",
        "SNOMED CT is sent when asked for, since it needs a licence in some countries. Medicines carry ATC codes",
        "(list of 2026-04-25) and RxNorm where a published list was read. Nothing is sent that was not confirmed.\n",
        table(("ours", "system", "code"), _others()),
        "LOINC is a registered trademark of Regenstrief Institute, Inc.; its codes are used under the LOINC licence",
        "(loinc.org/license). SNOMED CT is a trademark of SNOMED International. ATC belongs to the WHO Collaborating",
        "Centre for Drug Statistics Methodology.\n",
        "## Codes of our own\n",
        f"System `{OURS}`. Names under `{HOME}` are names, not places: nothing is fetched from there.",
        "`supple export codes` writes the list as a CodeSystem resource, for a server that wants it.\n",
        table(("group", "what", "codes"), _groups()),
    ]
    return "\n".join(out)


def _others() -> Iterable[tuple[str, str, str]]:
    yield from ((f"`{ours}`", "LOINC", f"{code} {name}") for ours, (code, name) in LOINC_OF.items())
    yield from (
        (name.removeprefix("own:"), "LOINC", f"{code} in {unit}")
        for name, u in LABS.items()
        for unit, code in u.items()
    )
    yield from ((f"`{ours}`", "SNOMED CT", f"{code} {name}") for ours, (code, name) in SNOMED_OF.items())
    yield from ((name, "SNOMED CT", code) for name, code in SNOMED_SUBSTANCE.items())


def _groups() -> Iterable[tuple[str, str, str]]:
    every = list(dict.fromkeys(codes()))
    for group, what in GROUPS.items():
        mine = [code.partition(".")[2] for code in every if code.startswith(f"{group}.")]
        yield f"`{group}`", what, ", ".join(f"`{name}`" for name in mine)
