"""What delegations write while silence runs. The moment of receipt is the database's, read under the item's lock."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from comity.core.actor import Actor
from comity.decisions import rules
from comity.decisions.events import LetterReceived, SilenceBroken
from comity.decisions.models import Item, Letter, Silence
from comity.decisions.queries import facts as facts_queries
from comity.decisions.queries import seats
from comity.kernel import clock
from comity.kernel.action import action


def _entered(item: Item, event: LetterReceived | SilenceBroken) -> tuple[str, list[str]]:
    """This will enter a letter for Allies, the staff and its writer: the entry names the party (W-39)."""
    letter = (
        Letter.objects.get(pk=event.letter_id)
        if isinstance(event, LetterReceived)
        else Letter.objects.filter(silence__item=item, silence__number=event.number).latest("pk")
    )
    return item.subject, list(letter.audience)


@action(may=rules.may_break_silence, facts=facts_queries.facts_of, filed=_entered)
def break_silence(
    item: Item, actor: Actor, now: datetime, *, reason: str, lines: Sequence[int] = (), amendment: str = ""
) -> LetterReceived | SilenceBroken:
    """This will object to lines of a text under silence, or to all of it. There is no way back but a new period."""
    return _receive(
        item,
        actor,
        now,
        party=actor.party or "",
        kind=rules.LetterKind.OBJECTION,
        text=reason,
        lines=lines,
        amendment=amendment,
    )


@action(may=rules.may_write_letter, facts=facts_queries.facts_of, filed=_entered)
def state(item: Item, actor: Actor, now: datetime, *, text: str) -> LetterReceived | SilenceBroken:
    """This will put a statement on record. It does not break silence."""
    return _receive(item, actor, now, party=actor.party or "", kind=rules.LetterKind.STATEMENT, text=text)


@action(may=rules.may_write_letter, facts=facts_queries.facts_of, filed=_entered)
def reserve(item: Item, actor: Actor, now: datetime, *, text: str) -> LetterReceived | SilenceBroken:
    """This will enter a reservation. It does not break silence."""
    return _receive(item, actor, now, party=actor.party or "", kind=rules.LetterKind.RESERVATION, text=text)


@action(may=rules.may_write_letter, facts=facts_queries.facts_of, filed=_entered)
def ask_time(item: Item, actor: Actor, now: datetime, *, text: str) -> LetterReceived | SilenceBroken:
    """This will ask the secretariat to extend the period. It does not break silence."""
    return _receive(item, actor, now, party=actor.party or "", kind=rules.LetterKind.MORE_TIME, text=text)


@action(may=rules.may_record_letter, facts=facts_queries.facts_of, filed=_entered)
def record_letter(
    item: Item,
    actor: Actor,
    now: datetime,
    *,
    party: str,
    received_at: datetime,
    reason: str,
    kind: rules.LetterKind = rules.LetterKind.OBJECTION,
    lines: Sequence[int] = (),
    amendment: str = "",
) -> LetterReceived | SilenceBroken:
    """This will enter a letter that reached the secretariat by another way before the end of the period."""
    return _receive(
        item,
        actor,
        now,
        party=party,
        kind=kind,
        text=reason,
        lines=lines,
        amendment=amendment,
        received_at=received_at,
    )


def _receive(
    item: Item,
    actor: Actor,
    now: datetime,
    *,
    party: str,
    kind: rules.LetterKind,
    text: str,
    lines: Sequence[int] = (),
    amendment: str = "",
    received_at: datetime | None = None,
) -> LetterReceived | SilenceBroken:
    silence = item.silences.get(result__in=[rules.Result.RUNNING, rules.Result.HELD])
    letter = Letter.objects.create(
        silence=silence,
        party=party,
        kind=kind,
        received_at=received_at or clock.of_record(),
        text=text.strip(),
        amendment=amendment.strip(),
        lines=sorted(set(lines)) if kind is rules.LetterKind.OBJECTION else [],
        person_id=actor.person_id,
        recorded_at=now,
        audience=seats.audience_of_letters(item.audience, party),
    )
    if kind is rules.LetterKind.OBJECTION and silence.result == rules.Result.RUNNING:
        broken = _break_if_all_held(item, silence, letter)
        if broken is not None:
            return broken
    held = tuple(letter.lines or silence.lines) if kind is rules.LetterKind.OBJECTION else ()
    return LetterReceived(item.symbol, silence.number, letter.pk, kind.value, held, letter.received_at)


def _break_if_all_held(item: Item, silence: Silence, letter: Letter) -> SilenceBroken | None:
    """This will end the period at once if objections now hold every line.

    All that are on record count, also one received after this letter: a letter by another way is recorded later than it
    was received.
    """
    known = facts_queries.silence_facts(silence, letter.received_at)
    found = rules.outcome(known, max(objection.received_at for objection in known.objections))
    if found.result is not rules.Result.BROKEN or found.effective_at is None:
        return None
    silence.result = rules.Result.BROKEN
    silence.effective_at = found.effective_at
    silence.recorded_at = letter.recorded_at
    silence.save(update_fields=["result", "effective_at", "recorded_at"])
    item.state = rules.WORKFLOW.target("break_silence", rules.State(item.state))
    item.save(update_fields=["state"])
    return SilenceBroken(
        item.symbol, silence.number, tuple(sorted(found.held)), found.effective_at, tuple(silence.entitled)
    )
