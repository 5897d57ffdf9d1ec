"""What may be done with dialogues and with cooperation with organisations."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from comity.core import audience
from comity.core.actor import Actor
from comity.core.calendar import brussels_day
from comity.engagement import events, queries, rules
from comity.engagement.models import Agreement, Contact, Cooperation, Dialogue, Joint, Talks
from comity.kernel.action import action
from comity.kernel.rows import Row


def _about_dialogue(_: Row, event: events.DialogueProposed) -> tuple[str, Iterable[str]]:
    row = Dialogue.objects.get(pk=event.dialogue_id)
    return row.subject, row.audience


def _about_cooperation(_: Row, event: events.CooperationSetUp) -> tuple[str, Iterable[str]]:
    row = Cooperation.objects.get(pk=event.cooperation_id)
    return row.subject, row.audience


def _about_talks(row: Cooperation, event: events.TalksRecorded) -> tuple[str, Iterable[str]]:
    return row.subject, Talks.objects.get(pk=event.talks_id).audience


@action(
    may=rules.may_propose,
    facts=queries.facts_of_proposal,
    constraints={"engagement_dialogue_running": "engagement.already_running"},
    filed=_about_dialogue,
)
def propose(party: Row, actor: Actor, now: datetime, *, areas: Sequence[str], purpose: str) -> events.DialogueProposed:
    """This will propose a dialogue with a nation outside every framework (P§10). The row is the party's."""
    code = party.subject.removeprefix("party:")
    row = Dialogue.objects.create(
        party_id=code,
        areas=list(areas),
        purpose=purpose.strip(),
        proposed_at=now,
        proposed_by=actor.party or "",
        audience=queries.inner_circle(now),
    )
    return events.DialogueProposed(row.pk, code, tuple(areas))


@action(may=rules.may_begin, facts=queries.facts_of)
def begin(dialogue: Dialogue, actor: Actor, now: datetime, *, decision: str) -> events.DialogueBegun:
    """This will begin a dialogue, since the Council has decided so (P§10)."""
    dialogue.decision, dialogue.begun_on = decision, brussels_day(now)
    _move(dialogue, "begin", "decision", "begun_on")
    return events.DialogueBegun(dialogue.pk, dialogue.party_id, decision)


@action(may=rules.may_decline, facts=queries.facts_of)
def decline(dialogue: Dialogue, actor: Actor, now: datetime, *, decision: str) -> events.DialogueDeclined:
    """This will end a proposal whose item before the Council is over (P§10)."""
    dialogue.decision, dialogue.over_on = decision, brussels_day(now)
    _move(dialogue, "decline", "decision", "over_on")
    return events.DialogueDeclined(dialogue.pk, dialogue.party_id, decision)


@action(may=rules.may_log, facts=queries.facts_of_contact)
def log(
    dialogue: Dialogue,
    actor: Actor,
    now: datetime,
    *,
    held_on: date,
    area: str,
    subject: str,
    place: str = "",
    summary: str = "",
    is_warning: bool = False,
) -> events.ContactLogged:
    """This will enter a contact; `is_warning` says that it may help to avert a crisis (P§10)."""
    row = Contact.objects.create(
        dialogue=dialogue,
        held_on=held_on,
        by=actor.party or "",
        place=place.strip(),
        area=area,
        subject=subject.strip(),
        summary=summary.strip(),
        is_warning=is_warning,
        logged_at=now,
        audience=dialogue.audience,
    )
    return events.ContactLogged(dialogue.pk, row.pk, dialogue.party_id, held_on, area)


@action(may=rules.may_note_path, facts=queries.facts_of_path)
def note_path(dialogue: Dialogue, actor: Actor, now: datetime, *, towards: str, path: str = "") -> events.PathNoted:
    """This will write down to which framework or programme the dialogue may lead, and how (W-237)."""
    dialogue.towards, dialogue.path = towards, path.strip()
    dialogue.save(update_fields=["towards", "path"])
    return events.PathNoted(dialogue.pk, dialogue.party_id, towards)


@action(may=rules.may_close, facts=queries.facts_of)
def close(
    dialogue: Dialogue, actor: Actor, now: datetime, *, outcome: rules.Outcome, reason: str
) -> events.DialogueClosed:
    """This will close a dialogue with what it has led to (W-238)."""
    dialogue.outcome, dialogue.reason, dialogue.over_on = outcome, reason.strip(), brussels_day(now)
    _move(dialogue, "close", "outcome", "reason", "over_on")
    return events.DialogueClosed(dialogue.pk, dialogue.party_id, outcome, dialogue.reason)


