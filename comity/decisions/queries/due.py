"""What time has made due. For the clock and the check command."""

from __future__ import annotations

from datetime import datetime

from django.db.models import F

from comity.decisions import rules
from comity.decisions.models import Item, Silence
from comity.decisions.rules.silence import REMINDER
from comity.kernel.rows import Statement


def silences_due(now: datetime) -> list[Silence]:
    """This will list the silence periods that have ended and are not yet recorded, by their end."""
    found = Silence.objects.filter(result=rules.Result.RUNNING, ends_at__lte=now).select_related("item")
    return list(found.order_by("ends_at", "pk"))


def silences_to_remind(now: datetime) -> list[Silence]:
    """This will list the running periods whose reminder is due, by their end."""
    found = Silence.objects.filter(
        result=rules.Result.RUNNING,
        reminded_at__isnull=True,
        ends_at__gt=now,
        ends_at__lte=now + REMINDER,
        opened_at__lt=F("ends_at") - REMINDER,
    )
    return list(found.select_related("item").order_by("ends_at", "pk"))


# The item is locked, as every act on it does first, so that a letter and the clock never wait for each other in a ring.
_TAKEN = Statement(
    lambda pk: (
        Item.objects.select_for_update(of=("self",), skip_locked=True)
        .filter(pk=pk, state=rules.State.UNDER_SILENCE)
        .order_by()
    ),
    int,
)


def take(silence: Silence) -> Item | None:
    """This will lock the item of a period that still runs, unless another clock has it in hand.

    Runs as the system, inside the transaction that records what became of it.
    """
    return _TAKEN.row(silence.item_id)
