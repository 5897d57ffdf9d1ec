"""Shares of money: to which share and which tool belongs what the books name as the subject of a sum (W-58)."""

from __future__ import annotations

from enum import StrEnum

from comity.feedback.rules.tools import Mechanism
from comity.policy import pack


class Share(StrEnum):
    """For what money was used: each sum of the books belongs to exactly one share, so that they add up."""

    SEATS = "seats"
    TRUST_FUNDS = "trust_funds"
    SCIENCE = "science"
    SCHOOLS = "schools"
    OTHER = "other"


_SHARES = {
    "activity": Share.SEATS,
    "nomination": Share.SEATS,
    "fund": Share.TRUST_FUNDS,
    "trust_fund": Share.TRUST_FUNDS,
    "grant": Share.SCIENCE,
    "school-support": Share.SCHOOLS,
}
# Of which tool or mechanism money is spent, by what the books name; of activities and seats their own tool decides.
_SPENT_ON = {
    "fund": "trust-funds",
    "trust_fund": "trust-funds",
    "grant": "SPS",
    "application": "SPS",
    "operation": "operations",
    "consultation": "flexible-formats",
    "recognition": Mechanism.CENTRES,
    "school-support": Mechanism.SCHOOLS,
    "need": Mechanism.CLEARING,
    "offer": Mechanism.CLEARING,
    "match": Mechanism.CLEARING,
    "integrity": Mechanism.INTEGRITY,
    "dialogue": Mechanism.DIALOGUES,
    "cooperation": Mechanism.ORGANISATIONS,
}


def share_of(subject: str) -> Share:
    """This will tell to which share a subject of the books belongs."""
    return _SHARES.get(subject.partition(":")[0], Share.OTHER)


def activity_of(subject: str) -> str:
    """This will give the activity that a subject is about, as PCM-0455: of a nomination, the one nominated for."""
    kind, _, ref = subject.partition(":")
    return {"activity": ref, "nomination": ref.rpartition("/")[0]}.get(kind, "")


def spent_on(subject: str) -> str:
    """This will name the tool or mechanism that a subject of the books is about; nothing where none is.

    Programmes are named as in "programme:XA/ipcp/2027-28", and belong to the tool of their type.
    """
    kind, _, ref = subject.partition(":")
    if kind == "programme" and ref.count("/") > 1:
        types = {one.code.lower(): one.tool for one in pack().programme_types.values()}
        return types.get(ref.split("/")[1], "")
    return str(_SPENT_ON.get(kind, ""))
