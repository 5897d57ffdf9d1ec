"""Consultations: one, many, what partners that are not invited were told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Prefetch, Q, QuerySet

from comity.consultations import rules
from comity.consultations.models import (
    Concern,
    Consultation,
    Finding,
    FollowUp,
    Invitation,
    Session,
    Transparency,
)
from comity.consultations.rules import formats
from comity.core import audience
from comity.parties import queries as parties


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list of consultations is narrowed to."""

    states: Sequence[str] = ()
    words: str = ""
    party: str = ""


def consultation(code: str) -> Consultation | None:
    """This will find a consultation that the reader may see."""
    return Consultation.objects.filter(code=code).first()


def whole(code: str) -> Consultation | None:
    """This will find a consultation with all that its page shows. A constant number of queries."""
    return (
        Consultation.objects.select_related("request", "transparency")
        .prefetch_related(
            "participants",
            "notices",
            Prefetch("invitations", queryset=Invitation.objects.order_by("party")),
            Prefetch("findings", queryset=Finding.objects.order_by("at")),
            Prefetch("sessions", queryset=Session.objects.select_related("clearance").order_by("number")),
            Prefetch("follow_ups", queryset=FollowUp.objects.order_by("state", "due_on", "number")),
        )
        .filter(code=code)
        .first()
    )


def consultations(wanted: Wanted, *, limit: int | None = None, offset: int = 0) -> list[Consultation]:
    """This will list consultations, the latest first, with participants and sessions. Three queries."""
    found = _narrowed(wanted).prefetch_related("participants", "sessions").order_by("-requested_at", "-pk")
    return list(found[offset : None if limit is None else offset + limit])


def count(wanted: Wanted) -> int:
    """This will count the consultations of a list."""
    return _narrowed(wanted).count()


def states(wanted: Wanted) -> dict[str, int]:
    """This will count the consultations of a list by state, as if no state had been asked for."""
    found: dict[str, int] = {}
    for state in _narrowed(Wanted((), wanted.words, wanted.party)).values_list("state", flat=True):
        found[state] = found.get(state, 0) + 1
    return found


def _narrowed(wanted: Wanted) -> QuerySet[Consultation]:
    found = Consultation.objects.all()
    if wanted.states:
        found = found.filter(state__in=list(wanted.states))
    if wanted.party:
        found = found.filter(Q(requester=wanted.party) | Q(participants__party=wanted.party)).distinct()
    for word in wanted.words.split():
        found = found.filter(
            Q(code__icontains=word)
            | Q(subject_as_asked__icontains=word)
            | Q(subject_en__icontains=word)
            | Q(subject_fr__icontains=word)
        )
    return found


def invitation(row: Consultation, party: str) -> Invitation | None:
    """This will find the invitation of one partner."""
    return Invitation.objects.select_related("consultation").filter(consultation=row, party=party).first()


def notices() -> list[Transparency]:
    """This will list what the reader was told of consultations to which it is not invited, the latest first."""
    return list(Transparency.objects.filter(sent_at__isnull=False).order_by("-sent_at", "-pk")[:200])


def notice(code: str) -> Transparency | None:
    """This will find what was told of one consultation."""
    return Transparency.objects.filter(code=code, sent_at__isnull=False).first()


def partners_on(day: date) -> tuple[str, ...]:
    """This will list the partners on a day, without those that are suspended."""
    return parties.active_members(audience.PARTNERS, day)


def uninformed(row: Consultation, day: date) -> tuple[str, ...]:
    """This will list the partners that still have to be told of a consultation (P§11)."""
    agreed = [one.party for one in row.participants.all() if one.seat == rules.Seat.AGREED]
    told = [one.party for one in row.notices.all()]
    return formats.uninformed(partners_on(day), agreed, told)


def carried(now: datetime) -> dict[str, int]:
    """This will count what of the house carries out the policy, as far as the reader may see it."""
    return {
        "consultations.formats": Consultation.objects.count(),
        "consultations.notices": Transparency.objects.filter(sent_at__isnull=False).count(),
        "consultations.concerns": Concern.objects.count(),
    }
