"""Embassies at work as acts: what they hand over and what they log."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from comity.core import audience
from comity.core.actor import Actor
from comity.kernel.action import action
from comity.kernel.rows import Row
from comity.presence import events, queries, rules
from comity.presence.models import FileEntry, LogLine, Succession


def _about_file(_: Row, event: events.FileOpened) -> tuple[str, Iterable[str]]:
    row = Succession.objects.get(pk=event.succession_id)
    return row.subject, row.audience


def _about_line(_: Row, event: events.DeedLogged) -> tuple[str, Iterable[str]]:
    row = LogLine.objects.get(pk=event.line_id)
    return row.subject, row.audience


@action(
    may=rules.may_open_file,
    facts=queries.facts_of_file_opening,
    constraints={"presence_succession_once": "presence.file_exists"},
    filed=_about_file,
)
def open_file(
    party: Row, actor: Actor, now: datetime, *, outgoing: Sequence[str], incoming: Sequence[str], on: date
) -> events.FileOpened:
    """This will open the hand-over file for a change of embassies in a nation (W-259). The row is the nation's."""
    code = party.subject.removeprefix("party:")
    readers = {audience.STAFF, *(audience.party(one) for one in (*outgoing, *incoming))}
    row = Succession.objects.create(
        host_id=code,
        outgoing=list(outgoing),
        incoming=list(incoming),
        on=on,
        opened_at=now,
        audience=sorted(readers),
    )
    return events.FileOpened(row.pk, code, tuple(outgoing), tuple(incoming), on)


@action(may=rules.may_add, facts=queries.facts_of_file)
def add(
    succession: Succession, actor: Actor, now: datetime, *, part: rules.Part, title: str, details: str = ""
) -> events.FileEntryAdded:
    """This will write a contact, an open matter, an event or where papers are into the file (W-259)."""
    row = FileEntry.objects.create(
        succession=succession,
        part=part,
        title=title.strip(),
        details=details.strip(),
        by=actor.party or "",
        at=now,
        audience=succession.audience,
    )
    return events.FileEntryAdded(succession.pk, row.pk, part)


@action(may=rules.may_hand_over, facts=queries.facts_of_file)
def hand_over(succession: Succession, actor: Actor, now: datetime) -> events.FileHandedOver:
    """This will hand the file over to those who come (W-259)."""
    succession.handed_at = now
    _move(succession, "hand_over", "handed_at")
    return events.FileHandedOver(succession.pk, succession.host_id, succession.entries.count())


@action(may=rules.may_ask_more, facts=queries.facts_of_file)
def ask_more(succession: Succession, actor: Actor, now: datetime, *, missing: str) -> events.MoreAsked:
    """This will give the file back with what is missing in it (W-259)."""
    succession.missing = missing.strip()
    _move(succession, "ask_more", "missing")
    return events.MoreAsked(succession.pk, succession.host_id, succession.missing)


@action(may=rules.may_take_over, facts=queries.facts_of_file)
def take_over(succession: Succession, actor: Actor, now: datetime) -> events.FileTakenOver:
    """This will take the file over (W-259)."""
    succession.taken_at, succession.taken_by, succession.missing = now, actor.party or "", ""
    _move(succession, "take_over", "taken_at", "taken_by", "missing")
    return events.FileTakenOver(succession.pk, succession.host_id, succession.taken_by)


@action(may=rules.may_redirect, facts=queries.facts_of_file)
def redirect(succession: Succession, actor: Actor, now: datetime) -> events.FileRedirected:
    """This will give a file to the staff, since no embassy follows (W-261)."""
    succession.incoming = []
    succession.audience = sorted({audience.STAFF, *(audience.party(one) for one in succession.outgoing)})
    _move(succession, "redirect", "incoming", "audience")
    succession.entries.update(audience=succession.audience)
    return events.FileRedirected(succession.pk, succession.host_id)


@action(may=rules.may_log, facts=queries.facts_of_log, filed=_about_line)
def log(
    party: Row,
    actor: Actor,
    now: datetime,
    *,
    held_on: date,
    kind: rules.Deed,
    subject: str,
    summary: str = "",
    reached: int | None = None,
) -> events.DeedLogged:
    """This will log what an embassy did as a contact point in a nation (W-260). The row is the nation's."""
    code = party.subject.removeprefix("party:")
    row = LogLine.objects.create(
        host_id=code,
        by=actor.party or "",
        held_on=held_on,
        kind=kind,
        subject_line=subject.strip(),
        summary=summary.strip(),
        reached=reached,
        logged_at=now,
        audience=sorted({*queries.inner_circle(now), audience.party(code)}),
    )
    return events.DeedLogged(row.pk, code, row.by, kind, held_on)


def _move(row: Succession, verb: str, *fields: str) -> None:
    row.state = rules.FILES.target(verb, rules.FileState(row.state))
    row.save(update_fields=["state", *fields])
