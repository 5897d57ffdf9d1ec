"""Missions as acts: notified, accepted or declined, arrived, departed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from comity.core import audience
from comity.core.actor import Actor, Role
from comity.kernel.action import action
from comity.kernel.rows import Row
from comity.presence import events, queries, rules
from comity.presence.models import Accreditation


def _about(_: Row, event: events.OfficerNotified) -> tuple[str, Iterable[str]]:
    row = Accreditation.objects.get(pk=event.accreditation_id)
    return row.subject, row.audience


@action(
    may=rules.may_notify,
    facts=queries.facts_of_notice,
    constraints={"presence_accreditation_once": "presence.already_notified"},
    filed=_about,
)
def notify(
    party: Row,
    actor: Actor,
    now: datetime,
    *,
    name: str,
    email: str,
    role: Role,
    letter: str,
    letter_on: date,
    title_en: str = "",
    title_fr: str = "",
    locale: str = "en",
    other_posts: str = "",
) -> events.OfficerNotified:
    """This will enter the letter by which a mission notifies somebody (W-262). The row is the party's."""
    code = party.subject.removeprefix("party:")
    row = Accreditation.objects.create(
        party_id=code,
        name=name.strip(),
        email=email.strip().lower(),
        role=role,
        title_en=title_en.strip(),
        title_fr=title_fr.strip(),
        locale=locale,
        other_posts=other_posts.strip(),
        letter=letter.strip(),
        letter_on=letter_on,
        notified_at=now,
        audience=sorted({audience.STAFF, audience.party(code)}),
    )
    return events.OfficerNotified(row.pk, code, role, row.letter, letter_on)


@action(may=rules.may_accept, facts=queries.facts_of_posting)
def accept(accreditation: Accreditation, actor: Actor, now: datetime, *, reply: str) -> events.OfficerAccepted:
    """This will accept whom a mission notified, by the letter of which `reply` is the reference (W-262)."""
    accreditation.reply, accreditation.answered_at = reply.strip(), now
    _move(accreditation, "accept", "reply", "answered_at")
    return events.OfficerAccepted(accreditation.pk, accreditation.party_id, accreditation.reply)


@action(may=rules.may_decline, facts=queries.facts_of_posting)
def decline(accreditation: Accreditation, actor: Actor, now: datetime, *, reason: str) -> events.OfficerDeclined:
    """This will decline whom a mission notified, in writing (W-262)."""
    accreditation.reason, accreditation.answered_at = reason.strip(), now
    _move(accreditation, "decline", "reason", "answered_at")
    return events.OfficerDeclined(accreditation.pk, accreditation.party_id, accreditation.reason)


@action(may=rules.may_arrive, facts=queries.facts_of_posting)
def arrive(accreditation: Accreditation, actor: Actor, now: datetime) -> events.OfficerArrived:
    """This will enter that somebody has arrived, from this minute on (W-263)."""
    accreditation.arrived_at = now
    _move(accreditation, "arrive", "arrived_at")
    return events.OfficerArrived(accreditation.pk, accreditation.party_id, accreditation.role)


@action(may=rules.may_depart, facts=queries.facts_of_posting)
def depart(accreditation: Accreditation, actor: Actor, now: datetime) -> events.OfficerDeparted:
    """This will enter that somebody has left, under every hat worn for the mission, from this minute on (W-263)."""
    there = Accreditation.objects.filter(
        party__code=accreditation.party_id, email=accreditation.email, state=rules.Posting.ARRIVED
    )
    roles = tuple(sorted(there.values_list("role", flat=True)))
    there.update(state=rules.POSTINGS.target("depart", rules.Posting.ARRIVED), departed_at=now)
    return events.OfficerDeparted(accreditation.pk, accreditation.party_id, roles)


def _move(row: Accreditation, verb: str, *fields: str) -> None:
    row.state = rules.POSTINGS.target(verb, rules.Posting(row.state))
    row.save(update_fields=["state", *fields])
