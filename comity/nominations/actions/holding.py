"""Lists that stand still while a round of allocation gives the seats, and the names to which it gives them (W-98)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from comity.core.actor import Actor
from comity.kernel.action import action
from comity.nominations import events, queries, rules
from comity.nominations.actions import keeping
from comity.nominations.actions.keeping import Activity
from comity.nominations.models import Hold, Nomination


def hold_lists(activities: Iterable[int], by: str, readers: Sequence[str]) -> None:
    """This will let lists stand still. Part of the act that opens a round, which is what is entered."""
    held = set(Hold.objects.values_list("activity_id", flat=True))
    wanted = [pk for pk in activities if pk not in held]
    Hold.objects.bulk_create(Hold(activity_id=pk, by=by, audience=list(readers)) for pk in wanted)
    waiting = Nomination.objects.filter(activity_id__in=wanted, state=rules.State.WAITING.value)
    waiting.update(position=None, claim=None, why="", next_position=None, next_claim=None, next_size=None)


def let_go(by: str) -> list[int]:
    """This will let lists run on that a round held, and name their activities. Part of the act that closes it."""
    found = Hold.objects.filter(by=by)
    activities = sorted(found.values_list("activity_id", flat=True))
    found.delete()
    return activities


@action(may=rules.may_grant, facts=queries.facts_of_list, filed=keeping.about_list)
def grant(activity: Activity, actor: Actor, now: datetime, *, numbers: Collection[int]) -> events.SeatsGranted:
    """This will mark the names to which a round gives seats; free seats are then offered to them and to nobody else.

    Who had a seat by the round before and has none by this one waits again.
    """
    names = Nomination.objects.filter(activity_id=activity.pk)
    seated = [rules.State.SEAT_OFFERED.value, rules.State.CONFIRMED.value]
    for row in names.filter(granted=True, state__in=seated).exclude(number__in=numbers):
        keeping.move(row, "grant", now)
    names.filter(granted=True).exclude(number__in=numbers).update(granted=False)
    names.filter(number__in=numbers).update(granted=True)
    return events.SeatsGranted(activity.code, tuple(sorted(numbers)))
