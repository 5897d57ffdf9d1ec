"""What the rules are shown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.db.models import prefetch_related_objects

from comity.core.actor import Actor
from comity.core.calendar import brussels_day
from comity.decisions import rules
from comity.decisions.models import Format, Item, Line, Question, Silence
from comity.decisions.queries import seats
from comity.kernel import clock, heartbeat
from comity.parties import queries as parties
from comity.policy.loader import pack


def facts_of_format(row: Format, actor: Actor, now: datetime, **_: object) -> rules.DraftFacts:
    """This will show the rules a format in which something is to be decided."""
    return rules.DraftFacts(row.body.code, seats.counted(row, brussels_day(now)), seats.holds(row, brussels_day(now)))


def facts_of(
    item: Item,
    actor: Actor,
    now: datetime,
    *,
    version: int | None = None,
    ends_at: datetime | None = None,
    reason: str | None = None,
    text: str | None = None,
    lines: object = (),
    party: str = "",
    received_at: datetime | None = None,
    to: Sequence[str] = (),
    **_: object,
) -> rules.ItemFacts:
    """This will show the rules an item, its newest silence period and what is asked for.

    The moment of record is read from the database, after the gate has locked the item.
    """
    own_lines = list(item.lines.all())
    newest = latest(item)
    return rules.ItemFacts(
        symbol=item.symbol,
        state=rules.State(item.state),
        body=item.format.body.code,
        format=seats.counted(item.format, brussels_day(now)),
        at=clock.of_record(),
        version=item.version,
        asked_version=version,
        open_lines=frozenset(line.number for line in own_lines if line.state != rules.LineState.AGREED),
        missing=missing(item, own_lines),
        seated=seats.seated(item.format, brussels_day(now)),
        silence=silence_facts(newest, now) if newest else None,
        hours=seats.hours(),
        ends_at=ends_at,
        reason=reason if reason is not None else text,
        lines=_numbers(lines),
        letter_party=party,
        received_at=received_at,
        audience=frozenset(item.audience),
        to=frozenset(parties.resolve_audience(to, now)) if to else frozenset(),
        waits_for=item.waits_for,
    )


def facts_to_close(
    item: Item, actor: Actor, now: datetime, *, reason: str | None = None, **_: object
) -> rules.ItemFacts:
    """This will show the rules no more of an item than they need to close, declare or remind: many fall due at once.

    What is read stays with the item, for the verb that follows under the same lock.
    """
    prefetch_related_objects([item], "lines", "sheets", "silences__letters")
    item.format = Format.objects.select_related("body").get(pk=item.format_id)
    newest = latest(item)
    return rules.ItemFacts(
        symbol=item.symbol,
        state=rules.State(item.state),
        body="",
        format="",
        at=now,
        silence=silence_facts(newest, now) if newest else None,
        reason=reason,
    )


def latest(item: Item) -> Silence | None:
    """This will give the newest of the silence periods that were read with an item."""
    return max(item.silences.all(), key=lambda silence: silence.number, default=None)


def facts_of_question(
    question: Question, actor: Actor, now: datetime, *, answer: str | None = None, **_: object
) -> rules.ItemFacts:
    """This will show the rules a question and the item that it is about."""
    item = question.item
    return rules.ItemFacts(
        symbol=item.symbol,
        state=rules.State(item.state),
        body=item.format.body.code,
        format=item.format.code,
        at=now,
        reason=answer,
        is_answered=question.answered_at is not None,
    )


def _numbers(lines: object) -> frozenset[int]:
    """This will take line numbers; a text that is being written is no list of them."""
    if not isinstance(lines, Iterable):
        return frozenset()
    return frozenset(line for line in lines if isinstance(line, int))


def newest_silence(item: Item) -> Silence | None:
    """This will find the newest silence period of an item."""
    return item.silences.order_by("-number").first()


def missing(item: Item, lines: Iterable[Line]) -> tuple[str, ...]:
    """This will list what the file still lacks."""
    return rules.missing((item.title_en, item.title_fr), tuple(line_text(line) for line in lines))


def line_text(line: Line) -> rules.LineText:
    """This will give an operative paragraph as it is written."""
    return rules.LineText(
        verb=rules.Verb(line.verb),
        text_en=line.text_en,
        text_fr=line.text_fr,
        effect=rules.Effect(line.effect),
        effect_about=line.effect_about,
    )


def silence_facts(silence: Silence, now: datetime) -> rules.SilenceFacts:
    """This will show the rules one silence period with the letters that object."""
    written = [letter for letter in silence.letters.all() if letter.kind == rules.LetterKind.OBJECTION]
    over = now >= silence.ends_at and silence.result == rules.Result.RUNNING
    return rules.SilenceFacts(
        number=silence.number,
        opened_at=silence.opened_at,
        ends_at=silence.ends_at,
        lines=frozenset(silence.lines),
        entitled=frozenset(silence.entitled),
        objections=tuple(
            rules.Objection(letter.party, letter.received_at, frozenset(letter.lines)) for letter in written
        ),
        was_reachable=was_reachable(silence) if over else True,
        result=rules.Result(silence.result),
    )


def was_reachable(silence: Silence) -> bool:
    """This will tell whether the service worked through the last hour of a period (W-37)."""
    if silence.reached is None:
        last = timedelta(minutes=pack().number("decisions.outage_minutes"))
        silence.reached = heartbeat.was_reachable(max(silence.opened_at, silence.ends_at - last), silence.ends_at)
    return silence.reached
