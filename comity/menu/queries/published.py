"""What was published of the menu: what takes place between two days, and what was published last."""

from __future__ import annotations

from datetime import date

from django.db.models.functions import Coalesce

from comity.menu import rules
from comity.menu.models import Activity
from comity.menu.queries.single import UNREAD

_SHOWN = rules.LISTED - {rules.State.RETIRED}


def taking_place(first: date, last: date) -> list[Activity]:
    """This will list what was published and takes place on one of these days, by its start. One query."""
    found = Activity.objects.filter(state__in=_SHOWN, start_on__lte=last).alias(until=Coalesce("end_on", "start_on"))
    return list(found.filter(until__gte=first).defer(*UNREAD).order_by("start_on", "code"))


def published_lately(limit: int) -> list[Activity]:
    """This will list what was published last, the newest first. One query."""
    found = Activity.objects.filter(state__in=_SHOWN, published_at__isnull=False)
    return list(found.defer(*UNREAD).order_by("-published_at", "code")[:limit])
