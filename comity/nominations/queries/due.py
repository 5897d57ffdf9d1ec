"""What time makes due: offers that have run out, reserved seats that are released, personal data to erase."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import F

from comity.core.calendar import brussels_day
from comity.menu import rules as menu_rules
from comity.nominations import rules
from comity.nominations.models import Nomination, Nominee

MOST = 500
_RUNNING = [state.value for state in menu_rules.RUNNING]


@dataclass(frozen=True, slots=True)
class OfferDue:
    """An offer that has run out; `pk` is the number of the nomination."""

    pk: int
    activity_id: int
    number: int


@dataclass(frozen=True, slots=True)
class ListDue:
    """A list that has to be put in order anew; `pk` is the number of the activity."""

    pk: int


def offers_due(now: datetime) -> list[OfferDue]:
    """This will list offers that have run out, the first first; those of what is postponed rest (W-44)."""
    found = Nomination.objects.filter(
        state=rules.State.SEAT_OFFERED.value, expires_at__lte=now, activity__state__in=_RUNNING
    )
    rows = found.order_by("expires_at", "pk").values_list("pk", "activity_id", "number")[:MOST]
    return [OfferDue(*row) for row in rows]


def is_due(offer: OfferDue) -> bool:
    """This will tell whether an offer still stands open; only the gate of the act locks, and it locks the activity."""
    return Nomination.objects.filter(pk=offer.pk, state=rules.State.SEAT_OFFERED.value).exists()


def releases_due(now: datetime) -> list[ListDue]:
    """This will list activities in whose list seats still count as reserved that are open to all by now (W-48)."""
    found = Nomination.objects.filter(
        state=rules.State.WAITING.value,
        activity__state__in=_RUNNING,
        activity__start_on__gt=brussels_day(now),
        activity__shares__until_on__lt=brussels_day(now),
        activity__shares__until_on__gte=F("ranked_on"),
    )
    return [ListDue(pk) for pk in sorted(set(found.values_list("activity_id", flat=True)))]


def erasures_due(now: datetime) -> list[Nominee]:
    """This will list personal data whose time is over (W-47)."""
    found = Nominee.objects.filter(erased_at__isnull=True, erase_on__lte=brussels_day(now))
    return list(found.order_by("erase_on", "pk")[:MOST])


def take_erasure(row: Nominee) -> Nominee | None:
    """This will lock personal data to be erased, unless another clock has them in hand."""
    found = Nominee.objects.select_for_update(of=("self",), skip_locked=True)
    return found.filter(pk=row.pk, erased_at__isnull=True).first()
