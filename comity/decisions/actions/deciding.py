"""Deciding otherwise than by silence, ending without a decision, and releasing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from comity.core.actor import Actor
from comity.core.calendar import brussels_day
from comity.decisions import rules
from comity.decisions.actions.closing import decide_lines
from comity.decisions.actions.drafting import circulate
from comity.decisions.actions.sheets import write_sheet
from comity.decisions.events import (
    AgreedLine,
    DecisionAdopted,
    DecisionLapsed,
    DecisionPutOnAgenda,
    DecisionReleased,
    DecisionWithdrawn,
)
from comity.decisions.models import Item
from comity.decisions.queries import facts as facts_queries
from comity.decisions.queries import seats
from comity.documents import actions as documents
from comity.documents import queries as documents_queries
from comity.kernel import clock
from comity.kernel.action import action
from comity.parties import queries as parties


@action(may=rules.may_put_on_agenda, facts=facts_queries.facts_of)
def put_on_agenda(item: Item, actor: Actor, now: datetime) -> DecisionPutOnAgenda:
    """This will take an item to a meeting; lines that were held are open again."""
    _set_aside_held(item, now)
    circulate(item, actor, now)
    item.lines.filter(state=rules.LineState.HELD).update(state=rules.LineState.OPEN)
    item.state = rules.WORKFLOW.target("put_on_agenda", rules.State(item.state))
    item.save(update_fields=["state"])
    return DecisionPutOnAgenda(item.symbol)


@action(may=rules.may_agree_in_meeting, facts=facts_queries.facts_of)
def agree_in_meeting(
    item: Item, actor: Actor, now: datetime, *, meeting: str, lines: Sequence[int] = ()
) -> DecisionAdopted:
    """This will record what a meeting decided: on the lines named, or on all that are open. `meeting` is its sheet."""
    still_open = frozenset(line.number for line in item.lines.all() if line.state != rules.LineState.AGREED)
    agreed = frozenset(lines) or still_open
    item.state = rules.WORKFLOW.target("agree_in_meeting", rules.State(item.state))
    item.decided_at = now
    item.save(update_fields=["state", "decided_at"])
    decided, held = decide_lines(item, agreed, still_open - agreed, now)
    sheet = write_sheet(item, actor, now, agreed=decided, held=held, decided_at=now, meeting=meeting.strip())
    return DecisionAdopted(
        symbol=item.symbol,
        silence=0,
        lines=tuple(AgreedLine(line.number, line.verb, line.effect, line.effect_about) for line in decided),
        held=tuple(line.number for line in held),
        decided_at=now,
        sheet=sheet,
        entitled=tuple(sorted(seats.seated(item.format, brussels_day(now)))),
    )


@action(may=rules.may_withdraw, facts=facts_queries.facts_of)
def withdraw(item: Item, actor: Actor, now: datetime, *, reason: str) -> DecisionWithdrawn:
    """This will withdraw an item; a running period ends with it, lines already agreed stay agreed."""
    silence = item.silences.filter(result=rules.Result.RUNNING).first()
    if silence is not None:
        silence.result = rules.Result.WITHDRAWN
        silence.effective_at, silence.recorded_at = clock.of_record(), now
        silence.save(update_fields=["result", "effective_at", "recorded_at"])
    _set_aside_held(item, now)
    _end(item, "withdraw", reason)
    return DecisionWithdrawn(item.symbol, item.reason, silence.number if silence else 0)


@action(may=rules.may_lapse, facts=facts_queries.facts_of)
def lapse(item: Item, actor: Actor, now: datetime, *, reason: str) -> DecisionLapsed:
    """This will let an item lapse that events have overtaken."""
    _end(item, "lapse", reason)
    return DecisionLapsed(item.symbol, item.reason)


@action(may=rules.may_release, facts=facts_queries.facts_of)
def release(item: Item, actor: Actor, now: datetime, *, to: Sequence[str]) -> DecisionReleased:
    """This will let more communities read a decision and its sheets. Letters, questions and periods stay as they are.

    The paper itself goes with it: what was decided is its text.
    """
    added = parties.resolve_audience(to, now)
    item.audience = sorted({*item.audience, *added})
    item.released_at = now
    item.save(update_fields=["audience", "released_at"])
    item.lines.update(audience=item.audience)
    item.sheets.update(audience=item.audience)
    for paper in documents_queries.papers(item.subject):
        if not set(added) <= set(paper.audience):
            documents.release(paper, actor, now, to=to)
    return DecisionReleased(item.symbol, tuple(added))


def _set_aside_held(item: Item, now: datetime) -> None:
    silence = item.silences.filter(result=rules.Result.HELD).first()
    if silence is not None:
        silence.result, silence.recorded_at = rules.Result.SET_ASIDE, now
        silence.save(update_fields=["result", "recorded_at"])


def _end(item: Item, verb: str, reason: str) -> None:
    item.state = rules.WORKFLOW.target(verb, rules.State(item.state))
    item.reason = reason.strip()
    item.save(update_fields=["state", "reason"])
    item.lines.exclude(state=rules.LineState.AGREED).update(state=rules.LineState.WITHDRAWN)
