# SPDX-License-Identifier: Apache-2.0
"""Which codes stand for what? Other people's only where a published list was read that confirms them.

LOINC (c) Regenstrief Institute, used under the LOINC licence; SNOMED CT needs a licence outside its member
countries, so it is sent only when asked for; ATC (c) WHO Collaborating Centre, list of 2026-04-25.
"""

import re
from typing import Any

HOME = "https://supple.example/fhir"
"""Where our own words live by name. Nothing is fetched from there: it is an address that nobody can own."""
OURS = f"{HOME}/CodeSystem/supple"
ENTRY, PART = f"{HOME}/entry", f"{HOME}/part"
"""Systems of identifiers: of what is an entry, and of what only belongs to one."""
WHOLE = f"{HOME}/StructureDefinition/entry"
"""The extension that carries an entry whole where a resource cannot."""
AT_HOME = f"{HOME}/StructureDefinition/home"
ZONE = "http://hl7.org/fhir/StructureDefinition/tz-code"
LOINC, SNOMED, UCUM = "http://loinc.org", "http://snomed.info/sct", "http://unitsofmeasure.org"
ATC, RXNORM = "http://www.whocc.no/atc", "http://www.nlm.nih.gov/research/umls/rxnorm"
CATEGORY = "http://terminology.hl7.org/CodeSystem/observation-category"

LOINC_OF = {
    "measure.pain": ("38208-5", "Pain severity - Reported"),
    "measure.weight_kg": ("29463-7", "Body weight"),
    "measure.pulse": ("8867-4", "Heart rate"),
    "measure.sbp": ("8480-6", "Systolic blood pressure"),
    "measure.dbp": ("8462-4", "Diastolic blood pressure"),
    "measure.temp_c": ("8310-5", "Body temperature"),
}
"""Our code -> the LOINC code sent beside it."""
LABS = {
    "own:magnesium in serum": {"mg/dL": "19123-9", "mmol/L": "2601-3"},
    "own:creatinine in serum": {"mg/dL": "2160-0"},
    "own:potassium in serum": {"mmol/L": "2823-3"},
    "own:potassium in blood": {"mmol/L": "6298-4"},
    "own:ALT in serum": {"U/L": "1742-6"},
}
"""Blood values a clinic may send: what they are called here, and their LOINC code by unit."""
EGFR = ("98979-8", "mL/min/{1.73_m2}")
"""Read, not sent: it names a formula, and nobody told us which one a laboratory used."""
LOINC_READ = {code: our for our, (code, _) in LOINC_OF.items()} | {"72514-3": "measure.pain", "8302-2": "own:height"}
SNOMED_OF = {
    "measure.spasticity": ("221360009", "Spasticity"),
    "symptom.spasm": ("45352006", "Muscle spasm"),
    "scale.modified_ashworth": ("765771006", "Modified Ashworth Scale"),
    "flare.uti": ("68566005", "Urinary tract infection"),
}
SNOMED_SUBSTANCE = {"tizanidine": "373440006", "baclofen": "387342009"}
ATC_OF = {
    "baclofen": "M03BX01", "tizanidine": "M03BX02", "dantrolene": "M03CA01", "botulinum toxin": "M03AX01",
    "botulinum_toxin": "M03AX01", "tolperisone": "M03BX04", "cyclobenzaprine": "M03BX08", "eperisone": "M03BX09",
    "carisoprodol": "M03BA02", "gabapentin": "N02BF01", "pregabalin": "N02BF02", "nabiximols": "N02BG10",
    "fampridine": "N07XX07", "dalfampridine": "N07XX07", "diazepam": "N05BA01", "clonazepam": "N03AE01",
    "ciprofloxacin": "J01MA02", "levofloxacin": "J01MA12", "moxifloxacin": "J01MA14", "ofloxacin": "J01MA01",
    "norfloxacin": "J01MA06", "fluvoxamine": "N06AB08", "doxycycline": "J01AA02", "minocycline": "J01AA08",
    "tetracycline": "J01AA07", "lymecycline": "J01AA04", "levothyroxine": "H03AA01", "nitrofurantoin": "J01XE01",
    "omeprazole": "A02BC01", "pantoprazole": "A02BC02", "lansoprazole": "A02BC03", "rabeprazole": "A02BC04",
    "esomeprazole": "A02BC05", "furosemide": "C03CA01", "bumetanide": "C03CA02", "torasemide": "C03CA04",
    "hydrochlorothiazide": "C03AA03", "spironolactone": "C03DA01", "eplerenone": "C03DA04", "amiloride": "C03DB01",
    "trimethoprim": "J01EA01", "oxybutynin": "G04BD04", "desmopressin": "H01BA02", "digoxin": "C01AA05",
    "teriflunomide": "L04AK02", "dimethyl fumarate": "L04AX07", "dimethyl_fumarate": "L04AX07",
    "fingolimod": "L04AE01", "siponimod": "L04AE03", "rosuvastatin": "C10AA07", "quinine": "P01BC01",
}  # fmt: skip
RXNORM_OF = {
    "ciprofloxacin": "2551", "fluvoxamine": "42355", "diazepam": "3322", "furosemide": "4603", "omeprazole": "7646",
    "hydrochlorothiazide": "5487", "levofloxacin": "82122", "moxifloxacin": "139462", "nitrofurantoin": "7454",
    "pantoprazole": "40790", "esomeprazole": "283742", "lansoprazole": "17128", "digoxin": "3407",
    "spironolactone": "9997", "quinine": "9071", "rosuvastatin": "301542", "carisoprodol": "2101",
    "norfloxacin": "7517",
}  # fmt: skip
UNITS = {
    "C": "Cel", "°C": "Cel", "F": "[degF]", "°F": "[degF]", "mmHg": "mm[Hg]", "/min": "/min", "bpm": "/min",
    "steps": "{count}", "kg": "kg", "lb": "[lb_av]", "s": "s", "°": "deg", "deg": "deg", "h": "h", "min": "min",
    "times": "{count}", "ml": "mL", "l": "L", "mg": "mg", "g": "g", "score": "{score}", "mg/dL": "mg/dL",
    "mmol/L": "mmol/L", "U/L": "U/L", "cm": "cm",
}  # fmt: skip
"""A unit as it is written here -> the same in UCUM; one that is not here is sent as words alone."""

