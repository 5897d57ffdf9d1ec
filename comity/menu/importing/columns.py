"""The columns of a file: under which names they come, and how each is read."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from comity.menu import rules
from comity.menu.exporting import COLUMNS
from comity.menu.importing import words
from comity.menu.importing.problems import ProblemKind
from comity.policy import pack

# As the published catalogues and the reference files name them.
ALIASES = {
    "title": "title_en",
    "activity_type": "type",
    "kind": "type",
    "provider_nation_iso2": "party",
    "location_city": "place_city",
    "location_nation_iso2": "place_nation",
    "proficiency_level": "level",
    "classification": "marking",
    "language": "languages",
    "english_slp": "language_profile",
    "fee_eur": "fee",
    "eligibility": "open_to",
    "payer": "who_pays",
    "start_on": "start",
    "end_on": "end",
}
# Columns of published catalogues that hold outside codes, or seats in words.
CODE_COLUMNS = {
    "activity_code": rules.Scheme.EPRIME,
    "etoc_code": rules.Scheme.ETOC,
    "provider_code": rules.Scheme.PROVIDER,
}
OPEN_SEATS = "open_seats"
ITERATION = "course iteration"
_KINDS = {
    ITERATION: "course",
    "elearning": "e-learning",
    "expert visit": "expert-visit",
    "training": "course",
    "symposium": "conference",
    "séminaire": "seminar",
    "cours": "course",
    "atelier": "workshop",
    "exercice": "exercise",
    "conférence": "conference",
    "réunion": "meeting",
}
_DELIVERIES = {"residential": "resident", "online": "distance", "adl": "distance", "présentiel": "resident"}
_BASES = {"per course": "course", "per week": "week", "per day": "day"}
KNOWN = frozenset(COLUMNS) | frozenset(ALIASES) | frozenset(CODE_COLUMNS) | {OPEN_SEATS}

type Reader = Callable[[str], Any]


@cache
def readers() -> dict[str, tuple[str, Reader]]:
    """This will give, for each plain column, the field that it fills and how its cell is read."""
    loaded = pack()
    areas = words.several({**loaded.areas, **loaded.further_areas}, ProblemKind.UNKNOWN_AREA)
    objectives = words.several(loaded.objectives, ProblemKind.UNKNOWN_OBJECTIVE)
    return {
        "type": ("kind", words.word(rules.Kind, _KINDS)),
        "title_en": ("title_en", words.text(240)),
        "title_fr": ("title_fr", words.text(240)),
        "aim_en": ("aim_en", words.text(5_000)),
        "aim_fr": ("aim_fr", words.text(5_000)),
        "note": ("note", words.text(5_000)),
        "areas": ("areas", areas),
        "objectives": ("objectives", objectives),
        "topic": ("topic", words.topic),
        "discipline": ("discipline", words.text(80)),
        "level": ("level", words.text(40)),
        "certification": ("certification", words.text(80)),
        "place_city": ("place_city", words.text(80)),
        "place_nation": ("place_nation", words.text(16)),
        "delivery": ("delivery", words.word(rules.Delivery, _DELIVERIES)),
        "languages": ("languages", words.languages),
        "duration_days": ("duration_days", words.whole(words.MOST_DAYS)),
        "seats": ("seats_total", words.whole(words.MOST_SEATS)),
        "seats_minimum": ("seats_minimum", lambda cell: words.whole(words.MOST_SEATS)(cell) or 0),
        "seats_note": ("seats_note", words.text(160)),
        "tool": ("tool", words.word_of(loaded.tools)),
        "open_to_note": ("open_to_note", words.text(160)),
        "rank_from": ("rank_from", words.rank),
        "rank_to": ("rank_to", words.rank),
        "language_profile": ("language_profile", words.profile),
        "clearance": ("clearance", lambda cell: words.word(rules.Clearance)(cell) or rules.Clearance.NONE.value),
        "marking": ("marking", words.text(40)),
        "prerequisites": ("prerequisites", words.parts),
        "prerequisites_note": ("prerequisites_note", words.text(240)),
        "fee": ("fee_minor", words.amount),
        "fee_currency": ("fee_currency", lambda cell: words.text(3)(cell.upper()) or "EUR"),
        "fee_basis": ("fee_basis", words.word(rules.FeeBasis, _BASES)),
        "who_pays": ("payer", words.word(rules.Payer)),
        "contact_name": ("contact_name", words.text(120)),
        "contact_email": ("contact_email", words.address),
        "contact_phone": ("contact_phone", words.text(40)),
        "release": ("release", words.parts),
        "source": ("source", words.text(160)),
        "as_of": ("as_of", words.text(10)),
    }


# Fields that a course does not have.
ONLY_DATED = frozenset({"seats_total", "seats_minimum", "seats_note", "release"})
