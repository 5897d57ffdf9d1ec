"""What is done to prepare a round: planned, covered, endowed, limited, opened, wished for and frozen."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime

from comity.core import audience
from comity.core.actor import Actor
from comity.kernel.action import action
from comity.nominations import actions as nominations
from comity.resources import events, queries, rules
from comity.resources.models import Cover, Declaration, Envelope, Frozen, Quota, Round, Settings, Wish


def _planned(row: Settings, event: events.RoundPlanned) -> tuple[str, list[str]]:
    return f"round:{event.round}", [audience.STAFF]


def _to_staff(row: Round, event: object) -> tuple[str, list[str]]:
    return row.subject, [audience.STAFF]


def _of_party(row: Round, event: events.ShareDeclared | events.NamesOrdered) -> tuple[str, list[str]]:
    return row.subject, sorted({audience.STAFF, audience.party(event.party)})


@action(
    may=rules.may_plan,
    facts=queries.facts_of_plan,
    constraints={"resources_round_code_key": "resources.round_exists"},
    filed=_planned,
)
def plan(
    row: Settings,
    actor: Actor,
    now: datetime,
    *,
    code: str,
    since_on: date,
    until_on: date,
    wishes_until: date,
    currency: str = "EUR",
) -> events.RoundPlanned:
    """This will plan a round for activities that begin in a run of days; only the staff knows of it."""
    Round.objects.create(
        settings=row,
        code=code,
        since_on=since_on,
        until_on=until_on,
        wishes_until=wishes_until,
        currency=currency,
        planned_at=now,
        audience=[audience.STAFF],
    )
    return events.RoundPlanned(code, row.period)


@action(
    may=rules.may_cover,
    facts=queries.facts_of_money,
    constraints={"resources_cover_once": "resources.covered_elsewhere"},
    filed=_to_staff,
)
def cover(
    row: Round,
    actor: Actor,
    now: datetime,
    *,
    line: str,
    codes: Collection[str] = (),
    kinds: Collection[str] = (),
    delegation: int | None = None,
) -> events.ActivitiesCovered:
    """This will let a round cover activities of its days: those named, or all of some kinds (W-98, W-101)."""
    found = [one for one in queries.candidates(row) if one.code in codes or one.kind in kinds]
    Cover.objects.bulk_create(
        Cover(
            round=row,
            activity_id=one.pk,
            code=one.code,
            line=line,
            seat_minor=one.seat_minor,
            delegation=delegation,
            minimum=one.minimum,
            audience=sorted({*row.audience, *([audience.party(one.party)] if one.party else [])}),
        )
        for one in found
    )
    return events.ActivitiesCovered(row.code, line, tuple(one.code for one in found))


@action(may=rules.may_uncover, facts=queries.facts_of_round, filed=_to_staff)
def uncover(row: Round, actor: Actor, now: datetime, *, code: str) -> events.ActivityLeftOut:
    """This will leave an activity out of a draft."""
    Cover.objects.filter(round=row, code=code).delete()
    return events.ActivityLeftOut(row.code, code)


@action(may=rules.may_endow, facts=queries.facts_of_money, filed=_to_staff)
def endow(row: Round, actor: Actor, now: datetime, *, line: str, minor: int) -> events.RoundEndowed:
    """This will put money of a line at a round's disposal, in place of what was there before. Units: minor units."""
    Envelope.objects.update_or_create(round=row, line=line, defaults={"minor": minor, "audience": queries.council(now)})
    return events.RoundEndowed(row.code, line, minor)


@action(may=rules.may_limit, facts=queries.facts_of_limit, filed=_to_staff)
def limit(
    row: Round, actor: Actor, now: datetime, *, limit: rules.Limit, about: str, value: int | None
) -> events.RoundLimited:
    """This will set a quota, or lift it (None); none is set unless somebody sets it (W-99)."""
    if value is None:
        Quota.objects.filter(round=row, limit=limit.value, about=about).delete()
    else:
        Quota.objects.update_or_create(
            round=row, limit=limit.value, about=about, defaults={"value": value, "audience": queries.council(now)}
        )
    return events.RoundLimited(row.code, limit.value, about, value)


