# SPDX-License-Identifier: Apache-2.0
"""How is a sign called that was heard in a note or marked in a check-in? Each in a few plain words."""

from django.utils.translation import gettext_lazy as _

from supple.web.words import EVENTS, Words

SIGNS: Words = {
    **EVENTS,
    "swelling": _("swelling"), "warm_skin": _("warm skin"), "red_skin": _("red skin"),
    "sore_hard_vein": _("a sore, hard vein"), "cold_pale_limb": _("a cold, pale leg or arm"),
    "breathlessness": _("short of breath"), "chest_pain": _("pain or pressure in the chest"),
    "coughing_blood": _("coughing up blood"), "collapse": _("fainting or collapse"),
    "saddle_numbness": _("numb between the legs"), "urine_retention": _("cannot pass urine"),
    "bladder_incontinence": _("losing urine"), "bowel_incontinence": _("losing stool"),
    "sciatica": _("pain that shoots down the leg"), "sexual_sensation_loss": _("less feeling during sex"),
    "vision_change": _("a change in sight"), "vision_loss": _("loss of sight"),
    "walking_worse": _("walking has become worse"), "confusion": _("confusion"), "seizure": _("a seizure"),
    "hallucination": _("seeing or hearing what is not there"), "very_drowsy": _("very drowsy"),
    "drowsiness": _("drowsy"), "cannot_wake": _("hard to wake"), "floppiness": _("floppy muscles"),
    "light_headed": _("light-headed"), "face_droop": _("one side of the face hangs"), "arm_weakness": _("a weak arm"),
    "trouble_speaking": _("trouble speaking"), "trouble_swallowing": _("trouble swallowing"),
    "drooping_lids": _("drooping eyelids"), "headache": _("a headache"), "severe_headache": _("a severe headache"),
    "fever": _("fever"), "burning_urine": _("burning when passing urine"), "cloudy_urine": _("cloudy urine"),
    "smelly_urine": _("urine that smells"), "blood_in_urine": _("blood in the urine"),
    "urinary_urgency": _("a sudden need to pass urine"), "night_voiding": _("passing urine at night"),
    "flank_pain": _("pain in the side below the ribs"), "no_urine_12h": _("no urine for 12 hours"),
    "lower_belly_pain": _("pain low in the belly"), "mottled_skin": _("blotchy skin"),
    "fast_breathing": _("fast breathing"), "fast_pulse": _("a fast pulse"), "slow_pulse": _("a slow pulse"),
    "slow_breathing": _("slow breathing"), "high_bp": _("high blood pressure"), "flushing": _("flushing"),
    "goosebumps": _("goosebumps"), "itching": _("itching"), "hives": _("hives"), "face_swelling": _("a swollen face"),
    "jaundice": _("yellow skin or eyes"), "dark_urine": _("dark urine"),
    "upper_belly_pain": _("pain high in the belly"), "nausea": _("feeling sick"), "vomiting": _("vomiting"),
    "diarrhoea": _("diarrhoea"), "constipation": _("constipation"), "head_injury": _("a blow to the head"),
    "knocked_out": _("knocked out"), "ear_nose_fluid": _("fluid from the ear or nose"),
    "large_bruise": _("a large bruise"), "cannot_stand": _("cannot stand"),
    "snap_or_deformity": _("a snap, or an odd shape"), "severe_muscle_pain": _("severe muscle pain"),
    "feels_unsafe": _("not feeling safe"), "skin_break": _("broken skin"), "fixed_redness": _("redness that stays"),
    "spreading_redness": _("redness that spreads"), "overheated": _("overheated"), "not_sweating": _("not sweating"),
    "extreme_shivering": _("extreme shivering"), "weight_gain": _("weight gain"),
    "self_harm_thoughts": _("thoughts of harming yourself"), "pale_stools": _("pale stools"),
    "appetite_loss": _("no appetite"), "unusual_tiredness": _("unusual tiredness"),
    "hoarse_voice": _("a hoarse voice"),
}  # fmt: skip
