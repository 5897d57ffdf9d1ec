"""Opening and extending a silence period."""

from __future__ import annotations

from datetime import datetime

from comity.core.actor import Actor
from comity.core.calendar import brussels_day
from comity.decisions import rules
from comity.decisions.actions.drafting import circulate
from comity.decisions.events import SilenceExtended, SilenceOpened
from comity.decisions.models import Extension, Item, Silence
from comity.decisions.queries import facts as facts_queries
from comity.decisions.queries import seats
from comity.kernel import clock
from comity.kernel.action import action

ZONE = "Europe/Brussels"


@action(may=rules.may_open_silence, facts=facts_queries.facts_of)
def open_silence(item: Item, actor: Actor, now: datetime, *, ends_at: datetime) -> SilenceOpened:
    """This will put the open lines of an item under silence until a moment. Who may write is fixed now."""
    newest = facts_queries.newest_silence(item)
    if newest is not None and newest.result == rules.Result.HELD:
        newest.result = rules.Result.SET_ASIDE
        newest.recorded_at = now
        newest.save(update_fields=["result", "recorded_at"])
    circulated = circulate(item, actor, now)
    opened = Silence.objects.create(
        item=item,
        number=newest.number + 1 if newest else 1,
        opened_at=now,
        ends_at=ends_at,
        announced_end=ends_at,
        zone=ZONE,
        lines=[line.number for line in item.lines.all() if line.state != rules.LineState.AGREED],
        entitled=sorted(seats.seated(item.format, brussels_day(now))),
        paper_version=circulated.version,
        text_sha256=circulated.sha256,
        audience=list(item.audience),
    )
    item.state = rules.WORKFLOW.target("open_silence", rules.State(item.state))
    item.save(update_fields=["state"])
    return SilenceOpened(
        symbol=item.symbol,
        number=opened.number,
        opened_at=now,
        ends_at=ends_at,
        zone=ZONE,
        entitled=tuple(opened.entitled),
        text_sha256=opened.text_sha256,
    )


@action(may=rules.may_extend, facts=facts_queries.facts_of)
def extend(item: Item, actor: Actor, now: datetime, *, ends_at: datetime, reason: str) -> SilenceExtended:
    """This will move the end of a running period to a later moment, in sight of all who take part (W-32)."""
    silence = item.silences.get(result=rules.Result.RUNNING)
    before = silence.ends_at
    silence.ends_at = ends_at
    silence.reminded_at = None
    silence.save(update_fields=["ends_at", "reminded_at"])
    Extension.objects.create(
        silence=silence,
        before=before,
        ends_at=ends_at,
        at=min(clock.of_record(), now),
        reason=reason.strip(),
        audience=list(silence.audience),
    )
    return SilenceExtended(item.symbol, silence.number, before, ends_at, reason.strip(), tuple(silence.entitled))
