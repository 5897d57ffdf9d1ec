"""Writing down what a silence period has come to: once, with its action sheet and its effects (W-38)."""

from __future__ import annotations

from datetime import datetime

from comity.core import audience
from comity.core.actor import Actor
from comity.decisions import rules
from comity.decisions.actions.sheets import write_sheet
from comity.decisions.events import (
    AgreedLine,
    DecisionAdopted,
    DecisionHeld,
    FollowUpRecorded,
    SilenceBroken,
    SilenceReminded,
)
from comity.decisions.models import Item, Line, Silence
from comity.decisions.queries import facts as facts_queries
from comity.kernel.action import action

type Closed = DecisionAdopted | DecisionHeld | SilenceBroken


@action(may=rules.may_close_silence, facts=facts_queries.facts_to_close)
def close_silence(item: Item, actor: Actor, now: datetime) -> Closed:
    """This will record the outcome of a period that has ended. The legal moment is its end, whenever this runs."""
    return _settle(item, _newest(item), actor, now, "close_silence")


@action(may=rules.may_declare, facts=facts_queries.facts_to_close)
def declare(item: Item, actor: Actor, now: datetime, *, reason: str) -> Closed:
    """This will let a held period stand as it was when it ended, with the letters recorded since (W-37)."""
    silence = _newest(item)
    silence.declared_because = reason.strip()
    silence.save(update_fields=["declared_because"])
    return _settle(item, silence, actor, now, "declare")


def _newest(item: Item) -> Silence:
    """This will give the period that the rule has just spoken about.

    Raises: LookupError if there is none, which the rule has excluded.
    """
    silence = facts_queries.latest(item)
    if silence is None:
        msg = f"{item.symbol} has no silence period"
        raise LookupError(msg)
    return silence


def _settle(item: Item, silence: Silence, actor: Actor, now: datetime, verb: str) -> Closed:
    found = rules.outcome(facts_queries.silence_facts(silence, now), now)
    if found.effective_at is None:
        msg = f"{item.symbol}: the period still runs"
        raise RuntimeError(msg)
    silence.result, silence.effective_at, silence.recorded_at = found.result, found.effective_at, now
    silence.save(update_fields=["result", "effective_at", "recorded_at"])
    item.state = rules.WORKFLOW.target(f"{verb}/{found.result}", rules.State(item.state))
    if found.result is rules.Result.HELD:
        item.save(update_fields=["state"])
        return DecisionHeld(item.symbol, silence.number, silence.ends_at)
    if found.result is rules.Result.BROKEN:
        item.save(update_fields=["state"])
        held = tuple(sorted(found.held))
        return SilenceBroken(item.symbol, silence.number, held, found.effective_at, tuple(silence.entitled))
    item.decided_at = found.effective_at
    item.save(update_fields=["state", "decided_at"])
    agreed, held_lines = decide_lines(item, found.agreed, found.held, found.effective_at)
    sheet = write_sheet(
        item, actor, now, agreed=agreed, held=held_lines, decided_at=found.effective_at, silence=silence
    )
    return DecisionAdopted(
        symbol=item.symbol,
        silence=silence.number,
        lines=tuple(AgreedLine(line.number, line.verb, line.effect, line.effect_about) for line in agreed),
        held=tuple(line.number for line in held_lines),
        decided_at=found.effective_at,
        sheet=sheet,
        entitled=tuple(silence.entitled),
    )


def decide_lines(
    item: Item, agreed: frozenset[int], held: frozenset[int], decided_at: datetime
) -> tuple[list[Line], list[Line]]:
    """This will mark lines as agreed or held, and give both. Part of another act."""
    lines = list(item.lines.all())
    item.lines.filter(number__in=agreed).update(state=rules.LineState.AGREED, decided_at=decided_at)
    if held:
        item.lines.filter(number__in=held).update(state=rules.LineState.HELD)
    return [line for line in lines if line.number in agreed], [line for line in lines if line.number in held]


@action(may=rules.may_remind, facts=facts_queries.facts_to_close)
def remind(item: Item, actor: Actor, now: datetime) -> SilenceReminded:
    """This will note that those who may still write are reminded of the end, a day before it."""
    silence = _newest(item)
    silence.reminded_at = now
    silence.save(update_fields=["reminded_at"])
    return SilenceReminded(item.symbol, silence.number, silence.ends_at, tuple(silence.entitled))


def _for_staff(item: Item, event: FollowUpRecorded) -> tuple[str, list[str]]:
    return item.subject, [audience.STAFF]


@action(may=rules.may_record_follow_up, facts=facts_queries.facts_to_close, filed=_for_staff)
def record_follow_up(
    item: Item, actor: Actor, now: datetime, *, line: int, outcome: rules.FollowUp, refusal: str = ""
) -> FollowUpRecorded:
    """This will note on a line whether what it decided was carried out elsewhere, or refused there and why."""
    item.lines.filter(number=line).update(follow_up=outcome, refusal=refusal)
    return FollowUpRecorded(item.symbol, line, outcome.value, refusal)