@action(may=rules.may_open_round, facts=queries.facts_of_opening)
def open_round(row: Round, actor: Actor, now: datetime) -> events.RoundOpened:
    """This will open a round: partners know of it, and the lists of what it covers stand still (W-98)."""
    readers = queries.participants(now)
    row.audience = sorted({*row.audience, *readers})
    row.opened_at = now
    go(row, "open_round", "audience", "opened_at")
    found = list(Cover.objects.filter(round=row).order_by("code"))
    for one in found:
        one.audience = sorted({*one.audience, *readers})
    Cover.objects.bulk_update(found, ["audience"], batch_size=500)
    nominations.hold_lists([one.activity_id for one in found], row.code, row.audience)
    return events.RoundOpened(row.code, tuple(one.code for one in found))


@action(may=rules.may_declare, facts=queries.facts_of_partner, filed=_of_party)
def declare(row: Round, actor: Actor, now: datetime, *, share_percent: int) -> events.ShareDeclared:
    """This will keep which share of its costs a partner pays itself: it makes each of its names cheaper (W-97)."""
    party = str(actor.party)
    Declaration.objects.update_or_create(
        round=row,
        party_id=party,
        defaults={"share_percent": share_percent, "at": now, "audience": [audience.STAFF, audience.party(party)]},
    )
    return events.ShareDeclared(row.code, party, share_percent)


@action(may=rules.may_wish, facts=queries.facts_of_partner, filed=_of_party)
def wish(
    row: Round,
    actor: Actor,
    now: datetime,
    *,
    order: Sequence[str],
    own_cost: Collection[str] = (),
    seen: str | None = None,
) -> events.NamesOrdered:
    """This will keep a partner's own order of its names ("PCM-0455/7"), and which would come at its own cost (W-97).

    `seen` is the fingerprint (`queries.voice`) of what was kept when the order was made; without it none is compared.
    """
    party = str(actor.party)
    ids = queries.ids_of(row, party, set(order))
    Wish.objects.filter(round=row, party_id=party).delete()
    Wish.objects.bulk_create(
        Wish(
            round=row,
            nomination_id=ids[ref],
            party_id=party,
            rank=rank,
            own_cost=ref in own_cost,
            audience=[audience.STAFF, audience.party(party)],
        )
        for rank, ref in enumerate(dict.fromkeys(order), 1)
    )
    return events.NamesOrdered(row.code, party, len(ids))


@action(may=rules.may_freeze, facts=queries.facts_of_freezing)
def freeze(row: Round, actor: Actor, now: datetime) -> events.InputsFrozen:
    """This will keep the inputs of a round as they are at this moment, under their fingerprint (W-93)."""
    found = queries.inputs(row, now)
    number = Frozen.objects.filter(round=row).count() + 1
    Frozen.objects.create(
        round=row,
        number=number,
        at=now,
        sha256=found.sha256,
        document=found.packed,
        activities=found.activities,
        nominations=found.nominations,
        partners=found.partners,
        audience=queries.council(now),
    )
    row.frozen_at = now
    go(row, "freeze", "frozen_at")
    return events.InputsFrozen(row.code, number, found.sha256)


@action(may=rules.may_thaw, facts=queries.facts_of_round)
def thaw(row: Round, actor: Actor, now: datetime) -> events.InputsTakenUp:
    """This will take the inputs of a round up again."""
    go(row, "thaw")
    return events.InputsTakenUp(row.code)


def go(row: Round, verb: str, *also: str) -> None:
    """This will take a step of the workflow and write what goes with it. Part of another act."""
    row.state = rules.ROUND_WORKFLOW.target(verb, rules.RoundState(row.state))
    row.save(update_fields=["state", *also])
