"""Publishing: partners read their own results, granted seats are offered, and a published allocation is reviewed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from comity.core import audience
from comity.core.actor import Actor
from comity.kernel.action import action
from comity.nominations import actions as nominations
from comity.policy import number
from comity.resources import events, queries, rules
from comity.resources.actions.rounds import go
from comity.resources.actions.runs import BATCH
from comity.resources.models import Cover, Line, Result, Round


@action(may=rules.may_publish, facts=queries.facts_of_round)
def publish(row: Round, actor: Actor, now: datetime) -> events.ResultsPublished:
    """This will let each partner read its own results. Seats are offered by and by, through the lists (W-96).

    Where a re-run takes a seat from somebody, they are told at once and the seat goes on some days later (W-103).
    """
    submitted = queries.submission(row)
    found = list(Line.objects.filter(run=submitted.run)) if submitted else []
    before = dict(Result.objects.filter(round=row).values_list("ref", "outcome"))
    covers = {one.code: one for one in Cover.objects.filter(round=row, ended_at__isnull=True)}
    Result.objects.filter(round=row).delete()
    Result.objects.bulk_create((_result(row, one, covers, before, now) for one in found), batch_size=BATCH)
    losing = [one for one in found if before.get(one.ref) in queries.GIVEN and one.outcome not in queries.GIVEN]
    seated = queries.seated([one.ref for one in losing])
    losing = [one for one in losing if one.ref in seated]
    _settle(covers, found, {one.code for one in losing}, now)
    row.published_at = now
    go(row, "publish", "published_at")
    parties = tuple(sorted({one.party for one in found}))
    return events.ResultsPublished(row.code, row.turn, parties, tuple((one.ref, one.party) for one in losing))


def _result(row: Round, one: Line, covers: dict[str, Cover], before: dict[str, str], now: datetime) -> Result:
    return Result(
        round=row,
        ref=one.ref,
        code=one.code,
        party=one.party,
        outcome=one.outcome,
        was=before.get(one.ref, ""),
        reason=one.reason,
        about=one.about,
        rank=one.rank,
        line=covers[one.code].line if one.code in covers else "",
        cost_minor=one.cost_minor if one.outcome == rules.Outcome.GRANTED else 0,
        shown=one.shown,
        turn=row.turn,
        at=now,
        audience=[audience.STAFF, audience.party(one.party)],
    )


def _settle(covers: dict[str, Cover], found: Iterable[Line], losing: set[str], now: datetime) -> None:
    """This will note of each activity how many come and whether it takes place, and when its seats are offered."""
    counts: dict[str, int] = dict.fromkeys(covers, 0)
    for one in found:
        if one.outcome in queries.GIVEN and one.code in counts:
            counts[one.code] += 1
    later = now + timedelta(days=number("resources.tell_days"))
    for code, cover in covers.items():
        cover.granted = counts[code]
        cover.runs = counts[code] >= max(1, cover.minimum)
        cover.carry_out_at = later if code in losing else now
    Cover.objects.bulk_update(covers.values(), ["granted", "runs", "carry_out_at"], batch_size=BATCH)


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
