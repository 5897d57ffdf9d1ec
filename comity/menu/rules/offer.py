"""What an offer is made of: kinds, ways of teaching, ranks, language profiles, clearances, to whom it is open."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from enum import StrEnum

from comity.core import audience
from comity.policy import pack


class Kind(StrEnum):
    """What sort of thing takes place."""

    COURSE = "course"
    WORKSHOP = "workshop"
    SEMINAR = "seminar"
    CONFERENCE = "conference"
    MEETING = "meeting"
    EXERCISE = "exercise"
    EVALUATION = "evaluation"
    EXPERT_VISIT = "expert-visit"
    E_LEARNING = "e-learning"


class Delivery(StrEnum):
    """How it reaches those who take part."""

    RESIDENT = "resident"
    DISTANCE = "distance"
    MOBILE = "mobile"
    BLENDED = "blended"


class Payer(StrEnum):
    """Who pays for taking part."""

    SENDER = "sender"
    PROVIDER = "provider"
    SUBSIDISED = "subsidised"
    SPONSORED = "sponsored"


class FeeBasis(StrEnum):
    """What a fee is counted by."""

    COURSE = "course"
    WEEK = "week"
    DAY = "day"


class Clearance(StrEnum):
    """Up to which level those who take part must be cleared."""

    NONE = "none"
    RESTRICTED = "nr"
    CONFIDENTIAL = "nc"
    SECRET = "ns"  # noqa: S105 - a level, no password

    @property
    def height(self) -> int:
        """This will order the levels from none to secret."""
        return list(Clearance).index(self)


def frameworks() -> tuple[str, ...]:
    """This will list the codes of the frameworks in the policy's order."""
    return tuple(pack().frameworks)


# The policy opens activities to Allies and to every partner unless the provider says otherwise (P§12).
ALL_OF_THEM: tuple[str, ...] = (audience.ALLIES, *frameworks())

_RANK = re.compile(r"^(?:OR-[1-9]|OF-(?:10|[1-9]))$")
_PROFILE = re.compile(r"^[0-5]{4}$")
_PARTY = re.compile(r"^party:[A-Z]{2,16}$")
_OFFICERS = 100


def is_rank(word: str) -> bool:
    """This will tell whether a word is a rank of the common scale (OR-1 to OR-9, OF-1 to OF-10)."""
    return _RANK.match(word) is not None


def rank_order(rank: str) -> int:
    """This will order ranks: other ranks come before officers.

    Raises: ValueError if it is no rank of the common scale.
    """
    if not is_rank(rank):
        msg = f"not a rank of the common scale: {rank!r}"
        raise ValueError(msg)
    return int(rank[3:]) + (_OFFICERS if rank.startswith("OF") else 0)


def is_language_profile(word: str) -> bool:
    """This will tell whether a word is a profile of STANAG 6001: listening, speaking, reading, writing, each 0 to 5."""
    return _PROFILE.match(word) is not None


def is_reach(word: str) -> bool:
    """This will tell whether a word names those to whom an activity may be open: Allies, a framework, one party."""
    return word in ALL_OF_THEM or _PARTY.match(word) is not None


# What a provider may set, in the order of the form and of the file format.
EDITABLE: tuple[str, ...] = (
    "kind",
    "title_en",
    "title_fr",
    "aim_en",
    "aim_fr",
    "note",
    "areas",
    "objectives",
    "topic",
    "discipline",
    "level",
    "certification",
    "provider_name",
    "place_city",
    "place_nation",
    "delivery",
    "languages",
    "duration_days",
    "tool",
    "open_to",
    "open_to_note",
    "rank_from",
    "rank_to",
    "language_profile",
    "clearance",
    "marking",
    "prerequisites",
    "prerequisites_note",
    "fee_minor",
    "fee_currency",
    "fee_basis",
    "payer",
    "contact_name",
    "contact_email",
    "contact_phone",
    "source",
    "as_of",
)
DATED: tuple[str, ...] = (
    "start_on",
    "end_on",
    "starts",
    "ends",
    "nominate_by",
    "nominate_by_chosen",
    "seats_total",
    "seats_minimum",
    "seats_note",
    "release",
)


def missing(values: Mapping[str, object]) -> tuple[str, ...]:
    """This will list what an activity lacks before it may be published (W-18).

    An activity by distance needs no place; one outside the priority areas needs the Council's decision instead (P§6).
    """
    needed = {
        "title": bool(values.get("title_en") or values.get("title_fr")),
        "area": bool(values.get("areas") or values.get("decision")),
        "provider": bool(values.get("provider_id") or values.get("provider_name")),
        "dates": bool(values.get("start_on") and values.get("end_on")),
        "place": bool(values.get("place_city")) or values.get("delivery") == Delivery.DISTANCE,
        "language": bool(values.get("languages")),
        "seats": values.get("seats_total") is not None,
        "cost": bool(values.get("payer")),
        "contact": bool(values.get("contact_name") and (values.get("contact_email") or values.get("contact_phone"))),
    }
    return tuple(name for name, there in needed.items() if not there)


def keywords(*, areas: Iterable[str], topic: str, discipline: str, codes: Iterable[str]) -> str:
    """This will write the words beside title and place under which an offer is found, in both languages."""
    loaded = pack()
    named = [loaded.area(area).name for area in areas]
    named += [loaded.topic(topic).name] if topic else []
    words = [word for name in named for word in (name.en, name.fr)]
    return " ".join((*words, discipline, *codes)).strip()