Json = dict[str, Any]


_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def words(said: Any) -> str | None:
    """Text as the standard can hold it: something visible, no control signs; None for what it cannot hold.

    >>> words(" stiff "), words("  "), words(None)
    (' stiff ', None, None)
    """
    return said if isinstance(said, str) and said.strip() and not _UNWRITABLE.search(said) else None


def coding(code: str, display: str = "") -> Json:
    """One of our own codes."""
    return {"system": OURS, "code": code} | ({"display": display} if display else {})


def concept(code: str, text: str, snomed: bool = False) -> Json:
    """Our code with those of others beside it, and words for people."""
    codings = [coding(code)]
    if code in LOINC_OF:
        codings.append({"system": LOINC, "code": LOINC_OF[code][0], "display": LOINC_OF[code][1]})
    if snomed and code in SNOMED_OF:
        codings.append({"system": SNOMED, "code": SNOMED_OF[code][0], "display": SNOMED_OF[code][1]})
    return {"coding": codings, "text": text}


def medicine(name: str, snomed: bool = False) -> Json:
    """A medicine by the name it was given, with codes where that name is a substance we know."""
    low = name.strip().lower()
    codings = []
    if low in ATC_OF:
        codings.append({"system": ATC, "code": ATC_OF[low]})
    if low in RXNORM_OF:
        codings.append({"system": RXNORM, "code": RXNORM_OF[low]})
    if snomed and low in SNOMED_SUBSTANCE:
        codings.append({"system": SNOMED, "code": SNOMED_SUBSTANCE[low]})
    return ({"coding": codings} if codings else {}) | {"text": name if words(name) else "?"}


def substance(coded: Json) -> str | None:
    """The substance that codes of a medicine stand for; the first spelling of the table."""
    known = {(ATC, code): name for name, code in reversed(ATC_OF.items())}
    known |= {(RXNORM, code): name for name, code in RXNORM_OF.items()}
    known |= {(SNOMED, code): name for name, code in SNOMED_SUBSTANCE.items()}
    found = (known.get((one.get("system"), one.get("code"))) for one in coded.get("coding", ()))
    return next((name for name in found if name), None)


def ours(coded: Json | None) -> str | None:
    """Our own code in a concept, if it has one."""
    found = (c.get("code") for c in (coded or {}).get("coding", ()) if c.get("system") == OURS)
    return next((code for code in found if isinstance(code, str)), None)
