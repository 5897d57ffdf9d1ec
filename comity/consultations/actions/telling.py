"""Invitations to those approved, and notices to those who are not invited."""

from __future__ import annotations

from datetime import datetime

from comity.consultations import events, rules
from comity.consultations.actions.deciding import inner
from comity.consultations.models import Consultation, Invitation, Notice
from comity.consultations.queries import formats as found
from comity.consultations.queries import shown
from comity.consultations.rules import formats
from comity.core import audience
from comity.core.actor import Actor
from comity.core.calendar import brussels_day
from comity.kernel.action import action


@action(may=formats.may_invite, facts=shown.facts_of)
def invite(row: Consultation, actor: Actor, now: datetime, *, text_en: str, text_fr: str) -> events.PartnersInvited:
    """This will invite every participant whom the Council has approved and who is not invited yet (P§11).

    From now on the invited read the consultation, and of each other.
    """
    new = [one.party for one in row.participants.all() if one.seat == rules.Seat.AGREED and not one.answer]
    by = rules.answer_by(brussels_day(now))
    own = inner(now)
    Invitation.objects.bulk_create(
        Invitation(
            consultation=row,
            party=code,
            text_en=text_en.strip(),
            text_fr=text_fr.strip(),
            sent_at=now,
            answer_by=by,
            audience=sorted({*own, audience.party(code)}),
        )
        for code in new
    )
    row.participants.filter(party__in=new).update(answer=rules.Answer.INVITED)
    invited = {audience.party(one.party) for one in row.participants.exclude(answer="")}
    row.audience = sorted({*row.audience, *invited})
    row.save(update_fields=["audience"])
    for one in row.participants.exclude(answer=""):
        one.audience = sorted({*one.audience, *invited})
        one.save(update_fields=["audience"])
    relabel(row, now)
    return events.PartnersInvited(row.code, tuple(new), by)


def relabel(row: Consultation, now: datetime) -> None:
    """This will let those read the sessions of a consultation who are invited and have not declined."""
    coming = row.participants.exclude(answer__in=["", rules.Answer.DECLINED]).values_list("party", flat=True)
    row.sessions.update(audience=sorted({*inner(now), *(audience.party(code) for code in coming)}))


def _answered(row: Invitation, event: events.InvitationAnswered) -> tuple[str, list[str]]:
    """This will enter an answer for those who read the invitation."""
    return row.subject, row.audience


@action(may=formats.may_accept, facts=shown.facts_of_invitation, filed=_answered)
def accept(row: Invitation, actor: Actor, now: datetime, *, note: str = "") -> events.InvitationAnswered:
    """This will note that an invited partner comes."""
    return _answer(row, now, rules.Answer.ACCEPTED, note)


@action(may=formats.may_decline, facts=shown.facts_of_invitation, filed=_answered)
def decline(row: Invitation, actor: Actor, now: datetime, *, note: str = "") -> events.InvitationAnswered:
    """This will note that an invited partner does not come; the sessions are closed to it from now on."""
    return _answer(row, now, rules.Answer.DECLINED, note)


def _answer(row: Invitation, now: datetime, answer: rules.Answer, note: str) -> events.InvitationAnswered:
    row.answer, row.answered_at, row.note = answer, now, note.strip()
    row.save(update_fields=["answer", "answered_at", "note"])
    row.consultation.participants.filter(party=row.party).update(answer=answer)
    relabel(row.consultation, now)
    return events.InvitationAnswered(row.consultation.code, row.party, answer.value)


@action(may=formats.may_inform, facts=shown.facts_of)
def inform(row: Consultation, actor: Actor, now: datetime, *, text_en: str, text_fr: str) -> events.PartnersInformed:
    """This will tell every partner that is not invited what is consulted upon, in the words of the staff (P§11)."""
    day = brussels_day(now)
    new = found.uninformed(row, day)
    own = inner(now)
    told = row.transparency
    first = row.sessions.exclude(state=rules.SessionState.CANCELLED).order_by("starts_at").first()
    told.text_en, told.text_fr = text_en.strip(), text_fr.strip()
    told.planned_on = brussels_day(first.starts_at) if first else told.planned_on
    told.sent_at = told.sent_at or now
    told.audience = sorted({*told.audience, *(audience.party(code) for code in new)})
    told.save()
    Notice.objects.bulk_create(
        Notice(consultation=row, party=code, sent_at=now, audience=sorted({*own, audience.party(code)})) for code in new
    )
    row.state = rules.CONSULTATION.target("inform", rules.State(row.state))
    row.save(update_fields=["state"])
    return events.PartnersInformed(row.code, new)