@action(
    may=rules.may_set_up,
    facts=queries.facts_of_set_up,
    constraints={"engagement_cooperation_organisation_key": "engagement.record_exists"},
    filed=_about_cooperation,
)
def set_up(party: Row, actor: Actor, now: datetime, *, aims: str = "") -> events.CooperationSetUp:
    """This will open the record of cooperation with an organisation (P§9). The row is the party's."""
    code = party.subject.removeprefix("party:")
    row = Cooperation.objects.create(
        organisation_id=code, aims=aims.strip(), set_up_on=brussels_day(now), audience=[audience.SIGNED_IN]
    )
    return events.CooperationSetUp(row.pk, code)


@action(may=rules.may_record_talks, facts=queries.facts_of_talks, filed=_about_talks)
def record_talks(
    cooperation: Cooperation,
    actor: Actor,
    now: datetime,
    *,
    held_on: date,
    level: rules.Level,
    objectives: Sequence[rules.Objective],
    subjects: str,
    place: str = "",
    summary: str = "",
    next_on: date | None = None,
) -> events.TalksRecorded:
    """This will enter staff talks, for the staff, the Allies and the organisation itself (P§9)."""
    organisation = cooperation.organisation_id
    row = Talks.objects.create(
        cooperation=cooperation,
        held_on=held_on,
        level=level,
        objectives=[str(one) for one in objectives],
        subjects=subjects.strip(),
        place=place.strip(),
        summary=summary.strip(),
        next_on=next_on,
        audience=sorted({*queries.inner_circle(now), audience.party(organisation)}),
    )
    return events.TalksRecorded(cooperation.pk, row.pk, organisation, held_on, tuple(row.objectives))


@action(may=rules.may_plan, facts=queries.facts_of_joint)
def plan(
    cooperation: Cooperation,
    actor: Actor,
    now: datetime,
    *,
    title_en: str,
    title_fr: str,
    objective: rules.Objective,
    start_on: date,
    end_on: date,
    place: str = "",
    activity: str = "",
) -> events.JointActivityPlanned:
    """This will plan something together with an organisation; `activity` is its code on the menu, if any (P§9)."""
    row = Joint.objects.create(
        cooperation=cooperation,
        title_en=title_en.strip(),
        title_fr=title_fr.strip(),
        objective=objective,
        start_on=start_on,
        end_on=end_on,
        place=place.strip(),
        activity=activity.strip(),
        audience=cooperation.audience,
    )
    return events.JointActivityPlanned(cooperation.pk, row.pk, cooperation.organisation_id, objective, start_on)


@action(may=rules.may_sign, facts=queries.facts_of_signing)
def sign(
    cooperation: Cooperation,
    actor: Actor,
    now: datetime,
    *,
    title_en: str,
    title_fr: str,
    signed_on: date,
    reference: str = "",
    in_force_on: date | None = None,
    ends_on: date | None = None,
) -> events.AgreementSigned:
    """This will enter an agreement that was signed with an organisation (P§9)."""
    row = Agreement.objects.create(
        cooperation=cooperation,
        title_en=title_en.strip(),
        title_fr=title_fr.strip(),
        reference=reference.strip(),
        signed_on=signed_on,
        in_force_on=in_force_on,
        ends_on=ends_on,
        audience=cooperation.audience,
    )
    return events.AgreementSigned(cooperation.pk, row.pk, cooperation.organisation_id, signed_on)


@action(may=rules.may_end, facts=queries.facts_of_agreement)
def end(agreement: Agreement, actor: Actor, now: datetime, *, ends_on: date, reason: str) -> events.AgreementEnded:
    """This will end an agreement from a day on, in writing (W-239)."""
    agreement.ends_on, agreement.reason = ends_on, reason.strip()
    agreement.save(update_fields=["ends_on", "reason"])
    owner = agreement.cooperation
    return events.AgreementEnded(owner.pk, agreement.pk, owner.organisation_id, ends_on, agreement.reason)


def _move(row: Dialogue, verb: str, *fields: str) -> None:
    row.state = rules.WORKFLOW.target(verb, rules.State(row.state))
    row.save(update_fields=["state", *fields])
