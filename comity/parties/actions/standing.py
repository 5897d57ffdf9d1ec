"""What may be done about nations: they join, leave, are suspended and resume; tools are opened; names are settled."""

from __future__ import annotations

from datetime import date, datetime

from django.db import connection
from django.db.models import F

from comity.core import audience
from comity.core.actor import Actor
from comity.core.calendar import brussels_day
from comity.kernel.action import action
from comity.parties import queries, rules
from comity.parties.events import (
    NoteWritten,
    PartyJoined,
    PartyLeft,
    PartyNamed,
    PartyResumed,
    PartySuspended,
    ToolClosed,
    ToolOpened,
)
from comity.parties.models import Party, StaffFile, StaffNote, Standing, Suspension, ToolAccess, ToolClosure
from comity.policy import pack


def _in_the_file(file: StaffFile, event: NoteWritten) -> tuple[str, list[str]]:
    """This will enter a note under the party, for those alone who may read the file."""
    return file.party.subject, list(file.audience)


_STANDINGS = {
    "parties_standing_once": "parties.standings_overlap",
    "parties_standing_order": "parties.standings_overlap",
}


@action(may=rules.may_join, facts=queries.facts_of, constraints=_STANDINGS)
def join(
    party: Party, actor: Actor, now: datetime, *, community: str, decision: str, since_on: date | None = None
) -> PartyJoined:
    """This will let a nation belong to the Allies, the partners, the invitees or a framework from a day on.

    It begins a new epoch of the community, so that the nation does not see what was released before.
    Raises: UnknownError for a framework that the policy does not know.
    """
    if community.startswith(rules.FRAMEWORK):
        pack().framework(community.removeprefix(rules.FRAMEWORK))
    on = since_on or brussels_day(now)
    known = queries.record(party.code)
    ended = rules.also_ends_on_joining(known, community, on)
    party.standings.filter(community__in=ended, since_on__lt=on).exclude(until_on__lte=on).update(
        until_on=on, until_decision=decision.strip()
    )
    began = rules.also_begins(known, community, on)
    epoch = 0
    for one in (*began, community):
        epoch = _begin(party, one, on=on, decision=decision.strip(), today=brussels_day(now))
    return PartyJoined(party.code, community, epoch, on, decision.strip(), also_began=began, also_ended=ended)


@action(may=rules.may_leave, facts=queries.facts_of, constraints=_STANDINGS)
def leave(
    party: Party, actor: Actor, now: datetime, *, community: str, decision: str, until_on: date | None = None
) -> PartyLeft:
    """This will end a belonging; with the last framework a nation is no longer a partner."""
    on = until_on or brussels_day(now)
    ended = rules.also_ends_on_leaving(queries.record(party.code), community, on)
    for one in (community, *ended):
        running = party.standings.filter(community=one, since_on__lte=on).exclude(until_on__lte=on)
        running.update(until_on=on, until_decision=decision.strip())
    return PartyLeft(party.code, community, on, decision.strip(), also_ended=ended)


@action(
    may=rules.may_suspend,
    facts=queries.facts_of,
    constraints={"parties_suspension_once": "parties.suspensions_overlap"},
)
def suspend(
    party: Party, actor: Actor, now: datetime, *, decision: str, since_on: date | None = None, note: str = ""
) -> PartySuspended:
    """This will suspend a partner's standing from a day on: it stays listed, and reads and acts no more (W-61)."""
    on = since_on or brussels_day(now)
    Suspension.objects.create(
        party=party, since_on=on, decision=decision.strip(), note=note, audience=list(party.audience)
    )
    return PartySuspended(party.code, on, decision.strip())


@action(may=rules.may_resume, facts=queries.facts_of)
def resume(party: Party, actor: Actor, now: datetime, *, decision: str, until_on: date | None = None) -> PartyResumed:
    """This will end a suspension. What was released in the meantime becomes readable again with it."""
    on = until_on or brussels_day(now)
    party.suspensions.filter(since_on__lt=on, until_on__isnull=True).update(
        until_on=on, until_decision=decision.strip()
    )
    return PartyResumed(party.code, on, decision.strip())


@action(
    may=rules.may_open_tool,
    facts=queries.facts_of,
    constraints={"parties_tool_once": "parties.tool_already_open"},
)
def open_tool(party: Party, actor: Actor, now: datetime, *, tool: str, decision: str) -> ToolOpened:
    """This will open a tool to a partner to which the policy alone does not open it (P§13)."""
    on = brussels_day(now)
    ToolAccess.objects.create(party=party, tool=tool, opened_on=on, decision=decision.strip(), audience=["signed-in"])
    return ToolOpened(party.code, tool, on, decision.strip())


@action(
    may=rules.may_close_tool,
    facts=queries.facts_of_closing,
    constraints={"parties_toolclosure_tool_key": "parties.tool_discarded"},
    filed=lambda _, event: (f"tool:{event.tool}", [audience.PUBLIC]),
)
def close_tool(party: Party, actor: Actor, now: datetime, *, tool: str, decision: str) -> ToolClosed:
    """This will close a tool that the Council has discarded to new use by every partner. The row is the staff's."""
    row = ToolClosure.objects.create(
        tool=tool, closed_on=brussels_day(now), decision=decision.strip(), audience=[audience.PUBLIC]
    )
    return ToolClosed(tool, row.closed_on, row.decision)


@action(may=rules.may_name, facts=queries.facts_of)
def name(party: Party, actor: Actor, now: datetime, *, name_en: str, name_fr: str) -> PartyNamed:
    """This will settle how the organisation names a party; an empty name goes back to the public one (W-62)."""
    party.given_name_en, party.given_name_fr = name_en.strip(), name_fr.strip()
    party.save(update_fields=["given_name_en", "given_name_fr"])
    return PartyNamed(party.code, party.given_name_en, party.given_name_fr)


@action(may=rules.may_note, facts=queries.facts_of_file, filed=_in_the_file)
def note(file: StaffFile, actor: Actor, now: datetime, *, text: str) -> NoteWritten:
    """This will write a note into the staff's file on a party; the party never sees it."""
    written = StaffNote.objects.create(
        file=file, at=now, person_id=actor.person_id, text=text.strip(), audience=list(file.audience)
    )
    return NoteWritten(file.party.code, written.pk)


def _begin(party: Party, community: str, *, on: date, decision: str, today: date) -> int:
    """This will add a standing with the epoch that it begins. Joinings of one community take turns."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"parties.{community}"])
    begun = Standing.objects.filter(community=community)
    place = rules.place(on, begun.values_list("since_on", "epoch"), today)
    begun.filter(since_on__gt=place.after).update(epoch=F("epoch") + 1)
    Standing.objects.create(
        party=party,
        community=community,
        epoch=place.epoch,
        since_on=on,
        decision=decision,
        audience=list(party.audience),
    )
    return place.epoch
