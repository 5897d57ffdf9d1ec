"""What waits on somebody because of resources."""

from __future__ import annotations

from datetime import datetime

from django.db import connection

from comity.core.actor import Actor
from comity.core.calendar import brussels_day, end_of_day
from comity.core.tasks import Task
from comity.resources import rules
from comity.resources.models import Round, Settings
from comity.resources.queries.rounds import ALIVE

_TO_ORDER = """
SELECT r.code, r.wishes_until FROM resources_round r
WHERE r.state = 'open' AND r.wishes_until >= %s
  AND NOT EXISTS (SELECT 1 FROM resources_wish w WHERE w.round_id = r.id AND w.party = %s)
  AND EXISTS (SELECT 1 FROM resources_cover c JOIN nominations_nomination n ON n.activity_id = c.activity_id
              WHERE c.round_id = r.id AND c.ended_at IS NULL AND n.party = %s AND n.state = ANY(%s))
ORDER BY r.wishes_until, r.code
"""


def waiting(actor: Actor, now: datetime) -> list[Task]:
    """This will list points that an Ally owes, names that a partner may order, and results to publish. One query."""
    if actor.is_ally and actor.has(*rules.SPEAKERS):
        return _points(actor)
    if actor.is_partner and actor.has(*rules.WISHING):
        return _names(actor, now)
    return _results() if rules.is_officer(actor) else []


def _points(actor: Actor) -> list[Task]:
    found = Settings.objects.filter(state=rules.SettingsState.WEIGHING).exclude(points__party_id=str(actor.party))
    return [Task("resources.points", row.period, row.period, ground="W-91") for row in found.order_by("period")]


def _names(actor: Actor, now: datetime) -> list[Task]:
    with connection.cursor() as cursor:
        cursor.execute(_TO_ORDER, [brussels_day(now), actor.party, actor.party, list(ALIVE)])
        return [
            Task("resources.names", code, code, due_at=end_of_day(until), ground="W-97")
            for code, until in cursor.fetchall()
        ]


def _results() -> list[Task]:
    found = Round.objects.filter(state=rules.RoundState.ADOPTED).order_by("code")
    return [Task("resources.publish", row.code, row.code, since_at=row.adopted_at, ground="W-96") for row in found]
