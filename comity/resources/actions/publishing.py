"""Publishing: partners read their own results, granted seats are offered, and a published allocation is reviewed."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import connection

from comity.core import audience
from comity.core.actor import Actor
from comity.kernel.action import action
from comity.nominations import actions as nominations
from comity.policy import number
from comity.resources import events, queries, rules
from comity.resources.actions.rounds import go
from comity.resources.models import Cover, Line, Round

# The results of a round are the lines of its adopted trial, as partners may read them. They pass from table to table
# inside the database: twenty thousand of them would otherwise travel to this process and back.
_COPY = """
INSERT INTO resources_result (round_id, ref, code, party, outcome, was, reason, about, rank, line, cost_minor, shown,
                              turn, at, audience)
SELECT %(round)s, l.ref, l.code, l.party, l.outcome, '', l.reason, l.about, l.rank, coalesce(c.line, ''),
       CASE WHEN l.outcome = %(granted)s THEN l.cost_minor ELSE 0 END, l.shown, %(turn)s, %(now)s,
       ARRAY[%(staff)s, 'party:' || l.party]
FROM resources_line l
LEFT JOIN resources_cover c ON c.round_id = %(round)s AND c.code = l.code AND c.ended_at IS NULL
WHERE l.run_id = %(run)s
ON CONFLICT (round_id, ref) DO UPDATE SET
    was = resources_result.outcome, outcome = excluded.outcome, reason = excluded.reason, about = excluded.about,
    rank = excluded.rank, line = excluded.line, cost_minor = excluded.cost_minor, shown = excluded.shown,
    turn = excluded.turn, at = excluded.at
"""
_GONE = """
DELETE FROM resources_result r WHERE r.round_id = %(round)s
AND NOT EXISTS (SELECT 1 FROM resources_line l WHERE l.run_id = %(run)s AND l.ref = r.ref)
"""
_LOSING = """
SELECT l.ref, l.party, l.code FROM resources_line l JOIN resources_result r ON r.ref = l.ref AND r.round_id = %(round)s
WHERE l.run_id = %(run)s AND r.outcome = ANY(%(given)s) AND l.outcome <> ALL(%(given)s) ORDER BY l.id
"""

# Of each activity: how many come, whether it takes place, and when its seats are offered.
_SETTLE = """
UPDATE resources_cover c
SET granted = counted.given, runs = counted.given >= greatest(1, c.minimum),
    carry_out_at = CASE WHEN c.code = ANY(%(losing)s) THEN %(later)s ELSE %(now)s END
FROM (
    SELECT o.id, count(l.id) AS given
    FROM resources_cover o
    LEFT JOIN resources_line l ON l.run_id = %(run)s AND l.code = o.code AND l.outcome = ANY(%(given)s)
    WHERE o.round_id = %(round)s AND o.ended_at IS NULL
    GROUP BY o.id
) counted
WHERE c.id = counted.id
"""


@action(may=rules.may_publish, facts=queries.facts_of_round)
def publish(row: Round, actor: Actor, now: datetime) -> events.ResultsPublished:
    """This will let each partner read its own results. Seats are offered by and by, through the lists (W-96).

    Where a re-run takes a seat from somebody, they are told at once and the seat goes on some days later (W-103).
    """
    submitted = queries.submission(row)
    run = submitted.run_id if submitted else 0
    asked: dict[str, Any] = {
        "round": row.pk,
        "run": run,
        "turn": row.turn,
        "now": now,
        "given": list(queries.GIVEN),
        "granted": rules.Outcome.GRANTED.value,
        "staff": audience.STAFF,
    }
    with connection.cursor() as cursor:
        cursor.execute(_LOSING, asked)
        losing = cursor.fetchall()
        cursor.execute(_GONE, asked)
        cursor.execute(_COPY, asked)
        seated = queries.seated([ref for ref, _party, _code in losing])
        losing = [one for one in losing if one[0] in seated]
        later = now + timedelta(days=number("resources.tell_days"))
        cursor.execute(_SETTLE, asked | {"losing": [code for _ref, _party, code in losing], "later": later})
    row.published_at = now
    go(row, "publish", "published_at")
    parties = tuple(sorted(Line.objects.filter(run_id=run).values_list("party", flat=True).distinct()))
    return events.ResultsPublished(row.code, row.turn, parties, tuple((ref, party) for ref, party, _code in losing))


def _of_activity(row: Cover, event: events.SeatsAllocated) -> tuple[str, list[str]]:
    hosts = [community for community in row.audience if community.startswith("party:")]
    return row.subject, sorted({audience.STAFF, *hosts})


@action(may=rules.may_carry_out, facts=queries.facts_of_cover, filed=_of_activity)
def carry_out(row: Cover, actor: Actor, now: datetime) -> events.SeatsAllocated:
    """This will let the granted seats of one activity be offered."""
    row.carry_out_at = None
    row.save(update_fields=["carry_out_at"])
    return events.SeatsAllocated(row.round.code, row.code, tuple(queries.granted_numbers(row)))


@action(may=rules.may_rerun, facts=queries.facts_of_round)
def rerun(row: Round, actor: Actor, now: datetime) -> events.RoundReopened:
    """This will review a published allocation: inputs are open again, what is published holds until then (P§17)."""
    row.turn += 1
    go(row, "rerun", "turn")
    return events.RoundReopened(row.code, row.turn)


@action(may=rules.may_close_round, facts=queries.facts_of_round)
def close_round(row: Round, actor: Actor, now: datetime) -> events.RoundClosed:
    """This will end a round: the lists of its activities run in their own order again."""
    codes = tuple(
        Cover.objects.filter(round=row, ended_at__isnull=True).order_by("code").values_list("code", flat=True)
    )
    Cover.objects.filter(round=row, ended_at__isnull=True).update(ended_at=now, carry_out_at=None)
    nominations.let_go(row.code)
    row.closed_at = now
    go(row, "close_round", "closed_at")
    return events.RoundClosed(row.code, codes)
